"""The references from the user's own tabs to calgen's tabs and tables, wherever a workbook can hold a formula.

Where a part's bytes name none of calgen's tabs and tables, which is usual, it is only searched, not parsed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from calgen.book.owned_tabs import ALL_OUTPUTS
from calgen.book.problems import Place
from calgen.files.read.formulas import Area
from calgen.files.read.markup import Malformed, to_utf8
from calgen.files.read.opened_workbook import NAME_PREFIX
from calgen.files.references import object_formulas, sheet_formulas
from calgen.files.references.formula_references import ANY_HEADING, TargetNames, contains_target, find_targets
from calgen.files.references.table_headings import table_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from calgen.files.read.opened_workbook import OpenedWorkbook, WorkbookSheet

_FIRST_CELL = (1, 1, 1, 1)
MOST_REFERENCES = 100_000  # more are not listed: each takes about 500 bytes


class ReferenceKind(StrEnum):
    """What holds a reference."""

    CELL = "cell"  # a formula of a cell, its own, shared or of an array
    TABLE = "table"  # the formula of a table's column or of its total
    CONDITIONAL_FORMAT = "conditional_format"
    VALIDATION = "validation"
    LINK = "link"
    SPARKLINE = "sparkline"
    CHART = "chart"
    SHAPE = "shape"  # a text box that shows a cell, or that leads to one
    CONTROL = "control"
    PIVOT = "pivot"
    LOCAL_NAME = "local_name"  # a defined name of one of the user's tabs
    WORKBOOK_NAME = "workbook_name"  # calgen itself adapts these when rows move


@dataclass(frozen=True, slots=True)
class FoundFormula:
    """A formula of the user's, as the file holds it, without `=`; `name` is that of a chart, a shape or a name."""

    place: Place
    kind: ReferenceKind
    formula: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class OutsideReference:
    """A reference to one of calgen's tabs: to an area of it, or to columns of its table by their headings."""

    source: FoundFormula
    tab: str  # the key of calgen's tab
    area: Area | None  # None for a structured reference
    headings: tuple[str, ...] = ()  # as typed; ANY_HEADING where the formula puts the heading together
    is_text: bool = False  # it stands in a text of the formula, as in INDIRECT("calgen_social[Date]")
    operand: str = ""  # as it stands in the formula


def outside_references(workbook: OpenedWorkbook) -> tuple[OutsideReference, ...]:
    """The references from the user's tabs to calgen's, tab by tab; at most `MOST_REFERENCES`.

    A link to a tab, which is one to its first cell, is left out: that cell never moves.
    """
    names = target_names(workbook)
    if not names.needles:
        return ()
    return tuple(islice(_references(_formulas(workbook, names), names), MOST_REFERENCES))


def target_names(workbook: OpenedWorkbook) -> TargetNames:
    """What formulas may call calgen's tabs and tables."""
    sheets = workbook.calgen_sheets()
    tables = {table_name(workbook, key).casefold(): key for key in sheets if key in ALL_OUTPUTS}
    return TargetNames({sheet.title: key for key, sheet in sheets.items()}, tables)


def held_headings(references: Iterable[OutsideReference]) -> Mapping[tuple[str, str], FoundFormula]:
    """The headings that structured references name, by the key of the tab and the heading: the first that names each.

    The heading is `ANY_HEADING` for a formula that puts the heading together.
    """
    found: dict[tuple[str, str], FoundFormula] = {}
    for reference in references:
        for heading in reference.headings:
            found.setdefault((reference.tab, heading), reference.source)
    return found


def _references(formulas: Iterable[FoundFormula], names: TargetNames) -> Iterator[OutsideReference]:
    for found in formulas:
        for target in find_targets(found.formula, names):
            if target.area == _FIRST_CELL and found.kind is ReferenceKind.LINK:
                continue
            yield OutsideReference(found, target.tab, target.area, target.headings, target.is_text, target.operand)


def _formulas(workbook: OpenedWorkbook, names: TargetNames) -> Iterator[FoundFormula]:
    """The formulas of the user's tabs that may name a tab or table of calgen's."""
    ours = {sheet.position for sheet in workbook.calgen_sheets().values()}
    for sheet in workbook.sheets:
        if sheet.position not in ours and sheet.part:
            yield from _sheet_formulas(workbook, sheet, names)
    for name in workbook.names:
        is_own = name.name.casefold().startswith(NAME_PREFIX) or name.local in ours
        if not is_own and contains_target(name.text.encode(), names):
            local = name.local is not None and 0 <= name.local < len(workbook.sheets)
            kind = ReferenceKind.LOCAL_NAME if local else ReferenceKind.WORKBOOK_NAME
            place = Place(workbook.sheets[name.local].title if local and name.local is not None else "")
            yield FoundFormula(place, kind, name.text, name.name)


def _sheet_formulas(workbook: OpenedWorkbook, sheet: WorkbookSheet, names: TargetNames) -> Iterator[FoundFormula]:
    """The formulas of a tab: of its cells and rules, then of its tables, charts and other objects."""
    try:
        data = to_utf8(workbook.package.read(sheet.part))
    except Malformed:
        return
    if contains_target(data, names):
        for kind, cell, formula in sheet_formulas.formulas(data, names):
            yield FoundFormula(Place(sheet.title, cell), ReferenceKind(kind), formula)
    for kind, cell, formula, name in object_formulas.formulas(workbook.package, sheet.part, names):
        yield FoundFormula(Place(sheet.title, cell), ReferenceKind(kind), formula, name)


__all__ = [
    "ANY_HEADING",
    "Area",
    "FoundFormula",
    "OutsideReference",
    "ReferenceKind",
    "held_headings",
    "outside_references",
    "target_names",
]
