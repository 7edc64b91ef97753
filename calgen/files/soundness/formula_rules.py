"""Rules on references: the tables and columns that formulas, rules and names refer to exist, and calgen's own names."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape

from calgen.files.edit.rules import FORMULAS
from calgen.files.read.formulas import formula_pieces
from calgen.files.read.markup import escape_xml
from calgen.files.read.opened_workbook import NAME_PREFIX
from calgen.files.soundness.range_rules import Breach
from calgen.files.soundness.written_workbook import WrittenSheet, WrittenWorkbook, column_key

_SPECIAL = {"#all", "#data", "#headers", "#totals", "#this row"}
_STRUCTURED = re.compile(r"([\w.\\]+)\[(.*)\]", re.DOTALL)
_ITEM = re.compile(r"\[((?:'.|[^\[\]'])*)\]", re.DOTALL)
_FORMULA = re.compile(rb"<f\b[^>]*>([^<]*)</f>")
_FORMULA_CELL = re.compile(rb'<c\b[^<>]*?\sr="([A-Z]+[0-9]+)"[^<>]*>\s*<f\b[^>]*>([^<]*)</f>')
_INSIDE = rb"\[[^\[\]']*+(?:\[[^\[\]']*+\][^\[\]']*+)*+\]"
_OWN_NAME = re.compile(rf"{NAME_PREFIX}\w+", re.IGNORECASE)


def references_of_cells_resolve(sheet: WrittenSheet) -> Iterator[Breach]:
    """The formulas of cells name tables and columns that exist, and calgen's names that exist."""
    workbook, rows = sheet.workbook, (sheet.written, sheet.first, sheet.last)
    if _do_all_resolve(workbook, *rows):
        return
    formulas = set(_FORMULA.findall(*rows))
    if _do_all_resolve(workbook, b"\n".join(formulas)):
        return
    wrong = {formula: found for formula in formulas if (found := _unresolved(_plain(formula), workbook))}
    if wrong:
        for address, formula in _FORMULA_CELL.findall(*rows):
            if formula in wrong:
                yield address.decode(), wrong[formula], formula


def _do_all_resolve(workbook: WrittenWorkbook, data: bytes, first: int = 0, last: int = sys.maxsize) -> bool:
    """Whether each bracket in a part of some XML belongs to a reference that resolves, and calgen's names exist.

    It also finds what stands in no formula: a text may hold brackets.
    """
    found = Counter(_usual_reference(workbook).findall(data, first, last))
    brackets = sum(text.count(b"[") * count for text, count in found.items())
    if brackets != data.count(b"[", first, last):
        return False
    return all(not _unresolved(_plain(text), workbook) for text in found)


def _usual_reference(workbook: WrittenWorkbook) -> re.Pattern[bytes]:
    """Matches references to the tables of a workbook, with or without brackets, and names with calgen's prefix."""
    names = sorted({table.name for table in workbook.tables}, key=lambda name: (-len(name), name))
    written = [re.escape(escape_xml(name).encode()) for name in names if not name.startswith(NAME_PREFIX)]
    own = NAME_PREFIX.encode() + rb"\w++"
    return re.compile(rb"(?:%s)(?:%s)?" % (b"|".join([own, *written]), _INSIDE))


def _plain(xml: bytes) -> str:
    return unescape(xml.decode("utf-8", "replace"))


def _unresolved(formula: str, workbook: WrittenWorkbook) -> str:
    """The first reference of a formula to a table, column or name of calgen's that does not exist; else empty."""
    for operand, _ in formula_pieces(formula):
        if not (_resolves(operand, workbook) if "[" in operand else _is_known(operand, workbook)):
            return operand
    return ""


def _is_known(operand: str, workbook: WrittenWorkbook) -> bool:
    """Whether an operand is no name of calgen's, or one that exists."""
    name = operand.casefold()
    return not _OWN_NAME.fullmatch(name) or name in workbook.names or name in workbook.tables_by_name


def _is_external(operand: str) -> bool:
    """Whether an operand refers to another file, as `[1]Tab!A1` does."""
    return "!" in operand or re.fullmatch(r"\[\d+\]\S*", operand) is not None


def _resolves(operand: str, workbook: WrittenWorkbook) -> bool:
    """Whether the table and the columns of a structured reference exist, or it refers to another file."""
    if _is_external(operand):
        return True
    found = _STRUCTURED.fullmatch(operand)
    table = workbook.tables_by_name.get(found[1].casefold()) if found else None
    if found is None or table is None:
        return False
    inside = found[2].strip()
    items: Iterable[str] = _ITEM.findall(inside) if "[" in inside.replace("'[", "") else [inside]
    return all(_is_column(item.strip(), table.column_keys) for item in items)


def _is_column(item: str, columns: frozenset[str]) -> bool:
    """Whether an item of a structured reference is a keyword such as `#Headers`, or one of these columns."""
    if not item or item == "@" or item.casefold() in _SPECIAL:
        return True
    name = re.sub(r"'(.)", r"\1", item.removeprefix("@"), flags=re.DOTALL)
    return column_key(name) in columns


def rules_have_no_structured_reference(sheet: WrittenSheet) -> Iterator[Breach]:
    """Formats and validations refer to cells and names, not to tables: Excel refuses them; calgen's names exist."""
    for node in sheet.elements:
        if node.name not in FORMULAS and node.name != "f":
            continue
        for operand, _ in formula_pieces(node.text):
            is_table = "[" in operand and not _is_external(operand)
            if is_table or _unresolved(operand, sheet.workbook):
                yield "", operand, sheet.xml(node)


def references_of_tables_resolve(workbook: WrittenWorkbook, parts: frozenset[str]) -> Iterator[tuple[str, Breach]]:
    """The formulas of calculated columns and of totals name tables and columns that exist."""
    for table in workbook.tables:
        if table.part not in parts:
            continue
        for node in table.root.descendants():
            is_formula = node.name in ("calculatedColumnFormula", "totalsRowFormula")
            if is_formula and (found := _unresolved(node.text, workbook)):
                yield table.part, (table.root.get("ref"), found, table.data[node.start : node.end])


def references_of_names_resolve(workbook: WrittenWorkbook, _: frozenset[str]) -> Iterator[tuple[str, Breach]]:
    """The defined names refer to tables and columns that exist."""
    for name in workbook.workbook.names:
        if found := _unresolved(name.text, workbook):
            yield workbook.workbook.part, ("", f"{name.name}: {found}", b"")
