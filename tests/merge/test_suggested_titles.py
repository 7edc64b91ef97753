"""Suggested titles stay as long as their subject and its words do; what the user chose of them never changes."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest
from edited_workbook import EditedWorkbook
from small_calendar import generated, run
from strategy_changes import CADENCE, LESS, PLATFORM, StrategyChange

from calgen import api

FILE, WEEKS = "salon.xlsx", 8
Titles = dict[str, tuple[str, str]]


def opened(data: bytes) -> EditedWorkbook:
    return EditedWorkbook(data, Random(1))


def titles(book: EditedWorkbook) -> Titles:
    """The title and the suggestions of each subject by its id."""
    return {row: (str(book.editorial.get(row, "title")), str(book.editorial.get(row, "suggestions") or ""))
            for row in book.editorial.rows}  # fmt: skip


def to_find(found: Titles) -> dict[str, list[str]]:
    return {id_: rows.split("\n") for id_, (_, rows) in found.items() if rows}


@cache
def first() -> Titles:
    return titles(opened(generated("fr", WEEKS)))


def after(draft: EditedWorkbook) -> Titles:
    made = run(draft.bytes())
    assert made.plan, made.problems
    return titles(opened(made.after))


def draft_of() -> EditedWorkbook:
    return opened(generated("fr", WEEKS))


def typed_message(draft: EditedWorkbook, message: str, theme: str = "Coulisses") -> None:
    for row in draft.input("Thèmes").iter_rows(min_row=2):
        if row[0].value == theme:
            row[3].value = message


def test_the_first_of_three_stands_as_the_title_in_italics_in_both_calendars() -> None:
    book, found = draft_of(), first()
    assert len(to_find(found)) >= 10
    for id_, texts in to_find(found).items():
        assert len(set(texts)) == 3
        assert found[id_][0] == texts[0]
        assert book.editorial.cell(id_, "title").font.i
        for post in book.posts_of(id_):
            assert book.social.cell(post, "title").font.i
            assert str(book.social.get(post, "title")).startswith("=")
    assert not any(book.editorial.cell(id_, "title").font.i for id_, (_, rows) in found.items() if not rows)


def test_a_title_of_the_users_stands_upright_in_both_calendars() -> None:
    """Typed, or a suggestion chosen by the status: italics say that nobody has decided yet."""
    draft, (typed, begun, emptied, *_) = draft_of(), list(to_find(first()))
    draft.editorial.cell(typed, "title").value = "Mon titre"
    draft.editorial.cell(begun, "status").value = "À rédiger"
    book = opened(run(draft.bytes()).after)
    for id_, is_suggested in ((typed, False), (begun, False), (emptied, True)):
        titles_of = [book.editorial.cell(id_, "title"), *(book.social.cell(at, "title") for at in book.posts_of(id_))]
        assert {bool(cell.font.i) for cell in titles_of} == {is_suggested}
    book.editorial.cell(typed, "title").value = None
    assert opened(run(book.bytes()).after).editorial.cell(typed, "title").font.i


@pytest.mark.long
def test_a_chosen_title_is_the_users_whatever_the_strategy_says() -> None:
    draft, (chosen, begun, emptied, *_) = draft_of(), list(to_find(first()))
    second = to_find(first())[chosen][1]
    draft.editorial.cell(chosen, "title").value = second
    draft.editorial.cell(begun, "status").value = "À rédiger"
    draft.editorial.cell(emptied, "title").value = None
    now = after(draft)
    assert now[chosen] == (second, "")
    assert now[begun] == (first()[begun][0], "")
    assert now[emptied] == first()[emptied]
    draft = opened(run(draft.bytes()).after)
    for theme in ("Coulisses", "Offres", "Conseils", "Voisins", "Questions"):
        typed_message(draft, f"Du neuf pour {theme}", theme)
    later = after(draft)
    assert later[chosen] == (second, "")
    assert later[begun] == (first()[begun][0], "")
    draft.editorial.cell(chosen, "title").value = None
    assert after(draft)[chosen][1]


def test_a_changed_message_changes_the_suggestions_that_say_it_alone() -> None:
    draft = draft_of()
    typed_message(draft, "Chez nous, on prend le temps")
    now = after(draft)
    old, new = "Ici on connaît votre prénom", "Chez nous, on prend le temps"
    assert any(old in rows for _, rows in first().values())
    for id_, texts in to_find(first()).items():
        for one, other in zip(texts, to_find(now)[id_], strict=True):
            assert one == other if old not in one else new in other


def test_a_renamed_theme_and_another_language_take_the_suggestions_along() -> None:
    draft, kept = draft_of(), next(iter(to_find(first())))
    draft.editorial.cell(kept, "title").value = "Mon titre"
    for row in draft.input("Thèmes").iter_rows(min_row=2):
        if row[0].value == "Voisins":
            row[0].value = "Voisins du salon"
    now = after(draft)
    assert now[kept][0] == "Mon titre"
    named = {id_: texts for id_, texts in to_find(first()).items() if any("Voisins" in text for text in texts)}
    assert named
    for id_, texts in named.items():
        for one, other in zip(texts, to_find(now)[id_], strict=True):
            assert other == one.replace("Voisins", "Voisins du salon")
    next(row for row in draft.input("Réglages").iter_rows() if row[0].value == "Langue")[1].value = "English"
    english = after(draft)
    assert english[kept] == ("Mon titre", "")
    assert not {text for texts in to_find(english).values() for text in texts} & {
        text for texts in to_find(now).values() for text in texts
    }


@pytest.mark.parametrize("change", [CADENCE, LESS, PLATFORM], ids=lambda change: change.name)
def test_subjects_that_stand_keep_their_suggestions(change: StrategyChange) -> None:
    draft = draft_of()
    change.typed(draft)
    now = after(draft)
    same = [id_ for id_, texts in to_find(first()).items() if to_find(now).get(id_) == texts]
    assert len(same) >= 0.8 * len(to_find(first()).keys() & to_find(now).keys())
    every = [text for texts in to_find(now).values() for text in texts]
    assert len(every) == len(set(every))


def test_edited_suggestions_stay_and_an_unchanged_workbook_is_not_written() -> None:
    draft, id_ = draft_of(), next(iter(to_find(first())))
    draft.editorial.cell(id_, "suggestions").value = "À voir avec Chloé"
    made = run(draft.bytes())
    assert titles(opened(made.after))[id_] == (first()[id_][0], "À voir avec Chloé")
    assert not run(made.after).changed


def test_the_balance_of_the_file_counts_what_the_run_counted() -> None:
    draft = draft_of()
    draft.editorial.cell(next(iter(to_find(first()))), "title").value = "À moi"
    made = run(draft.bytes())
    counted = api.balance(made.after, FILE, made.today).calendar
    assert made.calendar
    assert counted
    seen = [{post.row for post in calendar.posts if post.is_suggested} for calendar in (made.calendar, counted)]
    assert seen[0] == seen[1] != set()
