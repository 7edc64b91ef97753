"""The form for a client who would rather fill in a workbook: a row for each post, its decision and its comment.

Only these cells, the name and the day can be typed in. Hidden columns hold what brings the answers back: the id of each
post, the fingerprint of what was shown, and a digest of the cells, which tells whether somebody changed them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from calgen.book.folding import without_invisible
from calgen.book.grid import address, letter
from calgen.book.palette import NOTE_FILL
from calgen.book.sheet import ConditionalFormat, DropDown, PrintSetup, Sheet, Style, StyledCell
from calgen.book.words import Words
from calgen.share.answers import DECISIONS, FORM, without_controls
from calgen.share.page import SharedCalendar
from calgen.share.shared_posts import SharedPost
from calgen.share.shown_text import about_lines, cut_sentence, cut_text
from calgen.view import styles
from calgen.view.paper_size import on_paper_of
from calgen.view.text_width import cell_text_width, wrap_text

SHOWN = ("when", "where", "title", "text", "about")  # columns that only show
TYPED = ("decision", "comment")  # columns that are filled in
HIDDEN = ("id", "seen", "shown")  # columns that bring the answers back
NAME, DAY = "by", "made"  # keys of the rows above the table that are filled in
_COLUMNS = (*SHOWN, *TYPED, *HIDDEN)
_AT = {key: n for n, key in enumerate(_COLUMNS, 1)}
_WIDTHS = {"when": 15.0, "where": 14.0, "title": 21.0, "text": 56.0, "about": 25.0, "decision": 14.0, "comment": 35.0}
_HIDDEN_WIDTH = 9.0
_TITLE, _PERIOD, _HOW, _NAME, _DAY, _HEADINGS = 1, 2, 3, 5, 6, 8  # rows
_SIZE, _MOST_LINES = 10.0, 22  # points; lines of a row: a longer text goes on in the rows below
_LINE_HEIGHTS: Mapping[float, float] = {10: 13.0, 9: 12.0}  # points from line to line, by the size of the letters
_PADDING = 6.0  # points above and below the lines of a row
_CELL = Style(size=_SIZE, wrap=True, valign="top", border=styles.LINE_COLOR)
_QUIET = replace(_CELL, color=styles.GREY_TEXT, size=9)
_TYPED = replace(_CELL, fill=NOTE_FILL, border=styles.AMBER, unlocked=True)
_LOOKS = {"title": replace(_CELL, bold=True), "where": _CELL, "about": _QUIET,
          "decision": replace(_TYPED, bold=True, align="center", valign="vcenter"),
          "comment": replace(_TYPED, number="text")}  # fmt: skip
_MACHINE = Style(size=8, color=styles.WHITE)  # of cells that nobody is to see
_COLORS = {"approved": (styles.GOOD_FILL, styles.GOOD), "change": (styles.AMBER_FILL, styles.AMBER),
           "refused": (styles.BAD_FILL, styles.BAD)}  # fmt: skip


@dataclass(slots=True)
class _FormRows:
    """The cells of the table as they are added, row by row."""

    words: Words
    cells: dict[tuple[int, int], StyledCell] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    blocks: list[int] = field(default_factory=list)  # rows at which a printed page may begin
    row: int = _HEADINGS
    week_row: int = 0  # of the last heading of a week

    def add_week(self, monday: date) -> None:
        self.row += 1
        self.week_row = self.row
        self.blocks.append(self.row)
        style = Style(size=11, bold=True, color=styles.NAVY, fill=styles.WEEK_FILL, valign="vcenter")
        shown = self.words.text("share", "week", day=monday)
        self.cells |= {(self.row, _AT[key]): StyledCell(None, style) for key in (*SHOWN, *TYPED)}
        self.cells[self.row, 1] = StyledCell(shown, style)
        self.heights[self.row] = 21.0

    def add_post(self, post: SharedPost) -> None:
        """The row of a post; where its text is long, rows below go on with it."""
        if self.row != self.week_row:  # the first post of a week stays with its heading
            self.blocks.append(self.row + 1)
        shown = _texts(post, self.words)
        digest = row_digest(*(shown[key] for key in SHOWN))
        for n, text in enumerate(_pieces(shown["text"])):
            self.row += 1
            values: dict[str, str] = {"text": text} if n else {**shown, "text": text}
            self._add_cells(values, is_first=not n)
            if not n:
                hidden = zip(HIDDEN, (post.id, post.seen, digest), strict=True)
                self.cells |= {(self.row, _AT[key]): StyledCell(value, _MACHINE) for key, value in hidden}

    def _add_cells(self, values: dict[str, str], *, is_first: bool) -> None:
        height = 0.0
        for key in (*SHOWN, *TYPED):
            style = _LOOKS.get(key, _CELL)
            if not is_first and key in TYPED:
                style = _CELL
            self.cells[self.row, _AT[key]] = StyledCell(values.get(key) or None, style)
            height = max(height, len(_lines(values.get(key, ""), key)) * _LINE_HEIGHTS[style.size])
        self.heights[self.row] = height + _PADDING


def form(calendar: SharedCalendar, country: str, words: Words) -> Sheet:
    """The sheet of the form, for the paper of a country."""
    rows = _FormRows(words)
    week: date | None = None
    for post in calendar.posts:
        monday = post.day - timedelta(days=post.day.weekday())
        if monday != week:
            rows.add_week(monday)
            week = monday
        rows.add_post(post)
    title = words.text("share", "form", "tab")
    sheet = Sheet(
        "form",
        title,
        {**dict(_heading(calendar, rows.row, words)), **rows.cells},
        widths={column: _WIDTHS.get(key, _HIDDEN_WIDTH) for key, column in _AT.items()},
        heights={_TITLE: 30.0, _PERIOD: 18.0, _HOW: 18.0, _NAME: 22.0, _DAY: 22.0, _HEADINGS: 24.0} | rows.heights,
        merges=tuple((row, 2, row, 3) for row in (_NAME, _DAY)),
        freeze=(_HEADINGS, 0),
        choices=_choices(rows.row, words),
        rules=tuple(_rules(rows.row, words)),
        print=_print_setup(rows, words.text("share", "title", brand=calendar.brand)),
        formats={**words.formats(), "text": "@"},
        tab_color=styles.OUTPUT_COLOR,
        hidden_columns=frozenset(_AT[key] for key in HIDDEN),
        protected=True,
    )
    return on_paper_of(country, sheet)


def row_digest(*texts: str) -> str:
    """Eight hexadecimal digits of the texts of a row; spaces and line breaks, which programs change, do not count."""
    plain = "\n".join("".join(without_invisible(without_controls(text)).split()) for text in texts)
    return hashlib.sha256(plain.encode()).hexdigest()[:8]


def _heading(calendar: SharedCalendar, last: int, words: Words) -> Iterator[tuple[tuple[int, int], StyledCell]]:
    """The cells above the table, and its headings."""
    days = [post.day for post in calendar.posts]
    period = words.text("share", "period", n=len(days), first=min(days), last=max(days), zone=calendar.time_zone)
    yield (_TITLE, 1), StyledCell(words.text("share", "title", brand=calendar.brand), replace(styles.TITLE, size=18))
    yield (_PERIOD, 1), StyledCell(period, styles.LEAD)
    yield (_HOW, 1), StyledCell(words.text("share", "form", "how"), styles.LEAD)
    labels = ((_NAME, words.text("share", "name"), "text"), (_DAY, words.text("share", "form", "made"), "date"))
    for row, label, number in labels:
        yield (row, 1), StyledCell(label, Style(size=11, bold=True, color=styles.NAVY))
        blank = StyledCell(None, replace(_TYPED, size=11, valign="vcenter", align="left", number=number))
        yield (row, 2), blank
        yield (row, 3), blank
    yield (_DAY, _AT["decision"]), _count(len(days), last, words)
    for key in (*SHOWN, *TYPED):
        yield (_HEADINGS, _AT[key]), StyledCell(words.text("share", "form", "columns", key), styles.HEADING)
    machine = {(_TITLE, "id"): FORM, (_TITLE, "seen"): calendar.key, (_NAME, "id"): NAME, (_DAY, "id"): DAY}
    machine |= {(_HEADINGS, key): key for key in HIDDEN}
    yield from (((row, _AT[key]), StyledCell(value, _MACHINE)) for (row, key), value in machine.items())


def _count(posts: int, last: int, words: Words) -> StyledCell:
    """How many posts are decided: a formula that counts them."""
    column = letter(_AT["decision"])
    before, _, after = words.text("share", "count").replace("{all}", str(posts)).partition("{n}")
    cells = f"{column}{_HEADINGS + 1}:{column}{last}"
    texts = [f'"{text}"' if text else "" for text in (before, after)]
    formula = "&".join(filter(None, (texts[0], f"COUNTA({cells})", texts[1])))
    return StyledCell(f"{before}0{after}", Style(size=11, bold=True, color=styles.NAVY), formula=f"={formula}")


def _print_setup(rows: _FormRows, footer: str) -> PrintSetup:
    last = _AT[TYPED[-1]]
    area = f"{address(1, 1)}:{address(rows.row, last)}"
    blocks = (1, *rows.blocks[1:])  # the heading stays with the first post
    return PrintSetup(repeat=(_HEADINGS, _HEADINGS), blocks=blocks, columns=last, area=area, footer=footer)


def _choices(last: int, words: Words) -> tuple[DropDown, ...]:
    decisions = tuple(words.text("share", decision) for decision in DECISIONS)
    column = letter(_AT["decision"])
    return (DropDown(f"{column}{_HEADINGS + 1}:{column}{last}", decisions, strict=True),)


def _rules(last: int, words: Words) -> Iterator[ConditionalFormat]:
    first, column = _HEADINGS + 1, _AT["decision"]
    for decision, (fill, color) in _COLORS.items():
        formula = f'${address(first, column)}="{words.text("share", decision)}"'
        ref = f"{address(first, column)}:{address(last, column)}"
        yield ConditionalFormat(ref, formula, Style(fill=fill, color=color, bold=True))


def _texts(post: SharedPost, words: Words) -> dict[str, str]:
    """What the cells of a post show, by column."""
    hour = words.format_value(post.time) if post.time else ""
    day = words.text("share", "form", "day", weekday=words.weekday(post.day.weekday()), day=post.day)
    first, rest = cut_text(post)
    text = f"{first}\n✂ {cut_sentence(post, words)}\n{rest}" if rest else first
    about = [post.link, _picture(post, words), *about_lines(post, words)]
    return {
        "when": "\n".join(filter(None, (day, hour))),
        "where": "\n".join(filter(None, (post.platform, post.format))),
        "title": post.title,
        "text": f"{text}\n\n{post.hashtags}" if post.hashtags else text,
        "about": "\n".join(filter(None, about)),
    }


def _picture(post: SharedPost, words: Words) -> str:
    if not post.picture:
        return ""
    return words.text("share", "picture", name=post.picture.name, alt=post.picture.alt_text or "–")


def _lines(text: str, key: str) -> Sequence[str]:
    style = _LOOKS.get(key, _CELL)
    return wrap_text(text, cell_text_width(_WIDTHS[key]), style.size, bold=style.bold) if text else ()


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces of few enough lines for a row: a program shows no higher ones."""
    piece: list[str] = []
    used = 0
    for paragraph in text.split("\n"):
        for part in _parts(paragraph):
            lines = max(1, len(_lines(part, "text")))
            if piece and used + lines > _MOST_LINES:
                yield "\n".join(piece)
                piece, used = [], 0
            piece.append(part)
            used += lines
    yield "\n".join(piece)


def _parts(paragraph: str) -> Iterator[str]:
    """A paragraph, in parts at spaces where it has too many lines for a row."""
    lines = _lines(paragraph, "text")
    if len(lines) <= _MOST_LINES:
        yield paragraph
        return
    for n in range(0, len(lines), _MOST_LINES):
        yield " ".join(lines[n : n + _MOST_LINES])
