"""The command that makes the page on which a client approves posts, and the form beside it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from calgen.cli_clock import today_or
from calgen.cli_help import DATE, FILE, Command, with_ending
from calgen.cli_steps import refuse_foreign, save_own
from calgen.command_errors import command_language, exit_refused, handle_errors, tolerate_output_errors, with_path
from calgen.files.stores.address import Location
from calgen.files.stores.store import same_place, store_of

if TYPE_CHECKING:
    from calgen.share_steps import Shared

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
    file: Location,
    output: Location | None,
    first: datetime | None,
    last: datetime | None,
    platform: str,
    today: datetime | None,
    force: bool,
) -> None:
    """Make a page and a form in which a client approves posts, changes them or refuses them."""
    from calgen.book.problems import Refused
    from calgen.share.shared_posts import PostSelection
    from calgen.share_steps import share_calendar

    target = with_ending(output, ".html") if output else file.with_name(f"{file.stem}-share.html")
    asked = PostSelection(first.date() if first else today_or(today), last.date() if last else None, platform)
    try:
        made = share_calendar(store_of(file).read(), file.name, file.parent, asked, command_language())
    except Refused as refused:
        raise with_path(refused, file) from None
    workbook_form = target.with_suffix(".xlsx")
    try:
        _save(target, workbook_form, file, made, force=force)
    except Refused as refused:  # by now the workbook has told its language
        exit_refused(refused, made.words, "text")
    lines = _lines(made, target, workbook_form, file)
    with tolerate_output_errors(*lines):
        click.echo("\n".join(lines))


def _save(target: Location, workbook_form: Location, file: Location, made: Shared, *, force: bool) -> None:
    """Writes both files, or none.

    Raises Refused where a file is there that calgen did not write as it stands, such as a form that was filled in; with
    `force` only for a form in the place of another workbook, which nobody named.
    """
    from calgen.book.problems import Refused
    from calgen.share_steps import is_form

    form = store_of(workbook_form)
    if form.exists():
        is_taken = same_place(workbook_form, file) or not is_form(form.read(), workbook_form.name)
        if is_taken:
            raise Refused("share_onto_workbook", file=workbook_form.name)
    refuse_foreign(() if force else (target, workbook_form))
    for location, data in ((target, made.data), (workbook_form, made.form)):
        save_own(location, data, made.words)


def _lines(made: Shared, target: Location, workbook_form: Location, file: Location) -> list[str]:
    """What is told at the end."""
    from calgen.book.values import first_items

    named = {"file": str(target), "form": str(workbook_form), "workbook": str(file)}
    lines = [made.words.text("share", "made", n=len(made.posts), **named)]
    for key, names in (("without_text", made.without_text), ("no_picture", made.unread_pictures)):
        if names:
            lines.append(made.words.text("share", key, n=len(names), names=first_items(names, _SHOWN)))
    return lines
