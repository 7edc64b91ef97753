"""What the commands print of their results, as texts or as JSON."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, NoReturn

import click

from calgen.book.values import first_items
from calgen.cli_help import WrongCall
from calgen.command_errors import ExitCode, tolerate_output_errors
from calgen.files.stores.address import Location

if TYPE_CHECKING:
    from calgen.api import Adopted, Generated
    from calgen.what_if import WhatIf

_SHOWN = 5  # codes near one that is unknown


def print_explanation(code: str, language: str, format_: str) -> None:
    """Prints why a finding is made, and when to disregard it; a usage error where no finding has the code."""
    from calgen import terminal
    from calgen.book.words import load_words

    known = load_words(language).problems()
    if code.lower() not in known:
        within = [other for other in known if code.lower() in other]
        near = tuple(dict.fromkeys((*within, *get_close_matches(code.lower(), known, n=5))))
        message = "code_near" if near else "code_unknown"
        text = load_words(language).text("cli", message, code=code, near=first_items(near, _SHOWN))
        raise WrongCall(text, click.get_current_context())
    with tolerate_output_errors():
        terminal.print_explanation(code.lower(), load_words(language), format_)


def print_if_unchanged(data: bytes, file: Location, today: date) -> bool:
    """Prints that a workbook has not changed since its last run, and returns whether that is so."""
    from calgen.book.words import load_words
    from calgen.unchanged_file import unchanged_language_of

    language = unchanged_language_of(data, file.name, today)
    if language:
        with tolerate_output_errors():
            click.echo(load_words(language).text("cli", "unchanged", file=str(file)))
    return bool(language)


def print_run(made: Generated, file: Location, dry_run: bool, format_: str) -> None:
    """Prints the result of `generate`: its problems, a summary, and with `dry_run` the changes row by row."""
    from calgen import diff, terminal

    if format_ == "json":
        terminal.print_json(run_record_of(made, file, dry_run))
        return
    if made.stopped:
        terminal.print_problems(made.problems, made.words, format_)
        terminal.print_readings(made.tabs, made.words)
        click.echo(made.words.text("cli", "stopped"), err=True)
    elif made.plan is None:
        click.echo(made.words.text("cli", "unchanged", file=str(file)))
    else:
        terminal.print_summary(made)
        terminal.print_readings(made.tabs, made.words)
        terminal.print_reference_warnings(made)
        for line in diff.diff_lines(made.changes, made.words, made.titles) if dry_run else ():
            click.echo(line)
        click.echo(made.words.text("cli", "dry_run") if dry_run else made.words.text("cli", "written", file=str(file)))


def exit_with_what_if(found: WhatIf, file: Location, format_: str, *, exit_code: bool) -> NoReturn:
    """Prints what would change with other values, and ends the command; with `exit_code`, with 5 if anything would."""
    with tolerate_output_errors():
        _print_what_if(found, file, format_)
    is_pending = exit_code and found.changes_something
    sys.exit(ExitCode.PROBLEM if found.errors else ExitCode.PENDING if is_pending else ExitCode.DONE)


def _print_what_if(found: WhatIf, file: Location, format_: str) -> None:
    """Prints what would change with other values in some cells; where these are refused, the problems with them."""
    from calgen import terminal, terminal_compared
    from calgen.figures.comparison import figure_records
    from calgen.records import what_if_record

    if format_ == "json":
        cells = [(cell.place, cell.value) for cell in found.tried]
        problems = {"problems": found.errors, "new": found.new, "gone": found.gone}
        terminal.print_json(what_if_record(str(file), found.words, cells, figure_records(found.figures), problems))
    elif found.errors:
        terminal.print_problems(found.errors, found.words, format_)
    else:
        terminal_compared.print_compared(found)
        click.echo(found.words.text("cli", "dry_run"))


def print_adoption(made: Adopted, target: Location, format_: str) -> None:
    """What was read of somebody's workbook and what was left, table by table, and where the new one is."""
    from calgen.adopt.report import adoption_record, question_lines, report_lines

    if format_ == "json":
        from calgen import terminal

        terminal.print_json(adoption_record(made.adoption, made.words, str(target) if made.data else ""))
        return
    for line in (*report_lines(made.adoption, made.words), *question_lines(made.adoption.questions, made.words)):
        click.echo(line)
    end = made.words.text("adopt", "created", file=str(target)) if made.data else made.words.text("adopt", "stopped")
    click.echo(end)


def run_record_of(made: Generated, file: Location, dry_run: bool) -> dict[str, object]:
    """The record of a run; of a file that has not changed, what its calendar holds and what `check` finds."""
    from calgen import records
    from calgen.figures.effort import effort, effort_record
    from calgen.plan.themes.score import score_plan
    from calgen.review.review_record import review_record

    if made.plan is None and not made.stopped:
        made = _as_it_stands(made, file)
    return records.run_record(
        str(file),
        made.words,
        written=made.changed and not dry_run and not made.stopped,
        posts=made.calendar.total if made.calendar else 0,
        subjects=made.calendar.subjects if made.calendar else 0,
        effort=effort_record(effort(made.calendar, made.today)) if made.calendar else None,
        changes=made.changes,
        problems=made.problems,
        tabs=made.tabs,
        score=score_plan(made.strategy, made.plan) if made.plan else (),
        certificate=made.plan.certificate if made.plan else (),
        review=review_record(made.review),
    )


def _as_it_stands(made: Generated, file: Location) -> Generated:
    """A run that changed nothing, with the calendar as it stands and the findings on it."""
    from calgen import api

    found = api.balance(made.before, file.name, made.today)
    told = api.diagnose(made.before, file.name, made.today)
    return replace(made, problems=told.problems, tabs=told.read.tabs, calendar=found.calendar, review=found.review)
