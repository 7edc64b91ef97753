"""What the rules of soundness look at: a workbook's tables, names and formats, and its sheets part by part."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from calgen.book.problems import Refused
from calgen.files.edit.present_sheet import without_prefix
from calgen.files.edit.rows import row_bounds
from calgen.files.read.markup import Element, Malformed, XmlDocument, parse_tree, to_utf8
from calgen.files.read.package import ROOT
from calgen.files.read.part_names import part_key
from calgen.files.read.stored_values import decode_text
from calgen.files.soundness.range_rules import parse_range

if TYPE_CHECKING:
    from calgen.files.read.formulas import Area
    from calgen.files.read.opened_workbook import OpenedWorkbook, WorkbookSheet
    from calgen.files.read.package import Relationship

_START = 2_048  # bytes in which the root element of a sheet begins
TABLE_TYPE = "spreadsheetml.table+xml"
_OPENING, _CLOSING = rb"<(?:[\w.-]+:)?%s\b[^>]*(?<!/)>", rb"</(?:[\w.-]+:)?%s>"


class WrittenTable:
    """A table: its part and XML."""

    def __init__(self, part: str, document: XmlDocument) -> None:
        self.part, self.root, self.data = part, document.root, document.data

    @property
    def name(self) -> str:
        return self.root.get("displayName") or self.root.get("name")

    @cached_property
    def area(self) -> Area | None:
        """The cells of the table; None where its range is none."""
        return parse_range(self.root.get("ref"))

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The names of its columns as a cell shows them."""
        columns = self.root.child("tableColumns")
        nodes = columns.children_named("tableColumn") if columns else ()
        return tuple(decode_text(node.get("name")) for node in nodes)

    @cached_property
    def column_keys(self) -> frozenset[str]:
        return frozenset(map(column_key, self.headings))


def column_key(heading: str) -> str:
    """The key of a heading: equal for headings that a reference cannot tell apart."""
    return " ".join(heading.casefold().split())


class WrittenWorkbook:
    """A workbook as its bytes hold it; nothing is parsed before a rule asks for it."""

    def __init__(self, workbook: OpenedWorkbook) -> None:
        self.workbook, self.package = workbook, workbook.package

    @cached_property
    def tables(self) -> tuple[WrittenTable, ...]:
        """Every table that can be read; a part to which nothing leads is none."""
        found, used = [], self.package.reachable([ROOT])
        for part in self.package.parts():
            if part_key(part) in used and self.package.content_type(part).endswith(TABLE_TYPE):
                with suppress(Refused):
                    found.append(WrittenTable(part, self.package.document(part)))
        return tuple(found)

    @cached_property
    def tables_by_name(self) -> dict[str, WrittenTable]:
        return {table.name.casefold(): table for table in self.tables}

    @cached_property
    def names(self) -> frozenset[str]:
        """The casefolded defined names."""
        return frozenset(name.name.casefold() for name in self.workbook.names)

    @cached_property
    def styles(self) -> bytes:
        part = self.workbook.part_of_kind("styles")
        return to_utf8(self.package.read(part)) if part else b""

    @cached_property
    def cell_formats(self) -> int:
        """The number of formats that a cell may have; 1 where the workbook lists none."""
        return self.count_in("cellXfs", "xf") or 1

    @cached_property
    def differential_formats(self) -> int:
        return self.count_in("dxfs", "dxf")

    def group(self, name: str) -> bytes:
        """The content of a group of the styles part, such as `cellXfs`."""
        opening = re.search(_OPENING % name.encode(), self.styles)
        closing = re.compile(_CLOSING % name.encode()).search(self.styles, opening.end()) if opening else None
        return self.styles[opening.end() : closing.start()] if opening and closing else b""

    def count_in(self, group: str, item: str) -> int:
        """The number of items in a group of the styles part."""
        return len(re.findall(rb"<(?:[\w.-]+:)?%s[\s/>]" % item.encode(), self.group(group)))

    @cached_property
    def _texts(self) -> list[bytes]:
        """The XML behind each opening tag of a shared text; the first item stands before the first one."""
        part = self.workbook.part_of_kind("sharedStrings")
        data = to_utf8(self.package.read(part)) if part else b""
        return re.split(rb"<(?:[\w.-]+:)?si\b", data)

    @property
    def shared_texts(self) -> int:
        return len(self._texts) - 1

    def shared_text(self, index: int) -> str:
        """A shared text without its phonetic reading."""
        xml = re.sub(rb"<(?:[\w.-]+:)?rPh\b.*?</(?:[\w.-]+:)?rPh>", b"", self._texts[index + 1], flags=re.DOTALL)
        pieces = re.findall(rb"<(?:[\w.-]+:)?t(?:\s[^>]*)?>([^<]*)<", xml)
        return decode_text(XmlDocument(b"<t>" + b"".join(pieces) + b"</t>").root.text)


class WrittenSheet:
    """A sheet: `written` is its XML, `data` the same without the rows, and `root` the tree of that.

    The rows stand in `written` from `first` to `last`: a copy of them would be as large as the sheet.
    """

    def __init__(self, workbook: WrittenWorkbook, listed: WorkbookSheet) -> None:
        """Raises Malformed."""
        self.workbook, self.part, self.title = workbook, listed.part, listed.title
        written = to_utf8(workbook.package.read(listed.part))
        self.written = written if b"<worksheet" in written[:_START] else without_prefix(written)
        before, self.first, self.last, after = _row_bounds(self.written)
        self.data = self.written[:before] + b"<sheetData/>" + self.written[after:]
        self.root = parse_tree(self.data)

    @cached_property
    def links(self) -> tuple[Relationship, ...]:
        return self.workbook.package.relationships(self.part)

    @cached_property
    def tables(self) -> tuple[WrittenTable, ...]:
        """The tables that stand on the sheet."""
        own = {part_key(link.part) for link in self.links if link.kind == "table"}
        return tuple(table for table in self.workbook.tables if part_key(table.part) in own)

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """All elements but the rows."""
        return tuple(self.root.descendants())

    def xml(self, node: Element) -> bytes:
        """The XML of an element."""
        return self.data[node.start : node.end]


def _row_bounds(sheet: bytes) -> tuple[int, int, int, int]:
    """Where the `sheetData` of a sheet begins, where its rows begin and end, and where it ends. Raises Malformed."""
    try:
        return row_bounds(sheet)
    except (AssertionError, ValueError) as error:
        raise Malformed("sheetData") from error
