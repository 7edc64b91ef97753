"""Key dates: their days, typed or computed for each year, and the quiet days.

See "Key dates" in docs/decisions.md.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache, partial

from calgen.book import dates
from calgen.book.folding import fold
from calgen.book.values import Span
from calgen.book.vocabulary import choice_codes, choice_names
from calgen.plan.days.computed_dates import OWN_SALES, day_in_year
from calgen.plan.days.holiday_dates import named_holidays, region_code
from calgen.plan.days.seasons import SEASONS, season_begins
from calgen.plan.days.time_zones import likely_zone, local_day
from calgen.plan.model import Horizon, Occasion
from calgen.plan.reason import Reason
from calgen.strategy import Strategy
from calgen.strategy.key_dates import KeyDate
from calgen.strategy.settings import Settings

_SHOWN_AHEAD = timedelta(days=60)  # key dates after the end of the plan that are still shown
_ANY_YEARS = (2027, 2028)  # in one of which a day is looked for where the plan has no start yet
_LUNAR_NEW_YEAR = ("chinese_new_year", "CN", "chinese new year (spring festival)")  # code; who lists it, by which name


def computed_day(settings: Settings, name: str, year: int) -> date | None:
    """The day of a key date in a year, by its name; None where there is none in the brand's country.

    A name that is a day and a month is that day. Then come the holidays that the country and region list, by the name
    as typed and by its other spellings, then the rules.
    """
    if named := _day_and_month(name, year):
        return named
    code = choice_codes("key_date").get(fold(name), "")
    listed = named_holidays(settings.country, settings.region, year)
    for spelling in (fold(name), *(choice_names("key_date", code) if code else ())):
        if spelling in listed:
            return listed[spelling]
    if code in SEASONS:
        return season_begins(code, settings.country, year, partial(local_day, likely_zone(settings)))
    if code == _LUNAR_NEW_YEAR[0]:
        return named_holidays(_LUNAR_NEW_YEAR[1], "", year).get(_LUNAR_NEW_YEAR[2])
    if settings.country == "FR" and region_code("FR", settings.region) in OWN_SALES.get(code, ()):
        return None
    return day_in_year(code, settings.country, year)


def _day_and_month(name: str, year: int) -> date | None:
    """The day in a year that a name says: `14 juillet`, `May 1st`."""
    if not any(letter.isdigit() for letter in name) or not any(letter.isalpha() for letter in name):
        return None
    found = dates.day(f"{name} {year}", day_first=True)
    return found if isinstance(found, date) and found.year == year else None


def spans_of(strategy: Strategy, key_date: KeyDate, first: date, last: date) -> tuple[Span, ...]:
    """The days of a key date as spans that reach between two days: typed, once; else computed for each year.

    A typed range is returned whole, also where a part of it lies before `first` or after `last`.
    """
    if key_date.date:
        typed = key_date.date if isinstance(key_date.date, Span) else Span(key_date.date, key_date.date)
        return (typed,) if typed.first <= last and first <= typed.last else ()
    years = range(first.year, last.year + 1)
    computed = [computed_day(strategy.settings, key_date.name, year) for year in years]
    return tuple(Span(day, day) for day in computed if day and first <= day <= last)


def days_in(span: Span, first: date, last: date) -> tuple[date, ...]:
    """The days of a span that lie between two days, both included."""
    start = max(span.first, first)
    return tuple(start + timedelta(days=n) for n in range((min(span.last, last) - start).days + 1))


def has_day(strategy: Strategy, key_date: KeyDate) -> bool:
    """Whether the day of a key date is typed or can be computed."""
    start = strategy.settings.start
    years = (start.year, start.year + 1) if start else _ANY_YEARS
    return key_date.date is not None or any(computed_day(strategy.settings, key_date.name, year) for year in years)


def add_key_dates(strategy: Strategy, horizon: Horizon) -> Horizon:
    """The horizon with its key dates, and with the quiet days of single platforms or of all of them.

    Days that are quiet except for one category are in `only_category`; two categories on one day leave none.
    """
    occasions = []
    quiet_days, quiet_everywhere = dict(horizon.quiet_days), dict[date, Reason]()
    only_category: dict[tuple[str, date], tuple[str, Reason]] = {}
    for key_date in strategy.key_dates:
        reason, category = Reason("quiet", {"name": key_date.name}), key_date.excepted_category
        names = key_date.platforms or tuple(platform.platform for platform in strategy.platforms)
        for span in spans_of(strategy, key_date, horizon.first, horizon.last + _SHOWN_AHEAD):
            occasions.append(Occasion(key_date.name, span.first, span.last, key_date.treatment))
            days = days_in(span, horizon.first, horizon.last + _SHOWN_AHEAD) if key_date.is_quiet else ()
            places = [(platform, day) for platform in names for day in days]
            if category:
                differ = (place for place in places if only_category.get(place, (category,))[0] != category)
                quiet_days |= dict.fromkeys(differ, reason)
                only_category |= dict.fromkeys(places, (category, reason))
            elif key_date.platforms:
                quiet_days |= dict.fromkeys(places, reason)
            else:
                quiet_everywhere |= dict.fromkeys(days, reason)
    return replace(
        horizon,
        occasions=tuple(sorted(occasions, key=lambda occasion: (occasion.first, occasion.name))),
        closed_days={**horizon.closed_days, **quiet_everywhere},
        quiet_days=quiet_days,
        quiet_everywhere=frozenset(quiet_everywhere),
        only_category=only_category,
    )


def is_quiet(horizon: Horizon, platform: str, day: date, category: str = "") -> bool:
    """Whether a quiet key date keeps a platform from posting on a day: then not even a named day gets a post.

    `category` is that of the post, or empty where its theme is still to be chosen.
    """
    if (platform, day) in horizon.quiet_days or day in horizon.quiet_everywhere:
        return True
    only, _ = horizon.only_category.get((platform, day), (category, None))
    return bool(category) and only != category


class OnlyCategory:
    """Tells which category alone a platform may have posts of on a day, by key dates that are quiet except for it.

    False where no key date asks for it.
    """

    def __init__(self, strategy: Strategy) -> None:
        self._strategy = strategy
        self._key_dates = tuple(row for row in strategy.key_dates if row.excepted_category)
        self.on = cache(self._category_on)

    def __bool__(self) -> bool:
        return bool(self._key_dates)

    def _category_on(self, platform: str, day: date) -> str:
        """The category, empty where all may stand. Where two key dates differ, the day is quiet for both."""
        for key_date in self._key_dates:
            is_here = not key_date.platforms or platform in key_date.platforms
            if is_here and spans_of(self._strategy, key_date, day, day):
                return key_date.excepted_category
        return ""
