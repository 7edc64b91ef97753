"""The user's workbooks as odd programs write them: what the study of 2,743 public files met."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import openpyxl
from made_books import (
    LINKS,
    SHEET,
    STYLES,
    TYPES,
    WORKBOOK,
    changed,
    numbers_book,
    openpyxl_book,
    packed,
    parts,
    plain_book,
    rich_book,
    with_part,
)

if TYPE_CHECKING:
    from collections.abc import Callable

MAIN_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
VBA = "application/vnd.ms-office.vbaProject"
REL_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def prefixed() -> bytes:
    """A workbook part and a styles part whose elements carry a prefix."""
    content = parts(plain_book())
    for part in (WORKBOOK, STYLES):
        text = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", content[part].decode())
        content[part] = text.replace(f'xmlns="{MAIN_NS}"', f'xmlns:x="{MAIN_NS}"').encode()
    return packed(content)


def utf16() -> bytes:
    """A workbook part in UTF-16, as two of the studied files have it."""
    content = parts(plain_book())
    content[WORKBOOK] = content[WORKBOOK].decode().replace("UTF-8", "UTF-16").encode("utf-16")
    content[SHEET] = content[SHEET].decode().replace("UTF-8", "UTF-16").encode("utf-16")
    return packed(content)


def with_descriptors() -> bytes:
    """A file written to a stream that cannot go back: sizes stand behind each part."""

    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    out = Stream()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts(rich_book()).items():
            archive.writestr(name, data)
    return out.getvalue()


def without(data: bytes, part: str, kind: str) -> bytes:
    """A file that lost a part and the relationship to it."""
    content = parts(data)
    del content[part]
    content[LINKS] = re.sub(rb"<Relationship [^>]*/%s\"[^>]*/>" % kind.encode(), b"", content[LINKS])
    content[TYPES] = re.sub(rb"<Override PartName=\"/%s\"[^>]*/>" % part.encode(), b"", content[TYPES])
    return packed(content)


def dangling() -> bytes:
    """A tab whose relationship names a drawing that is not there: none of ours may come to life on it."""
    link = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{REL_NS}/drawing" Target="../drawings/drawing1.xml"/></Relationships>')
    return with_part(plain_book(), "xl/worksheets/_rels/sheet1.xml.rels", link.encode())


def backslashes() -> bytes:
    return packed({name.replace("/", "\\"): data for name, data in parts(plain_book()).items()})


def elsewhere() -> bytes:
    """A workbook part that does not stand under xl/."""
    content = parts(plain_book())
    content["book/main.xml"] = content.pop(WORKBOOK)
    content["book/_rels/main.xml.rels"] = content.pop(LINKS).replace(b'Target="', b'Target="/xl/')
    content["_rels/.rels"] = content["_rels/.rels"].replace(b"xl/workbook.xml", b"book/main.xml")
    content[TYPES] = content[TYPES].replace(b"/xl/workbook.xml", b"/book/main.xml")
    return packed(content)


BOOKS: dict[str, Callable[[], bytes]] = {
    "plain": plain_book,
    "rich": rich_book,
    "openpyxl": openpyxl_book,
    "prefixed": prefixed,
    "utf16": utf16,
    "descriptors": with_descriptors,
    "no_styles": lambda: without(re_styled(plain_book(), rb' s="\d+"', b""), STYLES, "styles"),
    "no_strings": numbers_book,
    "dangling": dangling,
    "backslashes": backslashes,
    "elsewhere": elsewhere,
    "absolute": lambda: changed(plain_book(), (LINKS, 'Target="worksheets', 'Target="/xl/worksheets'),
                                (LINKS, 'Target="styles', 'Target="/xl/styles')),
    "empty_names": lambda: changed(plain_book(), (WORKBOOK, "<calcPr", "<definedNames/><calcPr")),
    "empty_styles": lambda: emptied_styles(),
    "wrong_case": lambda: changed(plain_book(), (LINKS, "worksheets/sheet1", "Worksheets/Sheet1")),
    "first_is_date": lambda: re_styled(plain_book(), rb'(<cellXfs count="\d+"><xf numFmtId=)"0"', rb'\1"14"', STYLES),
    "macros": lambda: with_part(plain_book(), "xl/vbaProject.bin", bytes(range(256)), VBA),
    "custom": lambda: with_part(rich_book(), "customXml/item1.xml", b"<a xmlns='urn:x'>  <b/></a>"),
    "no_views": lambda: re_styled(plain_book(), rb"<bookViews>.*</bookViews>", b"", WORKBOOK),
    "no_calc": lambda: re_styled(plain_book(), rb"<calcPr[^>]*/>", b"", WORKBOOK),
    "chain": lambda: with_chain(rich_book()),
    "spaced": lambda: changed(plain_book(), (WORKBOOK, "<sheets>", "\n  <sheets>\n    "),
                              (TYPES, "<Override", "\n\t<Override")),
}


def re_styled(data: bytes, old: bytes, new: bytes, part: str = SHEET) -> bytes:
    content = parts(data)
    content[part], count = re.subn(old, new, content[part], count=1)
    assert count
    return packed(content)


def emptied_styles() -> bytes:
    content = parts(re_styled(plain_book(), rb' s="\d+"', b""))
    content[STYLES] = f'<styleSheet xmlns="{MAIN_NS}"/>'.encode()
    return packed(content)


def with_chain(data: bytes) -> bytes:
    chain = f'<calcChain xmlns="{MAIN_NS}"><c r="B8" i="1"/></calcChain>'.encode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    link = f'<Relationship Id="rId99" Type="{REL_NS}/calcChain" Target="calcChain.xml"/></Relationships>'
    return changed(with_part(data, "xl/calcChain.xml", chain, kind), (LINKS, "</Relationships>", link))


def loaded(data: bytes) -> openpyxl.Workbook:
    plain = packed({name.replace("\\", "/"): content for name, content in parts(data).items()})
    return openpyxl.load_workbook(io.BytesIO(plain))
