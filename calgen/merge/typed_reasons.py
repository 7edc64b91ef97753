"""Why a post stands as it does once the user has typed on its row: what its column of reasons then says first."""

from __future__ import annotations

from calgen.calendar import CalendarRow
from calgen.last_run import WrittenRow
from calgen.merge.cell_ownership import is_users_cell
from calgen.plan.reason import Reason

# Column of the social calendar → the reason where its cell is the user's, and where she emptied it.
_REASONS = {
    "campaign": ("campaign_typed", "campaign_emptied"),
    "key_date": ("key_date_typed", "key_date_emptied"),
    "stage": ("stage_typed", "stage_emptied"),
}


def typed_reasons(row: CalendarRow, written: WrittenRow) -> tuple[Reason, ...]:
    """A reason for each cell of a post that its reasons speak of, and that the user typed or emptied."""
    keys = [key for key in _REASONS if key in row.columns and is_users_cell("social", row, written, key)]
    return tuple(Reason(_REASONS[key][not row.text(key)]) for key in keys)
