"""Files of results of an invented quarter, whose truth is known: what is matched is right, and nearly all is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
import seeds
from exported_results import imported
from made_samples import made
from workbook_rows import calendar_of

from benchmarks.simulated_exports import ExportedFile, Period, export_files
from benchmarks.simulated_matching import matching_score
from benchmarks.simulated_posts import SimulatedPost, Troubles, World, simulated_posts

USUAL = Troubles(late=0.05, edited=0.1, missed=0.03, outside=0.04, alike=0.2, by_hand=0.2)
WORLDS = {"salon": World(language="fr"), "saas": World(language="en", zone="America/New_York")}
QUARTER = Period(date(2027, 1, 4), date(2027, 4, 4), date(2027, 4, 5))


@cache
def published(sample: str, seed: int, period: Period = QUARTER) -> tuple[SimulatedPost, ...]:
    rows = calendar_of(made(sample).done.after).rows
    world = replace(WORLDS[sample], troubles=USUAL, seed=seed)
    return simulated_posts(rows, world, period.first, period.last)


def exported(sample: str, seed: int, period: Period = QUARTER) -> tuple[ExportedFile, ...]:
    return export_files(published(sample, seed, period), WORLDS[sample], period)


def test_the_same_seed_gives_the_same_files_and_another_one_does_not() -> None:
    week = Period(date(2027, 1, 4), date(2027, 1, 17), date(2027, 1, 25))
    published.cache_clear()
    first = exported("salon", 1, week)
    published.cache_clear()
    assert first == exported("salon", 1, week) != exported("salon", 2, week)
    later = exported("salon", 1, replace(week, asked=week.asked + timedelta(days=60)))
    assert [file.name for file in later] != [file.name for file in first]


@pytest.mark.long
@pytest.mark.parametrize("sample", [pytest.param("salon"), pytest.param("saas", marks=pytest.mark.long)])
@pytest.mark.parametrize("seed", seeds.few_of(range(4), 1))
def test_nothing_is_matched_with_the_wrong_post(sample: str, seed: int) -> None:
    files = [(file.name, file.data) for file in exported(sample, seed)]
    done = imported(*files, data=made(sample).done.after, today=QUARTER.asked)
    score = matching_score(published(sample, seed), done.report, ())
    assert score.wrong == ()
    assert score.others > 80
    assert score.others_found >= 0.95 * score.others
    again = imported(*files, data=done.after, today=QUARTER.asked)
    known = {row.id for row in calendar_of(done.after).rows if row.text("url")}
    assert len(known) > 80
    second = matching_score(published(sample, seed), again.report, known)
    assert (second.exact_found, second.wrong) == (second.exact, ())
    assert not again.changed
