"""How a command ends: exit codes, refusals in the reader's language, signals, and a report of a fault in calgen."""

from __future__ import annotations

import os
import platform
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from enum import IntEnum
from functools import wraps
from typing import TYPE_CHECKING, Any, NoReturn

from calgen.system_language import system_language
from calgen.version import __version__

if TYPE_CHECKING:

    from calgen.book.problems import Refused
    from calgen.book.words import Words
    from calgen.files.stores.address import Location


class ExitCode(IntEnum):
    """Exit codes of the command; 2 is click's, for a wrong call."""

    DONE = 0
    PROBLEM = 1  # in the workbook
    SOME = 3  # of many files did not go through
    BUSY = 4  # the file is open elsewhere, locked, or was changed meanwhile
    PENDING = 5  # `--dry-run --exit-code`: something would change
    BUG = 70  # EX_SOFTWARE of sysexits.h
    SIGNAL = 128  # plus the number of the signal, as shells count


_OF_THE_PATH = frozenset({"no_calendar", "heading_not_followed"})  # problems whose cure is a command for the file
_BUSY_PROBLEMS = {"file_open", "file_busy", "file_held", "file_held_kept", "file_changed", "store_busy"}
# a store that answers nothing, or not to this person: what is read of it would fail again
UNREAD_STORE = {
    "cloud_missing", "store_no_credentials", "store_credentials", "store_region", "bucket_absent", "store_unreachable",
    "store_busy",
}
# problems that leave the workbook readable: it says which language its reader speaks
_DISK_PROBLEMS = (_BUSY_PROBLEMS - UNREAD_STORE) | {
    "file_read_only", "file_linked_twice", "folder_read_only", "disk_full", "cannot_write", "no_backup", "no_version",
    "no_calendar",
    "tab_title_taken", "tab_title_illegal", "name_taken", "too_many_formats", "rows_held_together", "no_room_for_rows",
    "set_unread", "set_tab_unknown", "set_output_tab", "set_cell_unread", "set_outside", "set_no_setting",
    "set_setting_absent", "store_unconditional", "store_unversioned", "no_stored_version",
}  # fmt: skip


class SignalInterrupt(KeyboardInterrupt):
    """A signal that asks the program to end, raised like Ctrl+C so that temporary files are removed on the way out."""

    def __init__(self, number: int = signal.SIGINT) -> None:
        super().__init__(number)
        self.exit_code = ExitCode.SIGNAL + number


def command_language(asked: str | None = None) -> str:
    """Code of the language to use before a workbook is read: the one asked for, else the system's."""
    return asked or system_language(os.environ)


def handle_errors(command: Callable[..., None]) -> Callable[..., None]:
    """Decorates a command: refusals, signals and faults each become one message and an exit code."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        from calgen.book.problems import Refused
        from calgen.book.words import load_words

        _handle_signals()
        try:
            command(*args, **kwargs)
        except Refused as refused:
            exit_refused(refused, _refusal_words(refused, kwargs), kwargs.get("format_", "text"))
        except KeyboardInterrupt as interrupt:
            _print_error(load_words(command_language(kwargs.get("lang"))).text("cli", "interrupted"))
            sys.exit(interrupt.exit_code if isinstance(interrupt, SignalInterrupt) else ExitCode.SIGNAL + signal.SIGINT)
        except Exception as error:
            if hasattr(error, "exit_code"):  # a wrong call, which click explains
                raise
            _exit_with_report(error, kwargs)

    return run


def with_path(refused: Refused, file: Location) -> Refused:
    """A refusal whose cure is a command to paste, with the path of the file as it was given."""
    return type(refused).joined([
        replace(problem, values={**problem.values, "path": str(file)}) if problem.code in _OF_THE_PATH else problem
        for problem in refused.problems
    ])  # fmt: skip


def exit_refused(refused: Refused, reader: Words, format_: str) -> NoReturn:
    """Prints why a file cannot be read or written, in the reader's language, and ends the command."""
    from calgen.terminal import print_problems

    with tolerate_output_errors():
        print_problems(refused.problems, reader, format_)
    sys.exit(ExitCode.BUSY if refused.problem.code in _BUSY_PROBLEMS else ExitCode.PROBLEM)


@contextmanager
def tolerate_output_errors(*result: str) -> Iterator[None]:
    """Ignores a closed pipe or a full disk behind standard output: the work is done all the same.

    The lines of `result` are then printed to standard error instead.
    """
    try:
        yield
        sys.stdout.flush()
    except OSError:
        for line in result:
            _print_error(line)
        with suppress(OSError, ValueError):  # Python flushes standard output at its end, and would fail again
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refusal_words(refused: Refused, kwargs: dict[str, Any]) -> Words:
    """The words in the workbook's language where it can be read, else in the system's."""
    from calgen.book.words import load_words

    if refused.problem.code in _DISK_PROBLEMS:
        return words_of_workbook(kwargs.get("file"), kwargs.get("lang"))
    return load_words(command_language(kwargs.get("lang")))


def words_of_workbook(file: Location | None, asked: str | None = None) -> Words:
    """The words in the language asked for, else in that of the workbook, else in the system's."""
    from calgen import api
    from calgen.book.problems import Refused
    from calgen.book.words import load_words
    from calgen.files.stores.store import store_of

    system = command_language(asked)
    if file and not asked:
        with suppress(OSError, Refused):
            return api.workbook_words(store_of(file).read(), file.name, system)
    return load_words(system)


def _handle_signals() -> None:
    """Makes requests to end the program raise SignalInterrupt; leaves signals alone that are ignored or handled."""

    def interrupt(number: int, _: object) -> NoReturn:
        raise SignalInterrupt(number)

    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        try:
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, interrupt)
        except ValueError:  # only the main thread may set a handler
            return


def _exit_with_report(error: Exception, kwargs: dict[str, Any]) -> NoReturn:
    """Writes the traceback of the present exception into a file, prints where it is, and ends the command."""
    from calgen.book.words import load_words

    report = f"calgen {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
    report += traceback.format_exc()
    try:
        handle, path = tempfile.mkstemp(prefix="calgen-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(report)
    except OSError:
        path = ""
    unsound, reader = _place_of_unsound(error), load_words(command_language(kwargs.get("lang")))
    with suppress(Exception):  # what fails may be the reading of the workbook
        reader = words_of_workbook(kwargs.get("file"), kwargs.get("lang"))
    if unsound:
        _print_error(reader.text("cli", "unsound", place=unsound))
    elif place := _place_at_work(error):
        _print_error(reader.text("cli", "bug_at", place=place))
    _print_error(reader.text("cli", "bug", report=path) if path else reader.text("cli", "bug_untold", report=report))
    sys.exit(ExitCode.BUG)


def _place_of_unsound(error: Exception) -> str:
    """The first place that a run would have left unsound; empty where another fault stopped it."""
    from calgen.book.problems import Place
    from calgen.files.save.verify import VerificationError

    found = error.found if isinstance(error, VerificationError) else ()
    return str(Place(found[0].title or found[0].part, found[0].cell)) if found else ""


def _place_at_work(error: Exception) -> str:
    """The row of the workbook that the innermost function had at hand when it failed; empty where none had one."""
    from calgen.book.columns import Source
    from calgen.book.problems import Place

    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    for frame in reversed(frames):
        for value in reversed([*frame.f_locals.values()]):
            source = getattr(value, "source", None)
            place = source.place() if isinstance(source, Source) else value
            if isinstance(place, Place) and place.tab:
                return str(place)
    return ""


def _print_error(text: str) -> None:
    """Prints to standard error; ignores a closed one."""
    with suppress(OSError, ValueError):
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
