"""Resources, the R of TOMSTER: the time that is left before the first posts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from calgen.book.problems import Problem, Severity
from calgen.plan.model import Plan
from calgen.plan.work_steps import productions
from calgen.strategy import Strategy

NOT_BEGUN = ("", "idea", "to_write")


def leads_fit_before_the_first_posts(strategy: Strategy, plan: Plan, today: date) -> Iterable[Problem]:
    """From its brief to its publication each format has its days: those already gone by are missing."""
    leads = {one.format: one for one in strategy.formats}
    late = []
    for one in productions(strategy, plan.posts, plan.subjects):
        first = min((plan.posts[at] for at in one.posts), key=lambda post: post.sort_key)
        if one.due.brief < today <= first.day and first.status in NOT_BEGUN and one.format in leads:
            late.append(first)
    if late:
        soonest = min(late, key=lambda post: post.sort_key)
        row = leads[soonest.format]
        values = {"n": len(late), "format": row.format, "lead": row.lead, "day": soonest.day}
        yield Problem("leads_short", row.source.place("lead"), Severity.NOTE, values)
