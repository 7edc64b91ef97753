"""The declaration of a tab: each field of its dataclass is a column, and says what a cell may hold."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from calgen.book.grid import letter
from calgen.book.problems import Place


class Kind(StrEnum):
    """What a cell of a column holds."""

    TEXT = "text"
    LINES = "lines"
    NUMBER = "number"
    WHOLE = "whole"
    SHARE = "share"
    CADENCE = "cadence"
    DAY = "day"
    DAYS = "days"
    SPAN = "span"
    HOURS = "hours"
    WEEKDAYS = "weekdays"
    OFFSETS = "offsets"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    REF = "ref"
    REFS = "refs"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, what its cells hold, and the rules that hold for one cell alone."""

    key: str
    kind: Kind
    required: bool = False
    unique: bool = False
    of: str = ""  # the tab that a reference names, or the list of a choice
    least: float | None = None
    most: float | None = None
    free: bool = False  # a choice or a list of names that also takes other words
    excepting: tuple[str, ...] = ()  # the code after which « except NAME » may follow, and the tab of that name
    unit: str = ""  # of a number: what may be typed behind it, and what else is converted (`quantities`)
    width: float = 16
    each: bool = False  # of names: a word for all of them names each one, where a blank cell leaves the choice
    side: str = ""  # of a day: `first` or `last` of a stretch of days, or `past`: what a month or a missing year means
    folded: bool = False  # seldom needed: under a closed outline in an empty workbook
    default: Any = None  # what an empty cell means


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row was read: the title of the tab as typed, the row, and the letters of each field's column.

    A setting has the cell of each field instead of a column. `assumed` are the fields that nobody typed and that have
    a value all the same, which does not come from the workbook.
    """

    tab: str = ""
    row: int = 0
    columns: Mapping[str, str] = dataclasses.field(default_factory=dict)
    assumed: frozenset[str] = frozenset()

    def place(self, field: str = "") -> Place:
        """The cell of a field, or the first known cell of the row; no cell for rows and settings that nobody typed."""
        cell = self.columns.get(field) or (next(iter(self.columns.values()), "") if self.row else "")
        return Place(self.tab, cell if not cell or cell[-1].isdigit() else f"{cell}{self.row}")


def source() -> Any:
    """The field for the place of a row; it makes no difference when rows are compared."""
    return dataclasses.field(default_factory=Source, compare=False, repr=False)


def _column(kind: Kind, default: Any, required: bool = False, **more: Any) -> Any:
    metadata = {"kind": kind, "required": required, **more}
    if required:
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


def text(*, key: bool = False, required: bool = False, width: float = 22, folded: bool = False) -> Any:
    """Free text. A `key` is required and names the row: no two rows of a tab have the same."""
    return _column(Kind.TEXT, "", required or key, unique=key, width=width, folded=folded)


def lines(*, width: float = 44) -> Any:
    """Several texts, each on a line of its own in the cell."""
    return _column(Kind.LINES, (), width=width)


def words(*, width: float = 24, folded: bool = False) -> Any:
    """A list of free words."""
    return _column(Kind.LIST, (), width=width, folded=folded)


def number(
    *,
    default: Any = None,
    required: bool = False,
    least: float | None = 0,
    most: float | None = None,
    unit: str = "",
    folded: bool = False,
) -> Any:
    """A number in a unit (`book.quantities`), as an exact `Fraction`; `None` where the cell is empty."""
    return _column(Kind.NUMBER, default, required, least=least, most=most, unit=unit, width=11, folded=folded)


def whole(*, default: Any = None, least: float | None = 0, most: float | None = None, unit: str = "") -> Any:
    """A whole number in a unit (`book.quantities`)."""
    return _column(Kind.WHOLE, default, least=least, most=most, unit=unit, width=11)


def share(*, default: Any = None, required: bool = False, folded: bool = False) -> Any:
    """A share, as a `Fraction` between 0 and 1."""
    return _column(Kind.SHARE, default, required, width=10, folded=folded)


def cadence() -> Any:
    """A frequency, as a `Cadence`. Required."""
    return _column(Kind.CADENCE, None, True, width=14)


def day(*, side: str = "", required: bool = False, folded: bool = False) -> Any:
    """A day, as a `date`; `None` where the cell is empty.

    `side`: the `first` or the `last` day of a stretch, or one that is `past`; without it, a month is no answer.
    """
    return _column(Kind.DAY, None, required, side=side, width=13, folded=folded)


def days() -> Any:
    """Days and ranges of days, as a tuple of (first, last)."""
    return _column(Kind.DAYS, (), width=24)


def span() -> Any:
    """A day or a range of days, as a `date` or a `Span` of several days; `None` where the cell is empty."""
    return _column(Kind.SPAN, None, width=24)


def hours() -> Any:
    """Hours and ranges of hours, as a tuple of `Hours`."""
    return _column(Kind.HOURS, (), width=18)


def weekdays() -> Any:
    """Days of the week, as a tuple of 0 (Monday) to 6."""
    return _column(Kind.WEEKDAYS, (), width=22)


def offsets(*, least: float | None = None) -> Any:
    """Days counted from a day (`J-7, J, J+1`), as a tuple of whole numbers."""
    return _column(Kind.OFFSETS, (), least=least, width=18)


def yes_no(default: bool | None = False) -> Any:
    """Yes or no."""
    return _column(Kind.YES_NO, default, width=10)


def choice(
    of: str,
    *,
    default: str = "",
    required: bool = False,
    free: bool = False,
    key: bool = False,
    excepting: tuple[str, ...] = (),
    folded: bool = False,
) -> Any:
    """A word of the list `of`, as its code; with `free`, any other word as typed; with `key`, no two rows the same.

    `excepting` are a code and a tab: after that code an exception may be typed, the name of a row of that tab. The
    value is then `CODE except NAME` (`book.values.EXCEPT`).
    """
    return _column(
        Kind.CHOICE, default, required, of=of, free=free, unique=key, excepting=excepting, width=16, folded=folded
    )


def ref(tab: str, *, required: bool = False, key: bool = False, free: bool = False, width: int = 20) -> Any:
    """The name of a row of another tab, as that tab spells it; with `free`, any other name as typed."""
    return _column(Kind.REF, "", required, of=tab, unique=key, free=free, width=width)


def refs(tab: str, *, required: bool = False, each: bool = False, free: bool = False) -> Any:
    """Names of rows of another tab; with `each`, a word for all of them asks for every one of them.

    With `free`, words of the user's own are taken, too.
    """
    return _column(Kind.REFS, (), required, of=tab, each=each, free=free, width=24)


def columns(record: type) -> tuple[Column, ...]:
    """The columns of a tab, in order, as its dataclass declares them."""
    return _columns(record)


@cache
def _columns(record: type) -> tuple[Column, ...]:
    found = []
    for field in dataclasses.fields(record):
        if "kind" in field.metadata:
            default = None if field.default is dataclasses.MISSING else field.default
            found.append(Column(field.name, default=default, **field.metadata))
    return tuple(found)


def letters(where: Mapping[str, int]) -> dict[str, str]:
    """Column numbers as letters."""
    return {key: letter(number) for key, number in where.items()}
