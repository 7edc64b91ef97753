"""A subject counts the posts that its formula counts, and leads to the first and last of them, whatever was edited."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from edited_workbook import EditedWorkbook
from seeds import few_of
from small_calendar import TODAY, generated, run
from year import WeekResult, subject_faults


def played(data: bytes, *edits: Callable[[EditedWorkbook], object]) -> WeekResult:
    """A run after some edits."""
    draft = EditedWorkbook(data, Random(1))
    for edit in edits:
        edit(draft)
    return WeekResult(run(draft.bytes()).after, TODAY)


def two_posts(draft: EditedWorkbook) -> tuple[str, str, str]:
    """A subject with two posts at least, and the first and last of them."""
    subject = next(row for row in draft.editorial.rows if len(draft.posts_of(row)) > 1)
    posts = draft.posts_of(subject)
    return subject, posts[0], posts[-1]


def day_cleared(draft: EditedWorkbook) -> None:
    draft.social.cell(two_posts(draft)[1], "date").value = None


def link_cleared(draft: EditedWorkbook) -> None:
    draft.social.cell(two_posts(draft)[2], "editorial").value = None


def all_cancelled(draft: EditedWorkbook) -> None:
    for post in draft.posts_of(two_posts(draft)[0]):
        draft.social.cell(post, "status").value = "annulé"


def all_undated(draft: EditedWorkbook) -> None:
    for post in draft.posts_of(two_posts(draft)[0]):
        draft.social.cell(post, "date").value = None


def subject_typed(draft: EditedWorkbook) -> None:
    """A post given to another subject, by its id."""
    subject, _, post = two_posts(draft)
    draft.social.cell(post, "editorial").value = next(row for row in draft.editorial.rows if row != subject)


def word_typed(draft: EditedWorkbook) -> None:
    """A word in the place of a post's subject."""
    draft.social.cell(two_posts(draft)[1], "editorial").value = "à voir"


def first_deleted(draft: EditedWorkbook) -> None:
    draft.delete("social", [two_posts(draft)[1]])


EDITS = (day_cleared, link_cleared, all_cancelled, all_undated, subject_typed, word_typed, first_deleted)


@pytest.mark.parametrize("edit", few_of(EDITS, 3, every=2))
def test_a_subject_s_posts_are_those_that_lead_to_it(edit: Callable[[EditedWorkbook], None]) -> None:
    after = played(generated("fr"), edit)
    assert list(subject_faults(after)) == []
    again = WeekResult(run(after.data).after, TODAY)
    assert again.data == after.data


def test_an_emptied_link_comes_back() -> None:
    draft = EditedWorkbook(generated("fr"), Random(1))
    subject, _, post = two_posts(draft)
    after = played(generated("fr"), link_cleared)
    row = next(row for row in after.tab("social").rows if row.id == post)
    assert row.subject == subject
    assert row.cell("editorial").formula


def test_a_subject_without_posts_shows_none() -> None:
    """All its posts deleted, its row kept for a note: a program that stores no values leaves no count."""
    draft = EditedWorkbook(generated("fr"), Random(1))
    subject, *_ = two_posts(draft)
    draft.put("editorial", subject, "notes", "à garder")
    draft.delete("social", draft.posts_of(subject))
    alone = WeekResult(run(draft.bytes()).after, TODAY)
    later = played(alone.data, day_cleared)
    for after in (alone, later):
        cell = next(row.cell("posts") for row in after.tab("editorial").rows if row.id == subject)
        assert cell.formula
        assert cell.value == 0
        assert list(subject_faults(after)) == []
    again = WeekResult(run(later.data).after, TODAY)
    assert again.data == later.data


def test_a_subject_that_had_no_posts_leads_to_its_new_ones() -> None:
    """All its posts deleted, its row kept for a note: a post that is given to it later is its first and last one."""
    draft = EditedWorkbook(generated("fr"), Random(1))
    subject, *_ = two_posts(draft)
    draft.put("editorial", subject, "notes", "à garder")
    draft.delete("social", draft.posts_of(subject))
    alone = WeekResult(run(draft.bytes()).after, TODAY)
    row = next(row for row in alone.tab("editorial").rows if row.id == subject)
    assert not row.text("first_post")
    later = EditedWorkbook(alone.data, Random(2))
    post = next(name for name in later.social.rows if later.subject_of(name) != subject)
    later.social.cell(post, "editorial").value = subject
    after = WeekResult(run(later.bytes()).after, TODAY)
    assert list(subject_faults(after)) == []
    row = next(row for row in after.tab("editorial").rows if row.id == subject)
    assert (row.text("first_post"), row.text("last_post")) == (post, post)
    assert row.cell("first_post").formula
