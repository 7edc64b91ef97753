"""The edit of a calendar tab that is in the workbook already: which rows, headings and lines become which."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from calgen.book.languages import languages
from calgen.book.sheet import MovedRow, Sheet, SheetEdit, rule_patterns
from calgen.book.words import load_words
from calgen.calendar import CalendarTab, canonical_text
from calgen.merge import MergedCalendar
from calgen.view.calendar_sheet import SheetColumn
from calgen.view.past_weeks import PastWeeks
from calgen.view.view_context import TOP, ViewContext


def facts(sheet: Sheet) -> dict[str, str]:
    """What the next run must know of a calendar: the lines above its table, its conditional formats and drop-downs."""
    above = [canonical_text(sheet.cells[row, 1].value) for row in range(1, TOP) if (row, 1) in sheet.cells]
    return {
        f"above_{sheet.key}": json.dumps(above, ensure_ascii=False),
        f"rules_{sheet.key}": json.dumps(rule_patterns(sheet), ensure_ascii=False),
    }


def chart_facts(sheet: Sheet) -> dict[str, str]:
    """The ranges that the charts of a tab show, by which the next run tells them from the user's."""
    shown = [[series.values for series in chart.series] for chart in sheet.charts]
    return {f"charts_{sheet.key}": json.dumps(shown, ensure_ascii=False)} if shown else {}


def sheet_edit(
    context: ViewContext,
    sheet: Sheet,
    columns: Sequence[SheetColumn],
    merged: MergedCalendar,
    before: Mapping[str, str],
    past: PastWeeks,
) -> SheetEdit | None:
    """The edit of a calendar; `None` where the workbook has none yet. `before` are the facts of the last run."""
    edit, tab = table_edit(context, columns, merged), context.calendars.get(sheet.key)
    if edit is None or tab is None:
        return None
    former = frozenset(json.loads(before.get(f"rules_{sheet.key}", "[]")))
    wrote = tuple(json.loads(before.get(f"above_{sheet.key}", "[]")))
    return replace(
        edit,
        changed_above=_above(tab, wrote, sheet),
        former_above=wrote,
        former_helps=_helps_of_other_languages(context, sheet.key),
        former_patterns=former,
        grouped_rows={TOP + 1 + n: is_hidden for n, is_hidden in past.grouped.items()},
        ungrouped_rows=frozenset(TOP + 1 + n for n in past.ungrouped),
        opens_at=0 if past.opens_at is None else TOP + 1 + past.opens_at,
    )


def table_edit(context: ViewContext, columns: Sequence[SheetColumn], merged: MergedCalendar) -> SheetEdit | None:
    """The part of an edit that needs no drawn sheet: what happens to the rows and headings of the table."""
    calendar, tab = merged.calendar, context.calendars.get(merged.calendar)
    if tab is None:
        return None
    drawn = {column.key: n for n, column in enumerate(columns, 1)}
    present_columns = {drawn[key]: column for key, column in tab.columns.items() if key in drawn}
    missing = [column.key for column in columns if column.key in merged.restored_columns]
    added_columns = {drawn[key]: context.heading(calendar, key) for key in missing}
    rows = tuple(
        MovedRow(row.old_number, TOP + n, frozenset(drawn[key] for key in row.rewritten if key in drawn))
        for n, row in enumerate(merged.rows, 1)
    )
    headings = {column: context.heading(calendar, key) for key, column in tab.columns.items()}
    changed = {column: title for column, title in headings.items() if title != tab.headings.get(column)}
    return SheetEdit(
        top=tab.heading_row,
        rows=rows,
        deleted=merged.deleted,
        user_rows=sum(row.has_new_id for row in merged.rows),
        columns=present_columns,
        added_columns=added_columns,
        changed_headings=changed,
        present_headings=tab.headings,
        text_headings=tab.text_headings,
        unshown_headings=tab.unshown_headings,
    )


def _helps_of_other_languages(context: ViewContext, tab: str) -> dict[str, tuple[str, str]]:
    """The help of each heading in every other language, with the title and help that it has now."""
    words, found = context.words, dict[str, tuple[str, str]]()
    for language in languages():
        other = load_words(language)
        for key in other.columns(tab) if language != words.language else ():
            found[other.help(tab, key)] = context.heading(tab, key), words.help(tab, key)
    return found


def _above(tab: CalendarTab, wrote: Sequence[str], sheet: Sheet) -> dict[tuple[int, int], tuple[int, int]]:
    """The cells above the table that are as calgen wrote them, each with the drawn cell that replaces it."""
    found = {}
    for drawn_row, text in enumerate(wrote, 1):
        here = [place for place, said in tab.above.items() if said == text]
        new = sheet.cells.get((drawn_row, 1))
        if here and new is not None and (new.formula or canonical_text(new.value) != text):
            found[here[0]] = (drawn_row, 1)
    return found
