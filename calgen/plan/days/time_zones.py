"""Time zones and their countries: the only file that imports `zoneinfo`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from calgen.strategy.settings import Settings

# country (ISO code) → its time zone, for countries with one on their main territory, from the IANA table zone1970.tab
# (version 2025b). For any other country the user types the time zone; see docs/decisions.md, "Time zone".
ZONE_OF_COUNTRY: dict[str, str] = {
    "AD": "Europe/Andorra",
    "AL": "Europe/Tirane",
    "AT": "Europe/Vienna",
    "BA": "Europe/Sarajevo",
    "BE": "Europe/Brussels",
    "BG": "Europe/Sofia",
    "BO": "America/La_Paz",
    "CH": "Europe/Zurich",
    "CI": "Africa/Abidjan",
    "CY": "Asia/Nicosia",
    "CZ": "Europe/Prague",
    "DE": "Europe/Berlin",
    "DK": "Europe/Copenhagen",
    "DZ": "Africa/Algiers",
    "EE": "Europe/Tallinn",
    "FI": "Europe/Helsinki",
    "FR": "Europe/Paris",
    "GB": "Europe/London",
    "GR": "Europe/Athens",
    "HR": "Europe/Zagreb",
    "HU": "Europe/Budapest",
    "IE": "Europe/Dublin",
    "IL": "Asia/Jerusalem",
    "IN": "Asia/Kolkata",
    "IS": "Atlantic/Reykjavik",
    "IT": "Europe/Rome",
    "JP": "Asia/Tokyo",
    "KR": "Asia/Seoul",
    "LI": "Europe/Vaduz",
    "LT": "Europe/Vilnius",
    "LU": "Europe/Luxembourg",
    "LV": "Europe/Riga",
    "MA": "Africa/Casablanca",
    "MC": "Europe/Monaco",
    "ME": "Europe/Podgorica",
    "MK": "Europe/Skopje",
    "MT": "Europe/Malta",
    "NL": "Europe/Amsterdam",
    "NO": "Europe/Oslo",
    "PE": "America/Lima",
    "PL": "Europe/Warsaw",
    "PY": "America/Asuncion",
    "RO": "Europe/Bucharest",
    "RS": "Europe/Belgrade",
    "SE": "Europe/Stockholm",
    "SI": "Europe/Ljubljana",
    "SK": "Europe/Bratislava",
    "SN": "Africa/Dakar",
    "TN": "Africa/Tunis",
    "TR": "Europe/Istanbul",
    "UY": "America/Montevideo",
    "ZA": "Africa/Johannesburg",
}

# country with several time zones → one of them, as an example in a message
EXAMPLE_ZONE: dict[str, str] = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "ES": "Europe/Madrid",
    "MX": "America/Mexico_City",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "US": "America/New_York",
}

# the areas of the IANA database whose zones bear the name of a city; the others ("US/Eastern", "Etc/GMT") are links
_AREAS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")

_CHANGE_MINUTES = 5  # clocks change at multiples of so many minutes


def zone_of(settings: Settings) -> str:
    """The time zone of a brand: as typed, else that of its country; empty where neither is known."""
    return settings.time_zone or ZONE_OF_COUNTRY.get(settings.country, "")


def likely_zone(settings: Settings) -> str:
    """The time zone of a brand, else one of its country's, where that is near enough; empty for neither."""
    return zone_of(settings) or EXAMPLE_ZONE.get(settings.country, "")


def local_day(zone: str, at: datetime) -> date:
    """The day of a moment in a time zone; that of universal time where the name is no time zone."""
    return at.astimezone(_zone(zone) or UTC).date()


def local_moment(zone: str, at: datetime) -> datetime:
    """A moment as the clocks of a time zone show it, without a zone; in universal time where the name is none."""
    return at.astimezone(_zone(zone) or UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class OffsetChange:
    """A moment from which the clocks of a zone show another time: `local` is what they show before it, without a zone.

    `before` and `after` are the times that they are ahead of universal time; `is_summer` and `name` are of the time
    that begins.
    """

    local: datetime
    before: timedelta
    after: timedelta
    is_summer: bool
    name: str


def offset_changes(zone: str, first: date, last: date) -> list[OffsetChange]:
    """The time of a zone on the first day, as a change to itself, then each change up to the last day; in order."""
    there = _zone(zone)
    if there is None:
        return []
    at, end = datetime.combine(first, time(0), UTC), datetime.combine(last, time(0), UTC)
    found = [_change_at(there, at, at)]
    while at < end:
        following = at + timedelta(days=1)
        if following.astimezone(there).utcoffset() != at.astimezone(there).utcoffset():
            found.append(_change_at(there, at, _first_after(there, at, following)))
        at = following
    return found


def _first_after(there: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first minute between two moments at which the clocks have changed."""
    known = before.astimezone(there).utcoffset()
    while after - before > timedelta(minutes=1):
        middle = before + timedelta(minutes=(after - before) // timedelta(minutes=2))
        if middle.astimezone(there).utcoffset() == known:
            before = middle
        else:
            after = middle
    return after


def _change_at(there: ZoneInfo, before: datetime, at: datetime) -> OffsetChange:
    former = before.astimezone(there).utcoffset() or timedelta(0)
    now = at.astimezone(there)
    local = (at + former).replace(tzinfo=None)
    return OffsetChange(local, former, now.utcoffset() or timedelta(0), bool(now.dst()), now.tzname() or "")


def in_zone(at: datetime, zone: str, to: str) -> datetime:
    """A local time of one zone as that of another, both without a zone; as it is where a name is no time zone."""
    there, here = _zone(zone), _zone(to)
    return at.replace(tzinfo=there).astimezone(here).replace(tzinfo=None) if there and here else at


def aware(at: datetime, zone: str) -> datetime:
    """A local time with its offset from universal time; of a time that a day has twice the first one is meant.

    A time that a day lacks is that of the clocks before the change. Where a name is no time zone, the moment has none.
    """
    there = _zone(zone)
    return at.replace(tzinfo=timezone(at.replace(tzinfo=there).utcoffset() or timedelta(0))) if there else at


@cache
def is_time_zone(name: str) -> bool:
    """Whether a name is a time zone of the IANA database."""
    return name in available_timezones()


@cache
def zone_of_city(city: str) -> str:
    """The time zone that bears a city's name ("Chicago"), the first of the alphabet for two; empty where none does."""
    wanted = city.strip().casefold().replace(" ", "_")
    named = (name for name in sorted(available_timezones()) if name.rpartition("/")[2].casefold() == wanted)
    return next((name for name in named if name.partition("/")[0] in _AREAS), "")


@cache
def missing_hours(zone: str, day: date) -> tuple[time, time] | None:
    """The times from the first to before the second that a day lacks in a time zone, since the clocks are put forward.

    None for a day without such a change, and for a name that is no time zone. A change at midnight lacks the first
    times of the day.
    """
    there, midnight = _zone(zone), datetime.combine(day, time(0))
    if there is None or _offset(there, midnight) >= _offset(there, midnight + timedelta(days=1)):
        return None
    return _ends([at for at in _times_of(midnight) if _is_missing(there, at)])


@cache
def repeated_hours(zone: str, day: date) -> tuple[time, time] | None:
    """The times from the first to before the second that a day has twice in a zone, since the clocks are put back.

    None for a day without such a change, and for a name that is no time zone.
    """
    there, midnight = _zone(zone), datetime.combine(day, time(0))
    if there is None or _offset(there, midnight) <= _offset(there, midnight + timedelta(days=1)):
        return None
    return _ends([at for at in _times_of(midnight) if _offset(there, at) > _offset(there, at.replace(fold=1))])


def _times_of(midnight: datetime) -> list[datetime]:
    """The times of a day at which clocks may change."""
    return [midnight + timedelta(minutes=n) for n in range(0, 24 * 60, _CHANGE_MINUTES)]


def _ends(times: list[datetime]) -> tuple[time, time] | None:
    """The first of some times, and the end of the last; None where there are none."""
    if not times:
        return None
    end = times[-1] + timedelta(minutes=_CHANGE_MINUTES)
    return (times[0].time(), end.time() if end.date() == times[0].date() else time.max)


@cache
def _zone(name: str) -> ZoneInfo | None:
    """A time zone by its name; None where the system does not know it."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.replace(tzinfo=zone).utcoffset() or timedelta(0)


def _is_missing(zone: ZoneInfo, at: datetime) -> bool:
    """Whether a local time does not exist: it comes back from universal time as another one."""
    there = at.replace(tzinfo=zone)
    return there.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != at
