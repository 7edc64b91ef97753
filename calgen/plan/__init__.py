"""From the strategy to its plan: one file per pass, all of them in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from calgen.plan import audit, cadence, horizon, missions, pieces, slots, themes
from calgen.plan.model import Pin, Plan, Work
from calgen.strategy import Strategy

Pass = Callable[[Work], Work]

PASSES: tuple[Pass, ...] = (
    pieces.pin,  # what has its day
    cadence.count,  # how many posts each week
    slots.lay,  # on which days, at which hours
    themes.choose,  # about what
    missions.serve,  # for whom and what for, by whom
)


def plan(strategy: Strategy, kept: Sequence[Pin], today: date) -> Plan:
    """The plan of a strategy from its start, or from today where that is later; `kept` posts stay where they are."""
    work = Work(strategy, today, tuple(kept), horizon.lay(strategy.settings, today), pins=tuple(kept))
    for one in PASSES:
        work = one(work)
    certificate = audit.certify(work)
    return Plan(work.horizon, work.periods, work.posts, work.subjects, certificate, work.told)
