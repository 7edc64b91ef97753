"""Tasks whose post changed, whose reference was typed over, or whose day is no day: what is typed on them is kept."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from functools import cache
from typing import Any

from office import unlocked
from seeds import each_language
from small_calendar import FILE, TODAY, generated, run

from calgen import api
from calgen.book.problems import Problem
from calgen.book.words import load_words

TOP = 4


class Tab:
    """A tab of calgen's in openpyxl, its rows by id."""

    def __init__(self, book: Any, language: str, key: str) -> None:
        words = load_words(language)
        self.sheet = book[words.title(key)]
        titles = {words.title(key, column): column for column in words.columns(key)}
        self.columns = {titles[cell.value]: cell.column for cell in self.sheet[TOP] if cell.value in titles}
        ids = {n: self.sheet.cell(n, self.columns["id"]).value for n in range(TOP + 1, self.sheet.max_row + 1)}
        self.rows = {re.sub(r"#\d{18}$", "", str(id_)): n for n, id_ in ids.items() if id_}

    def cell(self, id_: str, key: str) -> Any:
        return self.sheet.cell(self.rows[id_], self.columns[key])


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def single(language: str) -> tuple[str, str, str]:
    """The draft of a subject with one post, the post, and another format that stands in the calendar."""
    book = unlocked(generated(language), values=True)
    social, tasks = Tab(book, language, "social"), Tab(book, language, "tasks")
    subjects = [social.cell(post, "editorial").value for post in social.rows]
    post = next(post for post in social.rows if subjects.count(social.cell(post, "editorial").value) == 1)
    draft = next(id_ for id_ in tasks.rows if id_.startswith(f"{social.cell(post, 'editorial').value}/2/"))
    formats = {social.cell(other, "format").value for other in social.rows}
    return draft, post, min(formats - {social.cell(post, "format").value})


@cache
def with_other_format(language: str) -> bytes:
    """A run after a ticked task whose post has another format."""
    draft, post, format_ = single(language)
    book = unlocked(generated(language), values=False)
    tasks, social = Tab(book, language, "tasks"), Tab(book, language, "social")
    tasks.cell(draft, "done").value, tasks.cell(draft, "note").value = "x", "filmé lundi"
    social.cell(post, "format").value = format_
    return run(saved(book)).after


@each_language
def test_a_tick_and_a_note_follow_a_step_whose_post_has_another_format(language: str) -> None:
    draft, _, format_ = single(language)
    found = Tab(unlocked(with_other_format(language), values=True), language, "tasks")
    step = [id_ for id_ in found.rows if id_.startswith(draft[: draft.rindex("/") + 1])]
    assert len(step) == 1
    assert step != [draft]
    told = {key: found.cell(step[0], key).value for key in ("done", "note", "format", "state")}
    done = load_words(language).choice("task_state", "done")
    assert told == {"done": "x", "note": "filmé lundi", "format": format_, "state": done}
    assert not run(with_other_format(language)).changed


def with_own_tasks(language: str, *days: Any) -> tuple[bytes, list[str]]:
    """The workbook with tasks of the user's on some days, and the cells of these."""
    book = unlocked(generated(language), values=False)
    tasks, cells = Tab(book, language, "tasks"), []
    for n, day in enumerate(days, 1):
        row = max(tasks.rows.values()) + n
        tasks.sheet.cell(row, tasks.columns["task"]).value = f"Imprimeur {n}"
        tasks.sheet.cell(row, tasks.columns["date"]).value = day
        cells.append(f"{tasks.sheet.title}!{tasks.sheet.cell(row, tasks.columns['date']).coordinate}")
    return saved(book), cells


def unread(problems: Any) -> list[Problem]:
    return [problem for problem in problems if problem.code == "cell_unread"]


@each_language
def test_the_day_of_an_own_task_is_read_as_typed_or_told_at_its_cell(language: str) -> None:
    data, cells = with_own_tasks(language, "2027-01-12", "un de ces jours", datetime(2027, 1, 13, 14, 30))  # noqa: DTZ001
    assert [str(problem.place) for problem in unread(api.check(data, FILE).problems)] == [cells[1]]
    made = run(data)
    found = Tab(unlocked(made.after, values=True), language, "tasks")
    assert found.cell("T0001", "date").value == datetime(2027, 1, 12)  # noqa: DTZ001
    assert found.cell("T0002", "date").value == "un de ces jours"
    assert found.cell("T0003", "date").value == datetime(2027, 1, 13, 14, 30)  # noqa: DTZ001
    at = f"{found.sheet.title}!{found.cell('T0002', 'date').coordinate}"
    assert [str(problem.place) for problem in unread(made.problems)] == [at]
    assert [str(problem.place) for problem in unread(api.check(made.after, FILE).problems)] == [at]
    assert not run(made.after).changed


@each_language
def test_a_reference_that_was_typed_over_is_told_and_its_task_keeps_what_it_says(language: str) -> None:
    shown = Tab(unlocked(generated(language), values=True), language, "tasks")
    book = unlocked(generated(language), values=False)
    tasks = Tab(book, language, "tasks")
    drafts = [id_ for id_ in tasks.rows if re.match(r"S\d+/2/", id_)][:2]
    for id_ in drafts:
        for key in ("date", "person", "subject"):  # what a spreadsheet program shows of the formulas
            tasks.cell(id_, key).value = shown.cell(id_, key).value
        tasks.cell(id_, "id").value = "à Chloé"
    tasks.cell(drafts[0], "note").value = "filmé lundi"
    data = saved(book)
    told = [str(p.place) for p in api.check(data, FILE).problems if p.code == "tab_text_lost"]
    expected = [f"{tasks.sheet.title}!{tasks.cell(id_, 'id').coordinate}" for id_ in drafts]
    assert set(expected) <= set(told)
    made = run(data)
    assert set(expected) <= {str(p.place) for p in made.problems if p.code == "tab_text_lost"}
    found = Tab(unlocked(made.after, values=True), language, "tasks")
    assert found.cell(drafts[0], "note").value == "filmé lundi"
    assert set(found.rows) == set(shown.rows)


def test_another_day_of_check_tells_the_same() -> None:
    data, _ = with_own_tasks("fr", "bientôt")
    kinds = {len(unread(api.diagnose(data, FILE, day).problems)) for day in (TODAY, date(2027, 1, 11))}
    assert kinds == {1}
