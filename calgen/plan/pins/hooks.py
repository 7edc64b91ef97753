"""The posts that take a key date as a hook: pinned before the rest is planned. See "Key dates" in docs/decisions.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from calgen.book.problems import Problem, Severity
from calgen.book.values import Span
from calgen.plan.days.key_dates import days_in, is_quiet, spans_of
from calgen.plan.days.usual_weekdays import usual_weekdays
from calgen.plan.draft import PlanDraft
from calgen.plan.pin import Pin, PinKind
from calgen.plan.reason import Reason
from calgen.plan.target.theme_places import can_carry, is_in_season
from calgen.strategy import Strategy
from calgen.strategy.key_dates import KeyDate
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme


def pin_hooks(draft: PlanDraft) -> PlanDraft:
    """A pin for every hook on each of its platforms, and a problem for each that cannot stand on its day.

    Key dates of one day come first: those of a range take the days that they leave.
    """
    pins, problems = list[Pin](), list[Problem]()
    in_calendar = {(pin.platform, day, pin.key_date) for pin in draft.pins for day in pin.settled_days}
    horizon = draft.horizon
    for key_date in sorted(draft.strategy.key_dates, key=lambda key_date: isinstance(key_date.date, Span)):
        if key_date.treatment != "hook":
            continue
        ahead = timedelta(days=key_date.ahead)
        for span in spans_of(draft.strategy, key_date, horizon.first + ahead, horizon.last + ahead):
            asked = Span(span.first - ahead, span.first - ahead) if key_date.ahead else span
            if days := days_in(asked, max(draft.today, horizon.first), horizon.last):
                so_far = replace(draft, pins=(*draft.pins, *pins))
                new_pins, new_problems = _hook_pins(so_far, key_date, asked, days, in_calendar)
                pins += new_pins
                problems += new_problems
    return replace(draft, pins=draft.pins + tuple(pins), problems=draft.problems + tuple(problems))


def _hook_pins(
    draft: PlanDraft,
    key_date: KeyDate,
    asked: Span,
    days: Sequence[date],
    in_calendar: Collection[tuple[str, date, str]],
) -> tuple[list[Pin], list[Problem]]:
    """The pins of a hook on one of the `days` to come of those `asked`, without those of posts in the calendar.

    `in_calendar` has the platform, day and key date of these posts.
    """
    place = key_date.source.place("name")
    values: Mapping[str, object] = {"name": key_date.name, "day": asked}
    in_season = {
        platform.platform: [day for day in days if is_in_season(platform, day)]
        for platform in _platforms_of(draft.strategy, key_date)
    }
    if not any(in_season.values()):
        return [], [Problem("hook_no_home", place, Severity.WARNING, values)]
    pins, problems = list[Pin](), list[Problem]()
    category = next((theme.category for theme in draft.strategy.themes if theme.theme == key_date.theme), "")
    every_day = days_in(asked, asked.first, asked.last)
    for name, possible in in_season.items():
        open_days = [day for day in possible if not is_quiet(draft.horizon, name, day, category)]
        if possible and not open_days and not problems:
            problems.append(Problem("hook_quiet", place, Severity.WARNING, values))
        if open_days and not any((name, day, key_date.name) in in_calendar for day in every_day):
            pins.append(_hook_pin(key_date, name, _best_day(draft, key_date, name, open_days)))
    standing = [pin for pin in draft.pins if pin.is_untouched and pin.key_date == key_date.name and pin.day in days]
    placed = sorted({pin.day for pin in (*pins, *standing)})
    return pins, [*problems, *_day_problems(draft, key_date, placed)]


def _day_problems(draft: PlanDraft, key_date: KeyDate, days: Sequence[date]) -> Iterator[Problem]:
    """A problem for each day of a hook that is closed, then for each that is out of the season of its theme."""
    place = key_date.source.place("name")
    for day in days:
        if day in draft.horizon.closed_days:
            yield Problem("named_on_closed", place, Severity.NOTE, {"name": key_date.name, "day": day})
    theme = _theme_of(draft.strategy, key_date)
    for day in days:
        if theme is not None and not is_in_season(theme, day):
            values = {"name": key_date.name, "day": day, "theme": key_date.theme}
            yield Problem("named_out_of_season", place, Severity.NOTE, values)


def _best_day(draft: PlanDraft, key_date: KeyDate, name: str, days: Sequence[date]) -> date:
    """The best of the possible days of a hook on a platform.

    An open day comes before a closed one, a usual weekday of the platform before another, the day of the last plan
    before a new one, a day without another pin before one with; then the better weekday, then the earlier day.
    """
    platform = next(platform for platform in draft.strategy.platforms if platform.platform == name)
    usual = usual_weekdays(draft.strategy, platform)
    pins = Counter(pin.day for pin in draft.pins if pin.platform == name)
    earlier = {pin.day for pin in draft.earlier if (pin.platform, pin.key_date) == (name, key_date.name)}

    def rank(day: date) -> tuple[object, ...]:
        is_usual = day.weekday() in usual
        weekday = usual.index(day.weekday()) if is_usual else 0
        return (day in draft.horizon.closed_days, not is_usual, day not in earlier, pins[day], weekday, day)

    return min(days, key=rank)


def _hook_pin(key_date: KeyDate, platform: str, day: date) -> Pin:
    if key_date.ahead:
        reason = Reason("hook", {"name": key_date.name, "ahead": key_date.ahead})
    else:
        reason = Reason("hook_day", {"name": key_date.name})
    return Pin(
        platform,
        day,
        key_date.theme,
        kind=PinKind.NAMED,
        reasons=(reason,),
        key_date=key_date.name,
        outside_mix=bool(key_date.theme),
    )


def _platforms_of(strategy: Strategy, key_date: KeyDate) -> list[Platform]:
    """The platforms that a key date names, or all, of those that carry its theme."""
    theme = _theme_of(strategy, key_date)
    return [
        platform
        for platform in strategy.platforms
        if (not key_date.platforms or platform.platform in key_date.platforms)
        and (theme is None or can_carry(strategy, theme, platform))
    ]


def _theme_of(strategy: Strategy, key_date: KeyDate) -> Theme | None:
    """The theme that a key date names."""
    return next((theme for theme in strategy.themes if theme.theme == key_date.theme), None)
