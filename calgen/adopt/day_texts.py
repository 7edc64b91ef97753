"""What stands with a day in one cell: the end of a range, as Notion exports it, and the zone of its hour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from calgen.adopt.regions import PlacedCell

_ARROW = re.compile(r"\s*(?:→|⟶|->)\s*")
_ZONE = re.compile(r"\s*\((?:GMT|UTC)[^)]*\)|\s+(?:[ECMP][SD]?T|CES?T|BST)$")


def day_or_hour(cell: PlacedCell) -> PlacedCell:
    """The cell with the beginning of its range alone, and no zone; others as they are.

    `January 5, 2027 → January 9, 2027`, `January 5, 2027 6:00 PM (GMT+1)`, `10:00 AM EST`.
    """
    text = cell.cell.value
    if not isinstance(text, str) or not (_ARROW.search(text) or _ZONE.search(text)):
        return cell
    return replace(cell, cell=replace(cell.cell, value=_ZONE.sub("", _ARROW.split(text)[0])))


def last_day(cell: PlacedCell) -> PlacedCell | None:
    """The cell with the end of its range alone; `None` where it is no range."""
    text = cell.cell.value
    ends = _ARROW.split(text) if isinstance(text, str) else []
    return replace(cell, cell=replace(cell.cell, value=_ZONE.sub("", ends[-1]))) if len(ends) > 1 else None


def texts_beside(cell: PlacedCell) -> Iterator[tuple[str, str]]:
    """What of a cell its first day does not say, and the key of the reason for which it is left."""
    if end := last_day(cell):
        yield end.text, "range_end"
    first = _ARROW.split(cell.text)[0]
    yield from ((found.strip(" ()"), "zone") for found in _ZONE.findall(first))
