"""Ticks, notes and tasks of the user's own on the tab of tasks: they follow their task through any number of runs."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import short_salon
from office import XLSX, convert, needs_office, unlocked
from seeds import each_language, few_of
from small_calendar import generated

from calgen import api
from calgen.book.languages import languages
from calgen.book.words import Words, load_words
from calgen.merge import TaskEntry, is_ticked
from calgen.view.tasks.rows import TaskRow

TODAY = short_salon.TODAY
TOP = 4
TAB = {one: load_words(one).title("tasks") for one in languages()}


class Tasks:
    """The tab of tasks of a workbook, open in openpyxl: rows by the id of their task."""

    def __init__(self, data: bytes, *, values: bool = False) -> None:
        self.book = unlocked(data, values=values)
        self.sheet = next(self.book[title] for title in TAB.values() if title in self.book.sheetnames)
        self.words: Words = load_words(next(one for one, title in TAB.items() if title == self.sheet.title))
        titles = {self.words.title("tasks", key): key for key in self.words.columns("tasks")}
        self.columns = {titles[cell.value]: cell.column for cell in self.sheet[TOP] if cell.value in titles}

        self.found = self.rows()

    def rows(self) -> dict[str, int]:
        """The rows by id, as they are now."""
        column = self.columns["id"]
        ids = self.sheet.iter_rows(TOP + 1, min_col=column, max_col=column, values_only=True)
        return {re.sub(r"#\d{18}$", "", str(id_)): n for n, (id_,) in enumerate(ids, TOP + 1) if id_}

    def cell(self, id_: str, key: str) -> Any:
        return self.sheet.cell(self.found[id_], self.columns[key])

    def of_kind(self, kind: str) -> list[str]:
        pattern = {"draft": r"S\d+/2/.*", "review": r"S\d+/3/.*", "publish": r"P\d+"}[kind]
        return sorted(id_ for id_ in self.found if re.fullmatch(pattern, id_))

    def texts(self, key: str) -> list[Any]:
        """What a column holds, from top to bottom."""
        column = self.columns[key]
        cells = self.sheet.iter_rows(TOP + 1, min_col=column, max_col=column, values_only=True)
        return [value for (value,) in cells if value is not None]

    def bytes(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


def run(data: bytes, today: date = TODAY) -> api.Generated:
    """A run."""
    return api.generate(data, "salon.xlsx", today)


TYPED = ["x", "oui", "Yes", "✓", True, 3, 1.5, datetime(2027, 1, 9), "fait mardi", "=A1 n'est pas une formule"]  # noqa: DTZ001


def put(cell: Any, value: Any) -> None:
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def test_what_is_typed_stays_as_typed_with_its_task() -> None:
    tasks = Tasks(short_salon.calendar())
    drafts = tasks.of_kind("draft")
    ticked, noted = drafts[: len(TYPED)], drafts[len(TYPED) : 2 * len(TYPED)]
    spots = {**{(id_, "done"): TYPED[n] for n, id_ in enumerate(ticked)},
             **{(id_, "note"): TYPED[n] for n, id_ in enumerate(noted)}}  # fmt: skip
    for (id_, key), typed in spots.items():
        put(tasks.cell(id_, key), typed)
    done = run(tasks.bytes())
    found, seen = Tasks(done.after), Tasks(done.after, values=True)
    for (id_, key), typed in spots.items():
        cell = found.cell(id_, key)
        assert (cell.value, cell.data_type) == (typed, tasks.cell(id_, key).data_type)
    word = found.words.choice("task_state", "done")
    assert [id_ for id_ in drafts if seen.cell(id_, "state").value == word] == ticked
    assert len(noted) > 3
    assert not run(done.after).changed
    assert not run(found.bytes()).changed  # another program has saved it
    put(found.cell(drafts[-1], "done"), "x")
    assert run(found.bytes()).changed


@pytest.mark.parametrize("typed", ["non", "No", False, 0, " ", "à moitié", "Half done", "en cours", "not yet"], ids=str)
def test_no_is_no_tick(typed: Any) -> None:
    assert not is_ticked(typed)


def test_a_task_that_the_user_says_is_not_done_is_not_though_its_post_is_approved() -> None:
    tasks = Tasks(short_salon.calendar())
    drafts = tasks.of_kind("draft")
    row = TaskRow("draft", TODAY, "Chloé", status="approved")
    found = {typed: replace(row, entry=TaskEntry(5, "S0001/2", done=typed)).state(TODAY)
             for typed in (None, "x", "non", "à moitié")}  # fmt: skip
    assert found == {None: "done", "x": "done", "non": "today", "à moitié": "today"}
    formulas = [str(tasks.cell(id_, "state").value) for id_ in drafts[:2]]
    assert all('"à moitié"' in text and '&"")="")' in text for text in formulas)


@each_language
def test_a_tick_changes_no_status_and_no_figure_of_the_calendars(language: str) -> None:
    tasks = Tasks(generated(language))
    publish = tasks.of_kind("publish")
    for id_ in publish[:5]:
        put(tasks.cell(id_, "done"), "x")
    done = api.generate(tasks.bytes(), "salon.xlsx", date(2026, 12, 28))
    assert done.changed
    assert not done.changes
    before, after = Tasks(generated(language), values=True), Tasks(done.after, values=True)
    statuses = {after.cell(id_, "status").value for id_ in publish}
    assert statuses == {before.cell(id_, "status").value for id_ in publish}


def test_ticked_tasks_are_counted_neither_as_late_nor_as_due() -> None:
    later = TODAY + timedelta(days=4)
    before = Tasks(run(short_salon.calendar(), later).after, values=True)
    late = before.words.choice("task_state", "late")
    ids = [id_ for id_ in before.rows() if before.cell(id_, "state").value == late]
    tasks = Tasks(run(short_salon.calendar(), later).after)
    for id_ in ids:
        put(tasks.cell(id_, "done"), "x")
    seen = Tasks(run(tasks.bytes(), later).after, values=True)
    assert ids
    assert not [id_ for id_ in seen.rows() if seen.cell(id_, "state").value == late]
    assert str(seen.sheet.cell(3, 1).value).startswith(
        seen.words.text("labels", "tasks_summary").partition("{")[0] + "0"
    )


Edit = Callable[[Tasks, int], None]


def _sort(tasks: Tasks, _: int) -> None:
    """The user sorts the table from Z to A."""
    sheet, rows = tasks.sheet, sorted(tasks.rows().values())
    width = max(tasks.columns.values())
    lines = [[sheet.cell(n, c).value for c in range(1, width + 1)] for n in rows]
    for n, line in zip(rows, reversed(lines), strict=True):
        for column, value in enumerate(line, 1):
            put(sheet.cell(n, column), value) if isinstance(value, str) and value[:1] != "=" else setattr(
                sheet.cell(n, column), "value", value
            )


def _delete_others(tasks: Tasks, row: int) -> None:
    tasks.sheet.delete_rows(row + 1, 3)
    tasks.sheet.delete_rows(TOP + 1, 1)


def _rename_headings(tasks: Tasks, _: int) -> None:
    tasks.sheet.cell(TOP, tasks.columns["done"]).value = "OK ?"
    tasks.sheet.cell(TOP, tasks.columns["note"]).value = "Pour Chloé"


def _without_id(tasks: Tasks, row: int) -> None:
    tasks.sheet.cell(row, tasks.columns["id"]).value = None


def _without_id_and_note(tasks: Tasks, _: int) -> None:
    other = tasks.of_kind("review")[0]
    tasks.sheet.cell(tasks.rows()[other], tasks.columns["id"]).value = None


def _without_ids(tasks: Tasks, _: int) -> None:
    for n in tasks.rows().values():
        tasks.sheet.cell(n, tasks.columns["id"]).value = None


def _new_column(tasks: Tasks, _: int) -> None:
    tasks.sheet.insert_cols(3)
    tasks.sheet.cell(TOP, 3).value = "Budget"


@pytest.mark.parametrize(
    "edit",
    few_of([_sort, _without_id, _new_column, _delete_others, _rename_headings, _without_id_and_note, _without_ids], 3),
    ids=lambda edit: edit.__name__,
)
@pytest.mark.parametrize("kind", ["draft", pytest.param("publish", marks=pytest.mark.long)])
def test_a_tick_finds_its_task_again(edit: Edit, kind: str) -> None:
    tasks = Tasks(short_salon.calendar())
    id_ = tasks.of_kind(kind)[3]
    put(tasks.cell(id_, "done"), "x")
    put(tasks.cell(id_, "note"), "appeler Chloé")
    subject = Tasks(short_salon.calendar(), values=True)
    for n, key in ((n, key) for n in tasks.rows().values() for key in ("date", "person", "subject")):
        tasks.sheet.cell(n, tasks.columns[key]).value = subject.sheet.cell(n, tasks.columns[key]).value
    edit(tasks, tasks.rows()[id_])
    found = Tasks(run(tasks.bytes()).after)
    assert (found.cell(id_, "done").value, found.cell(id_, "note").value) == ("x", "appeler Chloé")
    assert [n for n in found.rows().values() if found.sheet.cell(n, found.columns["done"]).value] == [found.rows()[id_]]


@pytest.mark.long
def test_the_second_of_two_copies_keeps_what_it_says_more() -> None:
    tasks = Tasks(short_salon.calendar())
    first = tasks.of_kind("draft")[0]
    put(tasks.cell(first, "note"), "un")
    last = tasks.sheet.max_row + 1
    for column in range(1, max(tasks.columns.values()) + 1):
        tasks.sheet.cell(last, column).value = tasks.sheet.cell(tasks.rows()[first], column).value
    put(tasks.sheet.cell(last, tasks.columns["note"]), "deux")
    found = Tasks(run(tasks.bytes()).after)
    assert sorted(found.texts("note")) == ["deux", "un"]


def _cancelled(data: bytes, id_: str) -> bytes:
    """The workbook with a post cancelled in the social calendar."""
    book = unlocked(data, values=False)
    words = load_words("fr")
    sheet = book[words.title("social")]
    heads = {cell.value: cell.column for cell in sheet[TOP]}
    row = next(n for n in range(TOP + 1, sheet.max_row + 1) if sheet.cell(n, 1).value == id_)
    sheet.cell(row, heads[words.title("social", "status")]).value = words.choice("status", "cancelled")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.long
def test_a_note_stays_when_its_task_is_no_longer_planned() -> None:
    tasks = Tasks(short_salon.calendar())
    noted, ticked, bare = tasks.of_kind("publish")[4:7]
    put(tasks.cell(noted, "note"), "le photographe a déjà été payé")
    put(tasks.cell(ticked, "done"), "✓")
    data = tasks.bytes()
    for id_ in (noted, ticked, bare):
        data = _cancelled(data, id_)
    done = run(data)
    found, seen = Tasks(done.after), Tasks(done.after, values=True)
    assert found.cell(noted, "note").value == "le photographe a déjà été payé"
    assert seen.cell(noted, "state").value == found.words.choice("task_state", "dropped")
    assert seen.cell(noted, "task").value == found.words.choice("task", "publish")
    assert found.cell(ticked, "done").value == "✓"
    assert seen.cell(ticked, "state").value == found.words.choice("task_state", "done")
    assert bare not in found.rows()
    last = max(found.rows().values())
    assert last - found.rows()[noted] < 10
    later = run(Tasks(done.after).bytes(), TODAY + timedelta(days=1))
    assert Tasks(later.after).cell(noted, "note").value == "le photographe a déjà été payé"


@pytest.mark.long
def test_a_routine_that_is_over_goes_unless_something_is_written_there() -> None:
    tasks = Tasks(short_salon.calendar())
    routines = sorted(id_ for id_ in tasks.rows() if f"@{TODAY.isoformat()}" in id_)
    put(tasks.cell(routines[0], "done"), "x")
    found = Tasks(run(tasks.bytes(), TODAY + timedelta(days=3)).after, values=True)
    assert found.cell(routines[0], "state").value == found.words.choice("task_state", "done")
    assert not set(routines[1:]) & set(found.rows())


def test_what_is_typed_over_a_task_is_told_before_it_goes() -> None:
    tasks = Tasks(short_salon.calendar())
    draft, publish = tasks.of_kind("draft")[2], tasks.of_kind("publish")[3]
    spots = [(draft, "date"), (draft, "person"), (draft, "hours"), (publish, "date"), (publish, "subject")]
    values = [datetime(2027, 2, 1), "Maman", 7, datetime(2027, 2, 2), "autre chose"]  # noqa: DTZ001
    for (id_, key), value in zip(spots, values, strict=True):
        put(tasks.cell(id_, key), value)
    _sort(tasks, 0)
    tasks = Tasks(tasks.bytes())
    expected = sorted(f"{tasks.sheet.title}!{tasks.cell(id_, key).coordinate}" for id_, key in spots)
    told = api.check(tasks.bytes(), "salon.xlsx").problems
    assert sorted(str(problem.place) for problem in told if problem.code == "tab_text_lost") == expected


@pytest.mark.long
def test_a_task_of_the_users_own_stays_with_all_that_it_says() -> None:
    tasks = Tasks(short_salon.calendar())
    row = tasks.sheet.max_row + 1
    for key, value in {"date": datetime(2027, 1, 12), "person": "Sandrine", "task": "Imprimeur", "hours": 0.5}.items():  # noqa: DTZ001
        put(tasks.sheet.cell(row, tasks.columns[key]), value)
    done = run(tasks.bytes())
    for _ in range(2):
        found, seen = Tasks(done.after), Tasks(done.after, values=True)
        assert found.cell("T0001", "date").value == datetime(2027, 1, 12)  # noqa: DTZ001
        assert found.cell("T0001", "task").value == "Imprimeur"
        assert found.cell("T0001", "hours").value == 0.5
        assert seen.cell("T0001", "state").value == found.words.choice("task_state", "later")
        put(found.cell("T0001", "note"), "devis reçu")
        done = run(found.bytes(), TODAY + timedelta(days=1))
    assert Tasks(done.after).cell("T0001", "note").value == "devis reçu"


@pytest.mark.long
def test_drawing_anew_keeps_ticks_and_notes() -> None:
    tasks = Tasks(short_salon.calendar())
    id_ = tasks.of_kind("draft")[0]
    put(tasks.cell(id_, "note"), "à relire")
    done = api.generate(tasks.bytes(), "salon.xlsx", TODAY, force=True)
    assert Tasks(done.after).texts("note") == ["à relire"]


@pytest.mark.system("soffice", "libreoffice")
@needs_office
@pytest.mark.parametrize("language", languages())
def test_a_tick_that_libreoffice_saved_is_read_and_counted(language: str) -> None:
    tasks = Tasks(generated(language))
    ids = tasks.of_kind("draft")
    typed: list[Any] = ["x", True, 1, "non", False, 0, None]
    for id_, value in zip(ids, typed, strict=False):
        put(tasks.cell(id_, "done"), value)
    put(tasks.cell(ids[0], "note"), "pour Chloé")
    data = convert(XLSX, {"a": tasks.bytes()})["a"]
    seen = Tasks(data, values=True)
    word = seen.words.choice("task_state", "done")
    states = [seen.cell(id_, "state").value == word for id_ in ids[: len(typed)]]
    assert states == [is_ticked(value) for value in typed]
    done = api.generate(data, "salon.xlsx", date(2026, 12, 28))
    found = Tasks(done.after)
    assert [found.cell(id_, "done").value for id_ in ids[:4]] == typed[:4]
    assert found.cell(ids[0], "note").value == "pour Chloé"
    assert not api.generate(convert(XLSX, {"a": done.after})["a"], "salon.xlsx", date(2026, 12, 28)).changed
