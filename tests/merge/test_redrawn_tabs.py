"""What the user puts on the tabs that are drawn anew: kept in place where it can be, told before it goes."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
import short_salon
from office import XLSX, convert, needs_office, unlocked
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image
from openpyxl.styles import Font, PatternFill
from validator import needs_validator, new_errors

from calgen import api
from calgen.book.words import load_words
from calgen.files.read.drawn_tab_objects import drawn_anchors, own_charts
from calgen.files.read.guard import open_workbook
from calgen.last_run import read_last_run

pytestmark = pytest.mark.long

TODAY = short_salon.TODAY
WORDS = load_words("fr")
TITLE = {key: WORDS.title(key) for key in ("month", "balance", "checks", "tasks")}
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SAMPLES = ("salon", "saas", "musee", "mairie")
CODES = ("tab_text_lost", "tab_object_lost")


@cache
def generated(sample: str) -> bytes:
    """A sample after its first run."""
    return api.generate(api.new("fr", sample, TODAY), "salon.xlsx", TODAY).after


def opened() -> Any:
    return unlocked(short_salon.calendar(), values=False)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def told(problems: Any) -> list[tuple[str, str]]:
    """The code and the place of each problem with what goes."""
    return [(problem.code, str(problem.place)) for problem in problems if problem.code in CODES]


def run(data: bytes, today: date = TODAY + timedelta(days=1)) -> api.Generated:
    """A run on another day, which draws the tabs anew."""
    return api.generate(data, "salon.xlsx", today)


def checked(data: bytes) -> list[tuple[str, str]]:
    return told(api.check(data, "salon.xlsx").problems)


def a_post(sheet: Any) -> Any:
    """A cell of the month with a post."""
    return next(cell for row in sheet.iter_rows(5) for cell in row[1:] if str(cell.value).startswith("=HYPERLINK"))


def a_free_day(sheet: Any) -> Any:
    """A cell of the month without a post, beside one with a post."""
    row = a_post(sheet).row
    return next(cell for cell in sheet[row][1:17] if cell.value is None)


def test_text_over_calgens_is_told_and_goes() -> None:
    book = opened()
    month, balance, checks = (book[TITLE[key]] for key in ("month", "balance", "checks"))
    spots = [a_post(month), balance["A4"], balance["B20"], checks["B6"]]
    for n, cell in enumerate(spots):
        cell.value = f"à moi {n}"
    data = saved(book)
    expected = [("tab_text_lost", f"{cell.parent.title}!{cell.coordinate}") for cell in spots]
    assert sorted(checked(data)) == sorted(expected)
    done = run(data)
    assert sorted(told(done.problems)) == sorted(expected)
    values = {problem.values["value"] for problem in done.problems if problem.code == "tab_text_lost"}
    assert values == {f"à moi {n}" for n in range(4)}
    after = unlocked(done.after, values=False)
    texts = {str(cell.value) for title in TITLE.values() for row in after[title].iter_rows() for cell in row}
    assert not {f"à moi {n}" for n in range(4)} & texts
    assert told(run(done.after, TODAY + timedelta(days=2)).problems) == []


def test_text_beside_below_and_between_stays_in_place() -> None:
    book = opened()
    month, balance, checks = (book[TITLE[key]] for key in ("month", "balance", "checks"))
    spots = [a_free_day(month), month["T6"], month.cell(month.max_row + 4, 2), balance.cell(balance.max_row + 3, 1)]
    spots += [checks["F7"], checks["G30"]]
    wanted: dict[tuple[str, str], Any] = {}
    wanted |= {(cell.parent.title, cell.coordinate): f"note {n}" for n, cell in enumerate(spots)}
    wanted |= {(TITLE["month"], "T7"): 12.5, (TITLE["month"], "T8"): True}
    for (title, at), value in wanted.items():
        book[title][at].value = value
    month["T9"] = "=T7*2"
    data = saved(book)
    for later in range(1, 4):
        assert checked(data) == []
        done = run(data, TODAY + timedelta(days=later))
        assert done.changed
        assert told(done.problems) == []
        found = unlocked(done.after, values=False)
        assert {spot: found[spot[0]][spot[1]].value for spot in wanted} == wanted
        assert found[TITLE["month"]]["T9"].value == "=T7*2"
        data = done.after


def test_text_between_goes_with_a_word_where_a_post_takes_its_cell() -> None:
    book = opened()
    month = book[TITLE["month"]]
    cell = a_free_day(month)
    cell.value = "marché de Noël"
    at = f"{cell.parent.title}!{cell.coordinate}"
    column, head = cell.column, next(
        month.cell(n, cell.column).value for n in range(cell.row, 0, -1) if month.cell(n, cell.column).is_date
    )
    assert column > 1
    label = next(month.cell(n, 1).value for n in range(cell.row, 0, -1) if month.cell(n, 1).value)
    social = book[WORDS.title("social")]
    heads = {cell.value: cell.column for cell in social[4]}
    row = next(
        n for n in range(5, social.max_row) if social.cell(n, heads[WORDS.title("social", "platform")]).value == label
    )
    social.cell(row, heads[WORDS.title("social", "date")]).value = head
    done = run(saved(book), TODAY)
    assert told(done.problems) == [("tab_text_lost", at)]


Put = Callable[[Any], str]


def _chart(sheet: Any) -> str:
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=12, max_row=14))
    sheet.add_chart(chart, "AA5")
    return "AA5"


def _link(sheet: Any) -> str:
    sheet["Z3"].hyperlink = "https://exemple.fr"
    return "Z3"


class _Pixel(Image):  # openpyxl makes an image only beside Pillow
    def __init__(self) -> None:
        self.width = self.height = 16
        self.format = "png"

    def _data(self) -> bytes:
        return PIXEL


def _picture(sheet: Any) -> str:
    sheet.add_image(_Pixel(), "AB20")
    return "AB20"


def _drawings(data: bytes, tab: str) -> list[tuple[str, str]]:
    """The kind and the cell of the user's drawings on a tab."""
    file = open_workbook(data, "salon.xlsx")
    sheet = file.calgen_sheets()[tab]
    own = own_charts(read_last_run(api.check(data, "salon.xlsx").workbook).facts, tab)
    links = [link.part for link in file.package.relationships(sheet.part) if link.kind == "drawing"]
    return [(kind, cell) for part in links for kind, cell, _ in drawn_anchors(file.package, part, own)]


@pytest.mark.parametrize("tab", TITLE)
def test_a_picture_and_a_chart_stay_where_they_are(tab: str) -> None:
    book = opened()
    places = [("chart", _chart(book[TITLE[tab]])), ("picture", _picture(book[TITLE[tab]]))]
    data = saved(book)
    charts = len(unlocked(data, values=False)[TITLE[tab]]._charts)
    for later in range(1, 4):
        assert checked(data) == []
        done = run(data, TODAY + timedelta(days=later))
        assert done.changed
        assert told(done.problems) == []
        assert len(unlocked(done.after, values=False)[TITLE[tab]]._charts) == charts
        package = open_workbook(done.after, "salon.xlsx").package
        assert [package.read(part) for part in package.parts() if "/media/" in part] == [PIXEL]
        assert sorted(_drawings(done.after, tab)) == places
        data = done.after
    assert not run(data, TODAY + timedelta(days=3)).changed


@needs_validator
@pytest.mark.parametrize("tab", TITLE)
def test_the_validator_finds_nothing_in_a_tab_with_a_picture_and_a_chart(tab: str) -> None:
    book = opened()
    _chart(book[TITLE[tab]]), _picture(book[TITLE[tab]])
    data = saved(book)
    assert new_errors(data, run(data).after) == []


@pytest.mark.parametrize("put", [_link], ids=lambda put: put.__name__)
@pytest.mark.parametrize("tab", TITLE)
def test_an_object_is_told_wherever_it_is(tab: str, put: Put) -> None:
    book = opened()
    at = put(book[TITLE[tab]])
    data = saved(book)
    expected = [("tab_object_lost", f"{TITLE[tab]}!{at}")]
    assert checked(data) == expected
    done = run(data)
    assert told(done.problems) == expected
    assert told(run(done.after, TODAY + timedelta(days=2)).problems) == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_nothing_is_told_of_a_workbook_that_another_program_only_saved(sample: str) -> None:
    data = saved(unlocked(generated(sample), values=False))
    assert checked(data) == []


@pytest.mark.system("soffice", "libreoffice")
@needs_office
def test_nothing_is_told_of_a_workbook_that_libreoffice_only_saved() -> None:
    for data in convert(XLSX, {sample: generated(sample) for sample in SAMPLES}).values():
        assert checked(data) == []


def test_the_memory_of_what_was_drawn_is_small() -> None:
    found = read_last_run(api.check(generated("salon"), "salon.xlsx").workbook)
    rows = [json.dumps(row, ensure_ascii=False) for of in found.rows.values() for row in of.values()]
    assert 0 < sum(map(len, found.drawn.values())) < 0.1 * sum(map(len, rows))


@pytest.mark.parametrize("tab", TITLE)
def test_a_label_stays_with_its_merge_and_its_look(tab: str) -> None:
    book = opened()
    sheet = book[TITLE[tab]]
    column = max(cell.column for row in sheet.iter_rows() for cell in row if cell.value is not None) + 2
    spans = [(8, column, 10, column + 1), (12, column, 12, column + 3)]
    for n, (top, left, bottom, right) in enumerate(spans):
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        cell = sheet.cell(top, left, f"à moi {n}")
        cell.font, cell.fill = Font(bold=True, color="FFFF0000"), PatternFill("solid", fgColor="FFFFFF00")
    sheet.cell(14, column, 0.256).number_format = '0.0" %"'
    data = saved(book)
    for later in range(1, 3):
        assert checked(data) == []
        done = run(data, TODAY + timedelta(days=later))
        assert done.changed
        assert told(done.problems) == []
        found = unlocked(done.after, values=False)[TITLE[tab]]
        for n, (top, left, bottom, right) in enumerate(spans):
            cell = found.cell(top, left)
            assert cell.value == f"à moi {n}"
            assert (cell.font.bold, cell.font.color.rgb, cell.fill.fgColor.rgb) == (True, "FFFF0000", "FFFFFF00")
            ref = f"{cell.coordinate}:{found.cell(bottom, right).coordinate}"
            assert ref in {str(area) for area in found.merged_cells.ranges}
        assert found.cell(14, column).number_format == '0.0" %"'
        data = done.after
