"""Public holidays, as the law of each country (and region) names them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import holidays
import pytest
from holidays.registry import COUNTRIES
from small_strategies import made, platform, strategy, theme

from calgen.plan.days.holiday_dates import is_known_country, public_holidays, region_names

# Code du travail, L3133-1; Easter is on 28 March 2027.
FRANCE = {
    date(2027, 1, 1),
    date(2027, 3, 29),  # lundi de Pâques
    date(2027, 5, 1),
    date(2027, 5, 6),  # Ascension
    date(2027, 5, 8),
    date(2027, 5, 17),  # lundi de Pentecôte
    date(2027, 7, 14),
    date(2027, 8, 15),
    date(2027, 11, 1),
    date(2027, 11, 11),
    date(2027, 12, 25),
}
GOOD_FRIDAY, STEPHEN = date(2027, 3, 26), date(2027, 12, 26)


def test_france() -> None:
    assert set(public_holidays("FR", "", "fr", (2027,))) == FRANCE


@pytest.mark.parametrize("region", ["57", "Moselle", "moselle", "Alsace", "Alsace-Moselle", "Bas-Rhin", "Haut-Rhin"])
def test_alsace_and_moselle_have_two_more(region: str) -> None:
    assert set(public_holidays("FR", region, "fr", (2027,))) - FRANCE == {GOOD_FRIDAY, STEPHEN}


def test_the_united_states() -> None:
    assert date(2027, 11, 25) in public_holidays("US", "", "en", (2027,))


def test_a_country_that_is_not_known_has_none() -> None:
    assert public_holidays("XX", "", "fr", (2027,)) == {}


def test_a_holiday_is_moved_from_and_the_reason_names_it() -> None:
    """Easter Monday, on a platform that posts on Mondays."""
    row = platform(count="1", days=(0,))
    one = made(strategy(row, theme("Un"), country="FR", start=date(2027, 3, 22), weeks=2))
    moved = [reason for post in one.posts for reason in post.reasons if reason.code == "moved"]
    assert [reason.values["from_day"] for reason in moved] == [date(2027, 3, 29)]
    assert len(one.posts) == 2


def test_holidays_may_be_published_on() -> None:
    row = platform(count="1", days=(0,))
    one = made(strategy(row, theme("Un"), country="FR", start=date(2027, 3, 22), weeks=2, public_holidays="publish"))
    assert [post.day for post in one.posts] == [date(2027, 3, 22), date(2027, 3, 29)]


def test_regions_are_those_that_the_library_lists() -> None:
    listed = holidays.list_supported_countries()
    known = {country: codes for country, codes in listed.items() if is_known_country(country)}
    assert len(known) > 200
    for country, codes in known.items():
        assert set(codes) <= set(region_names(country))


LOADED = """
import sys
import holidays
from calgen.plan.days.holiday_dates import public_holidays, region_names
found = public_holidays("FR", "Alsace-Moselle", "fr", (2027,))
region_names("FR")
loaded = [name for name in sys.modules if name.startswith("holidays.countries")]
assert loaded == ["holidays.countries.france"], loaded
assert found == dict(holidays.country_holidays("FR", subdiv="57", years=2027, language="fr"))
import holidays.countries
assert holidays.countries.France is sys.modules["holidays.countries.france"].France
"""


def test_one_country_does_not_load_the_others_and_leaves_the_library_whole() -> None:
    found = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr


@pytest.mark.parametrize("country", sorted(code for _, code, *_ in COUNTRIES.values()))
def test_each_country_has_the_holidays_of_the_library(country: str) -> None:
    expected = holidays.country_holidays(country, years=(2027, 2028))
    assert list(public_holidays(country, "", "", (2027, 2028))) == sorted(expected)
