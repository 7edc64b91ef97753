"""A small strategy with published posts and their results, for the tests of the review."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta
from fractions import Fraction

from calgen.book.columns import Source
from calgen.book.problems import Place
from calgen.book.values import Cadence, Hours
from calgen.figures.counted_calendar import CountedCalendar
from calgen.figures.counted_posts import CountedPost
from calgen.plan.model import Horizon
from calgen.review.reviewed_rows import ReviewedRow
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.formats import Format
from calgen.strategy.objectives import Objective
from calgen.strategy.platforms import Platform
from calgen.strategy.settings import Settings
from calgen.strategy.team import Person
from calgen.strategy.themes import Theme

START, TODAY = date(2027, 1, 4), date(2027, 4, 5)
CELLS = {"weight": "D", "hours": "I", "share": "B"}


def source(tab: str, row: int) -> Source:
    return Source(tab, row, CELLS)


def objective(name: str = "Fill Tuesdays", kpi: str = "bookings", **more: object) -> Objective:
    made = Objective(objective=name, kpi=kpi, domain="selling", baseline=Fraction(0), goal=Fraction(100),
                     deadline=date(2027, 7, 4), source=source("Objectives", 2))  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def theme(name: str, category: str = "promote", row: int = 2, **more: object) -> Theme:
    return replace(Theme(theme=name, category=category, source=source("Themes", row)), **more)  # type: ignore[arg-type]


def platform(name: str = "Facebook", row: int = 2, **more: object) -> Platform:
    made = Platform(platform=name, mission="sell", objectives=("Fill Tuesdays",), cadence=Cadence(Fraction(3)),
                    hours=(Hours(time(9), time(11)),), source=source("Platforms", row))  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def strategy(**more: object) -> Strategy:
    made = Strategy(
        settings=Settings(start=START, weeks=26),
        objectives=(objective(),),
        platforms=(platform(),),
        themes=tuple(theme(name, row=row) for row, name in enumerate("ABC", 2)),
        team=(Person(person="Maya", weekly_hours=Fraction(10), cost=Fraction(30)),),
        formats=(Format(format="photo", effort=Fraction(1, 2)),),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def campaign(**more: object) -> Campaign:
    made = Campaign(campaign="Spring", start=date(2027, 3, 1), end=date(2027, 3, 30), themes=("A",))
    return replace(made, **more)  # type: ignore[arg-type]


def row(n: int, name: str = "A", **more: object) -> ReviewedRow:
    """The post of day `n` of the calendar: half of its figures are known."""
    made = ReviewedRow(
        id=f"P{n:04}",
        place=Place("Social calendar", f"F{n + 5}"),
        day=START + timedelta(days=n),
        platform="Facebook",
        hour=time(9),
        subject=f"S{n:04}",
        title=f"Post {n}",
        theme=name,
        category="promote",
        format="photo",
        objective="Fill Tuesdays",
        owner="Maya",
        status="published",
        impressions=999,
        engagements=40,
        clicks=20,
        conversions=2,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def calendar(of: Strategy, rows: Iterable[ReviewedRow] = (), weeks: int = 26) -> CountedCalendar:
    """The counted calendar of some rows."""
    posts = tuple(
        CountedPost(row.day, row.platform, row.theme, row.category, row.objective, "", row.campaign, "", "", row.status,
                    row.subject, row.id)
        for row in rows
    )  # fmt: skip
    days = Horizon(START, START + timedelta(days=7 * weeks - 1), {}, {})
    return CountedCalendar(of, days, (), posts, {})
