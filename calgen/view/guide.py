"""The first tab: how to fill in the workbook, how to run calgen, and a link to each tab."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from calgen.book.owned_tabs import ALL_OUTPUTS, LATER_OUTPUTS
from calgen.book.sheet import PrintSetup, Sheet, Style, StyledCell, quote_title
from calgen.book.words import Words
from calgen.strategy import TABS
from calgen.view import styles
from calgen.view.text_width import cell_text_width, line_height, wrap_text

WIDTHS = {1: 5, 2: 26, 3: 104}
_NUMBER = Style(size=12, bold=True, color=styles.WHITE, fill=styles.NAVY, align="center")
_NAME = Style(size=10.5, bold=True, color=styles.NAVY, indent=1)
_TEXT = Style(size=10.5, wrap=True)
_GREY = replace(_TEXT, size=10, color=styles.GREY_TEXT)
_STEP_TABS = ("settings", "objectives", "platforms", "themes")  # that the first steps are about
_SIGNED_CATEGORIES = ("promote", "curate", "interact")  # those of the usual mix


@dataclass
class _Guide:
    """The tab while it is drawn; `row` is the next free one."""

    words: Words
    cells: dict[tuple[int, int], StyledCell] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    row: int = 1

    def add(self, name: str, text: str, style: Style, *, mark: StyledCell | None = None, link: str = "") -> None:
        """A row: a mark, a name that may lead to a tab, and a text, as high as the text needs."""
        if mark:
            self.cells[self.row, 1] = mark
        self.cells[self.row, 2] = StyledCell(name, _NAME, link=link)
        self.cells[self.row, 3] = StyledCell(text, style)
        lines = len(wrap_text(text, cell_text_width(WIDTHS[3]), style.size))
        self.heights[self.row] = 5 + line_height(style.size) * lines
        self.row += 1

    def add_line(self, text: str, style: Style, height: float = 0) -> None:
        """A text over the names and texts, in as many rows as it takes."""
        room = cell_text_width(WIDTHS[2] + WIDTHS[3])
        for line in wrap_text(text, room, style.size, bold=style.bold):
            self.cells[self.row, 2] = StyledCell(line, style)
            self.heights[self.row] = height or 3 + line_height(style.size)
            self.row += 1

    def add_gap(self) -> None:
        self.heights[self.row] = 8.0
        self.row += 1


def sheet(words: Words) -> Sheet:
    """The tab."""
    guide = _Guide(words)
    guide.add_line(words.text("guide", "title"), styles.TITLE, 34.0)
    guide.add_line(words.text("guide", "intro"), styles.LEAD)
    guide.add_gap()
    _add_steps(guide)
    guide.add_gap()
    _add_section(guide, "terminal", words.text("guide", "terminal_intro"))
    guide.add_gap()
    _add_tabs(guide)
    guide.add_gap()
    _add_section(guide, "legend")
    _add_signs(guide)
    return Sheet(
        "guide",
        words.title("guide"),
        guide.cells,
        widths=WIDTHS,
        heights=guide.heights,
        tab_color=styles.DARK_TEXT,
        print=PrintSetup(area=f"A1:C{guide.row - 1}", footer=words.title("guide"), one_page=True, portrait=True),
    )


def _add_steps(guide: _Guide) -> None:
    """The numbered steps; the first ones lead to their tabs."""
    names, texts = (guide.words.texts("guide", key) for key in ("step_names", "steps"))
    for n, (name, text) in enumerate(zip(names, texts, strict=True)):
        link = _link(guide.words, _STEP_TABS[n]) if n < len(_STEP_TABS) else ""
        guide.add(name, text, _TEXT, mark=StyledCell(n + 1, _NUMBER), link=link)


def _add_section(guide: _Guide, key: str, intro: str = "") -> None:
    """A title with rows of names and texts."""
    guide.add_line(guide.words.text("guide", f"{key}_title"), styles.SECTION, 22.0)
    if intro:
        guide.add_line(intro, replace(styles.LEAD, size=10))
    names, texts = (guide.words.texts("guide", name) for name in (f"{key}_names", key))
    for name, text in zip(names, texts, strict=True):
        guide.add(name, text, _GREY)


def _add_tabs(guide: _Guide) -> None:
    """Each tab with a link, in the colour of its step; of one that is not there yet, when it will be."""
    tabs = [(tab.key, styles.STEP_COLORS[tab.step], tab.required) for tab in TABS]
    on_demand = {tab.key for tab in TABS if tab.on_demand}
    for key, color, required in [*tabs, *((key, styles.OUTPUT_COLOR, False) for key in ALL_OUTPUTS)]:
        title, words = guide.words.title(key), guide.words
        mark = StyledCell(None, Style(fill=color))
        at = guide.row
        text = words.text("outputs", key) if key in LATER_OUTPUTS else words.help(key)
        text = f"{text} {words.text('manual', 'on_demand')}" if key in on_demand else text
        link = "" if key in {*LATER_OUTPUTS, *on_demand} else _link(words, key)
        guide.add(title + (" *" if required else ""), text, _GREY, mark=mark, link=link)
        guide.cells[at, 2] = replace(guide.cells[at, 2], style=replace(_NAME, color=color))


def _link(words: Words, key: str) -> str:
    return f"{quote_title(words.title(key))}!A1"


def _add_signs(guide: _Guide) -> None:
    """The signs of the usual categories and of the statuses, with their words."""
    for key, shown in (("signs_categories", _category_signs), ("signs_statuses", _status_signs)):
        guide.add(guide.words.text("guide", key), "    ".join(shown(guide.words)), _GREY)


def _category_signs(words: Words) -> Iterator[str]:
    for code in _SIGNED_CATEGORIES:
        yield f"{styles.category_sign(_SIGNED_CATEGORIES, code)} {words.choice('category', code)}"


def _status_signs(words: Words) -> Iterator[str]:
    for code in styles.STATUS_COLORS:
        yield f"{styles.status_sign(code)} {words.choice('status', code)}"
