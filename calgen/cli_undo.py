"""The command that walks back over the changes of a workbook."""

from __future__ import annotations

import click

from calgen.cli_clock import timestamp
from calgen.cli_help import FILE, NUMBER, Command, wrong_call
from calgen.command_errors import command_language, handle_errors, tolerate_output_errors, words_of_workbook
from calgen.files.stores.address import Location
from calgen.files.stores.store import store_of

_KILOBYTE = 1024


@click.command(cls=Command)
@click.argument("file", type=FILE)
@click.option("--list", "is_list", is_flag=True)
@click.option("--to", "number", type=NUMBER, metavar="number")
@handle_errors
def undo(file: Location, is_list: bool, number: int | None) -> None:
    """Bring back an earlier version: that before the last change, or the one of a number; a second time undoes it."""
    from calgen import api

    if is_list:
        if number is not None:
            raise wrong_call("list_alone")
        _print_versions(file)
        return
    restored = store_of(file).undo(number or 1, timestamp=timestamp())
    words, when = api.workbook_words(restored.data, file.name, command_language()), restored.replaced_at
    said = "redone" if restored.is_newer else "undone"
    back = words.text("cli", said, file=str(file), day=when.date(), time=when.time())
    with tolerate_output_errors(back):
        click.echo(back)


def _print_versions(file: Location) -> None:
    words = words_of_workbook(file)
    with tolerate_output_errors():
        for version in store_of(file).earlier_versions():
            when, size = version.replaced_at, -(-version.size // _KILOBYTE)
            values = {"number": version.number, "day": when.date(), "time": when.time(), "size": size}
            click.echo(words.text("cli", "version_line", **values))
        click.echo(words.text("cli", "version_end", file=str(file)))
