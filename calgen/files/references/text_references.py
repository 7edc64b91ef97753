"""The references to calgen's tables that stand in texts of formulas on calgen's own tabs, as INDIRECT takes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from calgen.book.problems import Place
from calgen.files.read.markup import Malformed, to_utf8
from calgen.files.read.opened_workbook import NAME_PREFIX
from calgen.files.references import object_formulas, sheet_formulas
from calgen.files.references.formula_references import find_targets
from calgen.files.references.outside_references import FoundFormula, OutsideReference, ReferenceKind, target_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from calgen.files.read.opened_workbook import OpenedWorkbook, WorkbookSheet
    from calgen.files.references.formula_references import TargetNames


def text_references(workbook: OpenedWorkbook, tabs: Collection[str]) -> tuple[OutsideReference, ...]:
    """The references in texts of formulas on calgen's tabs with these keys, and of the names that belong to them."""
    names, sheets = target_names(workbook), workbook.calgen_sheets()
    tables = "|".join(map(re.escape, (NAME_PREFIX, *names.tables)))
    in_text = re.compile(rf'"[^"]*(?:{tables})', re.IGNORECASE)
    found = [formula for key in tabs if key in sheets for formula in _formulas(workbook, sheets[key], names)]
    return tuple(
        OutsideReference(formula, target.tab, target.area, target.headings, target.is_text)
        for formula in found
        if in_text.search(formula.formula)
        for target in find_targets(formula.formula, names)
        if target.is_text
    )


def _formulas(workbook: OpenedWorkbook, sheet: WorkbookSheet, names: TargetNames) -> Iterator[FoundFormula]:
    """The formulas of a tab that may name a tab or table of calgen's."""
    try:
        data = to_utf8(workbook.package.read(sheet.part))
    except Malformed:
        return
    for kind, cell, formula in sheet_formulas.formulas(data, names):
        yield FoundFormula(Place(sheet.title, cell), ReferenceKind(kind), formula)
    for kind, cell, formula, name in object_formulas.formulas(workbook.package, sheet.part, names):
        yield FoundFormula(Place(sheet.title, cell), ReferenceKind(kind), formula, name)
    for defined in workbook.names:
        if defined.local == sheet.position and not defined.name.casefold().startswith((NAME_PREFIX, "_xlnm")):
            yield FoundFormula(Place(sheet.title), ReferenceKind.LOCAL_NAME, defined.text, defined.name)
