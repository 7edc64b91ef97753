"""Samples moved to another start: what they date stays at its time of the year, and nothing of a fresh one is late."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, partial

import pytest

from calgen import api
from calgen.book.words import load_words
from calgen.check import advise
from calgen.check.dates import in_sales
from calgen.files.read import samples
from calgen.plan.days.key_dates import computed_day
from calgen.read import read
from calgen.strategy import Strategy
from calgen.strategy.shift import shift

SAMPLES = ("salon", "saas", "musee", "mairie")
MONDAYS = [date(2026, 1, 5) + timedelta(days=7 * n) for n in range(0, 130, 5)]
FIXED = {"Poisson d'avril : le ficus", "April Fools' Day", "Toussaint", "Anniversaire du salon : 7 ans"}
MONTHS = {
    "Rentrée": (8, 9), "Fêtes de fin d'année": (11, 12), "Marché de Noël": (11, 12), "Semaine bleue": (10,),
    "Foire de la Saint-Martin": (11,), "Nuit des musées": (5,), "Produce season": (5, 6), "Soldes d'hiver": (1, 2),
    "Soldes d'été": (6, 7), "Fête des mères": (5, 6), "Dock & Yard Expo": (3,),
}  # fmt: skip
LATE = {"leads_short", "start_past", "start_over", "deadline_past", "goal_late", "piece_unplaced", "piece_no_home"}


@cache
def sample_strategy(sample: str) -> Strategy:
    return read(samples.read_sample(sample)).strategy


def moved(sample: str, start: date) -> tuple[Strategy, Strategy]:
    strategy = sample_strategy(sample)
    return strategy, shift(strategy, start, partial(computed_day, strategy.settings))


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_at_its_own_start_is_itself(sample: str) -> None:
    strategy = sample_strategy(sample)
    assert strategy.settings.start
    assert moved(sample, strategy.settings.start)[1] == strategy


@pytest.mark.parametrize("start", MONDAYS, ids=str)
def test_the_sales_stay_lawful_wherever_a_sample_is_moved(start: date) -> None:
    _, strategy = moved("salon", start)
    sales = [campaign for campaign in strategy.campaigns if "Soldes" in campaign.campaign]
    assert len(sales) == 2
    assert all(in_sales(campaign.start, campaign.end) for campaign in sales)
    assert "sales_outside" not in {problem.code for problem in advise(strategy, start)}


@pytest.mark.parametrize("start", MONDAYS, ids=str)
def test_mothers_day_takes_its_campaign_and_its_content_along(start: date) -> None:
    old, new = moved("salon", start)
    before, after = (next(row for row in each.campaigns if row.campaign == "Fête des mères") for each in (old, new))
    assert after.end in {computed_day(new.settings, "Fête des mères", year) for year in range(2025, 2030)}
    assert after.end - after.start == before.end - before.start
    pieces = [next(row for row in each.content if row.campaign == "Fête des mères") for each in (old, new)]
    assert pieces[0].publish
    assert pieces[1].publish
    assert pieces[1].publish - after.start == pieces[0].publish - before.start


@pytest.mark.parametrize("start", MONDAYS, ids=str)
@pytest.mark.parametrize("sample", SAMPLES)
def test_what_is_dated_stays_at_its_time_of_the_year(sample: str, start: date) -> None:
    old, new = moved(sample, start)
    days = {row.name: row.date for row in new.key_dates if isinstance(row.date, date)}
    for row in old.key_dates:
        if isinstance(row.date, date):
            here = days[row.name]
            assert here >= start
            assert abs((here.replace(year=row.date.year) - row.date).days) in (0, 1, 2, 3), row.name
            assert row.name not in FIXED or (here.month, here.day) == (row.date.month, row.date.day)
    for campaign in new.campaigns:
        assert campaign.start >= start
        assert campaign.campaign not in MONTHS or campaign.start.month in MONTHS[campaign.campaign]
    for piece in new.content:
        assert all(day >= start for day in (piece.publish, piece.end, piece.expires) if day), piece.title
    for theme in new.themes:
        assert theme.end is None or theme.end >= start


@pytest.mark.parametrize("start", MONDAYS[::4], ids=str)
def test_a_title_that_names_its_day_keeps_it(start: date) -> None:
    _, strategy = moved("mairie", start)
    piece = next(row for row in strategy.content if "20 septembre" in row.title)
    assert piece.publish
    assert (piece.publish.month, piece.publish.day) == (9, 20)


def test_events_of_a_saturday_stay_on_one() -> None:
    _, strategy = moved("mairie", date(2028, 1, 3))
    days = {row.name: row.date for row in strategy.key_dates}
    assert days["Journées du patrimoine"] == date(2028, 9, 16)
    assert days["Téléthon"] == date(2028, 12, 1)


def test_deadlines_and_audits_move_with_the_start() -> None:
    old, new = moved("saas", date(2027, 3, 1))
    assert {b.date - a.date for a, b in zip(old.audit, new.audit, strict=True) if a.date and b.date} == {
        timedelta(days=56)
    }
    pairs = zip(old.objectives, new.objectives, strict=True)
    assert {b.deadline - a.deadline for a, b in pairs if a.deadline and b.deadline} == {timedelta(days=56)}


def late_findings(sample: str, today: date) -> list[str]:
    """What `check` says of a fresh sample that is late, or of days that are over."""
    data = api.new("fr", sample, api.sample_start(sample, today))
    found = api.diagnose(data, "sample.xlsx", today)
    words = load_words(found.read.words.language)
    return [words.message(problem)[0] for problem in found.problems if problem.code in LATE]


@pytest.mark.parametrize("sample", ["salon", "saas"])
def test_nothing_is_late_on_the_first_morning(sample: str) -> None:
    assert late_findings(sample, date(2026, 11, 30)) == []


@pytest.mark.long
@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("sample", SAMPLES)
def test_nothing_is_late_in_any_month(sample: str, month: int) -> None:
    assert late_findings(sample, date(2027, month, 11)) == []
