"""Bars with their names on a strip of weeks: in as few lanes as keep names and bars apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from calgen.view.month.bands import Band
from calgen.view.text_width import fit_text, text_width

NAME_SIZE = 8.0
_MARGIN = 5.0  # points between a name and what follows it


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar over the weeks `first` to `last` of a strip, from 0; its name begins or ends in the week `at`."""

    first: int
    last: int
    name: str
    at: int
    is_before: bool = False  # the name ends before the bar, for lack of room behind its beginning

    def taken(self, week_width: float) -> tuple[int, int]:
        """The first and the last week that the bar and its name take; `week_width` in points."""
        weeks = ceil((text_width(self.name, NAME_SIZE, bold=True) + _MARGIN) / week_width)
        if self.is_before:
            return self.first - weeks, self.last
        return self.first, max(self.last, self.first + weeks - 1)


def lanes_of(bands: Iterable[Band], mondays: Sequence[date], columns: int, week_width: float) -> list[list[Bar]]:
    """The lanes of the bars of bands on a strip of weeks; names end before `columns`, which may be more than weeks."""
    lanes: list[list[Bar]] = []
    for band in bands:
        if band.last < mondays[0] or band.first >= mondays[-1] + timedelta(days=7):
            continue
        bar = _bar(band, mondays, columns, week_width)
        first, last = bar.taken(week_width)
        lane = next((lane for lane in lanes if all(_is_apart(first, last, other, week_width) for other in lane)), None)
        if lane is None:
            lanes.append([bar])
        else:
            lane.append(bar)
    return lanes


def _is_apart(first: int, last: int, other: Bar, week_width: float) -> bool:
    begin, end = other.taken(week_width)
    return last < begin or end < first


def _bar(band: Band, mondays: Sequence[date], columns: int, week_width: float) -> Bar:
    first = max(0, (band.first - mondays[0]).days // 7)
    last = min(len(mondays) - 1, (band.last - mondays[0]).days // 7)
    room, wide = (columns - first) * week_width - _MARGIN, text_width(band.name, NAME_SIZE, bold=True)
    if wide <= room:
        return Bar(first, last, band.name, first)
    if wide + _MARGIN <= first * week_width:
        return Bar(first, last, band.name, first - 1, is_before=True)
    return Bar(first, last, fit_text(band.name, room, 1, NAME_SIZE, bold=True), first)
