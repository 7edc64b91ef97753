"""What stands above the posts of a week: campaigns, key dates, quiet days and holidays, as bands over their days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from calgen.book.sheet import Style, StyledCell
from calgen.strategy.other_media import media_runs
from calgen.view import styles
from calgen.view.month.posts import DAY_WIDTH, NAME_WIDTH
from calgen.view.text_width import cell_text_width, fit_text, line_height, wrap_text
from calgen.view.view_context import ViewContext

_SIZE = 8.0
_MOST_LINES = 2  # of a name that has one day
_LABEL = Style(size=_SIZE, color=styles.GREY_TEXT)


@dataclass(frozen=True, slots=True, order=True)
class Band:
    """A name over the days from `first` to `last`."""

    first: date
    last: date
    name: str


@dataclass(frozen=True, slots=True)
class BandKind:
    """Bands of a kind: what it is called at the left of its rows, and how its cells look."""

    label: str
    style: Style
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class BandRow:
    """A row of bands that do not overlap; the label stands on the first row of a kind."""

    label: str
    style: Style
    bands: tuple[Band, ...]

    def height(self) -> float:
        """The points that the row needs."""
        names = [band.name for band in self.bands if band.first == band.last]
        lines = [len(wrap_text(name, cell_text_width(DAY_WIDTH), _SIZE, bold=True)) for name in names]
        return 2.5 + line_height(_SIZE) * min(_MOST_LINES, max(lines, default=1))

    def cells(self, days: Sequence[date]) -> Iterator[tuple[int, StyledCell]]:
        """The cells by column; `days` are those of the week that are shown, Monday in column 2."""
        if self.label:
            shown = fit_text(self.label, cell_text_width(NAME_WIDTH), 1, _SIZE)
            yield 1, StyledCell(shown, _LABEL)
        for band in self.bands:
            over = [day for day in days if band.first <= day <= band.last]
            width, lines = cell_text_width(DAY_WIDTH * len(over)), _MOST_LINES if band.first == band.last else 1
            shown = fit_text(band.name, width, lines, _SIZE, bold=True)
            style = replace(self.style, wrap=True) if lines > 1 else self.style
            for day in over:
                yield 2 + day.weekday(), StyledCell(shown if day == over[0] else None, style)


def band_kinds(context: ViewContext) -> tuple[BandKind, ...]:
    """The bands of the calendar: campaigns, their other media, key dates, quiet days, public and school holidays."""
    words, horizon = context.words, context.plan.horizon
    campaigns = [Band(row.start, row.end, row.campaign) for row in context.strategy.campaigns]
    runs = [run for row in context.strategy.campaigns for run in media_runs(row)]
    media = [Band(run.first, run.last, run.medium) for run in runs]
    quiet = [Band(row.first, row.last, row.name) for row in horizon.occasions if row.treatment == "quiet"]
    holidays = [Band(day, day, name) for day, name in horizon.holidays.items() if name]
    known = {*quiet, *holidays}
    key_dates = [Band(row.first, row.last, row.name) for row in horizon.occasions]
    kinds = (
        (words.text("labels", "campaigns"), styles.CAMPAIGN_COLORS, campaigns),
        (words.title("campaigns", "other_media"), styles.MEDIA_COLORS, media),
        (words.text("labels", "key_dates"), styles.KEY_DATE_COLORS, [band for band in key_dates if band not in known]),
        (words.text("labels", "quiet_days"), styles.QUIET_COLORS, quiet),
        (words.text("labels", "holidays"), styles.HOLIDAY_COLORS, holidays),
        (words.text("labels", "school_holidays"), styles.SCHOOL_COLORS, _runs(horizon.school_holidays)),
    )
    return tuple(
        BandKind(label, Style(size=_SIZE, bold=True, fill=fill, color=ink), tuple(sorted(bands)))
        for label, (fill, ink), bands in kinds
        if bands
    )


def band_rows(kinds: Iterable[BandKind], days: Sequence[date]) -> tuple[BandRow, ...]:
    """The rows of bands over some days that follow each other, as few for each kind as keep its bands apart."""
    found: list[BandRow] = []
    for kind in kinds:
        rows = separate_rows(
            replace(band, first=max(band.first, days[0]), last=min(band.last, days[-1]))
            for band in kind.bands
            if band.first <= days[-1] and days[0] <= band.last
        )
        found += [BandRow("" if n else kind.label, kind.style, tuple(row)) for n, row in enumerate(rows)]
    return tuple(found)


def separate_rows(bands: Iterable[Band]) -> list[list[Band]]:
    """Bands, by their start, in as few rows as keep them apart."""
    rows: list[list[Band]] = []
    for band in bands:
        row = next((row for row in rows if row[-1].last < band.first), None)
        if row is None:
            rows.append([band])
        else:
            row.append(band)
    return rows


def _runs(names: Mapping[date, str]) -> list[Band]:
    """The bands of days in a row that have the same name."""
    found: list[Band] = []
    for day, name in sorted(names.items()):
        if found and found[-1].last == day - timedelta(days=1) and found[-1].name == name:
            found[-1] = replace(found[-1], last=day)
        elif name:
            found.append(Band(day, day, name))
    return found
