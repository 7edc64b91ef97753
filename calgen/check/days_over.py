"""What is over: findings are about what can still be mended, so days, campaigns and deadlines gone by are left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from calgen.book.columns import Source
from calgen.book.folding import fold
from calgen.book.problems import Problem, Severity
from calgen.book.values import Span
from calgen.calendar import CalendarTab
from calgen.strategy import Strategy
from calgen.strategy.audit import AuditReading
from calgen.strategy.content import Piece

PACE_DAYS = 28  # days of published posts that say the present pace
# finding → the value that holds the last day that it is about
LAST_DAYS = {
    "deadline_outside": "deadline",
    "hook_no_home": "day",
    "hook_no_theme_left": "day",
    "piece_no_home": "day",
    "hook_quiet": "day",
    "named_on_closed": "day",
    "named_out_of_season": "day",
    "offset_quiet": "day",
    "rest_broken": "day",
    "test_pairs": "last",
}


def without_past_rows(strategy: Strategy, today: date) -> Strategy:
    """The strategy without campaigns, typed key dates and pieces of content that are over."""
    return replace(
        strategy,
        campaigns=tuple(row for row in strategy.campaigns if row.end >= today),
        key_dates=tuple(row for row in strategy.key_dates if not row.date or _last_day(row.date) >= today),
        content=tuple(row for row in strategy.content if not _is_over(row, today)),
    )


def _last_day(days: date | Span) -> date:
    return days.last if isinstance(days, Span) else days


def _is_over(piece: Piece, today: date) -> bool:
    """Whether a piece can be told no more: its only day, its window or its life is over."""
    last = piece.publish or min((day for day in (piece.end, piece.expires) if day), default=None)
    return last is not None and last < today


def still_to_mend(problems: Iterable[Problem], today: date) -> tuple[Problem, ...]:
    """The problems without the advice on days that are over; an error is never left out."""
    return tuple(problem for problem in problems if not _is_about_the_past(problem, today))


def _is_about_the_past(problem: Problem, today: date) -> bool:
    day = problem.values.get(LAST_DAYS.get(problem.code, ""))
    return problem.severity is not Severity.ERROR and isinstance(day, date) and day < today


def with_published_pace(strategy: Strategy, calendar: CalendarTab | None, today: date) -> Strategy:
    """The strategy with the pace of the last weeks in the audit, where that is older than they are.

    Only for a platform of which the calendar has published posts before those weeks, and at least half of those due in
    them are marked as published: where nobody marks them, nothing is known of the pace. Such a row has no place in the
    workbook.
    """
    if calendar is None or not strategy.audit:
        return strategy
    first = today - timedelta(days=PACE_DAYS)
    days: dict[str, list[date]] = {}
    due = Counter[str]()
    for row in calendar.rows:
        if (day := row.day()) and day < today and row.code("status") != "cancelled":
            name = fold(row.text("platform"))
            due[name] += day >= first
            if row.code("status") == "published":
                days.setdefault(name, []).append(day)
    rows: list[AuditReading] = list(strategy.audit)
    for name, found in sorted(days.items()):
        own = [row for row in rows if fold(row.platform) == name]
        is_old = not any(row.date and row.date >= first for row in own)
        count = sum(day >= first for day in found)
        if own and is_old and min(found) <= first and 2 * count >= due[name] > 0:
            pace = Fraction(7 * count, PACE_DAYS)
            rows.append(replace(own[-1], date=today, posts_per_week=pace, source=Source()))
    return replace(strategy, audit=tuple(rows))
