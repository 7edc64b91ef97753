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
from calgen.plan.model import Plan, PlanDraft, Retention
from calgen.plan.pin import Pin
from calgen.strategy import TABS, Strategy

Pass = Callable[[PlanDraft], PlanDraft]

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
    strategy: Strategy, kept: Sequence[Pin], today: date, earlier: Sequence[Pin] = (), *, frozen: bool = False
) -> Plan:
    """The plan of a strategy from its start, or from today where that is later.

    `kept` posts stay where they are, or leave their place empty where they are `gone`; `earlier` ones, of the last
    plan, may move but had better not. A plan that is to stand `still` has these posts, and no other.

    The order of rows changes nothing: the tabs are put in a canonical one first.
    """
    strategy = _canonical(strategy)
    kept = sorted(kept, key=lambda pin: (pin.day, pin.platform, pin.theme, pin.id))
    gone = tuple(pin for pin in kept if pin.is_removed)
    days = key_dates.mark(strategy, horizon.lay(strategy.settings, today))
    stays = tuple(pin for pin in kept if not pin.is_removed)
    draft = PlanDraft(strategy, today, stays, days, tuple(earlier), pins=tuple(kept))
    if frozen:
        return _planned(replace(draft, retention=Retention.FROZEN), gone)
    asked = replace(draft, earlier=new_items.welcomed(draft))
    fresh = _planned(asked, gone)
    if not earlier:
        return fresh
    if asked.earlier != draft.earlier and stability.pressed(fresh):  # what it has nothing of went for want of hours
        asked, fresh = draft, _planned(draft, gone)
    ways = [_planned(replace(asked, retention=Retention.COMPLETE), gone)]
    if stability.lacks(ways[0], fresh):
        ways.append(_planned(replace(asked, retention=Retention.EXTENDED), gone))
    return stability.nearer(strategy, today, asked.earlier, ways, fresh)


def _planned(draft: PlanDraft, gone: tuple[Pin, ...]) -> Plan:
    for one in PASSES:
        draft = one(draft)
    found = certificate.certify(draft)
    return Plan(draft.horizon, draft.periods, draft.posts, draft.subjects, found, draft.problems, gone)


def _canonical(strategy: Strategy) -> Strategy:
    """The same strategy with the rows of each tab by name."""
    tabs: dict[str, Any] = {tab.key: getattr(strategy, tab.key) for tab in TABS if tab.key != "settings"}
    ordered: dict[str, Any] = {key: tuple(sorted(rows, key=_name)) for key, rows in tabs.items()}
    return replace(strategy, **ordered)


def _name(row: Any) -> tuple[str, str]:
    first: str = getattr(row, next(iter(row.__dataclass_fields__)))
    return (fold(first), repr(row))
