"""The links that get the number of their post in a run: counted in one note instead of a change on every row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from calgen import merge
from calgen.book.problems import Problem, Severity
from calgen.view.tracking_links import is_former_form


def told_in_one_note(
    calendars: Mapping[str, merge.MergedCalendar],
) -> tuple[dict[str, merge.MergedCalendar], tuple[Problem, ...]]:
    """The merged calendars without such changes, and the note that counts them; none where there is none."""
    social = calendars["social"]
    n = sum(_is_numbered(change) for change in social.changes)
    changes = tuple(kept for change in social.changes if (kept := _without_number(change)))
    told = (Problem("links_numbered", severity=Severity.NOTE, values={"n": n}),) if n else ()
    return {**calendars, "social": replace(social, changes=changes)}, told


def _is_numbered(change: merge.RowChange) -> bool:
    return change.kind in ("changed", "moved") and is_former_form(*change.columns.get("link", ("", "")))


def _without_number(change: merge.RowChange) -> merge.RowChange | None:
    """The change without that of its link; None where nothing else changes (a reason follows what it tells)."""
    if not _is_numbered(change):
        return change
    columns = {key: values for key, values in change.columns.items() if key != "link"}
    return replace(change, columns=columns) if columns.keys() - {"reason"} else None
