"""A row that the user adds without a theme gets none, nor a subject, in either calendar; it is told at its cell."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

import pytest
from edited_workbook import EditedWorkbook
from seeds import each_language
from small_calendar import FILE, TODAY, day, generated, run, saved

from calgen import api, run_steps
from calgen.book.problems import Problem, Severity
from calgen.book.values import Phrase
from calgen.figures import mix
from calgen.figures.counted_calendar import count_plan
from calgen.figures.frequency import by_platform
from calgen.files.read import guard

CODES = {"social": "row_without_theme", "editorial": "subject_without_theme"}
THEME_OF_FIRST = "the theme of the first subject"
FIRST = "the first subject"
TITLE_OF_FIRST = "the title of the first subject"
# name → calendar, what the user types in a new row, the theme that it then has
ROWS: dict[str, tuple[str, dict[str, Any], str | None]] = {
    "a post": ("social", {}, None),
    "a post with a title": ("social", {"title": "La coupe du maire"}, None),
    "a post with a title and more": ("social", {"title": "Un direct", "owner": "Chloé", "format": "Photo"}, None),
    "a post of an idea": ("social", {"title": "la frange"}, "Conseils"),
    "a post with its theme": ("social", {"theme": "Voisins"}, "Voisins"),
    "a post of a subject": ("social", {"editorial": FIRST}, THEME_OF_FIRST),
    "a post with the title of a subject": ("social", {"title": TITLE_OF_FIRST}, THEME_OF_FIRST),
    "a subject": ("editorial", {"title": "Le marché de Noël"}, None),
    "a subject with a day": ("editorial", {"title": "La fête des voisins", "date": day("2027-01-14")}, None),
    "a subject with its theme": ("editorial", {"title": "Le loto", "theme": "Voisins"}, "Voisins"),
}
WITHOUT = [name for name, (_, _, theme) in ROWS.items() if not theme]


def opened(data: bytes) -> EditedWorkbook:
    return EditedWorkbook(data, Random(1))


@cache
def after(runs: Callable[[], api.Generated]) -> EditedWorkbook:
    """The workbook after a run, to be looked at."""
    return opened(runs().after)


@cache
def of_first() -> dict[str, str]:
    """The first subject, its title and its theme, by the names that stand for them in `ROWS`."""
    tab = opened(generated("fr")).editorial
    subject = min(tab.rows)
    return {FIRST: subject, TITLE_OF_FIRST: tab.get(subject, "title"), THEME_OF_FIRST: tab.get(subject, "theme")}


@cache
def typed() -> tuple[bytes, dict[str, dict[str, Any]], dict[str, int]]:
    """The workbook with every row of `ROWS` below its calendar, what was typed in each, and where."""
    book, known = opened(generated("fr")), of_first()
    values: dict[str, dict[str, Any]] = {}
    numbers: dict[str, int] = {}
    for n, (name, (calendar, cells, _)) in enumerate(ROWS.items()):
        tab = book.tabs[calendar]
        when = {"date": day(f"2027-01-{5 + 2 * n:02d}"), "platform": ("Facebook", "Instagram")[n % 2]}
        values[name] = (when if calendar == "social" else {}) | {
            key: known.get(cell, cell) for key, cell in cells.items()
        }
        numbers[name] = tab.last + 1 + sum(ROWS[other][0] == calendar for other in values if other != name)
        for key, value in values[name].items():
            tab.sheet.cell(numbers[name], tab.columns[key]).value = value
    return book.bytes(), values, numbers


@cache
def first() -> api.Generated:
    return run(typed()[0])


@cache
def ids() -> dict[str, str]:
    """The id of each row of `ROWS`: new ones are given from top to bottom."""
    book, before = after(first), opened(generated("fr"))
    found: dict[str, str] = {}
    for calendar in CODES:
        new = sorted(set(book.tabs[calendar].rows) - set(before.tabs[calendar].rows))
        found |= dict(zip((name for name in ROWS if ROWS[name][0] == calendar), new, strict=False))
    return found


@cache
def later() -> api.Generated:
    """A later run, with another strategy."""
    book = opened(first().after).book
    book["Thèmes"].append(["Recettes", "Promouvoir"])
    return run(saved(book))


def told(done: api.Generated, calendar: str) -> list[Problem]:
    return [problem for problem in done.problems if problem.code == CODES[calendar]]


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("runs", [first, later], ids=["first run", "later run"])
def test_a_row_has_the_theme_that_was_typed_or_none(runs: Callable[[], api.Generated], name: str) -> None:
    calendar, _, theme = ROWS[name]
    tab = after(runs).tabs[calendar]
    assert tab.get(ids()[name], "theme") == of_first().get(str(theme), theme)
    for key, value in typed()[1][name].items():
        assert key == "editorial" or tab.get(ids()[name], key) == value


@pytest.mark.parametrize("name", WITHOUT)
@pytest.mark.parametrize("runs", [first, later], ids=["first run", "later run"])
def test_it_gets_no_subject_and_no_category(runs: Callable[[], api.Generated], name: str) -> None:
    calendar, book = ROWS[name][0], after(runs)
    assert book.tabs[calendar].get(ids()[name], "category") is None
    if calendar == "social":
        assert book.social.get(ids()[name], "editorial") is None
        assert book.social.get(ids()[name], "title") == typed()[1][name].get("title")
        titles = {book.editorial.get(subject, "title") for subject in book.editorial.rows}
        assert typed()[1][name].get("title") not in titles


@pytest.mark.parametrize("calendar", CODES)
def test_it_is_told_at_the_first_such_cell_with_the_number_of_others(calendar: str) -> None:
    (problem,) = told(first(), calendar)
    own = [name for name in WITHOUT if ROWS[name][0] == calendar]
    tab = after(first).tabs[calendar]
    place = tab.cell(ids()[own[0]], "theme").coordinate  # where it stands after the run
    assert (str(problem.place), problem.severity) == (f"{tab.sheet.title}!{place}", Severity.NOTE)
    more = problem.values["more"]
    assert isinstance(more, Phrase)
    assert more.values["n"] == len(own) - 1
    assert len(told(later(), calendar)) == 1
    of_check = api.diagnose(typed()[0], FILE, TODAY).problems
    assert CODES[calendar] in {found.code for found in of_check}


def test_posts_without_theme_count_for_the_frequency_and_not_for_the_mix() -> None:
    before, counted = (api.balance(data, FILE, TODAY).calendar for data in (generated("fr"), first().after))
    of_run = first().calendar
    assert before
    assert counted
    assert of_run
    posts = [name for name in ROWS if ROWS[name][0] == "social"]
    themed = [name for name in posts if ROWS[name][2]]
    assert counted.total == before.total + len(posts)
    assert len(counted.mix_posts) == len(before.mix_posts) + len(themed)
    assert mix.overall(of_run) == mix.overall(counted)  # the run and the command agree
    assert by_platform(of_run) == by_platform(counted)


def test_a_run_of_the_same_strategy_changes_nothing() -> None:
    again = run(saved(opened(first().after).book))
    assert [change for change in again.changes if change.kind != "kept"] == []
    assert run(typed()[0]).after == first().after  # the same bytes


def test_a_theme_that_is_typed_later_is_taken() -> None:
    book, row = opened(first().after), ids()["a post with a title"]
    book.social.cell(row, "theme").value = "Voisins"
    done = opened(run(book.bytes()).after)
    assert done.social.get(row, "category") == "Relayer"
    assert "La coupe du maire" in {done.editorial.get(subject, "title") for subject in done.editorial.rows}


def test_all_drawn_anew_has_no_such_row() -> None:
    forced = api.generate(first().after, FILE, TODAY, force=True)
    assert forced.plan
    assert not set(ids().values()) & set(opened(forced.after).social.rows)


@each_language
def test_themes_that_the_strategy_lacks_make_no_category_without_a_name(language: str) -> None:
    draft = opened(generated(language))
    for post in sorted(draft.social.rows)[::4]:
        draft.social.cell(post, "theme").value = "???"
        draft.social.cell(post, "category").value = None
    checked = run_steps.check_file(guard.open_workbook(draft.bytes(), FILE), language, ())
    planned = run_steps.plan_with_edits(run_steps.read_run_input(checked, TODAY), TODAY)
    calendar = count_plan(planned.strategy, planned.plan)
    assert any(post.theme == "???" and not post.category for post in calendar.posts)
    assert "" not in {row.category for row in (*mix.overall(calendar), *mix.by_platform(calendar))}
