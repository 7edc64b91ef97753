"""A calendar that lost its table while its rows come or go: the table made again reaches from headings to last row."""

from __future__ import annotations

from random import Random

import pytest
from edited_workbook import EditedWorkbook
from object_soundness import new_faults
from sheet_inventory import contents_of, corners
from small_calendar import generated, run
from strategy_changes import CADENCE, LONGER, PLATFORM, THEME, StrategyChange


@pytest.mark.parametrize("change", [CADENCE, LONGER, PLATFORM, THEME], ids=lambda change: change.name)
def test_a_table_made_again_reaches_as_far_as_the_rows(change: StrategyChange) -> None:
    draft = EditedWorkbook(generated("fr"), Random(0))
    for tab in draft.tabs.values():
        del tab.sheet.tables[tab.table.name]
    change.typed(draft)
    data = draft.bytes()
    done = run(data)
    found = [sheet for sheet in contents_of(done.after).sheets.values() if sheet.table]
    assert len(found) == 2
    for sheet in found:
        assert sheet.table
        assert corners(sheet.table.ref)[2] == max(sheet.ids().values()), sheet.title
    assert new_faults(data, done.after) == []
