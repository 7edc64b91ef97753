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

from calgen.batch.command_records import BatchRow, BatchTable, is_wrong_call, row_of
from calgen.batch.outcomes import BatchOutcome, BatchTask, CommandOutput, State
from calgen.batch.workbooks import (
    ENDINGS,
    FoundWorkbooks,
    doubled_names,
    files_in,
    find_workbooks,
    part_of,
    same_name,
    unclaimed_exports,
)
from calgen.cli_batch_report import check_report, tell, without_report
from calgen.cli_clock import today_or
from calgen.cli_help import FILE_OR_FOLDER, NUMBER, refuse_folder, wrong_call
from calgen.cli_steps import make_folder
from calgen.command_errors import ExitCode, handle_errors
from calgen.files.stores.address import Location, S3Address
from calgen.version import __version__

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
    report: Location | None = own["report"]
    found = without_report(found, report)
    files = part_of(found.files, *_part(own["part"]))
    if not found.files:
        raise wrong_call("batch_nothing", skipped=found.skipped)
    check_report(report, force=bool(kwargs.get("force")))
    _prepare_output(kwargs.get("output"), found.files, is_tried=bool(kwargs.get("dry_run")))
    folders = kwargs.get("exports", ())
    exports = {file: _exports_of(folders, file) for file in files} if "exports" in kwargs else {}
    without = [file for file, taken in exports.items() if not taken]
    tasks = [BatchTask(file, (*_arguments(ctx, file, kwargs), *exports.get(file, ())))
             for file in files if file not in without]  # fmt: skip
    rows = [BatchRow(str(file), State.NO_EXPORTS, None, {}, "", "", 0.0) for file in without]
    interrupt: KeyboardInterrupt | None = None
    try:
        for outcome in _watched(_outcomes(tasks, own), len(tasks)):
            _stop_at_wrong_call(outcome)
            rows.append(row_of(outcome))
    except KeyboardInterrupt as raised:  # what was done is told, and what was not
        interrupt, told = raised, {row.file for row in rows}
        left = [str(task.file) for task in tasks if str(task.file) not in told]
        rows += [BatchRow(file, State.INTERRUPTED, None, {}, "", "", 0.0) for file in left]
    unclaimed = unclaimed_exports(folders, found.files) if found.is_many else ()
    table = BatchTable(tuple(sorted(rows, key=lambda row: row.file)), found.skipped, unclaimed)
    is_reported = tell(table, report, kwargs["format_"])
    if interrupt:
        raise interrupt
    sys.exit(_exit_code(rows, is_pending=bool(kwargs.get("exit_code"))) if is_reported else ExitCode.PROBLEM)


def _exit_code(rows: Sequence[BatchRow], *, is_pending: bool) -> ExitCode:
    """The exit code of a batch; `is_pending` asks for that of `--exit-code`."""
    if not all(row.state.is_good for row in rows):
        return ExitCode.SOME
    return ExitCode.PENDING if is_pending and any(row.state is State.PENDING for row in rows) else ExitCode.DONE


def _stop_at_wrong_call(outcome: BatchOutcome) -> None:
    """Ends the batch where the options are wrong, for they are so for each file."""
    if is_wrong_call(outcome):
        assert isinstance(outcome.result, CommandOutput)
        click.echo(outcome.result.error or outcome.result.output, err=True, nl=False)
        sys.exit(click.UsageError.exit_code)


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
    if kwargs.get("dry_run") and not kwargs.get("exit_code", True):
        found.append("--exit-code")  # tells whether the file would change
    found += ["--today", today_or(kwargs.get("today")).isoformat(), "--format", "json"]
    if kwargs.get("output") is not None:
        found += ["--output", str(_target(ctx, kwargs["output"], file))]
    return (*found, "--", str(file))


def _text(value: Any) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, datetime) else str(value)


def _target(ctx: click.Context, folder: Location, file: Location) -> Location:
    """Where the file of a workbook goes: into the folder, under its name. An export names its files itself."""
    if ctx.info_name != "export":
        return folder / file.name
    return folder / "" if isinstance(folder, S3Address) else folder


def _exports_of(folders: Sequence[Location], file: Location) -> Sequence[str]:
    """The files of results of a workbook: those of the folder that has its name, in each folder that is given.

    A folder that may not be read stands for its files: the command tells it for that workbook alone.
    """
    found: list[str] = []
    for folder in folders:
        if isinstance(folder, S3Address):
            found += map(str, files_in(folder / file.stem / ""))
            continue
        if not folder.is_dir():
            raise wrong_call("batch_exports", value=str(folder))
        own = [path for path in folder.iterdir() if same_name(path.name) == same_name(file.stem) and path.is_dir()]
        for path in own:
            found += map(str, files_in(path)) if os.access(path, os.R_OK | os.X_OK) else (str(path),)
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


# -- where it is written -----------------------------------------------------------------------------------------------


def _prepare_output(output: Location | None, files: Sequence[Location], *, is_tried: bool) -> None:
    """Makes the folder of a batch, unless nothing is written.

    `files` are those of all parts of a run. Raises a usage error where the output is a file, or where two workbooks
    have one name, Refused where there can be no folder.
    """
    if output is None:
        return
    if output.suffix.lower() in ENDINGS or (isinstance(output, Path) and output.exists() and not output.is_dir()):
        raise wrong_call("batch_output", value=str(output))
    if doubled := next(doubled_names(files), None):
        raise wrong_call("batch_names", value=doubled.name)
    if isinstance(output, Path) and not is_tried:
        make_folder(output)
