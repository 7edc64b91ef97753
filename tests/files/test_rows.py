"""Rows as they are written: what does not change keeps its bytes, what moves takes its cells along."""

from __future__ import annotations

import pytest

from calgen.files.edit import rows
from calgen.files.moves.row_moves import RowMoves

DATA = (
    b'<row r="5" spans="1:3" ht="30" customHeight="1"><c r="A5" s="3" t="s"><v>7</v></c>'
    b'<c r="C5"><f>A5*2</f><v>4</v></c></row>'
    b'<row r="6"/>'
    b'<row r="8"><c r="B8" t="inlineStr"><is><t>a &lt;b&gt;</t></is></c></row>'
)


def test_what_stays_keeps_its_bytes() -> None:
    found = rows.read_rows(DATA)
    assert b"".join(row.to_xml(number) for number, row in found.items()) == DATA


def test_a_row_that_moves_takes_its_cells_along() -> None:
    found = rows.read_rows(DATA)[5]
    cells = b'<c r="A9" s="3" t="s"><v>7</v></c><c r="C9"><f>A5*2</f><v>4</v></c>'
    assert found.to_xml(9) == b'<row r="9" ht="30" customHeight="1">' + cells + b"</row>"


def test_its_formulas_follow() -> None:
    found = rows.read_rows(DATA)[5]
    rows.move_formulas(found, {"x": RowMoves(5, 6, 10, 6, {5: 9, 6: 10})}, "x")
    assert b"<f>A9*2</f>" in found.to_xml(9)


def test_a_shared_formula_is_given_to_each_of_its_cells() -> None:
    shared = (
        b'<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1&amp;"&lt;"</f><v>x</v></c></row>'
        b'<row r="2"><c r="A2"><f t="shared" si="0"/><v>y</v></c></row>'
    )
    found = rows.read_rows(shared)
    rows.unshare_formulas(found)
    assert [rows.formula_of(row.cells[1]) for row in found.values()] == ['B1&"<"', 'B2&"<"']
    assert b"shared" not in b"".join(row.to_xml(number) for number, row in found.items())


def test_rows_and_cells_without_a_number_follow_the_one_before() -> None:
    found = rows.read_rows(b"<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    assert {number: sorted(row.cells) for number, row in found.items()} == {1: [1, 2], 2: [1]}
    assert found[2].to_xml(2) == b'<row r="2"><c r="A2"><v>3</v></c></row>'


def test_cells_as_no_program_writes_them_are_read_the_same() -> None:
    usual = b'<row r="2"><c r="B2" s="3" t="str"><f>A1</f><v>x</v></c><c r="D2" s="4"/></row>'
    odd = b"""<row r='2'><c s="3" t="str" r='B2'><f>A1</f><v>x</v></c><c s="4" r='D2'></c></row>"""
    assert rows.read_rows(odd)[2].cells == rows.read_rows(usual)[2].cells
    assert rows.read_rows(odd)[2].to_xml(7) == rows.read_rows(usual)[2].to_xml(7)


def test_a_colour_inside_of_a_text_is_no_cell() -> None:
    rich = b'<is><r><rPr><color rgb="FFFF0000"/></rPr><t>a</t></r></is>'
    data = b'<row r="1"><c r="A1" t="inlineStr">%s</c><c r="C1"><v>2</v></c></row>' % rich
    assert rows.read_rows(data)[1].cells == {1: (b' t="inlineStr"', rich), 3: (b"", b"<v>2</v>")}


@pytest.mark.parametrize("empty", [b"<sheetData/>", b"<sheetData></sheetData>", b'<sheetData x:a="1" />'])
def test_a_sheet_is_split_around_its_rows(empty: bytes) -> None:
    head, tail = b"<worksheet><sheetViews/>", b"<pageMargins/></worksheet>"
    assert rows.split_sheet(head + empty + tail) == (head, b"", tail)
    assert rows.split_sheet(head + b"<sheetData>" + DATA + b"</sheetData>" + tail) == (head, DATA, tail)


def test_a_format_is_put_on_and_taken_off() -> None:
    cell = (b' s="3" t="s"', b"<v>7</v>")
    assert rows.style_of(cell) == b"3"
    assert rows.with_style(cell, b"12") == (b' t="s" s="12"', b"<v>7</v>")
    assert rows.with_style(cell, b"") == (b' t="s"', b"<v>7</v>")
