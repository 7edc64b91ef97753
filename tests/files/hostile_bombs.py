"""Files that are small on the disk and great in memory, or that take for ever: refused, or read in a moment."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from hostile_books import (
    BOOK,
    CORE,
    HEAD,
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
    packed,
    part,
    rows,
    sheet,
)

if TYPE_CHECKING:
    from collections.abc import Callable

MEGABYTE = 1024 * 1024
TITLE = "Thèmes"


def filled(*blocks: tuple[str, int, str, str]) -> Callable[[], bytes]:
    """Parts that repeat a text: (part, how many times, the text, what stands around it with a {})."""

    def made() -> bytes:
        out = io.BytesIO()
        names = {name for name, *_ in blocks}
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, data in base().items():
                if name not in names:
                    archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
            for name, count, text, around in blocks:
                start, _, end = around.partition("{}")
                block = (text * 1_000).encode()
                info = zipfile.ZipInfo(name)
                info.compress_type = zipfile.ZIP_DEFLATED
                with archive.open(info, "w") as stream:
                    stream.write(start.encode())
                    for _ in range(count // 1_000):
                        stream.write(block)
                    stream.write(end.encode())
        return out.getvalue()

    return made


AROUND = sheet("{}").decode()
BESIDE = sheet(rows(TITLE, {}), "{}").decode()
FIRST = sheet(rows(TITLE, {}) + "{}").decode()


def pile(name: str, megabytes: int, around: str = "{}") -> Callable[[], bytes]:
    """A part of so many blanks."""
    return filled((name, megabytes * 1_000, " " * 1_049, around))


def bottomless(columns: int, count: int = 1_048_576) -> Callable[[], bytes]:
    """A tab formatted to its bottom, as somebody does who selects whole columns."""

    def made() -> bytes:
        styled = "".join(f'<c r="{letter}{{0}}" s="1"/>' for letter in "HIJKLMNOPQ"[:columns])
        return part(
            SHEET,
            lambda: sheet(
                rows(TITLE, {})
                + "".join(
                    f'<row r="{row}" s="1" customFormat="1">{styled.format(row)}</row>' for row in range(5, count + 1)
                )
            ),
        )()

    return made


def many_tabs(count: int) -> Callable[[], bytes]:
    def made() -> bytes:
        parts = base()
        listed = "".join(f'<sheet name="T{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(9, count))
        links = "".join(
            f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" Target="worksheets/s{n}.xml"/>'
            for n in range(9, count)
        )
        parts |= {f"xl/worksheets/s{n}.xml": sheet("") for n in range(9, count)}
        parts[BOOK] = parts[BOOK].replace(b"</sheets>", listed.encode() + b"</sheets>")
        parts[LINKS] = parts[LINKS].replace(b"</Relationships>", links.encode() + b"</Relationships>")
        return packed(parts)

    return made


def shared_formula() -> bytes:
    """Eight thousand signs, to be worked out for four thousand cells."""
    first = f'<row r="9"><c r="H9"><f t="shared" ref="H9:H4009" si="0">{"B1+" * 2_700}1</f><v>1</v></c></row>'
    rest = "".join(f'<row r="{row}"><c r="H{row}"><f t="shared" si="0"/><v>1</v></c></row>' for row in range(10, 4_010))
    return part(SHEET, sheet(rows(TITLE, {}) + first + rest))()


def one_text_often() -> bytes:
    """Sixteen thousand cells that share one text of a megabyte."""
    cells = "".join(f'<row r="{row}"><c r="H{row}" t="s"><v>0</v></c></row>' for row in range(9, 16_009))
    text = f'<sst xmlns="{MAIN}"><si><t>{"x" * MEGABYTE}</t></si></sst>'.encode()
    return packed(base() | {SHEET: sheet(rows(TITLE, {}) + cells), STRINGS: text})


def longest_text_often() -> bytes:
    """The longest text that a cell can hold, in ten thousand cells."""
    cells = "".join(f'<row r="{row}"><c r="H{row}" t="s"><v>0</v></c></row>' for row in range(9, 10_009))
    text = f'<sst xmlns="{MAIN}"><si><t>{"x" * 32_767}</t></si></sst>'.encode()
    return packed(base() | {SHEET: sheet(rows(TITLE, {}) + cells), STRINGS: text})


def nested(name: str, depth: int, around: str) -> Callable[[], bytes]:
    return part(name, around.replace("{}", "<a>" * depth + "</a>" * depth))


def declared(size: int) -> bytes:
    """A picture that says it is of this size, and takes its time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in base().items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        info = zipfile.ZipInfo("xl/media/image1.png")
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, bytes(MEGABYTE))
    made = out.getvalue()
    at = made.rfind(b"PK\x01\x02")
    return made[: at + 24] + size.to_bytes(4, "little") + made[at + 28 :]


def repeated_rows(count: int) -> Callable[[], bytes]:
    """A strategy of so many themes, none of which has a category."""

    def made() -> bytes:
        more = "".join(
            f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>Thème {row}</t></is></c></row>'
            for row in range(5, count)
        )
        return part(SHEET, sheet(rows(TITLE, {}) + more))()

    return made


def far_references(count: int) -> Callable[[], bytes]:
    """So many themes, each of which asks for an objective that is nearly one."""

    def made() -> bytes:
        head = (
            '<row r="1">'
            + "".join(
                f'<c r="{at}1" t="inlineStr"><is><t>{text}</t></is></c>'
                for at, text in (("A", "Thème"), ("B", "Catégorie"), ("C", "Objectifs"))
            )
            + "</row>"
        )
        more = "".join(
            f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>Thème {row}</t></is></c><c r="B{row}" t="inlineStr">'
            f'<is><t>Promouvoir</t></is></c><c r="C{row}" t="inlineStr"><is><t>Remplir la salle {row}</t></is></c>'
            "</row>"
            for row in range(2, count)
        )
        return part(SHEET, sheet(head + more))()

    return made


STYLED = f'{HEAD}<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf/>{{}}</cellXfs></styleSheet>'
BOOK_HEAD, _, BOOK_TAIL = base()[BOOK].decode().partition("</workbook>")
LINKS_HEAD = base()[LINKS].decode().partition("</Relationships>")[0]
TYPES_HEAD = base()[TYPES].decode().partition("</Types>")[0]
SST = f'<sst xmlns="{MAIN}">{{}}</sst>'

BOMBS: list[tuple[str, str, Callable[[], bytes]]] = [
    ("300 MB of blanks in a tab", "too_big_part", pile(SHEET, 300, AROUND)),
    ("200 MB of blanks in a tab", "", pile(SHEET, 200, FIRST)),
    ("200 MB of blanks in the properties", "", pile(CORE, 200, "<a>{}</a>")),
    ("200 MB of blanks in a picture", "", pile("xl/media/image1.png", 200)),
    ("200 MB of blanks in the styles", "too_big_markup", pile(STYLES, 200, STYLED)),
    ("200 MB of blanks in the texts", "", pile(STRINGS, 200, SST)),
    ("200 MB of blanks in the book", "too_big_markup", pile(BOOK, 200, BOOK_HEAD + "{}</workbook>")),
    ("200 MB of blanks in the types", "too_big_markup", pile(TYPES, 200, TYPES_HEAD + "{}</Types>")),
    (
        "three pictures of 200 MB",
        "too_big_unpacked",
        filled(*((f"xl/media/image{n}.png", 200_000, " " * 1_049, "{}") for n in range(3))),
    ),
    ("a picture that says 4 GB", "too_big_part", lambda: declared(0xFFFF_FFF0)),
    ("a picture that says 200 MB", "", lambda: declared(200 * MEGABYTE)),
    (
        "one text of 200 MB",
        "",
        filled((STRINGS, 200_000, "x" * 1_049, f'<sst xmlns="{MAIN}"><si><t>{{}}</t></si></sst>')),
    ),
    ("ten million empty rows", "too_big_cells", filled((SHEET, 10_000_000, "<row/>", FIRST))),
    (
        "a million rows with a height",
        "",
        lambda: part(
            SHEET, sheet(rows(TITLE, {}) + "".join(f'<row r="{row}" ht="15"/>' for row in range(5, 1_048_577)))
        )(),
    ),
    ("a tab formatted to its bottom", "too_big_part", bottomless(10)),
    ("a tab formatted to its bottom, six columns", "too_big_cells", bottomless(6)),
    ("a tab formatted to its bottom, one column", "too_big_cells", bottomless(1)),
    ("fifty thousand formatted rows", "", bottomless(10, 50_000)),
    (
        "fifty million numbers",
        "too_big_markup",
        filled((SHEET, 12_000_000, "<row><c><v>1</v></c></row>"[5:-6], f"{AROUND}")),
    ),
    (
        "a million numbers in a row",
        "file_damaged",
        filled((SHEET, 1_000_000, "<c><v>1</v></c>", AROUND.replace("{}", "<row>{}</row>"))),
    ),
    ("elements of no meaning", "too_big_markup", filled((SHEET, 20_000_000, "<a/>", FIRST))),
    ("elements of no meaning in the texts", "too_big_markup", filled((STRINGS, 20_000_000, "<a/>", SST))),
    (
        "a first and a last cell",
        "",
        lambda: part(SHEET, sheet(rows(TITLE, {}) + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))(),
    ),
    (
        "a dimension that lies",
        "",
        lambda: part(SHEET, sheet(rows(TITLE, {}), "", '<dimension ref="A1:XFD1048576"/>'))(),
    ),
    ("everything merged", "column_missing", after('<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
    ("columns merged", "", after('<mergeCells><mergeCell ref="H1:Q1048576"/></mergeCells>')),
    (
        "a million merges",
        "too_big_merge",
        filled((SHEET, 1_000_000, '<mergeCell ref="H1:I9"/>', BESIDE.replace("{}", "<mergeCells>{}</mergeCells>"))),
    ),
    (
        "one merge a hundred thousand times",
        "",
        filled((SHEET, 100_000, '<mergeCell ref="H1:I9"/>', BESIDE.replace("{}", "<mergeCells>{}</mergeCells>"))),
    ),
    ("a link over everything", "", after('<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>')),
    (
        "a million links",
        "",
        filled(
            (
                SHEET,
                1_000_000,
                '<hyperlink ref="A1" location="A1"/>',
                BESIDE.replace("{}", "<hyperlinks>{}</hyperlinks>"),
            )
        ),
    ),
    ("a million rules", "", filled((SHEET, 1_000_000, '<conditionalFormatting sqref="A1"/>', BESIDE))),
    ("a shared formula", "", shared_formula),
    ("one text often", "too_big_text", one_text_often),
    ("the longest text often", "too_big_texts", longest_text_often),
    ("four hundred thousand styles", "too_big_formats", filled((STYLES, 400_000, "<xf/>", STYLED))),
    ("a hundred thousand styles", "", filled((STYLES, 100_000, "<xf/>", STYLED))),
    (
        "a million fonts",
        "too_big_markup",
        filled(
            (
                STYLES,
                1_000_000,
                "<font/>",
                f'<styleSheet xmlns="{MAIN}"><fonts>{{}}</fonts><cellXfs><xf/></cellXfs></styleSheet>',
            )
        ),
    ),
    ("five million empty texts", "too_big_strings", filled((STRINGS, 5_000_000, "<si/>", SST))),
    (
        "a format of brackets",
        "",
        part(
            STYLES,
            f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="'
            f'{"[" * 200_000}"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>',
        ),
    ),
    ("two hundred thousand nested tags in a tab", "", nested(SHEET, 200_000, BESIDE)),
    ("two hundred thousand nested tags in the styles", "", nested(STYLES, 200_000, STYLED)),
    (
        "two hundred thousand nested tags in the book",
        "file_damaged",
        nested(BOOK, 200_000, BOOK_HEAD + "{}</workbook>"),
    ),
    (
        "an attribute of 100 MB",
        "too_big_markup",
        filled((BOOK, 100_000, "x" * 1_049, BOOK_HEAD + '<a b="{}"/></workbook>')),
    ),
    ("an attribute of 100 MB in a tab", "", filled((SHEET, 100_000, "x" * 1_049, BESIDE.replace("{}", '<a b="{}"/>')))),
    ("a comment of 100 MB", "", filled((SHEET, 100_000, "x" * 1_049, BESIDE.replace("{}", "<!--{}-->")))),
    ("an instruction of 100 MB", "", filled((SHEET, 100_000, "x" * 1_049, BESIDE.replace("{}", "<?a {}?>")))),
    (
        "a million relations",
        "too_big_markup",
        filled(
            (
                LINKS,
                1_000_000,
                f'<Relationship Id="a" Type="{RELATIONS}/x" Target="y"/>',
                LINKS_HEAD + "{}</Relationships>",
            )
        ),
    ),
    (
        "a million content types",
        "too_big_markup",
        filled((TYPES, 1_000_000, f'<Override PartName="/a" ContentType="{KIND}.x"/>', TYPES_HEAD + "{}</Types>")),
    ),
    (
        "a million names",
        "too_big_markup",
        filled(
            (
                BOOK,
                1_000_000,
                '<definedName name="a">1</definedName>',
                BOOK_HEAD + "<definedNames>{}</definedNames></workbook>",
            )
        ),
    ),
    ("four thousand tabs", "", many_tabs(4_000)),
    ("six thousand tabs", "too_big_parts", many_tabs(6_000)),
    ("three hundred thousand themes without a category", "too_many_rows", repeated_rows(300_000)),
    ("four thousand themes without a category", "cell_required", repeated_rows(4_000)),
    ("four thousand themes that ask for what is nearly there", "ref_unknown", far_references(4_000)),
]

CASES = [Case(name, code, made, heavy=True) for name, code, made in BOMBS]
