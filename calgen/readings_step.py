"""The step that brings the tab of readings: it is put into the workbook before a run, as if it had been there."""

from __future__ import annotations

import contextlib

from calgen.book.folding import fold
from calgen.book.problems import Refused
from calgen.files.edit import insert_sheets
from calgen.files.save import verify
from calgen.review.reviewed_rows import has_results
from calgen.run_records import Checked, RunInput
from calgen.view import readings_tab


def with_readings_tab(checked: Checked, before: RunInput) -> bytes | None:
    """The workbook with the tab of readings, the first time that a post has a result; None where it is not to come.

    It does not come where a tab of that title is there, nor where the user has deleted it. See docs/decisions.md,
    "Readings". A workbook that can take no more of it goes without.
    """
    words, file = checked.read.words, checked.file
    title, titles = words.title(readings_tab.KEY), [sheet.title for sheet in file.sheets]
    is_there = readings_tab.KEY in checked.read.titles or fold(title) in map(fold, titles)
    if is_there or readings_tab.FACT in checked.last_run.facts or not has_results(before.social):
        return None
    with contextlib.suppress(Refused):
        sheet = readings_tab.sheet(words, before.strategy, titles, [name.name for name in file.names])
        after = insert_sheets.insert_sheets(file, [sheet], inputs=(readings_tab.KEY,))
        verify.verify(file, after, new_tabs=[title])
        return after
    return None
