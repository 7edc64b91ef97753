"""Some weeks of the year of `year.py`, on the small strategy: the scorecard plays whole years of the samples."""

from __future__ import annotations

from functools import cache

import pytest
from office import XLSX, convert, needs_office, uncounted, unlocked
from test_errors_before_a_run import errors
from year import Year

pytestmark = pytest.mark.long

YEARS = {"fr": 1, "en": 2}  # language of the strategy → seed


@cache
def played(language: str) -> Year:
    year = Year(language, YEARS[language], weeks=6)
    year.play()
    return year


@pytest.mark.parametrize("language", YEARS)
def test_week_after_week_all_is_as_it_should_be(language: str) -> None:
    assert played(language).faults == []


@needs_office
@pytest.mark.parametrize("language", YEARS)
def test_no_formula_gives_an_error_at_the_end(language: str) -> None:
    computed = convert(XLSX, {"year": uncounted(played(language).last.data)})["year"]
    assert list(errors(unlocked(computed, values=True))) == []
