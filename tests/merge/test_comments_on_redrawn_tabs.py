"""Comments that the user puts on the tabs that are drawn anew: they stay at their cells, or are told before they go."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from random import Random

import pytest
from edits_references import on_redrawn
from object_draft import ObjectDraft
from object_sessions import changed
from object_soundness import new_faults
from office import XLSX, convert, needs_office
from saving_programs import resaved
from seeds import few_of
from sheet_inventory import Inventory, Spot, contents_of, letters
from small_calendar import FILE, TODAY, WEEKS
from strategy_changes import CADENCE, CHANGES, LANGUAGE, THEME, StrategyChange
from validator import needs_validator, new_errors

from calgen import api
from calgen.book.problems import Problem
from calgen.book.words import load_words
from calgen.view import checks

WORDS = load_words("fr")
TABS = ("month", "balance", "checks", "tasks")
TITLE = {key: WORDS.title(key) for key in TABS}


def draft(change: StrategyChange | None = None) -> ObjectDraft:
    return ObjectDraft(changed("fr", WEEKS, change), Random(3))


def before(key: str) -> Inventory:
    """A tab as the first run drew it."""
    return contents_of(changed("fr", WEEKS, None)).sheet(TITLE[key])


def right(key: str) -> int:
    return max(column for _, column in before(key).cells)


def tab_after(data: bytes, key: str) -> Inventory:
    """A tab under its title in any language."""
    contents = contents_of(data)
    titles = {load_words(language).title(key) for language in ("fr", "en")}
    return contents.sheet(next(title for title in contents.parts if title in titles))


def put(d: ObjectDraft, key: str, cells: Iterable[Spot]) -> dict[str, Spot]:
    """A comment on each of these cells: where each stands, by its text."""
    found = {}
    for row, column in cells:
        d.note(key, row, column)
        found[d.added[-1].mark] = (row, column)
    return found


def comments(data: bytes, key: str) -> dict[str, Spot]:
    """Where the comments of a tab stand, by their texts; the boxes that show them are at the same cells."""
    sheet = tab_after(data, key)
    assert sorted(sheet.boxes) == sorted(sheet.notes)
    return {text: at for at, text in sheet.notes.items()}


def told(problems: Iterable[object]) -> list[str]:
    """The cells of comments that go; those of one column are told together."""
    found = [one for one in problems if isinstance(one, Problem) and one.code == "tab_object_lost"]
    return sorted(str(place) for one in found for place in (one.place, *one.others))


def run(data: bytes, days: int = 1) -> api.Generated:
    """A run on a later day, which draws the tabs anew."""
    done = api.generate(data, FILE, TODAY + timedelta(days=days))
    assert not done.stopped
    assert new_faults(data, done.after) == []
    return done


@pytest.mark.long
@pytest.mark.parametrize(
    ("key", "thread"),
    [
        pytest.param(key, thread, id=f"{key}-{'thread' if thread else 'note'}", marks=marks)
        for key in TABS
        for thread in (False, True)
        for marks in (() if (key, thread) in (("balance", True), ("tasks", False)) else pytest.mark.long,)
    ],
)
def test_a_comment_stays_at_its_cell(key: str, thread: bool) -> None:
    """On the title, on a blank cell and on a text of the user's, over several runs."""
    d, free = draft(), right(key) + 2
    d.text(key, 10, free)
    wanted = put(d, key, [(1, 1), (8, free), (10, free)])
    if thread:
        d.note(key, 12, free, thread=True)
        wanted[d.added[-1].mark] = (12, free)
    data = d.bytes()
    for days in range(1, 4):
        assert told(api.diagnose(data, FILE, TODAY + timedelta(days=days)).problems) == []
        done = run(data, days)
        assert done.changed
        assert told(done.problems) == []
        assert comments(done.after, key) == wanted
        assert tab_after(done.after, key).threads == ({(12, free): d.added[-1].mark} if thread else {})
        assert not run(done.after, days).changed
        data = done.after


@pytest.mark.parametrize("key", few_of(TABS, 2, every=2))
def test_a_workbook_with_comments_is_unchanged_on_the_same_day(key: str) -> None:
    d = draft()
    wanted = put(d, key, [(1, 1)])
    done = run(d.bytes(), 0)
    assert not done.changed
    assert comments(done.after, key) == wanted


def _line(sheet: Inventory, row: int) -> str:
    """The first text of a line that is no formula's."""
    cells = sorted((column, cell) for (at, column), cell in sheet.cells.items() if at == row)
    return next((cell.value for _, cell in cells if cell.value and not cell.formula), "")


def _heading(sheet: Inventory, at: Spot) -> str:
    """The nearest text above a cell that is no number and no formula's."""
    above = (sheet.cells.get((row, at[1])) for row in range(at[0] - 1, 0, -1))
    return next((one.value for one in above if one and not one.formula and re.search(r"[^\W\d]", one.value)), "")


def _task(sheet: Inventory, at: Spot) -> str:
    """The id of the task in whose row a cell is; beside the tasks, the week of the row."""
    titles = {load_words(language).title("tasks", "id") for language in ("fr", "en")}
    top, column = next(at for at, cell in sheet.cells.items() if cell.value in titles)
    if at[0] <= top:
        return ""
    cell = sheet.cells.get((at[0], column if at[1] <= column else column + 2))
    return cell.value.partition("#")[0] if cell else ""


@cache
def _filled(key: str) -> tuple[Spot, ...]:
    """Every fourth cell with something in it."""
    return tuple(at for at, cell in sorted(before(key).cells.items()) if cell.value)[::4]


@cache
def _after(key: str, change: StrategyChange) -> tuple[dict[str, Spot], api.Generated]:
    d = draft(change)
    wanted = put(d, key, _filled(key))
    return wanted, run(d.bytes(), 10)


@pytest.mark.long
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
@pytest.mark.parametrize("key", TABS)
def test_a_comment_stands_where_its_cell_stands_or_is_told(key: str, change: StrategyChange) -> None:
    wanted, done = _after(key, change)
    found = comments(done.after, key)
    lost = sorted(letters(at) for mark, at in wanted.items() if mark not in found)
    title = TITLE[key]
    assert [one.removeprefix(f"{title}!") for one in told(done.problems)] == lost
    old, new = before(key), tab_after(done.after, key)
    for mark, now in found.items():
        then = wanted[mark]
        cell, other = old.cells[then], new.cells[now]
        assert now[1] == then[1]
        task = _task(old, then) if key == "tasks" else ""
        if task:
            assert _task(new, now) == task
        elif key == "month" or not (cell.formula or re.fullmatch(r"-?[\d.]+", cell.value)):
            # above the findings: a title in another language, their number, and what a step of the strategy has
            assert other.value == cell.value or (key == "checks" and now == then and now[0] <= checks.TOP)
        else:
            assert _line(new, now[0]) == _line(old, then[0])
            # what is asked of a platform is a formula for as long as its cells of the strategy hold numbers
            assert bool(other.formula) == bool(cell.formula) or key == "balance"
            assert change is LANGUAGE or _heading(new, now) == _heading(old, then)


@pytest.mark.parametrize("key", few_of(TABS, 2, every=2))
def test_most_comments_stay_after_a_small_change(key: str) -> None:
    wanted, done = _after(key, THEME)
    assert len(comments(done.after, key)) > 0.6 * len(wanted)


def test_a_comment_follows_its_task() -> None:
    """The rows of tasks come in another order once days have passed."""
    wanted, done = _after("tasks", CADENCE)
    moved = [mark for mark, now in comments(done.after, "tasks").items() if now != wanted[mark]]
    assert len(moved) > 5


def test_a_comment_follows_its_line_of_the_balance() -> None:
    wanted, done = _after("balance", THEME)
    moved = [mark for mark, now in comments(done.after, "balance").items() if now != wanted[mark]]
    assert len(moved) > 5


@pytest.mark.parametrize("key", few_of(TABS, 2, every=2))
def test_a_check_tells_what_the_run_tells(key: str) -> None:
    d = draft(CADENCE)
    put(d, key, _filled(key))
    today = TODAY + timedelta(days=10)
    data = d.bytes()
    assert told(api.diagnose(data, FILE, today).problems) == told(run(data, 10).problems)


def test_a_comment_on_a_text_that_goes_is_told() -> None:
    d = draft()
    row, column = next(at for at, cell in sorted(before("month").cells.items()) if cell.formula)
    d.sheet("month").put(row, column, "à moi")
    put(d, "month", [(row, column)])
    done = run(d.bytes())
    assert told(done.problems) == [f"{TITLE['month']}!{letters((row, column))}"]
    assert comments(done.after, "month") == {}
    assert told(run(done.after, 2).problems) == []


def test_nothing_of_comments_is_left_once_all_are_gone() -> None:
    d = draft()
    row, column = next(at for at, cell in sorted(before("month").cells.items()) if cell.formula)
    d.sheet("month").put(row, column, "à moi")
    d.note("month", row, column, thread=True)
    done = run(d.bytes())
    assert [part for part in contents_of(done.after).held if re.search(r"omment|vml", part)] == []


def test_only_the_thread_that_goes_goes() -> None:
    d = draft()
    row, column = next(at for at, cell in sorted(before("month").cells.items()) if cell.formula)
    d.sheet("month").put(row, column, "à moi")
    wanted = put(d, "month", [(1, 1)])
    d.note("month", row, column, thread=True)
    done = run(d.bytes())
    assert comments(done.after, "month") == wanted
    assert tab_after(done.after, "month").threads == {}


@pytest.mark.long
@pytest.mark.parametrize("key", TABS)
def test_comments_stay_beside_pictures_and_charts(key: str) -> None:
    d = draft()
    on_redrawn(d, key, "chart")
    on_redrawn(d, key, "picture")
    wanted = put(d, key, [(1, 1), (9, right(key) + 3)])
    drawn = [one.mark for one in d.added if one.kind in ("chart", "picture")]
    data = d.bytes()
    for days in (1, 2):
        data = run(data, days).after
        assert comments(data, key) == wanted
        assert set(drawn) <= tab_after(data, key).anchors.keys()


def test_comments_stay_with_another_language() -> None:
    """Where the tabs have their titles, a comment on a blank cell stays; a text that is translated is another."""
    d = draft(LANGUAGE)
    wanted = put(d, "balance", [(9, right("balance") + 3)])
    assert comments(run(d.bytes()).after, "balance") == wanted


def test_with_force_too() -> None:
    d = draft()
    wanted = put(d, "tasks", [(1, 1), (6, 7)])
    done = api.generate(d.bytes(), FILE, TODAY, force=True)
    assert comments(done.after, "tasks") == wanted


@pytest.mark.long
@needs_validator
@pytest.mark.parametrize("key", TABS)
def test_the_validator_finds_nothing(key: str) -> None:
    d = draft(CADENCE)
    on_redrawn(d, key, "chart")
    put(d, key, _filled(key))
    d.note(key, 9, right(key) + 3, thread=True)
    data = d.bytes()
    after = run(data, 10).after
    assert comments(after, key)
    assert new_errors(data, after) == []
    assert new_errors(data, run(after, 11).after) == []


@pytest.mark.system("soffice", "libreoffice")
@needs_office
def test_comments_that_libreoffice_has_saved() -> None:
    d = draft()
    wanted = {key: put(d, key, [(1, 1), (9, right(key) + 3)]) for key in TABS}
    data = convert(XLSX, {"salon": d.bytes()})["salon"]
    done = run(data)
    assert told(done.problems) == []
    assert {key: comments(done.after, key) for key in TABS} == wanted


def test_comments_that_openpyxl_has_saved() -> None:
    """It writes their boxes with prefixes of its own."""
    d = draft()
    wanted = {key: put(d, key, [(1, 1), (9, right(key) + 3)]) for key in TABS}
    done = run(resaved(d.bytes(), "openpyxl"))
    assert told(done.problems) == []
    assert {key: comments(done.after, key) for key in TABS} == wanted


def test_boxes_on_a_calendar_that_openpyxl_has_saved_follow_their_posts() -> None:
    d = draft(CADENCE)
    top, _, bottom, _ = d.frame("social")
    wanted = put(d, "social", [(row, d.column("social", "theme")) for row in range(top + 1, bottom + 1)])
    found = comments(run(resaved(d.bytes(), "openpyxl")).after, "social")
    assert found.keys() == wanted.keys()
    assert found != wanted
