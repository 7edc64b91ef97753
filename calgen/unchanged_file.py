"""Whether a workbook is still as the last run left it: a question that is answered before anything slow is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from calgen.files.read import guard, run_stamp
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.last_run import STATE
from calgen.version import __version__

_WITH_USER_CELLS = "typed"  # ends the text of the stamp where the tabs that are drawn anew hold cells of the user's


@dataclass(frozen=True, slots=True)
class RunStamp:
    """What a valid stamp says: nobody has changed the file since this run."""

    version: str
    day: str
    language: str
    has_user_cells: bool  # on the tabs that are drawn anew


def stamp_text(today: date, language: str, *, has_user_cells: bool = False) -> str:
    """What a run's stamp says of it."""
    text = f"{__version__} {today.isoformat()} {language}"
    return f"{text} {_WITH_USER_CELLS}" if has_user_cells else text


def read_run_stamp(file: OpenedWorkbook) -> RunStamp | None:
    """The stamp of the last run; None where the file has none, or was changed since."""
    state = file.calgen_sheets().get(STATE)
    text = run_stamp.read_stamp(file.package, state.part) if state else ""
    version, day, language, more, *_ = *text.split(" "), "", "", "", ""
    return RunStamp(version, day, language, more == _WITH_USER_CELLS) if text else None


def unchanged_language(stamp: RunStamp | None, today: date) -> str:
    """The language of a workbook that this version wrote on this day, and nobody has changed since; else empty."""
    is_same_run = stamp is not None and (stamp.version, stamp.day) == (__version__, today.isoformat())
    return stamp.language if stamp and is_same_run else ""


def unchanged_language_of(data: bytes, name: str, today: date) -> str:
    """The same for the bytes of a file. Raises Refused where they are no workbook."""
    return unchanged_language(read_run_stamp(guard.open_workbook(data, name)), today)
