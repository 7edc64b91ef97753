"""Something to tell the user: what it is, where it stands, and the values its sentence needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem weighs: an error stops before anything is written, the others never stop."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in a workbook: a tab's title as typed, and a cell (`B4`) or a range (`B2:B4`)."""

    tab: str
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.tab}!{self.cell}" if self.cell else self.tab


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to tell: `code` names its sentence in `words/`, `values` fill it (a date, a column, text)."""

    code: str
    place: Place | None = None
    severity: Severity = Severity.ERROR
    values: Mapping[str, object] = field(default_factory=dict)


class Refused(Exception):  # noqa: N818 -- not a fault of the program: a file that cannot be taken
    """Raised where a file as a whole cannot be read or written; the problem says why, and how to mend it."""

    def __init__(self, code: str, place: Place | None = None, **values: object) -> None:
        super().__init__(code)
        self.problem = Problem(code, place, Severity.ERROR, values)
