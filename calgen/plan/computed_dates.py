"""Key dates that move, computed each year from rules: the one file that imports `dateutil`.

Sources, read between July and October 2026: French sales, code de commerce D310-15-2 (its rule still applied in 2022,
2023 and on 7 January 2026); Mother's Day in France, law 50-577 of 24 May 1950; Mother's Days elsewhere, an independent
list checked for 2024 to 2031. Rules without a country hold everywhere. A name and country without a rule are not
guessed: the user types the day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import MO, SU, TH, WE, relativedelta, weekday

Rule = Callable[[int], date]


def _fixed(month: int, day: int) -> Rule:
    return lambda year: date(year, month, day)


def _easter(offset: int) -> Rule:
    return lambda year: easter(year) + timedelta(days=offset)


def _nth(month: int, day: weekday, after: int = 0) -> Rule:
    """The nth weekday of a month (`TH(+4)`; `SU(-1)` is the last), and so many days after it."""

    def rule(year: int) -> date:
        edge = date(year, month, 1)
        if day.n is not None and day.n < 0:
            edge += relativedelta(day=31)
        return edge + relativedelta(weekday=day) + timedelta(days=after)

    return rule


def _winter_sales(year: int) -> date:
    """The second Wednesday of January, or the first if the second falls after the 12th."""
    second = _nth(1, WE(+2))(year)
    return second if second.day <= 12 else second - timedelta(days=7)


def _summer_sales(year: int) -> date:
    """The last Wednesday of June, or the one before if the last falls after the 28th."""
    last = _nth(6, WE(-1))(year)
    return last if last.day <= 28 else last - timedelta(days=7)


def _french_mothers_day(year: int) -> date:
    """The last Sunday of May, or the first of June if that is Whit Sunday."""
    last = _nth(5, SU(-1))(year)
    return last if last != easter(year) + timedelta(days=49) else last + timedelta(days=7)


_SECOND_OF_MAY, _FIRST_OF_MAY = _nth(5, SU(+2)), _nth(5, SU(+1))
_THIRD_OF_JUNE = _nth(6, SU(+3))

# code → country (empty: every country) → rule
RULES: Mapping[str, Mapping[str, Rule]] = {
    "new_year": {"": _fixed(1, 1)},
    "epiphany": {"": _fixed(1, 6)},
    "blue_monday": {"": _nth(1, MO(+3))},
    "winter_sales": {"FR": _winter_sales},
    "candlemas": {"": _fixed(2, 2)},
    "valentine": {"": _fixed(2, 14)},
    "pancake_tuesday": {"": _easter(-47)},
    "womens_day": {"": _fixed(3, 8)},
    "grandmothers_day": {"FR": _nth(3, SU(+1))},
    "spring": {"": _fixed(3, 20)},
    "easter": {"": _easter(0)},
    "labour_day": {"": _fixed(5, 1)},
    "mothers_day": {
        "FR": _french_mothers_day,
        "GB": _easter(-21),
        **dict.fromkeys(("AT", "AU", "BE", "BR", "CA", "CH", "DE", "IT", "JP", "NL", "US"), _SECOND_OF_MAY),
        **dict.fromkeys(("ES", "PT"), _FIRST_OF_MAY),
    },
    "fathers_day": dict.fromkeys(("CA", "FR", "GB", "US"), _THIRD_OF_JUNE),
    "music_day": {"": _fixed(6, 21)},
    "summer_sales": {"FR": _summer_sales},
    "bastille_day": {"": _fixed(7, 14)},
    "halloween": {"": _fixed(10, 31)},
    "pink_october": {"": _fixed(10, 1)},
    "beaujolais": {"": _nth(11, TH(+3))},
    "thanksgiving": {"": _nth(11, TH(+4)), "CA": _nth(10, MO(+2))},
    "black_friday": {"": _nth(11, TH(+4), after=1)},
    "cyber_monday": {"": _nth(11, TH(+4), after=4)},
    "giving_tuesday": {"": _nth(11, TH(+4), after=5)},
    "armistice": {"": _fixed(11, 11)},
    "christmas": {"": _fixed(12, 25)},
    "new_years_eve": {"": _fixed(12, 31)},
    "st_patrick": {"": _fixed(3, 17)},
    "memorial_day": {"": _nth(5, MO(-1))},
    "independence_day": {"": _fixed(7, 4)},
    "labor_day_us": {"": _nth(9, MO(+1))},
    "mlk_day": {"": _nth(1, MO(+3))},
    "presidents_day": {"": _nth(2, MO(+3))},
    "boxing_day": {"": _fixed(12, 26)},
}


def day_of(code: str, country: str, year: int) -> date | None:
    """The day of a key date in a year, by its code of `choices.key_date`; `None` where no rule is known."""
    rules = RULES.get(code, {})
    rule = rules.get(country) or rules.get("")
    return rule(year) if rule else None
