"""Each run says which findings the last one did not tell; its figures and days aside, the same finding is not new."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from random import Random

import pytest
from edited_workbook import EditedWorkbook
from seeds import each_language
from small_calendar import FILE, TODAY, typed, unlocked

from calgen import api
from calgen.book.grid import Cell, Grid, Workbook
from calgen.book.problems import Place, Problem, Severity
from calgen.book.words import load_words
from calgen.check.counted_findings import counts_text, severity_text
from calgen.last_run import LastRun
from calgen.merge import mark_new, told_texts
from calgen.records import problem_records


def finding(code: str = "owner_replaced", row: int = 5, level: Severity = Severity.NOTE, **values: object) -> Problem:
    return Problem(code, Place("Plateformes", f"M{row}"), level, values)


def book(*texts: str) -> Workbook:
    """A tab of platforms whose column M has the texts from row 5 on."""
    cells = {(5 + n, 13): Cell(text) for n, text in enumerate(texts)}
    return Workbook("plan", (Grid("Plateformes", cells),))


def news(before: tuple[Problem, ...], after: tuple[Problem, ...], *books: Workbook) -> list[bool]:
    first, second = books or (book("Léa", "Léa"), book("Léa", "Léa"))
    return [problem.is_new for problem in mark_new(after, LastRun(told=told_texts(before, first)), second)]


TOLD = finding(platform="Instagram", n=3)


@pytest.mark.parametrize(
    ("after", "is_new"),
    [
        (TOLD, False),
        (finding(platform="Instagram", n=2), False),  # its figures go with the calendar
        (finding(row=6, platform="Instagram", n=3), False),  # a row above was added
        (finding(platform="Facebook", n=3), True),
        (finding("days_left", platform="Instagram", n=3), True),
        (finding(level=Severity.WARNING, platform="Instagram", n=3), True),
    ],
)
def test_a_finding_is_new_where_its_code_names_or_severity_are(after: Problem, is_new: bool) -> None:
    assert news((TOLD,), (after,)) == [is_new]


def test_a_finding_is_new_where_its_cell_was_touched() -> None:
    assert news((TOLD,), (TOLD,), book("Léa"), book("Karim")) == [True]
    assert news((TOLD,), (TOLD,), book("Léa"), book("Léa", "Karim")) == [False]


def test_a_second_finding_like_the_first_is_new() -> None:
    assert news((TOLD,), (TOLD, finding(row=6, platform="Instagram", n=3))) == [False, True]


def test_a_first_run_marks_nothing_and_one_that_told_nothing_is_remembered() -> None:
    assert not mark_new((TOLD,), LastRun(), book())[0].is_new
    assert news((), (TOLD,)) == [True]


@pytest.mark.parametrize(("language", "one", "several"), [
    ("fr", "2 remarques, dont 1 nouveau", "2 remarques, dont 2 nouveaux"),
    ("en", "2 notes, of which 1 is new", "2 notes, of which 2 are new"),
])  # fmt: skip
def test_the_counts_say_how_many_are_new(language: str, one: str, several: str) -> None:
    words = load_words(language)
    old, new = TOLD, mark_new((TOLD,), LastRun(told={"": "0"}), book())[0]
    assert counts_text((old, new), words) == one
    assert counts_text((new, new), words) == several
    assert counts_text((old, old), words) == one.partition(",")[0]
    assert severity_text(new, words) != severity_text(old, words)


# -- runs --------------------------------------------------------------------------------------------------------------


@cache
def first(language: str) -> api.Generated:
    return api.generate(typed(language), FILE, TODAY)


@each_language
def test_nothing_is_new_in_a_first_run_nor_in_its_workbook(language: str) -> None:
    made = first(language)
    assert made.problems
    assert not any(problem.is_new for problem in made.problems)
    assert not any(problem.is_new for problem in api.diagnose(made.after, FILE, TODAY).problems)
    again = api.generate(made.after, FILE, TODAY)
    assert again.after == made.after


@each_language
def test_check_and_the_next_run_mark_the_same_findings_and_the_tab_shows_them(language: str) -> None:
    draft, later = EditedWorkbook(first(language).after, Random(1)), TODAY + timedelta(days=1)
    draft.social.cell(draft.post(), "status").value = "???"
    data = draft.bytes()
    told, made = api.diagnose(data, FILE, later).problems, api.generate(data, FILE, later)
    new = [problem for problem in made.problems if problem.is_new]
    assert new
    assert len(new) < len(made.problems)
    records = problem_records(told, made.words)
    assert {problem.code for problem in new} == {record["code"] for record in records if record["is_new"]}
    word = made.words.text("findings", "new")
    shown = [str(row[0].value) for row in unlocked(made.after)[made.words.title("checks")].iter_rows() if row[0].value]
    assert sum(f" · {word} · " in text for text in shown) == len(new)
