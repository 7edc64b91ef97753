"""The day of a key date in a year, computed from its rule: the only file that imports `dateutil`.

Sources, read between July and October 2026: French sales, code de commerce D310-15-2 (its rule still applied in 2022,
2023 and on 7 January 2026); Mother's Day in France, law 50-577 of 24 May 1950; Mother's Days elsewhere, an independent
list checked for 2024 to 2031. A rule without a country holds everywhere. Where there is no rule for
a name and country, no day is guessed: the user types it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import MO, SU, TH, WE, relativedelta, weekday

DateRule = Callable[[int], date]


def _fixed_day(month: int, day: int) -> DateRule:
    return lambda year: date(year, month, day)


def _easter_day(offset: int) -> DateRule:
    return lambda year: easter(year) + timedelta(days=offset)


def _nth_weekday(month: int, day: weekday, after: int = 0) -> DateRule:
    """So many days after the nth weekday of a month: `TH(+4)` is the fourth Thursday, `SU(-1)` the last Sunday."""

    def rule(year: int) -> date:
        start = date(year, month, 1)
        if day.n is not None and day.n < 0:
            start += relativedelta(day=31)
        return start + relativedelta(weekday=day) + timedelta(days=after)

    return rule


def _winter_sales(year: int) -> date:
    """The second Wednesday of January, or the first if the second falls after the 12th."""
    second = _nth_weekday(1, WE(+2))(year)
    return second if second.day <= 12 else second - timedelta(days=7)


def _summer_sales(year: int) -> date:
    """The last Wednesday of June, or the one before if the last falls after the 28th."""
    last = _nth_weekday(6, WE(-1))(year)
    return last if last.day <= 28 else last - timedelta(days=7)


def _french_mothers_day(year: int) -> date:
    """The last Sunday of May, or the first of June if that is Whit Sunday."""
    last = _nth_weekday(5, SU(-1))(year)
    return last if last != easter(year) + timedelta(days=49) else last + timedelta(days=7)


_SECOND_OF_MAY, _FIRST_OF_MAY = _nth_weekday(5, SU(+2)), _nth_weekday(5, SU(+1))
_THIRD_OF_JUNE = _nth_weekday(6, SU(+3))

# code → country (empty: every country) → rule
DATE_RULES: Mapping[str, Mapping[str, DateRule]] = {
    "new_year": {"": _fixed_day(1, 1)},
    "epiphany": {"": _fixed_day(1, 6)},
    "blue_monday": {"": _nth_weekday(1, MO(+3))},
    "winter_sales": {"FR": _winter_sales},
    "candlemas": {"": _fixed_day(2, 2)},
    "valentine": {"": _fixed_day(2, 14)},
    "pancake_tuesday": {"": _easter_day(-47)},
    "womens_day": {"": _fixed_day(3, 8)},
    "grandmothers_day": {"FR": _nth_weekday(3, SU(+1))},
    "spring": {"": _fixed_day(3, 20)},
    "easter": {"": _easter_day(0)},
    "labour_day": {"": _fixed_day(5, 1)},
    "mothers_day": {
        "FR": _french_mothers_day,
        "GB": _easter_day(-21),
        **dict.fromkeys(("AT", "AU", "BE", "BR", "CA", "CH", "DE", "IT", "JP", "NL", "US"), _SECOND_OF_MAY),
        **dict.fromkeys(("ES", "PT"), _FIRST_OF_MAY),
    },
    "fathers_day": dict.fromkeys(("CA", "FR", "GB", "US"), _THIRD_OF_JUNE),
    "music_day": {"": _fixed_day(6, 21)},
    "summer_sales": {"FR": _summer_sales},
    "bastille_day": {"": _fixed_day(7, 14)},
    "halloween": {"": _fixed_day(10, 31)},
    "pink_october": {"": _fixed_day(10, 1)},
    "beaujolais": {"": _nth_weekday(11, TH(+3))},
    "thanksgiving": {"": _nth_weekday(11, TH(+4)), "CA": _nth_weekday(10, MO(+2))},
    "black_friday": {"": _nth_weekday(11, TH(+4), after=1)},
    "cyber_monday": {"": _nth_weekday(11, TH(+4), after=4)},
    "giving_tuesday": {"": _nth_weekday(11, TH(+4), after=5)},
    "armistice": {"": _fixed_day(11, 11)},
    "christmas": {"": _fixed_day(12, 25)},
    "new_years_eve": {"": _fixed_day(12, 31)},
    "st_patrick": {"": _fixed_day(3, 17)},
    "memorial_day": {"": _nth_weekday(5, MO(-1))},
    "independence_day": {"": _fixed_day(7, 4)},
    "labor_day_us": {"": _nth_weekday(9, MO(+1))},
    "mlk_day": {"": _nth_weekday(1, MO(+3))},
    "presidents_day": {"": _nth_weekday(2, MO(+3))},
    "boxing_day": {"": _fixed_day(12, 26)},
}


def day_in_year(code: str, country: str, year: int) -> date | None:
    """The day of a key date in a year, by its code of `choices.key_date`; None where there is no rule."""
    rules = DATE_RULES.get(code, {})
    rule = rules.get(country) or rules.get("")
    return rule(year) if rule else None
