"""The few values that a cell may hold and Python has no type for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from fractions import Fraction


@dataclass(frozen=True, slots=True, order=True)
class Cadence:
    """So many posts per `day`, `week` or `month`; the count may be a fraction: a half a week is every second week."""

    count: Fraction
    per: str = "week"

    def weekly(self, open_days: int = 7) -> Fraction:
        """About how many a week, for comparisons; a month counts 365.2425 / 12 days."""
        if self.per == "day":
            return self.count * open_days
        return self.count if self.per == "week" else self.count * 7 * 12 / Fraction("365.2425")


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """An hour of the day, or the stretch between two: the first included, the last too."""

    first: time
    last: time

    @property
    def exact(self) -> bool:
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class Title:
    """A tab (`column` empty) or a column, to be named in a sentence in the reader's language."""

    tab: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a known list, to be said in the reader's language."""

    of: str
    code: str


@dataclass(frozen=True, slots=True)
class Percent:
    """A share, to be said as a percentage."""

    value: Fraction | float


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value and what it belongs to, to be said together: « Instagram : 7 par semaine »."""

    label: object
    value: object


@dataclass(frozen=True, slots=True)
class Span:
    """The days from one to another, both included; of a single day, that day."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class ValueChange:
    """What stood before, and what is to stand."""

    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money, in the currency of whoever typed it: its thousands are told apart."""

    value: Fraction | float


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a cell cannot be read: the code of the message, and the values that fill it."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
