"""A subject cancelled in a program that saves no values of formulas shows after a run what its formulas give."""

from __future__ import annotations

from functools import cache
from random import Random

from edited_workbook import EditedWorkbook
from small_calendar import generated, run, unlocked
from workbook_contents import WorkbookContents


@cache
def cancelled() -> tuple[str, bytes]:
    """The id of a subject with a suggested title that was cancelled, and the workbook after the run."""
    draft = EditedWorkbook(generated("fr"), Random(1))
    subject = draft.subject(lambda id_: "\u00a0" in str(draft.editorial.get(id_, "title")))
    draft.editorial.cell(subject, "status").value = draft.words.choice("status", "cancelled")
    return subject, run(draft.bytes()).after


def test_its_week_is_that_of_its_day() -> None:
    subject, data = cancelled()
    row = WorkbookContents(data).by_id["editorial", subject]
    cell = row.raw["week"]
    stored = unlocked(data, values=True)[cell.parent.title][cell.coordinate].value
    assert cell.value.startswith("=")
    assert stored == row.cells["date"].isocalendar().week


def test_the_title_of_its_posts_is_its_own_letter_by_letter() -> None:
    subject, data = cancelled()
    contents = WorkbookContents(data)
    posts = [post for post in contents.posts if post.shape().get("editorial") == f"→ {subject}"]
    cells = [post.raw["title"] for post in posts]
    shown = {unlocked(data, values=True)[cell.parent.title][cell.coordinate].value for cell in cells}
    assert shown == {contents.by_id["editorial", subject].cells["title"]}
