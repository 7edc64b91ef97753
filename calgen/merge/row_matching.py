"""Which row of a calendar is which line of the last run: by its id, then by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from calgen.calendar import Line, Row, Standing, as_written, normal

# of these, so many as they were written make a row without its id that line again
TRAITS = {"social": ("platform", "date", "time", "theme"), "editorial": ("date", "title", "theme", "format")}
ENOUGH = 3
LETTERS = {"social": "P", "editorial": "S"}


@dataclass(frozen=True, slots=True)
class Matched:
    """The lines of a calendar by id; the rows that are the user's own; of a copied row, the id of its twin."""

    lines: Mapping[str, Line]
    own: tuple[Line, ...] = ()
    twins: Mapping[int, str] = field(default_factory=dict)  # row of a copy → the id that its twin kept
    found: Mapping[int, str] = field(default_factory=dict)  # row whose id was gone → the id known by its content


def match(standing: Standing, written: Mapping[str, Row]) -> Matched:
    """Each row as the line of an id, or as the user's own.

    Of two rows with one id, the one most like what was written keeps it; of two alike, the upper one.
    """
    lines: dict[str, Line] = {}
    loose: list[Line] = []
    twins: dict[int, str] = {}
    by_id: dict[str, list[Line]] = {}
    for line in standing.lines:
        if line.id in written:
            by_id.setdefault(line.id, []).append(line)
        else:
            loose.append(line)
    for id_, rows in by_id.items():
        first, *others = sorted(rows, key=lambda line: (-_likeness(line, written[id_]), line.row))
        lines[id_] = first
        twins |= {line.row: id_ for line in others}
        loose += others
    free = {id_: row for id_, row in written.items() if id_ not in lines}
    twin_of = {line.row: written[line.id] for line in loose if line.id in written}
    found = _by_content(standing.calendar, sorted(loose, key=lambda line: line.row), free, twin_of)
    lines |= found
    rows_found = {line.row: id_ for id_, line in found.items()}
    own = tuple(line for line in sorted(loose, key=lambda line: line.row) if line.row not in rows_found)
    return Matched(lines, own, {row: id_ for row, id_ in twins.items() if row not in rows_found}, rows_found)


def _likeness(line: Line, row: Row) -> int:
    """How many cells of a line are as they were written."""
    return sum(as_written(wrote, line.cell(key)) for key, wrote in row.items() if key != "subject")


def _by_content(
    calendar: str, loose: Iterable[Line], free: Mapping[str, Row], twins: Mapping[int, Row]
) -> dict[str, Line]:
    """The rows that stand for a missing line: enough of its traits are as they were, and of none other so many.

    A copy is first of all one: it stands for another line only if it is more like that than like its twin.
    """
    found: dict[str, Line] = {}
    for line in loose:
        scores = sorted(((-_traits(calendar, line, row), id_) for id_, row in free.items() if id_ not in found))
        twin = _traits(calendar, line, twins[line.row]) if line.row in twins else 0
        if scores and -scores[0][0] >= max(ENOUGH, twin + 1):
            found[scores[0][1]] = line
    return found


def _traits(calendar: str, line: Line, row: Row) -> int:
    keys = TRAITS[calendar]
    return sum(bool(row.get(key)) and as_written(row.get(key, ""), line.cell(key)) for key in keys)


def valid(calendar: str, id_: str) -> bool:
    """Whether an id is one of calgen's."""
    return bool(re.fullmatch(rf"{LETTERS[calendar]}\d+", normal(id_)))


def number(id_: str) -> int:
    """The number of an id."""
    return int(id_[1:]) if id_[1:].isdigit() else 0


def next_number(start: int, ids: Iterable[str]) -> int:
    """The next number ever: beyond all that were given, and all that stand somewhere."""
    return max([start, *(number(id_) + 1 for id_ in ids)])
