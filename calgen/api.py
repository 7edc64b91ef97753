"""The journey, one line per room: what `calgen new`, `check` and `generate` do, with the disk left to the caller."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from calgen import merge
from calgen.book.grid import Workbook
from calgen.book.languages import FALLBACK
from calgen.book.problems import Problem, Refused, Severity
from calgen.book.sheet import Sheet
from calgen.book.words import Words, load_words
from calgen.calendar import CalendarTab, read_calendar_tab
from calgen.check import advice_order, advise, check_calendar, check_plan, check_strategy
from calgen.export import file_format
from calgen.export.calendar_posts import calendar_posts
from calgen.figures.counted_calendar import CountedCalendar, count_calendar, count_plan
from calgen.files.edit import insert_sheets
from calgen.files.read import guard, load, run_stamp, samples
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.files.save import verify
from calgen.last_run import CALENDARS, FORMAT, STATE, LastRun, newer_format_problems, read_last_run
from calgen.plan import horizon, key_dates, plan
from calgen.plan.model import Plan
from calgen.read import Read, read
from calgen.strategy import Strategy
from calgen.strategy.shift import shift
from calgen.unchanged_file import stamp_text, unchanged_language
from calgen.version import __version__
from calgen.view import editorial, tabs, template
from calgen.view.view_context import ViewContext

# the tabs that a run draws anew, whatever they say: half of all cells of a great calendar are those of the tasks
DRAWN = tuple(key for key in tabs.OUTPUTS if key not in CALENDARS)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a workbook says, and every problem in it."""

    file: OpenedWorkbook
    workbook: Workbook
    read: Read
    problems: tuple[Problem, ...]
    last_run: LastRun = field(default_factory=LastRun)  # what the last run wrote

    @property
    def stopped(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Generated:
    """A run: the file's bytes before and after, the plan (none where it stopped), and all there is to tell."""

    before: bytes
    after: bytes
    words: Words
    problems: tuple[Problem, ...]
    plan: Plan | None = None
    strategy: Strategy = field(default_factory=Strategy)
    titles: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[merge.RowChange, ...] = ()
    calendar: CountedCalendar | None = None  # the calendar as it will stand, for its figures

    @property
    def stopped(self) -> bool:
        return (
            self.plan is None and self.before == self.after and any(p.severity is Severity.ERROR for p in self.problems)
        )

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Exported:
    """A calendar as somebody else's file: its bytes, the ending of its name, and the number of posts in it."""

    data: bytes
    ending: str
    words: Words
    posts: int


def new(language: str, sample: str = "", start: date | None = None) -> bytes:
    """A workbook to fill in, or a filled sample; `start` is its first day (a sample's other days move along)."""
    if sample:
        found = read(samples.read_sample(sample))
        country = found.strategy.settings.country
        strategy = shift(found.strategy, start, partial(key_dates.computed_day, country)) if start else found.strategy
        words, filled = found.words, template.TemplateContent(strategy, has_examples=False)
    else:
        words = load_words(language)
        filled = template.empty_content(words)
        if start:
            settings = replace(filled.strategy.settings, start=start)
            filled = replace(filled, strategy=replace(filled.strategy, settings=settings))
    return insert_sheets.new_workbook(template.input_sheets(words, filled), template.output_placeholders(words))


def sample_language(sample: str) -> str:
    """The language in which a sample is written."""
    return read(samples.read_sample(sample)).words.language


def check(data: bytes, name: str, *, language: str = FALLBACK, without: Collection[str] = ()) -> Checked:
    """Every problem of a workbook at once; nothing is written. Of calgen's own tabs, those `without` are not read.

    `language` is the one to answer in where the titles of the workbook's tabs do not tell.
    """
    return _checked(guard.open_workbook(data, name), language, without)


def _checked(file: OpenedWorkbook, language: str, without: Collection[str]) -> Checked:
    workbook = load.read_grids(file, without=without)
    found, last_run = read(workbook, language), read_last_run(workbook)
    problems = (*newer_format_problems(last_run), *found.problems, *check_strategy(found.strategy, found.partial))
    return Checked(file, workbook, found, problems, last_run)


def diagnose(data: bytes, name: str, today: date, *, language: str = FALLBACK) -> Checked:
    """As `check`, with what the method says of the strategy and of the texts and, where nothing stops it, its plan."""
    checked = check(data, name, language=language, without=DRAWN)
    found = checked.read
    last_run, calendars = _calendars(checked)
    strategy = _started(found.strategy, last_run, today)
    told = advise(strategy, today, found.partial)
    odd: tuple[Problem, ...] = ()
    if not checked.stopped:
        strategy, edits, made = _planned(strategy, last_run, calendars, today)
        told, odd = (*told, *check_plan(strategy, made, today)), edits.problems
    told = (*advice_order.with_places(told, found.titles), *check_calendar(strategy, calendars.get("social"), today))
    return replace(checked, problems=(*checked.problems, *odd, *told))


def workbook_words(data: bytes, name: str, language: str = FALLBACK) -> Words:
    """The words of a workbook's language; of `language` where it cannot be read or does not tell."""
    try:
        return read(load.load(data, name, without=(*DRAWN, *CALENDARS, STATE)), language).words
    except Refused:
        return load_words(language)


def balance(checked: Checked, today: date) -> CountedCalendar:
    """The calendar as it stands in the workbook, with the user's edits, for its figures (`calgen.figures`)."""
    last_run, calendars = _calendars(checked)
    strategy = _started(checked.read.strategy, last_run, today)
    return count_calendar(strategy, calendars.get("social"), checked.workbook, checked.read.options)


def export(data: bytes, name: str, to: str, *, language: str = FALLBACK) -> Exported:
    """The calendar as it stands in the workbook, as a file of the format `to` (a key of `calgen.export.FORMATS`).

    Problems of the strategy are told, and do not stop: what goes out stands in the calendar. Raises Refused
    (`no_calendar`) where the workbook has none yet.
    """
    checked = check(data, name, language=language, without=DRAWN)
    _, calendars = _calendars(checked)
    if "social" not in calendars:
        raise Refused("no_calendar", file=name)
    calendar, chosen = calendar_posts(checked.read.strategy, calendars["social"]), file_format(to)
    return Exported(chosen.write(calendar), chosen.ending, checked.read.words, len(calendar.posts))


def generate(
    data: bytes, name: str, today: date, *, force: bool = False, language: str = FALLBACK
) -> Generated:
    """The workbook with its calendar, under the user's edits; `force` draws the calendars anew. Errors stop first.

    Where nothing has changed since a run on the same day there are no problems: that run has told them.
    """
    file = guard.open_workbook(data, name)
    if not force and (written := unchanged_language(file, today)):
        return Generated(data, data, load_words(written), ())
    checked = _checked(file, language, DRAWN)
    words = checked.read.words
    if checked.stopped:
        return Generated(data, data, words, checked.problems)
    last_run, calendars = _calendars(checked, force=force)
    strategy = _started(checked.read.strategy, last_run, today)
    titles = {**checked.read.titles, **tabs.titles(words, checked.workbook.calgen_titles)}
    complete = all(key in checked.workbook.calgen_titles for key in (*tabs.OUTPUTS, STATE))
    now = {**merge.fingerprints(strategy), "today": today.isoformat(), "version": __version__}
    is_same_run = complete and all(last_run.facts.get(key) == value for key, value in now.items())
    if is_same_run and not force and last_run.facts.get("checksum") == merge.checksum_of_tabs(calendars):
        return Generated(data, data, words, (), None, strategy, titles)
    advice = advise(strategy, today)
    read_strategy = strategy
    strategy, edits, made = _planned(strategy, last_run, calendars, today)
    ids = merge.assign_ids(made, edits)
    told = advice_order.with_places((*advice, *check_plan(strategy, made, today)), checked.read.titles)
    problems = (*checked.problems, *edits.problems, *told)
    made = merge.apply_statuses(made, ids, edits)
    context = ViewContext(strategy, made, ids, words, titles, problems, today, calendars,
                          last_run.facts.get("language", ""), frozenset(edits.removed.get("editorial", {})))
    merged = _merged_calendars(context, edits, today)
    rows = {key: {row.id: row for row in one.rows} for key, one in merged.items()}
    read_again = check_calendar(strategy, merge.rows_at_new_numbers(calendars.get("social"), merged["social"]), today)
    made = merge.apply_edits(made, ids, edits, rows)
    context = replace(context, plan=made, problems=(*problems, *read_again))
    facts = _facts(now, merge.checksum_after_run(calendars, merged, titles), strategy, ids, words)
    calendar = count_plan(read_strategy, context.plan, ids.posts, ids.subjects, merge.undated_rows(edits))
    sheets = tabs.sheets(context, facts, merged, replace(last_run, removed=edits.removed), calendar)
    after = _written(checked.file, sheets, first=not last_run.facts and not calendars)
    verify.verify(checked.file, after)  # what is not sound is never written
    changes = tuple(change for key in ("social", "editorial") for change in merged[key].changes)
    return Generated(data, after, words, context.problems, context.plan, strategy, titles, changes, calendar)


def _planned(
    strategy: Strategy, last_run: LastRun, calendars: Mapping[str, CalendarTab], today: date
) -> tuple[Strategy, merge.Edits, Plan]:
    """The plan over what the user settled; the strategy gains what only the calendar still knows."""
    same = merge.is_same_strategy(strategy, last_run)
    edits = merge.compare(last_run, calendars, strategy, today, same_strategy=same)
    edits = replace(edits, problems=(*merge.other_version_note(last_run, __version__), *edits.problems))
    strategy = merge.restore_names(strategy, edits)
    edits = merge.drop_unknown_names(edits, strategy)
    frozen = same and bool(last_run.rows and calendars)  # only what the user touched changes
    return strategy, edits, plan(strategy, edits.kept, today, edits.earlier, frozen=frozen)


def _calendars(checked: Checked, *, force: bool = False) -> tuple[LastRun, dict[str, CalendarTab]]:
    """What the last run wrote, and the calendars as they stand; with `force`, as if nobody had touched them."""
    last_run = checked.last_run
    if force:
        return replace(last_run, removed={}), {}
    found = {key: read_calendar_tab(checked.workbook, key, last_run, checked.read.options) for key in CALENDARS}
    return last_run, {key: one for key, one in found.items() if one is not None}


def _merged_calendars(context: ViewContext, edits: merge.Edits, today: date) -> dict[str, merge.MergedCalendar]:
    """Both calendars under the user's edits; a subject stays as long as a post of it does."""
    posts, subjects = tabs.rows(context)
    social = merge.merge_calendar(edits, "social", posts, context.words, today)
    beside = merge.subjects_of_posts(edits, (row.id for row in social.rows if row.id not in posts))
    needed = {id_: editorial.post_links(context, *ends) for id_, ends in beside.items()}
    editorial_ = merge.merge_calendar(edits, "editorial", subjects, context.words, today, needed)
    return {"social": social, "editorial": editorial_}


def _written(file: OpenedWorkbook, sheets: Iterable[Sheet], *, first: bool) -> bytes:
    """The user's workbook with our tabs in it: the calendars edited where they stand, the others drawn anew."""
    open_on = "social" if first else None
    return insert_sheets.insert_sheets(file, sheets, open_on=open_on, hidden=(STATE,), stamped=STATE)


def _started(strategy: Strategy, last_run: LastRun, today: date) -> Strategy:
    """The first run's start is remembered, so that a calendar does not slide with the day it is run on."""
    start = strategy.settings.start or last_run.start or horizon.next_monday(today)
    return replace(strategy, settings=replace(strategy.settings, start=start))


def _facts(
    now: Mapping[str, str], checksum: str, strategy: Strategy, ids: merge.PlanIds, words: Words
) -> dict[str, str]:
    """What the next run is to know of this one; `now` are the fingerprints, the day and the version."""
    assert strategy.settings.start is not None
    return {
        "format": str(FORMAT),
        "stamp": run_stamp.blank_stamp(stamp_text(date.fromisoformat(now["today"]), words.language)),
        "fingerprint": now["fingerprint"],
        "places": now["places"],
        "checksum": checksum,
        "today": now["today"],  # findings and tasks are those of a day
        "version": now["version"],
        "language": words.language,
        "start": strategy.settings.start.isoformat(),
        "next_post": str(ids.next_post),
        "next_subject": str(ids.next_subject),
    }
