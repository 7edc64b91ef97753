"""The command that keeps some days free of posts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from calgen.cli_clock import today_or
from calgen.cli_edited import run_and_save
from calgen.cli_help import DATE, FILE, OUTPUT_FORMAT, Command
from calgen.command_errors import handle_errors
from calgen.files.stores.address import Location

if TYPE_CHECKING:
    from calgen.edited_run import EditedRun


@click.command(cls=Command)
@click.argument("file", type=FILE)
@click.argument("first_day")
@click.argument("last_day")
@click.option("--except", "excepted", metavar="category", default="")
@click.option("--platform", metavar="platform", default="")
@click.option("--name", metavar="sample", default="")
@click.option("--today", type=DATE, metavar="date")
@click.option("--dry-run", is_flag=True)
@click.option("--format", "format_", type=OUTPUT_FORMAT, default="text")
@handle_errors
def pause(
    file: Location,
    first_day: str,
    last_day: str,
    excepted: str,
    platform: str,
    name: str,
    today: datetime | None,
    dry_run: bool,
    format_: str,
) -> None:
    """Keep some days free of posts: a quiet row of key dates is written, and the calendar planned again."""

    def steps(data: bytes, language: str) -> EditedRun:
        from calgen.pause_steps import PauseRequest
        from calgen.pause_steps import pause as pause_posts

        request = PauseRequest(first_day, last_day, excepted, platform, name)
        return pause_posts(data, file.name, request, today_or(today), language)

    run_and_save(file, steps, "pause", today_or(today), dry_run=dry_run, format_=format_)
