"""Workbooks for the tests of this room: the user's with everything in them, ours as XlsxWriter draws them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from calgen.book.sheet import (
    Chart,
    ConditionalFormat,
    DropDown,
    PrintSetup,
    Series,
    Sheet,
    Style,
    StyledCell,
    Table,
)
from calgen.files.edit import insert_sheets
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.files.read.package import Package

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

KEYS = {"Réseaux": "social", "Bilan": "balance", "Listes": "lists"}
WORKBOOK, LINKS, TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
STYLES, SHEET = "xl/styles.xml", "xl/worksheets/sheet1.xml"
INDEX = {WORKBOOK, LINKS, TYPES, STYLES, "xl/calcChain.xml"}


def opened(data: bytes) -> OpenedWorkbook:
    """A workbook without the checks that a user's file passes."""
    return OpenedWorkbook(Package.load(data), "plan.xlsx")


def inserted(user: bytes, sheets: Iterable[Sheet], **options: Any) -> bytes:
    """The bytes of a workbook with drawn sheets in it."""
    return insert_sheets.insert_sheets(opened(user), sheets, **options)


def picture() -> bytes:
    """The smallest PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixel = zlib.compress(b"\0\0\0\0")
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", pixel) + chunk(b"IEND", b""))


def _xlsxwriter(fill: Callable[[Any], None]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 -- the same book each time
    fill(book)
    book.close()
    return out.getvalue()


def plain_book() -> bytes:
    """One tab with one word in italics."""

    def fill(book: Any) -> None:
        book.add_worksheet("Stratégie").write("A1", "Bonjour", book.add_format({"italic": True}))

    return _xlsxwriter(fill)


def numbers_book() -> bytes:
    """One tab without a word: such a file has no shared strings."""
    return _xlsxwriter(lambda book: book.add_worksheet("Stratégie").write("A1", 1))


def rich_book() -> bytes:
    """What XlsxWriter can put into a user's workbook: charts, a picture, notes, a table, rules, sparklines, names."""

    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Stratégie")
        sheet.write_row(0, 0, ["Thème", "Poids", "Date"], book.add_format({"bold": True, "bg_color": "#DDEEFF"}))
        for row in range(1, 6):
            sheet.write(row, 0, f"Thème {row}")
            sheet.write_number(row, 1, row / 10, book.add_format({"num_format": "0.0%"}))
            sheet.write_number(row, 2, 46082 + row, book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_formula("B8", "=SUM(B2:B6)", None, 1.5)
        sheet.add_table("A1:C6", {"name": "themes", "columns": [{"header": h} for h in ("Thème", "Poids", "Date")]})
        sheet.write_comment("A2", "une note")
        sheet.insert_image("E2", "p.png", {"image_data": io.BytesIO(picture())})
        chart = book.add_chart({"type": "pie"})
        chart.add_series({"values": "=Stratégie!$B$2:$B$6"})
        sheet.insert_chart("E8", chart)
        sheet.add_sparkline("D2", {"range": "Stratégie!B2:B6"})
        sheet.data_validation("A10", {"validate": "list", "source": ["oui", "non"]})
        red = book.add_format({"font_color": "#FF0000"})
        sheet.conditional_format("B2:B6", {"type": "cell", "criteria": ">", "value": 0.3, "format": red})
        sheet.insert_textbox("H2", "texte")
        sheet.write_url("A12", "https://example.org")
        book.define_name("budget", "=Stratégie!$B$2")
        book.add_worksheet("Autre").write("A1", 1)
        bars = book.add_chart({"type": "bar"})
        bars.add_series({"values": "=Stratégie!$B$2:$B$6"})
        book.add_chartsheet("Graphique").set_chart(bars)

    return _xlsxwriter(fill)


def openpyxl_book() -> bytes:
    """The same kind of workbook as openpyxl writes it, with our first tab's title taken by nobody."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Plan"
    sheet["A1"] = "valeur"
    sheet["A1"].comment = Comment("note", "moi")
    rule = DataValidation(type="list", formula1='"a,b"')
    sheet.add_data_validation(rule)
    rule.add("B1")
    sheet.merge_cells("C1:D1")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def drawn_sheets(
    *, charts: int = 2, tables: int = 1, titles: tuple[str, ...] = tuple(KEYS), word: str = "Titre"
) -> tuple[Sheet, ...]:
    """Our tabs with all that the drawing room uses."""
    series = Series(f"'{titles[1]}'!$A$2", f"'{titles[1]}'!$A$3:$A$5", f"'{titles[1]}'!$A$3:$A$5")
    figures = {(row, 1): StyledCell(row) for row in range(3, 6)} | {(2, 1): StyledCell("Nombre")}
    count = StyledCell(3, Style(number="figure"), formula=f"=COUNTA('{titles[0]}'!A2:A4)")
    balance = Sheet(
        "balance",
        titles[1],
        {(1, 1): count, **figures},
        charts=tuple(Chart("column", "", 2 + 15 * n, 4, 400, 200, (series,)) for n in range(charts)),
        formats={"figure": "0.00"},
    )
    words = {(row, 1): StyledCell(text) for row, text in enumerate(("prêt", "publié"), 1)}
    names = {"calgen_status_list": f"='{titles[2]}'!$A$1:$A$2"} if len(titles) > 2 else {}
    lists = (Sheet("lists", titles[2], words, names=names, hidden=True),) if len(titles) > 2 else ()
    return _calendar(titles[0], tables, word), balance, *lists


def drawn_book() -> bytes:
    """Our tabs in a workbook of their own."""
    return insert_sheets.new_workbook(drawn_sheets())


HEAD = Style(bold=True, fill="#224466", color="#FFFFFF", border="#000000")
DAY = Style(number="day", align="center")


def _calendar(title: str, tables: int, word: str) -> Sheet:
    cells = {(1, column): StyledCell(text, HEAD) for column, text in enumerate((word, "Note", "Nombre"), 1)}
    for row in range(1, 4):
        cells[row + 1, 1] = StyledCell(f" post <{row}> & co ")
        cells[row + 1, 2] = StyledCell(46082 + row, DAY)
        cells[row + 1, 3] = StyledCell(row)
    cells |= {(1, 6): StyledCell("en gras", Style(bold=True)), (1, 10): StyledCell("fusion", HEAD)}
    cells[2, 6] = StyledCell("voir", formula="=HYPERLINK(\"#'Bilan'!A1\",\"voir\")")
    cells[3, 6] = StyledCell("Bilan", link="'Bilan'!A1")
    places = [(f"calgen_t{n}", 21 + 10 * n, (f"c{n}a", f"c{n}b")) for n in range(tables)]
    cells |= {(top, n): StyledCell(text) for _, top, names in places for n, text in enumerate(names, 1)}
    return Sheet(
        "social",
        title,
        cells,
        widths={1: 30, 7: 12, 8: 12, 9: 12},
        heights={2: 20},
        folded=frozenset({7, 8, 9}),
        merges=((1, 10, 1, 11),),
        freeze=(1, 1),
        tables=tuple(Table(name, top, 1, top + 5, names) for name, top, names in places),
        choices=(DropDown("B2:B4", source="=calgen_status_list"),),
        rules=(
            ConditionalFormat("A2:A4", "=$C2>1", Style(color="#9C0006", fill="#FFC7CE")),
            ConditionalFormat("C2:C4", bar="#63BE7B"),
        ),
        notes={(1, 1): "aide"},
        print=PrintSetup(repeat=(1, 1), area="A1:K40", footer="Calendrier"),
        formats={"day": "ddd dd/mm/yyyy"},
    )


def parts(data: bytes) -> dict[str, bytes]:
    """A file's parts by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: dict[str, bytes]) -> bytes:
    """A file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def changed(data: bytes, *edits: tuple[str, str, str]) -> bytes:
    """A file with texts replaced in its parts: (part, old, new); the old text must be there."""
    content = parts(data)
    for part, old, new in edits:
        assert old.encode() in content[part], f"{old} in {part}"
        content[part] = content[part].replace(old.encode(), new.encode(), 1)
    return packed(content)


def with_part(data: bytes, part: str, content: bytes, kind: str = "") -> bytes:
    """A file with one more part, listed under a content type if one is given."""
    found = parts(data)
    found[part] = content
    if kind:
        override = f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
        found[TYPES] = found[TYPES].replace(b"</Types>", override.encode())
    return packed(found)
