"""A row that the user emptied, or that holds no post, stays in the calendar: live formulas read the rows below it."""

from __future__ import annotations

import re
from functools import cache
from random import Random
from typing import Any

import workbook_copies
from edited_workbook import EditedWorkbook
from seeds import each_language
from small_calendar import generated, run

from calgen.book.words import load_words


@cache
def _with_blank_rows(language: str) -> bytes:
    draft = EditedWorkbook(generated(language), Random(2))
    tab = draft.social
    third, seventh = sorted(tab.rows)[2], sorted(tab.rows)[6]
    for number in (third, seventh):
        for cell in tab.sheet[tab.cell(number, "date").row]:
            cell.value = None
    tab.cell(seventh, "title").value = "Une idée"
    return run(run(draft.bytes()).after).after


@cache
def _sheet(language: str, key: str, *, values: bool) -> Any:
    book = workbook_copies.opened(_with_blank_rows(language), data_only=values)
    return book[load_words(language).title(key)]


def _at(language: str, number: int, key: str) -> Any:
    """The cell of a row of the social calendar's body, counted from 1."""
    sheet = _sheet(language, "social", values=True)
    column = next(cell.column for cell in sheet[4] if cell.value == load_words(language).title("social", key))
    return sheet.cell(4 + number, column).value


@each_language
def test_the_figures_of_variety_read_each_post_at_its_row(language: str) -> None:
    formulas, values = _sheet(language, "balance", values=False), _sheet(language, "balance", values=True)
    found = 0
    for cell in (cell for row in formulas.iter_rows() for cell in row if isinstance(cell.value, str)):
        match = re.fullmatch(r'=IFERROR\(IF\(OR\(.*INT\(INDEX\([^,]*,(\d+)\)\)\),""\)', cell.value)
        shown = values[cell.coordinate].value
        if match and shown:
            assert shown == _at(language, int(match[1]), "date")
            found += 1
    assert found > 10


@each_language
def test_a_task_reads_its_post_at_its_row(language: str) -> None:
    sheet = _sheet(language, "tasks", values=True)
    words = load_words(language)
    head = next(row for row in range(1, 10) if sheet.cell(row, 1).value == words.title("tasks", "done"))
    where = {cell.value: cell.column for cell in sheet[head] if cell.value}
    rows = [(sheet.cell(row, where[words.title("tasks", "post")]).value,
             sheet.cell(row, where[words.title("tasks", "row")]).value) for row in range(head + 1, sheet.max_row + 1)]
    pairs = {(post, row) for post, row in rows if post}
    assert len(pairs) > 10
    assert {post for post, row in pairs if _at(language, row, "id") != post} == set()
