"""Problems: what to tell the user, where it is in the workbook, and the values of its message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from calgen.book.values import first_items

SHOWN_PLACES = 3  # of the places of one problem


class Severity(StrEnum):
    """How serious a problem is: with an error nothing is written; warnings and notes stop nothing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a workbook: the title of a tab as typed, and a cell (`B4`) or a range (`B2:B4`)."""

    tab: str
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.tab}!{self.cell}" if self.cell else self.tab


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: `code` is the key of its message in `words/`, `values` fill it (a date, a title, a text).

    `others` are further cells of the same column that have the very same problem. `is_new`: there was a run
    before, and it did not tell this.
    """

    code: str
    place: Place | None = None
    severity: Severity = Severity.ERROR
    values: Mapping[str, object] = field(default_factory=dict)
    others: tuple[Place, ...] = ()
    is_new: bool = False

    @property
    def cells(self) -> object:
        """Its places for a message: `Themes!B2, B3, B4 and 6 more`."""
        return first_items((self.place, *(place.cell for place in self.others)), SHOWN_PLACES)


class Refused(Exception):  # noqa: N818 -- not a fault of the program: a file that cannot be taken
    """Raised where a file as a whole cannot be read or written; its problems say why, and what to do."""

    def __init__(self, code: str, place: Place | None = None, **values: object) -> None:
        super().__init__(code)
        self.problem = Problem(code, place, Severity.ERROR, values)
        self.problems: tuple[Problem, ...] = (self.problem,)  # the first one, and others that were found with it

    @classmethod
    def joined(cls, problems: Sequence[Problem]) -> Self:
        """One refusal for all of several problems (one at least)."""
        first = problems[0]
        refused = cls(first.code, first.place, **first.values)
        refused.problems = tuple(problems)
        return refused
