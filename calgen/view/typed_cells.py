"""What the user typed on the tabs that are drawn anew: kept in place where it can be, told before it goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from calgen.book.cells import value_for_message
from calgen.book.grid import Grid, Span, Workbook, address
from calgen.book.problems import Place, Problem, Severity
from calgen.book.review_columns import ACCEPT_COLUMN
from calgen.book.sheet import Sheet, StyledCell
from calgen.figures.counted_calendar import CountedCalendar
from calgen.last_run import LastRun
from calgen.merge.accept_cells import lost_answers, read_accept_cells
from calgen.merge.redrawn_tabs import (
    REDRAWN,
    TypedCell,
    drawn_text,
    kept_cells,
    place_typed_cells,
    stored_text,
    typed_cells,
)
from calgen.merge.typed_task_cells import typed_task_cells
from calgen.view import tasks
from calgen.view.redrawn_sheets import redrawn_sheet
from calgen.view.table_cells import TableCells
from calgen.view.view_context import ViewContext

Cells = Mapping[tuple[int, int], StyledCell]
# the review has sentences with figures of the day where other tabs have labels; a yes must not come beside another line
LABELLED: Mapping[str, tuple[int, ...]] = {"review": (ACCEPT_COLUMN,)}
TypedOnTabs = Mapping[str, tuple[Grid, Sequence[TypedCell]]]  # by the key of the tab


@dataclass(frozen=True, slots=True)
class PlacedCells:
    """The user's cells that stay on each tab, by its key, and the problems with those that go."""

    kept: Mapping[str, Cells] = field(default_factory=dict)
    merges: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def overwritten_cells(typed: TypedOnTabs) -> tuple[Problem, ...]:
    """The cells of calgen's over which the user typed: they go with the next run, whatever it draws."""
    found = ((grid, cell) for grid, cells in typed.values() for cell in cells)
    return tuple(_lost(grid, cell) for grid, cell in found if cell.is_over)


def place_cells(context: ViewContext, calendar: CountedCalendar, typed: TypedOnTabs) -> PlacedCells:
    """The user's cells on the tabs as they will be drawn."""
    kept: dict[str, Cells] = {}
    merges: dict[str, tuple[Span, ...]] = {}
    problems: list[Problem] = []
    for key, (grid, cells) in typed.items():
        if key == "tasks":
            kept[key], lost = place_on_tasks(tasks.sheet(context, tasks.rows(context, calendar)), cells)
        else:
            # the checks list what goes: on that tab only what stands beside the list is sure to stay
            drawn = redrawn_sheet(key, context, calendar)
            now = with_merged(drawn) if drawn else None
            kept[key], lost = place_typed_cells(grid, cells, now, LABELLED.get(key))
        merges[key] = tuple(cell.span for cell in cells if cell.span and cell.place in kept[key])
        problems += [_lost(grid, cell) for cell in lost if not cell.is_over]
    return PlacedCells(kept, merges, tuple(problems))


def with_merged(sheet: Sheet) -> Cells:
    """The cells of a drawn sheet, those under its merges as well."""
    merged = (span for span in sheet.merges)
    places = ((row, column) for top, left, bottom, right in merged
              for row in range(top, bottom + 1) for column in range(left, right + 1))  # fmt: skip
    return {**dict.fromkeys(places, StyledCell(" ")), **sheet.cells}


def typed_on_tabs(workbook: Workbook, last_run: LastRun) -> TypedOnTabs:
    """The typed cells of the tabs that have any, by the key of the tab."""
    grids = {key: workbook.calgen_tab(key) for key in REDRAWN if key in last_run.drawn}
    answers = {cell.at for cell in read_accept_cells(workbook, last_run) if cell.is_yes or cell.is_no}
    answers |= {*lost_answers(workbook, last_run)}  # told by themselves: a yes does not go to the row drawn there next
    found: dict[str, tuple[Grid, Sequence[TypedCell]]] = {
        key: (grid, _without(answers if key == "review" else (), typed_cells(grid, last_run.drawn[key])))
        for key, grid in grids.items() if grid
    }  # fmt: skip
    if grid := workbook.calgen_tab("tasks"):
        found["tasks"] = grid, typed_task_cells(workbook, last_run.drawn.get("tasks", ""))
    return {key: pair for key, pair in found.items() if pair[1]}


def _without(places: Collection[tuple[int, int]], typed: Iterable[TypedCell]) -> list[TypedCell]:
    """The typed cells but the answers to proposals, which follow these."""
    return [cell for cell in typed if cell.place not in places]


def place_on_tasks(sheet: Sheet, typed: Iterable[TypedCell]) -> tuple[Cells, list[TypedCell]]:
    """The cells that stay in place on the tab of tasks, and those whose place is taken.

    A row that follows the last task without a gap would be a task of the user's in the next run.
    """
    assert isinstance(sheet.cells, TableCells)
    kept: dict[tuple[int, int], StyledCell] = {}
    lost = []
    table, drawn = sheet.tables[0], sheet.cells.outside()
    for cell in (cell for cell in typed if not cell.is_over):
        is_free = not cell.is_vast and not any(
            sheet.cells.has_place(place)
            or (table.top <= place[0] <= table.bottom + 1 and place[1] <= len(table.headings))
            for place in cell.places
        )
        if is_free:
            kept |= kept_cells(cell)
        elif drawn_text(drawn.get(cell.place, StyledCell())) != stored_text(cell.cell):  # else it stands there again
            lost.append(cell)
    return kept, lost


def _lost(grid: Grid, typed: TypedCell) -> Problem:
    cell = typed.cell
    value = cell.formula or value_for_message(cell.value)
    return Problem("tab_text_lost", Place(grid.title, address(*typed.place)), Severity.WARNING, {"value": value})


def with_kept_cells(sheet: Sheet, context: ViewContext) -> Sheet:
    """A sheet with the user's cells in it."""
    cells = context.user_cells.get(sheet.key, {})
    if not cells:
        return sheet
    drawn = sheet.cells
    merges = (*sheet.merges, *context.user_merges.get(sheet.key, ()))
    kept = drawn.with_cells(cells) if isinstance(drawn, TableCells) else {**drawn, **cells}
    return replace(sheet, cells=kept, merges=merges)
