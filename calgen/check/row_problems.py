"""Problems over several rows of a tab."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from calgen.book.problems import Problem, Severity


def problem_of_rows(
    code: str, severity: Severity, rows: Sequence[Any], column: str, **values: object
) -> Iterable[Problem]:
    """One problem over all of some rows of a tab; it leads to a column of the first. No rows, no problem."""
    in_order = sorted(rows, key=lambda row: row.source.row)
    if in_order:
        names = tuple(getattr(row, next(iter(row.__dataclass_fields__))) for row in in_order)
        yield Problem(code, in_order[0].source.place(column), severity, {"n": len(names), "names": names, **values})
