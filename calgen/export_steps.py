"""The steps of `calgen export`: open the workbook, read the calendar as it stands, make the files of a format."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime, time

from calgen.export import ExportOptions, asked_posts, file_format
from calgen.export.calendar_posts import calendar_posts
from calgen.export.filled_template import filled_template, read_template
from calgen.export.scheduler_posts import PostChoice, chosen_posts
from calgen.export_records import Exported, ExportRequest
from calgen.files.read import guard
from calgen.last_run import LastRun
from calgen.plan.days.time_zones import local_moment
from calgen.run_steps import DRAWN, check_file, read_calendar
from calgen.strategy import Strategy


def export_calendar(data: bytes, name: str, request: ExportRequest, language: str) -> Exported:
    """The calendar as it stands in the workbook, as files of a format.

    Problems of the strategy do not stop: what goes out is in the calendar. Raises Refused (`no_calendar`) where the
    workbook has none yet, where the format is not there (`format_unknown`), or an id (`export_id_unknown`).
    """
    template = read_template(request.template[1], request.template[0]) if request.template else None
    chosen = None if template else file_format(request.to)
    checked = check_file(guard.open_workbook(data, name), language, DRAWN)
    _, social = read_calendar(checked, date.min, name)
    strategy, last_run = checked.read.strategy, checked.last_run
    calendar = calendar_posts(strategy, social, last_run.rows_of("social"))
    now = local_moment(calendar.time_zone, request.at) if request.at else datetime.combine(request.today, time(0))
    options = ExportOptions(now, request.first, request.last, frozenset(request.ids), request.drafts, request.by)
    calendar = replace(calendar, key=calendar_key(strategy, last_run), posts=asked_posts(calendar, options))
    words = checked.read.words
    if template:
        posts = chosen_posts(calendar, PostChoice(now, options.ids, options.drafts))
        return Exported(filled_template(template, posts), ".csv", words, calendar.left_out)
    assert chosen is not None
    return Exported(chosen.make(calendar, options), chosen.ending, words, calendar.left_out)


def calendar_key(strategy: Strategy, last_run: LastRun) -> str:
    """What tells the events of this calendar from those of another workbook in one phone: twelve hexadecimal digits."""
    start = last_run.facts.get("start", "")
    return hashlib.sha256(f"{strategy.settings.brand}\n{start}".encode()).hexdigest()[:12]


