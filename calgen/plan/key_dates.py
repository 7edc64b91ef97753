"""Key dates: their days, typed or computed each year; a hook is a post, quiet is none, a note is only shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from calgen.book.folding import fold
from calgen.book.problems import Problem, Severity
from calgen.book.vocabulary import choice_codes
from calgen.plan.computed_dates import day_in_year
from calgen.plan.model import Horizon, Occasion, PlanDraft, Reason
from calgen.plan.pin import Pin, PinKind
from calgen.plan.target_path import can_carry, is_in_season
from calgen.strategy import Strategy
from calgen.strategy.key_dates import KeyDate
from calgen.strategy.platforms import Platform


def computed_day(country: str, name: str, year: int) -> date | None:
    """The day of a name in a year, where there is a rule for it."""
    return day_in_year(choice_codes("key_date").get(fold(name), ""), country, year)


def days_of(strategy: Strategy, row: KeyDate, first: date, last: date) -> tuple[date, ...]:
    """The days of a key date between two days: as typed, that day once; else computed each year from its name."""
    if row.date:
        return (row.date,) if first <= row.date <= last else ()
    found = [computed_day(strategy.settings.country, row.name, year) for year in range(first.year, last.year + 1)]
    return tuple(day for day in found if day and first <= day <= last)


def has_day(strategy: Strategy, row: KeyDate) -> bool:
    """Whether a key date has a day, typed or computable."""
    return row.date is not None or computed_day(strategy.settings.country, row.name, 2027) is not None


def add_key_dates(strategy: Strategy, horizon: Horizon) -> Horizon:
    """The horizon with its key dates, and the days on which a platform, or all of them, say nothing."""
    occasions = []
    closed, quiet = dict(horizon.closed_days), dict(horizon.quiet_days)
    for row in strategy.key_dates:
        for day in days_of(strategy, row, horizon.first, horizon.last + timedelta(days=60)):
            occasions.append(Occasion(row.name, day, row.treatment))
            if row.treatment == "quiet":
                reason = Reason("quiet", {"name": row.name})
                if row.platforms:
                    quiet |= {(platform, day): reason for platform in row.platforms}
                else:
                    closed[day] = reason
    return replace(horizon, occasions=tuple(sorted(occasions, key=_by_day)), closed_days=closed, quiet_days=quiet)


def _by_day(one: Occasion) -> tuple[date, str]:
    return (one.day, one.name)


def is_quiet(horizon: Horizon, platform: str, day: date) -> bool:
    """Whether the user wants no post there and then: the one thing to which a named day yields."""
    reason = horizon.closed_days.get(day)
    return (platform, day) in horizon.quiet_days or (reason is not None and reason.code == "quiet")


def pin_hooks(draft: PlanDraft) -> PlanDraft:
    """A pin for every hook, on its platforms; what cannot stand on its day is told."""
    pins, told = [], []
    for row in draft.strategy.key_dates:
        if row.treatment != "hook":
            continue
        ahead = timedelta(days=row.ahead)
        for day in days_of(draft.strategy, row, draft.horizon.first + ahead, draft.horizon.last + ahead):
            if day - ahead >= draft.today:
                own, missed = _hook_pins(draft, row, day - ahead)
                pins += own
                told += missed
    return replace(draft, pins=draft.pins + tuple(pins), problems=draft.problems + tuple(told))


def _hook_pins(draft: PlanDraft, row: KeyDate, day: date) -> tuple[list[Pin], list[Problem]]:
    place = row.source.place("name")
    values: Mapping[str, object] = {"name": row.name, "day": day}
    found = [one for one in _platforms_for(draft.strategy, row) if is_in_season(one, day)]
    if not found:
        return [], [Problem("hook_no_home", place, Severity.WARNING, values)]
    open_ = [one for one in found if not is_quiet(draft.horizon, one.platform, day)]
    why = (
        Reason("hook", {"name": row.name, "ahead": row.ahead}) if row.ahead else Reason("hook_day", {"name": row.name}),
    )
    kept = {(pin.platform, place, pin.key_date) for pin in draft.pins for place in pin.settled_days}
    pins = [
        Pin(
            one.platform,
            day,
            row.theme,
            kind=PinKind.NAMED,
            reasons=why,
            key_date=row.name,
            beside_mix=bool(row.theme),
        )
        for one in open_
        if (one.platform, day, row.name) not in kept
    ]
    told = [Problem("hook_quiet", place, Severity.WARNING, values)] if len(open_) < len(found) else []
    if pins and day in draft.horizon.closed_days:
        told.append(Problem("named_on_closed", place, Severity.NOTE, values))
    return pins, told


def _platforms_for(strategy: Strategy, row: KeyDate) -> Iterable[Platform]:
    """The platforms named, or all, that carry its theme."""
    theme = next((one for one in strategy.themes if one.theme == row.theme), None)
    return [
        one
        for one in strategy.platforms
        if (not row.platforms or one.platform in row.platforms) and (theme is None or can_carry(strategy, theme, one))
    ]
