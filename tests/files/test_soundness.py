"""Each rule of soundness: a fault of its kind is planted into a sound workbook, and refused with its cell."""

from __future__ import annotations

from functools import cache

import pytest
from made_books import (
    LINKS,
    STYLES,
    TYPES,
    WORKBOOK,
    changed,
    drawn_sheets,
    inserted,
    opened,
    packed,
    parts,
    rich_book,
)
from seeds import few_of

from calgen.files import soundness
from calgen.files.read.package import Package
from calgen.files.save.verify import VerificationError, verify

OURS, BALANCE, TABLE = "xl/worksheets/sheet3.xml", "xl/worksheets/sheet4.xml", "xl/tables/table2.xml"
RELATIONS, COMMENTS = "xl/worksheets/_rels/sheet3.xml.rels", "xl/comments2.xml"
ROW, MERGES = '<row r="4" spans="1:11">', '<mergeCells count="1"><mergeCell ref="J1:K1"/></mergeCells>'
LIST, LINK = "<formula1>calgen_status_list</formula1>", "<hyperlinks>"
DROP_DOWN = '<dataValidation type="list"'
B4, A2 = '<c r="B4" s="7"><v>46085</v></c>', '<is><t xml:space="preserve"> post &lt;2&gt; &amp; co </t></is>'
FORMULA, HEADING = "COUNTA('Réseaux'!A2:A4)", "<is><t>c0b</t></is>"
COLUMN = '<tableColumn id="2" name="c0b"/>'
RULE = '<cfRule type="expression" dxfId="1" priority="1">'
Edit = tuple[str, str, str]  # part, old text, new text


def merges(*refs: str) -> str:
    """The element of merges."""
    return f'<mergeCells count="{len(refs)}">' + "".join(f'<mergeCell ref="{ref}"/>' for ref in refs) + "</mergeCells>"


def ours(old: str, new: str) -> Edit:
    return OURS, old, new


def table(old: str, new: str) -> Edit:
    return TABLE, old, new


def book(old: str, new: str) -> Edit:
    return WORKBOOK, old, new


# what is planted → the rule that finds it, the cell or range, the edits
CASES: dict[str, tuple[str, str, *tuple[Edit, ...]]] = {
    # rows and cells
    "a row twice": ("rows_and_cells_stand_in_order", "A3", ours(ROW, '<row r="3">')),
    "an empty row out of order": ("rows_and_cells_stand_in_order", "A2", ours(ROW, '<row r="2"/>' + ROW)),
    "a row beyond the last": ("rows_and_cells_stand_in_order", "A1048577",
                              ours('<row r="21" spans="1:2">', '<row r="1048577"/><row r="21" spans="1:2">')),
    "a cell of another row": ("rows_and_cells_stand_in_order", "B44", ours('r="B4"', 'r="B44"')),
    "a cell twice": ("rows_and_cells_stand_in_order", "A4", ours('r="B4"', 'r="A4"')),
    "cells out of order": ("rows_and_cells_stand_in_order", "C4", ours(B4, '<c r="E4"/>')),
    "a cell beyond the last column": ("rows_and_cells_stand_in_order", "XFE4", ours('r="C4"', 'r="XFE4"')),
    "a format that is not there": ("each_cell_format_exists", "B4", ours('r="B4" s="7"', 'r="B4" s="99"')),
    "a format of a row that is not there": ("each_cell_format_exists", "4:4", ours(ROW, '<row r="4" s="99">')),
    "a shared text that is not there": ("each_value_has_its_type", "B4",
                                        ours('s="7"><v>46085', 's="7" t="s"><v>46085')),
    "a text that is no number": ("each_value_has_its_type", "B4", ours("<v>46085</v>", "<v>demain</v>")),
    "a text without a format that is no number": ("each_value_has_its_type", "B4",
                                                  ours(B4, '<c r="B4"><f>A1</f><v>demain</v></c>')),
    "neither yes nor no": ("each_value_has_its_type", "B4", ours('s="7"><v>46085', 's="7" t="b"><v>46085')),
    "a long text": ("texts_and_formulas_are_short", "A3", ours(A2, f"<is><t>{'é' * 32_768}</t></is>")),
    "a long formula": ("texts_and_formulas_are_short", "A1", (BALANCE, FORMULA, "+".join(["1"] * 4_097))),
    "an array begins elsewhere": ("array_ranges_begin_at_their_cell", "A1",
                                  (BALANCE, "<f>", '<f t="array" ref="A2:A3">')),
    "a data table begins elsewhere": ("array_ranges_begin_at_their_cell", "A1",
                                      (BALANCE, "<f>", '<f t="dataTable" ref="A1 A2">')),
    "an array in a table": ("array_ranges_begin_at_their_cell", "A22", ours(
        "</row></sheetData>", '</row><row r="22"><c r="A22"><f t="array" ref="A22:B22">1</f></c></row></sheetData>')),
    # ranges
    "two ranges in one": ("each_range_is_one_range", "J1:K1 J3:K3", ours('ref="J1:K1"', 'ref="J1:K1 J3:K3"')),
    "a range upside down": ("each_range_is_one_range", "K1:J1", ours('ref="J1:K1"', 'ref="K1:J1"')),
    "an empty list of ranges": ("each_range_is_one_range", "", ours('sqref="B2:B4"', 'sqref=""')),
    "a list with commas": ("each_range_is_one_range", "B2:B4,D1", ours('sqref="B2:B4"', 'sqref="B2:B4,D1"')),
    "a range outside the sheet": ("each_range_is_one_range", "A2:XFE4", ours('sqref="A2:A4"', 'sqref="A2:XFE4"')),
    "a range of an extension": ("each_range_is_one_range", "C2:C4,", ours("C2:C4</xm:sqref>", "C2:C4,</xm:sqref>")),
    "a link over two ranges": ("each_range_is_one_range", "F3 F5", ours('ref="F3"', 'ref="F3 F5"')),
    "merges overlap": ("merges_do_not_overlap", "K1:K3", ours(MERGES, merges("J1:K1", "K1:K3"))),
    "a merge of one cell": ("merges_do_not_overlap", "J1", ours(MERGES, merges("J1"))),
    "a merge in a table": ("tables_stand_alone", "A22:B22", ours(MERGES, merges("A22:B22"))),
    "a filter over a table": ("tables_stand_alone", "A21:B26", ours(MERGES, '<autoFilter ref="A1:C30"/>')),
    "page breaks twice": ("page_breaks_are_unique", "", ours(
        "<legacyDrawing", '<rowBreaks count="2"><brk id="3"/><brk id="3"/></rowBreaks><legacyDrawing')),
    "columns overlap": ("columns_do_not_overlap", "", ours('<col min="7" max="9"', '<col min="1" max="9"')),
    # elements
    "elements out of order": ("elements_stand_in_order", "", ours(MERGES, ""), ours(LINK, MERGES + LINK)),
    "an element twice": ("elements_stand_in_order", "", ours(MERGES, MERGES + merges("L1:M1"))),
    "no link": ("no_container_is_empty", "", ours(LINK, "<hyperlinks/>" + LINK)),
    "no merge": ("no_container_is_empty", "", ours(MERGES, "<mergeCells/>")),
    "no rule": ("no_container_is_empty", "E2:E4", ours(LINK, '<conditionalFormatting sqref="E2:E4"/>' + LINK)),
    "no drop-down": ("no_container_is_empty", "", ours(LINK, "<dataValidations></dataValidations>" + LINK)),
    "no table": ("no_container_is_empty", "", ours('<tableParts count="1"><tablePart r:id="rId2"/></tableParts>',
                                                   '<tableParts count="0"></tableParts>')),
    "a wrong count of merges": ("each_count_is_right", "", ours('<mergeCells count="1">', '<mergeCells count="2">')),
    "a wrong count of drop-downs": ("each_count_is_right", "",
                                    ours('<dataValidations count="1">', '<dataValidations count="3">')),
    "a wrong count of page breaks": ("each_count_is_right", "", ours("<legacyDrawing", (
        '<rowBreaks count="1" manualBreakCount="2"><brk id="3" man="1"/></rowBreaks><legacyDrawing'))),
    "a relation that is not there": ("each_relation_exists", "", ours('<tablePart r:id="rId2"/>',
                                                                      '<tablePart r:id="rId9"/>')),
    "a format of a rule that is not there": ("each_rule_format_exists", "", ours(RULE, RULE.replace("1", "91", 1))),
    "a format of a column that is not there": ("each_rule_format_exists", "",
                                               ours('<col min="7" max="9"', '<col min="7" max="9" style="99"')),
    "a long list": ("inline_lists_are_short", "B2:B4", ours(LIST, f'<formula1>"{"x," * 128}"</formula1>')),
    "a long hint": ("inline_lists_are_short", "B2:B4", ours(DROP_DOWN, f'{DROP_DOWN} prompt="{"x" * 256}"')),
    "too many links": ("links_are_few", "", ours(LINK, LINK + '<hyperlink ref="A1" location="A1"/>' * 65_530)),
    # tables
    "a table without rows": ("table_ranges_fit", "A21:B21", table('ref="A21:B26" totals', 'ref="A21:B21" totals')),
    "a table over two ranges": ("table_ranges_fit", "A21:B22 A24:B26",
                                table('ref="A21:B26" totals', 'ref="A21:B22 A24:B26" totals')),
    "a filter that is another range": ("table_ranges_fit", "A21:A26", table('<autoFilter ref="A21:B26"/>',
                                                                            '<autoFilter ref="A21:A26"/>')),
    "a column too few": ("table_columns_fit", "A21:B26", table(COLUMN, "")),
    "a wrong count of columns": ("table_columns_fit", "A21:B26", table('count="2"', 'count="3"')),
    "a heading twice, but for case": ("table_columns_fit", "A21:B26", table('name="c0b"', 'name="C0A"')),
    "a number of a column twice": ("table_columns_fit", "A21:B26", table('id="2" name="c0b"', 'id="1" name="c0b"')),
    "a heading that is not its cell": ("table_headings_are_their_cells", "B21", table('name="c0b"', 'name="c0c"')),
    "a heading over a number": ("table_headings_are_their_cells", "B21",
                                ours(f't="inlineStr">{HEADING}', "><v>5</v>"), table('name="c0b"', 'name="5"')),
    "a heading over a formula": ("table_headings_are_their_cells", "B21",
                                 ours(f't="inlineStr">{HEADING}', 't="str"><f>"c0b"</f><v>c0b</v>')),
    "a heading over a blank cell": ("table_headings_are_their_cells", "B21",
                                    ours(f't="inlineStr">{HEADING}</c>', "/>")),
    "elements of a table out of order": ("table_elements_stand_in_order", "A21:B26", table(
        '<autoFilter ref="A21:B26"/>', ""), table("<tableStyleInfo", '<autoFilter ref="A21:B26"/><tableStyleInfo')),
    "a format of a table that is not there": ("table_formats_exist", "A21:B26",
                                              table('id="2" name="c0b"', 'id="2" dataDxfId="99" name="c0b"')),
    "a table's name twice": ("table_names_are_unique", "A21:B26",
                             table('displayName="calgen_t0"', 'displayName="Themes"')),
    "a table with the name of a range": ("table_names_are_unique", "A21:B26",
                                         table('displayName="calgen_t0"', 'displayName="BUDGET"')),
    "a table with the name of a cell": ("table_names_are_unique", "A21:B26",
                                        table('displayName="calgen_t0"', 'displayName="AB12"')),
    "a table's number twice": ("table_names_are_unique", "A21:B26", table(' id="2"', ' id="1"')),
    # references
    "a column that is not there": ("references_of_cells_resolve", "A1", (BALANCE, FORMULA, "ROWS(calgen_t0[c0x])")),
    "a column of this row that is not there": ("references_of_cells_resolve", "A1", (
        BALANCE, FORMULA, "ROWS(calgen_t0[[#This Row],[c0x]])")),
    "a table that is not there": ("references_of_cells_resolve", "A1", (BALANCE, FORMULA, "ROWS(none[c0a])")),
    "a name that is not there": ("references_of_cells_resolve", "A1", (BALANCE, FORMULA, "ROWS(calgen_none)")),
    "a drop-down on a table": ("rules_have_no_structured_reference", "", ours(LIST, LIST.replace(
        "calgen_status_list", "calgen_t0[c0a]"))),
    "a drop-down on a name that is not there": ("rules_have_no_structured_reference", "",
                                                ours(LIST, LIST.replace("status", "none"))),
    "a rule on a table": ("rules_have_no_structured_reference", "", ours("$C2&gt;1", "calgen_t0[c0a]&gt;1")),
    "a name of a column that is not there": ("references_of_names_resolve", "",
                                             book("'Listes'!$A$1:$A$2", "calgen_t0[c0x]")),
    "a calculated column of one that is not there": ("references_of_tables_resolve", "A21:B26", table(
        COLUMN, f"{COLUMN[:-2]}><calculatedColumnFormula>calgen_t0[c0x]</calculatedColumnFormula></tableColumn>")),
    # the workbook
    "a title of 32 characters": ("sheet_titles_are_legal", "", book('name="Bilan"', f'name="{"x" * 32}"')),
    "a title with a bracket": ("sheet_titles_are_legal", "", book('name="Bilan"', 'name="Bil[an"')),
    "a title with an apostrophe": ("sheet_titles_are_legal", "", book('name="Bilan"', "name=\"Bilan'\"")),
    "a sheet's number twice": ("sheets_are_listed_once", "", book('name="Bilan" sheetId="5"',
                                                                 'name="Bilan" sheetId="4"')),
    "a sheet to open that is not there": ("sheets_are_listed_once", "", book('activeTab="3"', 'activeTab="6"')),
    "a name twice": ("names_are_unique", "", book('<definedName name="budget">', (
        '<definedName name="calgen_Status_list">1</definedName><definedName name="budget">'))),
    "a name of a sheet that is not there": ("names_are_unique", "", book(
        '<definedName name="budget">', '<definedName name="calgen_x" localSheetId="9">1</definedName>'
        '<definedName name="budget">')),
    "a name of nothing": ("names_are_unique", "", book("'Listes'!$A$1:$A$2", "")),
    "elements of the workbook out of order": ("workbook_elements_stand_in_order", "", book(
        "</workbook>", '<bookViews><workbookView activeTab="0"/></bookViews></workbook>')),
    "no view": ("workbook_elements_stand_in_order", "", book("<definedNames>", "<pivotCaches/><definedNames>")),
    "a wrong count of formats": ("style_counts_are_right", "", (STYLES, '<cellXfs count="', '<cellXfs count="9')),
    "a font that is not there": ("cell_formats_are_whole", "", (STYLES, "</cellXfs>", '<xf fontId="99"/></cellXfs>')),
    # the package
    "relations without a type": ("each_part_has_a_type", "", (TYPES, 'Extension="rels"', 'Extension="relz"')),
    "a table without a type": ("each_part_has_a_type", "", (TYPES, "/xl/tables/table2.xml", "/xl/tables/none.xml")),
    "a type without a part": ("each_type_has_its_part", "", (TYPES, "</Types>", (
        '<Override PartName="/xl/calcChain.xml" ContentType="application/xml"/></Types>'))),
    "a type twice": ("each_type_has_its_part", "", (TYPES, "</Types>", (
        '<Override PartName="/XL/Tables/table2.xml" ContentType="application/xml"/></Types>'))),
    "an ending twice": ("each_type_has_its_part", "", (TYPES, '<Default Extension="png"', (
        '<Default Extension="RELS" ContentType="text/xml"/><Default Extension="png"'))),
    "a relation without a part": ("each_relation_leads_to_a_part", "", (RELATIONS, "table2.xml", "table8.xml")),
    "a relation's id twice": ("each_relation_leads_to_a_part", "", (RELATIONS, 'Id="rId3"', 'Id="rId1"')),
    "a relation of the workbook without a part": ("each_relation_leads_to_a_part", "", (
        LINKS, "</Relationships>", '<Relationship Id="rId99" Type="x/y" Target="none.xml"/></Relationships>')),
    "two comments at a cell": ("comments_stand_at_one_cell", "A1", (COMMENTS, "</comment>", (
        '</comment><comment ref="A1" authorId="0"><text><t>x</t></text></comment>'))),
    "a comment over two cells": ("comments_stand_at_one_cell", "A1:B1", (COMMENTS, 'ref="A1"', 'ref="A1:B1"')),
}  # fmt: skip


@cache
def made() -> bytes:
    return inserted(rich_book(), drawn_sheets(), open_on="social")


def found(data: bytes) -> tuple[soundness.Unsound, ...]:
    """All that is unsound in the parts that calgen wrote."""
    workbook = opened(data)
    kept = Package.load(rich_book())
    ours = [part for part in workbook.package.parts() if not kept.has(part)]
    return soundness.find_unsound(workbook, [*ours, WORKBOOK, LINKS, STYLES, TYPES])


def test_what_calgen_writes_is_sound() -> None:
    assert found(made()) == ()


@pytest.mark.parametrize("fault", CASES)
def test_each_fault_is_refused_with_its_cell(fault: str) -> None:
    rule, cell, *edits = CASES[fault]
    broken = changed(made(), *edits)
    assert (rule, cell) in {(what.rule, what.cell) for what in found(broken)}
    with pytest.raises(VerificationError) as caught:
        verify(opened(rich_book()), broken)
    assert rule in {what.rule for what in caught.value.found}
    assert rule in str(caught.value)


@pytest.mark.parametrize("fault", few_of(CASES, 20, every=5))
def test_what_was_so_before_may_stay(fault: str) -> None:
    _, _, *edits = CASES[fault]
    broken = changed(made(), *edits)
    verify(opened(broken), broken)


def test_each_rule_has_a_case() -> None:
    rules = (*soundness.WORKBOOK_RULES, *soundness.SHEET_RULES, *soundness.TABLE_RULES, *soundness.ROW_RULES)
    assert {rule.__name__ for rule in rules} == {rule for rule, *_ in CASES.values()} | {"relations_have_an_owner"}


def test_relations_without_a_part_are_found() -> None:
    lost = packed({**parts(made()), "xl/worksheets/_rels/sheet9.xml.rels": parts(made())[RELATIONS]})
    assert {what.rule for what in found(lost)} == {"relations_have_an_owner"}


def test_a_fault_that_has_moved_may_stay_and_one_more_may_not() -> None:
    before = changed(made(), ours('ref="F3"', 'ref="F3 F5"'))
    moved = changed(made(), ours('ref="F3"', 'ref="F4 F6"'))
    verify(opened(before), moved)
    with pytest.raises(VerificationError) as caught:
        verify(opened(before), changed(moved, ours('sqref="B2:B4"', 'sqref=""')))
    assert len(caught.value.found) == 1


def test_the_report_leaves_out_the_texts_of_cells() -> None:
    broken = changed(made(), ours("<v>46085</v>", "<v>un secret de la marque</v>"))
    with pytest.raises(VerificationError) as caught:
        verify(opened(rich_book()), broken)
    assert "B4" in str(caught.value)
    assert "Réseaux" in str(caught.value)
    assert "secret" not in str(caught.value)
