"""A change of words on which no plan depends moves no post, and the calendars show the new words."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
import workbook_copies
from sheets import french

from calgen import api
from calgen.book.words import load_words
from calgen.files.edit.insert_sheets import new_workbook
from calgen.files.read import samples
from calgen.merge.fingerprint import COLUMNS_WITHOUT_PLAN, TABS_WITHOUT_PLAN, fingerprint, fingerprint_of_plan
from calgen.plan import plan
from calgen.plan.model import Plan
from calgen.read import read
from calgen.strategy import Strategy
from calgen.view import template

TODAY = date(2027, 1, 4)
MESSAGE = "Un tout autre message"


def other_value(value: object) -> object:
    """Another value for a cell."""
    match value:
        case bool():
            return not value
        case tuple():
            return (*value, "Atelier")
        case str():
            return f"{value} Atelier"
        case date():
            return value + timedelta(days=9)
    return Fraction(7)


def reworded(strategy: Strategy, tab: str, column: str) -> Strategy:
    """The strategy with another value in each cell of a column."""
    rows = getattr(strategy, tab)

    def other(row: Any) -> Any:
        return replace(row, **{column: other_value(getattr(row, column))})

    changed: dict[str, Any] = {tab: tuple(map(other, rows)) if isinstance(rows, tuple) else other(rows)}
    return replace(strategy, **changed)


@cache
def sample() -> Strategy:
    found = read(samples.read_sample("musee")).strategy
    return replace(found, settings=replace(found.settings, start=TODAY, weeks=6))


def cells() -> Iterator[tuple[str, str]]:
    yield from ((tab, column) for tab, columns in COLUMNS_WITHOUT_PLAN.items() for column in columns)


@pytest.mark.parametrize(("tab", "column"), cells())
def test_no_plan_depends_on_these_columns(tab: str, column: str) -> None:
    before = sample()
    after = reworded(before, tab, column)
    assert fingerprint(after) != fingerprint(before)
    assert fingerprint_of_plan(after) == fingerprint_of_plan(before)
    assert planned(after) == planned_before()


def test_no_plan_depends_on_these_tabs() -> None:
    before = sample()
    empty: dict[str, Any] = dict.fromkeys(TABS_WITHOUT_PLAN, ())
    after = replace(before, **empty)
    assert fingerprint_of_plan(after) == fingerprint_of_plan(before)
    assert planned(after) == planned_before()


@cache
def planned_before() -> tuple[object, ...]:
    return planned(sample())


def planned(strategy: Strategy) -> tuple[object, ...]:
    found = plan(strategy, (), TODAY)
    return found.posts, found.subjects, [problem.code for problem in found.problems]


def test_what_a_plan_depends_on_changes_it() -> None:
    before = sample()
    assert fingerprint_of_plan(reworded(before, "themes", "weight")) != fingerprint_of_plan(before)


def test_another_message_is_shown_and_no_post_moves() -> None:
    strategy, words = read(french()).strategy, load_words("fr")
    content = template.TemplateContent(strategy, has_examples=False)
    book = new_workbook(template.input_sheets(words, content), template.output_placeholders(words))
    first = api.generate(book, "a.xlsx", TODAY)
    sheets = workbook_copies.opened(first.after)
    themes = sheets[words.title("themes")]
    column = next(
        cell.column for row in themes.iter_rows() for cell in row if cell.value == words.title("themes", "message")
    )
    for row in range(2, 40):
        if themes.cell(row, 1).value in {theme.theme for theme in strategy.themes}:
            themes.cell(row, column).value = MESSAGE
    out = io.BytesIO()
    sheets.save(out)
    second = api.generate(out.getvalue(), "a.xlsx", TODAY + timedelta(days=9))
    assert first.plan
    assert first.plan.posts
    assert second.plan
    assert places(second.plan) == places(first.plan)
    shown = workbook_copies.opened(second.after)[words.title("editorial")]
    assert any(MESSAGE in str(cell.value) for row in shown.iter_rows() for cell in row)


def places(found: Plan) -> list[tuple[object, ...]]:
    return [(post.platform, post.day, post.time, post.theme, post.format, post.owner) for post in found.posts]
