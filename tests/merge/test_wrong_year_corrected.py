"""A wrong year that the user corrects leaves nothing in the weeks of the hours, nor in the days of the work."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from small_calendar import START, generated, run, saved, unlocked
from workbook_contents import WorkbookContents

from calgen.figures.hours import weeks

LATER = (date(2027, 1, 8), date(2027, 1, 14))


@pytest.mark.long
@pytest.mark.parametrize("years", [-1, 1])
def test_a_wrong_year_that_is_corrected_is_gone_from_the_hours(years: int) -> None:
    book = unlocked(generated("fr"))
    seen = WorkbookContents(b"", opened=book)
    post = seen.posts[9]
    right: datetime = post.cells["date"]
    column = seen.columns("social")["date"]
    seen.sheets["social"].cell(post.number, column).value = right.replace(year=right.year + years)
    book = unlocked(run(saved(book), LATER[0]).after)
    seen = WorkbookContents(b"", opened=book)
    row = next(row for row in seen.posts if row.id == post.id)
    seen.sheets["social"].cell(row.number, column).value = right
    done = run(saved(book), LATER[1])
    assert done.calendar
    assert min(weeks(done.calendar)) >= START - timedelta(days=7)
    dues = [row.cells["draft_due"] for row in WorkbookContents(done.after).subjects]
    assert min(due.date() for due in dues if due) >= START - timedelta(days=7)
    assert max(due.date() for due in dues if due) <= START + timedelta(days=28)
