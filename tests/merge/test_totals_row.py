"""A calendar's table with a row of totals: it ends the table when columns come again, rows move, a language changes."""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import TableFormula
from plain_ranges import CALENDARS, LANGUAGES, titled, without_facebook
from small_calendar import FILE, TODAY, generated, run, saved, unlocked

from calgen import api
from calgen.book.words import load_words

pytestmark = pytest.mark.long

OTHER = {"fr": "en", "en": "fr"}


def with_totals(book: Any, language: str, key: str) -> Any:
    """The table with a row of totals: a label, a function, a formula that names a heading."""
    sheet = titled(book, language, key)
    table = sheet.tables[f"calgen_{key}"]
    first, last = table.ref.split(":")
    row, words = sheet[last].row + 1, load_words(language)
    table.totalsRowCount, table.ref = 1, f"{first}:{get_column_letter(sheet[last].column)}{row}"
    columns = {column.name: (n, column) for n, column in enumerate(table.tableColumns, 1)}
    status, theme = words.title(key, "status"), words.title(key, "theme")
    formula = f"SUBTOTAL(103,calgen_{key}[{theme}])"
    table.tableColumns[0].totalsRowLabel = "Somme"
    columns[status][1].totalsRowFunction = "count"
    columns[theme][1].totalsRowFunction = "custom"
    columns[theme][1].totalsRowFormula = TableFormula(attr_text=formula)
    sheet.cell(row, 1, "Somme")
    sheet.cell(row, columns[status][0], f"=SUBTOTAL(103,calgen_{key}[{status}])")
    sheet.cell(row, columns[theme][0], f"={formula}")
    sheet.cell(row + 3, 2, "en dessous")
    return sheet


def without_column(book: Any, language: str, key: str) -> Any:
    """The column of the links, which calgen needs, is deleted."""
    sheet = titled(book, language, key)
    table = sheet.tables[f"calgen_{key}"]
    heading = load_words(language).title(key, "category" if key == "social" else "title")
    column = next(cell.column for cell in sheet[4] if cell.value == heading)
    first, last = table.ref.split(":")
    end = f"{get_column_letter(sheet[last].column - 1)}{sheet[last].row}"
    sheet.delete_cols(column)
    del table.tableColumns[column - 1]
    table.ref = f"{first}:{end}"
    table.autoFilter.ref = f"{first}:{get_column_letter(sheet[end].column)}{sheet[end].row - 1}"
    return book


def in_other_language(book: Any, language: str, _: str) -> Any:
    words = load_words(language)
    label = words.title("settings", "language")
    cells = next(cells for cells in titled(book, language, "settings").iter_rows() if cells[0].value == label)
    cells[1].value = {"fr": "English", "en": "Français"}[language]
    return book


def fewer(book: Any, language: str, _: str) -> Any:
    return without_facebook(book, language)


def more(book: Any, language: str, _: str) -> Any:
    label = load_words(language).title("settings", "weeks")
    next(cells for cells in titled(book, language, "settings").iter_rows() if cells[0].value == label)[1].value = 6
    return book


CHANGES = {
    "nothing": (),
    "more": (more,),
    "fewer": (fewer,),
    "a column again": (without_column,),
    "a column again and more": (without_column, more),
    "language": (in_other_language,),
    "all": (without_column, fewer, in_other_language),
}


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize(("language", "key"), list(zip(LANGUAGES, CALENDARS, strict=True)))
def test_a_row_of_totals_ends_the_table(language: str, key: str, changes: Any) -> None:
    book = unlocked(generated(language))
    with_totals(book, language, key)
    for change in changes:
        change(book, language, key)
    done = run(saved(book))
    assert not done.stopped
    sheet = unlocked(done.after)[titled(book, language, key).title]
    table = sheet.tables[f"calgen_{key}"]
    rows = sheet[table.ref]
    assert [column.name for column in table.tableColumns] == [cell.value for cell in rows[0]]
    assert len({column.id for column in table.tableColumns}) == len(rows[0])
    assert [str(cells[0].value)[1:].isdecimal() for cells in rows[1:]] == [True] * (len(rows) - 2) + [False]
    assert table.autoFilter.ref == f"A4:{rows[-2][-1].coordinate}"
    words = load_words(OTHER[language] if in_other_language in changes else language)
    status, theme = words.title(key, "status"), words.title(key, "theme")
    totals = {column.name: cell.value for column, cell in zip(table.tableColumns, rows[-1], strict=True) if cell.value}
    formulas = {name: f"=SUBTOTAL(103,calgen_{key}[{name}])" for name in (status, theme)}
    assert totals == {table.tableColumns[0].name: "Somme", **formulas}
    held = {column.name: column for column in table.tableColumns}
    assert held[theme].totalsRowFormula.attr_text == formulas[theme][1:]
    assert held[status].totalsRowFunction == "count"
    assert sheet.cell(rows[-1][0].row + 3, 2).value == "en dessous"
    assert not api.generate(done.after, FILE, TODAY).changed
