"""Each file that is no workbook, or would do harm, is refused by its own name; ordinary ones pass."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest
from made_books import (
    LINKS,
    SHEET,
    TYPES,
    WORKBOOK,
    changed,
    drawn_book,
    drawn_sheets,
    inserted,
    numbers_book,
    openpyxl_book,
    packed,
    parts,
    plain_book,
    rich_book,
    with_part,
)

from calgen.book.problems import Place, Refused
from calgen.files.read import guard, package
from calgen.files.read.load import load

if TYPE_CHECKING:
    from collections.abc import Callable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def broken(place: int) -> bytes:
    data = bytearray(plain_book())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo(SHEET)
    data[info.header_offset + 30 + len(info.filename) + place] ^= 0x55
    return bytes(data)


def twice() -> bytes:
    out = io.BytesIO(plain_book())
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(WORKBOOK, b"<a/>")
    return out.getvalue()


def locked_zip() -> bytes:
    data = bytearray(plain_book())
    for found in re.finditer(rb"PK\x01\x02", bytes(data)):
        data[found.start() + 8] |= 1
    return bytes(data)


def typed(head: str, part: str = "xl/theme/theme1.xml") -> bytes:
    content = parts(plain_book())
    content[part] = (f'<?xml version="1.0"?>{head}' + content[part].decode().partition("?>")[2]).encode()
    return packed(content)


def merged(area: str, tag: str = "mergeCells><mergeCell") -> bytes:
    close = tag.partition(">")[0]
    wide = changed(plain_book(), (SHEET, "</row>", '<c r="F1"/><c r="G1"><v>1</v></c></row>'))
    return changed(wide, (SHEET, "<pageMargins", f'<{tag} ref="{area}"/></{close}><pageMargins'))


ODS = packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"})
SHARED = ('<Relationship Id="rId9" Type="http://x/revisionHeaders" Target="revisions/revisionHeaders.xml"/>'
          "</Relationships>")
XML_2003 = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
LONG_COMMENT = "<!--" + "x" * 200_000 + "-->"
UTF_7 = b"<?xml version='1.0' encoding='utf-7'?><!DOCTYPE a><a/>"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"

REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "nothing": ("file_empty", lambda: b""),
    "spaces": ("file_empty", lambda: b" \r\n \0"),
    "csv": ("file_text", lambda: "Thème;Poids\nA;1\n".encode()),
    "csv_utf16": ("file_text", lambda: "Thème;Poids".encode("utf-16")),
    "html": ("file_html", lambda: b"\xef\xbb\xbf\n<!DOCTYPE html><html>"),
    "table": ("file_html", lambda: b"<table><tr>"),
    "xml_2003": ("file_old_excel", lambda: XML_2003),
    "pdf": ("file_unknown", lambda: b"%PDF-1.7"),
    "owner_file": ("file_unknown", lambda: b"\x05Marie" + b"\0" * 100),
    "old_excel": ("file_old_excel", lambda: OLE),
    "password": ("file_password", lambda: OLE + "EncryptedPackage".encode("utf-16-le")),
    "zip_password": ("file_password", locked_zip),
    "ods": ("file_ods", lambda: ODS),
    "numbers": ("file_numbers", lambda: packed({"Index/Document.iwa": b"x"})),
    "xlsb": ("file_xlsb", lambda: packed({TYPES: b"<Types/>", "xl/workbook.bin": b"x"})),
    "docx": ("file_not_excel", lambda: packed({TYPES: b"<Types/>", "word/document.xml": b"<a/>"})),
    "zip": ("file_zip", lambda: packed({"photo.jpg": b"x"})),
    "empty_zip": ("file_zip", lambda: packed({})),
    "cut": ("file_damaged", lambda: plain_book()[:-20]),
    "half": ("file_damaged", lambda: plain_book()[: len(plain_book()) // 2]),
    "flipped": ("file_damaged", lambda: broken(20)),
    "no_workbook": ("file_damaged", lambda: packed({TYPES: b"<Types/>"})),
    "workbook_no_xml": ("file_damaged", lambda: changed(plain_book(), (WORKBOOK, "</workbook>", ""))),
    "twice": ("file_part_twice", twice),
    "doctype": ("file_doctype", lambda: typed("<!DOCTYPE a>")),
    "doctype_after_comment": ("file_doctype", lambda: typed(LONG_COMMENT + "<!DOCTYPE a [<!ENTITY b 'c'>]>")),
    "doctype_sheet": ("file_doctype", lambda: typed("<!DOCTYPE a SYSTEM 'http://127.0.0.1/'>", SHEET)),
    "doctype_utf16": ("file_doctype", lambda: with_part(plain_book(), "x.xml", "<!DOCTYPE a><a/>".encode("utf-16"))),
    "doctype_odd": ("file_doctype", lambda: with_part(plain_book(), "x.xml", UTF_7)),
    "strict": ("file_strict", lambda: changed(plain_book(), (WORKBOOK, MAIN, STRICT))),
    "shared": ("file_shared", lambda: changed(with_part(plain_book(), "xl/revisions/revisionHeaders.xml", b"<a/>"),
                                              (LINKS, "</Relationships>", SHARED))),
    "no_sheets": ("no_sheets", lambda: changed(plain_book(), (WORKBOOK, "<sheet ", "<other "))),
    "sheet_missing": ("sheet_missing", lambda: packed({k: v for k, v in parts(plain_book()).items() if k != SHEET})),
    "title_twice": ("sheet_title_twice", lambda: changed(rich_book(), (WORKBOOK, '"Autre"', '"STRATÉGIE"'))),
    "backslashes": ("file_spelling", lambda: packed({k.replace("/", "\\"): v for k, v in parts(plain_book()).items()})),
    "case": ("file_spelling", lambda: changed(plain_book(), (LINKS, "sheets/sheet1", "sheets/Sheet1"))),
}


@pytest.mark.parametrize(("code", "made"), REFUSED.values(), ids=REFUSED)
def test_refused(code: str, made: Callable[[], bytes]) -> None:
    with pytest.raises(Refused) as caught:
        guard.open_workbook(made(), "plan.xlsx")
    assert caught.value.problem.code == code
    assert caught.value.problem.values["file"] == "plan.xlsx"


@pytest.mark.parametrize("made", [plain_book, numbers_book, rich_book, openpyxl_book, drawn_book])
def test_ordinary_files_pass(made: Callable[[], bytes]) -> None:
    guard.open_workbook(made(), "plan.xlsx")


def test_what_we_write_passes() -> None:
    guard.open_workbook(inserted(rich_book(), drawn_sheets()), "plan.xlsx")


@pytest.mark.parametrize("made", [lambda: merged("A1:XFD1048576"), lambda: merged("B1:B1048576"),
                                  lambda: merged("A1:J1048576", "hyperlinks><hyperlink")])  # fmt: skip
def test_whole_columns_cost_nothing(made: Callable[[], bytes]) -> None:
    """A merge or a link over a whole column is what it is; only rows that hold anything count."""
    (found,) = load(made(), "plan.xlsx", every=True).grids
    assert found.cells[1, 1].value == "Bonjour"
    assert len(found.cells) <= 8


def test_a_tab_merged_through_and_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_AREA", 3)
    with pytest.raises(Refused) as caught:
        load(merged("A1:D1"), "plan.xlsx", every=True)
    assert caught.value.problem.code == "too_big_merge"
    assert caught.value.problem.place == Place("Stratégie", "A1:D1")


@pytest.mark.parametrize(
    ("limit", "code"),
    [("MOST_BYTES", "file"), ("MOST_BYTES_IN_PART", "part"), ("MOST_BYTES_UNPACKED", "unpacked"),
     ("MOST_PARTS", "parts"),
     ("MOST_CELLS", "cells"), ("MOST_FORMATS", "formats"), ("MOST_STRINGS", "strings")],
)
def test_limits(limit: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, limit, 1)
    with pytest.raises(Refused) as caught:
        guard.open_workbook(rich_book(), "plan.xlsx")
    assert caught.value.problem.code == f"too_big_{code}"


def test_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    data = with_part(plain_book(), "xl/media/image1.png", bytes(300 * guard.MEGABYTE))

    def never(*_: object) -> None:
        raise AssertionError("unpacked")

    monkeypatch.setattr(zlib, "decompressobj", never)
    with pytest.raises(Refused) as caught:
        guard.open_workbook(data, "plan.xlsx")
    assert caught.value.problem.code == "too_big_part"


def test_every_cut_and_many_changes_are_refused_or_pass() -> None:
    """No other exception comes out, whatever the bytes are."""
    data = plain_book()
    mutants = [data[:length] for length in range(0, len(data), 97)]
    mutants += [data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :] for place in range(0, len(data), 13)]
    for mutant in mutants:
        try:
            guard.open_workbook(mutant, "plan.xlsx")
        except Refused as refusal:
            assert refusal.problem.values["file"] == "plan.xlsx"  # noqa: PT017 -- most mutants are refused, some pass


def test_the_list_of_content_types_is_counted_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("parsed before its size was known")

    monkeypatch.setattr(guard, "MOST_TAGS_IN_LIST", 3)
    monkeypatch.setattr(package, "parse_tree", never)
    with pytest.raises(Refused) as caught:
        guard.open_workbook(merged("A1:B1"), "plan.xlsx")
    assert caught.value.problem.code == "too_big_markup"
    assert caught.value.problem.values["part"] == "[Content_Types].xml"
