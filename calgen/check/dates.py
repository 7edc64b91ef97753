"""Dates: key dates with a day and a theme, public holidays ahead, and the sales that French law allows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from calgen.book.columns import Source
from calgen.book.problems import Problem, Severity
from calgen.book.terms import has_word_of, without_words_of
from calgen.book.values import Labelled, Phrase, Span, Word, first_items
from calgen.check.row_problems import problem_of_rows
from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.days.computed_dates import day_in_year
from calgen.plan.days.key_dates import has_day, spans_of
from calgen.plan.days.usual_weekdays import usual_weekdays
from calgen.plan.model import Plan
from calgen.plan.target.theme_places import can_carry, is_in_season
from calgen.strategy import Strategy
from calgen.strategy.key_dates import KeyDate
from calgen.strategy.platforms import Platform

SHOWN = 6  # of the holidays ahead, in a message
SALES = timedelta(days=27)  # from the first day of the sales to the last, four weeks in all
ANNOUNCED = timedelta(days=21)  # the sales may be announced so long before


def key_dates_have_days(strategy: Strategy) -> Iterable[Problem]:
    """A key date without a typed day is one whose day calgen can compute from its name and the country."""
    for key_date in strategy.key_dates:
        if not has_day(strategy, key_date):
            severity = Severity.NOTE if key_date.treatment == "note" else Severity.WARNING
            yield Problem("key_date_unknown", key_date.source.place("name"), severity, {"name": key_date.name})


def hooks_have_a_theme(strategy: Strategy) -> Iterable[Problem]:
    """A key date to be used as a hook has a theme."""
    rows = [row for row in strategy.key_dates if row.treatment == "hook" and not row.theme]
    yield from problem_of_rows("hook_no_theme", Severity.NOTE, rows, "theme")


def holidays_are_seen_in_time(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """The public holidays to come on weekdays with posts, and what becomes of these posts."""
    strategy = calendar.strategy
    weekdays = {day for platform in strategy.platforms for day in usual_weekdays(strategy, platform)}
    holidays = sorted(plan.horizon.holidays.items())
    days = [(day, name) for day, name in holidays if day >= today and day.weekday() in weekdays]
    if days:
        shown = first_items((Labelled(name, day) for day, name in days), SHOWN)
        place = strategy.settings.source.place("public_holidays")
        values = {"n": len(days), "days": shown, "treatment": Word("holidays", strategy.settings.public_holidays)}
        yield Problem("holidays_ahead", place, Severity.NOTE, values)


def key_dates_reach_the_platforms_they_name(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """Each key date that has a post has one on every platform that it names, or says where not, and why."""
    strategy, first, last = calendar.strategy, max(plan.horizon.first, today), plan.horizon.last
    for row in (row for row in strategy.key_dates if row.treatment == "hook" and row.platforms):
        ahead = timedelta(days=row.ahead)
        for span in spans_of(strategy, row, first + ahead, last + ahead):
            days = Span(span.first - ahead, (span.first if row.ahead else span.last) - ahead)
            there = {post.platform for post in plan.posts if post.key_date == row.name and _is_within(post.day, days)}
            causes: dict[str, list[str]] = {}
            for platform in strategy.platforms:
                if there and platform.platform in row.platforms and platform.platform not in there:
                    causes.setdefault(_kept_off(strategy, row, platform, days), []).append(platform.platform)
            for cause, names in causes.items():
                values: dict[str, object] = {"name": row.name, "platforms": tuple(names), "day": days}
                values["cause"] = Phrase(("phrases", "key_date_" + cause), {"theme": row.theme, "n": len(names)})
                yield Problem("key_date_not_everywhere", row.source.place("platforms"), Severity.NOTE, values)


def _is_within(day: date, days: Span) -> bool:
    return days.first <= day <= days.last


def _kept_off(strategy: Strategy, row: KeyDate, platform: Platform, days: Span) -> str:
    """What keeps a key date off a platform: its theme, the platform's own days, else the day or the user's hand."""
    theme = next((theme for theme in strategy.themes if theme.theme == row.theme), None)
    if theme and not can_carry(strategy, theme, platform):
        return "theme"
    is_at_work = is_in_season(platform, days.first) or is_in_season(platform, days.last)
    return "day" if is_at_work else "platform"


def posted_key_dates_lie_in_the_plan(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """A key date that asks for posts and has no day in the calendar is for later, or has a mistyped date."""
    strategy, first, last = calendar.strategy, plan.horizon.first, plan.horizon.last
    asked = [row for row in strategy.key_dates if row.treatment == "hook" and has_day(strategy, row)]
    outside = [row for row in asked if not spans_of(strategy, row, first, last) and not _is_over(row, today)]
    if outside:
        names = (Labelled(row.name, row.date) if row.date else row.name for row in outside)
        values = {"n": len(outside), "names": first_items(names, SHOWN), "first": first, "last": last}
        yield Problem("key_dates_outside", outside[0].source.place("date"), Severity.NOTE, values)


def _is_over(key_date: KeyDate, today: date) -> bool:
    day = key_date.date.last if isinstance(key_date.date, Span) else key_date.date
    return day is not None and day < today


def in_sales(first: date, last: date) -> bool:
    """Whether days lie within one of the two legal periods of sales in France (code de commerce, L310-3)."""
    return any(start <= first and last <= start + SALES for start in _starts(first.year, last.year))


def before_sales(day: date) -> bool:
    """Whether the sales begin within three weeks of a day: they may be announced then."""
    return any(day < start <= day + ANNOUNCED for start in _starts(day.year, day.year + 1))


def _starts(*years: int) -> set[date]:
    found = (day_in_year(code, "FR", year) for code in ("winter_sales", "summer_sales") for year in years)
    return {day for day in found if day}


def sales_keep_to_their_days(strategy: Strategy) -> Iterable[Problem]:
    """In France, campaigns, themes and pieces say « soldes » within the two legal periods of four weeks only."""
    if strategy.settings.country != "FR":
        return
    for name, source, column, first, last in _rows_about_sales(strategy):
        if not (first and last and in_sales(first, last)):
            yield Problem("sales_outside", source.place(column), Severity.WARNING, {"name": name})


def _speaks_of_sales(text: str) -> bool:
    """Whether a text says the word of the law; a gift card or an account that is used up does not."""
    return has_word_of(without_words_of(text, "no_sales"), "sales")


def _rows_about_sales(strategy: Strategy) -> Iterable[tuple[str, Source, str, date | None, date | None]]:
    """The rows that say the word: name, source, column, and first and last day."""
    for campaign in strategy.campaigns:
        for column in ("campaign", "message"):
            if _speaks_of_sales(getattr(campaign, column)):
                yield campaign.campaign, campaign.source, column, campaign.start, campaign.end
                break
    for theme in strategy.themes:
        texts = {"theme": theme.theme, "message": theme.message, "call_to_action": theme.call_to_action}
        for column, text in {**texts, "ideas": "\n".join(theme.ideas)}.items():
            if _speaks_of_sales(text):
                yield theme.theme, theme.source, column, theme.start, theme.end
                break
    for piece in strategy.content:
        if _speaks_of_sales(piece.title):
            yield piece.title, piece.source, "title", piece.publish or piece.start, piece.publish or piece.end
