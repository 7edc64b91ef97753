"""Every column of every input tab has an effect: another value in it changes a finding, an output tab or an export.

Columns on which no plan depends are looked at in every run, over one plan; all of them in the long one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from filled_book import CHANGED, TODAY, cell_of, filled, with_change

from calgen.book.grid import Workbook
from calgen.book.sheet import Sheet
from calgen.check import advise, check_plan, check_strategy
from calgen.figures.counted_calendar import count_plan
from calgen.merge import Edits, assign_ids
from calgen.merge.fingerprint import COLUMNS_WITHOUT_PLAN, TABS_WITHOUT_PLAN
from calgen.plan import plan
from calgen.plan.days.time_zones import zone_of
from calgen.plan.model import Plan
from calgen.read import Read, read
from calgen.strategy import TABS, Strategy
from calgen.view import balance, checks, editorial, month, social, tasks
from calgen.view.tabs import titles
from calgen.view.view_context import ViewContext

# The columns that are only remembered, with the reason.
REMEMBERED: dict[str, str] = {
    "team.role": "a word for the reader of the tab: formats, platforms and owners say who makes what",
    "readings.origin": "where a figure was read, which the Review shows beside it: `test_review_tab`",
    "readings.note": "a word for the reader of the tab",
}

COLUMNS = [f"{tab.key}.{column.key}" for tab in TABS for column in tab.columns]


def _depends_on_no_plan(name: str) -> bool:
    tab, column = name.split(".")
    return tab in TABS_WITHOUT_PLAN or column in COLUMNS_WITHOUT_PLAN.get(tab, ())


UNPLANNED = [name for name in COLUMNS if _depends_on_no_plan(name)]


def _read(workbook: Workbook) -> Read:
    found = read(workbook)
    problems = (*found.problems, *check_strategy(found.strategy, found.partial))
    assert not [(one.code, str(one.place)) for one in problems if one.severity == "error"]
    return found


@cache
def _plan_of(workbook: int) -> Plan:
    assert workbook == 0
    return plan(_read(filled()).strategy, (), TODAY)


def _findings(found: Read) -> set[tuple[str, ...]]:
    """What the reader, the checks and the method say of the strategy."""
    problems = (*found.problems, *check_strategy(found.strategy, found.partial), *advise(found.strategy, TODAY))
    return {(one.code, *found.words.message(one)) for one in problems}


def _plan_findings(found: Read, made: Plan) -> set[tuple[str, ...]]:
    return {(one.code, *found.words.message(one)) for one in check_plan(found.strategy, made, TODAY)}


def _tabs(found: Read, strategy: Strategy, made: Plan) -> Iterator[set[object]]:
    """The values of each output tab; the social calendar is also what all exports are made of."""
    ids = assign_ids(made, Edits())
    context = ViewContext(strategy, made, ids, found.words, titles(found.words, {}), today=TODAY)
    calendar = count_plan(strategy, made, ids.posts, ids.subjects)
    for view in (editorial, social):
        yield {(at, key, cell.value) for at, row in enumerate(view.rows(context)) for key, cell in row.items()}
    yield _values(tasks.sheet(context, tasks.rows(context, calendar)))
    yield _values(month.sheet(context, calendar))
    yield _values(balance.sheet(context, calendar))
    yield _values(checks.sheet(context, calendar))
    yield {zone_of(strategy.settings), strategy.settings.brand}  # of every export


def _values(sheet: Sheet) -> set[object]:
    return {(*at, cell.value) for at, cell in sheet.cells.items()}


@cache
def _found_before() -> tuple[set[tuple[str, ...]], set[tuple[str, ...]], tuple[set[object], ...]]:
    found = _read(filled())
    made = _plan_of(0)
    return _findings(found), _plan_findings(found, made), tuple(_tabs(found, found.strategy, made))


def has_effect(name: str, *, planned: bool) -> bool:
    """Whether another value in a column changes anything that somebody sees; with `planned`, of a plan of its own."""
    findings, of_plan, tabs = _found_before()
    found = _read(with_change(*name.split(".")))
    if _findings(found) != findings:
        return True
    strategy = found.strategy
    start = _read(filled()).strategy.settings.start
    strategy = replace(strategy, settings=replace(strategy.settings, start=strategy.settings.start or start))
    made = plan(strategy, (), TODAY) if planned else _plan_of(0)
    if _plan_findings(found, made) != of_plan:
        return True
    return any(now != before for now, before in zip(_tabs(found, strategy, made), tabs, strict=True))


def test_every_column_is_filled_in_and_has_another_value() -> None:
    assert sorted(CHANGED) == sorted(COLUMNS)
    for name in COLUMNS:
        cell_of(filled(), *name.split("."))


def test_the_columns_that_are_only_remembered_exist() -> None:
    assert set(REMEMBERED) <= set(COLUMNS)
    assert all(REMEMBERED.values())


@pytest.mark.parametrize("name", UNPLANNED)
def test_a_column_on_which_no_plan_depends_has_an_effect(name: str) -> None:
    assert has_effect(name, planned=False) is (name not in REMEMBERED)


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name in COLUMNS if name not in UNPLANNED])
def test_a_column_on_which_a_plan_depends_has_an_effect(name: str) -> None:
    assert has_effect(name, planned=True) is (name not in REMEMBERED)
