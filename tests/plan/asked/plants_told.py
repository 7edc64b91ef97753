"""The same for what is told: findings that say too much, too little, or nothing that helps; and for hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from asked_plan import AskedPlan
from path_rules import could_stand
from plants import with_posts
from row_facts import monday_of

from calgen.book.problems import Problem, Severity
from calgen.plan.model import Deviation, Period, Post


def told(code: str, **values: object) -> Problem:
    return Problem(code, None, Severity.WARNING, values)


def beyond_its_room(made: AskedPlan) -> AskedPlan | None:
    """The path asks for a theme in every post of a platform that cannot have it so often."""
    line = _line_of_theme(made)
    if line is None:
        return None
    lines = tuple(replace(row, asked=9999.0) if row is line else row for row in made.plan.certificate)
    return replace(made, plan=replace(made.plan, certificate=lines), problems=())


def gap_beyond_its_room(made: AskedPlan) -> AskedPlan | None:
    """A gap is told of such a theme."""
    line, wrong = _line_of_theme(made), beyond_its_room(made)
    return replace(wrong, problems=(_gap(line, 9.0),)) if line and wrong else None


def _line_of_theme(made: AskedPlan) -> Deviation | None:
    return next((row for row in made.plan.certificate if row.level == "theme" and row.platform), None)


def _gap(line: Deviation, least: float) -> Problem:
    return told("mix_off", platform=line.platform, name=line.name, worst=85.0, least=least, limit=line.limit)


def many_gaps(made: AskedPlan) -> AskedPlan | None:
    line = _line_of_theme(made)
    return replace(made, problems=(_gap(line, 84.0),) * 13) if line else None


def useless_least(made: AskedPlan) -> AskedPlan | None:
    line = _line_of_theme(made)
    return replace(made, problems=(_gap(line, 0.1),)) if line else None


def cut_list(made: AskedPlan) -> AskedPlan | None:
    lines = tuple(replace(row, worst_gap=50.0) for row in made.plan.certificate)
    if len(lines) < 14:
        return None
    return replace(made, plan=replace(made.plan, certificate=lines), problems=tuple(map(_first_gap, lines[:12])))


def _first_gap(line: Deviation) -> Problem:
    return _gap(line, 49.0)


def no_theme_though_one_could(made: AskedPlan) -> AskedPlan | None:
    for name in made.platforms:
        for day in made.days_to_come:
            if any(could_stand(made, theme, name, day) for theme in made.strategy.themes):
                return replace(made, problems=(told("no_theme_left", platform=name, n=1, first=day),))
    return None


def post_of_a_holiday_lost(made: AskedPlan) -> AskedPlan | None:
    for name, row in made.platforms.items():
        period = next((one for one in made.plan.periods if one.platform == name and one.asked >= 3), None)
        if row.max_per_day is None and row.cadence.per != "day" and period and period.first >= made.today:
            short = told("frequency_short", platform=name, n=2, first=period.first)
            return replace(with_posts(made, _without(made, period)), problems=(short,))
    return None


def _without(made: AskedPlan, period: Period) -> list[Post]:
    """All posts but two of a period of its platform."""
    own = [post for post in made.plan.posts if post.platform == period.platform]
    lost = [id(post) for post in own if period.first <= post.day <= period.last][:2]
    return [post for post in made.plan.posts if id(post) not in lost]


# ---- hours -----------------------------------------------------------------------------------------------------------


def left_out_with_hours(made: AskedPlan) -> AskedPlan | None:
    """Posts of a week are left out though somebody has all the hours of the world."""
    return _left_out(made, Fraction(168))


def left_out_beside_articles(made: AskedPlan) -> AskedPlan | None:
    """A post is left out in a week that is filled with articles where lighter formats could stand."""
    lost = _left_out(made, Fraction(6))
    if lost is None or _names_formats(lost):
        return None
    seen: set[date] = set()
    posts = []
    for post in lost.plan.posts:
        week = monday_of(post.day)
        if week not in seen and lost.is_free(post) and not lost.piece(post):
            posts.append(replace(post, format="Article", owner="Ana", work_week=week))
            seen.add(week)
    return replace(with_posts(lost, posts), problems=lost.problems)


def _names_formats(made: AskedPlan) -> bool:
    strategy = made.strategy
    return any(row.formats for row in strategy.platforms) or any(row.formats for row in strategy.themes)


def next_week_is_free(made: AskedPlan) -> AskedPlan | None:
    """A week is left out, the next one has one post of the platform, and somebody has the hours then alone."""
    lost = _left_out(made, Fraction(168))
    if lost is None:
        return None
    period = next(one for one in lost.plan.periods if one.platform == lost.problems[0].values["platform"])
    week = monday_of(period.first)
    off = ((week - timedelta(days=7), week + timedelta(days=6)),)
    team = tuple(replace(row, days_off=off) for row in lost.strategy.team)
    kept = [post for post in lost.plan.posts if not week <= post.day < week + timedelta(days=12)]
    periods = tuple(one for one in lost.plan.periods if one is period)
    found = replace(with_posts(lost, kept), strategy=replace(lost.strategy, team=team), problems=lost.problems)
    return replace(found, plan=replace(found.plan, periods=periods))


def _left_out(made: AskedPlan, hours: Fraction) -> AskedPlan | None:
    """A plan under `thin` in which posts of the first whole week of a platform are left out; one person makes all."""
    period = next((one for one in made.plan.periods if _is_whole_week(one) and one.first >= made.today), None)
    if period is None or not made.strategy.team or made.strategy.routines:
        return None
    ana = replace(made.strategy.team[0], person="Ana", weekly_hours=hours, days_off=(), formats=(), platforms=())
    settings = replace(made.strategy.settings, over_capacity="thin")
    alone = replace(made.strategy, team=(ana,), settings=settings)
    fields: Any = {"first": period.first, "platform": period.platform, "n": 2}
    left_out = told("thinned", **fields)
    return replace(with_posts(made, _without(made, period)), strategy=alone, problems=(left_out,))


def _is_whole_week(period: Period) -> bool:
    return period.asked >= 2 and (period.last - period.first).days == 6


def piece_before_lesser_posts(made: AskedPlan) -> AskedPlan | None:
    """A piece in a window is left out for hours, and its platform has posts of less importance all the while."""
    settings = replace(made.strategy.settings, over_capacity="thin")
    for piece in made.strategy.content:
        if piece.end and not piece.format:
            lost = replace(made, strategy=replace(made.strategy, settings=settings))
            return replace(lost, problems=(told("piece_thinned", piece=piece.title),))
    return None
