"""A post in a cell of the month view: its hour and theme, as long as there is room, with the link to its row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from calgen.book.sheet import Style, StyledCell
from calgen.view import styles
from calgen.view.view_context import ViewContext

LOWEST, HIGHEST = 12.6, 96.0  # points of a line of posts
_WIDTH = 12.3  # the letters of a line of a day, at 9 points


@dataclass(frozen=True, slots=True)
class Lines:
    """How high the lines of posts are, and so how much each can say."""

    height: float

    @classmethod
    def sharing(cls, room: float, count: int) -> Lines:
        """The lines that share a height."""
        return cls(round(max(LOWEST, min(HIGHEST, room / max(1, count))), 1))

    @property
    def size(self) -> float:
        """The size of the letters."""
        return 9.0 if self.height < 44 else 10.0

    @property
    def letters(self) -> int:
        """The letters that a line of text holds."""
        return int(_WIDTH * 9 / self.size)

    @property
    def rows(self) -> int:
        """The lines of text that a cell holds."""
        return max(1, int((self.height - 2) / (self.size * 1.22)))

    def say(self, hour: str, about: str) -> str:
        """The hour, and what it is about: below it where there is room, else beside; cut where there is too little."""
        if self.rows == 1:
            return f"{hour} {_cut(about, self.letters + 1 - len(hour))}".strip()
        return f"{hour}\n{self._wrapped(about)}".strip()

    def _wrapped(self, about: str) -> str:
        """A text cut so that its words, one line after the other, do not run over."""
        shown, rows, at = "", 1, 0
        for word in about.split(" "):
            need = len(word) + (1 if at else 0)
            if at + need > self.letters and at:
                rows, at, need = rows + 1, 0, len(word)
            rows += max(0, (need - 1) // self.letters)
            if rows > self.rows - 1:
                return _cut(f"{shown} {word}".strip(), max(3, (self.rows - 1) * self.letters - 2), always=True)
            shown, at = f"{shown} {word}".strip(), at + need
        return shown


def _cut(text: str, most: int, *, always: bool = False) -> str:
    if len(text) <= most and not always:
        return text
    return text[: max(1, most - 1)].rstrip(" ,;:") + "…"


def cell(context: ViewContext, at: int, categories: Sequence[str], lines: Lines) -> StyledCell:
    """The cell of a post, by its number in the plan."""
    post = context.plan.posts[at]
    about = post.theme or context.plan.subjects[post.subject].title
    shown = lines.say(context.words.hour(post.time), about)
    fill = styles.category_color(categories, _category(context, post.category, categories))
    style = Style(size=lines.size, fill=fill, border=styles.PAPER, wrap=lines.rows > 1)
    return StyledCell(shown, style, _jump(context, context.ids.posts[at], shown))


def _category(context: ViewContext, own: str, categories: Sequence[str]) -> str:
    """The category that a post's is, however it is spelled."""
    spelled = own.casefold()
    return next((one for one in categories if spelled in (one.casefold(), context.category_name(one).casefold())), "")


def _jump(context: ViewContext, id_: str, shown: str) -> str:
    """The link; a line break within it is a sign of its own."""
    parts = "&CHAR(10)&".join('"' + part.replace('"', '""') + '"' for part in shown.split("\n"))
    return context.row_link("social", id_, "").removesuffix(',"")') + f",{parts})"
