"""Rules on rows and cells: their order, formats, values and lengths, and the ranges of array formulas.

A large calendar has a million cells, nearly all alike. So a row is first compared by one pattern over its bytes:
well-formed cells in order that bear its number, formats and shared texts that exist, values that fit their types, no
range, nothing long. Only a row that looks otherwise is parsed, and the rules look at it. The pattern knows how calgen,
Excel, LibreOffice, openpyxl, exceljs and SheetJS write a cell.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from calgen.book.grid import letter
from calgen.files.read.formulas import LAST_COLUMN, LAST_ROW, column_number, parse_address
from calgen.files.read.markup import Element, Malformed, parse_tree, to_xml, whole_number
from calgen.files.read.shared_parts import LONGEST_TEXT
from calgen.files.read.stored_values import decode_text
from calgen.files.soundness.range_rules import Breach, parse_range

if TYPE_CHECKING:
    from calgen.files.soundness.written_workbook import WrittenSheet

_AT_ITS_CELL = ("array", "dataTable")
LONGEST_FORMULA = 8_192  # characters
_CHUNK = 1 << 20  # bytes that are decoded at once
_END = b"</row>"
_START = re.compile(rb'((?:<row r="[0-9]+"[^<>]*/>)*+)<row r="([0-9]+)"([^<>]*)(?<!/)>')
_EMPTY = re.compile(rb'<row r="([0-9]+)"([^<>]*)/>')
_ATTRIBUTES = re.compile(rb'(?: [a-zA-Z]+="[^"<>&]*")*')
_COLUMNS = re.compile(rb"[A-Z]{1,3}_(?: [A-Z]{1,3}_)*")
_CHARACTERS = rb"[^<>&\x00-\x08\x0b\x0c\x0e-\x1f]*+"
_TEXT = rb"%s(?:&(?:amp|lt|gt|quot|apos|#10|#13|#39);%s)*+" % (_CHARACTERS, _CHARACTERS)
_FORMULA = rb'(?:<f(?: aca="(?:false|0)")?+>%s</f>)?+' % _TEXT
_NUMBER = rb"-?[0-9]++(?:\.[0-9]++)?+(?:[eE][-+]?[0-9]++)?+"
# a cell and its address, or all that follows once a cell looks otherwise
_CELL = (
    rb'<c r="([A-Z]++[0-9]++)"(?: s="(?:%(format)s)")?+(?:(?: t="n")?+/>'
    rb'|(?: t="n")?+>%(formula)s(?:<v>(?:%(number)s)?+</v>|<v ?/>)?+</c>'
    rb'| t="(?:inlineStr"><is><t(?: xml:space="preserve")?+>%(text)s</t></is>'
    rb'|str">%(formula)s(?:<v>%(text)s</v>|<v ?/>)'
    rb'|s"><v>(?:%(shared)s)</v>'
    rb'|e">%(formula)s<v>#[A-Z0-9/?!]++</v>'
    rb'|b">%(formula)s<v>[01]</v>)</c>)'
    rb"|(?s:.++)"
)


def find_unusual_rows(sheet: WrittenSheet) -> Iterator[tuple[int, Element]]:
    """The rows to look at cell by cell, each with the number of the row before it. Raises Malformed."""
    formats, written = sheet.workbook.cell_formats, sheet.written
    cells, known, last = _cells(formats, sheet.workbook.shared_texts).findall, set[bytes](), 0
    _check_characters(written, sheet.first, sheet.last)
    for first, end in _row_ends(sheet):
        start = _START.match(written, first, end)
        is_closed = end < sheet.last
        if start and is_closed and end - first <= LONGEST_FORMULA and _is_next(last, start, formats):
            columns = b" ".join(cells(written, start.end(), end)).replace(start[2], b"_")
            if columns in known or start.end() == end or _do_ascend(columns):
                known |= {columns} if columns else set()
                last = int(start[2])
                continue
        for row in _parse(sheet, written[first : end + is_closed * len(_END)]):
            yield last, row
            last = max(last, row_number(row, last))


def _row_ends(sheet: WrittenSheet) -> Iterator[tuple[int, int]]:
    """Where each row begins and ends in the XML of its sheet, its closing tag left out; what follows the last one too.

    Rows without cells belong to the row that follows them.
    """
    first = sheet.first
    while (end := sheet.written.find(_END, first, sheet.last)) >= 0:
        yield first, end
        first = end + len(_END)
    if sheet.written[first : sheet.last].strip():
        yield first, sheet.last


def row_number(row: Element, last: int) -> int:
    """The number of a row; one without a number follows the row before it."""
    text = row.get("r")
    return int(text) if text.isascii() and text.isdigit() else last + 1


def find_row(sheet: WrittenSheet, number: int) -> Element | None:
    """A row by its number; None where the sheet has none, or one that never ends."""
    pattern = re.compile(rb'<row\b[^<>]*?\sr="%d"[^<>]*>' % number)
    start = pattern.search(sheet.written, sheet.first, sheet.last)
    if start is None:
        return None
    closing = b"" if start[0].endswith(b"/>") else _END
    end = sheet.written.find(closing, start.end(), sheet.last)
    return None if end < 0 else _parse(sheet, sheet.written[start.start() : end + len(closing)])[0]


def _check_characters(data: bytes, first: int, last: int) -> None:
    """Raises Malformed for bytes that are no UTF-8, and for the signs that XML forbids beside control characters."""
    decode = codecs.getincrementaldecoder("utf-8")().decode
    try:
        for start in range(first, last + 1, _CHUNK):
            text = decode(data[start : min(start + _CHUNK, last)], start + _CHUNK > last)
            if "\ufffe" in text or "\uffff" in text:
                raise Malformed("U+FFFF")
    except UnicodeDecodeError as error:
        raise Malformed(str(error)) from error


def _is_next(last: int, start: re.Match[bytes], formats: int) -> bool:
    """Whether the number of a row, and those of the empty rows before it, ascend from `last`, with usual attributes."""
    if not start[1]:
        return last < int(start[2]) <= LAST_ROW and _are_usual(start[3], formats)
    empty = _EMPTY.findall(start[1])
    numbers = [last, *(int(number) for number, _ in empty), int(start[2])]
    is_usual = all(_are_usual(attributes, formats) for attributes in (start[3], *(found for _, found in empty)))
    return is_usual and numbers[-1] <= LAST_ROW and all(map(int.__lt__, numbers, numbers[1:]))


@lru_cache(maxsize=1_024)
def _are_usual(attributes: bytes, formats: int) -> bool:
    """Whether the attributes of a row are well-formed, without a prefix, and its format is one of so many."""
    names = re.findall(rb" (\w+)=", attributes)
    style = re.search(rb' s="([0-9]+)"', attributes)
    is_whole = _ATTRIBUTES.fullmatch(attributes) and len({*names, b"r"}) == len(names) + 1
    return bool(is_whole) and (int(style[1]) < formats if style else b"s" not in names)


def _do_ascend(columns: bytes) -> bool:
    """Whether columns, such as `A_ C_ AA_`, ascend; each ends with the number of the row as `_`."""
    if not _COLUMNS.fullmatch(columns):
        return False
    numbers = [column_number(name.decode()) for name in columns.replace(b"_", b"").split(b" ")]
    return numbers[-1] <= LAST_COLUMN and all(map(int.__lt__, numbers, numbers[1:]))


@lru_cache(maxsize=8)
def _cells(formats: int, texts: int) -> re.Pattern[bytes]:
    """The pattern of a cell whose format and shared text are among this many."""
    parts = {b"format": _below(formats), b"shared": _below(texts),
             b"formula": _FORMULA, b"number": _NUMBER, b"text": _TEXT}  # fmt: skip
    return re.compile(_CELL % parts)


def _below(number: int) -> bytes:
    """A pattern of the whole numbers below this one."""
    digits = str(number)
    found = [f"[0-9]{{1,{len(digits) - 1}}}"] if len(digits) > 1 else []
    for at, digit in enumerate(digits):
        least = 0 if at or len(digits) == 1 else 1
        if int(digit) > least:
            found.append(f"{digits[:at]}[{least}-{int(digit) - 1}][0-9]{{{len(digits) - at - 1}}}")
    return "|".join(found or ["(?!)"]).encode()


def _parse(sheet: WrittenSheet, rows: bytes) -> list[Element]:
    """The elements of rows, under the namespaces of their sheet. Raises Malformed."""
    opening = sheet.data[sheet.root.start : sheet.root.inner]
    return parse_tree(opening + rows + b"</worksheet>").children


# -- rules ---------------------------------------------------------------------------------------------------------


def _addressed(row: Element, number: int) -> Iterator[tuple[str, Element]]:
    """The cells of a row with their addresses; one without an address follows the cell before it."""
    column = 0
    for node in row.children_named("c"):
        address = node.get("r") or f"{letter(column + 1)}{number}"
        column = parse_address(address)[1] or column + 1
        yield address, node


def rows_and_cells_stand_in_order(_: WrittenSheet, last: int, row: Element) -> Iterator[Breach]:
    """The numbers of rows ascend; so do the columns of the cells in a row, and each cell has its row's number."""
    number = row_number(row, last)
    if not last < number <= LAST_ROW:
        yield f"A{number}", f"row {number} after {last}", b""
    left = 0
    for address, node in _addressed(row, number):
        at = parse_address(address)
        if at[0] != number or not left < at[1] <= LAST_COLUMN:
            yield address, f"in row {number}, after column {left}", _xml(node)
        left = max(left, at[1])


def each_cell_format_exists(sheet: WrittenSheet, last: int, row: Element) -> Iterator[Breach]:
    """The format of a row or cell is among the cell formats of the styles part."""
    number = row_number(row, last)
    for address, node in ((f"{number}:{number}", row), *_addressed(row, number)):
        style = node.get("s", "0")
        if whole_number(style, 10**9) >= sheet.workbook.cell_formats:
            yield address, f"format {style} of {sheet.workbook.cell_formats}", b""


def each_value_has_its_type(sheet: WrittenSheet, last: int, row: Element) -> Iterator[Breach]:
    """A cell without a type holds a number, one of the type `s` the index of a shared text."""
    for address, node in _addressed(row, row_number(row, last)):
        stored = node.child("v")
        text = stored.text.strip() if stored else ""
        if not text:
            continue
        kind = node.get("t", "n")
        if kind == "s" and whole_number(text, 10**9) >= sheet.workbook.shared_texts:
            yield address, f"shared text {text} of {sheet.workbook.shared_texts}", b""
        elif (kind == "n" and not _is_number(text)) or (kind == "b" and text not in ("0", "1", "true", "false")):
            yield address, f"no value of the type {kind}", _xml(node)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text[-1].isdigit() or text[-1] == "."


def texts_and_formulas_are_short(_: WrittenSheet, last: int, row: Element) -> Iterator[Breach]:
    """A text has at most 32,767 characters, a formula 8,192."""
    for address, node in _addressed(row, row_number(row, last)):
        for child in node.children:
            if child.name == "f" and len(child.text) > LONGEST_FORMULA:
                yield address, f"formula of {len(child.text)} characters", b""
            elif child.name in ("v", "is"):
                size = sum(len(decode_text(part.text)) for part in child.descendants() if part.name in ("v", "t"))
                if size > LONGEST_TEXT:
                    yield address, f"text of {size} characters", b""


def array_ranges_begin_at_their_cell(sheet: WrittenSheet, last: int, row: Element) -> Iterator[Breach]:
    """The range of an array formula or data table begins at its cell; that of a shared formula holds its cell.

    An array of several cells does not stand in a table.
    """
    for address, node in _addressed(row, row_number(row, last)):
        formula = node.child("f")
        if formula is None or "ref" not in formula.attrs:
            continue
        area, kind, at = parse_range(formula.get("ref")), formula.get("t"), parse_address(address)
        own = parse_range(address)
        if area is None or own is None or not area.overlaps(own) or (
            kind in _AT_ITS_CELL and (area.top, area.left) != at
        ):
            yield address, f"{kind} {formula.get('ref')}", _xml(formula)
        elif kind == "array" and area != own:
            for table in sheet.tables:
                if table.area and area.overlaps(table.area):
                    yield address, f"{kind} {formula.get('ref')} in {table.name}", _xml(formula)


def _xml(node: Element) -> bytes:
    return to_xml(node).encode()
