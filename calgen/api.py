"""The functions of calgen, for its command and for other programs: from the bytes of a workbook to bytes and records.

The caller reads and writes the files. The records are plain; `calgen.records` turns them into JSON.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from calgen import merge, run_facts, run_steps
from calgen.book.languages import FALLBACK, languages
from calgen.book.problems import Problem, Refused
from calgen.book.words import Words, load_words
from calgen.calendar import CalendarTab
from calgen.check import check_calendar
from calgen.check.advice_order import in_order, with_places
from calgen.check.results import check_review
from calgen.export_records import Exported as Exported
from calgen.export_records import ExportRequest
from calgen.figures.counted_calendar import CountedCalendar, count_calendar
from calgen.files.edit import insert_sheets
from calgen.files.read import guard, load, samples
from calgen.files.references.outside_references import OutsideReference, outside_references
from calgen.files.save import verify
from calgen.held_headings import needs_names, read_headings
from calgen.last_run import CALENDARS, STATE
from calgen.plan.days import key_dates
from calgen.plan.days.horizon import next_monday
from calgen.read import read
from calgen.readings_step import with_readings_tab
from calgen.review.reviewed_rows import has_results
from calgen.review_step import review_of_calendar
from calgen.run_records import Adopted as Adopted
from calgen.run_records import Balanced as Balanced
from calgen.run_records import Checked as Checked
from calgen.run_records import Generated as Generated
from calgen.run_records import Planned, RunInput
from calgen.run_steps import DRAWN
from calgen.shown_proposals import standing_answers
from calgen.strategy import Strategy
from calgen.tab_names import name_clashes, tab_titles
from calgen.unchanged_file import RunStamp, read_run_stamp, unchanged_language


def _require_language(language: str) -> None:
    if language not in languages():
        raise Refused("language_unknown", name=language, names=languages())


def new(language: str, sample: str = "", start: date | None = None) -> bytes:
    """A workbook to fill in, or a filled sample; `start` is its first day (a sample's other days move along)."""
    from calgen.strategy.shift import shift  # what one command needs is loaded by it alone
    from calgen.view import template

    _require_language(language)
    if sample:
        found = read(samples.read_sample(sample))
        day_of_name = partial(key_dates.computed_day, found.strategy.settings)
        strategy = shift(found.strategy, start, day_of_name) if start else found.strategy
        words, filled = found.words, template.TemplateContent(strategy, has_examples=False)
    else:
        words = load_words(language)
        filled = template.empty_content(words)
        if start:
            settings = replace(filled.strategy.settings, start=start)
            filled = replace(filled, strategy=replace(filled.strategy, settings=settings))
    return insert_sheets.new_workbook(template.input_sheets(words, filled), template.output_placeholders(words))


def adopt(
    data: bytes, name: str, asked: Sequence[str] = (), *, language: str = "", fallback: str = FALLBACK
) -> Adopted:
    """Somebody's workbook or CSV file as one of calgen's; no bytes where a title may mean several things.

    `asked` says what titles of theirs mean, each as `Their title=ours`. `language` is that of the new workbook; where
    it is empty, that of the titles, else `fallback`. Raises Refused where the file cannot be taken.
    """
    from calgen.adopt import adopt as adopt_workbook
    from calgen.adopt import adopted_sheets
    from calgen.files.read.foreign_file import load_foreign

    _require_language(language or fallback)
    found = adopt_workbook(load_foreign(data, name), asked, language, fallback)
    words = load_words(found.language)
    if found.questions:
        return Adopted(b"", words, found)
    sheets = adopted_sheets.input_sheets(found, words), adopted_sheets.calendar_sheets(found, words)
    return Adopted(insert_sheets.new_workbook(*sheets), words, found)


def sample_start(sample: str, today: date) -> date:
    """The Monday from which on a sample begins so that nothing of it is late today: its longest format has its time."""
    formats = read(samples.read_sample(sample)).strategy.formats
    return next_monday(today + timedelta(days=max((row.lead for row in formats), default=0)))


def sample_language(sample: str) -> str:
    """The language in which a sample is written."""
    return read(samples.read_sample(sample)).words.language


def workbook_words(data: bytes, name: str, language: str = FALLBACK) -> Words:
    """The words of a workbook's language; of `language` where it cannot be read or does not tell."""
    _require_language(language)
    try:
        return read(load.load(data, name, without=(*DRAWN, *CALENDARS, STATE)), language).words
    except Refused:
        return load_words(language)


def check(data: bytes, name: str, *, language: str = FALLBACK, without: Collection[str] = ()) -> Checked:
    """Every problem of a workbook, names that calgen's tabs need and that are taken among them.

    Calgen's own tabs whose keys are in `without` are not read. `language` is the one to answer in where the titles of
    the workbook's tabs do not tell. Raises Refused where the file cannot be taken.
    """
    _require_language(language)
    checked = run_steps.check_file(guard.open_workbook(data, name), language, without)
    return _with_problems(checked, *name_clashes(checked))


def diagnose(data: bytes, name: str, today: date, *, language: str = FALLBACK) -> Checked:
    """As `check`, with the findings on the strategy and the texts and, where no error stops it, on a new plan.

    What `generate` would refuse is among the problems, all of it at once.
    """
    _require_language(language)
    file = guard.open_workbook(data, name)
    references = outside_references(file)
    checked = run_steps.check_file(file, language, _unread_tabs(read_run_stamp(file), references))
    before = run_steps.read_run_input(checked, today)
    planned = None if checked.stopped else run_steps.plan_with_edits(before, today)
    of_edits = planned.edits.problems if planned else ()
    advice = run_steps.findings(checked, before, planned, today)
    of_texts = check_calendar(planned.strategy if planned else before.strategy, before.social, today)
    of_run = _problems_of_next_run(checked, before, planned, references, today)
    of_review = _findings_of_review(checked, before, planned.strategy, today) if planned else ()
    return _with_problems(checked, *of_edits, *advice, *of_texts, *of_review, *of_run)


def _findings_of_review(checked: Checked, before: RunInput, strategy: Strategy, today: date) -> tuple[Problem, ...]:
    """What the results and readings ask for, and answers to proposals that stand no more; none without results."""
    has_figures = any(map(has_results, (before.social, before.archive)))
    if before.social is None or not (before.strategy.readings or has_figures):
        return ()
    review = review_of_calendar(before, _count(checked, before, before.social, today), today)
    found = with_places(check_review(before.strategy, review), checked.read.titles)
    return (*standing_answers(checked, strategy, review).problems, *found)


def _with_problems(checked: Checked, *more: Problem) -> Checked:
    """The same with more problems, all in the one order in which problems are told."""
    found = in_order((*checked.problems, *more), tab_titles(checked))
    return replace(checked, problems=merge.mark_new(found, checked.last_run, checked.workbook))


def _problems_of_next_run(
    checked: Checked,
    before: RunInput,
    planned: Planned | None,
    references: Sequence[OutsideReference],
    today: date,
) -> tuple[Problem, ...]:
    """What the next run would refuse, or tells of comments, texts beside, and formulas that name headings or rows.

    The tabs are merged and drawn, in memory, only where that can tell anything: it takes as long as the run.
    """
    clashes, file = name_clashes(checked), checked.file
    if planned is None:
        return clashes
    renames = needs_names(file, before.calendars)
    can_refuse = renames or run_steps.can_refuse(file, before)
    _, held = read_headings(file, before.calendars, checked.last_run, checked.read.words, references)
    has_text_beside = any(not cell.is_over for _, cells in checked.typed.values() for cell in cells)
    if not (references or can_refuse or checked.comments or has_text_beside):
        return (*held, *clashes)
    merged = run_steps.merge_edits(checked, before, planned, tab_titles(checked), today, references)
    found = (*held, *merged.merge_problems)
    try:
        if can_refuse:
            after = run_steps.write_tabs(checked, before, merged, run_facts.run_facts(before, today, checked.read.tabs))
            guard.open_workbook(after, file.name)
    except Refused as refused:
        return (*found, *refused.problems)
    return (*found, *clashes)


def _unread_tabs(stamp: RunStamp | None, references: Sequence[OutsideReference]) -> tuple[str, ...]:
    """The tabs that need not be read: those that are drawn anew, where nothing on them is the user's, nor points there.

    They hold half of all cells of a workbook.
    """
    is_ours = stamp is not None and not stamp.has_user_cells
    return DRAWN if is_ours and not any(reference.tab in DRAWN for reference in references) else ()


def balance(data: bytes, name: str, today: date, *, language: str = FALLBACK) -> Balanced:
    """The calendar as it stands with the user's edits; errors of the strategy stop. Raises Refused as `export` does."""
    _require_language(language)
    checked = run_steps.check_file(guard.open_workbook(data, name), language, ())
    if checked.stopped:
        return Balanced(checked.read.words, checked.problems)
    before, social = run_steps.read_calendar(checked, today, name)
    calendar = _count(checked, before, social, today)
    review = review_of_calendar(before, calendar, today)
    return Balanced(checked.read.words, checked.problems, calendar, review)


def _count(checked: Checked, before: RunInput, social: CalendarTab, today: date) -> CountedCalendar:
    """The calendar as it stands, with all that figures are made of."""
    asked = merge.read_asked(before.last_run, merge.find_renames(before.strategy, before.last_run), today)
    suggested = merge.suggested_titles(before.last_run, before.calendars, before.archive)
    return count_calendar(before.strategy, social, checked.workbook, checked.read.options, asked, suggested)


def export(data: bytes, name: str, to: str, *, today: date | None = None, language: str = FALLBACK) -> Exported:
    """The calendar as it stands in the workbook, as files of the format `to` (a key of `calgen.export.FORMATS`).

    Raises Refused as `export_steps.export_calendar` does, which takes more wishes.
    """
    from calgen.export_steps import export_calendar

    _require_language(language)
    return export_calendar(data, name, ExportRequest(to, today or date.min), language)


def generate(
    data: bytes,
    name: str,
    today: date,
    *,
    force: bool = False,
    language: str = FALLBACK,
    archiving: Collection[str] = (),
) -> Generated:
    """The workbook with its calendar, under the user's edits; `force` draws the calendars anew. Errors stop first.

    `archiving` are the ids of posts whose rows have been copied into the archive: they leave the social calendar.
    Raises Refused where the file cannot be taken, or its calendar not be written: its `problems` are all that `check`
    finds in the way. Where nothing has changed since a run on the same day, no problem is returned: that run has
    reported them.
    """
    _require_language(language)
    file = guard.open_workbook(data, name)
    stamp = read_run_stamp(file)
    if not force and (written := unchanged_language(stamp, today)):
        return Generated(data, data, load_words(written), (), today=today)
    references = outside_references(file)
    checked = run_steps.check_file(file, language, _unread_tabs(stamp, references))
    words = checked.read.words
    if checked.stopped:
        problems = _with_problems(checked, *name_clashes(checked)).problems
        return Generated(data, data, words, problems, tabs=checked.read.tabs)
    before = run_steps.read_run_input(checked, today, force=force, archiving=archiving)
    if (with_tab := with_readings_tab(checked, before)) is not None:
        again = generate(with_tab, name, today, force=force, language=language, archiving=archiving)
        return replace(again, before=data)
    facts = run_facts.run_facts(before, today, checked.read.tabs)
    titles = tab_titles(checked)
    is_sound = not needs_names(file, before.calendars)
    if not force and is_sound and run_facts.is_unchanged(checked, before, facts):
        return Generated(data, data, words, (), None, before.strategy, titles, today=today, tabs=checked.read.tabs)
    planned = run_steps.plan_with_edits(before, today)
    merged = run_steps.merge_edits(checked, before, planned, titles, today, references)
    after = run_steps.write_tabs(checked, before, merged, facts)
    verify.verify(file, after)  # what is not sound is never written
    context, found, tabs = merged.context, merged.counted, checked.read.tabs
    told, made, changes = context.problems, context.plan, merged.changes
    return Generated(
        data, after, words, told, made, planned.strategy, titles, changes, found, today, tabs, context.review
    )
