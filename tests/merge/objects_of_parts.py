"""Objects on the social calendar that are parts of their own, or stand in lists behind its rows."""

from __future__ import annotations

from objects_beside import MAIN, OFFICE, SPREADSHEET, CalendarXml, area

DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
_VML = ('xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"')  # fmt: skip


def _corner(name: str, column: int, row: int) -> str:
    """A corner of an anchor; row and column counted from 1."""
    return (f"<xdr:{name}><xdr:col>{column - 1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row - 1}</xdr:row>"
            f"<xdr:rowOff>0</xdr:rowOff></xdr:{name}>")  # fmt: skip


def _shape(number: int, name: str, link: str = "") -> str:
    return (f'<xdr:sp macro="" textlink="{link}"><xdr:nvSpPr><xdr:cNvPr id="{number}" name="{name}"/><xdr:cNvSpPr/>'
            '</xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:sp>'
            "<xdr:clientData/>")  # fmt: skip


def drawing(xml: CalendarXml, rows: dict[str, int], series: str = "", chart_row: int = 0, link: str = "") -> None:
    """Shapes, each with its first row, and a chart of a range."""
    anchors = "".join(
        f"<xdr:twoCellAnchor>{_corner('from', 3, row)}{_corner('to', 5, row + 4)}{_shape(number, name, link)}"
        "</xdr:twoCellAnchor>"
        for number, (name, row) in enumerate(rows.items(), 2)
    )
    part = "xl/drawings/drawing99.xml"
    if chart_row:
        xml.add(
            "xl/charts/chart99.xml",
            f'<c:chartSpace xmlns:c="{DRAWN}/chart"><c:chart><c:plotArea><c:barChart><c:barDir val="col"/><c:ser>'
            f'<c:idx val="0"/><c:order val="0"/><c:val><c:numRef><c:f>{series}</c:f></c:numRef></c:val></c:ser>'
            '<c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling/><c:axPos val="b"/>'
            '<c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling/><c:axPos val="l"/><c:crossAx val="1"/>'
            "</c:valAx></c:plotArea></c:chart></c:chartSpace>",
            "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        )
        xml.relate("chart", "../charts/chart99.xml", part)
        anchors += (
            f'<xdr:oneCellAnchor>{_corner("from", 3, chart_row)}<xdr:ext cx="900000" cy="900000"/>'
            '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="90" name="Courbe"/>'
            '<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'
            f'</xdr:xfrm><a:graphic><a:graphicData uri="{DRAWN}/chart"><c:chart xmlns:c="{DRAWN}/chart" '
            f'xmlns:r="{OFFICE}" r:id="rId900"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/>'
            "</xdr:oneCellAnchor>"
        )
    xml.add(part, f'<xdr:wsDr xmlns:xdr="{DRAWN}/spreadsheetDrawing" xmlns:a="{DRAWN}/main">{anchors}</xdr:wsDr>',
            "application/vnd.openxmlformats-officedocument.drawing+xml")  # fmt: skip
    link_id = xml.relate("drawing", "../drawings/drawing99.xml")
    xml.element("drawing", "", f' xmlns:r="{OFFICE}" r:id="{link_id}"')


def pivot(xml: CalendarXml, left: int, top: int) -> None:
    """A pivot table of the user's tab, two columns wide."""
    ref = area(left, top, left + 1, top + 3)
    for row in range(top, top + 4):
        xml.text(xml.at(left, row), f"Croisé {row - top}")
        xml.number(xml.at(left + 1, row), row)
    cache = "xl/pivotCache/pivotCacheDefinition9.xml"
    xml.add(
        "xl/pivotTables/pivotTable9.xml",
        f'<pivotTableDefinition xmlns="{MAIN}" name="Croisé" cacheId="7" dataCaption="Valeurs"><location ref="{ref}" '
        'firstHeaderRow="1" firstDataRow="1" firstDataCol="0"/></pivotTableDefinition>',
        f"{SPREADSHEET}.pivotTable+xml",
    )
    xml.add(
        cache,
        f'<pivotCacheDefinition xmlns="{MAIN}" saveData="0" refreshOnLoad="1"><cacheSource type="worksheet">'
        '<worksheetSource ref="A1:B3" sheet="Mes chiffres"/></cacheSource><cacheFields count="0"/>'
        "</pivotCacheDefinition>",
        f"{SPREADSHEET}.pivotCacheDefinition+xml",
    )
    xml.relate("pivotTable", "../pivotTables/pivotTable9.xml")
    xml.relate("pivotCacheDefinition", "../pivotCache/pivotCacheDefinition9.xml", "xl/pivotTables/pivotTable9.xml")
    link = xml.relate("pivotCacheDefinition", "pivotCache/pivotCacheDefinition9.xml", "xl/workbook.xml")
    book = xml.held["xl/workbook.xml"].decode()
    listed = f'<pivotCaches><pivotCache xmlns:r="{OFFICE}" cacheId="7" r:id="{link}"/></pivotCaches>'
    xml.held["xl/workbook.xml"] = book.replace("</workbook>", f"{listed}</workbook>").encode()


def button(xml: CalendarXml, row: int, linked: str) -> None:
    """A check box of a form, linked to a cell: an old drawing, and the properties of the control."""
    xml.add(
        "xl/drawings/vmlDrawing99.vml",
        f'<xml {_VML}><v:shape id="_x0000_s1025" type="#_x0000_t201"><x:ClientData ObjectType="Checkbox"><x:Anchor>'
        f"2, 0, {row - 1}, 0, 4, 0, {row}, 0</x:Anchor><x:FmlaLink>{linked}</x:FmlaLink></x:ClientData></v:shape>"
        "</xml>",
        "application/vnd.openxmlformats-officedocument.vmlDrawing",
    )
    xml.add("xl/ctrlProps/ctrlProp9.xml", f'<formControlPr xmlns="{X14}" objectType="CheckBox" fmlaLink="{linked}"/>',
            "application/vnd.ms-excel.controlproperties+xml")  # fmt: skip
    legacy = xml.relate("vmlDrawing", "../drawings/vmlDrawing99.vml")
    xml.relate("ctrlProp", "../ctrlProps/ctrlProp9.xml")
    xml.element("legacyDrawing", "", f' xmlns:r="{OFFICE}" r:id="{legacy}"')


def sparklines(xml: CalendarXml, column: int, rows: list[int]) -> None:
    """A line in a cell of each row, of the row's own numbers."""
    lines = "".join(f"<x14:sparkline><xm:f>'{xml.title}'!T{row}:W{row}</xm:f><xm:sqref>{xml.at(column, row)}</xm:sqref>"
                    "</x14:sparkline>" for row in rows)  # fmt: skip
    xml.element("extLst", f'<ext xmlns:x14="{X14}" uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}"><x14:sparklineGroups '
                f'xmlns:xm="{XM}"><x14:sparklineGroup><x14:sparklines>{lines}</x14:sparklines></x14:sparklineGroup>'
                "</x14:sparklineGroups></ext>")  # fmt: skip


def lists(xml: CalendarXml, row: int, low: int) -> None:
    """What stands in lists of cells: protected, watched and unmarked ones of a row, breaks, a scenario."""
    cell, last = f"L{row}", xml.bottom
    xml.element("protectedRanges", f'<protectedRange sqref="{cell}:M{row}" name="mien"/>')
    xml.element("scenarios", f'<scenario name="Haut" count="1"><inputCells r="T{row}" val="9"/></scenario>',
                f' sqref="T{low}"')  # fmt: skip
    xml.element("rowBreaks", f'<brk id="{row}" max="16383" man="1"/><brk id="{last}" max="16383" man="1"/>'
                f'<brk id="{low}" max="16383" man="1"/>', ' count="3" manualBreakCount="3"')  # fmt: skip
    xml.element("colBreaks", '<brk id="6" max="1048575" man="1"/>', ' count="1" manualBreakCount="1"')
    xml.element("cellWatches", f'<cellWatch r="{cell}"/><cellWatch r="L{low}"/>')
    xml.element("ignoredErrors", f'<ignoredError sqref="{cell}" numberStoredAsText="1"/>')


def names(xml: CalendarXml, defined: dict[str, str], local: str = "") -> None:
    """Defined names of the workbook, or local to a tab (attribute `localSheetId`)."""
    book = xml.held["xl/workbook.xml"].decode()
    written = "".join(f'<definedName name="{name}"{local}>{text}</definedName>' for name, text in defined.items())
    xml.held["xl/workbook.xml"] = book.replace("</definedNames>", f"{written}</definedNames>").encode()
