"""The steps that commands share: locking the file to be written, planning with a sign of life, saving."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from calgen.command_errors import command_language, exit_refused

if TYPE_CHECKING:
    from calgen.api import Generated
    from calgen.what_if import WhatIf


def lock_file(stack: contextlib.ExitStack, target: Path, file: Path, today: date) -> None:
    """Locks the file to be written; a refusal tells with it all that is in the way in the workbook `file`."""
    from calgen.book.problems import Refused, Severity
    from calgen.files.save import save

    try:
        stack.enter_context(save.lock_workbook(target))
    except Refused as refused:
        from calgen import api
        from calgen.files.read import load

        found = refused.problems
        with contextlib.suppress(Refused):
            problems = api.diagnose(load.read_bytes(file), file.name, today, language=command_language()).problems
            found = (*found, *(problem for problem in problems if problem.severity is Severity.ERROR))
        raise Refused.joined(found) from refused


def generated(data: bytes, name: str, today: date, *, force: bool = False) -> Generated:
    """What a run makes of a workbook, while the terminal shows that it is at work."""
    from calgen import api, terminal  # the planner is slow to load
    from calgen.book.words import load_words

    language = command_language()
    with terminal.show_progress(load_words(language)):
        return api.generate(data, name, today, force=force, language=language)


def tried(file: Path, today: date, asked: Sequence[str], *, force: bool) -> WhatIf:
    """What a run would say with other values in some cells, while the terminal shows that it is at work."""
    from calgen import terminal
    from calgen.book.words import load_words
    from calgen.files.read import load
    from calgen.what_if import what_if

    data, language = load.read_bytes(file), command_language()
    with terminal.show_progress(load_words(language)):
        return what_if(data, file.name, today, asked, force=force, language=language)


def save_or_refuse(target: Path, made: Generated, read: bytes | None, format_: str, timestamp: str) -> None:
    """Saves what was made; a refusal is told in the language of the workbook, which is known by now."""
    from calgen.book.problems import Refused

    try:
        _save(target, made, read, timestamp)
    except Refused as refused:
        exit_refused(refused, made.words, format_)


def _save(target: Path, made: Generated, read: bytes | None, timestamp: str) -> None:
    """Puts what was made in its place; `read` is what was read from there, None if it was read elsewhere."""
    from calgen.files.read import load
    from calgen.files.save import save

    before = read if read is not None else load.read_bytes(target) if target.exists() else None
    if before != made.after:
        save.replace_workbook(target, before, made.after, timestamp=timestamp)


def save_new(target: Path, data: bytes, *, force: bool, timestamp: str) -> None:
    """Writes a file that is not there yet; with `force`, one that is there is replaced, with a backup."""
    from calgen.book.problems import Refused
    from calgen.files.read import load
    from calgen.files.save import save

    with save.lock_workbook(target):
        if target.exists() and not force:
            raise Refused("file_exists", file=target.name)
        before = load.read_bytes(target) if target.exists() else None
        save.replace_workbook(target, before, data, timestamp=timestamp)


def refuse_foreign(targets: Iterable[Path]) -> None:
    """Raises Refused for the files that are there and that calgen did not write as they stand."""
    from calgen.book.problems import Problem, Refused
    from calgen.files.save.written_files import is_own

    found = [target for target in targets if target.exists() and not is_own(target)]
    if found:
        raise Refused.joined([Problem("file_foreign", values={"file": target.name}) for target in found])


def save_own(target: Path, data: bytes, *, timestamp: str) -> None:
    """Writes a file in the place of any that is there, with a backup of that, and remembers that it is calgen's."""
    from calgen.files.read import load
    from calgen.files.save import save, written_files

    with save.lock_workbook(target):
        before = load.read_bytes(target) if target.exists() else None
        save.replace_workbook(target, before, data, timestamp=timestamp)
    written_files.remember(target, data)
