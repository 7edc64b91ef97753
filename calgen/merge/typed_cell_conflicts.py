"""What a typed cell of a calendar says otherwise than the rest of its row, its subject or the strategy.

docs/decisions.md, "What is typed in a calendar".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from calgen.book.cells import as_text
from calgen.book.folding import fold
from calgen.book.lists import split
from calgen.book.problems import Problem, Severity
from calgen.book.references import near_name
from calgen.book.values import Title, Word
from calgen.book.vocabulary import choice_codes
from calgen.calendar import CalendarRow
from calgen.plan.makers.theme_options import theme_options
from calgen.plan.target.theme_places import can_carry, is_in_season
from calgen.strategy import Strategy
from calgen.strategy.networks import names_of_networks
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
        return self.renamed or self.row.text(self.key) or self._error_or_formula

    @property
    def _error_or_formula(self) -> str:
        cell = self.row.cell(self.key)
        return as_text(cell.value) or (f"={cell.formula.lstrip('=')}" if cell.formula else "")

    @property
    def title(self) -> str:
        """The title that the subject of the row will have."""
        return self.subject_title if self.calendar == "social" else self.row.text("title")

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
    networks = names_of_networks(known.values()) if cell.key == "platform" else {}
    if near := networks.get(fold(cell.text)) or near_name(cell.text, known):
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
    elif cell.calendar == "social" and cell.key in ("owner", "format") and not _may_make(cell, strategy):
        texts = {key: cell.row.text(key) for key in ("owner", "format", "platform")}
        yield Problem("owner_cannot_make", None, Severity.NOTE, cell.values | texts)
    if cell.key == "theme" and (other := _theme_of_title(cell, strategy)):
        yield Problem("title_of_other_theme", None, Severity.NOTE, cell.values | {"title": cell.title, "theme": other})
    if cell.key in ("theme", "date"):
        yield from _out_of_season(cell, strategy)


def _out_of_season(cell: TypedCalendarCell, strategy: Strategy) -> Iterator[Problem]:
    """The theme of a post that the user gave this theme, or this day, outside the theme's season."""
    theme, day = _theme(cell.row.text("theme"), strategy), cell.row.day()
    if cell.calendar == "social" and theme and day and not is_in_season(theme, day):
        yield Problem("typed_out_of_season", None, Severity.NOTE, {"theme": theme.theme, "day": day})


def _theme(name: str, strategy: Strategy) -> Theme | None:
    return next((theme for theme in strategy.themes if fold(theme.theme) == fold(name)), None)


def _may_make(cell: TypedCalendarCell, strategy: Strategy) -> bool:
    """Whether the person on a row makes its format for its platform by the tab of the team; unknown people may."""
    row, codes = cell.row, choice_codes("format")
    person = next((person for person in strategy.team if fold(person.person) == fold(row.text("owner"))), None)
    if person is None:
        return True
    formats = {codes.get(fold(name), fold(name)) for name in person.formats}
    platforms = {fold(name) for name in person.platforms}
    typed = codes.get(fold(row.text("format")), fold(row.text("format")))
    return (not formats or not typed or typed in formats) and (not platforms or fold(row.text("platform")) in platforms)


def _theme_of_title(cell: TypedCalendarCell, strategy: Strategy) -> str:
    """The theme of which the title of a subject is an idea, where that is not the theme that was typed."""
    title, own = fold(cell.title), _theme(cell.text, strategy)
    others = [theme.theme for theme in strategy.themes if title and title in map(fold, theme.ideas)]
    return others[0] if others and own and own.theme not in others else ""


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
    theme = _theme(row.text("theme"), strategy)
    platform = next((own for own in strategy.platforms if fold(own.platform) == fold(row.text("platform"))), None)
    if theme is None or platform is None:
        return True
    if cell.key != "format":
        return can_carry(strategy, theme, platform)
    codes = choice_codes("format")
    possible = {codes.get(fold(name), fold(name)) for name in theme_options(strategy, platform, theme).possible_formats}
    return not possible or codes.get(fold(cell.text), fold(cell.text)) in possible
