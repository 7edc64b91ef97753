"""A post in a cell of the month view: its hour and theme, as far as there is room, with a link to its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from calgen.book.sheet import Style, StyledCell
from calgen.plan.model import Post
from calgen.view import styles
from calgen.view.view_context import ViewContext, quoted_text

LEAST_HEIGHT, MOST_HEIGHT = 12.6, 96.0  # points of a line of posts
_WIDTH = 12.3  # characters of a day's width, at 9 points
_WEEK_LINE = "#829AB1"  # the colour of the line on the left of each Monday


@dataclass(frozen=True)
class PostFormat:
    """How the cells of posts are written: the height of a line of posts says how much text they hold."""

    height: float  # points

    @classmethod
    def sharing(cls, room: float, count: int) -> PostFormat:
        """The format of `count` lines of posts that share a height."""
        return cls(round(max(LEAST_HEIGHT, min(MOST_HEIGHT, room / max(1, count))), 1))

    @cached_property
    def font_size(self) -> float:
        """The size of the letters, in points."""
        return 9.0 if self.height < 44 else 10.0

    @cached_property
    def line_length(self) -> int:
        """The characters that a line of text holds."""
        return int(_WIDTH * 9 / self.font_size)

    @cached_property
    def text_lines(self) -> int:
        """The lines of text that a cell holds."""
        return max(1, int((self.height - 2) / (self.font_size * 1.22)))

    def text(self, hour: str, about: str) -> str:
        """The hour, and what the post is about: below the hour where there is room, else beside it; cut if too long."""
        if self.text_lines == 1:
            return f"{hour} {_cut(about, self.line_length + 1 - len(hour))}".strip()
        return f"{hour}\n{self._fitted(about)}".strip()

    def _fitted(self, text: str) -> str:
        """A text cut so that its words, wrapped, do not run over the lines below the hour."""
        shown, lines, used = "", 1, 0
        for word in text.split(" "):
            need = len(word) + (1 if used else 0)
            if used + need > self.line_length and used:
                lines, used, need = lines + 1, 0, len(word)
            lines += max(0, (need - 1) // self.line_length)
            if lines > self.text_lines - 1:
                return _cut(
                    f"{shown} {word}".strip(), max(3, (self.text_lines - 1) * self.line_length - 2), always=True
                )
            shown, used = f"{shown} {word}".strip(), used + need
        return shown


def _cut(text: str, limit: int, *, always: bool = False) -> str:
    """A text cut with an ellipsis where it is longer than a limit, or always."""
    if len(text) <= limit and not always:
        return text
    return text[: max(1, limit - 1)].rstrip(" ,;:") + "…"


def category_colors(context: ViewContext, categories: Sequence[str]) -> Mapping[str, str]:
    """The light colours of categories, by their codes and their words in small letters; "" is any other category."""
    found = {"": styles.category_color(categories, "")}
    for code in reversed(categories):  # of two that are spelled alike the first counts
        color = styles.category_color(categories, code)
        found |= {context.category_name(code).casefold(): color, code.casefold(): color}
    return found


def post_cell(
    context: ViewContext, index: int, colors: Mapping[str, str], format_: PostFormat, *, monday: bool
) -> StyledCell:
    """The cell of a post, by its index in the plan; `colors` are those of `category_colors`."""
    post = context.plan.posts[index]
    shown = format_.text(context.words.hour(post.time), post.theme or _title(context, post))
    fill = colors.get(post.category.casefold(), colors[""])
    style = _style(format_.font_size, fill, format_.text_lines > 1, monday)
    return StyledCell(shown, style, _link(context, context.ids.posts[index], shown))


def _title(context: ViewContext, post: Post) -> str:
    """What a post without a theme is about: the title of its subject, or what an open slot is kept free for."""
    return context.title_of(post) if post.is_open else context.plan.subjects[post.subject].title


@lru_cache(maxsize=256)
def _style(size: float, fill: str, wrap: bool, monday: bool) -> Style:
    return Style(size=size, fill=fill, border=styles.WHITE, wrap=wrap, left=_WEEK_LINE if monday else "")


def _link(context: ViewContext, id_: str, shown: str) -> str:
    """A formula that shows a text and leads to the row of a post; a formula writes a line break as CHAR(10)."""
    return context.row_link_to("social", id_, "&CHAR(10)&".join(map(quoted_text, shown.split("\n"))))
