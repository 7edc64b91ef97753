"""What a typed cell of a calendar says otherwise than the rest of its row, its subject or the strategy.

docs/decisions.md, "What is typed in a calendar".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from calgen.book.folding import fold
from calgen.book.lists import split
from calgen.book.problems import Problem, Severity
from calgen.book.references import near_name
from calgen.book.values import Title, Word
from calgen.book.vocabulary import choice_codes
from calgen.calendar import CalendarRow
from calgen.plan.makers.theme_options import theme_options
from calgen.plan.target.theme_places import can_carry
from calgen.strategy import Strategy
from calgen.strategy.themes import Theme

_PLACES = ("theme", "platform", "format")  # columns of which each restricts the others


@dataclass(frozen=True, slots=True)
class TypedCalendarCell:
    """A cell of a calendar that the user typed, on the row with an id."""

    calendar: str
    id: str
    row: CalendarRow
    key: str
    subject_title: str = ""  # of a post that stays: the title that its subject will have
    renamed: str = ""  # what it says under the new names of what was renamed; empty where nothing was

    @property
    def text(self) -> str:
        return self.renamed or self.row.text(self.key)

    @property
    def values(self) -> dict[str, object]:
        """What every message about the cell may say."""
        return {"value": self.text, "column": Title(self.calendar, self.key)}


def is_address(text: str) -> bool:
    """Whether a text may be a web address."""
    return "." in text.strip(".") and " " not in text.strip()


def unknown_name(cell: TypedCalendarCell, known: Mapping[str, str]) -> Problem:
    """What is told of a name that is not known: that it is several, or near another one, or that there is none."""
    pieces = split(cell.text, known)
    if len(pieces) > 1 and all(fold(piece) in known for piece in pieces):
        several = tuple(_shown_name(cell.key, known[fold(piece)]) for piece in pieces)
        code = "owners_several" if cell.key == "owner" else "calendar_several"
        return Problem(code, None, Severity.WARNING, {**cell.values, "names": several, "first": several[0]})
    if near := near_name(cell.text, known):
        return Problem("calendar_near", None, Severity.WARNING, {**cell.values, "near": _shown_name(cell.key, near)})
    return Problem("calendar_unknown", None, Severity.NOTE, cell.values)


def _shown_name(key: str, name: str) -> object:
    """A name for a message: the code of a word by the word in the reader's language, any other as it stands."""
    return Word(key, name) if key in ("category", "format") and name in choice_codes(key).values() else name


def conflicts(cell: TypedCalendarCell, strategy: Strategy) -> Iterator[Problem]:
    """What is told of a cell that can be read, and whose row, subject or strategy says otherwise."""
    if cell.key == "category" and (own := _theme_of_other_category(cell, strategy)):
        values = {"theme": own.theme, "category": Word("category", own.category)}
        code = "category_of_theme" if cell.calendar == "editorial" else "category_of_post"
        yield Problem(code, None, Severity.NOTE, cell.values | values)
    elif cell.calendar == "social" and cell.key == "title" and _is_title_of_post_alone(cell):
        values = {"subject": cell.row.subject, "title": cell.subject_title}
        yield Problem("title_of_post", None, Severity.NOTE, cell.values | values)
    elif cell.calendar == "social" and cell.key in _PLACES and not _may_stand(cell, strategy):
        texts = {"theme": cell.row.text("theme"), "platform": cell.row.text("platform")}
        yield Problem("not_of_theme", None, Severity.NOTE, cell.values | texts)


def _theme_of_other_category(cell: TypedCalendarCell, strategy: Strategy) -> Theme | None:
    """The theme of a subject or post whose category is another than the one that was typed for it."""
    own = {fold(theme.theme): theme for theme in strategy.themes}.get(fold(cell.row.text("theme")))
    return own if own and fold(cell.row.code("category")) != fold(own.category) else None


def _is_title_of_post_alone(cell: TypedCalendarCell) -> bool:
    """Whether a post's subject has another title than the one that was typed for the post."""
    return bool(cell.row.subject and cell.subject_title) and fold(cell.subject_title) != fold(cell.text)


def _may_stand(cell: TypedCalendarCell, strategy: Strategy) -> bool:
    """Whether a theme may stand on a platform in a format by the strategy; what it does not know may stand anywhere."""
    row = cell.row
    theme = next((theme for theme in strategy.themes if fold(theme.theme) == fold(row.text("theme"))), None)
    platform = next((own for own in strategy.platforms if fold(own.platform) == fold(row.text("platform"))), None)
    if theme is None or platform is None:
        return True
    if cell.key != "format":
        return can_carry(strategy, theme, platform)
    codes = choice_codes("format")
    possible = {codes.get(fold(name), fold(name)) for name in theme_options(strategy, platform, theme).possible_formats}
    return not possible or codes.get(fold(cell.text), fold(cell.text)) in possible
