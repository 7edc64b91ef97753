"""The command that serves the browser page on this computer."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from calgen.cli_help import FILE, NUMBER, Command, WrongCall
from calgen.command_errors import command_language, handle_errors, tolerate_output_errors

# where page/build puts it, in a checkout, and where somebody may have put it
_PLACES = (Path("page.zip"), Path("page", "page.zip"))


@click.command(cls=Command)
@click.option("--from", "place", type=FILE, metavar="page_zip")
@click.option("--port", type=NUMBER, metavar="number")
@click.option("--no-open", is_flag=True)
@handle_errors
def page(place: Path | None, port: int | None, no_open: bool) -> None:
    """Serve the browser page on this computer, and open it; it runs until it is interrupted."""
    import webbrowser

    from calgen.book.words import load_words
    from calgen.page_server import page_address, page_server, read_page

    words = load_words(command_language())
    place = place or next((path for path in _PLACES if path.is_file()), _PLACES[0])
    try:
        files = read_page(place)
    except OSError:
        raise _wrong(words.text("page", "command", "missing", file=str(place))) from None
    except ValueError:
        raise _wrong(words.text("page", "command", "foreign", file=str(place))) from None
    try:
        server = page_server(files, port or 0)
    except (OSError, OverflowError):
        raise _wrong(words.text("page", "command", "port", port=str(port))) from None
    with server:
        serving = words.text("page", "command", "serving", address=page_address(server))
        with tolerate_output_errors(serving):
            click.echo(serving)
        if not no_open:
            webbrowser.open(page_address(server))
        with contextlib.suppress(KeyboardInterrupt):  # the way to end it
            server.serve_forever()


def _wrong(said: str) -> WrongCall:
    return WrongCall(said, click.get_current_context())
