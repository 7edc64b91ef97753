"""The steps of a run: check the file, plan, merge the user's edits, write the tabs; `api` calls them in order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from calgen import adopt_hint, merge, shown_posts
from calgen.book.grid import Workbook
from calgen.book.owned_tabs import ALL_OUTPUTS, ARCHIVE, LATER_OUTPUTS
from calgen.book.problems import Problem, Refused
from calgen.book.sheet import Sheet
from calgen.calendar import CalendarTab, read_calendar_tab
from calgen.check import advice_order, advise, check_calendar, check_plan, check_strategy
from calgen.check.days_over import with_published_pace
from calgen.check.results import check_review
from calgen.figures.asked import remembered
from calgen.figures.counted_calendar import count_plan
from calgen.files.edit import insert_sheets, refusals
from calgen.files.edit.carried_objects import KeptObjects
from calgen.files.read import drawn_tab_objects, load
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.files.references.outside_references import OutsideReference
from calgen.held_headings import heading_notes, read_headings
from calgen.last_run import CALENDARS, STATE, newer_format_problems, read_last_run
from calgen.merged_calendars import merged_calendars
from calgen.numbered_links import told_in_one_note
from calgen.plan import plan
from calgen.plan.days import horizon
from calgen.plan.model import Plan
from calgen.read import read
from calgen.reference_findings import reference_findings
from calgen.review_step import review_of_run
from calgen.run_facts import facts_to_store
from calgen.run_records import Checked, Merged, Planned, RunInput
from calgen.shown_proposals import is_adapted, shown_changes, with_accepted
from calgen.strategy import Strategy
from calgen.suggestions import with_suggestions
from calgen.tab_names import name_clashes
from calgen.version import __version__
from calgen.view import readings_tab, tabs, tasks
from calgen.view.paper_size import on_paper_of
from calgen.view.placed_comments import with_user_objects
from calgen.view.typed_cells import overwritten_cells, typed_on_tabs
from calgen.view.view_context import ViewContext

DRAWN = tuple(key for key in ALL_OUTPUTS if key not in (*CALENDARS, ARCHIVE))  # the tabs that a run draws anew


def check_file(file: OpenedWorkbook, language: str, without: Collection[str]) -> Checked:
    """Reads and checks an opened workbook; calgen's own tabs whose keys are in `without` are not read."""
    return check_workbook(file, load.read_grids(file, without=without), language)


def check_workbook(file: OpenedWorkbook, workbook: Workbook, language: str) -> Checked:
    """Reads and checks the grids of an opened workbook."""
    found = read(workbook, language, (last_run := read_last_run(workbook)).start)
    contradictions = advice_order.with_places(check_strategy(found.strategy, found.partial), found.titles)
    typed = typed_on_tabs(workbook, last_run)
    lost = (*overwritten_cells(typed), *drawn_tab_objects.lost_objects(file, last_run.facts))
    answers = merge.unread_answers(workbook, last_run)
    lost = (*merge.unread_task_days(workbook, found.options), *answers, *lost)
    of_read = (*newer_format_problems(last_run), *found.problems, *contradictions)
    problems = (*of_read, *lost, *refusals.long_titles(file), *adopt_hint.hints(file, found))
    return Checked(file, workbook, found, problems, last_run, typed, drawn_tab_objects.commented_cells(file))


def read_run_input(
    checked: Checked, today: date, *, force: bool = False, archiving: Collection[str] = ()
) -> RunInput:
    """The calendars as they stand, with `force` none; without a typed start, that of the first run counts each time.

    `archiving` are the ids of posts whose rows have been copied into the archive.
    """
    last_run, strategy = checked.last_run, checked.read.strategy
    start = strategy.settings.start or last_run.start or horizon.next_monday(today)
    strategy = replace(strategy, settings=replace(strategy.settings, start=start))
    entries = merge.read_task_entries(checked.workbook, checked.read.options)
    found = {key: read_calendar_tab(checked.workbook, key, last_run, checked.read.options) for key in CALENDARS}
    calendars = merge.restore_formulas({key: tab for key, tab in found.items() if tab is not None}, last_run)
    archive, words = read_calendar_tab(checked.workbook, ARCHIVE, last_run, checked.read.options), checked.read.words
    if force:
        planned = merge.without_typed(merge.compare(last_run, calendars, strategy, today, archive=archive))
        return RunInput(replace(planned, removed={}, asked={}), {}, strategy, entries, words, archive)
    return RunInput(last_run, calendars, strategy, entries, words, archive, frozenset(archiving))


def read_calendar(checked: Checked, today: date, file: str) -> tuple[RunInput, CalendarTab]:
    """What a run starts from, with the social calendar; raises Refused (`no_calendar`) where a file has none yet."""
    before = read_run_input(checked, today)
    if before.social is None:
        raise Refused("no_calendar", file=file, path=file)
    return before, before.social


def plan_with_edits(before: RunInput, today: date) -> Planned:
    """The plan that keeps what the user settled in the calendars."""
    last_run, calendars, had = before.last_run, before.calendars, (before.strategy, before.last_run)
    former = merge.former_names(before.strategy, last_run)
    same = merge.is_same_strategy(before.strategy, last_run, former)
    edits = merge.compare(last_run, calendars, before.strategy, today, same_strategy=same, archive=before.archive,
                          archiving=before.archiving)  # fmt: skip
    edits = replace(edits, links=merge.former_links(edits, today, same_strategy=same),
                    problems=(*merge.other_version_note(last_run, __version__), *edits.problems))  # fmt: skip
    strategy = merge.restore_names(before.strategy, edits)
    edits = merge.drop_unknown_names(edits, strategy)
    made = plan(  # frozen: only what the user touched changes
        strategy, edits.kept, today, edits.earlier, frozen=same and bool(last_run.rows and calendars),
        new_formats=merge.has_new_formats(*had, edits.renames), new_themes=merge.new_themes(*had, edits.renames),
        new_hours=merge.has_new_hours(*had, edits.renames), known_gaps=merge.read_gaps(last_run, edits.renames),
        same_themes=merge.asks_same_themes(*had, former), is_adapted=is_adapted(last_run),
        asked_before=merge.read_asked(last_run, edits.renames, today),
    )  # fmt: skip
    ids = merge.assign_ids(made, edits)
    made = _with_suggestions(before, strategy, edits, made, ids, today, same_strategy=same)
    return Planned(strategy, edits, made, ids)


def _with_suggestions(
    before: RunInput,
    strategy: Strategy,
    edits: merge.Edits,
    made: Plan,
    ids: merge.PlanIds,
    today: date,
    *,
    same_strategy: bool,
) -> Plan:
    """The plan with suggestions for its subjects without a title; those of the last run stand where they hold."""
    known = merge.standing_suggestions(edits, made, ids, today, same_strategy=same_strategy)
    return with_suggestions(strategy, made, before.words, standing=known.standing, settled=known.settled,
                            without=known.without, taken=known.taken)  # fmt: skip


def findings(checked: Checked, before: RunInput, planned: Planned | None, today: date) -> tuple[Problem, ...]:
    """The findings on the strategy, and on its plan where there is one, with their places in the workbook."""
    found = advise(with_published_pace(before.strategy, before.social, today), today, checked.read.partial)
    if planned:
        found = (*found, *check_plan(planned.strategy, planned.plan, today))
    return advice_order.with_places(found, checked.read.titles)


def merge_edits(
    checked: Checked,
    before: RunInput,
    planned: Planned,
    titles: Mapping[str, str],
    today: date,
    references: Sequence[OutsideReference],
) -> Merged:
    """Both calendars as they will stand; `titles` are those of all tabs, by key.

    `references` are those of the user's own tabs to calgen's: a warning tells which rows they point to move.
    """
    strategy, edits, words = planned.strategy, planned.edits, checked.read.words
    ids = planned.ids
    drawn = merge.apply_statuses(planned.plan, ids, edits)
    headings, notes = read_headings(checked.file, before.calendars, checked.last_run, words, references)
    problems = (*checked.problems, *findings(checked, before, planned, today), *notes)
    had_advice = any("advice" in row for row in before.last_run.rows_of("editorial").values())
    context = ViewContext(strategy, drawn, ids, words, titles, problems, today, before.calendars, headings,
                          input_grids={grid.title: grid for grid in checked.workbook.grids},
                          removed_subjects=frozenset(edits.removed.get("editorial", {})), readings=checked.read.tabs,
                          task_entries=before.task_entries, subject_links=merge.typed_links(edits),
                          told_moves=merge.told_moves(edits, ids.posts), had_advice=had_advice,
                          later_tabs=frozenset(checked.workbook.calgen_titles).intersection(LATER_OUTPUTS),
                          former_links=edits.links)  # fmt: skip
    context, merged = merged_calendars(replace(context, archived=frozenset(edits.archived)), edits, today)
    merged, numbered = told_in_one_note(merged)
    rows = {key: {row.id: row for row in calendar.rows} for key, calendar in merged.items()}
    texts = check_calendar(strategy, merge.rows_at_new_numbers(before.social, merged["social"]), today)
    drawn = merge.apply_edits(drawn, ids, edits, rows, strategy)
    counted = count_plan(before.strategy, drawn, ids.posts, ids.subjects, merge.shown_titles(merged["social"]))
    counted = replace(counted, archived=context.archived)
    context = replace(context, plan=drawn, row_ids=merge.ids_by_row(before.social, merged["social"]))
    context = replace(context, review=review_of_run(before, merged["social"], context, counted))
    context, of_accepted = with_accepted(context, checked)
    of_review = advice_order.with_places(check_review(strategy, context.review), checked.read.titles)
    moved = reference_findings(references, checked.file, checked.workbook, context, merged, counted)
    moved = (*moved, *heading_notes(checked.file, context, merged, references))
    told = merge.at_new_rows(edits.problems, before.calendars, merged)
    context = replace(context, problems=(*problems, *numbered, *told, *texts, *moved, *of_accepted, *of_review))
    context = replace(context, problems=tasks.at_new_rows(context, counted))
    context, lost = with_user_objects(context, counted, checked.workbook, checked.typed, checked.comments)
    in_order = advice_order.in_order(context.problems, titles)
    context = replace(context, problems=merge.mark_new(in_order, before.last_run, checked.workbook))
    return Merged(context, merged, counted, edits.removed, (*moved, *lost))


def can_refuse(file: OpenedWorkbook, before: RunInput) -> bool:
    """Whether `write_tabs` may raise Refused for another reason than a name or title."""
    lacks_columns = any(set(merge.REQUIRED_COLUMNS[key]) - set(tab.columns) for key, tab in before.calendars.items())
    lacks_columns = lacks_columns or any("suggestions" not in before.calendars[key].columns for key in ("editorial",)
                                         if key in before.calendars)  # fmt: skip
    headings = [heading for tab in before.calendars.values() for heading in tab.headings.values()]
    return lacks_columns or refusals.can_refuse(file, before.calendars.keys(), headings)  # new columns need room


def write_tabs(checked: Checked, before: RunInput, merged: Merged, facts: Mapping[str, str]) -> bytes:
    """The user's workbook with calgen's tabs in it: the calendars edited where they stand, the others drawn anew.

    Raises Refused with all that stands in the way.
    """
    try:
        refusals.check_titles(checked.file)
        return _write_tabs(checked, before, merged, facts)
    except Refused as refused:
        rows = refusals.row_refusals(checked.file, tabs.table_edits(merged.context, merged.calendars))
        found = [*name_clashes(checked), *rows]
        raise Refused.joined([*found, *(problem for problem in refused.problems if problem not in found)]) from refused


def _write_tabs(checked: Checked, before: RunInput, merged: Merged, facts: Mapping[str, str]) -> bytes:
    open_on = "social" if not before.last_run.facts and not before.calendars else None
    sheets = _sheets(checked, before, merged, facts)
    own = {key: drawn_tab_objects.own_charts(before.last_run.facts, key) for key in drawn_tab_objects.REDRAWN}
    kept = KeptObjects(own, merged.context.kept_comments)
    return insert_sheets.insert_sheets(checked.file, sheets, open_on=open_on, hidden=(STATE,), stamped=STATE, kept=kept)


def _sheets(checked: Checked, before: RunInput, merged: Merged, facts: Mapping[str, str]) -> Iterator[Sheet]:
    context = merged.context
    checksum = merge.checksum_after_run(before.calendars, merged.calendars, context.titles, before.archive)
    stored = facts_to_store(context, {**facts, "checksum": checksum})
    has_readings = readings_tab.KEY in checked.read.titles or readings_tab.FACT in before.last_run.facts
    stored |= {readings_tab.FACT: "yes"} if has_readings else {}
    asked = merge.asked_texts(remembered(before.strategy, context.plan, merged.counted.asked_before, context.today))
    missing, told = merge.gap_texts(context.plan.known_gaps), merge.told_texts(context.problems, checked.workbook)
    key = shown_posts.calendar_key(context.strategy.settings.brand, {**stored, **before.last_run.facts})
    stored[shown_posts.CALENDAR_FACT] = key
    shown = shown_posts.after_run(before.last_run.shown, _shown_rows(merged))
    last_run = replace(before.last_run, removed=merged.removed, asked=asked, missing=missing, told=told, shown=shown,
                       proposals=shown_changes(context.review))  # fmt: skip
    on_paper = partial(on_paper_of, context.strategy.settings.country)
    return map(on_paper, tabs.sheets(context, stored, merged.calendars, last_run, merged.counted))


def _shown_rows(merged: Merged) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The rows of the social calendar as they will stand: their ids, and their values by column."""
    for row in merged.calendars["social"].rows:
        yield row.id, {key: row.cells[key].value for key in shown_posts.SHOWN if key in row.cells}
