"""Whether a workbook is still as the last run left it: a question that is answered before anything slow is loaded."""

from __future__ import annotations

from datetime import date

from calgen.files.read import guard, run_stamp
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.last_run import STATE
from calgen.version import __version__


def stamp_text(today: date, language: str) -> str:
    """What a run's stamp says of it."""
    return f"{__version__} {today.isoformat()} {language}"


def unchanged_language(file: OpenedWorkbook, today: date) -> str:
    """The language of a workbook that this version wrote on this day, and nobody has changed since; else empty."""
    state = file.calgen_sheets().get(STATE)
    text = run_stamp.read_stamp(file.package, state.part) if state else ""
    language = text.rpartition(" ")[2]
    return language if text and text == stamp_text(today, language) else ""


def unchanged_language_of(data: bytes, name: str, today: date) -> str:
    """The same for the bytes of a file. Raises Refused where they are no workbook."""
    return unchanged_language(guard.open_workbook(data, name), today)
