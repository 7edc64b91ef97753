"""Resources, the R of TOMSTER: the hours that routines leave, and the time that is left before the first posts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from calgen.book.problems import Problem, Severity
from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.makers.person_hours import available_hours, routine_hours
from calgen.plan.model import Plan
from calgen.strategy import Strategy

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
        yield Problem("leads_short", row.source.place("lead"), Severity.WARNING, values)
