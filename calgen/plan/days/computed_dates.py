"""The day of a key date in a year, computed from its rule: the only file that imports `dateutil`.

A rule stands under the countries where it holds; the one under "" holds in all others. Where there is no rule for a
name and a country, no day is guessed: the user types it. The holidays that a country lists come before these rules:
`key_dates.py`. Sources stand in docs/decisions.md, "Key dates".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, easter
from dateutil.relativedelta import MO, SU, TH, WE, relativedelta, weekday

DateRule = Callable[[int], date]
CountryRules = Mapping[str, DateRule | None]  # country → rule; None: no day there, whatever holds elsewhere


def _fixed_day(month: int, day: int) -> DateRule:
    return lambda year: date(year, month, day)


def _easter_day(offset: int) -> DateRule:
    return lambda year: easter(year) + timedelta(days=offset)


def _orthodox_easter(year: int) -> date:
    return easter(year, EASTER_ORTHODOX)


def _nth_weekday(month: int, day: weekday, after: int = 0) -> DateRule:
    """So many days after the nth weekday of a month: `TH(+4)` is the fourth Thursday, `SU(-1)` the last Sunday."""

    def rule(year: int) -> date:
        start = date(year, month, 1)
        if day.n is not None and day.n < 0:
            start += relativedelta(day=31)
        return start + relativedelta(weekday=day) + timedelta(days=after)

    return rule


def _french_winter_sales(year: int) -> date:
    """The second Wednesday of January, or the first if the second falls after the 12th."""
    second = _nth_weekday(1, WE(+2))(year)
    return second if second.day <= 12 else second - timedelta(days=7)


def _french_summer_sales(year: int) -> date:
    """The last Wednesday of June, or the one before if the last falls after the 28th."""
    last = _nth_weekday(6, WE(-1))(year)
    return last if last.day <= 28 else last - timedelta(days=7)


def _belgian_sales(month: int, day: int) -> DateRule:
    """The first day of the Belgian sales, or the Saturday before if it is a Sunday."""

    def rule(year: int) -> date:
        first = date(year, month, day)
        return first - timedelta(days=1) if first.weekday() == 6 else first

    return rule


def _french_mothers_day(year: int) -> date:
    """The last Sunday of May, or the first of June if that is Whit Sunday."""
    last = _nth_weekday(5, SU(-1))(year)
    return last if last != easter(year) + timedelta(days=49) else last + timedelta(days=7)


def _in(countries: str, rule: DateRule | None) -> dict[str, DateRule | None]:
    """The rule for each of some countries, named by their codes with spaces between them."""
    return dict.fromkeys(countries.split(), rule)


_ORTHODOX = "BG BY CY EG ER ET GE GR MD ME MK RO RS RU UA"  # Easter by the Julian calendar
_BOTH_EASTERS = "AL BA JO KZ LB PS SY XK"  # Western and orthodox Christians: a name does not tell which day is meant
_JULIAN = "BY EG ER ET GE ME MK RS RU"  # fixed feasts thirteen days later
_OTHER_YEARS = "AF ET IR NP"  # the year begins on another day than 1 January

_MOTHERS_DAY: CountryRules = {
    **_in("AT AU BE BR CA CH CL CN CO CU CY CZ DE DK EC EE FI GR HK HR IN IS IT", _nth_weekday(5, SU(+2))),
    **_in("JP LI LV MT MY NL NZ PE PH SG SK TR TW UA US UY VE ZA", _nth_weekday(5, SU(+2))),
    **_in("ES HU LT MZ PT RO", _nth_weekday(5, SU(+1))),
    **_in("DZ MA MU SE SN TN", _nth_weekday(5, SU(-1))),
    **_in("FR MC", _french_mothers_day),
    **_in("GB IE", _easter_day(-21)),
    **_in("AE BH EG IQ JO KW LB LY OM PS QA SA SD SY YE", _fixed_day(3, 21)),
    **_in("AL BG MK", _fixed_day(3, 8)),
    **_in("GT MX SV", _fixed_day(5, 10)),
    **_in("AR", _nth_weekday(10, SU(+3))),
    **_in("BO", _fixed_day(5, 27)),
    **_in("BY", _fixed_day(10, 14)),
    **_in("CR", _fixed_day(8, 15)),
    **_in("GE", _fixed_day(3, 3)),
    **_in("ID", _fixed_day(12, 22)),
    **_in("LU", _nth_weekday(6, SU(+2))),
    **_in("NO", _nth_weekday(2, SU(+2))),
    **_in("PA", _fixed_day(12, 8)),
    **_in("PL", _fixed_day(5, 26)),
    **_in("PY", _fixed_day(5, 15)),
    **_in("RU", _nth_weekday(11, SU(-1))),
    **_in("SI", _fixed_day(3, 25)),
    **_in("TH", _fixed_day(8, 12)),
}
_FATHERS_DAY: CountryRules = {
    **_in("AR CA CL CN CO CY CZ EC FR GB GR HK HU IE IN JP", _nth_weekday(6, SU(+3))),
    **_in("MC MT MX MY NL PE PH SG SK TR UA US VE ZA", _nth_weekday(6, SU(+3))),
    **_in("AD ES HR IT LI PT", _fixed_day(3, 19)),
    **_in("EE FI IS NO SE", _nth_weekday(11, SU(+2))),
    **_in("AU NZ", _nth_weekday(9, SU(+1))),
    **_in("CH LT", _nth_weekday(6, SU(+1))),
    **_in("AT BE", _nth_weekday(6, SU(+2))),
    **_in("AE EG JO LB SY", _fixed_day(6, 21)),
    **_in("BG", _fixed_day(12, 26)),
    **_in("BR", _nth_weekday(8, SU(+2))),
    **_in("DE", _easter_day(39)),
    **_in("DK", _fixed_day(6, 5)),
    **_in("LU", _nth_weekday(10, SU(+1))),
    **_in("LV", _nth_weekday(9, SU(+2))),
    **_in("PL", _fixed_day(6, 23)),
    **_in("RO", _nth_weekday(5, SU(+2))),
    **_in("RU", _nth_weekday(10, SU(+3))),
    **_in("TH", _fixed_day(12, 5)),
    **_in("TW", _fixed_day(8, 8)),
    **_in("UY", _nth_weekday(7, SU(+2))),
}
# Where the clocks change on one Sunday: in Europe by directive 2000/84/EC, in the United States by 15 U.S.C. 260a.
_EUROPEAN_CLOCKS = (
    "AD AL AT BA BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LI LT LU LV MC ME MK MT NL NO PL PT RO RS SE SI SK"
)
_AFTER_THANKSGIVING = {after: _nth_weekday(11, TH(+4), after=after) for after in (0, 1, 4, 5)}

# code of `choices.key_date` → the countries and their rules
DATE_RULES: Mapping[str, CountryRules] = {
    "new_year": {"": _fixed_day(1, 1), **_in(_OTHER_YEARS, None)},
    "epiphany": {"": _fixed_day(1, 6), **_in(_JULIAN, None)},
    "blue_monday": {"": _nth_weekday(1, MO(+3))},
    "winter_sales": {"BE": _belgian_sales(1, 3), "FR": _french_winter_sales},
    "french_winter_sales": {"": _french_winter_sales},
    "candlemas": {"": _fixed_day(2, 2), **_in(_JULIAN, None)},
    "valentine": {"": _fixed_day(2, 14), "BR": _fixed_day(6, 12)},
    "pancake_tuesday": {"": _easter_day(-47), **_in(f"{_ORTHODOX} {_BOTH_EASTERS}", None)},
    "womens_day": {"": _fixed_day(3, 8)},
    "national_womens_day": {"": _fixed_day(3, 8), **_in("MA PK TN", None), "ZA": _fixed_day(8, 9)},
    "grandmothers_day": {"FR": _nth_weekday(3, SU(+1))},
    "easter": {"": easter, **_in(_ORTHODOX, _orthodox_easter), **_in(_BOTH_EASTERS, None)},
    # Other countries list the day themselves, on 1 May or elsewhere in the year.
    "labour_day": {
        **_in("AL BB BD BG BI CH CR CU DK EE EG ER FI GQ HT ID KH KP", _fixed_day(5, 1)),
        **_in("LA LT MD MM MZ NE NL PL RU SE SS TH TR TZ VE VN XK", _fixed_day(5, 1)),
    },
    "workers_day": {"": _fixed_day(5, 1)},
    "may_day": {"": _fixed_day(5, 1)},
    "mothers_day": _MOTHERS_DAY,
    "fathers_day": _FATHERS_DAY,
    "music_day": {"": _fixed_day(6, 21)},
    "summer_sales": {"BE": _belgian_sales(7, 1), "FR": _french_summer_sales},
    "french_summer_sales": {"": _french_summer_sales},
    "bastille_day": {"": _fixed_day(7, 14)},
    "national_day": {},
    "halloween": {"": _fixed_day(10, 31)},
    "pink_october": {"": _fixed_day(10, 1)},
    "clocks_forward": {**_in(_EUROPEAN_CLOCKS, _nth_weekday(3, SU(-1))), **_in("CA US", _nth_weekday(3, SU(+2)))},
    "clocks_back": {**_in(_EUROPEAN_CLOCKS, _nth_weekday(10, SU(-1))), **_in("CA US", _nth_weekday(11, SU(+1)))},
    "beaujolais": {"": _nth_weekday(11, TH(+3))},
    "thanksgiving": {"CA": _nth_weekday(10, MO(+2)), "US": _AFTER_THANKSGIVING[0]},
    "us_thanksgiving": {"": _AFTER_THANKSGIVING[0]},
    "black_friday": {"": _AFTER_THANKSGIVING[1]},
    "cyber_monday": {"": _AFTER_THANKSGIVING[4]},
    "giving_tuesday": {"": _AFTER_THANKSGIVING[5]},
    "armistice": _in("AU BE CA FR GB NZ", _fixed_day(11, 11)),
    "remembrance_day": _in("AU CA GB NZ ZA", _fixed_day(11, 11)),
    "veterans_day": {"US": _fixed_day(11, 11)},
    "christmas": {
        "": _fixed_day(12, 25),
        **_in("AM", _fixed_day(1, 6)),
        **_in("EG ER ET GE ME MK RS RU", _fixed_day(1, 7)),
        **_in("BA BY KZ MD XK", None),
    },
    "day_after_christmas": {"": _fixed_day(12, 26), **_in(f"AM BA KZ MD XK {_JULIAN}", None)},
    "boxing_day": _in("AU CA GB IE NZ ZA", _fixed_day(12, 26)),
    "new_years_eve": {"": _fixed_day(12, 31), **_in(_OTHER_YEARS, None)},
    "st_patrick": {"": _fixed_day(3, 17)},
    "memorial_day": {"US": _nth_weekday(5, MO(-1))},
    "us_memorial_day": {"": _nth_weekday(5, MO(-1))},
    "independence_day": {"US": _fixed_day(7, 4)},
    "us_independence_day": {"": _fixed_day(7, 4)},
    "us_labor_day": {"": _nth_weekday(9, MO(+1))},
    "mlk_day": {"US": _nth_weekday(1, MO(+3))},
    "presidents_day": {"US": _nth_weekday(2, MO(+3))},
}

_OVERSEAS = "971 974 976 BL GP GUA GY LRE MAY MF MQ NC PF PM RE TF WF YT 972 973"
# Regions of France (codes of the library `holidays`) whose sales have days of their own, by code of the key date.
OWN_SALES: Mapping[str, frozenset[str]] = {
    "winter_sales": frozenset(f"57 {_OVERSEAS}".split()),
    "summer_sales": frozenset(_OVERSEAS.split()),
}


def day_in_year(code: str, country: str, year: int) -> date | None:
    """The day of a key date in a year, by its code of `choices.key_date`; None where there is no rule."""
    rules = DATE_RULES.get(code, {})
    rule = rules.get(country, rules.get(""))
    return rule(year) if rule else None
