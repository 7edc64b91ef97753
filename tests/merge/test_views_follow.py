"""After a merge the month view, and the plan that is handed back, say what the calendar says."""

from __future__ import annotations

import re
import zlib
from datetime import date, datetime
from random import Random
from typing import Any

import pytest
from edit_outcome import Outcome, rerun
from edited_workbook import Edit, EditedWorkbook
from edits_cells import changed_platform, changed_theme, moved_date, moved_hour, status
from edits_rows import own_row_complete, row_copied_and_moved, row_deleted
from seeds import few_of
from small_calendar import generated
from strategy_changes import CADENCE
from workbook_contents import WorkbookContents

from calgen.book.words import Words
from calgen.view.styles import category_sign

EDITS: tuple[Edit, ...] = (
    moved_date, moved_hour, changed_platform, changed_theme, status("cancelled"), row_deleted, own_row_complete,
    row_copied_and_moved,
)  # fmt: skip
_LINK = re.compile(r'MATCH\("(P\d+)",.*?\),1\),"([^"]+)\u00a0(\S)"&')
Shown = tuple[date, str, str, str, str]  # day, platform, hour, sign of the category, id


def outcome(edit: Edit, language: str, *, same: bool) -> Outcome:
    """A run after an edit."""
    draft = EditedWorkbook(generated(language), Random(zlib.crc32(edit.__name__.encode())))
    edit(draft)
    if not same:
        CADENCE.typed(draft)
    return rerun(draft, same=same)


def planned(seen: WorkbookContents, words: Words) -> list[Shown]:
    """The posts of the calendar that are not cancelled."""
    names = [words.choice("category", code) for code in ("promote", "curate", "interact")]
    cancelled = words.choice("status", "cancelled")
    lines = [line.cells for line in seen.posts if isinstance(line.cells.get("date"), datetime)]
    lines = [cells for cells in lines if cells["status"] != cancelled]
    return sorted(
        (
            *(cells["date"].date(), cells["platform"], hour(cells["time"], words)),
            *(category_sign(names, cells["category"]), cells["id"]),
        )
        for cells in lines
    )


def hour(value: Any, words: Words) -> str:
    """An hour as the month view says it."""
    if words.language == "fr":
        return f"{value.hour}h{value.minute:02d}"
    return f"{value.hour % 12 or 12}:{value.minute:02d} {'AM' if value.hour < 12 else 'PM'}"


def shown(seen: WorkbookContents, words: Words) -> list[Shown]:
    """The posts of the month view: by the days over their columns, and their platform before their line."""
    days, platform, found = dict[int, date](), "", list[Shown]()
    for row in seen.book[words.title("month")].iter_rows(min_row=4):
        heads = {cell.column: cell.value.date() for cell in row[1:] if isinstance(cell.value, datetime)}
        days, platform = heads or days, str(row[0].value or platform)
        for cell in row[1:]:
            if link := _LINK.search(str(cell.value or "")):
                found.append((days[cell.column], platform, link[2].replace("\u00a0", " "), link[3], link[1]))
    return sorted(found)


@pytest.mark.parametrize("edit", few_of(EDITS, 2, every=4), ids=lambda edit: edit.__name__)
def test_the_month_view_shows_the_posts_as_they_now_stand(edit: Edit) -> None:
    found = outcome(edit, "en", same=bool(EDITS.index(edit) % 2))
    due = planned(found.after, found.done.words)
    assert len(due) > 15
    assert shown(found.after, found.done.words) == due


@pytest.mark.parametrize("edit", few_of(EDITS, 2, every=4), ids=lambda edit: edit.__name__)
def test_the_plan_handed_back_is_the_calendar_as_written(edit: Edit) -> None:
    found = outcome(edit, "fr", same=not EDITS.index(edit) % 2)
    assert found.done.plan is not None
    cancelled = found.done.words.choice("status", "cancelled")
    rows = [line.cells for line in found.after.posts if line.cells["status"] != cancelled]
    written = sorted((cells["date"].date(), cells["platform"], cells["theme"]) for cells in rows)
    posts = [post for post in found.done.plan.posts if getattr(post, "status", "") != "cancelled"]
    assert sorted((post.day, post.platform, post.theme) for post in posts) == written
