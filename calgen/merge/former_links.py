"""Links of posts that stay as the last run wrote them, without the number of their post: they may be out already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from calgen.last_run import WrittenRow
from calgen.merge.cell_ownership import has_user_edits, is_fixed
from calgen.merge.edits import Edits


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
