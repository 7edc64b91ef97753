"""A plan and the workbook written from it are counted alike; names are spelled as in the strategy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from whole import TODAY, whole

from calgen.figures import frequency, hours, missions, mix, variety
from calgen.figures.counted_calendar import CountedCalendar, count_plan
from calgen.plan import plan
from calgen.plan.model import Plan, Post
from calgen.read import read
from calgen.strategy import Strategy


@pytest.fixture(scope="module")
def planned() -> tuple[Strategy, Plan]:
    strategy = read(whole({})).strategy
    return strategy, plan(strategy, (), TODAY)


def counted(planned: tuple[Strategy, Plan], **changes: object) -> CountedCalendar:
    """The calendar of the plan with a change to its first post."""
    strategy, made = planned
    first, *others = made.posts
    changed: Post = replace(first, **changes)  # type: ignore[arg-type]
    return count_plan(strategy, replace(made, posts=(changed, *others)))


def test_cancelled_posts_and_posts_without_a_platform_do_not_count(planned: tuple[Strategy, Plan]) -> None:
    total = len(planned[1].posts)
    assert counted(planned).total == total
    assert counted(planned, status="cancelled").total == total - 1
    assert counted(planned, platform="").total == total - 1


def test_letter_case_makes_no_name_of_its_own(planned: tuple[Strategy, Plan]) -> None:
    first, usual = planned[1].posts[0], counted(planned)
    found = counted(planned, platform=first.platform.upper(), theme=first.theme.upper(), category="PROMOUVOIR")
    for kind in ("platform", "theme"):
        assert found.names[kind] == usual.names[kind]
    assert set(found.categories) == set(usual.categories)
    assert found.posts[0].platform == first.platform


def test_names_that_only_posts_have_come_last(planned: tuple[Strategy, Plan]) -> None:
    found = counted(planned, platform="Ailleurs", theme="Neuf", category="Autre")
    assert (found.platforms[-1], found.names["theme"][-1], found.categories[-1]) == ("Ailleurs", "Neuf", "Autre")
    assert found.theme_categories["Neuf"] == "Autre"
    (row,) = (row for row in frequency.by_platform(found) if row.platform == "Ailleurs")
    assert [row.per_week, row.asked, Fraction(row.planned), row.gap] == [0, 0, 1, 1]
    (theme,) = (row for row in variety.by_theme(found) if row.theme == "Neuf")
    assert theme.on_path == pytest.approx(1 / found.total)  # it belongs to its theme alone


def test_weeks_and_platforms_have_one_sum(planned: tuple[Strategy, Plan]) -> None:
    calendar = counted(planned)
    weeks, platforms = frequency.by_week(calendar), frequency.by_platform(calendar)
    whole_asked = frequency.total_asked(calendar)
    assert whole_asked == sum((week.asked for week in weeks), Fraction(0))
    assert whole_asked == sum((platform.asked for platform in platforms), Fraction(0))
    assert sum(week.planned for week in weeks) == sum(row.planned for row in platforms) == calendar.total


def test_parts_make_a_whole(planned: tuple[Strategy, Plan]) -> None:
    calendar = counted(planned)
    for rows in (mix.overall(calendar), variety.by_theme(calendar)):
        assert sum(row.posts for row in rows) == calendar.total
        assert sum(row.share for row in rows) == pytest.approx(1)
        assert sum(row.on_path for row in rows) == pytest.approx(1)
    assert sum(row.share_asked for row in mix.overall(calendar)) == pytest.approx(1)
    assert sum(row.posts for row in mix.by_stage(calendar)) == calendar.total
    assert sum(row.posts for row in missions.by_platform(calendar)) == calendar.total


def test_hours_are_those_of_what_is_made(planned: tuple[Strategy, Plan]) -> None:
    calendar = counted(planned)
    made = sum((production.hours for production in calendar.productions), Fraction(0))
    assert sum((row.asked for row in hours.by_week(calendar)), Fraction(0)) == made
    assert all(isinstance(row.week, date) and row.week.weekday() == 0 for row in hours.by_week(calendar))
