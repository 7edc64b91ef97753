"""Charts, pictures, notes, conversations and pivots in the XML that Excel writes for them."""

from __future__ import annotations

import re
import struct
import zlib
from xml.sax.saxutils import escape

from sheet_package import OFFICE, SML, SheetXml, address

_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NEWER = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_KINDS = "http://schemas.microsoft.com/office/2017/10/relationships"
_OPEN = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<xdr:wsDr xmlns:xdr="{_DRAWN}/spreadsheetDrawing"'
    f' xmlns:a="{_DRAWN}/main" xmlns:r="{OFFICE}">'
)
Corners = tuple[int, int, int, int]  # top, left, bottom, right; 1-based rows and columns


def png() -> bytes:
    """A picture of one red point."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def _drawing(sheet: SheetXml) -> str:
    """The part of a tab's drawing, made where there is none."""
    package = sheet.package
    found = re.search(r'<drawing [^>]*r:id="([^"]+)"', sheet.xml)
    if found:
        folder, _, name = sheet.part.rpartition("/")
        rels = package.held[f"{folder}/_rels/{name}.rels"].decode()
        entry = next(one for one in re.findall(r"<Relationship [^>]*>", rels) if f'Id="{found[1]}"' in one)
        target = re.search(r'Target="([^"]+)"', entry)
        assert target
        return "xl/drawings/" + target[1].rpartition("/")[2]
    part = package.free("xl/drawings/drawing{}.xml")
    package.add(part, _OPEN + "</xdr:wsDr>", "application/vnd.openxmlformats-officedocument.drawing+xml")
    rid = package.relate(sheet.part, f"{OFFICE}/drawing", "/" + part)
    sheet.child("drawing", f'<drawing r:id="{rid}"/>')
    return part


def _anchored(sheet: SheetXml, at: Corners, what: str, how: str = "twoCell") -> None:
    part = _drawing(sheet)
    top, left, bottom, right = at
    entry = (
        f'<xdr:twoCellAnchor editAs="{how}"><xdr:from><xdr:col>{left - 1}</xdr:col><xdr:colOff>9525</xdr:colOff>'
        f"<xdr:row>{top - 1}</xdr:row><xdr:rowOff>9525</xdr:rowOff></xdr:from><xdr:to><xdr:col>{right - 1}</xdr:col>"
        f"<xdr:colOff>0</xdr:colOff><xdr:row>{bottom - 1}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>{what}"
        "<xdr:clientData/></xdr:twoCellAnchor>"
    )
    held = sheet.package.held
    text = held[part].decode()
    entry = re.sub(r"<(xdr:(?:graphicFrame|pic))\b", rf'<\1 xmlns:a="{_DRAWN}/main" xmlns:r="{OFFICE}"', entry)
    if "<xdr:wsDr" not in text:  # openpyxl names the namespace otherwise
        entry = entry.replace("xdr:", "")
    text = re.sub(r"<((?:xdr:)?wsDr)([^>]*)/>", r"<\1\2></\1>", text)
    held[part] = re.sub(r"(</(?:xdr:)?wsDr>)", lambda found: entry + found[1], text).encode()


def chart(sheet: SheetXml, at: Corners, values: str, name: str) -> None:
    """A chart of columns over values."""
    package, part = sheet.package, sheet.package.free("xl/charts/chart{}.xml")
    package.add(
        part,
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace xmlns:c="{_DRAWN}/chart"'
        f' xmlns:a="{_DRAWN}/main" xmlns:r="{OFFICE}"><c:chart><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/>'
        f'<c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numRef><c:f>{escape(values)}'
        '</c:f></c:numRef></c:val></c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/>'
        '<c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/>'
        '</c:catAx><c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea><c:plotVisOnly val="1"/></c:chart>'
        "</c:chartSpace>",
        "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    )
    rid = package.relate(_drawing(sheet), f"{OFFICE}/chart", "/" + part)
    _anchored(
        sheet,
        at,
        f'<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="{len(package.held)}" name="{name}"/>'
        '<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
        f'<a:graphic><a:graphicData uri="{_DRAWN}/chart"><c:chart xmlns:c="{_DRAWN}/chart" r:id="{rid}"/>'
        "</a:graphicData></a:graphic></xdr:graphicFrame>",
    )


def picture(sheet: SheetXml, at: Corners, name: str, how: str = "twoCell") -> None:
    """A picture."""
    package, part = sheet.package, sheet.package.free("xl/media/image{}.png")
    package.default("png", "image/png")
    package.add(part, png())
    rid = package.relate(_drawing(sheet), f"{OFFICE}/image", "/" + part)
    _anchored(
        sheet,
        at,
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{len(package.held)}" name="{name}"/><xdr:cNvPicPr/></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip r:embed="{rid}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="99999" cy="99999"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></xdr:spPr></xdr:pic>",
        how,
    )


def note(sheet: SheetXml, row: int, column: int, text: str) -> None:
    """A note on a cell, with its box."""
    package = sheet.package
    comments, drawing = _notes(sheet)
    entry = f'<comment ref="{address(row, column)}" authorId="0"><text><t>{escape(text)}</t></text></comment>'
    held = package.held
    held[comments] = re.sub(rb"(</(?:\w+:)?commentList>)", entry.encode() + rb"\1", held[comments])
    shape = (
        f'<v:shape id="_x0000_s{1025 + len(re.findall(rb"<v:shape ", held[drawing]))}" type="#_x0000_t202"'
        ' style="position:absolute;visibility:hidden" fillcolor="#ffffe1"><x:ClientData ObjectType="Note">'
        f"<x:Anchor>{column}, 15, {row - 1}, 2, {column + 2}, 31, {row + 3}, 1</x:Anchor>"
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )
    held[drawing] = held[drawing].replace(b"</xml>", shape.encode() + b"</xml>")


def _notes(sheet: SheetXml) -> tuple[str, str]:
    """The parts of a tab's notes and of their boxes, made where there are none."""
    package = sheet.package
    known = package_relations(sheet)
    found = [one for one in known if re.search(r"comments?\d*\.xml$", one) and "threaded" not in one]
    boxes = [one for one in known if one.endswith(".vml")]
    if found and boxes:
        return found[0], boxes[0]
    comments, drawing = package.free("xl/comments{}.xml"), package.free("xl/drawings/vmlDrawing{}.vml")
    package.add(
        comments,
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{_MAIN}"><authors><author>Léa'
        "</author></authors><commentList></commentList></comments>",
        f"{SML}.comments+xml",
    )
    package.relate(sheet.part, f"{OFFICE}/comments", "/" + comments)
    package.default("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
    package.add(
        drawing,
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600"'
        ' o:spt="202" path="m,l,21600r21600,l21600,xe"/></xml>',
    )
    rid = package.relate(sheet.part, f"{OFFICE}/vmlDrawing", "/" + drawing)
    sheet.child("legacyDrawing", f'<legacyDrawing r:id="{rid}"/>')
    return comments, drawing


def package_relations(sheet: SheetXml) -> list[str]:
    """The parts that a tab leads to."""
    from workbook_contents import relations

    return list(relations(sheet.package.held, sheet.part).values())


def conversation(sheet: SheetXml, row: int, column: int, text: str) -> None:
    """A conversation on a cell: its note, its thread, and who speaks."""
    package = sheet.package
    person, thread = "{00000000-0000-0000-0000-00000000000A}", "{00000000-0000-0000-0000-00000000000B}"
    persons = package.free("xl/persons/person{}.xml")
    package.add(
        persons,
        f'<personList xmlns="{_NEWER}"><person displayName="Léa" id="{person}" userId="Léa" providerId="None"/>'
        "</personList>",
        "application/vnd.ms-excel.person+xml",
    )
    package.relate("xl/workbook.xml", f"{_KINDS}/person", "/" + persons)
    part = package.free("xl/threadedComments/threadedComment{}.xml")
    package.add(
        part,
        f'<ThreadedComments xmlns="{_NEWER}"><threadedComment ref="{address(row, column)}" dT="2027-01-01T10:00:00.00"'
        f' personId="{person}" id="{thread}"><text>{escape(text)}</text></threadedComment></ThreadedComments>',
        "application/vnd.ms-excel.threadedcomments+xml",
    )
    package.relate(sheet.part, f"{_KINDS}/threadedComment", "/" + part)
    note(sheet, row, column, text)


def sparklines(sheet: SheetXml, cells: str, values: str) -> None:
    """A small line in a cell, over values."""
    sheet.child(
        "extLst",
        '<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"'
        ' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:sparklineGroups'
        ' xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup displayEmptyCellsAs="gap">'
        f"<x14:sparklines><x14:sparkline><xm:f>{escape(values)}</xm:f><xm:sqref>{cells}</xm:sqref></x14:sparkline>"
        "</x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>",
    )
