"""Key dates that are computed, against definitions that are counted here by hand: no library, no rule of calgen's."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta

import pytest

from calgen.book.vocabulary import choice_codes
from calgen.plan.days.computed_dates import DATE_RULES, day_in_year
from calgen.plan.days.holiday_dates import school_holidays
from calgen.plan.days.key_dates import computed_day
from calgen.plan.days.seasons import SEASONS, moment
from calgen.strategy.settings import Settings

YEARS = range(2024, 2032)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# From printed calendars of both churches.
WESTERN = ("31 Mar", "20 Apr", "5 Apr", "28 Mar", "16 Apr", "1 Apr", "21 Apr", "13 Apr")
ORTHODOX = ("5 May", "20 Apr", "12 Apr", "2 May", "16 Apr", "8 Apr", "28 Apr", "13 Apr")
CHINESE_NEW_YEAR = ("10 Feb", "29 Jan", "17 Feb", "6 Feb", "26 Jan", "13 Feb", "3 Feb", "23 Jan")

FRANCE = {
    2024: "10 Jan, 26 Jun, 26 May, 16 Jun, 3 Mar, 29 Nov, 21 Nov, 31 Mar",
    2025: "8 Jan, 25 Jun, 25 May, 15 Jun, 2 Mar, 28 Nov, 20 Nov, 20 Apr",
    2026: "7 Jan, 24 Jun, 31 May, 21 Jun, 1 Mar, 27 Nov, 19 Nov, 5 Apr",
    2027: "6 Jan, 23 Jun, 30 May, 20 Jun, 7 Mar, 26 Nov, 18 Nov, 28 Mar",
    2028: "12 Jan, 28 Jun, 28 May, 18 Jun, 5 Mar, 24 Nov, 16 Nov, 16 Apr",
    2029: "10 Jan, 27 Jun, 27 May, 17 Jun, 4 Mar, 23 Nov, 15 Nov, 1 Apr",
    2030: "9 Jan, 26 Jun, 26 May, 16 Jun, 3 Mar, 29 Nov, 21 Nov, 21 Apr",
    2031: "8 Jan, 25 Jun, 25 May, 15 Jun, 2 Mar, 28 Nov, 20 Nov, 13 Apr",
}
IN_FRANCE = (
    *("Soldes d'hiver", "Soldes d'été", "Fête des mères", "Fête des pères", "Fête des grands-mères"),
    *("Black Friday", "Beaujolais nouveau", "Pâques"),
)

# What holds in every country of the table below, unless it says otherwise there ("no": the country has no such day).
EVERYWHERE = {
    "New Year's Day": "1 Jan", "Epiphany": "6 Jan", "Candlemas": "2 Feb", "Valentine's Day": "14 Feb", "Easter": "E",
    "Mardi gras": "E-47", "Saint-Patrick": "17 Mar", "International Women's Day": "8 Mar", "14 juillet": "14 Jul",
    "1er mai": "1 May", "Premier mai": "1 May", "Labour Day": "1 May", "Labor Day": "1 May", "Fête du Travail": "1 May",
    "Fête de la musique": "21 Jun", "Halloween": "31 Oct", "Octobre rose": "1 Oct", "Christmas": "25 Dec",
    "Beaujolais nouveau": "3 Thu Nov", "Black Friday": "4 Thu Nov+1", "Cyber Monday": "4 Thu Nov+4",
    "Giving Tuesday": "4 Thu Nov+5", "Saint-Sylvestre": "31 Dec", "Lendemain de Noël": "26 Dec",
    "Blue Monday": "3 Mon Jan",
    "Thanksgiving": "no", "Soldes d'hiver": "no", "Soldes d'été": "no", "Fête des grands-mères": "no",
    "Memorial Day": "no", "MLK Day": "no", "Presidents' Day": "no", "Veterans Day": "no", "Canada Day": "no",
    "Armistice": "no", "Boxing Day": "no", "Independence Day": "no", "National Day": "no", "Remembrance Day": "no",
    "Clocks go forward": "last Sun Mar", "Passage à l'heure d'hiver": "last Sun Oct",
    "Fête du Travail (États-Unis)": "1 Mon Sep", "Fourth of July": "4 Jul", "Anything else": "no",
}  # fmt: skip
_JULIAN = {"Epiphany": "no", "Candlemas": "no", "Christmas": "7 Jan", "Lendemain de Noël": "no"}
_AMERICAN_CLOCKS = {"Clocks go forward": "2 Sun Mar", "Passage à l'heure d'hiver": "1 Sun Nov"}
_OTHER_CLOCKS = {"Clocks go forward": "no", "Passage à l'heure d'hiver": "no"}
_ORTHODOX = {"Easter": "O", "Mardi gras": "no"}
_MOVED_IN_HOLY_WEEK = dict.fromkeys(("Labour Day", "Labor Day", "Fête du Travail"), "any")
COUNTRIES = {
    "FR": {
        "Mother's Day": "last Sun May", "Father's Day": "3 Sun Jun", "Armistice": "11 Nov", "National Day": "14 Jul",
        "Fête nationale": "14 Jul", "Fête des grands-mères": "1 Sun Mar", "Toussaint": "1 Nov", "Ascension": "E+39",
        "Lundi de Pâques": "E+1", "Soldes d'hiver": "any", "Soldes d'été": "any", "8 mai": "8 May",
    },
    "BE": {
        "Mother's Day": "2 Sun May", "Father's Day": "2 Sun Jun", "Armistice": "11 Nov", "National Day": "21 Jul",
        "Fête nationale": "21 Jul", "Soldes d'hiver": "3 Jan, or the Saturday before", "Lundi de Pâques": "E+1",
        "Soldes d'été": "1 Jul, or the Saturday before", "Assomption": "15 Aug",
    },
    "CH": {
        "Mother's Day": "2 Sun May", "Father's Day": "1 Sun Jun", "Fête nationale": "1 Aug", "National Day": "1 Aug",
    },
    "LU": {
        "Mother's Day": "2 Sun Jun", "Father's Day": "1 Sun Oct", "National Day": "23 Jun", "Fête nationale": "23 Jun",
    },
    "CA": {
        **_AMERICAN_CLOCKS,
        "Mother's Day": "2 Sun May", "Father's Day": "3 Sun Jun", "Labour Day": "1 Mon Sep", "Labor Day": "1 Mon Sep",
        "Fête du Travail": "1 Mon Sep", "Canada Day": "1 Jul", "Fête du Canada": "1 Jul", "Thanksgiving": "2 Mon Oct",
        "Action de grâce": "2 Mon Oct", "Armistice": "11 Nov", "Remembrance Day": "11 Nov",
        "Jour du Souvenir": "11 Nov", "Boxing Day": "26 Dec", "US Thanksgiving": "4 Thu Nov",
    },
    "US": {
        **_AMERICAN_CLOCKS,
        "Mother's Day": "2 Sun May", "Father's Day": "3 Sun Jun", "Labour Day": "1 Mon Sep", "Labor Day": "1 Mon Sep",
        "Fête du Travail": "1 Mon Sep", "Thanksgiving": "4 Thu Nov", "Memorial Day": "last Mon May",
        "MLK Day": "3 Mon Jan", "Presidents' Day": "3 Mon Feb", "Veterans Day": "11 Nov", "Independence Day": "4 Jul",
        "Juneteenth National Independence Day": "19 Jun", "Columbus Day": "2 Mon Oct",
    },
    "GB": {
        "Mother's Day": "E-21", "Mothering Sunday": "E-21", "Father's Day": "3 Sun Jun", "Labour Day": "no",
        "Labor Day": "no", "Fête du Travail": "no", "May Day": "1 Mon May", "Spring Bank Holiday": "last Mon May",
        "Boxing Day": "26 Dec", "Armistice": "11 Nov", "Remembrance Day": "11 Nov", "Good Friday": "E-2",
    },
    "IE": {
        "Mother's Day": "E-21", "Father's Day": "3 Sun Jun", "Labour Day": "no", "Labor Day": "no",
        "Fête du Travail": "no", "Easter Monday": "E+1", "August Bank Holiday": "1 Mon Aug", "Boxing Day": "26 Dec",
        "St Stephen's Day": "26 Dec",
    },
    "DE": {"Mother's Day": "2 Sun May", "Father's Day": "E+39", "German Unity Day": "3 Oct", "Karfreitag": "E-2"},
    "AT": {"Mother's Day": "2 Sun May", "Father's Day": "2 Sun Jun", "National Day": "26 Oct"},
    "IT": {"Mother's Day": "2 Sun May", "Father's Day": "19 Mar", "Festa della Repubblica": "2 Jun"},
    "ES": {"Mother's Day": "1 Sun May", "Father's Day": "19 Mar", "National Day": "12 Oct", "Fête nationale": "12 Oct"},
    "PT": {"Mother's Day": "1 Sun May", "Father's Day": "19 Mar", "Republic Day": "5 Oct"},
    "NL": {"Mother's Day": "2 Sun May", "Father's Day": "3 Sun Jun", "Ascension Day": "E+39"},
    "SE": {
        "Mother's Day": "last Sun May", "Father's Day": "2 Sun Nov", "National Day": "6 Jun", "Fête nationale": "6 Jun",
    },
    "NO": {"Mother's Day": "2 Sun Feb", "Father's Day": "2 Sun Nov", "Constitution Day": "17 May"},
    "DK": {"Mother's Day": "2 Sun May", "Father's Day": "5 Jun"},
    "FI": {
        "Mother's Day": "2 Sun May", "Father's Day": "2 Sun Nov", "Independence Day": "6 Dec", "Remembrance Day": "any",
    },
    "PL": {"Mother's Day": "26 May", "Father's Day": "23 Jun", "National Day": "any"},
    "GR": {"Mother's Day": "2 Sun May", "Father's Day": "3 Sun Jun", **_ORTHODOX, "Easter Monday": "O+1",
           "Independence Day": "25 Mar", **_MOVED_IN_HOLY_WEEK},
    "RO": {"Mother's Day": "1 Sun May", "Father's Day": "2 Sun May", **_ORTHODOX, "National Day": "1 Dec",
           "Fête nationale": "1 Dec"},
    "BG": {"Mother's Day": "8 Mar", "Father's Day": "26 Dec", **_ORTHODOX, "Independence Day": "22 Sep"},
    "RS": {"Mother's Day": "no", "Father's Day": "no", **_ORTHODOX, **_JULIAN, "Armistice": "11 Nov"},
    "RU": {**_OTHER_CLOCKS, "Mother's Day": "last Sun Nov", "Father's Day": "3 Sun Oct", **_ORTHODOX, **_JULIAN},
    "BR": {**_OTHER_CLOCKS, "Mother's Day": "2 Sun May", "Father's Day": "2 Sun Aug", "Valentine's Day": "12 Jun",
           "Independence Day": "7 Sep"},
    "AR": {**_OTHER_CLOCKS, "Mother's Day": "3 Sun Oct", "Father's Day": "3 Sun Jun", "Independence Day": "9 Jul"},
    "MX": {**_OTHER_CLOCKS, "Mother's Day": "10 May", "Father's Day": "3 Sun Jun", "Independence Day": "16 Sep"},
    "AU": {
        **_OTHER_CLOCKS,
        "Mother's Day": "2 Sun May", "Father's Day": "1 Sun Sep", "Labour Day": "no", "Labor Day": "no",
        "Fête du Travail": "no", "Boxing Day": "26 Dec", "Australia Day": "26 Jan", "ANZAC Day": "25 Apr",
        "Armistice": "11 Nov", "Remembrance Day": "11 Nov",
    },
    "NZ": {
        **_OTHER_CLOCKS,
        "Mother's Day": "2 Sun May", "Father's Day": "1 Sun Sep", "Labour Day": "4 Mon Oct", "Labor Day": "4 Mon Oct",
        "Fête du Travail": "4 Mon Oct", "Boxing Day": "26 Dec", "Waitangi Day": "6 Feb", "Armistice": "11 Nov",
        "Remembrance Day": "11 Nov",
    },
    "ZA": {
        **_OTHER_CLOCKS,
        "Mother's Day": "2 Sun May", "Father's Day": "3 Sun Jun", "Women's Day": "9 Aug", "Boxing Day": "26 Dec",
        "Remembrance Day": "11 Nov", "Heritage Day": "24 Sep",
    },
    "JP": {
        **_OTHER_CLOCKS,
        "Mother's Day": "2 Sun May", "Father's Day": "3 Sun Jun", "Labour Day": "no", "Labor Day": "no",
        "Fête du Travail": "no", "Culture Day": "3 Nov",
    },
    "TH": {**_OTHER_CLOCKS, "Mother's Day": "12 Aug", "Father's Day": "5 Dec", "National Day": "5 Dec"},
    "EG": {**_OTHER_CLOCKS, "Mother's Day": "21 Mar", "Father's Day": "21 Jun", **_ORTHODOX, **_JULIAN},
}  # fmt: skip

# Equinoxes and solstices in universal time, from the almanacs of the naval observatories.
MOMENTS = {
    2024: "20 Mar 03:06, 20 Jun 20:51, 22 Sep 12:44, 21 Dec 09:20",
    2025: "20 Mar 09:01, 21 Jun 02:42, 22 Sep 18:19, 21 Dec 15:03",
    2026: "20 Mar 14:46, 21 Jun 08:24, 23 Sep 00:05, 21 Dec 20:50",
    2027: "20 Mar 20:25, 21 Jun 14:11, 23 Sep 06:02, 22 Dec 02:42",
    2028: "20 Mar 02:17, 20 Jun 20:02, 22 Sep 11:45, 21 Dec 08:20",
    2029: "20 Mar 08:02, 21 Jun 01:48, 22 Sep 17:38, 21 Dec 14:14",
    2030: "20 Mar 13:52, 21 Jun 07:31, 22 Sep 23:27, 21 Dec 20:09",
    2031: "20 Mar 19:41, 21 Jun 13:17, 23 Sep 05:15, 22 Dec 01:55",
}


def day(year: int, text: str) -> date:
    number, month = text.split()
    return date(year, MONTHS.index(month) + 1, int(number))


def defined(text: str, year: int) -> date | None:
    """The day of a definition: `14 Feb`, `2 Sun May`, `last Mon May`, `4 Thu Nov+1`, `E-47`, `O` (orthodox Easter)."""
    if text == "no":
        return None
    if "or the Saturday before" in text:
        first = day(year, text.partition(",")[0])
        return first - timedelta(days=first.weekday() == 6)
    base, sign, days = re.fullmatch(r"(.*?)(?:([+-])(\d+))?", text).groups()  # type: ignore[union-attr] # matches all
    later = timedelta(days=int(f"{sign}{days}" if sign else 0))
    if base in ("E", "O"):
        return day(year, (WESTERN if base == "E" else ORTHODOX)[year - 2024]) + later
    if len(base.split()) == 2:
        return day(year, base) + later
    nth, weekday, month = base.split()
    weeks = calendar.monthcalendar(year, MONTHS.index(month) + 1)
    found = [week[WEEKDAYS.index(weekday)] for week in weeks if week[WEEKDAYS.index(weekday)]]
    return date(year, MONTHS.index(month) + 1, found[-1 if nth == "last" else int(nth) - 1]) + later


def settings(country: str, **more: str) -> Settings:
    return Settings(country=country, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("country", COUNTRIES)
def test_each_country_has_its_own_days(country: str) -> None:
    asked = EVERYWHERE | COUNTRIES[country]
    expected = {name: [defined(text, year) for year in YEARS] for name, text in asked.items() if text != "any"}
    assert {name: [computed_day(settings(country), name, year) for year in YEARS] for name in expected} == expected


@pytest.mark.parametrize("year", FRANCE)
def test_the_french_table(year: int) -> None:
    found = [computed_day(settings("FR"), name, year) for name in IN_FRANCE]
    assert found == [day(year, text) for text in FRANCE[year].split(", ")]


@pytest.mark.parametrize(("year", "text"), [(2023, "4 Jun"), (2034, "4 Jun")])
def test_mothers_day_gives_way_to_whit_sunday(year: int, text: str) -> None:
    assert day_in_year("mothers_day", "FR", year) == day(year, text)
    assert day_in_year("mothers_day", "SE", year) == day(year, "28 May")


@pytest.mark.parametrize("name", ["Chinese New Year", "Nouvel An chinois", "Lunar New Year"])
@pytest.mark.parametrize("country", ["FR", "US", "AU", "CN", ""])
def test_the_lunar_new_year(name: str, country: str) -> None:
    found = [computed_day(settings(country), name, year) for year in YEARS]
    assert found == [day(year, text) for year, text in zip(YEARS, CHINESE_NEW_YEAR, strict=True)]


@pytest.mark.parametrize(
    ("region", "winter", "summer"),
    [("", True, True), ("Alsace", True, True), ("Moselle", False, True), ("La Réunion", False, False)],
)
def test_regions_with_sales_of_their_own_have_no_computed_ones(region: str, winter: bool, summer: bool) -> None:
    found = [computed_day(settings("FR", region=region), name, 2027) for name in ("Soldes d'hiver", "Soldes d'été")]
    assert [bool(each) for each in found] == [winter, summer]


def test_a_holiday_of_a_region_is_one_of_that_region_alone() -> None:
    region = [computed_day(settings("AU", region=name), "Labour Day", 2027) for name in ("QLD", "VIC", "")]
    assert region == [date(2027, 5, 3), date(2027, 3, 8), None]
    assert computed_day(settings("FR", region="Alsace"), "Vendredi saint", 2027) == date(2027, 3, 26)
    assert computed_day(settings("FR"), "Vendredi saint", 2027) is None


def test_a_day_off_in_place_of_a_holiday_is_not_the_holiday() -> None:
    """26 December 2026 is a Saturday, 4 July 2027 a Sunday."""
    assert computed_day(settings("GB"), "Boxing Day", 2026) == date(2026, 12, 26)
    assert computed_day(settings("US"), "Independence Day", 2027) == date(2027, 7, 4)


@pytest.mark.parametrize("year", MOMENTS)
def test_equinoxes_and_solstices(year: int) -> None:
    for quarter, text in enumerate(MOMENTS[year].split(", ")):
        expected = datetime.strptime(f"{text} {year} +0000", "%d %b %H:%M %Y %z")
        assert abs(moment(quarter, year) - expected) < timedelta(minutes=2)


@pytest.mark.parametrize(
    ("country", "days"),
    [
        ("FR", "20 Mar 2027, 21 Jun 2027, 23 Sep 2027, 22 Dec 2027"),
        ("US", "19 Mar 2024, 20 Jun 2024, 22 Sep 2024, 21 Dec 2024"),  # late in the evening of the 19th in New York
        ("JP", "21 Mar 2027, 21 Jun 2027, 23 Sep 2027, 22 Dec 2027"),
        ("CL", "23 Sep 2027, 21 Dec 2027, 20 Mar 2027, 21 Jun 2027"),
        ("AU", "1 Sep 2027, 1 Dec 2027, 1 Mar 2027, 1 Jun 2027"),
        ("NZ", "1 Sep 2027, 1 Dec 2027, 1 Mar 2027, 1 Jun 2027"),
    ],
)
def test_seasons_begin_by_hemisphere(country: str, days: str) -> None:
    for season, text in zip(("Printemps", "First day of summer", "Automne", "Hiver"), days.split(", "), strict=True):
        expected = datetime.strptime(f"{text} +0000", "%d %b %Y %z").date()
        assert computed_day(settings(country), season, expected.year) == expected


@pytest.mark.parametrize("country", ["SG", "IE", "RU", "KE", ""])
def test_where_seasons_begin_on_other_days_or_there_are_none_no_day_is_guessed(country: str) -> None:
    found = [computed_day(settings(country), season, 2027) for season in ("Spring", "Été", "Fall", "Hiver")]
    assert found == [None] * 4


def test_every_rule_gives_a_day_each_year() -> None:
    for rules in DATE_RULES.values():
        for rule in filter(None, rules.values()):
            assert [rule(year).year for year in range(2020, 2050)] == list(range(2020, 2050))


def test_every_name_has_a_rule_and_every_rule_a_name() -> None:
    others = {*SEASONS, "chinese_new_year"}
    assert set(choice_codes("key_date").values()) == set(DATE_RULES) | others


@pytest.mark.parametrize("zone", ["A", "B", "C", "Zone B"])
def test_french_school_zones(zone: str) -> None:
    found = school_holidays("FR", zone, "fr", (2026,))
    assert date(2026, 8, 1) in found
    assert date(2026, 3, 25) not in found


def test_zones_have_winters_of_their_own() -> None:
    own = [{day for day in school_holidays("FR", zone, "fr", (2026,)) if day.month in (2, 3)} for zone in "ABC"]
    assert own[0] != own[1] != own[2] != own[0]
