"""What is typed about a subject on one calendar holds on the other: its row and its posts stay together."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from random import Random

import pytest
from edited_workbook import EditedWorkbook
from seeds import few_of
from small_calendar import FILE, START, TODAY, generated, run, saved

from calgen import api

POST = "P0010"


def opened(data: bytes) -> EditedWorkbook:
    return EditedWorkbook(data, Random(1))


@cache
def of_subject() -> tuple[str, tuple[str, ...]]:
    """A subject with several posts, and these."""
    tab = opened(generated("fr")).social
    subjects = {row: _subject(tab.get(row, "editorial")) for row in tab.rows}
    return subjects[POST], tuple(row for row, subject in subjects.items() if subject == subjects[POST])


def _subject(link: object) -> str:
    found = re.search(r"S\d+", str(link))
    assert found
    return found.group()


def after(tab: str, row: str, key: str, value: str, today: date = TODAY) -> EditedWorkbook:
    """The workbook after one typed cell and a run."""
    draft = opened(generated("fr"))
    draft.tabs[tab].cell(row, key).value = value
    done = api.generate(draft.bytes(), FILE, today)
    assert done.plan
    again = api.generate(saved(opened(done.after).book), FILE, today)
    assert [change for change in again.changes if change.kind != "kept"] == []  # a second run changes nothing
    return opened(done.after)


def cells(book: EditedWorkbook, key: str) -> set[object]:
    """What a column says of the subject, on its row and on those of its posts."""
    subject, posts = of_subject()
    return {book.editorial.get(subject, key), *(book.social.get(post, key) for post in posts)}


def test_the_subject_has_several_posts() -> None:
    assert len(of_subject()[1]) > 1


def test_a_theme_typed_on_the_subject_is_that_of_all_its_posts() -> None:
    book = after("editorial", of_subject()[0], "theme", "Voisins")
    assert cells(book, "theme") == {"Voisins"}
    assert cells(book, "category") == {"Relayer"}
    assert "Questions" not in str(book.editorial.get(of_subject()[0], "title"))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("owner", "Chloé"),
        ("campaign", "Rentrée"),
        *(
            pytest.param(*case, marks=pytest.mark.long)
            for case in (
                ("objective", "Faire revenir"),
                ("stage", "Désir"),
                ("format", "Photo"),
                ("key_date", "Marché"),
            )
        ),
    ],
)
def test_what_is_typed_on_the_subject_holds_for_its_posts(key: str, value: str) -> None:
    book = opened(generated("fr"))
    before = {post: book.social.get(post, key) for post in of_subject()[1]}
    own = book.editorial.get(of_subject()[0], key)
    book = after("editorial", of_subject()[0], key, value)
    for post, was in before.items():
        assert book.social.get(post, key) == (value if was == own else was), (post, key)
    assert book.editorial.get(of_subject()[0], key) == value


def test_a_post_that_is_settled_keeps_its_theme() -> None:
    draft, (subject, posts) = opened(generated("fr")), of_subject()
    draft.editorial.cell(subject, "theme").value = "Voisins"
    draft.social.cell(posts[0], "status").value = draft.words.choice("status", "scheduled")
    book = opened(api.generate(draft.bytes(), FILE, TODAY).after)
    assert [book.social.get(post, "theme") for post in posts] == ["Questions", *["Voisins"] * (len(posts) - 1)]


@pytest.mark.long
@pytest.mark.parametrize("code", ["approved", "cancelled"])
def test_a_status_of_the_subject_is_that_of_its_posts(code: str) -> None:
    word = opened(generated("fr")).words.choice("status", code)
    assert cells(after("editorial", of_subject()[0], "status", word), "status") == {word}


def test_a_subject_that_is_published_has_published_posts_up_to_today() -> None:
    draft, (subject, posts) = opened(generated("fr")), of_subject()
    word, days = draft.words.choice("status", "published"), {post: draft.social.get(post, "date") for post in posts}
    today = min(days.values()).date()
    assert today >= START
    book = after("editorial", subject, "status", word, today)
    for post in posts:
        assert (book.social.get(post, "status") == word) == (days[post].date() <= today), post


@pytest.mark.parametrize(
    "code",
    few_of(["published", "cancelled", "approved", "to_review"], 1),
)
def test_a_status_of_every_post_is_that_of_their_subject(code: str) -> None:
    draft, (subject, posts) = opened(generated("fr")), of_subject()
    word = draft.words.choice("status", code)
    for post in posts:
        draft.social.cell(post, "status").value = word
    done = api.generate(draft.bytes(), FILE, TODAY)
    assert cells(opened(done.after), "status") == {word}
    again = opened(done.after)
    assert [change for change in run(saved(again.book)).changes if change.kind != "kept"] == []
    again.social.cell(posts[0], "status").value = draft.words.choice("status", "idea")
    back = opened(run(again.bytes()).after)
    assert back.editorial.get(subject, "status") == opened(generated("fr")).editorial.get(subject, "status")


def test_a_status_of_some_posts_is_not_that_of_their_subject() -> None:
    draft, (subject, posts) = opened(generated("fr")), of_subject()
    before = draft.editorial.get(subject, "status")
    draft.social.cell(posts[0], "status").value = draft.words.choice("status", "published")
    assert opened(run(draft.bytes()).after).editorial.get(subject, "status") == before


@pytest.mark.parametrize(("typed", "is_told"), few_of([("Relayer", True), ("Échanger", False), ("Curate", True)], 2))
def test_a_category_typed_on_the_subject_is_answered_where_its_theme_has_another(typed: str, is_told: bool) -> None:
    draft, subject = opened(generated("fr")), of_subject()[0]
    draft.editorial.cell(subject, "category").value = typed
    place = f"{draft.editorial.sheet.title}!{draft.editorial.cell(subject, 'category').coordinate}"
    done = run(draft.bytes())
    told = [str(problem.place) for problem in done.problems if problem.code == "category_of_theme"]
    assert told == ([place] if is_told else [])
    assert opened(done.after).editorial.get(subject, "category") == typed


@pytest.mark.parametrize(("typed", "is_told"), few_of([("Curate", True), ("échanger", False), ("Relayer", True)], 1))
def test_a_category_typed_on_a_post_is_answered_where_its_theme_has_another(typed: str, is_told: bool) -> None:
    draft = opened(generated("fr"))
    draft.social.cell(POST, "category").value = typed
    place = f"{draft.social.sheet.title}!{draft.social.cell(POST, 'category').coordinate}"
    done = run(draft.bytes())
    assert [str(one.place) for one in done.problems if one.code == "category_of_post"] == ([place] if is_told else [])


@pytest.mark.parametrize("tab", few_of(["editorial", "social"], 1))
def test_a_category_typed_with_its_theme_is_not_told(tab: str) -> None:
    draft, row = opened(generated("fr")), POST if tab == "social" else of_subject()[0]
    draft.tabs[tab].cell(row, "category").value = "Relayer"
    draft.tabs[tab].cell(row, "theme").value = "Voisins"
    assert not {"category_of_theme", "category_of_post"} & {problem.code for problem in run(draft.bytes()).problems}
