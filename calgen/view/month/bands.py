"""What stands above the posts of some days: holidays and key dates, campaigns and school holidays as bands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from calgen.book.sheet import Style, StyledCell
from calgen.strategy.other_media import media_runs
from calgen.view import styles
from calgen.view.view_context import ViewContext

BAND_HEIGHT = 12.0  # points
_DAY_WIDTH = 11  # characters of a band's name that the width of a day holds
_CAMPAIGN = Style(size=8, bold=True, color=styles.WHITE, fill="#627D98")
_MEDIA = Style(size=8, color=styles.DARK_TEXT, fill="#D5E3D0")
_KEY_DATE = Style(size=8, italic=True, color=styles.AMBER, fill="#FFF3D6")
_SCHOOL = Style(size=8, italic=True, color=styles.GREY_TEXT, fill="#F7E6C4")
_NAMES = Style(size=8, italic=True, color=styles.AMBER, align="center", wrap=True)

Band = tuple[date, date, str]  # first day, last day, name


@dataclass(frozen=True)
class Bands:
    """The names and bands of some days that follow each other."""

    context: ViewContext
    days: Sequence[date]

    @property
    def height(self) -> float:
        """The points that they take."""
        return self._names_height + BAND_HEIGHT * len(self._rows)

    def draw(self, cells: dict[tuple[int, int], StyledCell], heights: dict[int, float], row: int) -> int:
        """Adds their cells from a row on; the row after them."""
        if self._names_height:
            for column, day in enumerate(self.days, 2):
                cells[row, column] = StyledCell("\n".join(self._names[day]) or None, _NAMES)
            heights[row] = self._names_height
            row += 1
        for bands, style in self._rows:
            for band in bands:
                self._draw_band(cells, row, band, style)
            heights[row] = BAND_HEIGHT
            row += 1
        return row

    def _draw_band(self, cells: dict[tuple[int, int], StyledCell], row: int, band: Band, style: Style) -> None:
        first, last, name = band
        columns = [column for column, day in enumerate(self.days, 2) if first <= day <= last]
        limit = _DAY_WIDTH * len(columns)  # beyond its last day a name would be white on white
        shown = name if len(name) <= limit else name[: limit - 1].rstrip() + "…"
        for column in columns:
            cells[row, column] = StyledCell(shown if column == columns[0] else None, style)

    @cached_property
    def _names(self) -> Mapping[date, Sequence[str]]:
        """The public holidays and key dates of each day."""
        horizon = self.context.plan.horizon
        found = {}
        for day in self.days:
            names = [horizon.holidays[day]] if horizon.holidays.get(day) else []
            found[day] = names + [name for name in self._occasions.get(day, ()) if name not in names]
        return found

    @cached_property
    def _occasions(self) -> Mapping[date, Sequence[str]]:
        """The names of the key dates of one day, by day; those of several days are bands."""
        found: dict[date, list[str]] = {}
        for occasion in self.context.plan.horizon.occasions:
            if occasion.first == occasion.last:
                found.setdefault(occasion.first, []).append(occasion.name)
        return found

    @cached_property
    def _names_height(self) -> float:
        """The points of the names of the fullest day; 0 where there are none."""
        lines = max(sum(styles.line_count(name, 10) for name in names) for names in self._names.values())
        return 4 + 10.5 * lines if lines else 0.0

    @cached_property
    def _rows(self) -> Sequence[tuple[Sequence[Band], Style]]:
        """The bands of each row: campaigns, their other media, then key dates of several days, then school holidays."""
        horizon = self.context.plan.horizon
        campaigns = [(row.start, row.end, row.campaign) for row in self.context.strategy.campaigns]
        key_dates = [(row.first, row.last, row.name) for row in horizon.occasions if row.first < row.last]
        runs = [run for row in self.context.strategy.campaigns for run in media_runs(row)]
        media = [(run.first, run.last, run.medium) for run in runs]
        school = _runs(self.days, horizon.school_holidays)
        return [
            *((row, _CAMPAIGN) for row in self._separate_rows(campaigns)),
            *((row, _MEDIA) for row in self._separate_rows(media)),
            *((row, _KEY_DATE) for row in self._separate_rows(key_dates)),
            *([(school, _SCHOOL)] if school else []),
        ]

    def _separate_rows(self, bands: Iterable[Band]) -> list[list[Band]]:
        """The bands that touch these days, by their start, in as few rows as keep them apart."""
        rows: list[list[Band]] = []
        for band in sorted(band for band in bands if band[0] <= self.days[-1] and self.days[0] <= band[1]):
            row = next((row for row in rows if row[-1][1] < band[0]), None)
            if row is None:
                rows.append([band])
            else:
                row.append(band)
        return rows


def _runs(days: Sequence[date], names: Mapping[date, str]) -> list[Band]:
    """The bands of days in a row that have the same name."""
    found: list[Band] = []
    for day in days:
        name = names.get(day, "")
        if found and found[-1][1] == day - timedelta(days=1) and found[-1][2] == name:
            found[-1] = (found[-1][0], day, name)
        elif name:
            found.append((day, day, name))
    return found
