"""Links of posts that stay as the last run wrote them, without the number of their post: they may be out already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from calgen.calendar import CalendarRow
from calgen.last_run import LastRun, WrittenRow
from calgen.merge.cell_ownership import has_user_edits, is_fixed
from calgen.merge.edits import Edits

_NUMBER = re.compile(r"[?&]utm_content=(P\d+)(?=[&#]|$)")


def former_links(edits: Edits, today: date, *, same_strategy: bool) -> Mapping[str, str]:
    """The links of the last run by the id of their post, where a later form of the same link does not replace them.

    Those of posts that are past, approved, scheduled or published, and of rows on which something is the user's: she
    may have copied the link from there. Where nothing is planned anew, those of all posts.
    """
    written = edits.last_run.rows_of("social")
    return {
        id_: row["link"]
        for id_, row in written.items()
        if row.get("link") and _stays(edits, id_, row, today, same_strategy=same_strategy)
    }


def _stays(edits: Edits, id_: str, written: WrittenRow, today: date, *, same_strategy: bool) -> bool:
    row = edits.rows_of("social").get(id_)
    if row is None:  # the whole calendar is drawn anew
        return written.get("date", "") < today.isoformat()
    is_settled = is_fixed(row, today) or id_ in edits.statuses
    return same_strategy or is_settled or has_user_edits("social", row, written)


def without_copied_links(
    rows: Mapping[str, CalendarRow], last_run: LastRun, new_ids: Iterable[str]
) -> dict[str, CalendarRow]:
    """The rows by id; one that the user copied gives up the link that has the number of its original."""
    new, written = set(new_ids), last_run.rows_of("social")
    return {id_: _without_copied_link(row, written) if id_ in new else row for id_, row in rows.items()}


def _without_copied_link(row: CalendarRow, written: Mapping[str, WrittenRow]) -> CalendarRow:
    link = row.text("link")
    found = _NUMBER.search(link)
    is_copied = found is not None and written.get(found[1], {}).get("link") == link and bool(row.text("theme"))
    return replace(row, emptied=row.emptied | {"link"}) if is_copied else row
