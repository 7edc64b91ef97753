"""Packages that hold together badly: entities, encodings, parts that are missing, named wrongly or listed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hostile_books import (
    BOOK,
    CORE,
    KIND,
    LINKS,
    MAIN,
    RELATIONS,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    Case,
    after,
    base,
    edited,
    packed,
    part,
    without,
)

if TYPE_CHECKING:
    from collections.abc import Callable

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(9))
DOCTYPES = {
    "a bare doctype": "<!DOCTYPE a>",
    "a billion laughs": f"<!DOCTYPE a [{LAUGHS}]>",
    "one long laugh": f'<!DOCTYPE a [<!ENTITY l "{"ha" * 50_000}">]>',
    "a file of this machine": '<!DOCTYPE a [<!ENTITY l SYSTEM "file:///etc/hostname">]>',
    "a page of this machine": '<!DOCTYPE a [<!ENTITY l SYSTEM "http://127.0.0.1:9/l">]>',
    "a grammar elsewhere": '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
    "a parameter": '<!DOCTYPE a [<!ENTITY % l SYSTEM "http://127.0.0.1:9/l"> %l;]>',
}


def typed(name: str, doctype: str) -> Callable[[], bytes]:
    """The strategy with a doctype before the first element of a part."""

    def made() -> bytes:
        head, _, rest = base()[name].decode().partition("?>")
        return packed(base() | {name: f"{head}?>\n{doctype}{rest}".encode()})

    return made


def encoded(name: str, encoding: str, declared: str = "", *, mark: bytes = b"") -> Callable[[], bytes]:
    """The strategy with a part in another encoding."""

    def made() -> bytes:
        text = base()[name].decode().replace("UTF-8", declared or encoding)
        return packed(base() | {name: mark + text.encode(encoding, "xmlcharrefreplace")})

    return made


def raw(name: str, old: bytes, new: bytes) -> Callable[[], bytes]:
    def made() -> bytes:
        data = base()[name]
        assert old in data
        return packed(base() | {name: data.replace(old, new, 1)})

    return made


SHEET_LINKS = "xl/worksheets/_rels/sheet4.xml.rels"
ROOT = "_rels/.rels"


def linked(kind: str, target: str, mode: str = "") -> bytes:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/{kind}" Target="{target}"{mode}/></Relationships>'
    ).encode()


ENTITIES = [
    (f"{what} in {name}", "file_doctype", typed(name, doctype))
    for what, doctype in DOCTYPES.items()
    for name in (SHEET, BOOK, STYLES, STRINGS, TYPES, LINKS, CORE)
]

ENCODINGS: list[tuple[str, str, Callable[[], bytes]]] = [
    ("sheet in utf-16", "", encoded(SHEET, "utf-16")),
    ("sheet in utf-16, big end first", "", encoded(SHEET, "utf-16-be", "UTF-16", mark=b"\xfe\xff")),
    ("book in utf-16", "", encoded(BOOK, "utf-16")),
    ("sheet with a byte order mark", "", encoded(SHEET, "utf-8", "UTF-8", mark=b"\xef\xbb\xbf")),
    ("sheet in latin-1", "", encoded(SHEET, "iso-8859-1")),
    ("sheet of windows", "", encoded(SHEET, "cp1252", "windows-1252")),
    ("sheet in utf-7", "", encoded(SHEET, "utf-7", "UTF-7")),
    ("sheet in an unknown encoding", "file_damaged", encoded(SHEET, "utf-8", "x-klingon")),
    ("sheet in a binary codec", "file_damaged", encoded(SHEET, "utf-8", "zlib")),
    ("sheet that says utf-16 and is not", "", encoded(SHEET, "utf-8", "UTF-8")),
    ("a nothing in a sheet", "file_damaged", raw(SHEET, b"Coulisses", b"Cou\0lisses")),
    ("a sign that is none", "file_damaged", raw(SHEET, b"Coulisses", b"Cou\xfflisses")),
    ("half a sign", "file_damaged", raw(SHEET, b"Coulisses", b"Cou\xc3lisses")),
    ("a control sign by number", "file_damaged", raw(SHEET, b"Coulisses", b"Cou&#1;lisses")),
    ("half a pair by number", "file_damaged", raw(SHEET, b"Coulisses", b"Cou&#xD800;lisses")),
    ("an entity that is not there", "file_damaged", raw(SHEET, b"Coulisses", b"Cou&nope;lisses")),
    ("xml of version 1.1", "", raw(SHEET, b'version="1.0"', b'version="1.1"')),
    ("a sheet that is text", "file_damaged", part(SHEET, "Thème;Catégorie")),
    ("a sheet that is empty", "file_damaged", part(SHEET, "")),
    ("a sheet that ends early", "file_damaged", lambda: packed(base() | {SHEET: base()[SHEET][:-30]})),
    ("a sheet with something behind", "file_damaged", lambda: packed(base() | {SHEET: base()[SHEET] + b"<more/>"})),
    ("a prefix that nobody binds", "file_damaged", raw(SHEET, b"<sheetData>", b"<q:a/><sheetData>")),
    ("an attribute twice", "file_damaged", raw(SHEET, b'<row r="1">', b'<row r="1" r="2">')),
    ("a styles part that ends early", "file_damaged", lambda: packed(base() | {STYLES: base()[STYLES][:-10]})),
    ("texts that end early", "file_damaged", lambda: packed(base() | {STRINGS: base()[STRINGS][:-10]})),
    ("a book that ends early", "file_damaged", lambda: packed(base() | {BOOK: base()[BOOK][:-10]})),
    ("properties that are no xml", "", part(CORE, "yesterday")),
]

BINARY = f"{KIND}.sheet.binary.macroEnabled.main"
PACKAGES: list[tuple[str, str, Callable[[], bytes]]] = [
    ("strict", "file_strict", edited(BOOK, MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")),
    ("book in no name space", "", edited(BOOK, f' xmlns="{MAIN}"', "")),
    ("no content types", "file_zip", without(TYPES)),
    ("no root relations", "file_damaged", without(ROOT)),
    ("no book", "file_damaged", without(BOOK)),
    ("no relations of the book", "sheet_missing", without(LINKS)),
    ("no styles", "", without(STYLES)),
    ("no texts", "", without(STRINGS)),
    ("a sheet's part missing", "sheet_missing", without(SHEET)),
    ("a sheet's relation missing", "sheet_missing", edited(LINKS, 'Id="rId4"', 'Id="rId40"')),
    ("a sheet elsewhere", "sheet_missing", edited(LINKS, "worksheets/sheet4.xml", "https://example.org/sheet4.xml")),
    ("a sheet outside", "sheet_missing", edited(LINKS, "worksheets/sheet4.xml", "../../sheet4.xml")),
    ("a sheet in another case", "file_spelling", edited(LINKS, "worksheets/sheet4", "worksheets/Sheet4")),
    ("two tabs on one part", "", edited(LINKS, "sheet1.xml", "sheet4.xml")),
    ("two tabs of one title", "sheet_title_twice", edited(BOOK, '"Réglages"', '"THÈMES"')),
    ("two tabs of one number", "", edited(BOOK, 'sheetId="1"', 'sheetId="2"')),
    ("a number that is none", "", edited(BOOK, 'sheetId="1"', 'sheetId="one"')),
    ("a number without end", "", edited(BOOK, 'sheetId="1"', f'sheetId="{"9" * 5000}"')),
    ("no tabs", "no_sheets", lambda: packed(base() | {BOOK: base()[BOOK].replace(b"<sheet ", b"<other ")})),
    (
        "all tabs hidden",
        "",
        lambda: packed(base() | {BOOK: base()[BOOK].replace(b" r:id", b' state="veryHidden" r:id')}),
    ),
    ("a title too long", "", edited(BOOK, '"Réglages"', f'"{"x" * 5000}"')),
    ("a title of two lines", "", edited(BOOK, '"Réglages"', '"Mes&#10;réglages"')),
    ("a title that Excel forbids", "", edited(BOOK, '"Réglages"', '"[Ré:gla/ges]*?"')),
    ("a title with quotes", "", edited(BOOK, '"Réglages"', "\"l''été\"")),
    ("an empty title", "", edited(BOOK, '"Réglages"', '""')),
    ("a title that is a formula", "", edited(BOOK, '"Réglages"', '"=1+1"')),
    (
        "a shared workbook",
        "file_shared",
        edited(
            LINKS,
            "</Relationships>",
            f'<Relationship Id="rId9" Type="{RELATIONS}/'
            'revisionHeaders" Target="revisions/revisionHeaders.xml"/></Relationships>',
            {"xl/revisions/revisionHeaders.xml": b"<a/>"},
        ),
    ),
    (
        "a table that is not there",
        "",
        edited(
            SHEET,
            "</worksheet>",
            '<tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>',
            {SHEET_LINKS: linked("table", "../tables/table1.xml")},
        ),
    ),
    (
        "a drawing that is not there",
        "",
        edited(
            SHEET,
            "</worksheet>",
            '<drawing r:id="rId1"/></worksheet>',
            {SHEET_LINKS: linked("drawing", "../drawings/drawing1.xml")},
        ),
    ),
    ("a relation that is not there", "", edited(SHEET, "</worksheet>", '<drawing r:id="rId77"/></worksheet>')),
    ("relations that are no xml", "", part(SHEET_LINKS, "none")),
    ("relations to oneself", "", part(SHEET_LINKS, linked("worksheet", "sheet4.xml"))),
    ("relations to the whole", "", part(SHEET_LINKS, linked("officeDocument", "../workbook.xml"))),
    ("a relation without a target", "", part(SHEET_LINKS, linked("drawing", "").replace(b' Target=""', b""))),
    ("a link to a script", "", part(SHEET_LINKS, linked("hyperlink", "javascript:alert(1)", ' TargetMode="External"'))),
    (
        "two books",
        "",
        edited(
            ROOT,
            "</Relationships>",
            f'<Relationship Id="rId2" Type="{RELATIONS}/officeDocument" Target="{SHEET}"/></Relationships>',
        ),
    ),
    ("a book that is a sheet", "no_sheets", edited(ROOT, BOOK, SHEET)),
    ("a book that is binary", "file_xlsb", lambda: packed(base() | {"xl/workbook.bin": b"x"})),
    (
        "a name that points nowhere",
        "",
        edited(
            BOOK,
            "</workbook>",
            '<definedNames><definedName name="a" localSheetId="99">#REF!</definedName></definedNames></workbook>',
        ),
    ),
    (
        "our mark on nothing",
        "file_damaged",
        edited(
            BOOK,
            "</workbook>",
            '<definedNames><definedName name="_calgen_tab" '
            'localSheetId="99">"social"</definedName></definedNames></workbook>',
        ),
    ),
    (
        "our mark on a tab of the user's",
        "",
        edited(
            BOOK,
            "</workbook>",
            '<definedNames><definedName name="_calgen_tab" '
            'localSheetId="0">"social"</definedName></definedNames></workbook>',
        ),
    ),
    (
        "our mark with a key that is none",
        "",
        edited(
            BOOK,
            "</workbook>",
            '<definedNames><definedName name="_calgen_tab" '
            'localSheetId="0">"nope"</definedName></definedNames></workbook>',
        ),
    ),
    (
        "a calculation chain that lies",
        "",
        edited(
            LINKS,
            "</Relationships>",
            f'<Relationship Id="rId9" Type="{RELATIONS}/calcChain" Target="calcChain.xml"/></Relationships>',
            {"xl/calcChain.xml": b"<calcChain><c r='Z99' i='9'/></calcChain>"},
        ),
    ),
    (
        "markup of tomorrow",
        "",
        after(
            '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility'
            '/2006"><mc:Choice Requires="x99" xmlns:x99="urn:x"><x99:a/></mc:Choice></mc:AlternateContent>'
        ),
    ),
    (
        "a view that is none",
        "",
        edited(
            SHEET,
            "<sheetData>",
            '<sheetViews><sheetView workbookViewId="x" tabSelected="maybe">'
            '<pane state="loose"/></sheetView></sheetViews><sheetData>',
        ),
    ),
    (
        "a validation that is none",
        "",
        after('<dataValidations><dataValidation type="xx" sqref="A1:ZZZ9"/></dataValidations>'),
    ),
    ("a filter that is none", "", after('<autoFilter ref="nowhere"><filterColumn colId="-4"/></autoFilter>')),
    ("a merge of one word", "file_damaged", after('<mergeCells><mergeCell ref="all"/></mergeCells>')),
    ("a merge that is upside down", "", after('<mergeCells><mergeCell ref="C9:A7"/></mergeCells>')),
    (
        "merges on top of each other",
        "",
        after('<mergeCells><mergeCell ref="A9:C9"/><mergeCell ref="B9:D9"/></mergeCells>'),
    ),
    ("a font of family 99", "", edited(STYLES, "<font/>", '<font><family val="99"/><sz val="big"/></font>')),
    ("a fill that sparkles", "", edited(STYLES, "<patternFill/>", '<patternFill patternType="sparkles"/>')),
    (
        "a style without a name",
        "",
        edited(STYLES, "</cellXfs>", '</cellXfs><cellStyles><cellStyle xfId="7"/></cellStyles>'),
    ),
    ("counts that lie", "", edited(STYLES, '<cellXfs count="1">', '<cellXfs count="4000000000">')),
    ("styles with nothing in them", "", part(STYLES, f'<styleSheet xmlns="{MAIN}"/>')),
    ("styles of another root", "", part(STYLES, f'<nothing xmlns="{MAIN}"/>')),
    ("a sheet of another root", "tab_missing", part(SHEET, f'<chartsheet xmlns="{MAIN}"/>')),
    (
        "properties of yesterday",
        "",
        part(CORE, base()[CORE].replace(b"/>", b"><modified>yesterday</modified></coreProperties>")),
    ),
]

CASES = [Case(*one) for one in (*ENTITIES, *ENCODINGS, *PACKAGES)]
