"""The steps of `calgen export`: open the workbook, read the calendar as it stands, make the files of a format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time

from calgen.calendar import CalendarTab
from calgen.export import ExportOptions, asked_posts, file_format
from calgen.export.calendar_posts import ExportedCalendar, ExportedPost, calendar_posts, shown_title
from calgen.export.filled_template import filled_template, read_template
from calgen.export.scheduler_posts import PostChoice, chosen_posts
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
    checked = check_file(guard.open_workbook(data, name), language, DRAWN)
    before, social = read_calendar(checked, date.min, name)
    titles = subject_titles(before)
    strategy, last_run = checked.read.strategy, checked.last_run
    calendar = calendar_posts(strategy, social, last_run.rows_of("social"), titles)
    calendar = _with_sequences(calendar, social, last_run, titles)
    now = local_moment(calendar.time_zone, request.at) if request.at else datetime.combine(request.today, time(0))
    options = ExportOptions(now, request.first, request.last, frozenset(request.ids), request.drafts, request.by)
    key = calendar_key(strategy.settings.brand, last_run.facts)
    calendar = replace(calendar, key=key, posts=asked_posts(calendar, options))
    words = checked.read.words
    if template:
        posts = chosen_posts(calendar, PostChoice(now, options.ids, options.drafts))
        return Exported(filled_template(template, posts), ".csv", words, calendar.left_out)
    assert chosen is not None
    return Exported(chosen.make(calendar, options), chosen.ending, words, calendar.left_out)


def _with_sequences(
    calendar: ExportedCalendar, social: CalendarTab, last_run: LastRun, titles: Mapping[str, str]
) -> ExportedCalendar:
    """The calendar with how often its rows have changed, and those of its rows that the user deleted, as cancelled."""
    numbers: dict[str, int] = {}
    for row in social.rows:
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


def subject_titles(before: RunInput) -> dict[str, str]:
    """The titles of the subjects by id, as the editorial calendar has them."""
    editorial = before.calendars.get("editorial")
    return {row.id: row.text("title") for row in (editorial.rows if editorial else ())}
