"""A post that the strategy no longer asks for stays where something on its row is the user's."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.datavalidation import DataValidation
from seeds import each_language
from small_calendar import TABLES, generated, run, saved, unlocked

from calgen.book.words import load_words

from office import XLSX, convert, needs_office  # isort: skip

pytestmark = pytest.mark.long

Mark = Callable[[Any, int], None]


def social(book: Any, language: str) -> Any:
    return book[load_words(language).title("social")]


def rows(sheet: Any) -> dict[str, int]:
    """The rows of the posts by id."""
    return {str(cell.value): cell.row for (cell,) in sheet.iter_rows(5, max_col=1) if cell.value}


def column(sheet: Any, language: str, key: str) -> int:
    return int(next(cell.column for cell in sheet[4] if cell.value == load_words(language).title("social", key)))


def with_fewer_posts(book: Any, language: str) -> None:
    """One platform posts once a week: the strategy asks for fewer posts."""
    title = list(TABLES[language])[2]
    book[title].cell(3, 4).value = 1


@cache
def going(language: str) -> tuple[str, ...]:
    """The posts that go where nothing is marked."""
    book = unlocked(generated(language))
    before = rows(social(book, language))
    with_fewer_posts(book, language)
    after = rows(social(unlocked(run(saved(book)).after), language))
    return tuple(sorted(set(before) - set(after)))


def _chart(sheet: Any, row: int) -> None:
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=5, max_row=9))
    sheet.add_chart(chart, f"AK{row}")


def _own_formula(sheet: Any, row: int) -> None:
    sheet.cell(row, sheet.max_column + 1).value = f"=B{row}+7"


def _other_formula_than_the_column_s(sheet: Any, row: int) -> None:
    at = sheet.max_column + 1
    for n in rows(sheet).values():
        sheet.cell(n, at).value = f"=B{n}+7" if n != row else f"=B{n}+9"


def _link(sheet: Any, row: int) -> None:
    sheet.cell(row, 9).hyperlink = "https://exemple.fr/photo"
    sheet.cell(row, 9).style = "Normal"


def _link_over_rows(sheet: Any, row: int) -> None:
    _link(sheet, row)
    sheet.cell(row, 9).hyperlink.ref = f"I{row - 1}:I{row + 1}"


def _drop_down(sheet: Any, row: int) -> None:
    own = DataValidation("list", formula1='"A,B"')
    own.add(f"Q{row}")
    sheet.add_data_validation(own)


def _merge(sheet: Any, row: int) -> None:
    sheet.merge_cells(f"AL{row}:AM{row}")


def _height(sheet: Any, row: int) -> None:
    sheet.row_dimensions[row].height = 77


def _font(**looks: Any) -> Mark:
    def mark(sheet: Any, row: int) -> None:
        sheet.cell(row, 3).font = Font(**looks)

    return mark


def _line(sheet: Any, row: int) -> None:
    sheet.cell(row, 4).border = Border(top=Side("medium", "FF0000"))


MARKS: dict[str, Mark] = {
    "chart": _chart,
    "own formula": _own_formula,
    "other formula": _other_formula_than_the_column_s,
    "link": _link,
    "link over rows": _link_over_rows,
    "drop-down": _drop_down,
    "merge": _merge,
    "height": _height,
    "bold": _font(b=True),
    "italic": _font(i=True),
    "underline": _font(u="single"),
    "strike": _font(strike=True),
    "colour": _font(color="FFC00000"),
    "theme colour": _font(color="FFC55A11"),
    "size": _font(sz=16),
    "line": _line,
}


def marked(language: str, mark: Mark, post: str) -> Any:
    book = unlocked(generated(language))
    sheet = social(book, language)
    mark(sheet, rows(sheet)[post])
    return book


@pytest.mark.parametrize("name", MARKS)
@each_language
def test_a_marked_post_stays(name: str, language: str) -> None:
    post = going(language)[len(going(language)) // 2]
    book = marked(language, MARKS[name], post)
    with_fewer_posts(book, language)
    done = run(saved(book))
    after = rows(social(unlocked(done.after), language))
    assert post in after
    before = rows(social(unlocked(generated(language)), language))
    assert len(after) <= len(before) - len(going(language)) + 1
    assert not run(done.after).changed
    assert not run(saved(unlocked(done.after))).changed


def test_a_formula_filled_down_marks_no_row() -> None:
    book = unlocked(generated("fr"))
    sheet = social(book, "fr")
    at = sheet.max_column + 1
    for n in rows(sheet).values():
        sheet.cell(n, at).value = f'=IF(B{n}>$A$1,"A1",B{n - 1})'
    with_fewer_posts(book, "fr")
    after = rows(social(unlocked(run(saved(book)).after), "fr"))
    assert not set(going("fr")) & set(after)


def test_a_format_of_most_of_a_column_marks_no_row() -> None:
    book = unlocked(generated("fr"))
    sheet = social(book, "fr")
    for n in list(rows(sheet).values())[:-2]:
        sheet.cell(n, 3).font = Font(b=True, color="FFC00000", sz=14)
        sheet.row_dimensions[n].height = 40
    with_fewer_posts(book, "fr")
    after = rows(social(unlocked(run(saved(book)).after), "fr"))
    assert not set(going("fr")) & set(after)


@pytest.mark.system("soffice", "libreoffice")
@needs_office
def test_marks_count_after_libreoffice_has_saved_them_and_nothing_else_does() -> None:
    post = going("fr")[0]
    files = {name.replace(" ", "_"): saved(marked("fr", mark, post)) for name, mark in MARKS.items()}
    for data in convert(XLSX, {**files, "bare": generated("fr")}).items():
        book = unlocked(data[1])
        with_fewer_posts(book, "fr")
        after = rows(social(unlocked(run(saved(book)).after), "fr"))
        assert (post in after) == (data[0] != "bare"), data[0]
