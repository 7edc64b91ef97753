"""Every reference from the user's tabs to calgen's is listed, whatever holds it and however the file writes it."""

# ruff: noqa: E501 -- parts of packages, written as they stand there

from __future__ import annotations

import pytest
from hostile_books import HEAD, MAIN, RELATIONS, sheet
from made_books import opened
from outside_books import (
    DRAWN,
    OWN_LINKS,
    X14,
    XM,
    cell,
    found,
    relationships,
    row,
    shown,
    workbook,
)

from calgen.files.references.formula_references import find_targets
from calgen.files.references.outside_references import ANY_HEADING, held_headings, outside_references, target_names

SOCIAL = "'Calendrier social'!"
TASKS = "'L''équipe & moi'!"

# formula → what it refers to: "tab area", "tab heading|heading"
FORMULAS = [
    (f"{SOCIAL}C12", ["social 12,3,12,3"]),
    (f"{SOCIAL}$C$12+{SOCIAL}C13", ["social 12,3,12,3", "social 13,3,13,3"]),
    ("'calendrier SOCIAL'!c12", ["social 12,3,12,3"]),
    (f"SUM({SOCIAL}C5:C40)", ["social 5,3,40,3"]),
    (f"SUM({SOCIAL}C40:B5)", ["social 5,2,40,3"]),
    (f"SUM({SOCIAL}C5:{SOCIAL}C40)", ["social 5,3,40,3"]),
    (f"COUNTA({SOCIAL}B:B)", ["social 1,2,1048576,2"]),
    (f"COUNTA({SOCIAL}7:7)", ["social 7,1,7,16384"]),
    (f"{TASKS}A2", ["tasks 2,1,2,1"]),
    ("SUM('Calendrier social:L''équipe & moi'!B2)", ["social 2,2,2,2", "tasks 2,2,2,2"]),
    ("SUM(calgen_social[Heures])", ["social Heures"]),
    ("SUM(Calgen_Social[Heures])", ["social Heures"]),
    ("SUM(calgen_social[[#Data],[Heures]:[Jour]])", ["social Heures|Jour"]),
    ("COUNTA(calgen_social[[#Headers],[N°]])", ["social N°"]),
    ("SUM(calgen_social[Note '[1'] '#2 l''été])", ["social Note [1] #2 l'été"]),
    ("ROWS(calgen_social[])", ["social "]),
    ("SUM([0]!calgen_social[Heures])", ["social Heures"]),
    ("SUM([0]!calgen_social[[#All],[Heures]])", ["social Heures"]),
    ("'[0]Calendrier social'!C12", ["social 12,3,12,3"]),
    ("SUM([1]!calgen_social[Heures])", []),
    ('SUM(INDIRECT("calgen_social[Heures]"))', ["social Heures text"]),
    ('INDIRECT("calgen_social["&A1&"]")', [f"social {ANY_HEADING} text"]),
    (f'INDIRECT("{SOCIAL}C12")', ["social 12,3,12,3 text"]),
    (f'HYPERLINK("#{SOCIAL}C12","voir")', ["social 12,3,12,3 text"]),
    (f'HYPERLINK("#{SOCIAL}A"&MATCH("P1",calgen_social[N°],0),"voir")', ["social N°"]),
    (f'"Voir {SOCIAL}C12 pour la suite"', []),
    ("[1]Calendrier social!C12", []),
    ("'[1]Calendrier social'!C12", []),
    ("'Calendrier social 2'!C12", []),
    ("Autre!C12+C12", []),
    (f"{SOCIAL}#REF!", []),
    ("SUM(Notes[Heures])", []),
    ('"C12', []),
]


@pytest.mark.parametrize(("formula", "targets"), FORMULAS, ids=[formula for formula, _ in FORMULAS])
def test_the_targets_of_a_formula(formula: str, targets: list[str]) -> None:
    lines = shown(workbook(row(cell("B2", formula))))
    assert lines == [f"cell Mes chiffres!B2: {target}" for target in targets]


def test_a_shared_formula_refers_from_each_of_its_cells() -> None:
    shared = cell("B2", f"{SOCIAL}C5+1", ' t="shared" ref="B2:B4" si="0"')
    more = "".join(f'<c r="B{at}"><f t="shared" si="0"/><v>1</v></c>' for at in (3, 4))
    assert shown(workbook(row(shared, more))) == [
        "cell Mes chiffres!B2: social 5,3,5,3",
        "cell Mes chiffres!B3: social 6,3,6,3",
        "cell Mes chiffres!B4: social 7,3,7,3",
    ]


def test_an_array_formula() -> None:
    array = cell("B2", f"SUM({SOCIAL}C5:C9*1)", ' t="array" ref="B2"')
    assert shown(workbook(row(array))) == ["cell Mes chiffres!B2: social 5,3,9,3"]


def test_rules_links_and_sparklines() -> None:
    after = (
        f'<conditionalFormatting sqref="A1:A9"><cfRule type="expression" priority="1"><formula>{SOCIAL}C12&gt;1</formula>'
        "</cfRule></conditionalFormatting>"
        f'<dataValidations count="1"><dataValidation type="list" sqref="D2"><formula1>{SOCIAL}$C$5:$C$9</formula1>'
        "</dataValidation></dataValidations>"
        f'<hyperlinks><hyperlink ref="E1" location="{SOCIAL}B12" display="a&gt;b"/><hyperlink ref="E2" r:id="rId9"/>'
        "</hyperlinks>"
        f'<extLst><ext xmlns:x14="{X14}" xmlns:xm="{XM}"><x14:conditionalFormattings><x14:conditionalFormatting>'
        f'<x14:cfRule type="dataBar"><x14:dataBar><x14:cfvo type="formula"><xm:f>{SOCIAL}D5</xm:f></x14:cfvo>'
        "</x14:dataBar></x14:cfRule><xm:sqref>F1:F3</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings>"
        '<x14:dataValidations count="1"><x14:dataValidation type="list"><x14:formula1>'
        f"<xm:f>{SOCIAL}E5</xm:f></x14:formula1><xm:sqref>G1</xm:sqref></x14:dataValidation></x14:dataValidations>"
        f"<x14:sparklineGroups><x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>{SOCIAL}F5:F9</xm:f>"
        "<xm:sqref>H1</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
    )  # fmt: skip
    links = relationships({"rId9": ("hyperlink", f"#{SOCIAL}B13")})
    assert shown(workbook(sheet(row(), after), parts={OWN_LINKS: links})) == [
        "conditional_format Mes chiffres!A1:A9: social 12,3,12,3",
        "validation Mes chiffres!D2: social 5,3,9,3",
        "link Mes chiffres!E1: social 12,2,12,2",
        "conditional_format Mes chiffres!F1:F3: social 5,4,5,4",
        "validation Mes chiffres!G1: social 5,5,5,5",
        "sparkline Mes chiffres!H1: social 5,6,9,6",
        "link Mes chiffres!E2: social 13,2,13,2",
    ]


def test_objects() -> None:
    table = (f'<table xmlns="{MAIN}" id="1" name="Notes" displayName="Notes" ref="B2:C9" totalsRowCount="1"><tableColumns '
             f'count="2"><tableColumn id="1" name="a"/><tableColumn id="2" name="b"><calculatedColumnFormula>{SOCIAL}C12'
             "</calculatedColumnFormula><totalsRowFormula>SUM(calgen_social[Heures])</totalsRowFormula></tableColumn>"
             "</tableColumns></table>")  # fmt: skip
    anchor = "<xdr:from><xdr:col>3</xdr:col><xdr:row>1</xdr:row></xdr:from>"
    drawing = (f'<xdr:wsDr xmlns:xdr="{DRAWN}/spreadsheetDrawing" xmlns:a="{DRAWN}/main" xmlns:r="{RELATIONS}">'
               f'<xdr:twoCellAnchor>{anchor}<xdr:graphicFrame><xdr:cNvPr id="2" name="Mon graphique"/><c:chart '
               f'xmlns:c="{DRAWN}/chart" r:id="rId1"/></xdr:graphicFrame></xdr:twoCellAnchor><xdr:oneCellAnchor>{anchor}'
               f'<xdr:sp textlink="{SOCIAL}$B$7"><xdr:cNvPr id="3" name="Bulle"><a:hlinkClick r:id="rId2"/></xdr:cNvPr>'
               "</xdr:sp></xdr:oneCellAnchor></xdr:wsDr>")  # fmt: skip
    series = f"<c:ser><c:cat><c:f>{SOCIAL}$A$5:$A$9</c:f></c:cat><c:val><c:f>{SOCIAL}$C$5:$C$9</c:f></c:val></c:ser>"
    pivot = f'<pivotTableDefinition xmlns="{MAIN}" name="Tableau 1"><location ref="K3:L9"/></pivotTableDefinition>'
    cache = (f'<pivotCacheDefinition xmlns="{MAIN}"><cacheSource type="worksheet"><worksheetSource ref="A4:Z40" '
             'sheet="Calendrier social"/></cacheSource></pivotCacheDefinition>')  # fmt: skip
    parts = {
        OWN_LINKS: relationships({
            "rId1": ("table", "../tables/table1.xml"), "rId2": ("drawing", "../drawings/drawing1.xml"),
            "rId3": ("pivotTable", "../pivotTables/pivotTable1.xml"), "rId4": ("ctrlProp", "../ctrlProps/ctrlProp1.xml"),
        }),
        "xl/tables/table1.xml": table,
        "xl/drawings/drawing1.xml": drawing,
        "xl/drawings/_rels/drawing1.xml.rels": relationships(
            {"rId1": ("chart", "../charts/chart1.xml"), "rId2": ("hyperlink", f"#{SOCIAL}B8")}
        ),
        "xl/charts/chart1.xml": f'<c:chartSpace xmlns:c="{DRAWN}/chart">{series}</c:chartSpace>',
        "xl/pivotTables/pivotTable1.xml": pivot,
        "xl/pivotTables/_rels/pivotTable1.xml.rels": relationships(
            {"rId1": ("pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml")}
        ),
        "xl/pivotCache/pivotCacheDefinition1.xml": cache,
        "xl/ctrlProps/ctrlProp1.xml": f'<formControlPr xmlns="{X14}" fmlaLink="{SOCIAL}$Z$9"/>',
    }  # fmt: skip
    assert shown(workbook(row(), parts=parts)) == [
        "table Mes chiffres!C3 (Notes): social 12,3,12,3",
        "table Mes chiffres!C9 (Notes): social Heures",
        "chart Mes chiffres!D2 (Mon graphique): social 5,1,9,1",
        "chart Mes chiffres!D2 (Mon graphique): social 5,3,9,3",
        "shape Mes chiffres!D2 (Bulle): social 7,2,7,2",
        "shape Mes chiffres!D2 (Bulle): social 8,2,8,2",
        "pivot Mes chiffres!K3 (Tableau 1): social 4,1,40,26",
        "control Mes chiffres: social 9,26,9,26",
    ]


def test_names_of_her_tabs_and_of_the_workbook_are_told_apart() -> None:
    names = (f'<definedName name="calgen_week" hidden="1">{SOCIAL}$A$1</definedName>'
             f'<definedName name="ici" localSheetId="0">{SOCIAL}$C$12</definedName>'
             f'<definedName name="_xlnm.Print_Area" localSheetId="1">{SOCIAL}$A$1:$B$9</definedName>'
             f'<definedName name="partout">{SOCIAL}$C$13</definedName>')  # fmt: skip
    assert shown(workbook(row(), names)) == [
        "local_name Mes chiffres (ici): social 12,3,12,3",
        "workbook_name  (partout): social 13,3,13,3",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_prefixes_and_encodings(prefix: str, encoding: str) -> None:
    space = f"xmlns:x='{MAIN}'" if prefix else f"xmlns='{MAIN}'"
    text = HEAD.replace("UTF-8", encoding) + (
        f"<{prefix}worksheet {space}><{prefix}sheetData><{prefix}row r='1'><{prefix}c s='1'\n r='B2' t='str'>"
        f"<{prefix}f ca='1'>&apos;L&apos;&apos;&#233;quipe &amp; moi&apos;!B3</{prefix}f></{prefix}c></{prefix}row>"
        f"</{prefix}sheetData><{prefix}conditionalFormatting sqref='A1'><{prefix}cfRule><{prefix}formula>{SOCIAL}A1"
        f"</{prefix}formula></{prefix}cfRule></{prefix}conditionalFormatting></{prefix}worksheet>"
    )
    assert shown(workbook(text.encode(encoding))) == [
        "cell Mes chiffres!B2: tasks 3,2,3,2",
        "conditional_format Mes chiffres!A1: social 1,1,1,1",
    ]


def test_headings_that_are_named_have_the_first_formula_that_names_them() -> None:
    data = workbook(row(cell("A1", "calgen_social[Jour]"), cell("B1", 'INDIRECT("calgen_social[Jour]")&calgen_tasks[a]')))
    held = held_headings(found(data))
    assert {at: str(source.place) for at, source in held.items()} == {
        ("social", "Jour"): "Mes chiffres!A1",
        ("tasks", "a"): "Mes chiffres!B1",
    }


def test_a_workbook_without_tabs_of_calgens_has_none() -> None:
    data = workbook(row(cell("A1", f"{SOCIAL}C12")), marker="another")
    assert outside_references(opened(data)) == ()


def test_damaged_objects_are_left_to_others() -> None:
    links = relationships({"rId1": ("table", "../tables/table1.xml"), "rId2": ("drawing", "../drawings/none.xml")})
    parts = {OWN_LINKS: links, "xl/tables/table1.xml": f"<table>{SOCIAL}"}
    assert found(workbook(row(), parts=parts)) == ()


def test_a_formula_of_any_length_is_searched_once() -> None:
    names = target_names(opened(workbook(row())))
    for text in ("[" * 50_000, "'" * 50_001, '"' * 50_001, f"{SOCIAL}A1+" * 5_000, "calgen_social[" * 5_000):
        assert len(list(find_targets(text, names))) <= 1
