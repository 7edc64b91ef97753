"""The steps of `calgen next`: which period follows, what is over, the settings that change, and the run that plans."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial

from calgen import api
from calgen.archive_steps import Archived, archive_posts
from calgen.book.folding import fold
from calgen.book.problems import Problem, Refused
from calgen.book.words import Words
from calgen.calendar import CalendarRow
from calgen.files.read import guard
from calgen.plan.days.horizon import next_monday
from calgen.plan.days.key_dates import computed_day
from calgen.run_records import Checked, RunInput
from calgen.run_steps import DRAWN, check_file, read_calendar
from calgen.stale_formulas import stale_formulas
from calgen.strategy.ended_rows import EndedRow, ended_rows
from calgen.strategy_edits import InputEdit, setting_edits, write_edits


@dataclass(frozen=True, slots=True)
class NextRequest:
    """What the user asks of the next period: its weeks and first day; None as they follow from the present one."""

    weeks: int | None = None
    start: date | None = None
    has_archive: bool = False  # finished posts before the period go to the archive


@dataclass(frozen=True, slots=True)
class NextPeriod:
    """The days of a period, and its number of weeks."""

    first: date
    weeks: int

    @property
    def last(self) -> date:
        return self.first + timedelta(days=7 * self.weeks - 1)


@dataclass(frozen=True, slots=True)
class BegunPeriod:
    """What `calgen next` made: the bytes before and after, the settings that it wrote, what is over, and the run.

    Errors of the strategy stop: then there are `problems`, and neither a period nor a run. `unpublished` counts the
    past posts whose status is neither published nor cancelled, `days_over` the days of the period before today.
    """

    before: bytes
    after: bytes
    words: Words
    problems: tuple[Problem, ...] = ()
    period: NextPeriod | None = None
    cells: tuple[InputEdit, ...] = ()
    ended: tuple[EndedRow, ...] = ()
    unpublished: int = 0
    days_over: int = 0
    archived: Archived = field(default_factory=Archived)
    notes: tuple[Problem, ...] = ()  # formulas of the user's that follow the settings: this run read them as before
    run: api.Generated | None = None

    @property
    def stopped(self) -> bool:
        return self.run is None or self.run.stopped


def begin_next(data: bytes, name: str, request: NextRequest, today: date, language: str) -> BegunPeriod:
    """The workbook with the next period planned. Raises Refused where the file, or the request, cannot be taken."""
    file = guard.open_workbook(data, name)
    checked = check_file(file, language, DRAWN)
    words = checked.read.words
    if checked.stopped:
        return BegunPeriod(data, data, words, checked.problems)
    before, social = read_calendar(checked, today, name)
    period = _next_period(checked, before, social.rows, request, today)
    cells = setting_edits(checked, "start", period.first)
    if period.weeks != checked.read.strategy.settings.weeks:
        cells += setting_edits(checked, "weeks", period.weeks)
    edited, archived = write_edits(checked, cells), Archived()
    if request.has_archive:
        edited, archived = archive_posts(edited, checked, before, period.first)
    run = api.generate(edited, name, today, language=language, archiving=archived.posts)
    return BegunPeriod(
        before=data,
        after=data if run.stopped else run.after,
        words=words,
        problems=run.problems,
        period=period,
        cells=cells,
        ended=_ended(before, period),
        unpublished=sum(_is_unpublished(row, today) for row in social.rows),
        days_over=max(0, (today - period.first).days),
        archived=archived,
        notes=stale_formulas(checked, cells),
        run=run,
    )


def _next_period(
    checked: Checked, before: RunInput, rows: tuple[CalendarRow, ...], request: NextRequest, today: date
) -> NextPeriod:
    """The period that follows, as asked. Raises Refused where it cannot begin."""
    settings, remembered = before.strategy.settings, before.last_run.start
    assert settings.start is not None
    present = NextPeriod(settings.start, settings.weeks)
    period = NextPeriod(request.start or present.last + timedelta(days=1), request.weeks or settings.weeks)
    cell, options = checked.read.strategy.settings.source.place("start"), _options(request)
    values = {"first": present.first, "last": present.last, "path": checked.file.name}
    if remembered and remembered != settings.start:
        raise Refused("next_start_typed", cell, before=remembered, after=settings.start, path=checked.file.name)
    if today < present.first:
        raise Refused("next_twice", cell, **values)
    if period.first <= present.first:
        raise Refused("next_goes_back", cell, start=period.first, **values)
    if request.start is None and today <= present.last:
        to_come = [row for row in rows if _is_to_come(row, today, present.last)]
        days = (present.last - today).days + 1
        start = period.first.isoformat()
        raise Refused("next_too_early", cell, n=days, posts=len(to_come), start=start, options=options, **values)
    if period.last < today:
        monday = next_monday(today).isoformat()
        name = checked.file.name
        raise Refused("next_is_over", cell, last=period.last, start=monday, path=name, options=options)
    return period


def _options(request: NextRequest) -> str:
    """The options of a request that a command to paste repeats, each after a space."""
    weeks = f" --weeks {request.weeks}" if request.weeks else ""
    return weeks + (" --archive" if request.has_archive else "")


def _is_to_come(row: CalendarRow, today: date, last: date) -> bool:
    day = row.day()
    return day is not None and today <= day <= last and row.code("status") not in ("cancelled", "published")


def _is_unpublished(row: CalendarRow, today: date) -> bool:
    """Whether a post is over and nobody has noted that it is published."""
    day = row.day()
    is_open = row.code("status") not in ("cancelled", "published")
    return day is not None and day < today and bool(row.text("platform")) and is_open


def _ended(before: RunInput, period: NextPeriod) -> tuple[EndedRow, ...]:
    """What is over before the period, by the strategy as it was."""
    rows = (row for tab in before.calendars.values() for row in tab.rows)
    told = {fold(title) for row in rows if (title := row.text("title"))}
    day_of_name = partial(computed_day, before.strategy.settings)
    return ended_rows(before.strategy, period.first, period.last, told, day_of_name)


def with_path(refused: Refused, path: str) -> Refused:
    """A refusal whose cure is a command to paste, with the path of the file as it was given."""
    found = [replace(problem, values={**problem.values, "path": path}) if "path" in problem.values else problem
             for problem in refused.problems]  # fmt: skip
    return Refused.joined(found)
