"""Records of a calendar as it will stand after the run: its rows, all their cells, and which ones calgen writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from calgen.book.sheet import StyledCell
from calgen.last_run import WrittenRow
from calgen.merge.row_changes import RowChange


@dataclass(frozen=True, slots=True)
class MergedRow:
    """A row of a calendar as it will stand."""

    id: str
    old_number: int  # of the row in the tab as it is now; 0 for a new row
    cells: Mapping[str, StyledCell]  # by column key, all that will be shown
    rewritten: frozenset[str]  # columns whose cell calgen writes; the other cells stay as they are
    kept: frozenset[str] = frozenset()  # columns whose cell stays though the plan may say otherwise
    has_new_id: bool = False  # a row of the user's own that gets its id in this run


@dataclass(frozen=True, slots=True)
class MergedCalendar:
    """A calendar as it will stand, and what the hidden tab is to hold of it."""

    calendar: str
    rows: tuple[MergedRow, ...]  # from top to bottom
    deleted: frozenset[int] = frozenset()  # numbers of the rows that go
    written: Mapping[str, WrittenRow] = field(default_factory=dict)
    changes: tuple[RowChange, ...] = ()
    has_own_order: bool = False  # the user sorted it
    restored_columns: frozenset[str] = frozenset()  # keys of deleted columns that are added again


def shown_titles(social: MergedCalendar) -> dict[str, str]:
    """What the titles of the social calendar will say, by the ids of their rows."""
    return {row.id: str(row.cells["title"].value or "") for row in social.rows if row.id and "title" in row.cells}
