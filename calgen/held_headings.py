"""The headings of calgen's tables that keep their language because a formula of the user's names them.

A run adapts the references on the calendars and in the names of the workbook. The user's own tabs it never edits, and a
reference within a text, as INDIRECT takes it, nobody can adapt: a heading that one of these names stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from calgen.book.folding import fold, tidy
from calgen.book.grid import letter
from calgen.book.problems import Problem, Severity
from calgen.book.sheet import quote_title
from calgen.book.values import SheetFormula
from calgen.book.vocabulary import column_titles
from calgen.book.words import Words
from calgen.calendar import CalendarTab
from calgen.files.edit.table_notes import changed_names, table_notes
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.files.references.formula_references import ANY_HEADING
from calgen.files.references.outside_references import (
    FoundFormula,
    OutsideReference,
    ReferenceKind,
    held_headings,
)
from calgen.files.references.structured_references import rename_headings
from calgen.files.references.table_headings import table_headings, table_name
from calgen.files.references.text_references import text_references
from calgen.last_run import CALENDARS, LastRun
from calgen.merge import REQUIRED_COLUMNS, MergedCalendar
from calgen.version import __version__
from calgen.view import tabs
from calgen.view.headings import Column, PresentHeadings, held_in_other_language
from calgen.view.view_context import TABLES, ViewContext

HELD = "held"  # the fact of a run that lists the columns whose heading keeps another language


def read_headings(
    file: OpenedWorkbook,
    calendars: Mapping[str, CalendarTab],
    last_run: LastRun,
    words: Words,
    references: Iterable[OutsideReference],
) -> tuple[PresentHeadings, tuple[Problem, ...]]:
    """The headings of calgen's tables as they stand, and a note on each that keeps another language.

    `references` are those of the user's own tabs to calgen's.
    """
    facts, drawn_anew = last_run.facts, dict(_drawn_anew(file, calendars))
    before = frozenset((tab, key) for tab, _, key in (text.partition(".") for text in facts.get(HELD, "").split()))
    may_change = facts.get("language") != words.language or facts.get("version") != __version__ or bool(before)
    free = PresentHeadings(drawn_anew, frozenset(), before, facts.get("language", ""), table_names(file))
    if not may_change or not (drawn_anew or calendars):
        return free, ()
    found = _held(file, calendars, free, references)
    present = replace(free, held=frozenset(found))
    due = held_in_other_language(words, calendars, present)
    return present, tuple(_note(file, calendars, at, title, found[at], present) for at, title in due.items())


def table_names(file: OpenedWorkbook) -> dict[str, str]:
    """The names of calgen's tables by tab key: a table that the user gave another name keeps it."""
    return {tab: table_name(file, tab) for tab in TABLES}


def held_fact(words: Words, calendars: Mapping[str, CalendarTab], present: PresentHeadings) -> dict[str, str]:
    """What the next run must know of them; nothing where there is none."""
    found = held_in_other_language(words, calendars, present)
    return {HELD: " ".join(sorted(f"{tab}.{key}" for tab, key in found))} if found else {}


def _drawn_anew(file: OpenedWorkbook, calendars: Mapping[str, CalendarTab]) -> Iterator[tuple[Column, str]]:
    """The headings of the tables that this run draws anew, by tab and column key."""
    for tab, name in table_names(file).items():
        if tab not in calendars:
            titles = column_titles(tab)
            for heading in reversed(table_headings(file, tab, name)):  # of two columns of one title the first counts
                if fold(heading) in titles:
                    yield (tab, titles[fold(heading)]), heading


def _held(
    file: OpenedWorkbook,
    calendars: Mapping[str, CalendarTab],
    present: PresentHeadings,
    references: Iterable[OutsideReference],
) -> dict[Column, FoundFormula]:
    """The columns whose heading a formula names that a run does not adapt, each with the first such formula."""
    outside = [reference for reference in references if not _is_adapted(reference)]
    named = held_headings((*outside, *text_references(file, CALENDARS)))
    by_name = {(tab, tidy(heading).casefold()): formula for (tab, heading), formula in reversed([*named.items()])}
    headings = {**present.drawn_anew}
    for tab, calendar in calendars.items():
        headings |= {(tab, key): calendar.headings.get(column, "") for key, column in calendar.columns.items()}
    found = {}
    for at, heading in headings.items():
        formula = by_name.get((at[0], tidy(heading).casefold())) or by_name.get((at[0], ANY_HEADING))
        if formula:
            found[at] = formula
    return found


def _is_adapted(reference: OutsideReference) -> bool:
    return reference.source.kind is ReferenceKind.WORKBOOK_NAME and not reference.is_text


def _note(
    file: OpenedWorkbook,
    calendars: Mapping[str, CalendarTab],
    at: Column,
    title: str,
    formula: FoundFormula,
    present: PresentHeadings,
) -> Problem:
    tab, key = at
    calendar = calendars.get(tab)
    heading = calendar.headings.get(calendar.columns[key], "") if calendar else present.drawn_anew[at]
    owner = calendar.title if calendar else file.calgen_sheets()[tab].title
    column = calendar.columns[key] if calendar else 0
    cells = f"{quote_title(owner)}!{letter(column)}:{letter(column)}" if column else quote_title(owner)
    values = {"heading": heading, "title": title, "tab": owner, "cells": cells}
    return Problem("heading_held", formula.place, Severity.NOTE, values)


# -- tables whose columns are named anew -------------------------------------------------------------------------------


def heading_notes(
    file: OpenedWorkbook,
    context: ViewContext,
    merged: Mapping[str, MergedCalendar],
    references: Iterable[OutsideReference],
) -> tuple[Problem, ...]:
    """What is told of each heading of the user's that a run changes, for a calendar must be a table.

    `references` are those of the user's own tabs to calgen's: a formula that names such a heading is told too.
    """
    if not needs_names(file, context.calendars):
        return ()
    edits = tabs.table_edits(context, merged)
    notes, changed = table_notes(file, edits), changed_names(file, edits)
    if not changed:
        return notes
    outside = [reference for reference in references if not _is_adapted(reference)]
    named = held_headings((*outside, *text_references(file, CALENDARS)))
    return (*notes, *(_renamed_note(file, tab, heading, changed[tab][heading.casefold()], formula)
                      for (tab, heading), formula in named.items()
                      if heading.casefold() in changed.get(tab, {})))  # fmt: skip


def _renamed_note(file: OpenedWorkbook, tab: str, heading: str, name: str, formula: FoundFormula) -> Problem:
    new = rename_headings(formula.formula, {table_name(file, tab).casefold(): {heading.casefold(): name}})
    values = {"heading": heading, "name": name, "tab": file.calgen_sheets()[tab].title,
              "formula": SheetFormula(f"={new.lstrip('=')}")}  # fmt: skip
    return Problem("heading_renamed", formula.place, Severity.WARNING, values)


def needs_names(file: OpenedWorkbook, calendars: Mapping[str, CalendarTab]) -> bool:
    """Whether a calendar lacks its table or a column, or the names in the table are not those of its cells."""
    for key, tab in calendars.items():
        names = table_headings(file, key, table_names(file)[key])
        texts = {tab.headings[column] for column in tab.text_headings}
        if not names or not texts.issuperset(names) or not tab.columns.keys() >= {*REQUIRED_COLUMNS[key]}:
            return True
    return False
