"""The hours of a file of results as those of the workbook: the zone of the file is told by its ids, else assumed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median

from calgen.results.export_values import ExportMoment, full_day
from calgen.results.post_links import PostLink
from calgen.results.sources import ReadTable

_QUARTER = timedelta(minutes=15)
_FARTHEST = timedelta(hours=15)  # of a zone from UTC, and a little more; a post made from an old draft is farther
_UNSURE_ZONE = timedelta(hours=10)

ToLocal = Callable[[datetime, str], datetime]  # a moment without zone, in a zone by name → in the workbook's zone


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What the user says of a file (`day_first`), the day of the run, and how hours become those of the workbook."""

    today: date
    to_local: ToLocal
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class HourZones:
    """How the hours of a file become those of the workbook."""

    shift: timedelta | None = None  # of the file's hours from UTC, as its own ids show it
    zone: str = ""
    margin: timedelta = timedelta()

    @classmethod
    def of(
        cls,
        table: ReadTable,
        links: Sequence[tuple[PostLink | None, str]],
        moments: Sequence[ExportMoment | None],
        options: ReadingOptions,
    ) -> HourZones:
        """Ids of Instagram say when a post was made: the difference from the file's own hour is that of its zone.

        It changes in the midst of a file where the zone has summer time: where most rows agree with the zone of the
        source, that zone is taken.
        """
        if not table.source.zone:
            return cls()
        pairs = [
            (_naive(moment), link.created.replace(tzinfo=None))
            for (link, _), moment in zip(links, moments, strict=False)
            if link and link.created and moment and moment.year and moment.hour
        ]
        pairs = [(shown, made) for shown, made in pairs if abs(shown - made) <= _FARTHEST]
        if pairs:
            to_local, zone = options.to_local, table.source.zone
            agree = sum(abs(to_local(shown, zone) - to_local(made, "UTC")) <= _QUARTER for shown, made in pairs)
            if 2 * agree > len(pairs):
                return cls(zone=zone)
            return cls(shift=round(median(round((shown - made) / _QUARTER) for shown, made in pairs)) * _QUARTER)
        if table.source.zone == "UTC":
            return cls(zone="UTC")
        return cls(zone=table.source.zone, margin=_UNSURE_ZONE)

    def local(self, moment: ExportMoment, options: ReadingOptions) -> datetime:
        found = _naive(moment)
        if self.shift is not None:
            return options.to_local(found - self.shift, "UTC")
        if moment.is_utc or self.zone:
            return options.to_local(found, "UTC" if moment.is_utc else self.zone)
        return found


def _naive(moment: ExportMoment) -> datetime:
    assert moment.hour is not None
    return datetime.combine(date(moment.year, moment.month, moment.day_of_month), moment.hour)


def local_moment(
    moment: ExportMoment | None, created: datetime | None, zones: HourZones, options: ReadingOptions
) -> tuple[datetime | None, date | None]:
    """The moment where an hour is known, and the day: an id gives the hour to a file that has days alone."""
    made = options.to_local(created.astimezone(UTC).replace(tzinfo=None), "UTC") if created else None
    if moment is None:
        return made, made.date() if made else None
    day = full_day(moment, made.date() if made else None, options.today)
    if moment.hour and moment.year:
        local = zones.local(moment, options)
        return local, local.date()
    if made and day and abs(made.date() - day) <= timedelta(days=1):
        return made, day
    return None, day
