"""Files that are no workbook, or no longer one: what they are, and what became of them on the way."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from hostile_books import BOOK, CORE, SHEET, STYLES, TYPES, Case, base, packed, sound

if TYPE_CHECKING:
    from collections.abc import Callable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}
HTML = b"<html><body>Connectez-vous</body></html>"
XML_2003 = b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


def cut(share: float) -> Callable[[], bytes]:
    return lambda: sound()[: int(len(sound()) * share)]


def flipped(part: str, place: int = 12) -> Callable[[], bytes]:
    """One bit of a part is another."""

    def made() -> bytes:
        data = bytearray(sound())
        with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
            info = archive.getinfo(part)
        data[info.header_offset + 30 + len(info.filename) + place] ^= 0x10
        return bytes(data)

    return made


def twice(part: str, name: str) -> Callable[[], bytes]:
    """A part stored a second time, under a name that means the same."""

    def made() -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for one, data in base().items():
                archive.writestr(zipfile.ZipInfo(one), data)
        second = io.BytesIO()
        other = bytes(len(part))
        with zipfile.ZipFile(second, "w") as archive:
            for one, data in base().items():
                archive.writestr(zipfile.ZipInfo(one), data)
            archive.writestr(zipfile.ZipInfo(name if name != part else "x" * len(part)), other)
        return second.getvalue().replace(b"x" * len(part), part.encode()) if name == part else second.getvalue()

    return made


def headers(mark: bytes, place: int, value: bytes) -> Callable[[], bytes]:
    """Bytes of the header of each part replaced; `mark` is PK\\3\\4 where it stands, PK\\1\\2 where it is listed."""

    def made() -> bytes:
        data = bytearray(sound())
        at = data.find(mark)
        while at >= 0:
            data[at + place : at + place + len(value)] = value
            at = data.find(mark, at + 4)
        return bytes(data)

    return made


def deceived(size: int) -> Callable[[], bytes]:
    """The list of parts says another size than there is."""

    def made() -> bytes:
        data = bytearray(sound())
        at = data.find(b"PK\x01\x02")
        while at >= 0:
            data[at + 24 : at + 28] = size.to_bytes(4, "little")
            at = data.find(b"PK\x01\x02", at + 4)
        return bytes(data)

    return made


def streamed() -> bytes:
    """Written to a stream that cannot go back: sizes stand behind each part."""

    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    out = Stream()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in base().items():
            archive.writestr(name, data)
    return out.getvalue()


def commented() -> bytes:
    out = io.BytesIO(sound())
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = b"sent by the accountant" * 2_000
    return out.getvalue()


NOT_ONE: list[tuple[str, str, bytes]] = [
    ("nothing", "file_empty", b""),
    ("spaces", "file_empty", b" \r\n\t \n"),
    ("zeros", "file_empty", bytes(5_000)),
    ("byte order mark alone", "file_empty", b"\xef\xbb\xbf"),
    ("text", "file_text", "Bonjour à tous".encode()),
    ("csv", "file_text", "Thème;Poids\r\nA;1\r\n".encode()),
    ("csv of windows", "file_text", "Thème;Poids\r\nA;1\r\n".encode("cp1252")),
    ("csv in utf-16", "file_text", "Thème\tPoids".encode("utf-16")),
    ("tsv", "file_text", b"a\tb\n1\t2\n"),
    ("shortcut of google", "file_text", b'{"url": "https://docs.google.com/open?id=1"}'),
    ("rich text", "file_text", rb"{\rtf1\ansi Bonjour}"),
    ("one letter", "file_text", b"P"),
    ("mark of a zip alone", "file_damaged", b"PK"),
    ("start of a zip alone", "file_damaged", b"PK\x03\x04" + bytes(40)),
    ("page", "file_html", HTML),
    ("page with doctype", "file_html", b"\xef\xbb\xbf\n<!DOCTYPE html>" + HTML),
    ("page in utf-16", "file_html", "<html><body>".encode("utf-16")),
    ("table", "file_html", b"<table><tr><td>1"),
    ("xml of 2003", "file_old_excel", XML_2003),
    ("old excel", "file_old_excel", OLE + bytes(600)),
    ("password", "file_password", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le")),
    ("pdf", "file_unknown", b"%PDF-1.7\n"),
    ("png", "file_unknown", b"\x89PNG\r\n\x1a\n" + bytes(64)),
    ("jpeg", "file_unknown", b"\xff\xd8\xff\xe0" + bytes(64)),
    ("rar", "file_unknown", b"Rar!\x1a\x07\x00" + bytes(64)),
    ("seven zip", "file_unknown", b"7z\xbc\xaf\x27\x1c" + bytes(64)),
    ("gzip", "file_unknown", gzip.compress(b"\0" * 5_000, mtime=0)),
    ("database", "file_unknown", b"SQLite format 3\0" + bytes(84)),
    ("excel's working file", "file_unknown", b"\x05Marie" + b"\0" * 159),
    ("a mac's shadow", "file_unknown", b"\x00\x05\x16\x07" + bytes(82)),
]

MADE: list[tuple[str, str, Callable[[], bytes]]] = [
    ("ods", "file_ods", lambda: packed(ODS)),
    ("ods template", "file_ods", lambda: packed(ODS | {"mimetype": ODS["mimetype"] + b"-template"})),
    ("numbers", "file_numbers", lambda: packed({"Index/Document.iwa": b"x", "preview.jpg": b"x"})),
    ("xlsb", "file_xlsb", lambda: packed({TYPES: b"<Types/>", "xl/workbook.bin": b"x"})),
    ("docx", "file_not_excel", lambda: packed({TYPES: b"<Types/>", "word/document.xml": b"<a/>"})),
    ("pptx", "file_not_excel", lambda: packed({TYPES: b"<Types/>", "ppt/presentation.xml": b"<a/>"})),
    ("photos", "file_zip", lambda: packed({"IMG_1.jpg": b"x", "IMG_2.jpg": b"x"})),
    ("empty zip", "file_zip", lambda: packed({})),
    ("workbook in a zip", "file_zip", lambda: packed({"strategie.xlsx": sound()})),
    ("workbook in a folder", "file_zip", lambda: packed({f"strategie/{name}": data for name, data in base().items()})),
    *((f"cut at {share:.0%}", "file_damaged", cut(share)) for share in (0.1, 0.5, 0.9, 0.99)),
    ("last byte missing", "file_damaged", lambda: sound()[:-1]),
    ("first byte another", "file_unknown", lambda: b"\0" + sound()[1:]),
    ("something before", "file_unknown", lambda: b"#!/bin/sh\n" + sound()),
    ("something after", "", lambda: sound() + b"\n\n"),
    ("two files in one", "", lambda: sound() + sound()),
    *((f"bit flipped in {part}", "file_damaged", flipped(part)) for part in (TYPES, BOOK, STYLES, SHEET, CORE)),
    ("bit flipped at the end of a part", "file_damaged", flipped(SHEET, 200)),
    ("part twice", "file_part_twice", twice(BOOK, BOOK)),
    ("part twice in another case", "file_part_twice", twice(BOOK, "XL/Workbook.xml")),
    ("part twice with another slash", "file_part_twice", twice(BOOK, "xl\\workbook.xml")),
    ("backslashes", "file_spelling", lambda: packed({name.replace("/", "\\"): data for name, data in base().items()})),
    ("zip password", "file_password", headers(b"PK\x01\x02", 8, b"\x01")),
    ("packed in an unknown way", "file_damaged", headers(b"PK\x01\x02", 10, (93).to_bytes(2, "little"))),
    ("stored in a newer zip", "file_damaged", headers(b"PK\x01\x02", 6, (255).to_bytes(2, "little"))),
    ("sums that are wrong", "file_damaged", headers(b"PK\x01\x02", 16, bytes(4))),
    ("sizes that are too small", "file_damaged", deceived(10)),
    ("sizes that are too great", "", deceived(100_000)),
    ("sizes beyond all", "too_big_part", deceived(0xFFFF_FFF0)),
    ("places that are wrong", "file_damaged", headers(b"PK\x01\x02", 42, (7).to_bytes(4, "little"))),
    ("names unlike in two places", "file_damaged", headers(b"PK\x03\x04", 30, b"yyyy")),
    ("stored and not packed", "", lambda: packed(base(), zipfile.ZIP_STORED)),
    ("packed in another way", "file_damaged", lambda: packed(base(), zipfile.ZIP_BZIP2)),
    ("packed in a third way", "file_damaged", lambda: packed(base(), zipfile.ZIP_LZMA)),
    ("written to a stream", "", streamed),
    ("a long note on the file", "", commented),
    ("a name that climbs", "", lambda: packed(base() | {"../../../../tmp/calgen-climbed": b"x"})),
    ("a name from the root", "", lambda: packed(base() | {"/etc/calgen-climbed": b"x"})),
    ("a name with a drive", "file_spelling", lambda: packed(base() | {"C:\\calgen-climbed": b"x"})),
    ("a name without end", "", lambda: packed(base() | {"a/" * 30_000 + "b": b"x"})),
    ("names in other letters", "", lambda: packed(base() | {"médias/写真.xml": b"<a/>", "\u202exslx": b"x"})),
    ("folders of their own", "", lambda: packed({"xl/": b"", "docProps/": b""} | base())),
    (
        "packed bytes that end early",
        "file_damaged",
        lambda: sound().replace(zlib.compress(base()[SHEET])[2:-4][:40], b""),
    ),
]

CASES = [
    *(Case(name, code, lambda data=data: data) for name, code, data in NOT_ONE),  # type: ignore[misc]
    *(Case(name, code, made) for name, code, made in MADE),
]
