"""What a run does to the calendars, one line a row: for the dry run, and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from calgen.book.sheet import StyledCell
from calgen.calendar import canonical

KINDS = ("added", "moved", "changed", "removed", "kept")


@dataclass(frozen=True, slots=True)
class Change:
    """One row: what happens to it, which it is, and the columns concerned with their values before and after.

    `kept` names the cells that the user wrote, and that stay.
    """

    kind: str
    calendar: str
    id: str
    day: str = ""
    platform: str = ""
    title: str = ""
    columns: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def change(
    kind: str, calendar: str, id_: str, shown: Mapping[str, StyledCell], before: Mapping[str, object] | None = None
) -> Change:
    """A change of a row that shows these cells; `before` holds the old values of the columns concerned."""
    columns = {
        key: (canonical(old), canonical(shown[key].value) if key in shown else "")
        for key, old in (before or {}).items()
    }
    said = {key: canonical(shown[key].value) if key in shown else "" for key in ("platform", "title", "theme")}
    day = shown["date"].value if "date" in shown else None
    told = canonical(day)[:10] if isinstance(day, date) else canonical(day)
    return Change(kind, calendar, id_, told, said["platform"], said["title"] or said["theme"], columns)
