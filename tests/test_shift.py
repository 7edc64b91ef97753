"""Samples moved to another start: whole weeks, and campaigns that keep to the day of their name."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest

from calgen.check import advise
from calgen.check.dates import in_sales
from calgen.files.read import samples
from calgen.plan.days.key_dates import computed_day
from calgen.read import read
from calgen.strategy import Strategy
from calgen.strategy.shift import shift

MONDAYS = [date(2026, 1, 5) + timedelta(days=7 * n) for n in range(0, 130, 5)]


def moved(sample: str, start: date) -> tuple[Strategy, Strategy]:
    strategy = read(samples.read_sample(sample)).strategy
    return strategy, shift(strategy, start, partial(computed_day, strategy.settings))


@pytest.mark.parametrize("sample", ["salon", "saas", "musee", "mairie"])
def test_a_sample_at_its_own_start_is_itself(sample: str) -> None:
    strategy = read(samples.read_sample(sample)).strategy
    assert strategy.settings.start
    assert moved(sample, strategy.settings.start)[1] == strategy


@pytest.mark.parametrize("start", MONDAYS, ids=str)
def test_the_sales_stay_lawful_wherever_a_sample_is_moved(start: date) -> None:
    _, strategy = moved("salon", start)
    sales = [one for one in strategy.campaigns if "Soldes" in one.campaign]
    assert len(sales) == 2
    assert all(in_sales(one.start, one.end) for one in sales)
    assert "sales_outside" not in {one.code for one in advise(strategy, start)}


@pytest.mark.parametrize("start", MONDAYS, ids=str)
def test_mothers_day_takes_its_campaign_and_its_content_along(start: date) -> None:
    old, new = moved("salon", start)
    before, after = (next(one for one in each.campaigns if one.campaign == "Fête des mères") for each in (old, new))
    assert after.end in {computed_day(new.settings, "Fête des mères", year) for year in range(2025, 2030)}
    assert after.end - after.start == before.end - before.start
    pieces = [next(one for one in each.content if one.campaign == "Fête des mères") for each in (old, new)]
    assert pieces[0].publish
    assert pieces[1].publish
    assert pieces[1].publish - after.start == pieces[0].publish - before.start


def test_everything_else_moves_by_the_same_whole_weeks() -> None:
    old, new = moved("saas", date(2027, 3, 1))
    assert {b.start - a.start for a, b in zip(old.campaigns, new.campaigns, strict=True)} == {timedelta(days=56)}
    pairs = [(a, b) for a, b in zip(old.content, new.content, strict=True) if a.publish]
    assert {b.publish - a.publish for a, b in pairs if a.publish and b.publish} == {timedelta(days=56)}
