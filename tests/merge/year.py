"""Workbooks of weeks that follow each other, as calgen reads them, and what is not right in their subjects."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from calgen import run_steps
from calgen.calendar import CalendarRow, CalendarTab
from calgen.files.read import guard
from calgen.run_records import RunInput

FILE = "plan.xlsx"
START = date(2027, 1, 4)  # of the samples, a Monday


class WeekResult:
    """A workbook after a week, as calgen reads it."""

    def __init__(self, data: bytes, today: date) -> None:
        self.data = data
        self.checked = run_steps.check_file(guard.open_workbook(data, FILE), "fr", ())
        self.run_input: RunInput = run_steps.read_run_input(self.checked, today)

    def tab(self, key: str) -> CalendarTab:
        return self.run_input.calendars[key]


def is_planned(row: CalendarRow) -> bool:
    """Whether a row is a post that is to appear: it has a day and a platform, and is not cancelled."""
    return row.day() is not None and bool(row.text("platform")) and row.code("status") != "cancelled"


def subject_faults(after: WeekResult, deleted: Collection[str] = ()) -> Iterator[str]:
    """Subjects of posts that are not there, those that the user deleted aside; counts and links that are not true."""
    rows = {row.id: row for row in after.tab("editorial").rows}
    for row in filter(is_planned, after.tab("social").rows):
        if row.subject and row.subject not in rows and row.subject not in deleted:
            yield f"{row.id} leads to {row.subject}, which is not there"
    for id_, row in rows.items():
        own = [post for post in after.tab("social").rows if post.subject == id_]
        count = sum(post.code("status") != "cancelled" for post in own)
        if row.cell("posts").formula and row.cell("posts").value != count:
            yield f"{id_} counts {row.cell('posts').value!r} posts, not {count}"
        days = {post.id: post.day() for post in own if is_planned(post)}
        ends = [row.text("first_post"), row.text("last_post")]
        if days and [days.get(end) for end in ends] != [min(days.values()), max(days.values())]:  # type: ignore[type-var]
            yield f"{id_} leads to {ends}, not to the first and last of {days}"
        elif not own and any(ends):
            yield f"{id_} has no posts, and leads to {ends}"
