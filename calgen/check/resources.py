"""Resources, the R of TOMSTER: the hours that routines leave, and the time that is left before the first posts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from calgen.book.problems import Problem, Severity
from calgen.book.values import Amount, Labelled, Percent, Phrase, Word
from calgen.check.row_problems import problem_of_rows
from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.makers.person_hours import available_hours, routine_hours
from calgen.plan.model import Plan
from calgen.strategy import Strategy

TEAM_KINDS = ("in_house", "subcontracted")
FEW_PEOPLE = 2  # who know without a word what each can make
FULL_TIME = 35  # hours a week
LEAST_MISSING = 1  # hour a week: less is found by working a little faster
NOT_BEGUN = ("", "idea", "to_write")


def routines_leave_hours_for_content(strategy: Strategy) -> Iterable[Problem]:
    """The routines of a person take less than the weekly hours."""
    for person in strategy.team:
        there = replace(person, days_off=())
        if person.weekly_hours and not available_hours(strategy, there, date.min):
            values = {"person": person.person, "hours": person.weekly_hours, "taken": routine_hours(strategy, person)}
            yield Problem("routines_fill", person.source.place("weekly_hours"), Severity.WARNING, values)


def leads_fit_before_the_first_posts(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """Posts that nobody has begun have their format's lead before them; else some of its days have gone by."""
    formats = {row.format: row for row in calendar.strategy.formats}
    late = []
    for production in calendar.period_productions:
        first = min((plan.posts[index] for index in production.posts), key=lambda post: post.sort_key)
        begun = first.status not in NOT_BEGUN
        if production.due.brief < today <= first.day and not begun and production.format in formats:
            late.append(first)
    if late:
        soonest = min(late, key=lambda post: post.sort_key)
        row = formats[soonest.format]
        values = {"n": len(late), "format": row.format, "lead": row.lead, "day": soonest.day}
        severity = Severity.WARNING if row.source.row else Severity.NOTE  # a lead of ours is no promise of theirs
        yield Problem("leads_short", row.source.place("lead"), severity, values)


def skills_are_written(strategy: Strategy) -> Iterable[Problem]:
    """In a team, it is said who can make what."""
    if len(strategy.team) > FEW_PEOPLE and not any(person.formats for person in strategy.team):
        yield from problem_of_rows("skills_blank", Severity.NOTE, strategy.team, "formats")


def missing_hours(plan: Plan, today: date) -> tuple[Fraction, Fraction]:
    """The hours that are short from today on, in all and a week; zeros where they are less than `LEAST_MISSING`."""
    hours = [problem.values["hours"] for problem in plan.problems if problem.code == "hours_short"]
    total = sum((found for found in hours if isinstance(found, Fraction)), Fraction(0))
    weeks = Fraction((plan.horizon.last - max(today, plan.horizon.first)).days + 1, 7)
    is_enough = weeks > 0 and total >= LEAST_MISSING * weeks
    return (total, total / weeks) if is_enough else (Fraction(0), Fraction(0))


def missing_hours_have_a_size(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """Hours that are short, as a part of a person and with what they cost in the house or outside."""
    total, weekly = missing_hours(plan, today)
    if not total:
        return
    team = calendar.strategy.team
    prices = {kind: [row.cost for row in team if row.kind == kind and row.cost] for kind in TEAM_KINDS}
    costs = tuple(
        Labelled(Word("team_kind", kind), Amount(Fraction(round(total * sum(found, Fraction(0)) / len(found)))))
        for kind, found in prices.items()
        if found
    )
    values = {"hours": weekly, "part": Percent(weekly / FULL_TIME)}
    values |= {"costs": Phrase(("phrases", "hours_cost"), {"costs": costs}) if costs else ""}
    place = min(team, key=lambda person: person.source.row).source.place("weekly_hours")
    yield Problem("hours_to_find", place, Severity.NOTE, values)
