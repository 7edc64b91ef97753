"""The steps of `calgen results`: open the workbook and the files, match, fill the calendar in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from calgen.book.folding import fold
from calgen.book.problems import Problem, Refused, Severity
from calgen.book.values import Phrase
from calgen.book.words import Words
from calgen.calendar import CalendarTab
from calgen.files.edit import insert_sheets
from calgen.files.read import guard
from calgen.files.read.export_files import ExportFile, open_export
from calgen.files.save import verify
from calgen.last_run import STATE
from calgen.plan.days.time_zones import in_zone, zone_of
from calgen.results.export_tables import ExportTable, read_csv_table, read_workbook_tables
from calgen.results.import_results import ImportOptions, ImportReport, import_results, role_named
from calgen.results.result_rows import ReadingOptions
from calgen.run_records import RunInput
from calgen.run_steps import DRAWN, check_file, read_calendar
from calgen.view.result_cells import missing_columns, result_sheets


@dataclass(frozen=True, slots=True)
class ResultRequest:
    """What the user asks: her files by name, the platform of their rows, the order of their days, titles' meanings."""

    exports: Sequence[tuple[str, bytes]]
    platform: str = ""
    day_first: bool | None = None
    meanings: Sequence[str] = ()  # each as `Their title=impressions`
    overwrite: bool = False


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
    before, social = read_calendar(checked, today, name)
    options = _options(request, before, social, today)
    tables = [table for export_name, export in request.exports for table in _tables(export, export_name)]
    report = import_results(tables, social, options)
    cells = {(fill.post, fill.column): fill.after for post in report.fills for fill in post.fills if fill.is_written}
    problems = tuple(
        Problem("results_column", severity=Severity.WARNING, values={"column": words.title("social", key)})
        for key in missing_columns(social, (key for _, key in cells))
    )
    memories = {post.post: post.memory for post in report.fills}
    results = {**before.last_run.results, **memories}
    if not any(key in social.columns for _, key in cells) and results == before.last_run.results:
        return Imported(data, data, words, report, problems)
    title = checked.workbook.calgen_titles.get(STATE, "")
    if not title:
        raise Refused("no_calendar", file=name, path=name)
    sheets = result_sheets(social, title, words, cells, replace(before.last_run, results=results))
    after = insert_sheets.insert_sheets(file, sheets, hidden=(STATE,))
    verify.verify(file, after)
    return Imported(data, after, words, report, problems)


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
    return [table for file in open_export(data, name) for table in _tables_of_file(file)]


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
