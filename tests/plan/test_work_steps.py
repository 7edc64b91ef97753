"""When work is due: the order of the steps, working days, the week that has the hours, the hours of a production."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import holidays
import pytest
from hypothesis import given, settings
from small_strategies import MONDAY, made, platform, strategy
from strategies import Case, cases

from calgen.plan import plan
from calgen.plan.makers.person_hours import available_hours
from calgen.plan.makers.work_steps import due_dates, productions, subject_due_dates
from calgen.strategy import Strategy
from calgen.strategy.formats import Format
from calgen.strategy.team import Person

WEDNESDAY = MONDAY + timedelta(days=2)


def days_off(of: Strategy, person: str) -> set[date]:
    """Every day off of a person."""
    found = [span for one in of.team if one.person == person for span in one.days_off]
    return {first + timedelta(days=n) for first, last in found for n in range((last - first).days + 1)}


def is_free(of: Strategy, day: date) -> bool:
    """Whether a day is a weekend or a public holiday."""
    country = of.settings.country
    known = holidays.country_holidays(country, subdiv=of.settings.region or None, years=day.year) if country else {}
    return day.weekday() > 4 or day in known


@settings(max_examples=25)
@given(cases())
def test_brief_draft_review_and_first_post_come_in_this_order_on_working_days(case: Case) -> None:
    found = plan(case.strategy, (), case.today)
    for one in productions(case.strategy, found.posts, found.subjects):
        first = min(found.posts[at].day for at in one.posts)
        assert one.due.brief <= one.due.draft <= one.due.review <= first
        known = {each.format: each.lead for each in case.strategy.formats}
        assert one.due.review < first or known[one.format] == 0
        for day in (one.due.brief, one.due.draft, one.due.review):
            assert not is_free(case.strategy, day)
            assert day not in days_off(case.strategy, one.owner)


@settings(max_examples=20)
@given(cases())
def test_a_draft_is_due_in_the_week_in_which_its_maker_has_the_hours(case: Case) -> None:
    found = plan(case.strategy, (), case.today)
    people = {one.person: one for one in case.strategy.team}
    for one in productions(case.strategy, found.posts, found.subjects):
        first = min((found.posts[at] for at in one.posts), key=lambda post: post.sort_key)
        if not people:
            assert first.work_week is None
        elif first.work_week and available_hours(case.strategy, people[one.owner], first.work_week):
            days = (first.work_week + timedelta(days=n) for n in range(5))
            week = [day for day in days if day <= one.due.review]
            off = days_off(case.strategy, one.owner)
            if any(not is_free(case.strategy, day) and day not in off for day in week):
                assert one.due.draft in week


@settings(max_examples=20)
@given(cases())
def test_every_post_belongs_to_one_production_and_a_subject_has_the_first_due_dates(case: Case) -> None:
    found = plan(case.strategy, (), case.today)
    every = productions(case.strategy, found.posts, found.subjects)
    assert Counter(at for one in every for at in one.posts) == Counter(range(len(found.posts)))
    for subject in found.subjects:
        own = [one for one in every if one.subject == subject.number]
        due = subject_due_dates(
            case.strategy, subject, [post for post in found.posts if post.subject == subject.number]
        )
        assert due.draft == min(one.due.draft for one in own)
        assert due.review == min(one.due.review for one in own)


def lead(days: int, *people: Person) -> Strategy:
    """A strategy whose photos ask for so many days."""
    return replace(strategy(), formats=(Format(format="Photo", lead=days, effort=Fraction(2)),), team=people)


@pytest.mark.parametrize(
    ("days", "brief", "draft", "review"),
    [(0, 0, 0, 0), (1, 1, 1, 1), (2, 2, 1, 1), (7, 7, 5, 1), (14, 14, 7, 5), (21, 21, 12, 5)],
)
def test_a_lead_is_spread_over_the_steps(days: int, brief: int, draft: int, review: int) -> None:
    due = due_dates(lead(days), WEDNESDAY, "Photo", "")
    assert [(WEDNESDAY - day).days for day in (due.brief, due.draft, due.review)] == [brief, draft, review]


def test_days_off_and_holidays_move_a_step_to_the_last_working_day_before() -> None:
    away = Person(person="Ana", weekly_hours=Fraction(5), days_off=((MONDAY, MONDAY + timedelta(days=1)),))
    due = due_dates(lead(2, away), WEDNESDAY, "Photo", "Ana")
    assert (due.brief, due.draft, due.review) == (MONDAY - timedelta(days=3),) * 3
    france = replace(lead(1), settings=replace(lead(1).settings, country="FR"))
    easter_tuesday, friday = date(2027, 3, 30), date(2027, 3, 26)
    assert due_dates(france, easter_tuesday, "Photo", "").review == friday


def test_a_week_with_hours_holds_the_draft() -> None:
    assert due_dates(lead(14), WEDNESDAY, "Photo", "", MONDAY).draft == MONDAY
    assert due_dates(lead(2), WEDNESDAY, "Photo", "", MONDAY - timedelta(days=7)).draft == MONDAY - timedelta(days=3)


def test_what_is_cancelled_asks_for_no_work() -> None:
    one = made(strategy(platform()))
    posts = [replace(post, status="cancelled") for post in one.plan.posts]
    assert productions(one.strategy, posts, one.plan.subjects) == ()
    left = [*posts[:-1], one.plan.posts[-1]]
    assert [making.posts for making in productions(one.strategy, left, one.plan.subjects)] == [(len(left) - 1,)]
