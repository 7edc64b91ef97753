"""Every column of the tab of tasks, typed into with nonsense: a tick or note stays, anything else is told."""

from __future__ import annotations

from functools import cache

import pytest
from seeds import each_language
from small_calendar import generated, run, saved, unlocked

from calgen.book.words import load_words

USERS = {"done", "note"}
KEYS = [key for key in load_words("en").columns("tasks") if key != "id"]


@cache
def typed(language: str) -> tuple[dict[str, str], dict[str, str], set[object]]:
    """The cell of each column that was typed into, the codes told by cell, and all texts of the tab after the run."""
    words, book = load_words(language), unlocked(generated(language))
    sheet = book[words.title("tasks")]
    head = next(row for row in range(1, 10) if sheet.cell(row, 1).value == words.title("tasks", "done"))
    where = {cell.value: cell.column for cell in sheet[head] if cell.value}
    cells = {}
    for row, key in enumerate(KEYS, head + 1):
        cell = sheet.cell(row, where[words.title("tasks", key)])
        cell.value, cells[key] = f"zzz?? {key}", cell.coordinate
    made = run(saved(book))
    places = [problem.place for problem in made.problems]
    told = {place.cell: "told" for place in places if place and place.tab == sheet.title}
    after = unlocked(made.after)[sheet.title]
    return cells, told, {cell.value for row in after.iter_rows() for cell in row}


@each_language
@pytest.mark.parametrize("key", KEYS)
def test_what_is_typed_into_a_task_stays_or_is_told(key: str, language: str) -> None:
    cells, told, texts = typed(language)
    assert (cells[key] in told) == (key not in USERS)
    assert (f"zzz?? {key}" in texts) == (key in USERS)
