"""Strategies with all that people and programs put into workbooks: by XlsxWriter, by openpyxl, part by part by hand."""

# ruff: noqa: E501 -- parts of packages, written as they stand there

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import openpyxl
import xlsxwriter
from hostile_books import BOOK, HEAD, LINKS, MAIN, PACKAGE, RELATIONS, TABS, TYPES, base, inline, packed, sheet
from made_books import picture
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScaleRule, IconSetRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MS, X14 = "http://schemas.microsoft.com/office", "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
SHEET_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
OFFICE = "application/vnd.openxmlformats-officedocument"
NOTES = "xl/worksheets/sheet5.xml"
BYTES = bytes(range(256)) * 4


@dataclass(frozen=True, slots=True)
class Feature:
    """What one tab of the user's has: markup behind its cells, relations, parts; and the workbook's own of both."""

    after: str = ""
    links: tuple[tuple[str, str, str], ...] = ()  # id, kind (its last word, or whole), target
    parts: Mapping[str, bytes | str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)  # part → content type
    book_links: tuple[tuple[str, str, str], ...] = ()
    book: str = ""  # markup at the end of the workbook part
    main_kind: str = ""


def links(some: tuple[tuple[str, str, str], ...]) -> str:
    """Relationships as they are written; a target with a scheme is outside."""
    found = []
    for key, kind, target in some:
        whole = kind if "/" in kind else f"{RELATIONS}/{kind}"
        outside = ' TargetMode="External"' if "://" in target else ""
        found.append(f'<Relationship Id="{key}" Type="{whole}" Target="{target}"{outside}/>')
    return "".join(found)


def with_feature(feature: Feature) -> bytes:
    """The strategy, and a tab of notes that has the feature."""
    parts = base()
    rows = f'<row r="1">{inline("A1", "Nos chiffres")}</row>' + "".join(
        f'<row r="{row}">{inline(f"A{row}", f"Mois {row}")}<c r="B{row}"><v>{row * 1.5}</v></c></row>' for row in (2, 3, 4)
    )
    rows += '<row r="5"><c r="B5"><f>SUM(B2:B4)</f><v>13.5</v></c></row>'
    parts[NOTES] = sheet(rows, feature.after)
    if feature.links:
        text = f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{links(feature.links)}</Relationships>'
        parts["xl/worksheets/_rels/sheet5.xml.rels"] = text.encode()
    kinds = {NOTES: f"{SHEET_KIND}.worksheet+xml", **feature.kinds}
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in kinds.items())
    endings = '<Default Extension="bin" ContentType="application/octet-stream"/>'
    endings += '<Default Extension="png" ContentType="image/png"/>'
    endings += f'<Default Extension="vml" ContentType="{OFFICE}.vmlDrawing"/>'
    parts[TYPES] = parts[TYPES].replace(b"</Types>", f"{endings}{overrides}</Types>".encode())
    if feature.main_kind:
        parts[TYPES] = parts[TYPES].replace(f"{SHEET_KIND}.sheet.main+xml".encode(), feature.main_kind.encode())
    more = links((("rId50", "worksheet", "worksheets/sheet5.xml"), *feature.book_links))
    parts[LINKS] = parts[LINKS].replace(b"</Relationships>", f"{more}</Relationships>".encode())
    parts[BOOK] = parts[BOOK].replace(b"</sheets>", b'<sheet name="Mes notes" sheetId="50" r:id="rId50"/></sheets>')
    parts[BOOK] = parts[BOOK].replace(b"</workbook>", f"{feature.book}</workbook>".encode())
    for name, data in feature.parts.items():
        parts[name] = data if isinstance(data, bytes) else f"{HEAD}{data}".encode()
    return packed(parts)


def rels(some: tuple[tuple[str, str, str], ...]) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{links(some)}</Relationships>'


def extension(uri: str, inside: str) -> str:
    return f'<extLst><ext uri="{uri}" xmlns:x14="{X14}">{inside}</ext></extLst>'


XM = "http://schemas.microsoft.com/office/excel/2006/main"
SHAPE = (f'<xdr:wsDr xmlns:xdr="{DRAWN}/spreadsheetDrawing" xmlns:a="{DRAWN}/main"><xdr:twoCellAnchor><xdr:from><xdr:col>3'
         "</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>6"
         "</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>6</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp macro=\"\" "
         'textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="Étoile"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:prstGeom '
         'prst="star5"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>À ne pas oublier</a:t></a:r>'
         "</a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>")  # fmt: skip
VML = '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="_x0000_s1025" type="#_x0000_t201"/></xml>'
LIST = '<dataValidations count="1"><dataValidation type="list" sqref="C2:C4"><formula1>"oui,non"</formula1></dataValidation></dataValidations>'

FEATURES: dict[str, Feature] = {
    "shapes": Feature('<drawing r:id="rId1"/>', (("rId1", "drawing", "../drawings/drawing1.xml"),),
                      {"xl/drawings/drawing1.xml": SHAPE}, {"xl/drawings/drawing1.xml": f"{OFFICE}.drawing+xml"}),
    "threaded comments": Feature('<legacyDrawing r:id="rId2"/>', (
        ("rId1", "comments", "../comments1.xml"), ("rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
        ("rId3", f"{MS}/2017/10/relationships/threadedComment", "../threadedComments/threadedComment1.xml")), {
        "xl/comments1.xml": f'<comments xmlns="{MAIN}"><authors><author>tc={{1}}</author></authors><commentList><comment ref="A1" '
        'authorId="0"><text><t>[Fil] Bonjour</t></text></comment></commentList></comments>', "xl/drawings/vmlDrawing1.vml": VML,
        "xl/threadedComments/threadedComment1.xml": f'<ThreadedComments xmlns="{MS}/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="A1" personId="{2}" id="{1}"><text>Bonjour</text></threadedComment></ThreadedComments>',
        "xl/persons/person.xml": f'<personList xmlns="{MS}/spreadsheetml/2018/threadedcomments"><person displayName="Léa" id="{{2}}"/>'
        "</personList>"}, {"xl/comments1.xml": f"{SHEET_KIND}.comments+xml",
        "xl/threadedComments/threadedComment1.xml": "application/vnd.ms-excel.threadedcomments+xml",
        "xl/persons/person.xml": "application/vnd.ms-excel.person+xml"},
        (("rId60", f"{MS}/2017/10/relationships/person", "persons/person.xml"),)),
    "form controls": Feature(
        '<drawing r:id="rId1"/><legacyDrawing r:id="rId2"/><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006"><mc:Choice Requires="x14" xmlns:x14="{X14}"><controls><control shapeId="1025" r:id="rId3" '
        'name="Case"/></controls></mc:Choice></mc:AlternateContent>',
        (("rId1", "drawing", "../drawings/drawing1.xml"), ("rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
         ("rId3", "ctrlProp", "../ctrlProps/ctrlProp1.xml")),
        {"xl/drawings/drawing1.xml": SHAPE, "xl/drawings/vmlDrawing1.vml": VML,
         "xl/ctrlProps/ctrlProp1.xml": f'<formControlPr xmlns="{X14}" objectType="CheckBox" fmlaLink="$D$1"/>'},
        {"xl/drawings/drawing1.xml": f"{OFFICE}.drawing+xml", "xl/ctrlProps/ctrlProp1.xml": "application/vnd.ms-excel.controlproperties+xml"}),
    "pivot": Feature("", (("rId1", "pivotTable", "../pivotTables/pivotTable1.xml"),), {
        "xl/pivotTables/pivotTable1.xml": f'<pivotTableDefinition xmlns="{MAIN}" name="Croisé" cacheId="7" dataCaption="Valeurs"><location '
        'ref="F1:G4" firstHeaderRow="1" firstDataRow="1" firstDataCol="0"/></pivotTableDefinition>',
        "xl/pivotTables/_rels/pivotTable1.xml.rels": rels((("rId1", "pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml"),)),
        "xl/pivotCache/pivotCacheDefinition1.xml": f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{RELATIONS}" r:id="rId1"><cacheSource '
        'type="worksheet"><worksheetSource ref="A1:B4" sheet="Mes notes"/></cacheSource><cacheFields count="0"/></pivotCacheDefinition>',
        "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": rels((("rId1", "pivotCacheRecords", "pivotCacheRecords1.xml"),)),
        "xl/pivotCache/pivotCacheRecords1.xml": f'<pivotCacheRecords xmlns="{MAIN}" count="0"/>'}, {
        "xl/pivotTables/pivotTable1.xml": f"{SHEET_KIND}.pivotTable+xml",
        "xl/pivotCache/pivotCacheDefinition1.xml": f"{SHEET_KIND}.pivotCacheDefinition+xml",
        "xl/pivotCache/pivotCacheRecords1.xml": f"{SHEET_KIND}.pivotCacheRecords+xml"},
        (("rId61", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"),),
        '<pivotCaches><pivotCache cacheId="7" r:id="rId61"/></pivotCaches>'),
    "table and slicer": Feature(
        '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>' + extension("{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}",
        '<x14:slicerList><x14:slicer r:id="rId2"/></x14:slicerList>'),
        (("rId1", "table", "../tables/table7.xml"), ("rId2", f"{MS}/2007/relationships/slicer", "../slicers/slicer1.xml")),
        {"xl/tables/table7.xml": f'<table xmlns="{MAIN}" id="3" name="chiffres" displayName="chiffres" ref="A1:B4"><tableColumns count="2">'
         '<tableColumn id="1" name="Nos chiffres"/><tableColumn id="2" name="Colonne1"/></tableColumns></table>',
         "xl/slicers/slicer1.xml": f'<slicers xmlns="{X14}"><slicer name="Mois" cache="Segment_Mois" rowHeight="241300"/></slicers>',
         "xl/slicerCaches/slicerCache1.xml": f'<slicerCacheDefinition xmlns="{X14}" name="Segment_Mois" sourceName="Nos chiffres"/>'},
        {"xl/tables/table7.xml": f"{SHEET_KIND}.table+xml", "xl/slicers/slicer1.xml": "application/vnd.ms-excel.slicer+xml",
         "xl/slicerCaches/slicerCache1.xml": "application/vnd.ms-excel.slicerCache+xml"},
        (("rId62", f"{MS}/2007/relationships/slicerCache", "slicerCaches/slicerCache1.xml"),),
        extension("{BBE1A952-AA13-448e-AADC-164F8A28A991}", '<x14:slicerCaches><x14:slicerCache r:id="rId62"/></x14:slicerCaches>')),
    "new validations": Feature(LIST + extension("{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}",
        f'<x14:dataValidations xmlns:xm="{XM}" count="1"><x14:dataValidation type="list"><x14:formula1><xm:f>Thèmes!$A$2:$A$4</xm:f>'
        "</x14:formula1><xm:sqref>D2:D4</xm:sqref></x14:dataValidation></x14:dataValidations>")),
    "new conditional formats": Feature(
        '<conditionalFormatting sqref="B2:B4"><cfRule type="dataBar" priority="1"><dataBar><cfvo type="min"/><cfvo type="max"/><color '
        'rgb="FF638EC6"/></dataBar><extLst><ext uri="{B025F937-C7B1-47D3-B67F-A62EFF666E3E}"><x14:id xmlns:x14="'
        f'{X14}">{{9}}</x14:id></ext></extLst></cfRule></conditionalFormatting>' + extension("{78C0D931-6437-407d-A8EE-F0AAD7539E65}",
        f'<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="{XM}"><x14:cfRule type="dataBar" id="{{9}}"><x14:dataBar>'
        '<x14:cfvo type="autoMin"/><x14:cfvo type="autoMax"/></x14:dataBar></x14:cfRule><xm:sqref>B2:B4</xm:sqref>'
        "</x14:conditionalFormatting></x14:conditionalFormattings>")),
    "sparklines": Feature(extension("{05C60535-1F16-4fd2-B633-F4F36F0B64E0}",
        f'<x14:sparklineGroups xmlns:xm="{XM}"><x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>Mes notes!B2:B4</xm:f><xm:sqref>C5'
        "</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups>")),
    "connections": Feature("", (("rId1", "queryTable", "../queryTables/queryTable1.xml"),), {
        "xl/connections.xml": f'<connections xmlns="{MAIN}"><connection id="1" name="Requête" type="5" refreshedVersion="8"><dbPr '
        'connection="Provider=Microsoft.Mashup.OleDb.1" command="SELECT * FROM [Ventes]"/></connection></connections>',
        "xl/queryTables/queryTable1.xml": f'<queryTable xmlns="{MAIN}" name="Ventes" connectionId="1"/>',
        "customXml/item1.xml": b"\xef\xbb\xbf<DataMashup xmlns='http://schemas.microsoft.com/DataMashup'>AAAA</DataMashup>"}, {
        "xl/connections.xml": f"{SHEET_KIND}.connections+xml", "xl/queryTables/queryTable1.xml": f"{SHEET_KIND}.queryTable+xml"},
        (("rId63", "connections", "connections.xml"), ("rId64", "customXml", "../customXml/item1.xml"))),
    "custom xml": Feature(parts={
        "customXml/item1.xml": b"<a xmlns='urn:x'>  <b/>\r\n</a>", "customXml/itemProps1.xml": '<ds:datastoreItem ds:itemID="{1}" '
        f'xmlns:ds="{OFFICE.replace("application/vnd.", "http://schemas.").replace("-officedocument", ".org/officeDocument/2006")}"/>',
        "customXml/_rels/item1.xml.rels": rels((("rId1", "customXmlProps", "itemProps1.xml"),))},
        book_links=(("rId65", "customXml", "../customXml/item1.xml"),)),
    "sensitivity label": Feature(parts={
        "docMetadata/LabelInfo.xml": f'<clbl:labelList xmlns:clbl="{MS}/2020/mipLabelMetadata"><clbl:label id="{{1}}" enabled="1" '
        'method="Privileged" siteId="{2}" removed="0"/></clbl:labelList>',
        "_rels/.rels": rels((("rId1", "officeDocument", BOOK), ("rId2", f"{MS}/2020/02/relationships/classificationlabels",
                                                                "docMetadata/LabelInfo.xml")))},
        kinds={"docMetadata/LabelInfo.xml": "application/vnd.ms-office.classificationlabels+xml"}),
    "macros": Feature(parts={"xl/vbaProject.bin": BYTES, "xl/vbaProjectSignature.bin": BYTES[::-1],
                             "xl/_rels/vbaProject.bin.rels": rels((("rId1", f"{MS}/2006/relationships/vbaProjectSignature",
                                                                    "vbaProjectSignature.bin"),))},
        kinds={"xl/vbaProject.bin": "application/vnd.ms-office.vbaProject"},
        book_links=(("rId66", f"{MS}/2006/relationships/vbaProject", "vbaProject.bin"),),
        main_kind="application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    "dynamic arrays": Feature(parts={"xl/metadata.xml": f'<metadata xmlns="{MAIN}"><metadataTypes count="1"><metadataType name="XLDAPR" '
        'minSupportedVersion="120000"/></metadataTypes><cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>'},
        kinds={"xl/metadata.xml": f"{SHEET_KIND}.sheetMetadata+xml"}, book_links=(("rId67", "sheetMetadata", "metadata.xml"),)),
    "another workbook": Feature(parts={
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}" xmlns:r="{RELATIONS}"><externalBook r:id="rId1"/></externalLink>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": rels((("rId1", "externalLinkPath", "file:///C:/autre.xlsx"),))},
        kinds={"xl/externalLinks/externalLink1.xml": f"{SHEET_KIND}.externalLink+xml"},
        book_links=(("rId68", "externalLink", "externalLinks/externalLink1.xml"),)),
    "printer, picture behind": Feature('<pageSetup r:id="rId1"/><picture r:id="rId2"/>', (
        ("rId1", "printerSettings", "../printerSettings/printerSettings1.bin"), ("rId2", "image", "../media/image1.png")),
        {"xl/printerSettings/printerSettings1.bin": BYTES, "xl/media/image1.png": picture()}),
    "an embedded document": Feature('<oleObjects><oleObject progId="Document" shapeId="1025" r:id="rId1"/></oleObjects>',
        (("rId1", "oleObject", "../embeddings/oleObject1.bin"),), {"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" + BYTES}),
    "views of one's own": Feature('<customSheetViews><customSheetView guid="{1}" scale="80"/></customSheetViews>',
        book='<customWorkbookViews><customWorkbookView name="Léa" guid="{1}" windowWidth="1" windowHeight="1" activeSheetId="50"/>'
        "</customWorkbookViews>"),
}  # fmt: skip


# -- as programs make them -------------------------------------------------------------------------------------------


def by_xlsxwriter(*, macros: bool = False) -> bytes:
    """Charts, pictures, text boxes, notes, tables, rules, sparklines, checkboxes, buttons, rich texts, protection."""
    out = io.BytesIO()
    book: Any = xlsxwriter.Workbook(out, {"in_memory": True})
    for title, rows in TABS.items():
        page = book.add_worksheet(title)
        for at, row in enumerate(rows):
            page.write_row(at, 0, row, book.add_format({"bold": at == 0, "bg_color": "#DDEEFF"}))
    page = book.add_worksheet("Mes notes")
    page.write_column("A1", ["Mois", "janvier", "février", "mars"])
    page.write_column("B1", ["Ventes", 12, 15.5, 9])
    page.write_formula("B5", "=SUM(B2:B4)", None, 36.5)
    page.write_rich_string("D1", "un ", book.add_format({"bold": True}), "gras", " ici")
    page.add_table("A1:B4", {"name": "ventes", "columns": [{"header": "Mois"}, {"header": "Ventes"}]})
    for at, kind in enumerate(("pie", "bar", "line", "scatter", "radar")):
        chart = book.add_chart({"type": kind})
        chart.add_series({"categories": "='Mes notes'!$A$2:$A$4", "values": "='Mes notes'!$B$2:$B$4"})
        page.insert_chart(6 + at * 15, 5, chart)
    page.insert_image("F1", "p.png", {"image_data": io.BytesIO(picture()), "url": "https://example.org"})
    page.set_background(io.BytesIO(picture()))
    page.set_header("&L&G", {"image_left": "p.png", "image_data_left": io.BytesIO(picture())})
    page.insert_textbox("H1", "À ne pas oublier")
    page.insert_button("J1", {"macro": "Bonjour", "caption": "Dire bonjour"})
    page.insert_checkbox("K1", True)
    page.write_comment("A2", "une note", {"author": "Léa"})
    page.add_sparkline("C5", {"range": "'Mes notes'!B2:B4"})
    page.data_validation("C2:C4", {"validate": "list", "source": ["oui", "non"]})
    page.conditional_format("B2:B4", {"type": "data_bar", "data_bar_2010": True})
    page.conditional_format("B2:B4", {"type": "icon_set", "icon_style": "3_arrows"})
    page.write_dynamic_array_formula("M1:M3", "=SORT(B2:B4)", None, 9)
    page.protect("secret", {"sort": True})
    page.set_column("C:D", None, None, {"level": 1, "hidden": True})
    book.define_name("total", "='Mes notes'!$B$5")
    book.set_custom_property("Client", "Salon")
    book.add_chartsheet("Graphique").set_chart(_chart(book))
    if macros:
        book.add_vba_project(io.BytesIO(BYTES), is_stream=True)
    book.close()
    return out.getvalue()


def _chart(book: Any) -> Any:
    chart = book.add_chart({"type": "area"})
    chart.add_series({"values": "='Mes notes'!$B$2:$B$4"})
    return chart


def by_openpyxl() -> bytes:
    """Charts, notes, tables, rules, validations, names, merged cells, as openpyxl writes them."""
    book = openpyxl.Workbook()
    assert book.active
    book.remove(book.active)
    for title, rows in TABS.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    page = book.create_sheet("Mes notes")
    for month, sold in (("Mois", "Ventes"), ("janvier", 12), ("février", 15.5), ("mars", 9)):
        page.append([month, sold])
    for chart in (BarChart(), LineChart()):
        chart.add_data(Reference(page, min_col=2, min_row=1, max_row=4), titles_from_data=True)
        page.add_chart(chart, "E2")
    page["A1"].comment = Comment("note", "Léa")
    page.add_table(Table(displayName="ventes", ref="A1:B4"))
    rule = DataValidation(type="list", formula1='"oui,non"')
    page.add_data_validation(rule)
    rule.add("C2:C4")
    page.conditional_formatting.add("B2:B4", ColorScaleRule("min", None, "FFFFFF", "max", None, "FF0000"))  # type: ignore[no-untyped-call]
    page.conditional_formatting.add("B2:B4", IconSetRule("3Arrows", "percent", [0, 33, 67]))  # type: ignore[no-untyped-call]
    page.merge_cells("G1:H2")
    book.defined_names["total"] = DefinedName("total", attr_text="'Mes notes'!$B$4")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@cache
def made() -> dict[str, bytes]:
    """All of them by name, each made once."""
    found: dict[str, Callable[[], bytes]] = {name: lambda one=one: with_feature(one) for name, one in FEATURES.items()}  # type: ignore[misc]
    found |= {"xlsxwriter": by_xlsxwriter, "xlsxwriter, macros": lambda: by_xlsxwriter(macros=True), "openpyxl": by_openpyxl}
    return {name: make() for name, make in found.items()}
