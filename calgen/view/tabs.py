"""All tabs that calgen draws, in their order, and the facts that the hidden sheet remembers of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from calgen.book.owned_tabs import ALL_OUTPUTS, ARCHIVE, FACT, STATE_TITLE, RememberedTab, to_fact
from calgen.book.owned_tabs import OUTPUTS as OUTPUTS
from calgen.book.sheet import Sheet, SheetEdit
from calgen.book.words import Words
from calgen.figures.counted_calendar import CountedCalendar
from calgen.last_run import STATE, LastRun, WrittenRow
from calgen.merge import MergedCalendar, entries_checksum, ids_by_row, named_rows
from calgen.merge.redrawn_tabs import digest_cells
from calgen.view import balance, checks, editorial, month, social, state, tab_edit, tasks, year
from calgen.view.calendar_sheet import RowCells
from calgen.view.past_weeks import FACT as PAST_WEEKS
from calgen.view.past_weeks import past_weeks
from calgen.view.redrawn_sheets import REDRAWN_SHEETS
from calgen.view.table_cells import TableCells
from calgen.view.typed_cells import with_kept_cells
from calgen.view.view_context import ViewContext

_CALENDARS = {"social": social, "editorial": editorial}


def titles(words: Words, owned: Mapping[str, str]) -> dict[str, str]:
    """The titles of our tabs: `owned` ones are in the workbook already, the others are in the given language."""
    found = {key: words.title(key) for key in ALL_OUTPUTS} | {STATE: STATE_TITLE}
    return found | {key: title for key, title in owned.items() if key in found}


def post_rows(context: ViewContext) -> dict[str, RowCells]:
    """The rows of the plan's posts by id; those of the archive are left out."""
    by_id = zip(context.ids.posts, social.rows(context), strict=True)
    return {id_: row for id_, row in by_id if id_ not in context.archived}


def subject_rows(context: ViewContext) -> dict[str, RowCells]:
    """The rows of the plan's subjects by id; those whose row the user removed are left out."""
    by_id = zip(context.ids.subjects, editorial.rows(context), strict=True)
    return {id_: row for id_, row in by_id if id_ not in context.removed_subjects}


def table_edits(context: ViewContext, merged: Mapping[str, MergedCalendar]) -> dict[str, SheetEdit]:
    """What happens to the rows of the calendars that are in the workbook, by the keys of their tabs."""
    edits = {key: tab_edit.table_edit(context, view.COLUMNS, merged[key]) for key, view in _CALENDARS.items()}
    return {key: edit for key, edit in edits.items() if edit is not None}


def sheets(
    context: ViewContext,
    facts: Mapping[str, str],
    merged: Mapping[str, MergedCalendar],
    last_run: LastRun,
    calendar: CountedCalendar,
) -> Iterator[Sheet]:
    """The tabs of a plan, one after the other: each is made when it is drawn, and needs no memory after that.

    The calendars have the rows of `merged`; month, balance and tasks have the posts of `calendar`. `last_run` is what
    the last run wrote; what the user removed stays in it.
    """
    remembered = {**facts, FACT: _own_tabs(context)}
    yield from _calendars(context, merged, last_run, remembered)
    context = replace(context, row_ids=ids_by_row(context.calendars.get("social"), merged["social"]))
    digests: dict[str, str] = {}
    yield from _remembering(_redrawn(context, calendar), context, digests, remembered)
    task_rows = tasks.rows(context, calendar)
    drawn_tasks = tasks.sheet(context, task_rows)
    assert isinstance(drawn_tasks.cells, TableCells)
    digests["tasks"] = digest_cells(drawn_tasks.cells.outside().items())
    yield with_kept_cells(drawn_tasks, context)
    del drawn_tasks
    yield from _remembering(_later(context, calendar), context, digests, remembered)
    remembered["entries"] = entries_checksum(tasks.entries(task_rows))
    rows = {key: one.written for key, one in merged.items()} | _archived_rows(context, last_run)
    names = named_rows(context.strategy)
    written = replace(last_run, facts=remembered, rows=rows, drawn=digests, names=names)
    yield state.sheet(context, written)


def _archived_rows(context: ViewContext, last_run: LastRun) -> dict[str, dict[str, WrittenRow]]:
    """What calgen wrote on the rows that stand in the archive now, by id; nothing on those of the user's own."""
    known = {**last_run.rows_of("social"), **last_run.rows_of(ARCHIVE)}
    return {ARCHIVE: {id_: known.get(id_, {}) for id_ in sorted(context.archived)}} if context.archived else {}


def _calendars(
    context: ViewContext, merged: Mapping[str, MergedCalendar], last_run: LastRun, remembered: dict[str, str]
) -> Iterator[Sheet]:
    """The two calendars; what the next run must know of them is added to `remembered`."""
    folded: list[str] = []
    for key, view in _CALENDARS.items():
        past = past_weeks(merged[key], context.calendars.get(key), last_run, context.today)
        folded = [*folded, key] if past.has_group else folded
        drawn = view.sheet(context, [row.cells for row in merged[key].rows], past)
        edit = tab_edit.sheet_edit(context, drawn, view.COLUMNS, merged[key], last_run.facts, past)
        remembered |= tab_edit.facts(drawn)
        drawn = replace(drawn, edit=edit)
        yield drawn
        del drawn
    own_order = [key for key in _CALENDARS if merged[key].has_own_order]
    remembered |= {"own_order": " ".join(own_order)} if own_order else {}
    remembered |= {PAST_WEEKS: " ".join(folded)} if folded else {}


def _remembering(
    drawn: Iterator[tuple[str, Sheet]], context: ViewContext, digests: dict[str, str], remembered: dict[str, str]
) -> Iterator[Sheet]:
    """Tabs that are drawn anew, with the user's cells; what the next run must know of them is added to the last two."""
    for key, sheet in drawn:
        digests[key] = digest_cells(sheet.cells.items())
        remembered |= tab_edit.chart_facts(sheet)
        yield with_kept_cells(sheet, context)


def _redrawn(context: ViewContext, calendar: CountedCalendar) -> Iterator[tuple[str, Sheet]]:
    """The tabs that are drawn anew and stand in every workbook, the tasks aside, by key."""
    yield "month", month.sheet(context, calendar)
    yield "year", year.sheet(context, calendar)
    yield "balance", balance.sheet(context, calendar)
    yield "checks", checks.sheet(context, calendar)


def _later(context: ViewContext, calendar: CountedCalendar) -> Iterator[tuple[str, Sheet]]:
    """The tabs that are drawn anew once there is something to show, by key."""
    if has_tab(context, "review"):
        yield "review", REDRAWN_SHEETS["review"](context, calendar)


def has_tab(context: ViewContext, key: str) -> bool:
    """Whether a run draws the tab of a key: all of `OUTPUTS`; another one where it has something to show, or stands."""
    return key in OUTPUTS or key in context.later_tabs or (key == "review" and context.review is not None)


def _own_tabs(context: ViewContext) -> str:
    """What the hidden tab remembers of the others: the next run knows them by it, where a program drops their marks."""
    keys = (key for key in ALL_OUTPUTS if has_tab(context, key))
    return to_fact({key: RememberedTab(context.titles[key], context.words.help(key)) for key in keys})
