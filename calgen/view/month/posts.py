"""A post in a cell of the month view: hour, signs and title, which follow the calendar, with a link to its row.

The text is cut at a word where it is too long for its cell. The formula shows the title as it stands in the calendar:
one that the user changes is cut by its number of letters, for a formula cannot measure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from calgen.book.grid import Span, letter
from calgen.book.languages import NO_BREAK_SPACE
from calgen.book.sheet import Style, StyledCell
from calgen.plan.model import Post
from calgen.view import styles
from calgen.view.social import OPEN_STATUS, initial_status
from calgen.view.text_width import cell_text_width, fit_text, line_height, wrap_text
from calgen.view.view_context import ViewContext, quoted_text

NAME_WIDTH, DAY_WIDTH = 17.0, 22.0  # the widths of the columns, in characters
LEAST_LINES = 2  # of text in a row of posts
TEXT_WIDTH = cell_text_width(DAY_WIDTH)
_LETTER = 0.53  # ems of a letter with its share of the space that a line leaves at its end
_SPACED_SIGN = re.compile(f"[ {NO_BREAK_SPACE}][:;?!»]|«[ {NO_BREAK_SPACE}]")
_COMPARED = 200  # letters of a long title that are compared; a text in a formula has 255 at most
_SPACE = "\u00a0"  # between hour and signs, which stay on one line


class PostCells:
    """Makes the cells of posts by their index in the plan; what all of them share is worked out once."""

    def __init__(self, context: ViewContext, categories: Sequence[str], legend: Span | None) -> None:
        """`legend` is the range of the signs of statuses, in its first row, and of their names, in its last."""
        self._context = context
        self._looks = _category_looks(context, categories)
        self._legend = _legend_lookup(legend) if legend else ("", "")
        self._texts: dict[int, tuple[str, str]] = {}
        self._lines: dict[tuple[int, float], int] = {}
        self._styles: dict[tuple[str, bool, float], Style] = {}
        self._columns = {key: context.column_ref("social", key) for key in ("id", "title", "status")}
        self._has_title = all(context.has_column("social", key) for key in ("title", "status"))

    def needed_lines(self, index: int, size: float) -> int:
        """The lines that the whole text of a post takes, in letters of a size in points."""
        if (index, size) not in self._lines:
            text, is_suggested = "".join(self._text(index)), self._is_suggested(index)
            self._lines[index, size] = len(wrap_text(text, TEXT_WIDTH, size, italic=is_suggested))
        return self._lines[index, size]

    def cell(self, index: int, lines: int, size: float) -> StyledCell:
        """The cell of a post in a row of so many lines of text, in letters of a size in points."""
        before, title = self._text(index)
        is_suggested = self._is_suggested(index)
        shown = fit_text(before + title, TEXT_WIDTH, lines, size, italic=is_suggested)
        id_ = self._context.ids.posts[index]
        live = self._live_text(id_, index, shown, _letters(lines, before, size))
        formula = self._context.row_link_to("social", id_, live)
        return StyledCell(shown, self._style(self._look(index)[0], is_suggested, size), formula)

    def _text(self, index: int) -> tuple[str, str]:
        """The hour and the signs of a post, and its title."""
        if index not in self._texts:
            post, words = self._context.plan.posts[index], self._context.words
            signs = (words.hour(post.time).replace(" ", _SPACE), self._look(index)[1] + self._status_sign(post))
            title = self._context.title_of(post).replace("\n", " ")
            self._texts[index] = f"{_SPACE.join(filter(None, signs))} ", title
        return self._texts[index]

    def _look(self, index: int) -> tuple[str, str]:
        return self._looks.get(self._context.plan.posts[index].category.casefold(), self._looks[""])

    def _status_sign(self, post: Post) -> str:
        first = OPEN_STATUS if post.is_open else initial_status(self._context.plan.subjects[post.subject])
        return styles.status_sign(post.status or first)

    def _is_suggested(self, index: int) -> bool:
        """Whether the title is not the user's."""
        post = self._context.plan.posts[index]
        return not post.is_open and not self._context.plan.subjects[post.subject].title

    def _live_text(self, id_: str, index: int, shown: str, letters: int) -> str:
        """An expression that says what a post's cell shows, with the title and the status that its row has now."""
        before, title = self._text(index)
        post = self._context.plan.posts[index]
        sign = self._status_sign(post)
        if not self._has_title or not shown.startswith(before) or self._context.title_of(post) != title:
            return quoted_text(shown)
        row = f"MATCH({quoted_text(id_)},{self._columns['id']},0)"
        status = f"INDEX({self._columns['status']},{row})"
        name, found = self._legend
        live_sign = f"IFERROR({name}{status}{found},{quoted_text(sign)})" if name else quoted_text(sign)
        text = f"INDEX({self._columns['title']},{row})"
        live_title = _live_title(text, title, shown.removeprefix(before), letters)
        start = quoted_text(before.removesuffix(f"{sign} ")) if sign else quoted_text(before.rstrip())
        return f'{start}&{live_sign}&" "&{live_title}'

    def _style(self, fill: str, is_suggested: bool, size: float) -> Style:
        key = fill, is_suggested, size
        if key not in self._styles:
            style = Style(size=size, fill=fill, border=styles.WHITE, wrap=True, valign="top")
            self._styles[key] = replace(style, italic=is_suggested)
        return self._styles[key]


def row_height(lines: int, size: float) -> float:
    """The points of a row of posts with so many lines of text, in letters of a size in points."""
    return 3 + lines * line_height(size)


def _category_looks(context: ViewContext, categories: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """The light colour and the sign of categories, by their codes and their words in small letters; "" is any other."""
    found = {"": (styles.category_color(categories, ""), styles.OTHER_SIGN)}
    for code in reversed(categories):  # of two that are spelled alike the first counts
        look = styles.category_color(categories, code), styles.category_sign(categories, code)
        found |= {context.category_name(code).casefold(): look, code.casefold(): look}
    return found


def _legend_lookup(legend: Span) -> tuple[str, str]:
    """What stands before and after a status in the expression that finds its sign in the legend."""
    top, left, bottom, right = legend
    signs, names = (f"${letter(left)}${row}:${letter(right)}${row}" for row in (top, bottom))
    return f"INDEX({signs},MATCH(", f",{names},0))"


def _letters(lines: int, before: str, size: float) -> int:
    """The letters of a title of average letters that fit in a cell, behind what stands before it."""
    return max(8, int(TEXT_WIDTH / _LETTER / size) * lines - len(before) - 4 * (lines - 1))


def _live_title(text: str, title: str, shown: str, letters: int) -> str:
    """An expression for a title, which `text` finds: as it is `shown` while it is `title`, else cut after `letters`."""
    letters = max(letters, len(shown.encode("utf-16-le")) // 2)  # as formulas count them
    other = f'LEFT({text},{letters})&REPT("…",LEN({text})>{letters})'
    if shown == title:
        return f"IFERROR({other},{quoted_text(shown)})"
    now = f"LEFT({text},{_COMPARED})" if len(title) > _COMPARED else text
    known, cut = title[:_COMPARED], quoted_text(shown)
    if _SPACED_SIGN.search(known):  # the plan may know the title with plain spaces, as a user types them
        now, known = f'SUBSTITUTE({now},"{NO_BREAK_SPACE}"," ")', known.replace(NO_BREAK_SPACE, " ")
    return f"IFERROR(IF(EXACT({now},{quoted_text(known)}),{cut},{other}),{cut})"
