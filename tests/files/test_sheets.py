"""Sheets as grids: the same cells as another reader finds, and what it finds no way through."""

from __future__ import annotations

import io
from datetime import date, datetime
from functools import cache
from typing import Any

import openpyxl
import pytest
from made_books import SHEET, STYLES, WORKBOOK, changed, drawn_book, packed, parts, plain_book
from odd_books import BOOKS
from openpyxl.cell.cell import MergedCell

from calgen import api
from calgen.book.grid import Cell, CellState, Grid, Workbook
from calgen.book.problems import Place, Refused
from calgen.files.read import load, shared_parts, sheets
from calgen.files.read.load import load as load_known
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.files.read.package import Package
from calgen.view.tabs import OUTPUTS

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
TODAY = date(2027, 1, 4)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def read(data: bytes, name: str) -> Workbook:
    return load_known(data, name, every=True)


@cache
def samples() -> dict[str, bytes]:
    """The samples before and after their first run."""
    found = {name: api.new(language, name, TODAY) for language, name in (("fr", "salon"), ("en", "saas"))}
    return found | {f"{name}+": api.generate(data, f"{name}.xlsx", TODAY).after for name, data in found.items()}


def as_another_reader(data: bytes) -> dict[str, tuple[dict[tuple[int, int], Cell], frozenset[int]]]:
    """The grids as openpyxl has them: values from one load, formulas from another."""
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    found = {}
    for sheet in values.worksheets:
        both: Any = sheet
        written: Any = formulas[sheet.title]
        cells = {at: _cell(cell, written._cells.get(at)) for at, cell in both._cells.items()}
        hidden = frozenset(row for row, one in sheet.row_dimensions.items() if one.hidden)
        found[sheet.title] = ({at: cell for at, cell in cells.items() if cell != Cell()}, hidden)
    return found


def _cell(stored: Any, written: Any) -> Cell:
    if isinstance(stored, MergedCell):
        return Cell(state=CellState.COVERED)
    formula = str(getattr(written.value, "text", written.value)) if written and written.data_type == "f" else ""
    state = CellState.ERROR if stored.data_type == "e" else CellState.PLAIN
    if formula and stored.value is None and stored.data_type != "str":
        state = CellState.UNCALCULATED
    percent = "%" in (stored.number_format or "") and not isinstance(stored.value, str)
    return Cell(stored.value, formula, percent and stored.value is not None, state)


UNREAD_THERE = {"dangling", "backslashes", "wrong_case"}  # openpyxl finds no way into these


@pytest.mark.long
@pytest.mark.parametrize("name", [*sorted(BOOKS.keys() - UNREAD_THERE), "drawn", "salon+", "saas"])
def test_the_same_cells_as_another_reader(name: str) -> None:
    data = BOOKS[name]() if name in BOOKS else drawn_book() if name == "drawn" else samples()[name]
    theirs = as_another_reader(data)
    ours = {grid.title: grid for grid in read(data, "plan.xlsx").grids}
    assert list(ours) == list(theirs)
    for title, (cells, hidden) in theirs.items():
        blank = {at for at, cell in cells.items() if cell.state is CellState.COVERED} - ours[title].cells.keys()
        assert dict(ours[title].cells) == {at: cell for at, cell in cells.items() if at not in blank}
        assert ours[title].hidden_rows == hidden


# -- by hand ---------------------------------------------------------------------------------------------------------


def book(rows: str, *, after: str = "", styles: str = "", strings: str = "") -> bytes:
    """A book whose one tab holds these rows, its formats and texts as given."""
    content = parts(plain_book())
    content[SHEET] = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'.encode()
    if styles:
        content[STYLES] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'.encode()
    if strings:
        content["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'.encode()
    return packed(content)


def only(data: bytes) -> Grid:
    (found,) = read(data, "plan.xlsx").grids
    return found


def test_cells_without_addresses_follow_each_other() -> None:
    found = only(book('<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row>'
                      "<row><c><v>5</v></c></row>"))  # fmt: skip
    assert {at: cell.value for at, cell in found.cells.items()} == {
        (1, 1): 1, (1, 2): 2, (5, 3): 3, (5, 4): 4, (6, 1): 5}  # fmt: skip


def test_rows_out_of_order_are_all_there() -> None:
    found = only(book('<row r="9"><c r="A9"><v>9</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'))
    assert {at: cell.value for at, cell in found.cells.items()} == {(9, 1): 9, (2, 1): 2}


def test_formulas_by_their_stored_value() -> None:
    found = only(book('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c><c r="C1" t="str"><f>""'
                      '</f><v/></c><c r="D1" t="e"><f>Z1</f><v>#REF!</v></c><c r="E1" t="str"><f>A1</f><v>=1+1</v></c>'
                      '<c r="F1"><f t="shared" si="0"/><v>3</v></c><c r="G1"><f>2</f><v></v></c></row>'))  # fmt: skip
    states = {at[1]: (cell.value, cell.formula, cell.state) for at, cell in found.cells.items()}
    assert states == {
        1: (2, "=1+1", CellState.PLAIN), 2: (None, "=1+1", CellState.UNCALCULATED), 3: (None, '=""', CellState.PLAIN),
        4: ("#REF!", "=Z1", CellState.ERROR), 5: ("=1+1", "=A1", CellState.PLAIN), 6: (3, "=", CellState.PLAIN),
        7: (None, "=2", CellState.UNCALCULATED)}  # fmt: skip


def test_texts_in_pieces_and_without_their_reading() -> None:
    rich = "<si><r><t>Bon</t></r><r><t>jour </t></r><rPh sb='0' eb='1'><t>ボン</t></rPh></si><si/><si><t>=1+1</t></si>"
    inline = '<c r="D1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>c</t></rPh></is></c>'
    cells = "".join(f'<c r="{letter}1" t="s"><v>{at}</v></c>' for at, letter in enumerate("ABC"))
    found = only(book(f'<row r="1">{cells}{inline}</row>', strings=rich))
    assert {at[1]: cell.value for at, cell in found.cells.items()} == {1: "Bonjour ", 3: "=1+1", 4: "ab"}


@pytest.mark.parametrize("index", ["-1", "99", "x", "1.5", "9999999999999"])
def test_a_text_that_is_not_there(index: str) -> None:
    cell = only(book(f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>')).cells[1, 1]
    assert (cell.value, cell.state) == (index, CellState.ERROR)


def test_formats_that_are_broken_hurt_nobody() -> None:
    """One decorative attribute that nobody can read is no reason to refuse a workbook."""
    styles = ('<fonts><font><family val="99"/></font></fonts><fills><fill><patternFill patternType="sparkles"/></fill>'
              '</fills><cellXfs><xf numFmtId="14"/><xf numFmtId="x"/></cellXfs><cellStyles><cellStyle xfId="0"/>'
              "</cellStyles>")  # fmt: skip
    cells = zip("ABCD", ("0", "1", "999", "-1"), (46082, 2, 3, 4), strict=True)
    row = "".join(f'<c r="{letter}1" s="{style}"><v>{value}</v></c>' for letter, style, value in cells)
    found = only(book(f'<row r="1">{row}</row>', styles=styles))
    values = [found.cells[1, column].value for column in (1, 2, 3, 4)]
    assert values == [datetime(2026, 3, 1), 2, 3, 4]  # noqa: DTZ001 -- a workbook's days have no zone


@pytest.mark.parametrize("at", ["", "A0", "1", "XFE1", "A1048577", "AAAA1", "A-1", "É1", "A1B"])
def test_an_address_that_is_none(at: str) -> None:
    with pytest.raises(Refused) as caught:
        read(book(f'<row r="1"><c r="{at}"><v>1</v></c></row>'), "plan.xlsx")
    assert caught.value.problem.code == "file_damaged"
    assert caught.value.problem.place == Place("Stratégie")


def test_a_shared_formula_is_not_worked_out() -> None:
    """Eight thousand signs, shared by twenty thousand cells: to be read, not to be multiplied."""
    shared_parts = '<f t="shared" si="0"/>'
    cells = "".join(f'<row r="{row}"><c r="A{row}">{shared_parts}<v>1</v></c></row>' for row in range(2, 20_002))
    first = f'<row r="1"><c r="A1"><f t="shared" ref="A1:A20001" si="0">{"B1+" * 2700}1</f><v>1</v></c></row>'
    found = only(book(first + cells))
    assert len(found.cells) == 20_001
    assert sum(len(cell.formula) for cell in found.cells.values()) < 40_000


def test_shared_formulas_are_worked_out_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A million short cells may be filled down; what is beyond the limit reads as a formula without a text."""
    monkeypatch.setattr(sheets, "MOST_TRANSLATED", 100)
    cells = "".join(f'<row r="{row}"><c r="A{row}"><f t="shared" si="0"/><v>1</v></c></row>' for row in range(2, 102))
    first = '<row r="1"><c r="A1"><f t="shared" ref="A1:A101" si="0">B1+B1</f><v>1</v></c></row>'
    found = only(book(first + cells)).cells
    assert [found[row, 1].formula for row in (1, 3, 101)] == ["=B1+B1", "=B3+B3", "="]


def test_merged_cells_cover_their_neighbours() -> None:
    cells = "".join(f'<c r="{letter}1"><v>{at}</v></c>' for at, letter in enumerate("ABC"))
    found = only(book(f'<row r="1">{cells}</row>', after='<mergeCells><mergeCell ref="A1:B3"/></mergeCells>'))
    assert {at: cell.state for at, cell in found.cells.items()} == {
        (1, 1): CellState.PLAIN, (1, 2): CellState.COVERED, (1, 3): CellState.PLAIN}  # fmt: skip


def test_a_heading_merged_into_an_empty_column_covers_it() -> None:
    merged = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    found = only(book('<row r="1"><c r="A1"><v>1</v></c></row>', after=merged))
    assert found.cells[1, 2].state is CellState.COVERED


def test_a_text_no_cell_can_hold() -> None:
    longest = "é" * shared_parts.LONGEST_TEXT
    assert only(book(f'<row r="1"><c r="A1" t="str"><v>{longest}</v></c></row>')).cells[1, 1].value == longest
    with pytest.raises(Refused) as caught:
        read(book(f'<row r="7"><c r="B7" t="str"><v>{longest}é</v></c></row>'), "plan.xlsx")
    assert caught.value.problem.code == "too_big_text"
    assert caught.value.problem.place == Place("Stratégie", "B7")


def test_cells_with_signs_that_cannot_be_seen_are_known() -> None:
    cells = (
        '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c>'
        '<c r="C1" t="inlineStr"><is><t>a_x0007_</t></is></c><c r="D1" t="str"><f>A1</f><v>b_xD800_</v></c>'
        '<c r="E1" t="inlineStr"><is><t>_x0000_</t></is></c><c r="F1"><v>1</v></c></row>'
    )
    found = only(book(cells, strings="<si><t>a</t></si><si><r><t>a</t></r><r><t>_x000B_b</t></r></si>"))
    assert found.invisible_signs == {(1, 1), (1, 3), (1, 4), (1, 5)}
    assert found.cells[1, 1].value == "ab"


def test_one_long_text_in_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "MOST_TEXT", 1_000)
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 12))
    with pytest.raises(Refused) as caught:
        read(book(cells, strings=f"<si><t>{'x' * 100}</t></si>"), "plan.xlsx")
    assert caught.value.problem.code == "too_big_texts"


def test_another_name_space_is_read_all_the_same() -> None:
    data = changed(book('<row r="1"><c r="A1"><v>1</v></c></row>'), (SHEET, MAIN, "http://purl.oclc.org/ooxml/x"))
    assert only(data).cells[1, 1].value == 1


def test_a_sheet_of_charts_is_no_grid() -> None:
    titles = [grid.title for grid in read(BOOKS["rich"](), "plan.xlsx").grids]
    assert titles == ["Stratégie", "Autre"]


def test_tabs_that_calgen_does_not_know_are_looked_through_only() -> None:
    found = load_known(BOOKS["rich"](), "plan.xlsx")
    assert found.grids == ()
    assert len(load_known(samples()["salon+"], "plan.xlsx").grids) == len(read(samples()["salon+"], "plan.xlsx").grids)
    cut = packed(parts(BOOKS["rich"]()) | {"xl/worksheets/sheet2.xml": b"<worksheet>"})
    with pytest.raises(Refused) as caught:
        load_known(cut, "plan.xlsx")
    assert caught.value.problem.place == Place("Autre")


def test_tabs_that_a_run_draws_anew_are_looked_through_only() -> None:
    found = api.diagnose(samples()["salon+"], "plan.xlsx", TODAY).workbook
    unread = {key for key in found.calgen_titles if found.calgen_tab(key) is None}
    assert unread == {*OUTPUTS} - {"social", "editorial"}
    assert api.check(samples()["salon+"], "plan.xlsx").workbook.calgen_tab("tasks")  # the balance counts its hours
    part = OpenedWorkbook(Package.load(samples()["salon+"])).calgen_sheets()["tasks"].part
    with pytest.raises(Refused) as caught:
        api.generate(packed(parts(samples()["salon+"]) | {part: b"<worksheet>"}), "plan.xlsx", TODAY)
    assert caught.value.problem.code == "file_damaged"


def test_days_from_1904() -> None:
    dated = book('<row r="1"><c r="A1" s="0"><v>44620</v></c></row>', styles='<cellXfs><xf numFmtId="14"/></cellXfs>')
    data = changed(dated, (WORKBOOK, "<workbookPr ", '<workbookPr date1904="1" '))
    assert only(data).cells[1, 1].value == datetime(2026, 3, 1)  # noqa: DTZ001 -- a workbook's days have no zone
