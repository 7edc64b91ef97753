"""What a run changes in the calendars, one record a row: for the dry run, and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from calgen.book.sheet import StyledCell
from calgen.calendar import canonical_text

CHANGE_KINDS = ("added", "moved", "changed", "removed", "deleted", "kept")


@dataclass(frozen=True, slots=True)
class RowChange:
    """What happens to a row; values are canonical texts.

    `removed` is taken out by the run, `deleted` was taken out by the user since the last one; `kept` names cells that
    she typed and that stay.
    """

    kind: str  # one of CHANGE_KINDS
    calendar: str
    id: str
    day: str = ""
    platform: str = ""
    title: str = ""
    columns: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # column key → value before, value after


def row_change(
    kind: str, calendar: str, id_: str, cells: Mapping[str, StyledCell], before: Mapping[str, object] | None = None
) -> RowChange:
    """The change of a row that will show these cells; `before` are the old values of the columns that change."""
    columns = {
        key: (canonical_text(old), canonical_text(cells[key].value) if key in cells else "")
        for key, old in (before or {}).items()
    }
    texts = {key: canonical_text(cells[key].value) if key in cells else "" for key in ("platform", "title", "theme")}
    value = cells["date"].value if "date" in cells else None
    day = canonical_text(value)[:10] if isinstance(value, date) else canonical_text(value)
    return RowChange(kind, calendar, id_, day, texts["platform"], texts["title"] or texts["theme"], columns)
