"""The reasons are true after the user's edits: what other posts say of one that she moved follows, and then stays."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from edited_workbook import EditedWorkbook
from reason_rows import of_workbook
from small_calendar import FILE, TODAY, generated

from calgen import api
from calgen.book.words import load_words

DAY = timedelta(days=1)


@pytest.mark.parametrize("language", ["fr", pytest.param("en", marks=pytest.mark.long)])
def test_the_reasons_are_true_after_the_users_edits(language: str) -> None:
    """Posts moved, one deleted, one cancelled, a theme typed: what others say of them follows, and then stays."""
    draft = EditedWorkbook(generated(language), random.Random(1))
    tab, words = draft.social, load_words(language)
    posts = sorted(tab.rows)
    for post in posts[2:14:4]:
        tab.cell(post, "date").value += 2 * DAY
    tab.cell(posts[3], "status").value = words.choice("status", "cancelled")
    tab.cell(posts[7], "theme").value = tab.get(posts[0], "theme")
    tab.sheet.delete_rows(tab.rows[posts[5]])
    made_again = api.generate(draft.bytes(), FILE, TODAY)
    assert list(of_workbook(made_again.after, TODAY).false_clauses()) == []
    again = api.generate(made_again.after, FILE, TODAY)
    assert again.after == made_again.after


def test_a_deleted_column_of_good_practice_stays_deleted_and_changes_no_brief() -> None:
    draft = EditedWorkbook(generated("fr"), random.Random(1))
    tab = draft.editorial
    sheet, column = tab.sheet, tab.columns["advice"]
    for row in sheet.iter_rows(min_row=4, min_col=column, max_col=column):
        row[0].value = None
    made = api.generate(draft.bytes(), FILE, TODAY)
    assert not [change for change in made.changes if change.kind in ("changed", "moved") and "brief" in change.columns]
