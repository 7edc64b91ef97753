"""Workbooks that an earlier version wrote, generated again: what stands there stays, and one line says what is new.

Under an unchanged strategy no post moves and nothing typed is lost; new rules apply from the next change of the
strategy. The folders beside this file are named after the versions.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from workbooks import by_id, calendars, data, names, typed, with_part

from calgen import api
from calgen.book.languages import languages
from calgen.book.problems import Severity
from calgen.book.words import load_words
from calgen.calendar import CalendarRow, canonical_text
from calgen.last_run import FORMULA
from calgen.merge.row_matching import is_valid_id

VERSIONS = sorted(path.parent.name for path in Path(__file__).parent.glob("*/workbooks.tar.xz"))
WORKBOOKS = [(version, name) for version in VERSIONS for name in names(version)]
GENERATED = [(version, name) for version, name in WORKBOOKS if name.endswith(".generated")]
SAME_DAY, LATER = date(2026, 12, 21), date(2027, 3, 1)


def cases(workbooks: list[tuple[str, str]]) -> pytest.MarkDecorator:
    """A case for each workbook; in every run, one of each state."""
    quick = {"salon.fr.generated", "saas.en.edited", "salon.en.again"}
    params = [
        pytest.param(*book, id=" ".join(book), marks=() if book[1] in quick else pytest.mark.long) for book in workbooks
    ]
    return pytest.mark.parametrize(("version", "name"), params)


each_workbook = cases(WORKBOOKS)
each_generated = cases(GENERATED)
each_day = pytest.mark.parametrize(
    "today", [pytest.param(SAME_DAY, id="same day"), pytest.param(LATER, id="later", marks=pytest.mark.long)]
)


@cache
def run(version: str, name: str, today: date) -> api.Generated:
    """A workbook of an earlier version generated again."""
    return api.generate(data(version, name), f"{name}.xlsx", today)


def shown(row: CalendarRow) -> dict[str, str]:
    """The cells of a row as text; a formula of calgen's by its sign."""
    cells = {key: FORMULA if cell.formula else canonical_text(cell.value) for key, cell in row.cells.items()}
    return {key: text for key, text in cells.items() if text}


def test_there_is_a_version_to_upgrade_from() -> None:
    assert "0.1.0" in VERSIONS
    assert {name.split(".")[2] for _, name in WORKBOOKS} == {"generated", "edited", "again"}
    assert {name.split(".")[1] for _, name in WORKBOOKS} == {"fr", "en"}


@pytest.mark.long
@each_day
@each_workbook
def test_no_post_moves_or_changes_and_none_is_planned(version: str, name: str, today: date) -> None:
    made, user = run(version, name, today), typed(version, name)
    assert not made.stopped
    before, after = (by_id(calendars(one)["social"]) for one in (made.before, made.after))
    assert {id_: shown(line) for id_, line in after.items() if id_ in before} == {
        id_: shown(line) for id_, line in before.items()
    }
    assert len(after) - len(before) == len(user.own_rows) - len(_numbered_by_the_last_run(version, name))


def _numbered_by_the_last_run(version: str, name: str) -> list[str]:
    """The user's own rows that the earlier version has given a number already."""
    rows = by_id(calendars(data(version, name))["social"]).values()
    titles = {cells["title"] for _, cells in typed(version, name).own_rows}
    return [line.id for line in rows if line.text("title") in titles]


@each_day
@each_generated
def test_no_cell_of_an_untouched_calendar_changes(version: str, name: str, today: date) -> None:
    made = run(version, name, today)
    before, after = calendars(made.before), calendars(made.after)
    for key in ("social", "editorial"):
        assert list(map(shown, after[key].rows)) == list(map(shown, before[key].rows))
    assert made.changes == ()


@each_day
@each_workbook
def test_nothing_typed_is_lost(version: str, name: str, today: date) -> None:
    user, after = typed(version, name), calendars(run(version, name, today).after)
    rows = {key: by_id(calendar) for key, calendar in after.items()}
    for (calendar, id_, key), value in user.cells.items():
        assert canonical_text(rows[calendar][id_].cell(key).value) == value
    for calendar, id_ in user.gone:
        assert id_ not in rows[calendar]
    for calendar, cells in user.own_rows:
        found = [line for line in after[calendar].rows if line.text("title") == cells["title"]]
        assert [is_valid_id(calendar, line.id) for line in found] == [True]
        assert (str(found[0].day()), found[0].text("platform")) == (cells["date"], cells["platform"])
    for calendar, heading, values in user.own_columns:
        column = next(at for at, title in after[calendar].headings.items() if title == heading)
        assert {id_: canonical_text(rows[calendar][id_].own_cells[column].value) for id_ in values} == values
    assert all(rows["social"][id_].is_marked for id_ in user.marked)


@each_workbook
def test_one_note_says_what_is_new_and_only_once(version: str, name: str) -> None:
    first = run(version, name, SAME_DAY)
    notes = [problem for problem in first.problems if problem.code == "written_before"]
    assert [(note.severity, note.values["version"]) for note in notes] == [(Severity.NOTE, version)]
    for language in languages():
        assert version in load_words(language).message(notes[0])[0]
    second = api.generate(first.after, f"{name}.xlsx", SAME_DAY)
    assert not second.changed


@pytest.mark.long
def test_on_another_day_the_note_is_not_told_again() -> None:
    made = api.generate(run("0.1.0", "saas.en.generated", SAME_DAY).after, "saas.xlsx", LATER)
    assert made.changed
    assert "written_before" not in {problem.code for problem in made.problems}


@pytest.mark.long
@pytest.mark.parametrize("version", VERSIONS)
def test_a_changed_strategy_is_noticed(version: str) -> None:
    weeks = (b'<c r="B12" s="30"><v>26</v>', b'<c r="B12" s="30"><v>20</v>')
    shorter = with_part(data(version, "salon.fr.generated"), "xl/worksheets/sheet2.xml", *weeks)
    made = api.generate(shorter, "salon.fr.generated.xlsx", SAME_DAY)
    posts = by_id(calendars(made.after)["social"]).values()
    assert max(day for line in posts if (day := line.day())) <= date(2027, 5, 23)
    assert any(change.kind == "removed" for change in made.changes)
