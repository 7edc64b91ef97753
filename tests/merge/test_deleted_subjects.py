"""A subject that its user deleted does not come back, even where a post of it is settled: that has its title."""

from __future__ import annotations

from random import Random

import pytest
from edit_outcome import again, rerun
from edited_workbook import EditedWorkbook
from edits_cells import _status
from seeds import each_language, few_of
from small_calendar import generated
from strategy_changes import CADENCE, LESS, THEME, StrategyChange


def approved_and_deleted(language: str) -> tuple[EditedWorkbook, str, str, str]:
    """A calendar of which a post was approved, and its subject deleted: the post, the subject and its title."""
    draft = EditedWorkbook(generated(language), Random(7))
    _status("approved", draft)
    post = next(at[1] for at in draft.says)
    subject = draft.subject_of(post)
    title = draft.editorial.get(subject, "title")
    draft.delete("editorial", [subject])
    return draft, post, subject, title


@each_language
@pytest.mark.parametrize("change", few_of([None, THEME, CADENCE, LESS], 2))
def test_the_row_stays_out_and_a_settled_post_keeps_its_title(language: str, change: StrategyChange | None) -> None:
    draft, post, subject, title = approved_and_deleted(language)
    draft.loose |= {("social", one) for one in draft.posts_of(subject)}
    draft.told.add(("editorial", subject))
    if change:
        change.typed(draft)
    outcome = rerun(draft, same=change is None)
    assert subject not in outcome.after.ids("editorial")
    assert outcome.faults() == []
    assert again(outcome) == []
    line = outcome.after.by_id["social", post]
    assert line.cells["title"] == title
    assert line.cells["editorial"] == subject
    told_by = {line.id for line in outcome.after.posts if subject in str(line.cells["editorial"])}
    assert told_by <= set(outcome.draft.posts_of(subject))  # no other post is given it


@each_language
def test_it_stays_out_of_every_later_plan(language: str) -> None:
    draft, post, subject, title = approved_and_deleted(language)
    data = rerun(draft).done.after
    for change in (CADENCE, LESS):
        later = EditedWorkbook(data, Random(8))
        change.typed(later)
        outcome = rerun(later, same=False)
        data = outcome.done.after
        assert subject not in outcome.after.ids("editorial")
        assert outcome.after.by_id["social", post].cells["title"] == title
        titles = [line.cells["title"] for line in outcome.after.subjects]
        assert title not in titles
