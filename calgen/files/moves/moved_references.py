"""The findings on references from the user's own tabs to rows of the calendars that move: each with its cure.

The user's tabs are never edited, so a formula there that says row 12 goes on saying it after another post has come to
row 12. A finding tells which post it pointed to, where that post goes, and a formula that follows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from calgen.book.grid import address
from calgen.book.problems import Problem, Severity
from calgen.book.sheet import quote_title
from calgen.book.values import Phrase, SheetFormula
from calgen.files.moves.reference_cures import CalendarColumns, cure_of_range, cure_of_row, link_to_row
from calgen.files.moves.row_moves import RowMoves
from calgen.files.read.formulas import CELL, Area, column_number, parse_address, rewrite_operands
from calgen.files.read.opened_workbook import NAME_PREFIX
from calgen.files.references.outside_references import FoundFormula, OutsideReference, ReferenceKind

CODES = ("outside_row_moves", "outside_row_goes", "outside_rows_change", "outside_table_resized", "outside_cells_move",
         "outside_more")  # fmt: skip
MOST_FINDINGS = 50  # of one run; the last one says how many more there are
_LONGEST_TITLE = 60  # characters
_FILLED = {ReferenceKind.CELL, ReferenceKind.LINK, ReferenceKind.SPARKLINE}  # what is filled down from one cell
# what holds nothing but ranges: the formula that follows the row stands elsewhere
_WITHOUT_FORMULA = {ReferenceKind.CHART, ReferenceKind.SPARKLINE, ReferenceKind.PIVOT, ReferenceKind.SHAPE,
                    ReferenceKind.CONTROL}  # fmt: skip


@dataclass(frozen=True)
class MovedTable:
    """A calendar on its tab before and after a run."""

    columns: CalendarColumns
    moves: RowMoves
    before: Mapping[int, str]  # row → id of the post or subject that stands there
    after: Mapping[int, str]
    titles: Mapping[str, str] = field(default_factory=dict)  # id → title
    is_filled: Callable[[Area], bool] = lambda _: True  # whether an area of the present tab holds anything


@dataclass(frozen=True, slots=True)
class _Finding:
    """What becomes of one reference: the code of its problem, the values of the message, and what replaces it."""

    code: str
    values: Mapping[str, object]
    new: str  # a formula without `=`; empty where there is nothing to put in its place


def moved_reference_problems(
    references: Iterable[OutsideReference], tables: Mapping[str, MovedTable]
) -> tuple[Problem, ...]:
    """A warning for each formula that points to rows that move; those filled down from one cell make one warning.

    `tables` are the calendars by the key of their tab.
    """
    groups: dict[tuple[str, ...], list[tuple[FoundFormula, list[tuple[OutsideReference, _Finding]]]]] = {}
    by_source: dict[FoundFormula, list[OutsideReference]] = {}
    for reference in references:
        if reference.tab in tables and reference.area and reference.source.kind is not ReferenceKind.WORKBOOK_NAME:
            by_source.setdefault(reference.source, []).append(reference)
    for source, own in by_source.items():
        found = [(target, finding) for target in own if (finding := _finding(target, tables[target.tab]))]
        if found:
            groups.setdefault(_group_key(source), []).append((source, found))
    problems = [_problem(group) for group in groups.values()]
    return (*problems[:MOST_FINDINGS], *_more(problems))


def _more(problems: Sequence[Problem]) -> Iterator[Problem]:
    if len(problems) > MOST_FINDINGS:
        values = {"n": len(problems) - MOST_FINDINGS}
        yield Problem("outside_more", problems[MOST_FINDINGS].place, Severity.WARNING, values)


def _group_key(source: FoundFormula) -> tuple[str, ...]:
    """Equal for the formulas of cells that were filled down or across from one cell, and for those of one object."""
    if source.kind not in _FILLED:
        return (source.place.tab, source.kind, source.place.cell, source.name)
    row, column = parse_address(source.place.cell)

    def relative(operand: str) -> str:
        return CELL.sub(lambda cell: _relative(cell[1], cell[2], cell[3], cell[4], row, column), operand)

    return (source.place.tab, source.kind, rewrite_operands(source.formula, relative))


def _relative(fixed_column: str, letters: str, fixed_row: str, digits: str, row: int, column: int) -> str:
    across = letters if fixed_column else f"[{column_number(letters) - column}]"
    return f"{across}:{digits if fixed_row else f'[{int(digits) - row}]'}"


# -- one reference ---------------------------------------------------------------------------------------------------


def _finding(reference: OutsideReference, table: MovedTable) -> _Finding | None:
    """What becomes of a reference to an area of a calendar; None where it goes on meaning the same."""
    area = reference.area
    assert area is not None
    if area.bottom < table.moves.first or table.moves.is_identity:
        return None
    if table.moves.fixed_column(area.left, area.right):
        return _fixed_finding(area, table)
    if area.top == area.bottom:
        return _row_finding(reference, area, table)
    if area.top <= table.moves.first and area.bottom >= table.moves.whole:
        return _body_finding(reference, area, table)
    return _rows_finding(reference, area, table)


def _row_finding(reference: OutsideReference, area: Area, table: MovedTable) -> _Finding | None:
    """Of a reference to cells of one row."""
    row, id_ = area.top, table.before.get(area.top, "")
    new = table.moves.new_row(row)
    if new == row:
        return None
    if not id_:
        return _cells_finding(area, table) if table.is_filled(area) else None
    values = {"post": _post(table, id_), "row": new, "other": _post(table, table.after.get(row, ""))}
    cure = cure_of_row(area, id_, table.columns, structured=_takes_structured(reference))
    if reference.source.kind is ReferenceKind.LINK:
        cure = link_to_row(area, id_, table.columns)
    return _Finding("outside_row_moves" if new else "outside_row_goes", {**values, "id": id_}, cure)


def _body_finding(reference: OutsideReference, area: Area, table: MovedTable) -> _Finding | None:
    """Of a reference to the whole body of the table, or more."""
    before, after = table.moves.last, table.moves.end
    is_exact = area.bottom <= before
    if area.bottom == after if is_exact else area.bottom >= after:
        return None
    top = table.moves.first - 1
    values = {"before": before - top, "after": after - top}
    new = cure_of_range(area, "", "", table.columns, structured=_takes_structured(reference))
    return _Finding("outside_table_resized", values, new)


def _rows_finding(reference: OutsideReference, area: Area, table: MovedTable) -> _Finding | None:
    """Of a reference to some rows of the body, or to rows below it."""
    held, now = _ids_in(area, table.before), _ids_in(area, table.after)
    if not held:
        is_moved = any(table.moves.new_row(row) != row for row in (area.top, area.bottom))
        return _cells_finding(area, table) if is_moved and table.is_filled(area) else None
    if set(held) == set(now):
        return None
    values = {
        "first": _post(table, held[0]),
        "last": _post(table, held[-1]),
        "out": len(set(held) - set(now)),
        "come": len(set(now) - set(held)),
    }
    staying = [id_ for id_ in held if id_ in table.after.values()]
    new = ""
    if staying:
        new = cure_of_range(area, staying[0], staying[-1], table.columns, structured=_takes_structured(reference))
    return _Finding("outside_rows_change", values, new)


def _ids_in(area: Area, rows: Mapping[int, str]) -> list[str]:
    return [id_ for row, id_ in sorted(rows.items()) if area.top <= row <= area.bottom]


def _fixed_finding(area: Area, table: MovedTable) -> _Finding | None:
    """Of a reference to columns beside the table that stay when its rows move, further down with what is below it."""
    column = table.moves.fixed_column(area.left, area.right)
    is_moved = any(table.moves.new_row(row, column) != row for row in (area.top, area.bottom))
    return _cells_finding(area, table, column) if is_moved and table.is_filled(area) else None


def _cells_finding(area: Area, table: MovedTable, column: int = 0) -> _Finding | None:
    """Of a reference to cells that are no post: rows of the user's own in the table, and what stands below it."""
    ends = [table.moves.new_row(row, column) for row in (area.top, area.bottom)]
    if not all(ends):
        return None
    first, last = address(ends[0], area.left), address(ends[1], area.right)
    cells = first if first == last else f"{first}:{last}"
    new = f"{quote_title(table.columns.title)}!{cells}"
    return _Finding("outside_cells_move", {"new": SheetFormula(new)}, new)


def _post(table: MovedTable, id_: str) -> object:
    """A post or subject as a message names it: its id and title."""
    if not id_:
        return Phrase(("references", "no_post"))
    title = table.titles.get(id_, "")
    short = title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"
    return Phrase(("references", "post"), {"id": id_, "title": short}) if short else id_


def _takes_structured(reference: OutsideReference) -> bool:
    """Whether the formula may name a table: in rules, Excel accepts plain references only."""
    return reference.source.kind not in (ReferenceKind.CONDITIONAL_FORMAT, ReferenceKind.VALIDATION)


# -- one problem -----------------------------------------------------------------------------------------------------


def _problem(group: list[tuple[FoundFormula, list[tuple[OutsideReference, _Finding]]]]) -> Problem:
    """The problem of formulas of one kind: the first one's, with the number of the others."""
    source, found = group[0]
    first = found[0][1]
    values: dict[str, object] = {
        "holder": Phrase(("references", "holder", source.kind), {"name": source.name}),
        "old": SheetFormula(found[0][0].operand),
        **first.values,
        "cure": _cure(source, found),
        "others": _others(group),
    }
    place = replace(source.place, cell=source.place.cell.split(" ")[0])
    return Problem(first.code, place, Severity.WARNING, values)


def _others(group: Sequence[tuple[FoundFormula, object]]) -> object:
    """How many more cells hold the same formula, and the last of them; empty for none."""
    if len(group) == 1:
        return ""
    return Phrase(("references", "others"), {"n": len(group) - 1, "last": str(group[-1][0].place.cell)})


def _cure(source: FoundFormula, found: Sequence[tuple[OutsideReference, _Finding]]) -> object:
    """What to put where: formulas in the place of references, and how, where the holder takes none."""
    changes = {reference.operand: finding.new for reference, finding in found if finding.new}
    if not changes:
        return Phrase(("references", "cure", "remove"))
    is_whole = len(changes) == 1 and source.formula == next(iter(changes))
    mark = "=" if is_whole and source.kind not in _WITHOUT_FORMULA else ""
    pairs = [
        Phrase(("references", "change"), {"old": SheetFormula(mark + old), "new": SheetFormula(mark + new)})
        for old, new in changes.items()
    ]
    new = next(iter(changes.values()))
    values = {"changes": _joined(pairs), "new": SheetFormula(f"={new}"), "table": f"{NAME_PREFIX}{found[0][0].tab}"}
    key = source.kind if source.kind in _WITHOUT_FORMULA or source.kind is ReferenceKind.LINK else "formula"
    if new.startswith("'") and found[0][1].code == "outside_cells_move":
        key = "formula"
    return Phrase(("references", "cure", key), values)


def _joined(phrases: Sequence[Phrase]) -> Phrase:
    """Several phrases as one."""
    joined = phrases[0]
    for phrase in phrases[1:]:
        joined = Phrase(("references", "and"), {"first": joined, "second": phrase})
    return joined


def is_filled(cells: Iterable[tuple[int, int]]) -> Callable[[Area], bool]:
    """A function that tells whether an area holds one of these cells."""
    by_row: dict[int, list[int]] = {}
    for row, column in cells:
        by_row.setdefault(row, []).append(column)

    def found(area: Area) -> bool:
        rows = range(area.top, area.bottom + 1) if area.bottom - area.top < len(by_row) else by_row
        inside = (by_row.get(row, ()) for row in rows if area.top <= row <= area.bottom)
        return any(area.left <= column <= area.right for columns in inside for column in columns)

    return found

