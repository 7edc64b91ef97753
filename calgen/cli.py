"""The only conversation with a person: new, adopt, check, generate, balance, export, results, adapt, next, undo."""

from __future__ import annotations

import atexit
import contextlib
import gc
import sys
from dataclasses import replace
from datetime import datetime

import click

from calgen.cli_adapt import adapt
from calgen.cli_batch import over_many
from calgen.cli_clock import today_or
from calgen.cli_decide import decide
from calgen.cli_export import export
from calgen.cli_help import (
    DATE,
    FILE,
    FILE_OR_FOLDER,
    LANGUAGE,
    OUTPUT_FORMAT,
    Group,
    missing_argument,
    with_ending,
    workbook_ending,
    wrong_call,
)
from calgen.cli_next import next_period
from calgen.cli_output import exit_with_what_if, print_adoption, print_explanation, print_if_unchanged, print_run
from calgen.cli_page import page
from calgen.cli_pause import pause
from calgen.cli_results import results
from calgen.cli_share import share
from calgen.cli_shift import shift
from calgen.cli_steps import generated, lock_file, replace_file, save_new, save_or_refuse, stores_of, tried
from calgen.cli_undo import undo
from calgen.command_errors import (
    ExitCode,
    command_language,
    handle_errors,
    tolerate_output_errors,
    with_path,
)
from calgen.files.stores.address import Location
from calgen.files.stores.store import store_of
from calgen.version import __version__


def _print_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"calgen {__version__}")
        ctx.exit()


@click.group("calgen", cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version)
def main() -> None:
    """From a social media strategy workbook to its publishing calendar, in the same workbook."""


@main.command()
@click.argument("file", type=FILE)
@click.option("--lang", type=LANGUAGE)
@click.option("--sample", metavar="sample")
@click.option("--start", type=DATE, metavar="date")
@click.option("--today", type=DATE, metavar="date")
@click.option("--force", is_flag=True)
@handle_errors
def new(
    file: Location, lang: str | None, sample: str | None, start: datetime | None, today: datetime | None, force: bool
) -> None:
    """Write an empty workbook to fill in, or a sample."""
    from calgen import api
    from calgen.book.problems import Refused
    from calgen.book.words import load_words

    language, file = command_language(lang), with_ending(file, ".xlsx")
    store = store_of(file)
    with store.lock():
        is_there = store.exists()
        if is_there and not force:
            raise Refused("file_exists", file=file.name)
        first = start.date() if start else api.sample_start(sample, today_or(today)) if sample else None
        data = api.new(language, sample or "", first)
        words = load_words(api.sample_language(sample) if sample else language)
        replace_file(store, store.read() if is_there else None, data, words)
    ready = words.text("cli", "created", file=str(file))
    with tolerate_output_errors(ready):
        click.echo(ready)


@main.command()
@click.argument("file", type=FILE)
@click.option("-o", "--output", type=FILE, metavar="output")
@click.option("--map", "asked", multiple=True, metavar="map")
@click.option("--lang", type=LANGUAGE)
@click.option("--force", is_flag=True)
@click.option("--format", "format_", type=OUTPUT_FORMAT, default="text")
@handle_errors
def adopt(
    file: Location, output: Location | None, asked: tuple[str, ...], lang: str | None, force: bool, format_: str
) -> None:
    """Make a workbook of calgen's from one of somebody's own; theirs is only read."""
    from calgen import api

    target = with_ending(output, ".xlsx") if output else file.with_name(f"{file.stem}-calgen.xlsx")
    made = api.adopt(store_of(file).read(), file.name, asked, language=lang or "", fallback=command_language())
    if made.data:
        save_new(target, made.data, made.words, force=force)
    with tolerate_output_errors(made.words.text("adopt", "created", file=str(target)) if made.data else ""):
        print_adoption(made, target, format_)
    sys.exit(ExitCode.DONE if made.data else ExitCode.PROBLEM)


@main.command()
@click.argument("files", type=FILE_OR_FOLDER, nargs=-1)
@click.option("--explain", metavar="code")
@click.option("--lang", type=LANGUAGE)
@click.option("--today", type=DATE, metavar="date")
@click.option("--format", "format_", type=OUTPUT_FORMAT, default="text")
@over_many
@handle_errors
def check(file: Location | None, explain: str | None, lang: str | None, today: datetime | None, format_: str) -> None:
    """Read a workbook, and tell every problem and what the method says of its strategy; write nothing."""
    from calgen import api, terminal

    if explain:
        print_explanation(explain, command_language(lang), format_)
        return
    if file is None:
        raise missing_argument("file")
    store = store_of(file)
    found = api.diagnose(store.read(), file.name, today_or(today), language=command_language())
    found = replace(found, problems=(*found.problems, *store.write_problems()))
    with tolerate_output_errors():
        if format_ == "text" and not found.stopped:
            terminal.print_first_advice(found.problems, found.read.words)
            terminal.print_steps(found.read.strategy, found.read.words)
        terminal.print_advice(found.problems, found.read.words, format_, found.read.tabs)
        if format_ == "text":
            terminal.print_readings(found.read.tabs, found.read.words, optional=True)
    sys.exit(ExitCode.PROBLEM if found.stopped else ExitCode.DONE)


@main.command()
@click.argument("files", type=FILE_OR_FOLDER, nargs=-1, required=True)
@click.option("-o", "--output", type=FILE_OR_FOLDER, metavar="output")
@click.option("--today", type=DATE, metavar="date")
@click.option("--dry-run", is_flag=True)
@click.option("--set", "sets", multiple=True, metavar="set")
@click.option("--exit-code", is_flag=True)
@click.option("--force", is_flag=True)
@click.option("-v", "--verbose", is_flag=True)
@click.option("--format", "format_", type=OUTPUT_FORMAT, default="text")
@over_many
@handle_errors
def generate(
    file: Location,
    output: Location | None,
    today: datetime | None,
    dry_run: bool,
    sets: tuple[str, ...],
    exit_code: bool,
    force: bool,
    verbose: bool,
    format_: str,
) -> None:
    """Plan, and write the calendar into the workbook."""
    if exit_code and not dry_run:
        raise wrong_call("needs_dry_run")
    if sets and not dry_run:
        raise wrong_call("set_needs_dry_run")
    if sets:
        exit_with_what_if(tried(file, today_or(today), sets, force=force), file, format_, exit_code=exit_code)
    target = with_ending(output, workbook_ending(file)) if output else file
    source, store = stores_of(file, target)
    with contextlib.ExitStack() as stack:
        if not dry_run:
            lock_file(stack, store, source, today_or(today))  # held before it is read: no run is lost
        data = source.read()
        if format_ == "text" and target == file and not force and print_if_unchanged(data, file, today_or(today)):
            return
        made = generated(data, file.name, today_or(today), force=force)
        if not made.stopped and not dry_run:
            save_or_refuse(store, made, data if store is source else None, format_)
    with tolerate_output_errors(
        made.words.text("cli", "written", file=str(target)) if made.changed and not dry_run else ""
    ):
        print_run(made, target, dry_run, format_)
        if verbose and made.plan and format_ == "text":
            from calgen import terminal

            terminal.print_score(made)
    sys.exit(ExitCode.PROBLEM if made.stopped else ExitCode.PENDING if exit_code and made.changed else ExitCode.DONE)


@main.command()
@click.argument("file", type=FILE)
@click.option("--today", type=DATE, metavar="date")
@click.option("--format", "format_", type=OUTPUT_FORMAT, default="text")
@handle_errors
def balance(file: Location, today: datetime | None, format_: str) -> None:
    """Print the balance of the calendar as it stands, with your edits: frequency, variety, mission, mix, hours."""
    from calgen import api, terminal
    from calgen.book.problems import Refused

    try:
        found = api.balance(store_of(file).read(), file.name, today_or(today), language=command_language())
    except Refused as refused:
        raise with_path(refused, file) from None
    with tolerate_output_errors():
        if found.calendar is None:
            terminal.print_problems(found.problems, found.words, format_)
        else:
            terminal.print_balance(found.calendar, found.words, format_, today_or(today), found.review)
    sys.exit(ExitCode.PROBLEM if found.calendar is None else 0)


for command in (adapt, decide, export, next_period, page, pause, results, share, shift, undo):
    main.add_command(command)


def run() -> None:
    """The program, from its first word to its exit code."""
    gc.disable()  # a run is short and keeps nearly all that it makes: looking for cycles frees nothing
    atexit.register(gc.freeze)  # nor at the end, where the interpreter looks through all that is left, gc or not
    main()


if __name__ == "__main__":
    run()
