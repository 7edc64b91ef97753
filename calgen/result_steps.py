"""The steps of `calgen results`: open the workbook and the files, match, fill the calendar in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from calgen import merge
from calgen.book.folding import fold
from calgen.book.problems import Problem, Refused, Severity
from calgen.book.values import Phrase
from calgen.book.words import Words
from calgen.calendar import CalendarTab
from calgen.cell_edit import edit_cells
from calgen.files.read import guard
from calgen.files.read.export_files import ExportFile, open_export
from calgen.last_run import STATE, LastRun
from calgen.plan.days.time_zones import in_zone, zone_of
from calgen.results.added_posts import AddOptions
from calgen.results.export_tables import ExportTable, read_csv_table, read_workbook_tables
from calgen.results.hour_zones import ReadingOptions
from calgen.results.import_results import ImportOptions, ImportReport, import_results, role_named
from calgen.run_records import RunInput
from calgen.run_steps import DRAWN, check_file, read_calendar
from calgen.view.result_cells import missing_columns, result_sheet, state_sheet


@dataclass(frozen=True, slots=True)
class ResultRequest:
    """What the user asks: her files by name, the platform of their rows, the order of their days, titles' meanings."""

    exports: Sequence[tuple[str, bytes]]
    platform: str = ""
    day_first: bool | None = None
    meanings: Sequence[str] = ()  # each as `Their title=impressions`
    overwrite: bool = False
    add: bool = False  # published posts that are not in the calendar


@dataclass(frozen=True, slots=True)
class Imported:
    """The bytes of the workbook before and after, and the report of what was read, matched and filled in."""

    before: bytes
    after: bytes
    words: Words
    report: ImportReport
    problems: tuple[Problem, ...] = ()

    @property
    def changed(self) -> bool:
        return self.before != self.after


def import_into(data: bytes, name: str, request: ResultRequest, today: date, language: str) -> Imported:
    """The workbook with the results of the files in it. Raises Refused for files that cannot be taken."""
    file = guard.open_workbook(data, name)
    checked = check_file(file, language, DRAWN)
    words = checked.read.words
    before, calendar = read_calendar(checked, today, name)
    social, next_number = _with_ids(before.last_run, calendar)
    tabs = [social, *filter(None, [before.archive])]
    posts = replace(social, rows=tuple(row for tab in tabs for row in tab.rows))
    options = _options(request, before, posts, today)
    if request.add:
        options = replace(options, adding=_adding(before, posts, today, next_number))
    tables = [table for export_name, export in request.exports for table in _tables(export, export_name)]
    report = import_results(tables, posts, options)
    cells = _cells(report, calendar, social)
    missing = sorted({key for tab in tabs for key in missing_columns(tab, cells)})
    problems = tuple(
        Problem("results_column", severity=Severity.WARNING, values={"column": words.title("social", key)})
        for key in missing
    )
    last_run = _remembered(before.last_run, report, cells)
    added = [post.id for post in report.added.posts] if report.added else []
    sheets = [result_sheet(tab, words, cells, added if tab is social else ())
              for tab in tabs if _is_edited(tab, cells, added)]  # fmt: skip
    if not sheets and last_run.results == before.last_run.results:
        return Imported(data, data, words, report, problems)
    title = checked.workbook.calgen_titles.get(STATE, "")
    if not title:
        raise Refused("no_calendar", file=name, path=name)
    after = edit_cells(file, [*sheets, state_sheet(title, last_run)], hidden=(STATE,))
    return Imported(data, after, words, report, problems)


def _is_edited(tab: CalendarTab, cells: Mapping[tuple[str, str], object], added: Sequence[str]) -> bool:
    """Whether results are written into a tab."""
    ids = {*(row.id for row in tab.rows if row.id), *(added if tab.calendar == "social" else ())}
    return any(id_ in ids and key in tab.columns for id_, key in cells)


def _with_ids(last_run: LastRun, social: CalendarTab) -> tuple[CalendarTab, int]:
    """The calendar with each post under the id by which the next run will know it, and the next number."""
    by_id, next_number = merge.identify_rows(last_run, "social", social)
    ids = {row.number: id_ for id_, row in by_id.items()}
    rows = tuple(replace(row, id=ids.get(row.number, "")) for row in social.rows)
    return replace(social, rows=rows), next_number


def _adding(before: RunInput, social: CalendarTab, today: date, next_number: int) -> AddOptions:
    """Where published posts may be added: on the platforms of the strategy and the calendar, from its first day on."""
    named = [(platform.platform, platform.account) for platform in before.strategy.platforms]
    known = {fold(name) for name, _ in named}
    named += sorted({(name, row.text("account")) for row in social.rows
                     if (name := row.text("platform")) and fold(name) not in known})  # fmt: skip
    days = [day for row in social.rows if (day := row.day())]
    start = before.strategy.settings.start or today
    return AddOptions(named, min([start, *days]), today, next_number)


def _cells(report: ImportReport, tab: CalendarTab, social: CalendarTab) -> dict[tuple[str, str], Any]:
    """The cells to write: results, the rows of added posts, and the ids of rows of the user's that have results now."""
    added = report.added.posts if report.added else ()
    posts = [*report.fills, *(post.fills for post in added)]
    cells: dict[tuple[str, str], Any] = {
        (fill.post, fill.column): fill.after for post in posts for fill in post.fills if fill.is_written
    }
    for post in added:
        values = {"id": post.id, "date": post.day, "time": post.hour, "platform": post.platform, "title": post.title,
                  "text": post.text}  # fmt: skip
        cells |= {(post.id, key): value for key, value in values.items() if value}
    shown = {row.number: row.id for row in tab.rows}
    filled = {post.post for post in report.fills if post.memory}
    return cells | {(row.id, "id"): row.id for row in social.rows if row.id in filled and shown[row.number] != row.id}


def _remembered(last_run: LastRun, report: ImportReport, cells: Mapping[tuple[str, str], object]) -> LastRun:
    """What the hidden tab is to hold: what was filled in, and that the ids that were given are taken."""
    added = [post.fills for post in report.added.posts] if report.added else []
    memories = {post.post: post.memory for post in (*report.fills, *added)}
    given = [merge.id_number(id_) + 1 for id_, key in cells if key == "id"]
    found = replace(last_run, results={**last_run.results, **memories})
    return merge.with_next_number(found, "social", max(given)) if given else found


def _options(request: ResultRequest, before: RunInput, social: CalendarTab, today: date) -> ImportOptions:
    zone, editorial = zone_of(before.strategy.settings), before.calendars.get("editorial")

    def to_local(at: datetime, from_zone: str) -> datetime:
        return in_zone(at, from_zone, zone)

    return ImportOptions(
        ReadingOptions(today, to_local, request.day_first),
        _platform(request.platform, social),
        _meanings(request.meanings),
        request.overwrite,
        before.last_run.results,
        {row.id: row.text("title") for row in (editorial.rows if editorial else ())},
        {id_: row.get("link", "") for tab in ("archive", "social")
         for id_, row in before.last_run.rows_of(tab).items()},
        {fold(title): title.strip() for title in (text.rpartition("=")[0] for text in request.meanings)},
    )


def _platform(asked: str, social: CalendarTab) -> str:
    """The platform of the calendar that the user names. Raises Refused for one that is not there."""
    names = {fold(row.text("platform")): row.text("platform") for row in social.rows if row.text("platform")}
    if asked and fold(asked) not in names:
        raise Refused("results_platform_unknown", name=asked, names=tuple(sorted(names.values())))
    return names.get(fold(asked), "")


def _meanings(asked: Sequence[str]) -> Mapping[str, str]:
    """Folded title → role. Raises Refused for a text without `=`, and for a meaning that is not known."""
    found: dict[str, str] = {}
    for text in asked:
        title, sign, meaning = text.rpartition("=")
        role = role_named(meaning)
        if not sign or not title.strip() or not role:
            raise Refused("results_meaning", text=text, example=Phrase(("results", "example"), {}))
        found[fold(title)] = role
    return found


def _tables(data: bytes, name: str) -> list[ExportTable]:
    """The tables of an export. Raises Refused, with the name of the file."""
    try:
        return [table for file in open_export(data, name) for table in _tables_of_file(file)]
    except Refused as refused:
        problem = refused.problem
        if problem.code.startswith("results_"):  # these name the file themselves
            raise
        message, cure = (Phrase(("problems", problem.code, part), problem.values) for part in ("message", "cure"))
        raise Refused("results_unread", file=name, message=message, cure=cure) from refused


def _tables_of_file(file: ExportFile) -> list[ExportTable]:
    if file.is_old:
        return _old_tables(file)
    if file.data:
        return read_workbook_tables(file.data, file.name)
    return [read_csv_table(file.text, file.separator, file.name)]


def _old_tables(file: ExportFile) -> list[ExportTable]:
    """The sheets of an old workbook, where the package that reads it is there. Raises Refused."""
    try:
        return read_workbook_tables(file.data, file.name, "calamine")
    except ImportError as error:
        raise Refused("results_old_excel", file=file.name) from error
