"""Values of cells and messages that Python has no type for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from fractions import Fraction

EXCEPT = " except "  # between a choice and the name that is excepted from it: `quiet except interact`


@dataclass(frozen=True, slots=True, order=True)
class Cadence:
    """A frequency: the number of posts per `day`, `week` or `month`; half a post a week is one every second week."""

    count: Fraction
    per: str = "week"

    def weekly(self, open_days: int = 7) -> Fraction:
        """Posts a week, approximately where the frequency is by month: a month counts 365.2425 / 12 days."""
        if self.per == "day":
            return self.count * open_days
        return self.count if self.per == "week" else self.count * 7 * 12 / Fraction("365.2425")


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """An hour of the day, or a range of hours, both ends included."""

    first: time
    last: time

    @property
    def exact(self) -> bool:
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a tab (`column` empty) or of a column, for a message in the reader's language."""

    tab: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a list of choices, for a message in the reader's language."""

    of: str
    code: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the words file by its path, with the values that fill it: a part of a message."""

    path: tuple[str, ...]
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetFormula:
    """A formula as files hold it, written in a message as spreadsheet programs show it in the reader's language."""

    text: str


@dataclass(frozen=True, slots=True)
class Percent:
    """A share, written as a percentage."""

    value: Fraction | float


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value with its label: « Instagram : 7 par semaine »."""

    label: object
    value: object


@dataclass(frozen=True, slots=True)
class Several:
    """The first items of a list that is cut, and how many more it has: « Instagram, LinkedIn and 3 more »."""

    items: tuple[object, ...]
    more: int

    def __len__(self) -> int:
        return len(self.items) + self.more


def first_items(items: Iterable[object], most: int) -> tuple[object, ...] | Several:
    """A list for a message, with `most` items at most; one item too many is not worth the words « and 1 more »."""
    found = tuple(items)
    return found if len(found) <= most + 1 else Several(found[:most], len(found) - most)


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `first` to `last`, both included; written as one day where they are the same."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value and the one that should replace it: « 3 → 2 »."""

    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money in the user's currency, written with thousands separators."""

    value: Fraction | float


@dataclass(frozen=True, slots=True)
class Interpreted:
    """A value that was taken of several that a cell may mean: the code of the note that says so, and its values."""

    value: object
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a cell cannot be read: the code of the message, and the values that fill it."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    others: tuple[Unreadable, ...] = ()  # why other parts of the list in the cell cannot be read


def all_refused(refused: Sequence[Unreadable]) -> Unreadable | None:
    """One refusal for the parts of a list, those that are refused for one reason together; none where none is."""
    found = []
    for code in dict.fromkeys(other.code for other in refused):
        alike = [other.values for other in refused if other.code == code]
        values = {key: ", ".join(str(values[key]) for values in alike) for key in alike[0]}
        found.append(Unreadable(code, values))
    return replace(found[0], others=tuple(found[1:])) if found else None
