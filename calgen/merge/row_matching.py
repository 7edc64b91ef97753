"""Which row of a calendar is which row of the last run: by its id, then by its content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from calgen.calendar import CalendarRow, CalendarTab, is_as_written, normalized_id
from calgen.last_run import WrittenRow

# A row without its id is recognized where at least LEAST_EQUAL of these columns are as they were written.
IDENTIFYING_COLUMNS = {
    "social": ("platform", "date", "time", "theme"),
    "editorial": ("date", "title", "theme", "format"),
}
LEAST_EQUAL = 3
# Columns that calgen fills and a user seldom does. Where most of them differ, the row is not that of the last run: a
# user who deletes a post and types another one of its day, platform and theme has typed a new post.
_CALGENS_COLUMNS = {
    "social": ("reason", "hashtags", "account", "mission", "link"),
    "editorial": ("brief", "platforms", "draft_due", "review_due"),
}
ID_LETTERS = {"social": "P", "editorial": "S"}


@dataclass(frozen=True, slots=True)
class MatchedRows:
    """The rows of a calendar: those of the last run by id, and the user's own."""

    by_id: Mapping[str, CalendarRow]
    own: tuple[CalendarRow, ...] = ()
    originals: Mapping[int, str] = field(default_factory=dict)  # row number of a copy → id that its original keeps
    recognized: Mapping[int, str] = field(default_factory=dict)  # row number → id, of rows known by their content


def match_rows(
    tab: CalendarTab, rows: Mapping[str, WrittenRow], removed: Mapping[str, WrittenRow] | None = None
) -> MatchedRows:
    """Matches each row with an id of the last run; the others are the user's own.

    `rows` are those of the last run by id; `removed` those that the user deleted before it, which are known again by
    their id alone. Of several rows with one id, the one that is most as it was written keeps the id; of equal ones, the
    upper one.
    """
    written = {**(removed or {}), **rows}
    by_id: dict[str, CalendarRow] = {}
    unmatched: list[CalendarRow] = []
    originals: dict[int, str] = {}
    same_id: dict[str, list[CalendarRow]] = {}
    for row in tab.rows:
        if row.id in written:
            same_id.setdefault(row.id, []).append(row)
        else:
            unmatched.append(row)
    for id_, alike in same_id.items():
        first, *copies = alike if len(alike) == 1 else sorted(alike, key=lambda row: _unlikeness(row, written[id_]))
        by_id[id_] = first
        originals |= {row.number: id_ for row in copies}
        unmatched += copies
    missing = {id_: row for id_, row in rows.items() if id_ not in by_id}
    unmatched.sort(key=lambda row: row.number)
    recognized = _rows_by_content(tab.calendar, unmatched, missing, written)
    by_id |= recognized
    numbers = {row.number: id_ for id_, row in recognized.items()}
    own = tuple(row for row in unmatched if row.number not in numbers)
    return MatchedRows(by_id, own, {row: id_ for row, id_ in originals.items() if row not in numbers}, numbers)


def _unlikeness(row: CalendarRow, written: WrittenRow) -> tuple[int, int]:
    """Sorts the rows with one id: the more cells are as they were written, the smaller; then from top to bottom."""
    equal = sum(is_as_written(text, row.cell(key)) for key, text in written.items() if key != "subject")
    return (-equal, row.number)


def _rows_by_content(
    calendar: str,
    unmatched: Iterable[CalendarRow],
    missing: Mapping[str, WrittenRow],
    written: Mapping[str, WrittenRow],
) -> dict[str, CalendarRow]:
    """The rows that are most like a row of the last run that is missing, by its id.

    A copy of a row is recognized as another one only if it is more like that one than like its original.
    """
    found: dict[str, CalendarRow] = {}
    for row in unmatched:
        scores = sorted(
            (-_likeness(calendar, row, other), id_)
            for id_, other in missing.items()
            if id_ not in found and _is_calgens(calendar, row, other)
        )
        original = _likeness(calendar, row, written[row.id]) if row.id in written else 0
        if scores and -scores[0][0] >= max(LEAST_EQUAL, original + 1):
            found[scores[0][1]] = row
    return found


def _is_calgens(calendar: str, row: CalendarRow, written: WrittenRow) -> bool:
    """Whether at least half of the columns that calgen alone fills are as they were written; deleted ones aside."""
    keys = [key for key in _CALGENS_COLUMNS[calendar] if written.get(key) and key in row.columns]
    return 2 * sum(is_as_written(written[key], row.cell(key)) for key in keys) >= len(keys)


def _likeness(calendar: str, row: CalendarRow, written: WrittenRow) -> int:
    """How like a row of the last run is; from LEAST_EQUAL on they may be the same.

    Of a row that the user typed, calgen remembers its own cells alone: all of these must be as they were.
    """
    ours = [key for key in _CALGENS_COLUMNS[calendar] if written.get(key) and key in row.columns]
    is_typed = sum(bool(written.get(key)) for key in IDENTIFYING_COLUMNS[calendar]) < LEAST_EQUAL
    if not (is_typed and len(ours) >= LEAST_EQUAL and all(is_as_written(written[key], row.cell(key)) for key in ours)):
        return _count_equal(calendar, row, written)
    texts = {key: text for key, text in written.items() if text and key in row.columns}
    equal = sum(is_as_written(text, row.cell(key)) for key, text in texts.items())
    return LEAST_EQUAL + equal


def _count_equal(calendar: str, row: CalendarRow, written: WrittenRow) -> int:
    """How many of the identifying cells are as they were written; empty ones do not count."""
    keys = IDENTIFYING_COLUMNS[calendar]
    return sum(bool(written.get(key)) and is_as_written(written[key], row.cell(key)) for key in keys)


def is_valid_id(calendar: str, id_: str) -> bool:
    """Whether a text has the form of the calendar's ids."""
    return bool(re.fullmatch(rf"{ID_LETTERS[calendar]}\d+", normalized_id(id_)))


def id_number(id_: str) -> int:
    """The number of an id; 0 where it has none."""
    return int(id_[1:]) if id_[1:].isdigit() else 0


def next_number(start: int, ids: Iterable[str]) -> int:
    """The number of the next new id: above `start` and above all ids that are given."""
    return max([start, *(id_number(id_) + 1 for id_ in ids)])
