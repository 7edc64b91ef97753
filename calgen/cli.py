"""The only conversation with a person: new, check, generate, balance."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from calgen import __version__

if TYPE_CHECKING:
    from calgen.book.problems import Refused
    from calgen.book.words import Words
    from calgen.verbs import Generated

PROBLEM, BUSY, BUG, INTERRUPTED = 1, 4, 70, 130
_BUSY = {"file_open", "file_busy", "file_held", "file_changed"}
DAY = click.DateTime(formats=["%Y-%m-%d", "%d/%m/%Y"])
FILE = click.Path(dir_okay=False, path_type=Path)


def _language(asked: str | None = None) -> str:
    """The language to speak before a workbook has told its own: as asked, else the system's."""
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return asked or ("fr" if system.lower().startswith("fr") else "en")


def _today(asked: datetime | None) -> date:
    return asked.date() if asked else datetime.now().astimezone().date()


def _told(command: Callable[..., None]) -> Callable[..., None]:
    """Refusals become one clear message and an exit code; a bug of ours says so."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        from calgen.book.problems import Refused
        from calgen.book.words import words

        try:
            command(*args, **kwargs)
        except Refused as refused:
            _refuse(refused, words(_language(kwargs.get("lang"))), kwargs.get("format_", "text"))
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)

    return run


def _refuse(refused: Refused, spoken: Words, format_: str) -> None:
    from calgen.terminal import problems

    problems((refused.problem,), spoken, format_)
    sys.exit(BUSY if refused.problem.code in _BUSY else PROBLEM)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="calgen")
def main() -> None:
    """From a social media strategy workbook to its publishing calendar, in the same workbook.

    De la stratégie au calendrier de publication, dans le même classeur.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@main.command()
@click.argument("file", type=FILE)
@click.option("--lang", type=click.Choice(["fr", "en"]), help="Language of the workbook (default: the system's).")
@click.option("--sample", metavar="NAME", help="A filled workbook: salon, saas, musee or mairie.")
@click.option("--start", type=DAY, metavar="DATE", help="First day of the calendar, as 2027-01-04.")
@click.option("--force", is_flag=True, help="Replace a file of that name; a backup is kept.")
@_told
def new(file: Path, lang: str | None, sample: str | None, start: datetime | None, force: bool) -> None:
    """Write an empty workbook to fill in, or a sample."""
    from calgen import verbs
    from calgen.book.problems import Refused
    from calgen.book.words import words
    from calgen.files import load, save
    from calgen.plan.horizon import next_monday

    if file.exists() and not force:
        raise Refused("file_exists", file=file.name)
    language = _language(lang)
    first = start.date() if start else next_monday(_today(None)) if sample else None
    data = verbs.new(language, sample or "", first)
    before = load.read_bytes(file) if file.exists() else None
    save.replace(file, before, data, today_stamp=_stamp())
    spoken = verbs.sample_language(sample) if sample else language
    click.echo(words(spoken).text("cli", "created", file=str(file)))


@main.command()
@click.argument("file", type=FILE)
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output for people or programs."
)
@_told
def check(file: Path, format_: str) -> None:
    """Read a workbook and tell every problem; write nothing."""
    from calgen import verbs
    from calgen.files import load
    from calgen.terminal import problems

    found = verbs.check(load.read_bytes(file), file.name)
    if not found.problems and format_ == "text":
        click.echo(found.read.words.text("cli", "clean", file=str(file)))
    else:
        problems(found.problems, found.read.words, format_)
    sys.exit(PROBLEM if found.stopped else 0)


@main.command()
@click.argument("file", type=FILE)
@click.option(
    "-o", "--output", type=FILE, metavar="OUT", help="Write the result there instead, and leave FILE as it is."
)
@click.option("--today", type=DAY, metavar="DATE", help="Plan as if today were this day.")
@click.option("--dry-run", is_flag=True, help="Tell what would be done, and write nothing.")
@click.option("--force", is_flag=True, help="Draw an edited calendar anew; a backup is kept.")
@click.option("-v", "--verbose", is_flag=True, help="Print the parts of the plan's score too.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output for people or programs."
)
@_told
def generate(
    file: Path, output: Path | None, today: datetime | None, dry_run: bool, force: bool, verbose: bool, format_: str
) -> None:
    """Plan, and write the calendar into the workbook."""
    from calgen import terminal, verbs
    from calgen.book.problems import Refused
    from calgen.files import load

    data = load.read_bytes(file)
    with terminal.busy(_language()):
        made = verbs.generate(data, file.name, _today(today), force=force)
    if not made.stopped and not dry_run:
        try:
            _save(file, output, made)
        except Refused as refused:  # by now the workbook has told its language
            _refuse(refused, made.words, format_)
    _say(made, output or file, dry_run, format_)
    if verbose and made.plan and format_ == "text":
        terminal.score(made)
    sys.exit(PROBLEM if made.stopped else 0)


@main.command()
@click.argument("file", type=FILE)
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output for people or programs."
)
@_told
def balance(file: Path, format_: str) -> None:
    """Print the balance of the calendar as it stands, with your edits: frequency, mix, themes."""
    from calgen import terminal, verbs
    from calgen.files import load

    checked = verbs.check(load.read_bytes(file), file.name)
    if checked.stopped:
        terminal.problems(checked.problems, checked.read.words, format_)
        sys.exit(PROBLEM)
    terminal.balance(verbs.balance(checked), checked.read.words, format_)


def _save(file: Path, output: Path | None, made: Generated) -> None:
    from calgen.files import load, save

    if output and output.resolve() != file.resolve():
        before = load.read_bytes(output) if output.exists() else None
        if before != made.after:
            save.replace(output, before, made.after, today_stamp=_stamp())
    elif made.changed:
        save.replace(file, made.before, made.after, today_stamp=_stamp())


def _stamp() -> str:
    return f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"


def _say(made: Generated, file: Path, dry_run: bool, format_: str) -> None:
    from calgen import terminal

    if format_ == "json":
        summary = terminal.summary_json(made, str(file), dry_run)
        click.echo(json.dumps(summary, ensure_ascii=False, indent=2))
        return
    if made.stopped:
        terminal.problems(made.problems, made.words, format_)
        click.echo(made.words.text("cli", "stopped"), err=True)
    elif made.plan is None:
        click.echo(made.words.text("cli", "unchanged", file=str(file)))
    else:
        terminal.summary(made)
        click.echo(made.words.text("cli", "dry_run") if dry_run else made.words.text("cli", "written", file=str(file)))


if __name__ == "__main__":
    main()
