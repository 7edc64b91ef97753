"""The steps that commands share: locking the file to be written, planning with a sign of life, saving."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from calgen.cli_clock import timestamp
from calgen.command_errors import UNREAD_STORE, command_language, exit_refused
from calgen.files.stores.address import Location
from calgen.files.stores.store import Store, same_place, store_of

if TYPE_CHECKING:
    from calgen.api import Generated
    from calgen.book.words import Words
    from calgen.what_if import WhatIf


def lock_file(stack: contextlib.ExitStack, target: Store, source: Store, today: date) -> None:
    """Locks the file to be written; a refusal tells with it all that is in the way in the workbook of `source`."""
    from calgen.book.problems import Refused, Severity

    try:
        stack.enter_context(target.lock())
    except Refused as refused:
        if refused.problem.code in UNREAD_STORE:
            raise
        from calgen import api

        found = refused.problems
        with contextlib.suppress(Refused):
            data, name = source.read(), source.location.name
            problems = api.diagnose(data, name, today, language=command_language()).problems
            found = (*found, *(problem for problem in problems if problem.severity is Severity.ERROR))
        raise Refused.joined(found) from refused


def generated(data: bytes, name: str, today: date, *, force: bool = False) -> Generated:
    """What a run makes of a workbook, while the terminal shows that it is at work."""
    from calgen import api, terminal  # the planner is slow to load
    from calgen.book.words import load_words

    language = command_language()
    with terminal.show_progress(load_words(language)):
        return api.generate(data, name, today, force=force, language=language)


def tried(file: Location, today: date, asked: Sequence[str], *, force: bool) -> WhatIf:
    """What a run would say with other values in some cells, while the terminal shows that it is at work."""
    from calgen import terminal
    from calgen.book.words import load_words
    from calgen.what_if import what_if

    data, language = store_of(file).read(), command_language()
    with terminal.show_progress(load_words(language)):
        return what_if(data, file.name, today, asked, force=force, language=language)


def replace_file(
    store: Store, before: bytes | None, after: bytes, words: Words, *, is_own: bool = False
) -> None:
    """Writes a file in the place of what was read of it; tells where there is no way back. Raises Refused.

    `is_own`: a later command may replace it, unless somebody has changed it meanwhile.
    """
    store.replace(before, after, timestamp=timestamp(), is_own=is_own)
    if not store.has_way_back():
        click.echo(words.text("cli", "no_way_back", file=str(store.location)), err=True)


def save_or_refuse(target: Store, made: Generated, read: bytes | None, format_: str) -> None:
    """Saves what was made; a refusal is told in the language of the workbook, which is known by now."""
    from calgen.book.problems import Refused

    try:
        _save(target, made, read)
    except Refused as refused:
        exit_refused(refused, made.words, format_)


def _save(target: Store, made: Generated, read: bytes | None) -> None:
    """Puts what was made in its place; `read` is what was read from there, None if it was read elsewhere."""
    before = read if read is not None else target.read() if target.exists() else None
    if before != made.after:
        replace_file(target, before, made.after, made.words)


def save_new(target: Location, data: bytes, words: Words, *, force: bool) -> None:
    """Writes a file that is not there yet; with `force`, one that is there is replaced, with a backup."""
    from calgen.book.problems import Refused

    store = store_of(target)
    with store.lock():
        is_there = store.exists()
        if is_there and not force:
            raise Refused("file_exists", file=target.name)
        replace_file(store, store.read() if is_there else None, data, words)


def stores_of(file: Location, target: Location) -> tuple[Store, Store]:
    """The stores of what is read and of what is written: one where both are the same file."""
    source = store_of(file)
    return source, source if same_place(file, target) else store_of(target)


def make_folder(folder: Path) -> None:
    """Makes the folder of what is written, where there is none; not those above it, which may be typed wrongly.

    Raises Refused.
    """
    from calgen.book.problems import Refused

    above = folder.absolute().parent
    try:
        folder.mkdir(exist_ok=True)
    except FileNotFoundError:
        raise Refused("folder_missing", folder=str(above)) from None
    except PermissionError:
        raise Refused("folder_read_only", file=folder.name, folder=str(above)) from None
    except OSError:
        raise Refused("cannot_write", file=folder.name, folder=str(above)) from None


def refuse_foreign(targets: Iterable[Location]) -> None:
    """Raises Refused for the files that are there and that calgen did not write as they stand."""
    from calgen.book.problems import Problem, Refused

    found = [target for target in targets if (store := store_of(target)).exists() and not store.is_own()]
    if found:
        raise Refused.joined([Problem("file_foreign", values={"file": target.name}) for target in found])


def save_own(target: Location, data: bytes, words: Words) -> None:
    """Writes a file in the place of any that is there, with a backup of that, and remembers that it is calgen's."""
    store = store_of(target)
    with store.lock():
        before = store.read() if store.exists() else None
        replace_file(store, before, data, words, is_own=True)
