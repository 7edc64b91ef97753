"""Resources, the R of TOMSTER: the time that is left before the first posts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from calgen.book.problems import Problem, Severity
from calgen.plan.model import Plan, Post
from calgen.strategy import Strategy


def leads_fit_before_the_first_posts(strategy: Strategy, plan: Plan, today: date) -> Iterable[Problem]:
    """From its brief to its publication each format has its days: those already gone by are missing."""
    leads = {one.format: one.lead for one in strategy.formats}
    late: dict[tuple[int, str], Post] = {}
    for post in plan.posts:
        if post.day >= today and post.day - timedelta(days=leads.get(post.format, 0)) < today:
            late.setdefault((post.subject, post.format), post)
    if late:
        first = min(late.values(), key=lambda post: post.order)
        row = next(one for one in strategy.formats if one.format == first.format)
        values = {"n": len(late), "format": first.format, "lead": row.lead, "day": first.day}
        yield Problem("leads_short", row.source.place("lead"), Severity.NOTE, values)
