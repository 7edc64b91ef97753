"""The last step of `calgen export --mark`: the approved posts that went out are scheduled from now on."""

from __future__ import annotations

from dataclasses import replace

from calgen.calendar import CalendarTab
from calgen.cell_edit import edit_cells
from calgen.export.scheduler_posts import APPROVED, SCHEDULED
from calgen.export_records import Exported
from calgen.run_records import Checked
from calgen.view.result_cells import result_sheet


def with_marks(made: Exported, checked: Checked, social: CalendarTab) -> Exported:
    """The export with the workbook in which the status of its posts is `scheduled`: of approved ones, no drafts."""
    out = {id_ for file in made.files for id_ in file.posts}
    ids = tuple(row.id for row in social.rows if row.id in out and row.code("status") == APPROVED)
    if not ids:
        return made
    sheet = result_sheet(social, checked.read.words, {(id_, "status"): SCHEDULED for id_ in ids})
    return replace(made, after=edit_cells(checked.file, [sheet]), marked=ids)
