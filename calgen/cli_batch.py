"""The commands over many workbooks: which files, the options, progress, the closing table and its report."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from calgen.batch.command_records import BatchRow, row_of
from calgen.batch.outcomes import BatchOutcome, BatchTask, CommandOutput, State
from calgen.batch.workbooks import FoundWorkbooks, doubled_names, files_in, find_workbooks, part_of
from calgen.cli_clock import today_or
from calgen.cli_help import FILE_OR_FOLDER, NUMBER, refuse_folder, wrong_call
from calgen.cli_steps import refuse_foreign, save_own
from calgen.command_errors import ExitCode, command_language, handle_errors
from calgen.files.stores.address import Location
from calgen.version import __version__

REPORTS = (".csv", ".xlsx")
SHOWN = 40  # rows of the closing table; of more files, those that are not good
_OWN = ("jobs", "timeout", "report", "part", "engine")
_SET_HERE = ("output", "today", "format_", "exports")
_PART = re.compile(r"(\d{1,6})/(\d{1,6})")
_TIMEOUT = 120  # seconds


def over_many(command: Callable[..., None]) -> Callable[..., None]:
    """Decorates a command of one workbook: with several files, a folder or an option of a batch it runs on each."""

    @click.option("--jobs", type=NUMBER, metavar="number")
    @click.option("--timeout", type=NUMBER, metavar="seconds")
    @click.option("--report", type=FILE_OR_FOLDER, metavar="report")
    @click.option("--part", metavar="part")
    @click.option("--engine", metavar="engine")
    @click.pass_context
    @handle_errors
    @wraps(command)
    def run(ctx: click.Context, files: Location | tuple[Location, ...], **kwargs: Any) -> None:
        own = {name: kwargs.pop(name) for name in _OWN}
        found = find_workbooks(files if isinstance(files, tuple) else (files,))
        if found.is_many or any(value is not None for value in own.values()):
            _run_batch(ctx, found, own, **kwargs)
            return
        if ctx.info_name != "export":
            refuse_folder(ctx, "output", kwargs.get("output"))
        command(file=found.files[0] if found.files else None, **kwargs)

    return run


def _run_batch(ctx: click.Context, found: FoundWorkbooks, own: Mapping[str, Any], **kwargs: Any) -> None:
    """Runs the command on each file, and ends with 3 where one did not go through."""
    report = _report(own["report"])
    files = part_of(found.files, *_part(own["part"]))
    if not files and not found.files:
        raise wrong_call("batch_nothing", skipped=found.skipped)
    _prepare_output(kwargs.get("output"), files)
    if report is not None and not kwargs.get("force"):
        refuse_foreign((report,))
    exports = {file: _exports_of(ctx, kwargs["exports"], file) for file in files} if "exports" in kwargs else {}
    without = [file for file, own in exports.items() if not own]
    tasks = [BatchTask(file, (*_arguments(ctx, file, kwargs), *exports.get(file, ())))
             for file in files if file not in without]  # fmt: skip
    rows = [BatchRow(str(file), State.NO_EXPORTS, None, {}, "", "", 0.0) for file in without]
    try:
        for outcome in _watched(_outcomes(tasks, own), len(tasks)):
            _stop_at_wrong_call(outcome)
            rows.append(row_of(outcome))
    except KeyboardInterrupt:  # what was done is told, and what was not
        told = {row.file for row in rows}
        left = [str(task.file) for task in tasks if str(task.file) not in told]
        rows += [BatchRow(file, State.INTERRUPTED, None, {}, "", "", 0.0) for file in left]
        _tell(rows, found.skipped, report, kwargs["format_"])
        raise
    _tell(rows, found.skipped, report, kwargs["format_"])
    sys.exit(ExitCode.DONE if all(row.state.is_good for row in rows) else ExitCode.SOME)


def _stop_at_wrong_call(outcome: BatchOutcome) -> None:
    """Ends the batch where the options are wrong, for they are so for each file."""
    result = outcome.result
    if isinstance(result, CommandOutput) and result.code == click.UsageError.exit_code:
        click.echo(result.error or result.output, err=True, nl=False)
        sys.exit(result.code)


# -- what is run -------------------------------------------------------------------------------------------------------


def _arguments(ctx: click.Context, file: Location, kwargs: Mapping[str, Any]) -> tuple[str, ...]:
    """The arguments of the command for one file: the options as they were given, with the day of the batch."""
    found = [str(ctx.info_name)]
    for param in ctx.command.params:
        if not isinstance(param, click.Option) or param.name in (*_OWN, *_SET_HERE):
            continue
        given, name = kwargs.get(str(param.name)), max(param.opts, key=len)
        for value in (given or ()) if param.multiple else (given,):
            if value is not None and value is not False and value != "":
                found += [name] if param.is_flag else [name, _text(value)]
    found += ["--today", today_or(kwargs.get("today")).isoformat(), "--format", "json"]
    if kwargs.get("output") is not None:
        found += ["--output", str(_target(ctx, kwargs["output"], file))]
    return (*found, "--", str(file))


def _text(value: Any) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, datetime) else str(value)


def _target(ctx: click.Context, folder: Location, file: Location) -> Location:
    """Where the file of a workbook goes: into the folder, under its name. An export names its files itself."""
    return folder if ctx.info_name == "export" else folder / file.name


def _exports_of(ctx: click.Context, folders: Sequence[Location], file: Location) -> Sequence[str]:
    """The files of results of a workbook: those of the folder that has its name, in each folder that is given."""
    found: list[str] = []
    for folder in folders:
        if not isinstance(folder, Path) or not folder.is_dir():
            raise wrong_call("batch_exports", value=str(folder))
        own = folder / file.stem
        found += map(str, files_in(own) if own.is_dir() else ())
    return found


def _part(text: str | None) -> tuple[int, int]:
    """Which part of how many. Raises a usage error."""
    match = _PART.fullmatch(text or "1/1")
    number, parts = map(int, match.groups()) if match else (0, 0)
    if not 1 <= number <= parts:
        raise wrong_call("not_a_part", value=text)
    return number, parts


def _outcomes(tasks: Sequence[BatchTask], own: Mapping[str, Any]) -> Iterator[BatchOutcome]:
    if own["engine"]:
        yield from _on_cluster(tasks, own["engine"], own["timeout"] or _TIMEOUT)
        return
    from calgen.batch.process_pool import run_in_pool

    processes = min(own["jobs"] or os.cpu_count() or 1, max(1, len(tasks)))
    yield from run_in_pool(run_command, tasks, processes, own["timeout"] or _TIMEOUT)


def _on_cluster(tasks: Sequence[BatchTask], address: str, timeout: int) -> Iterator[BatchOutcome]:
    from calgen.batch.dask_engine import ClusterError, run_on_dask

    try:
        yield from run_on_dask(run_command, tasks, address, timeout)
    except ClusterError as error:
        raise wrong_call(error.code, value=address, found=error.detail, version=__version__) from None


def run_command(arguments: tuple[str, ...]) -> CommandOutput:
    """Runs a command in a process of a batch; a signal that stops it ends the process."""
    from calgen.cli import main

    output, error, began = io.StringIO(), io.StringIO(), time.process_time()
    gc.disable()  # as `calgen` does for one workbook; what is left is collected after each
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(error):
        try:
            main.main(list(arguments), prog_name="calgen")
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
    gc.collect()
    if code >= ExitCode.SIGNAL:
        os._exit(code)
    return CommandOutput(code, output.getvalue(), error.getvalue(), time.process_time() - began)


# -- what is told ------------------------------------------------------------------------------------------------------


def _watched(outcomes: Iterator[BatchOutcome], count: int) -> Iterator[BatchOutcome]:
    """The outcomes, with a bar and the time left where a person watches."""
    from calgen.terminal_progress import show_count

    with show_count(count) as advance:
        for outcome in outcomes:
            advance()
            yield outcome


def _tell(rows: list[BatchRow], skipped: int, report: Location | None, format_: str) -> None:
    """Prints the closing table, and writes the report where one is asked for."""
    from calgen import terminal
    from calgen.batch_report import record

    rows.sort(key=lambda row: row.file)
    if report is not None:
        _write_report(report, rows)
    if format_ == "json":
        terminal.print_json(record(rows, skipped))
    else:
        _print_rows(rows, skipped)


def _print_rows(rows: Sequence[BatchRow], skipped: int) -> None:
    from calgen.batch_report import cells_of, headings, summary
    from calgen.book.words import load_words
    from calgen.terminal import PipedConsole
    from calgen.terminal_tables import fitted_tables

    words, console = load_words(command_language()), PipedConsole(highlight=False, soft_wrap=False)
    shown = rows if len(rows) <= SHOWN else [row for row in rows if not row.state.is_good]
    if shown:
        texts = [["" if cell is None else str(cell) for cell in cells_of(row, words)] for row in shown]
        used = [n for n in range(len(texts[0])) if n < 2 or any(row[n] for row in texts)]
        titles = headings(words)
        for table in fitted_tables([titles[n] for n in used], [[row[n] for n in used] for row in texts], console.width):
            console.print(table)
    console.print(summary(rows, skipped, words))


def _report(path: Location | None) -> Location | None:
    if path is not None and path.suffix.lower() not in REPORTS:
        raise wrong_call("batch_report", value=str(path), endings=REPORTS)
    return path


def _write_report(path: Location, rows: Sequence[BatchRow]) -> None:
    from calgen.batch_report import report_file
    from calgen.book.words import load_words

    words = load_words(command_language())
    save_own(path, report_file(rows, words, path.suffix.lower()), words)


def _prepare_output(output: Location | None, files: Sequence[Location]) -> None:
    """Makes the folder of a batch. Raises a usage error where it is a file, or where two workbooks have one name."""
    if output is None:
        return
    if isinstance(output, Path):
        if output.suffix.lower() in (".xlsx", ".xlsm") or (output.exists() and not output.is_dir()):
            raise wrong_call("batch_output", value=str(output))
        output.mkdir(exist_ok=True)
    if doubled := next(doubled_names(files), None):
        raise wrong_call("batch_names", value=doubled.name)
