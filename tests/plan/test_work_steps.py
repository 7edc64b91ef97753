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

from calgen.book.grid import Cell
from calgen.book.words import load_words
from calgen.calendar import CalendarRow
from calgen.merge.edits import Edits
from calgen.merge.work_weeks import with_weeks_to_come
from calgen.plan import plan
from calgen.plan.makers.person_hours import available_hours
from calgen.plan.makers.work_steps import due_dates, productions, subject_due_dates
from calgen.plan.model import Post, Subject
from calgen.plan.pin import Pin
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


def posts_of_two(format_: str = "Photo", after: int = 10) -> tuple[Strategy, list[Post], Subject]:
    """A subject of Ana's, and its post some weeks later, which Ben publishes; the work stands in Ana's week."""
    one = made(strategy(platform()))
    subject, post = one.plan.subjects[0], one.plan.posts[0]
    first = replace(post, subject=subject.number, day=WEDNESDAY, format="Photo", owner="Ana", work_week=MONDAY)
    later = replace(first, day=WEDNESDAY + timedelta(weeks=after), format=format_, owner="Ben")
    return one.strategy, [first, later], subject


@pytest.mark.parametrize(("format_", "after", "works"), [("Photo", 10, 1), ("Reel", 10, 2), ("Photo", 1, 2)])
def test_what_was_made_for_an_earlier_post_is_not_made_again_by_who_publishes_the_next(
    format_: str, after: int, works: int
) -> None:
    of, posts, subject = posts_of_two(format_, after)
    found = productions(of, posts, [subject])
    assert len(found) == works
    assert sorted(index for work in found for index in work.posts) == [0, 1]
    assert subject_due_dates(of, subject, posts).draft == min(work.due.draft for work in found)


@pytest.mark.parametrize(
    ("status", "format_", "week"),
    [("", "Reel", None), ("", "Photo", MONDAY), ("approved", "Reel", MONDAY), ("published", "Reel", MONDAY)],
)
def test_another_format_of_a_post_to_come_is_made_in_a_week_to_come(
    status: str, format_: str, week: date | None
) -> None:
    late = MONDAY + timedelta(weeks=10)
    words = load_words("en")
    cells = {"status": Cell(words.choice("status", status) if status else None)}
    edits = Edits(rows={"social": {"P0002": CalendarRow("P0002", 6, cells)}})
    first = Pin("Insta", MONDAY, "Tips", id="P0001", subject="S0001", format="Photo", work_week=MONDAY)
    pin = replace(first, id="P0002", day=late, format=format_)
    assert [one.work_week for one in with_weeks_to_come(edits, [first, pin], [])] == [MONDAY, week]
    untouched = replace(pin, is_untouched=True)
    assert with_weeks_to_come(edits, [first, untouched], []) == (first, untouched)
