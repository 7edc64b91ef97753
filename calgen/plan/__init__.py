"""From the strategy to its plan: one file per pass, all of them in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from calgen.book.folding import fold
from calgen.plan import (
    cadence,
    capacity,
    certificate,
    horizon,
    key_dates,
    missions,
    new_items,
    pieces,
    set_days,
    slots,
    stability,
    themes,
    windows,
)
from calgen.plan.model import Pin, Plan, Work
from calgen.strategy import TABS, Strategy

Pass = Callable[[Work], Work]

PASSES: tuple[Pass, ...] = (
    set_days.remember,  # what the calendar has settled
    pieces.pin,  # what has its day: pieces of content,
    key_dates.hook,  # key dates to take as a hook,
    set_days.campaigns,  # set days of campaigns
    stability.hold,  # all of an earlier plan, where that is tried
    cadence.count,  # how many posts each week
    slots.lay,  # on which days, at which hours
    windows.cover,  # with one for every piece that is due
    themes.choose,  # about what
    missions.serve,  # for whom and what for
    capacity.assign,  # by whom, within their hours
)


def plan(
    strategy: Strategy, kept: Sequence[Pin], today: date, earlier: Sequence[Pin] = (), *, still: bool = False
) -> Plan:
    """The plan of a strategy from its start, or from today where that is later.

    `kept` posts stay where they are, or leave their place empty where they are `gone`; `earlier` ones, of the last
    plan, may move but had better not. A plan that is to stand `still` has these posts, and no other.

    The order of rows changes nothing: the tabs are put in a canonical one first.
    """
    strategy = _canonical(strategy)
    kept = sorted(kept, key=lambda pin: (pin.day, pin.platform, pin.theme, pin.kept))
    gone = tuple(pin for pin in kept if pin.gone)
    days = key_dates.mark(strategy, horizon.lay(strategy.settings, today))
    stays = tuple(pin for pin in kept if not pin.gone)
    work = Work(strategy, today, stays, days, tuple(earlier), pins=tuple(kept))
    if still:
        return _planned(replace(work, still=True, closed=True), gone)
    asked = replace(work, earlier=new_items.welcomed(work))
    fresh = _planned(asked, gone)
    if not earlier:
        return fresh
    if asked.earlier != work.earlier and stability.pressed(fresh):  # what it has nothing of went for want of hours
        asked, fresh = work, _planned(work, gone)
    ways = [_planned(replace(asked, still=True), gone)]
    if stability.lacks(ways[0], fresh):
        ways.append(_planned(replace(asked, still=True, grows=True), gone))
    return stability.nearer(strategy, today, asked.earlier, ways, fresh)


def _planned(work: Work, gone: tuple[Pin, ...]) -> Plan:
    for one in PASSES:
        work = one(work)
    found = certificate.certify(work)
    return Plan(work.horizon, work.periods, work.posts, work.subjects, found, work.told, gone)


def _canonical(strategy: Strategy) -> Strategy:
    """The same strategy with the rows of each tab by name."""
    tabs: dict[str, Any] = {tab.key: getattr(strategy, tab.key) for tab in TABS if tab.key != "settings"}
    ordered: dict[str, Any] = {key: tuple(sorted(rows, key=_name)) for key, rows in tabs.items()}
    return replace(strategy, **ordered)


def _name(row: Any) -> tuple[str, str]:
    first: str = getattr(row, next(iter(row.__dataclass_fields__)))
    return (fold(first), repr(row))
