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

from calgen.files.draw.cells import Sketch
from calgen.files.edit import splice as splicing
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.files.read.package import Package

if TYPE_CHECKING:
    from collections.abc import Callable

KEYS = {"Réseaux": "social", "Bilan": "balance", "Listes": "lists"}
WORKBOOK, LINKS, TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
STYLES, SHEET = "xl/styles.xml", "xl/worksheets/sheet1.xml"
INDEX = {WORKBOOK, LINKS, TYPES, STYLES, "xl/calcChain.xml"}


def opened(data: bytes) -> OpenedWorkbook:
    """A workbook without the checks that a user's file passes."""
    return OpenedWorkbook(Package.load(data), "plan.xlsx")


def splice(user: bytes, drawn: bytes | Sketch, keys: dict[str, str], **options: Any) -> bytes:
    """The bytes of a workbook with drawn tabs in it."""
    return splicing.splice(opened(user), drawn, keys, **options)


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


def drawn_book(
    *, charts: int = 2, tables: int = 1, titles: tuple[str, ...] = tuple(KEYS), word: str = "Titre"
) -> bytes:
    """Our tabs with all that the drawing room uses."""

    def fill(book: Any) -> None:
        first = book.add_worksheet(titles[0])
        _calendar(book, first, tables, word)
        second = book.add_worksheet(titles[1])
        second.write_formula("A1", f"=COUNTA('{titles[0]}'!A2:A4)", book.add_format({"num_format": "0.00"}), 3)
        for number in range(charts):
            chart = book.add_chart({"type": "column"})
            chart.add_series({"values": f"='{titles[0]}'!$C$2:$C$4"})
            second.insert_chart(1 + 15 * number, 3, chart)
        if len(titles) > 2:
            lists = book.add_worksheet(titles[2])
            lists.write_column(0, 0, ["prêt", "publié"])
            lists.hide()
            book.define_name("calgen_status_list", f"='{titles[2]}'!$A$1:$A$2")
        first.activate()

    return _xlsxwriter(fill)


def _calendar(book: Any, sheet: Any, tables: int, word: str) -> None:
    head = book.add_format({"bold": True, "bg_color": "#224466", "font_color": "#FFFFFF", "border": 1})
    day = book.add_format({"num_format": "ddd dd/mm/yyyy", "align": "center"})
    sheet.set_column(0, 0, 30, day)
    sheet.set_column(6, 8, 12, None, {"level": 1, "hidden": True})
    sheet.set_row(1, 20, day)
    for column, title in enumerate([word, "Note", "Nombre"]):
        sheet.write_string(0, column, title, head)
    for row in range(1, 4):
        sheet.write_string(row, 0, f" post <{row}> & co ")
        sheet.write_number(row, 1, 46082 + row, day)
        sheet.write_number(row, 2, row)
    sheet.write_rich_string("F1", "a ", book.add_format({"bold": True}), "gras")
    sheet.write_formula("F2", '=HYPERLINK("#\'Bilan\'!A1","voir")', None, "voir")
    sheet.write_url("F3", "internal:'Bilan'!A1", string="Bilan")
    sheet.write_url("F4", "https://example.org/?a=1&b=2", string="lien")
    sheet.merge_range("J1:K1", "fusion", head)
    for number in range(tables):
        columns = [{"header": f"c{number}a", "format": day}, {"header": f"c{number}b"}]
        sheet.add_table(20 + 10 * number, 0, 25 + 10 * number, 1, {"name": f"calgen_t{number}", "columns": columns})
    red = book.add_format({"font_color": "#9C0006", "bg_color": "#FFC7CE", "num_format": "0.000"})
    sheet.conditional_format("A2:A4", {"type": "formula", "criteria": "=$C2>1", "format": red})
    sheet.conditional_format("C2:C4", {"type": "data_bar", "data_bar_2010": True})
    sheet.data_validation("B2:B4", {"validate": "list", "source": "=calgen_status_list"})
    sheet.autofilter("A1:C4")
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.print_area("A1:K40")
    sheet.set_header("&C&\"Arial\"Calendrier")
    sheet.write_comment("A1", "aide")


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
