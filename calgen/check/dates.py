"""Dates: key dates tied to a theme, public holidays seen in time, and the word that French law keeps for the sales."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from calgen.book.columns import Source
from calgen.book.problems import Problem, Severity
from calgen.book.values import Labelled, Word
from calgen.check.wording import listed, speaks_of
from calgen.plan.computed_dates import day_in_year
from calgen.plan.model import Plan
from calgen.plan.period_capacity import usual_weekdays
from calgen.strategy import Strategy

SHOWN = 6
SALES = timedelta(days=27)  # four weeks: the first day and 27 more
EARLY = timedelta(days=21)


def hooks_have_a_theme(strategy: Strategy) -> Iterable[Problem]:
    """A day of the world is worth a post when it meets a theme of one's own."""
    rows = [one for one in strategy.key_dates if one.treatment == "hook" and not one.theme]
    yield from listed("hook_no_theme", Severity.NOTE, rows, "theme")


def holidays_are_seen_in_time(strategy: Strategy, plan: Plan, today: date) -> Iterable[Problem]:
    """The public holidays to come on days on which something would be posted, and what becomes of them."""
    open_ = {day for one in strategy.platforms for day in usual_weekdays(strategy, one)}
    holidays = sorted(plan.horizon.holidays.items())
    days = [(day, name) for day, name in holidays if day >= today and day.weekday() in open_]
    if days:
        shown = tuple(Labelled(name, day) for day, name in days[:SHOWN])
        place = strategy.settings.source.place("public_holidays")
        values = {"n": len(days), "days": shown, "treatment": Word("holidays", strategy.settings.public_holidays)}
        yield Problem("holidays_ahead", place, Severity.NOTE, values)


def in_sales(first: date, last: date) -> bool:
    """Whether days lie within one of the two legal periods of sales in France (code de commerce, L310-3)."""
    return any(start <= first and last <= start + SALES for start in _starts(first.year, last.year))


def before_sales(day: date) -> bool:
    """Whether the sales begin within three weeks: they may be announced before, with their day."""
    return any(day < start <= day + EARLY for start in _starts(day.year, day.year + 1))


def _starts(*years: int) -> set[date]:
    found = (day_in_year(code, "FR", year) for code in ("winter_sales", "summer_sales") for year in years)
    return {day for day in found if day}


def sales_keep_to_their_days(strategy: Strategy) -> Iterable[Problem]:
    """In France « soldes » is a word of the law: twice four weeks a year, in campaigns, themes and pieces."""
    if strategy.settings.country != "FR":
        return
    for name, row, field, first, last in _sayings(strategy):
        if not (first and last and in_sales(first, last)):
            yield Problem("sales_outside", row.place(field), Severity.WARNING, {"name": name})


def _sayings(strategy: Strategy) -> Iterable[tuple[str, Source, str, date | None, date | None]]:
    """Rows that say the word: name, source, the column that says it, and between which days."""
    for campaign in strategy.campaigns:
        for field in ("campaign", "message"):
            if speaks_of(getattr(campaign, field), "sales"):
                yield campaign.campaign, campaign.source, field, campaign.start, campaign.end
                break
    for theme in strategy.themes:
        texts = {"theme": theme.theme, "message": theme.message, "call_to_action": theme.call_to_action}
        for field, text in {**texts, "ideas": "\n".join(theme.ideas)}.items():
            if speaks_of(text, "sales"):
                yield theme.theme, theme.source, field, theme.start, theme.end
                break
    for piece in strategy.content:
        if speaks_of(piece.title, "sales"):
            yield piece.title, piece.source, "title", piece.publish or piece.start, piece.publish or piece.end
