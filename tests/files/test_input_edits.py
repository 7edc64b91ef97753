"""Cells that calgen writes into the user's own tabs: they alone change, and every program reads them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from made_books import opened, parts, rich_book
from odd_books import with_chain
from office import convert, needs_office, unlocked
from other_programs import saved_by_exceljs, saved_by_libreoffice, saved_by_openpyxl, saved_by_sheetjs
from rich_books import FEATURES, with_feature
from validator import needs_validator, new_errors

from calgen import api
from calgen.book.problems import Refused
from calgen.files.edit.input_edits import AddedRow, CellEdit, write_cells
from calgen.files.read import guard, load
from calgen.files.save import verify

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
TITLE, DAY = "Temps forts", date(2027, 3, 1)
FORMAT = "dd/mm/yyyy"
NEW_ROW = AddedRow(TITLE, 18, 17)
EDITS = (
    CellEdit(TITLE, "A18", "=Pause & « co » <b> "),
    CellEdit(TITLE, "B18", DAY, FORMAT),
    CellEdit(TITLE, "C18", "Silence"),
    CellEdit("Thèmes", "D5", 2.5),
    CellEdit("Répartition", "B5", 0.25),
)


@cache
def salon() -> bytes:
    return api.new("fr", "salon", date(2027, 1, 4))


def written(data: bytes, edits: tuple[CellEdit, ...], *added: AddedRow) -> bytes:
    """The workbook with these cells, held to all that a written file is held to."""
    file = guard.open_workbook(data, "plan.xlsx")
    after = write_cells(file, edits, added)
    verify.verify(file, after, {edit.title: [own.cell for own in edits if own.title == edit.title] for edit in edits})
    return after


def made(fill: Callable[[Any, Any], None], **options: Any) -> bytes:
    """A workbook of XlsxWriter's with one tab."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    fill(book, book.add_worksheet("Dates"))
    book.close()
    return out.getvalue()


def as_cell(day: date) -> datetime:
    """A day as openpyxl reads it."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 -- a cell has no zone


def sheet_of(data: bytes, title: str = "Dates") -> Any:
    return unlocked(data, values=False)[title]


def replaced(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            after.writestr(name, change(before.read(name)) if name == part else before.read(name))
    return out.getvalue()


def rows(_: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, ["Nom", "Date", "Note"])
    sheet.write_row(1, 0, ["Noël", "25/12/2027", "un"])
    sheet.write_row(2, 0, ["Pâques", "28/03/2027", "deux"])


def with_table(book: Any, sheet: Any, **options: Any) -> None:
    rows(book, sheet)
    columns = [{"header": title} for title in ("Nom", "Date", "Note")]
    sheet.add_table("A1:C3", {"name": "dates", "columns": columns, **options})


# -- what is written -------------------------------------------------------------------------------------------------


PROGRAMS: Mapping[str, Callable[[bytes], bytes]] = {"calgen": bytes, "openpyxl": saved_by_openpyxl}


@pytest.mark.parametrize("program", PROGRAMS)
def test_values_are_read_back_and_keep_the_format_of_their_cells(program: str) -> None:
    before = PROGRAMS[program](salon())
    after = written(before, EDITS, NEW_ROW)
    tab, former = sheet_of(after, TITLE), sheet_of(before, TITLE)
    assert [tab[cell].value for cell in ("A18", "B18", "C18")] == ["=Pause & « co » <b> ", as_cell(DAY), "Silence"]
    assert [tab.cell(18, n).style_id for n in range(1, 7)] == [former.cell(18, n).style_id for n in range(1, 7)]
    assert tab["B18"].number_format == former["B18"].number_format == FORMAT
    assert sheet_of(after, "Thèmes")["D5"].value == 2.5
    assert sheet_of(after, "Répartition")["B5"].value == 0.25
    assert sheet_of(after, "Répartition")["B5"].number_format == sheet_of(before, "Répartition")["B5"].number_format


def test_every_other_part_and_cell_keeps_its_bytes() -> None:
    before, after = parts(salon()), parts(written(salon(), EDITS, NEW_ROW))
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {f"xl/worksheets/sheet{n}.xml" for n in (5, 6, 11)}  # the workbook part asks for it already
    assert before.keys() == after.keys()
    for name in changed - {"xl/worksheets/sheet11.xml"}:
        same = set(before[name].split(b"</c>")) ^ set(after[name].split(b"</c>"))
        assert len(same) == 2, name  # the cell as it was, and as it is


def test_a_formula_of_a_text_is_no_formula() -> None:
    after = parts(written(salon(), EDITS, NEW_ROW))["xl/worksheets/sheet11.xml"]
    assert b'<c r="A18" s="35" t="inlineStr"><is><t xml:space="preserve">=Pause &amp; ' in after
    assert b"<f>" not in after


def test_an_emptied_cell_keeps_its_format_and_a_second_time_changes_nothing() -> None:
    emptied = (CellEdit(TITLE, "C5", None),)
    once = written(salon(), emptied)
    assert sheet_of(once, TITLE)["C5"].value is None
    assert sheet_of(once, TITLE)["C5"].style_id == sheet_of(salon(), TITLE)["C5"].style_id
    assert written(once, emptied) == once
    assert written(written(salon(), EDITS, NEW_ROW), EDITS, NEW_ROW) == written(salon(), EDITS, NEW_ROW)


def test_a_day_in_a_cell_without_a_format_of_days_gets_one_and_keeps_its_looks() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write("A1", "x", book.add_format({"bold": True, "bg_color": "#FF0000", "num_format": "@"}))
        sheet.write("A2", 46000, book.add_format({"num_format": "d mmm yyyy"}))

    tab = sheet_of(written(made(fill), (CellEdit("Dates", "A1", DAY, FORMAT), CellEdit("Dates", "A2", DAY, FORMAT),
                                        CellEdit("Dates", "D9", DAY, FORMAT))))  # fmt: skip
    assert [tab[cell].value for cell in ("A1", "A2", "D9")] == [as_cell(DAY)] * 3
    assert [tab[cell].number_format for cell in ("A1", "A2", "D9")] == [FORMAT, "d mmm yyyy", FORMAT]
    assert tab["A1"].font.b
    assert tab["A1"].fill.fgColor.rgb == "FFFF0000"


def test_days_count_from_1904_where_the_workbook_does() -> None:
    data = made(rows, date_1904=True)
    after = written(data, (CellEdit("Dates", "B2", DAY, FORMAT),))
    assert sheet_of(after)["B2"].value == as_cell(DAY)
    assert b"<v>%d</v>" % (DAY - date(1904, 1, 1)).days in parts(after)["xl/worksheets/sheet1.xml"]


def test_a_sheet_whose_elements_have_a_prefix_and_rows_without_numbers() -> None:
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = (
        b'<x:worksheet xmlns:x="%s"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>Nom</x:t></x:is></x:c>'
        b'</x:row><x:row><x:c t="inlineStr"><x:is><x:t>un</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    )
    data = replaced(made(rows), "xl/worksheets/sheet1.xml", lambda _: xml % main)
    tab = sheet_of(written(data, (CellEdit("Dates", "A2", "deux"), CellEdit("Dates", "C2", 3))))
    assert [[cell.value for cell in row] for row in tab.iter_rows()] == [["Nom", None, None], ["deux", None, 3]]


# -- new rows --------------------------------------------------------------------------------------------------------

ROW = (CellEdit("Dates", "A4", "Pause"), CellEdit("Dates", "B4", "01/03/2027"))


def _full_table(book: Any, sheet: Any) -> None:
    """A table without a spare row, with a drop-down, a conditional format and a format of its cells."""
    with_table(book, sheet)
    sheet.data_validation("C2:C3", {"validate": "list", "source": ["un", "deux"]})
    sheet.conditional_format("A2:B3", {"type": "no_blanks", "format": book.add_format({"bold": True})})
    sheet.write("A2", "Noël", book.add_format({"italic": True}))
    sheet.write("A3", "Pâques", book.add_format({"italic": True}))


def test_a_table_that_ends_above_a_new_row_grows_with_what_holds_in_it() -> None:
    tab = sheet_of(written(made(_full_table), ROW, AddedRow("Dates", 4, 3)))
    assert tab.tables["dates"].ref == tab.tables["dates"].autoFilter.ref == "A1:C4"
    assert str(tab.data_validations.dataValidation[0].sqref) == "C2:C4"
    assert [str(found.sqref) for found in tab.conditional_formatting] == ["A2:B4"]
    assert tab["A4"].font.i


def test_several_new_rows_follow_one_another() -> None:
    cells = (*ROW, CellEdit("Dates", "A5", "Reprise"))
    tab = sheet_of(written(made(_full_table), cells, AddedRow("Dates", 4, 3), AddedRow("Dates", 5, 3)))
    assert tab.tables["dates"].ref == "A1:C5"
    assert str(tab.data_validations.dataValidation[0].sqref) == "C2:C5"
    assert (tab["A5"].value, tab["A5"].font.i) == ("Reprise", True)


def test_a_prepared_row_in_a_table_leaves_it_as_it_is() -> None:
    def fill(book: Any, sheet: Any) -> None:
        rows(book, sheet)
        columns = [{"header": title} for title in ("Nom", "Date", "Note")]
        sheet.add_table("A1:C9", {"name": "dates", "columns": columns})

    assert sheet_of(written(made(fill), ROW, AddedRow("Dates", 4, 3))).tables["dates"].ref == "A1:C9"


def test_a_hidden_row_of_a_filter_is_shown_when_a_row_is_written_into_it() -> None:
    def fill(book: Any, sheet: Any) -> None:
        rows(book, sheet)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.autofilter("A1:C4")

    tab = sheet_of(written(made(fill), ROW, AddedRow("Dates", 4, 3)))
    assert [tab.row_dimensions[n].hidden for n in (3, 4)] == [True, False]
    cells = (CellEdit("Dates", "A3", "Pâques 2027"),)
    assert sheet_of(written(made(fill), cells)).row_dimensions[3].hidden


# -- what is refused -------------------------------------------------------------------------------------------------


def _formula(_: Any, sheet: Any) -> None:
    sheet.write_formula("B2", "=DATE(2027,3,1)", None, 46447)


def _array(_: Any, sheet: Any) -> None:
    sheet.write_array_formula("B2:B3", "{=A1:A2*2}", None, 0)


def _merge(_: Any, sheet: Any) -> None:
    sheet.merge_range("B1:B2", "ensemble")


@pytest.mark.parametrize(("fill", "cell", "code"), [
    (_formula, "B2", "cell_is_formula"), (_array, "B2", "cell_is_formula"), (_array, "B3", "cell_is_formula"),
    (_merge, "B2", "cell_is_merged"),
])  # fmt: skip
def test_a_cell_that_cannot_be_written_is_refused_with_its_place(
    fill: Callable[[Any, Any], None], cell: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        written(made(fill), (CellEdit("Dates", cell, 1), CellEdit("Dates", "D1", 2)))
    assert [(problem.code, str(problem.place)) for problem in refused.value.problems] == [(code, f"Dates!{cell}")]
    assert sheet_of(written(made(fill), (CellEdit("Dates", "D1", 2),)))["D1"].value == 2


def test_the_first_cell_of_a_merge_can_be_written() -> None:
    assert sheet_of(written(made(_merge), (CellEdit("Dates", "B1", "autre"),)))["B1"].value == "autre"


def test_a_cell_of_a_pivot_table_is_refused() -> None:
    file = guard.open_workbook(with_feature(FEATURES["pivot"]), "plan.xlsx")
    links = ((sheet, link) for sheet in file.sheets for link in file.package.relationships(sheet.part))
    title, part = next((sheet.title, link.part) for sheet, link in links if link.kind == "pivotTable")
    place = file.package.tree(part).child("location")
    assert place
    with pytest.raises(Refused) as refused:
        write_cells(file, (CellEdit(title, place.get("ref").partition(":")[0], 1),))
    assert refused.value.problem.code == "cell_in_pivot"


def _totals(book: Any, sheet: Any) -> None:
    rows(book, sheet)
    columns = [{"header": "Nom", "total_string": "Total"}, {"header": "Date"}, {"header": "Note"}]
    sheet.add_table("A1:C4", {"name": "dates", "columns": columns, "total_row": True})


def _other_below(book: Any, sheet: Any) -> None:
    with_table(book, sheet)
    sheet.merge_range("B4:B6", "autre chose")


@pytest.mark.parametrize(("fill", "place", "area"), [(_totals, "A4", "A4:C4"), (_other_below, "B4", "B4:B6")])
def test_a_table_that_cannot_grow_is_refused(fill: Callable[[Any, Any], None], place: str, area: str) -> None:
    with pytest.raises(Refused) as refused:
        written(made(fill), (CellEdit("Dates", "A4", "Pause"),), AddedRow("Dates", 4, 3))
    problem = refused.value.problem
    assert (problem.code, str(problem.place), problem.values["range"]) == ("row_in_the_way", f"Dates!{place}", area)


def test_the_last_row_of_a_sheet_has_none_below_it() -> None:
    with pytest.raises(Refused) as refused:
        written(made(rows), (CellEdit("Dates", "A1048577", 1),), AddedRow("Dates", 1_048_577, 3))
    assert refused.value.problem.code == "row_in_the_way"


def test_protection_is_no_obstacle_and_stays() -> None:
    def fill(book: Any, sheet: Any) -> None:
        rows(book, sheet)
        sheet.protect("secret")

    tab = sheet_of(written(made(fill), (CellEdit("Dates", "B2", "26/12/2027"),)))
    assert (tab["B2"].value, tab.protection.sheet) == ("26/12/2027", True)


def test_a_change_of_another_cell_is_found_before_anything_is_written() -> None:
    file = guard.open_workbook(salon(), "plan.xlsx")
    after = write_cells(file, EDITS, (NEW_ROW,))
    with pytest.raises(verify.VerificationError, match="Temps forts A18"):
        verify.verify(file, after, {TITLE: ["B18", "C18"], "Thèmes": ["D5"], "Répartition": ["B5"]})
    with pytest.raises(verify.VerificationError, match="changed"):
        verify.verify(file, after, {TITLE: ["A18", "B18", "C18"], "Thèmes": ["D5"]})


def test_a_chain_of_calculation_goes_and_all_is_calculated_on_opening() -> None:
    file = opened(with_chain(rich_book()))
    title = file.sheets[0].title
    after = parts(write_cells(file, (CellEdit(title, "D9", 3),)))
    assert "xl/calcChain.xml" not in after
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]


# -- other programs --------------------------------------------------------------------------------------------------

OTHERS: Mapping[str, tuple[Callable[[bytes], bytes], tuple[str, ...]]] = {
    "calgen": (bytes, ()), "openpyxl": (saved_by_openpyxl, ()),
    "LibreOffice": (saved_by_libreoffice, ("soffice", "libreoffice")),
    "ExcelJS": (saved_by_exceljs, ("exceljs",)), "SheetJS": (saved_by_sheetjs, ("xlsx",)),
}  # fmt: skip


@pytest.mark.parametrize("program", [
    pytest.param(name, marks=[pytest.mark.system(*needs), pytest.mark.long] if needs else [])
    for name, (_, needs) in OTHERS.items()
])  # fmt: skip
def test_a_workbook_saved_by_another_program_is_written_soundly(program: str) -> None:
    before = OTHERS[program][0](salon())
    after = written(before, EDITS, NEW_ROW)
    grids = {grid.title: grid for grid in load.load(after, "plan.xlsx").grids}
    assert grids[TITLE].cells[18, 1].value == "=Pause & « co » <b> "
    assert grids[TITLE].cells[18, 2].value == as_cell(DAY)
    assert grids["Thèmes"].cells[5, 4].value == 2.5


@needs_validator
@pytest.mark.long
def test_microsofts_validator_finds_nothing_new() -> None:
    for before in (salon(), saved_by_openpyxl(salon())):
        assert new_errors(before, written(before, EDITS, NEW_ROW)) == []
    before = made(_full_table)
    assert new_errors(before, written(before, ROW, AddedRow("Dates", 4, 3))) == []


@needs_office
@pytest.mark.long
def test_libreoffice_reads_the_values() -> None:
    read = openpyxl.load_workbook(io.BytesIO(convert("xlsx", {"plan": written(salon(), EDITS, NEW_ROW)})["plan"]))
    assert [read[TITLE].cell(18, n).value for n in (1, 2, 3)] == [
        "=Pause & « co » <b> ", as_cell(DAY), "Silence"]  # fmt: skip
    assert read["Thèmes"]["D5"].value == 2.5
