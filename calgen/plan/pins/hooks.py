"""The posts that take a key date as a hook: pinned before the rest is planned. See "Key dates" in docs/decisions.md."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta

from calgen.book.problems import Problem, Severity
from calgen.plan.days.key_dates import days_of, is_quiet
from calgen.plan.draft import PlanDraft
from calgen.plan.pin import Pin, PinKind
from calgen.plan.reason import Reason
from calgen.plan.target.target_path import can_carry, is_in_season
from calgen.strategy import Strategy
from calgen.strategy.key_dates import KeyDate
from calgen.strategy.platforms import Platform


def pin_hooks(draft: PlanDraft) -> PlanDraft:
    """A pin for every hook on each of its platforms, and a problem for each that cannot stand on its day."""
    pins, problems = list[Pin](), list[Problem]()
    in_calendar = {(pin.platform, day, pin.key_date) for pin in draft.pins for day in pin.settled_days}
    for key_date in draft.strategy.key_dates:
        if key_date.treatment != "hook":
            continue
        ahead = timedelta(days=key_date.ahead)
        for day in days_of(draft.strategy, key_date, draft.horizon.first + ahead, draft.horizon.last + ahead):
            if day - ahead >= draft.today:
                new_pins, new_problems = _hook_pins(draft, key_date, day - ahead, in_calendar)
                pins += new_pins
                problems += new_problems
    return replace(draft, pins=draft.pins + tuple(pins), problems=draft.problems + tuple(problems))


def _hook_pins(
    draft: PlanDraft, key_date: KeyDate, day: date, in_calendar: Collection[tuple[str, date, str]]
) -> tuple[list[Pin], list[Problem]]:
    """The pins of a hook on one day, without those that are in the calendar already (by platform, day and name)."""
    place = key_date.source.place("name")
    values: Mapping[str, object] = {"name": key_date.name, "day": day}
    platforms = [platform for platform in _platforms_of(draft.strategy, key_date) if is_in_season(platform, day)]
    if not platforms:
        return [], [Problem("hook_no_home", place, Severity.WARNING, values)]
    open_platforms = [platform for platform in platforms if not is_quiet(draft.horizon, platform.platform, day)]
    pins = [
        _hook_pin(key_date, platform, day)
        for platform in open_platforms
        if (platform.platform, day, key_date.name) not in in_calendar
    ]
    problems = []
    if len(open_platforms) < len(platforms):
        problems.append(Problem("hook_quiet", place, Severity.WARNING, values))
    if pins and day in draft.horizon.closed_days:
        problems.append(Problem("named_on_closed", place, Severity.NOTE, values))
    return pins, problems


def _hook_pin(key_date: KeyDate, platform: Platform, day: date) -> Pin:
    if key_date.ahead:
        reason = Reason("hook", {"name": key_date.name, "ahead": key_date.ahead})
    else:
        reason = Reason("hook_day", {"name": key_date.name})
    return Pin(
        platform.platform,
        day,
        key_date.theme,
        kind=PinKind.NAMED,
        reasons=(reason,),
        key_date=key_date.name,
        outside_mix=bool(key_date.theme),
    )


def _platforms_of(strategy: Strategy, key_date: KeyDate) -> list[Platform]:
    """The platforms that a key date names, or all, of those that carry its theme."""
    theme = next((theme for theme in strategy.themes if theme.theme == key_date.theme), None)
    return [
        platform
        for platform in strategy.platforms
        if (not key_date.platforms or platform.platform in key_date.platforms)
        and (theme is None or can_carry(strategy, theme, platform))
    ]
