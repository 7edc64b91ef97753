"""The user's comments on the tabs that are drawn anew: they stay at their cells, and follow the lines of these.

docs/decisions.md, "Tabs drawn anew", has the rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace

from calgen.book.grid import Workbook, address
from calgen.book.problems import Place, Problem, Severity
from calgen.book.values import Word
from calgen.figures.counted_calendar import CountedCalendar
from calgen.view import checks, tasks
from calgen.view.commented_tab import CellPlace, CommentedTab
from calgen.view.moved_lines import moved_findings, moved_lines, moved_tasks
from calgen.view.redrawn_sheets import REDRAWN_SHEETS
from calgen.view.typed_cells import PlacedCells, TypedOnTabs, place_cells
from calgen.view.view_context import ViewContext

Comments = Mapping[str, Set[CellPlace]]  # the cells with a comment, by the key of their tab


@dataclass(frozen=True, slots=True)
class PlacedComments:
    """Where the comments that stay stood and will stand on each tab, by its key, and the problems with the others."""

    kept: Mapping[str, Mapping[CellPlace, CellPlace]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def with_user_objects(
    context: ViewContext, calendar: CountedCalendar, workbook: Workbook, typed: TypedOnTabs, comments: Comments
) -> tuple[ViewContext, tuple[Problem, ...]]:
    """The context with the user's cells and comments that stay, and the problems with those that go, also in it."""
    placed = place_cells(context, calendar, typed)
    problems = (*context.problems, *placed.problems)
    context = replace(context, user_cells=placed.kept, user_merges=placed.merges, problems=problems)
    found = _place_comments(context, calendar, workbook, comments, typed, placed)
    context = replace(context, kept_comments=found.kept, problems=(*problems, *found.problems))
    return context, (*placed.problems, *found.problems)


def _place_comments(
    context: ViewContext,
    calendar: CountedCalendar,
    workbook: Workbook,
    comments: Comments,
    typed: TypedOnTabs,
    placed: PlacedCells,
) -> PlacedComments:
    """The comments on the tabs as they will be drawn; `typed` are the user's cells there, of which `placed` stay."""
    found = PlacedComments()
    for key in sorted(comments, key=lambda key: (key == "checks", key)):  # the checks list what goes on the others
        grid = workbook.calgen_tab(key)
        title = workbook.calgen_titles.get(key, "")
        tab = CommentedTab(key, grid, typed[key][1] if key in typed else (), placed.kept.get(key, {})) if grid else None
        lost: set[CellPlace] = set()
        kept: dict[CellPlace, CellPlace] = {}
        while True:
            now = replace(context, problems=(*context.problems, *found.problems, *_problems(title, lost)))
            kept = _kept(tab, now, calendar, comments[key]) if tab else {}
            if not (gone := comments[key] - kept.keys() - lost):
                break
            lost |= gone
        kept = {old: new for old, new in kept.items() if old not in lost}
        found = PlacedComments({**found.kept, key: kept}, (*found.problems, *_problems(title, lost)))
    return found


def _kept(
    tab: CommentedTab, context: ViewContext, calendar: CountedCalendar, comments: Iterable[CellPlace]
) -> dict[CellPlace, CellPlace]:
    """Where those comments of a tab stand that have a place on it as it will be drawn."""
    match tab.key:
        case "tasks":
            rows = tasks.rows(context, calendar)
            sheet = tasks.sheet(context, rows)
            lines = moved_tasks(tab.grid, rows)
        case "checks":
            sheet = checks.sheet(context, calendar)
            lines = moved_findings(tab.grid, sheet)
        case key:
            sheet = REDRAWN_SHEETS[key](context, calendar)
            lines = moved_lines(tab.grid, sheet)
    return tab.goals(comments, sheet, lines)


def _problems(title: str, lost: Iterable[CellPlace]) -> Iterator[Problem]:
    for row, column in sorted(lost):
        place, values = Place(title, address(row, column)), {"what": Word("tab_object", "comment")}
        yield Problem("tab_object_lost", place, Severity.WARNING, values)
