"""A calendar as somebody else's file: one module per format, all of them in `FORMATS`.

A format gets the posts as they stand in the workbook, with the user's edits, and returns the bytes of one file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from calgen.book.problems import Refused
from calgen.export import json_calendar
from calgen.export.calendar_posts import ExportedCalendar


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format: the word after `--to`, the ending of its files, and the function that writes one."""

    key: str
    ending: str
    write: Callable[[ExportedCalendar], bytes]


FORMATS: tuple[FileFormat, ...] = (FileFormat("json", ".json", json_calendar.write),)


def file_format(key: str) -> FileFormat:
    """The format of a key. Raises Refused where there is none."""
    known = {found.key: found for found in FORMATS}
    if key not in known:
        raise Refused("format_unknown", name=key, names=tuple(known))
    return known[key]
