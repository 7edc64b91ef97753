"""The command that makes the page on which a client approves posts."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from calgen.cli_clock import timestamp, today_or
from calgen.cli_help import DATE, FILE, Command, with_ending
from calgen.cli_steps import save_new
from calgen.command_errors import command_language, exit_refused, handle_errors, tolerate_output_errors, with_path

_SHOWN = 8  # ids or names in a line


@click.command(cls=Command)
@click.argument("file", type=FILE)
@click.option("-o", "--output", type=FILE, metavar="output")
@click.option("--from", "first", type=DATE, metavar="date")
@click.option("--until", "last", type=DATE, metavar="date")
@click.option("--platform", metavar="platform", default="")
@click.option("--today", type=DATE, metavar="date")
@click.option("--force", is_flag=True)
@handle_errors
def share(
    file: Path,
    output: Path | None,
    first: datetime | None,
    last: datetime | None,
    platform: str,
    today: datetime | None,
    force: bool,
) -> None:
    """Make a page on which a client approves posts, changes them or refuses them."""
    from calgen.book.problems import Refused
    from calgen.book.values import first_items
    from calgen.files.read import load
    from calgen.share.shared_posts import PostSelection
    from calgen.share_steps import share_calendar

    target = with_ending(output, ".html") if output else file.with_name(f"{file.stem}-share.html")
    asked = PostSelection(first.date() if first else today_or(today), last.date() if last else None, platform)
    try:
        made = share_calendar(load.read_bytes(file), file.name, file.absolute().parent, asked, command_language())
    except Refused as refused:
        raise with_path(refused, file) from None
    try:
        save_new(target, made.data, force=force, timestamp=timestamp())
    except Refused as refused:  # by now the workbook has told its language
        exit_refused(refused, made.words, "text")
    lines = [made.words.text("share", "made", n=len(made.posts), file=str(target), workbook=str(file))]
    for key, names in (("without_text", made.without_text), ("no_picture", made.unread_pictures)):
        if names:
            lines.append(made.words.text("share", key, n=len(names), names=first_items(names, _SHOWN)))
    with tolerate_output_errors(*lines):
        click.echo("\n".join(lines))
