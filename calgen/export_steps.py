"""The steps of `calgen export`: open the workbook, read the calendar as it stands, make the files of a format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time

from calgen.book.owned_tabs import ARCHIVE
from calgen.calendar import CalendarRow
from calgen.export import ExportOptions, asked_events, asked_posts, file_format
from calgen.export.calendar_posts import ExportedCalendar, ExportedPost, calendar_posts, shown_title
from calgen.export.filled_template import filled_template, read_template
from calgen.export.scheduler_files import ExportReport
from calgen.export.scheduler_posts import PostChoice, chosen_posts
from calgen.export_events import calendar_events
from calgen.export_marks import with_marks
from calgen.export_records import Exported, ExportRequest
from calgen.files.read import guard
from calgen.last_run import FORMULA, LastRun
from calgen.plan.days.time_zones import local_moment
from calgen.run_records import RunInput
from calgen.run_steps import DRAWN, check_file, read_calendar
from calgen.shown_posts import SHOWN, as_it_stands, calendar_key


def export_calendar(data: bytes, name: str, request: ExportRequest, language: str) -> Exported:
    """The calendar as it stands in the workbook, as files of a format.

    Problems of the strategy do not stop: what goes out is in the calendar. Raises Refused (`no_calendar`) where the
    workbook has none yet, where the format is not there (`format_unknown`), or an id (`export_id_unknown`).
    """
    template = read_template(request.template[1], request.template[0]) if request.template else None
    chosen = None if template else file_format(request.to)
    unread = tuple(key for key in DRAWN if key not in request.events)
    checked = check_file(guard.open_workbook(data, name), language, unread)
    before, social = read_calendar(checked, date.min, name)
    options = _options(request)
    calendar = _calendar(before, with_archive=options.asks_days)
    zone = calendar.time_zone
    now = local_moment(zone, request.at) if request.at else datetime.combine(request.today, time(0))
    options = replace(options, now=now)
    calendar = replace(calendar, events=calendar_events(checked, before, frozenset(request.events)))
    calendar = replace(calendar, posts=asked_posts(calendar, options), events=asked_events(calendar, options))
    without_id: tuple[int, ...] = ()
    if request.mark or request.to == "ics":
        calendar, without_id = _with_own_ids(calendar)
    if template:
        posts = chosen_posts(calendar, PostChoice(now, options.ids, options.drafts, board=options.board))
        report: ExportReport = filled_template(template, posts)
    else:
        assert chosen is not None
        report = chosen.make(calendar, options)
    made = Exported(report, chosen.ending if chosen else ".csv", checked.read.words, calendar.left_out, without_id,
                    data, data)  # fmt: skip
    return with_marks(made, checked, social) if request.mark else made


def _options(request: ExportRequest) -> ExportOptions:
    """What is asked of the formats; `now` is that of universal time until the zone of the calendar is known."""
    midnight = datetime.combine(request.today, time(0), UTC)
    at = request.at.astimezone(UTC).replace(microsecond=0) if request.at else midnight
    return ExportOptions(at.replace(tzinfo=None), request.first, request.last, frozenset(request.ids), request.drafts,
                         request.by, at, request.board)  # fmt: skip


def _calendar(before: RunInput, *, with_archive: bool) -> ExportedCalendar:
    """The posts as they stand, on request with those of the archive, and how often their rows have changed."""
    social, archive, last_run = before.social, before.archive, before.last_run
    assert social is not None
    titles, strategy = subject_titles(before), before.strategy
    calendar = calendar_posts(strategy, social, last_run.rows_of("social"), titles)
    rows = social.rows
    if archive is not None:
        known = {row.id for row in rows}
        archive = replace(archive, rows=tuple(row for row in archive.rows if row.id not in known))
        rows = (*rows, *archive.rows)
    if archive is not None and with_archive:
        former = calendar_posts(strategy, archive, last_run.rows_of(ARCHIVE), titles).posts
        posts = sorted((*former, *calendar.posts), key=lambda post: (post.day, post.time or time.min, post.id))
        calendar = replace(calendar, posts=tuple(posts))
    calendar = replace(calendar, key=calendar_key(strategy.settings.brand, last_run.facts))
    return _with_sequences(calendar, rows, last_run, titles)


def _with_sequences(
    calendar: ExportedCalendar, rows: tuple[CalendarRow, ...], last_run: LastRun, titles: Mapping[str, str]
) -> ExportedCalendar:
    """The calendar with how often its rows have changed, and those of its rows that the user deleted, as cancelled."""
    numbers: dict[str, int] = {}
    for row in rows:
        values = {key: row.cell(key).value for key in SHOWN} | {"title": shown_title(row, titles)}
        numbers[row.id] = as_it_stands(last_run.shown.get(row.id), values).sequence
    posts = tuple(replace(post, sequence=numbers.get(post.id, 0)) for post in calendar.posts)
    gone = tuple(_gone_posts(last_run, frozenset(numbers)))
    return replace(calendar, posts=posts, gone=gone)


def _gone_posts(last_run: LastRun, there: frozenset[str]) -> Iterator[ExportedPost]:
    for id_, written in sorted(last_run.removed.get("social", {}).items()):
        day, at = written.get("date", ""), written.get("time", "")
        if id_ in there or not day:
            continue
        with suppress(ValueError):
            hour_of_post = time.fromisoformat(at) if at else None
            number = last_run.shown[id_].sequence + 1 if id_ in last_run.shown else 1
            shown = {key: written[key] for key in ("platform", "title") if written.get(key, FORMULA) != FORMULA}
            values = {**shown, "status": "cancelled"}
            yield ExportedPost(id_, "", date.fromisoformat(day), hour_of_post, values, number)


def _with_own_ids(calendar: ExportedCalendar) -> tuple[ExportedCalendar, tuple[int, ...]]:
    """The calendar without the posts that lack an id of their own, as rows that a run has not seen; their rows."""
    known, posts, rows = set[str](), list[ExportedPost](), list[int]()
    for post in sorted(calendar.posts, key=lambda post: post.row):
        if post.id and post.id not in known:
            posts.append(post)
        else:
            rows.append(post.row)
        known.add(post.id)
    kept = {id(post) for post in posts}
    return replace(calendar, posts=tuple(post for post in calendar.posts if id(post) in kept)), tuple(rows)


def subject_titles(before: RunInput) -> dict[str, str]:
    """The titles of the subjects by id, as the editorial calendar has them."""
    editorial = before.calendars.get("editorial")
    return {row.id: row.text("title") for row in (editorial.rows if editorial else ())}
