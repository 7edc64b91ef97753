"""How a command ends: the codes, a refusal in the reader's language, a signal, a bug of ours with its report."""

from __future__ import annotations

import os
import platform
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from typing import TYPE_CHECKING, Any

from calgen.version import __version__

if TYPE_CHECKING:
    from calgen.book.problems import Refused
    from calgen.book.words import Words

PROBLEM, BUSY, PENDING, BUG, SIGNAL = 1, 4, 5, 70, 128
_BUSY = {"file_open", "file_busy", "file_held", "file_held_kept", "file_changed"}
# refusals of a disk, not of a workbook: it can be read, and tells which language to speak
_ON_DISK = _BUSY | {"file_read_only", "file_linked_twice", "folder_read_only", "disk_full", "cannot_write", "no_backup"}


class Stopped(KeyboardInterrupt):
    """Somebody asked the program to end: what is half done is taken away on the way out."""

    def __init__(self, number: int = signal.SIGINT) -> None:
        super().__init__(number)
        self.code = SIGNAL + number


def language(asked: str | None = None) -> str:
    """The language to speak before a workbook has told its own: as asked, else the system's."""
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return asked or ("fr" if system.lower().startswith("fr") else "en")


def told(command: Callable[..., None]) -> Callable[..., None]:
    """Refusals, signals and bugs each become one clear message and an exit code."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        from calgen.book.problems import Refused
        from calgen.book.words import words

        _listen()
        try:
            command(*args, **kwargs)
        except Refused as refused:
            refuse(refused, _spoken(refused, kwargs), kwargs.get("format_", "text"))
        except KeyboardInterrupt as stop:
            _say(words(language(kwargs.get("lang"))).text("cli", "interrupted"))
            sys.exit(stop.code if isinstance(stop, Stopped) else SIGNAL + signal.SIGINT)
        except Exception as error:
            if hasattr(error, "exit_code"):  # a mistake in the words of the command: click's to tell
                raise
            _bug(words(language(kwargs.get("lang"))))

    return run


def refuse(refused: Refused, spoken: Words, format_: str) -> None:
    """Tells why a file cannot be taken or written, and ends."""
    from calgen.terminal import problems

    with heard():
        problems((refused.problem,), spoken, format_)
    sys.exit(BUSY if refused.problem.code in _BUSY else PROBLEM)


@contextmanager
def heard(*said: str) -> Iterator[None]:
    """Telling what was done: where nobody reads any more, or no disk takes it, the work is done all the same.

    `said` is then told where errors are told, which is the last place that is left.
    """
    try:
        yield
        sys.stdout.flush()
    except OSError:
        for text in said:
            _say(text)
        with suppress(OSError, ValueError):  # what is left to print would fail again at the end of the program
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _spoken(refused: Refused, kwargs: dict[str, Any]) -> Words:
    """The workbook's language where it can be read, else the one of the system."""
    from calgen import api
    from calgen.book.words import words

    file, system = kwargs.get("file"), language(kwargs.get("lang"))
    if refused.problem.code in _ON_DISK and file and not kwargs.get("lang"):
        with suppress(OSError):
            return api.spoken(file.read_bytes(), file.name, system)
    return words(system)


def _listen() -> None:
    """A request to end, whoever makes it, is answered like Ctrl+C: by cleaning up first."""

    def stop(number: int, _: object) -> None:
        raise Stopped(number)

    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        try:
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, stop)
        except ValueError:  # only a program's first thread may listen
            return


def _bug(spoken: Words) -> None:
    """A fault of ours: what happened is written where it can be found, and not in the reader's way."""
    report = f"calgen {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
    report += traceback.format_exc()
    try:
        handle, place = tempfile.mkstemp(prefix="calgen-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(report)
    except OSError:
        place = ""
    _say(spoken.text("cli", "bug", report=place) if place else spoken.text("cli", "bug_untold", report=report))
    sys.exit(BUG)


def _say(text: str) -> None:
    with suppress(OSError, ValueError):
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
