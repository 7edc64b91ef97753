"""The settings: country, region, time zone, and a calendar that is not over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from calgen.book.problems import Problem, Severity
from calgen.book.values import Percent, Phrase, first_items
from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.days.holiday_dates import is_known_country, region_names
from calgen.plan.days.time_zones import EXAMPLE_ZONE, ZONE_OF_COUNTRY, is_time_zone, zone_of_city
from calgen.plan.model import Plan
from calgen.strategy import Strategy

SHOWN = 12  # of the regions of a country, in a message


def period(strategy: Strategy) -> tuple[date, date] | None:
    """The first and the last day of the calendar; `None` while its start is not settled."""
    settings = strategy.settings
    return (settings.start, settings.start + timedelta(days=7 * settings.weeks - 1)) if settings.start else None


def the_country_is_known(strategy: Strategy) -> Iterable[Problem]:
    """The country is known: without it no public holiday can be avoided."""
    settings = strategy.settings
    if settings.country and not is_known_country(settings.country):
        yield Problem("country_unknown", settings.source.place("country"), values={"value": settings.country})
    if not settings.country:
        yield Problem("country_blank", settings.source.place("country"), Severity.WARNING)


def the_region_is_known(strategy: Strategy) -> Iterable[Problem]:
    """The region is one of its country: an unknown one has no holidays of its own."""
    settings = strategy.settings
    if not settings.region or not is_known_country(settings.country):
        return
    known = region_names(settings.country)
    if settings.region.casefold() not in {name.casefold() for name in known}:
        names = tuple(name for name in known if name != name.upper()) or known  # a name says more than a code
        remedy = Phrase(("phrases", "region_choose" if names else "region_none"), {"names": first_items(names, SHOWN)})
        values = {"value": settings.region, "remedy": remedy}
        yield Problem("region_unknown", settings.source.place("region"), Severity.WARNING, values)


def the_time_zone_is_known(strategy: Strategy) -> Iterable[Problem]:
    """The time zone is known; a blank one is that of the country, if it has one (docs/decisions.md, "Time zone")."""
    settings = strategy.settings
    if settings.time_zone and not is_time_zone(settings.time_zone):
        country = ZONE_OF_COUNTRY.get(settings.country) or EXAMPLE_ZONE.get(settings.country, "America/New_York")
        values = {"value": settings.time_zone, "example": zone_of_city(settings.time_zone) or country}
        yield Problem("zone_unknown", settings.source.place("time_zone"), values=values)
    elif not settings.time_zone and settings.country not in ZONE_OF_COUNTRY and settings.country in EXAMPLE_ZONE:
        values = {"example": EXAMPLE_ZONE[settings.country]}
        yield Problem("zone_blank", settings.source.place("time_zone"), Severity.WARNING, values)


def the_plan_is_not_over(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """The calendar has days from today on; nothing new is planned before, which a first run tells."""
    place, horizon = calendar.strategy.settings.source.place("start"), plan.horizon
    if horizon.last < today:
        yield Problem("start_over", place, Severity.WARNING, {"first": horizon.first, "last": horizon.last})
    elif horizon.first < today and not any(post.day < today for post in calendar.posts):
        yield Problem("start_past", place, Severity.NOTE, {"start": horizon.first, "today": today})


def open_slots_are_kept_free(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """How many posts are kept free for the news of the day, beside the share that is asked."""
    settings = calendar.strategy.settings
    if settings.open_slots:
        count = sum(post.is_open for post in calendar.posts)
        values = {"n": count, "total": calendar.total, "share": Percent(settings.open_slots)}
        yield Problem("open_slots_kept", settings.source.place("open_slots"), Severity.NOTE, values)
