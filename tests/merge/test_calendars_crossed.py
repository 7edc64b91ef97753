"""A cell of one calendar that its user changed: the row, its subject and its siblings follow, or the cell is answered.

No post that she did not touch gets another theme, title or category because of one that she did.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest
from edited_workbook import EditedWorkbook
from seeds import each_language, few_of
from small_calendar import FILE, START, TODAY, generated, run, saved, typed, unlocked

from calgen import api
from calgen.book.problems import Problem
from calgen.book.words import load_words

THEMES = {"fr": ("Voisins", "Relayer"), "en": ("Neighbours", "Curate")}  # a theme without ideas, and its category
Typed = Mapping[tuple[str, str, str], Any]  # calendar, row, column → value


class Crossed:
    """A run after some cells were typed: the workbook before and after, and what was told."""

    def __init__(self, language: str, cells: Typed, today: date = TODAY) -> None:
        self.before, draft = (EditedWorkbook(generated(language), Random(1)) for _ in range(2))
        for (calendar, row, key), value in cells.items():
            draft.tabs[calendar].cell(row, key).value = value
        self.made = api.generate(draft.bytes(), FILE, today)
        assert self.made.plan, self.made.problems
        self.after = EditedWorkbook(self.made.after, Random(1))
        tabs = draft.tabs
        self.cells = {at: f"{tabs[at[0]].sheet.title}!{tabs[at[0]].cell(*at[1:]).coordinate}" for at in cells}

    def told(self, *at: str) -> list[str]:
        """The codes of what is told at a typed cell."""
        return [one.code for one in self.problems_at(*at)]

    def problems_at(self, *at: str) -> list[Problem]:
        return [one for one in self.made.problems if str(one.place) == self.cells[at]]  # type: ignore[index]

    def changed(self, calendar: str, row: str) -> set[str]:
        """The columns of a row that show another value than before the edit."""
        old, new = self.before.tabs[calendar], self.after.tabs[calendar]
        return {key for key in old.columns if old.get(row, key) != new.get(row, key)}

    def settles(self) -> bool:
        """Whether a second run without an edit changes nothing."""
        again = run(saved(EditedWorkbook(self.made.after, Random(1)).book))
        return [change for change in again.changes if change.kind != "kept"] == []


@cache
def posts_of(language: str) -> Mapping[str, tuple[str, ...]]:
    book = EditedWorkbook(generated(language), Random(1))
    found: dict[str, list[str]] = {}
    for post in sorted(book.social.rows):
        found.setdefault(book.subject_of(post), []).append(post)
    return {subject: tuple(posts) for subject, posts in found.items()}


def subject(language: str, *, shared: bool) -> tuple[str, tuple[str, ...]]:
    """A subject with several posts, or with one, of another theme than the one that is typed; and its posts."""
    book = EditedWorkbook(generated(language), Random(1))
    return next(
        (name, posts)
        for name, posts in posts_of(language).items()
        if (len(posts) > 1) is shared and book.editorial.get(name, "theme") != THEMES[language][0]
    )


@each_language
def test_a_cancelled_post_with_another_theme_leaves_no_subject(language: str) -> None:
    _, (own, *_) = subject(language, shared=True)
    cancelled = load_words(language).choice("status", "cancelled")
    found = Crossed(language, {("social", own, "theme"): THEMES[language][0], ("social", own, "status"): cancelled})
    assert "post_apart" not in found.told("social", own, "theme")


@each_language
def test_a_theme_typed_on_one_of_several_posts_gives_it_a_subject_of_its_own(language: str) -> None:
    name, (own, *siblings) = subject(language, shared=True)
    theme, category = THEMES[language]
    found = Crossed(language, {("social", own, "theme"): theme})
    assert found.told("social", own, "theme") == ["post_apart"]
    new = found.after.subject_of(own)
    assert new not in found.before.editorial.rows
    assert found.after.editorial.get(new, "theme") == found.after.social.get(own, "theme") == theme
    assert found.after.editorial.get(new, "category") == found.after.social.get(own, "category") == category
    for post in siblings:
        assert found.changed("social", post) <= {"reason"}  # it may have named the post that left
    assert found.changed("editorial", name) <= {"date", "week", "platforms", "posts", "first_post", "last_post",
                                                "draft_due", "review_due", "format", "owner", "objective",
                                                "advice"}  # fmt: skip
    assert found.settles()


@each_language
@pytest.mark.parametrize("shared", few_of([True, False], 1))
def test_a_theme_typed_on_all_posts_of_a_subject_is_that_of_the_subject(language: str, shared: bool) -> None:
    name, posts = subject(language, shared=shared)
    theme, category = THEMES[language]
    found = Crossed(language, {("social", post, "theme"): theme for post in posts})
    assert found.after.editorial.get(name, "theme") == theme
    assert {found.after.editorial.get(name, "category"), *(found.after.social.get(p, "category") for p in posts)} == {
        category
    }
    assert {found.after.subject_of(post) for post in posts} == {name}
    assert set(found.after.editorial.rows) == set(found.before.editorial.rows)
    assert found.settles()


@each_language
@pytest.mark.parametrize("shared", few_of([True, False], 1))
def test_a_title_typed_on_a_post_is_that_of_its_subject_or_answered(language: str, shared: bool) -> None:
    name, (own, *siblings) = subject(language, shared=shared)
    found = Crossed(language, {("social", own, "title"): "Comme au premier jour"})
    assert found.after.social.get(own, "title") == "Comme au premier jour"
    assert found.told("social", own, "title") == (["title_of_post"] if shared else [])
    assert (found.after.editorial.get(name, "title") == "Comme au premier jour") is not shared
    assert [found.changed("social", post) for post in siblings] == [set() for _ in siblings]
    assert found.settles()


@each_language
def test_a_title_typed_on_all_posts_is_that_of_the_subject_and_its_tasks(language: str) -> None:
    name, posts = subject(language, shared=True)
    found = Crossed(language, {("social", post, "title"): "Comme au premier jour" for post in posts})
    assert found.after.editorial.get(name, "title") == "Comme au premier jour"
    assert {one.code for post in posts for one in found.problems_at("social", post, "title")} == set()
    assert found.settles()


@pytest.mark.long
@each_language
def test_the_title_of_a_former_theme_is_told_and_gives_place_once_it_is_emptied(language: str) -> None:
    name, _ = subject(language, shared=True)
    theme = THEMES[language][0]
    told = Crossed(language, {("editorial", name, "theme"): theme})
    title = told.before.editorial.get(name, "title")
    assert told.told("editorial", name, "theme") == ["title_of_other_theme"]
    assert told.after.editorial.get(name, "title") == title
    found = Crossed(language, {("editorial", name, "theme"): theme, ("editorial", name, "title"): None})
    assert theme in found.after.editorial.get(name, "title")  # it is still to be found, for the theme has no idea
    assert found.told("editorial", name, "title") == []
    assert found.settles()
    later = EditedWorkbook(told.made.after, Random(1))
    later.editorial.cell(name, "title").value = None
    assert theme in EditedWorkbook(run(later.bytes()).after, Random(1)).editorial.get(name, "title")


def test_a_theme_out_of_its_season_and_a_person_who_cannot_make_it_are_told_where_they_were_typed() -> None:
    words, book = load_words("en"), unlocked(typed("en"))
    themes, team = book[words.title("themes")], book[words.title("team")]
    themes.cell(1, 5).value, themes.cell(5, 5).value = words.title("themes", "start"), START + timedelta(days=200)
    team.cell(1, 3).value, team.cell(3, 3).value = words.title("team", "formats"), words.choice("format", "live")
    team.cell(1, 4).value, team.cell(2, 4).value = words.title("team", "days_off"), START + timedelta(days=7)
    draft = EditedWorkbook(api.generate(saved(book), FILE, TODAY).after, Random(1))
    tab, (one, two, three, four, *_) = draft.social, sorted(draft.social.rows)
    sandrine, chloe = (team.cell(row, 1).value for row in (2, 3))
    tab.cell(one, "theme").value = themes.cell(5, 1).value
    tab.cell(two, "owner").value = chloe
    tab.cell(three, "time").value, tab.cell(four, "date").value = "am", START + timedelta(days=7)
    tab.cell(four, "owner").value = sandrine
    made = run(draft.bytes())
    told = {(problem.code, str(problem.place).rpartition("!")[2]) for problem in made.problems}
    after = EditedWorkbook(made.after, Random(1)).social
    assert ("typed_out_of_season", after.cell(one, "theme").coordinate) in told
    assert ("owner_cannot_make", after.cell(two, "owner").coordinate) in told
    assert "owner_away" in {code for code, _ in told}
    assert (after.get(one, "theme"), after.get(two, "owner")) == (themes.cell(5, 1).value, chloe)


@each_language
@pytest.mark.parametrize("calendar", few_of(["social", "editorial"], 1))
def test_an_emptied_theme_gives_no_other_one(language: str, calendar: str) -> None:
    name, posts = subject(language, shared=True)
    at = (calendar, posts[0] if calendar == "social" else name, "theme")
    found = Crossed(language, {at: None})
    assert found.told(*at) == ["theme_emptied"]
    assert found.changed(calendar, at[1]) == {"theme"}
    assert all(found.changed("social", post) <= {"theme"} for post in posts)
    assert found.settles()


@each_language
@pytest.mark.parametrize("shared", few_of([True, False], 1))
def test_a_theme_and_a_title_typed_together_make_one_subject(language: str, shared: bool) -> None:
    _, (own, *_) = subject(language, shared=shared)
    theme = THEMES[language][0]
    found = Crossed(language, {("social", own, "theme"): theme, ("social", own, "title"): "Le boulanger d'en face"})
    name = found.after.subject_of(own)
    assert (found.after.editorial.get(name, "title"), found.after.editorial.get(name, "theme")) == (
        "Le boulanger d'en face", theme
    )  # fmt: skip
    assert found.told("social", own, "title") == []
    assert found.settles()


@each_language
def test_a_link_typed_on_a_subject_is_that_of_its_posts_and_one_on_a_post_its_own(language: str) -> None:
    name, (own, *siblings) = subject(language, shared=True)
    links = {("editorial", name, "link"): "https://rebel.example/day", ("social", own, "link"): "https://own.example"}
    found = Crossed(language, links)
    assert found.after.social.get(own, "link") == "https://own.example"
    assert {found.after.social.get(post, "link") for post in siblings} == {"https://rebel.example/day"}
    assert [found.told(*at) for at in links] == [[], []]
    exported = {one["id"]: one for one in json.loads(api.export(found.made.after, FILE, "json").data)["posts"]}
    assert [exported[post]["link"] for post in (own, siblings[0])] == [
        "https://own.example",
        "https://rebel.example/day",
    ]
    assert found.settles()


@each_language
def test_what_goes_with_a_theme_follows_the_one_that_was_typed(language: str) -> None:
    """The campaign of the former theme, its stage and its place in the reason; the format that the new one lacks."""
    words, book = load_words(language), unlocked(typed(language))
    sheet = book.create_sheet(words.title("campaigns"))
    sheet.append([words.title("campaigns", key) for key in ("campaign", "start", "end", "themes")])
    themes = book[words.title("themes")]
    sheet.append(["Galette", START, START + timedelta(days=20), themes.cell(3, 1).value])
    themes.cell(1, 5).value = words.title("themes", "formats")
    themes.cell(5, 5).value = words.choice("format", "photo")
    assert themes.cell(5, 1).value == THEMES[language][0]
    draft = EditedWorkbook(api.generate(saved(book), FILE, TODAY).after, Random(1))
    tab = draft.social
    photo = words.choice("format", "photo")
    post = next(row for row in sorted(tab.rows) if tab.get(row, "campaign") and tab.get(row, "format") != photo)
    assert "Galette" in tab.get(post, "reason")
    tab.cell(post, "theme").value = THEMES[language][0]
    made = run(draft.bytes())
    after = EditedWorkbook(made.after, Random(1))
    found = {key: after.social.get(post, key) for key in ("campaign", "stage", "category", "format")}
    assert found == {"campaign": None, "stage": None, "category": THEMES[language][1], "format": photo}
    assert words.text("reasons", "theme_typed") in str(after.social.get(post, "reason")).lower()
    assert "Galette" not in after.social.get(post, "reason")
    again = run(saved(after.book))
    assert [change for change in again.changes if change.kind != "kept"] == []


@each_language
@pytest.mark.parametrize("settled", ["keep", "approved"])
def test_a_theme_typed_on_a_settled_post_brings_its_category(language: str, settled: str) -> None:
    name, (own,) = subject(language, shared=False)
    (theme, category), words = THEMES[language], load_words(language)
    mark = {"keep": ("keep", "x"), "approved": ("status", words.choice("status", "approved"))}[settled]
    found = Crossed(language, {("social", own, "theme"): theme, ("social", own, mark[0]): mark[1]})
    assert found.after.social.get(own, "category") == found.after.editorial.get(name, "category") == category
    both = {key: found.after.social.get(own, key) == found.after.editorial.get(name, key)
            for key in ("format", "stage", "objective", "theme")}  # fmt: skip
    assert all(both.values()), both
    if settled == "approved":
        assert "format" not in found.changed("social", own)
    assert found.settles()
