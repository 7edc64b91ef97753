"""Whether a spreadsheet program would open a workbook without repairing it: rules on its bytes, in plain sight.

Each rule is a function whose name says what holds, and which finds where it does not. What calgen writes is held to
all of them before the user's file is replaced (docs/reliability.md).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from calgen.files.read.markup import to_utf8
from calgen.files.read.part_names import part_key
from calgen.files.soundness import (
    cell_rules,
    formula_rules,
    range_rules,
    sheet_rules,
    table_rules,
    workbook_rules,
)
from calgen.files.soundness.cell_rules import find_unusual_rows
from calgen.files.soundness.range_rules import Breach
from calgen.files.soundness.written_workbook import WrittenSheet, WrittenTable, WrittenWorkbook

if TYPE_CHECKING:
    from calgen.files.read.markup import Element
    from calgen.files.read.opened_workbook import OpenedWorkbook, WorkbookSheet

# on the whole workbook, with the names of the parts that calgen wrote
WORKBOOK_RULES: tuple[Callable[[WrittenWorkbook, frozenset[str]], Iterator[tuple[str, Breach]]], ...] = (
    workbook_rules.each_part_has_a_type,
    workbook_rules.each_type_has_its_part,
    workbook_rules.each_relation_leads_to_a_part,
    workbook_rules.relations_have_an_owner,
    workbook_rules.sheet_titles_are_legal,
    workbook_rules.sheets_are_listed_once,
    workbook_rules.names_are_unique,
    workbook_rules.workbook_elements_stand_in_order,
    workbook_rules.style_counts_are_right,
    workbook_rules.cell_formats_are_whole,
    table_rules.table_names_are_unique,
    formula_rules.references_of_names_resolve,
    formula_rules.references_of_tables_resolve,
    workbook_rules.comments_stand_at_one_cell,
)
# on a sheet that calgen wrote
SHEET_RULES: tuple[Callable[[WrittenSheet], Iterator[Breach]], ...] = (
    sheet_rules.elements_stand_in_order,
    sheet_rules.no_container_is_empty,
    sheet_rules.each_count_is_right,
    sheet_rules.each_relation_exists,
    sheet_rules.each_rule_format_exists,
    sheet_rules.inline_lists_are_short,
    sheet_rules.links_are_few,
    range_rules.each_range_is_one_range,
    range_rules.merges_do_not_overlap,
    range_rules.tables_stand_alone,
    range_rules.page_breaks_are_unique,
    range_rules.columns_do_not_overlap,
    formula_rules.references_of_cells_resolve,
    formula_rules.rules_have_no_structured_reference,
)
# on each table of such a sheet
TABLE_RULES: tuple[Callable[[WrittenTable, WrittenSheet], Iterator[Breach]], ...] = (
    table_rules.table_ranges_fit,
    table_rules.table_columns_fit,
    table_rules.table_headings_are_their_cells,
    table_rules.table_elements_stand_in_order,
    table_rules.table_formats_exist,
)
# on each row of such a sheet that does not look as nearly all do; the number is that of the row before
ROW_RULES: tuple[Callable[[WrittenSheet, int, Element], Iterator[Breach]], ...] = (
    cell_rules.rows_and_cells_stand_in_order,
    cell_rules.each_cell_format_exists,
    cell_rules.each_value_has_its_type,
    cell_rules.texts_and_formulas_are_short,
    cell_rules.array_ranges_begin_at_their_cell,
)

_TEXT = re.compile(rb"(?<=t)>[^<]+<|(?<=v)>[^<]+<")  # of a text or stored value
_LONGEST_XML = 300  # bytes of the XML in a report


@dataclass(frozen=True, slots=True)
class Unsound:
    """What a spreadsheet program would repair: the rule that does not hold, and where; `title` is that of the tab."""

    rule: str
    part: str
    title: str
    cell: str
    detail: str
    xml: bytes = b""

    def __str__(self) -> str:
        """One line, for a report: the texts of cells are left out of the XML."""
        place = f"{self.part} ({self.title})" if self.title else self.part
        xml = _TEXT.sub(rb">...<", self.xml)[:_LONGEST_XML].decode("utf-8", "replace")
        return f"{self.rule}: {place} {self.cell}: {self.detail} {xml}".rstrip()


def find_unsound(workbook: OpenedWorkbook, parts: Collection[str]) -> tuple[Unsound, ...]:
    """All that is unsound in these parts of a workbook, and in its lists. Raises Malformed for a sheet that is no XML.

    Other parts are XML already.
    """
    return tuple(_find(WrittenWorkbook(workbook), frozenset(parts)))


def find_worksheets(workbook: OpenedWorkbook, parts: Collection[str]) -> tuple[WorkbookSheet, ...]:
    """The sheets of cells among these parts; a chart sheet is none."""
    ours = (sheet for sheet in workbook.sheets if sheet.part in parts)
    return tuple(sheet for sheet in ours if b"worksheet" in to_utf8(workbook.package.start(sheet.part)))


def _find(workbook: WrittenWorkbook, parts: frozenset[str]) -> Iterator[Unsound]:
    for rule in WORKBOOK_RULES:
        for part, breach in rule(workbook, parts):
            yield Unsound(rule.__name__, part, "", *breach)
    for listed in find_worksheets(workbook.workbook, parts):
        for name, part, breach in _find_in_sheet(WrittenSheet(workbook, listed)):
            yield Unsound(name, part, listed.title, *breach)


def _find_in_sheet(sheet: WrittenSheet) -> Iterator[tuple[str, str, Breach]]:
    for rule in SHEET_RULES:
        yield from _named(rule.__name__, sheet.part, rule(sheet))
    for table in sheet.tables:
        for table_rule in TABLE_RULES:
            yield from _named(table_rule.__name__, table.part, table_rule(table, sheet))
    for last, row in find_unusual_rows(sheet):
        for row_rule in ROW_RULES:
            yield from _named(row_rule.__name__, sheet.part, row_rule(sheet, last, row))


def _named(rule: str, part: str, found: Iterable[Breach]) -> Iterator[tuple[str, str, Breach]]:
    return ((rule, part, breach) for breach in found)


def subtract(found: Iterable[Unsound], before: Iterable[Unsound]) -> tuple[Unsound, ...]:
    """What is unsound now and was not before; what has moved counts as the same where a part has no more of it."""
    before = tuple(before)
    exact = {(what.rule, part_key(what.part), what.cell, what.detail) for what in before}
    allowed = Counter((what.rule, part_key(what.part)) for what in before)
    new = []
    # the same ones first: what is left of the number covers those that have moved
    for what in sorted(found, key=lambda what: (what.rule, part_key(what.part), what.cell, what.detail) not in exact):
        key = what.rule, part_key(what.part)
        allowed[key] -= 1
        if allowed[key] < 0:
            new.append(what)
    return tuple(new)
