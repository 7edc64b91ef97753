"""The seven steps of TOMSTER: what each one holds and misses, and whether it is done, thin or empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from calgen.book.problems import Problem, Severity
from calgen.book.values import Title
from calgen.check.evaluation import REVIEWS
from calgen.check.platforms import same_place, thin
from calgen.strategy import Strategy


class StepState(StrEnum):
    """How far a step has come."""

    DONE = "done"
    THIN = "thin"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class MissingItem:
    """A column, or a tab, that is blank in `n` of `of` rows (none given: it is blank altogether)."""

    name: Title
    n: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class TomsterStep:
    """A step: its key, its main tab, the counts of what is present, and what is missing."""

    key: str
    tab: str
    present: Mapping[str, int] = field(default_factory=dict)
    missing: tuple[MissingItem, ...] = ()

    @property
    def state(self) -> StepState:
        if not any(self.present.values()):
            return StepState.EMPTY
        return StepState.THIN if self.missing else StepState.DONE


def _blank(rows: Sequence[Any], tab: str, *keys: str) -> tuple[MissingItem, ...]:
    """The columns that are blank in some rows of a tab."""
    counts = {key: sum(getattr(row, key) in ("", None, ()) for row in rows) for key in keys}
    return tuple(MissingItem(Title(tab, key), n, len(rows)) for key, n in counts.items() if n)


def _none(**tabs: object) -> tuple[MissingItem, ...]:
    """The tabs, or settings, of which there is nothing."""
    return tuple(MissingItem(Title(key)) for key, found in tabs.items() if not found)


def _target(strategy: Strategy) -> TomsterStep:
    rows = strategy.audiences
    primary = sum(one.priority == "primary" for one in rows)
    missing = _blank(rows, "audiences", "description", "platforms")
    if rows and not primary:
        missing = (MissingItem(Title("audiences", "priority")), *missing)
    return TomsterStep("target", "audiences", {"n": len(rows), "primary": primary}, missing)


def _objectives(strategy: Strategy) -> TomsterStep:
    rows = strategy.objectives
    chosen = sum(one.priority != "no" for one in strategy.wheel)
    missing = _blank(rows, "objectives", "baseline", "goal", "deadline", "business_objective") + _none(wheel=chosen)
    return TomsterStep("objectives", "objectives", {"n": len(rows), "missions": chosen}, missing)


def _message(strategy: Strategy) -> TomsterStep:
    rows = [one for one in strategy.themes if one.weight > 0]
    written = sum(bool(one.message) for one in rows)
    missing = _blank(rows, "themes", "message", "proof", "call_to_action", "stage")
    proofs = sum(bool(one.proof and one.message) for one in rows)
    return TomsterStep("message", "themes", {"n": written, "proofs": proofs}, missing)


def _strategy(strategy: Strategy) -> TomsterStep:
    there = {"n": len(strategy.campaigns), "dates": len(strategy.key_dates)}
    missing = _none(campaigns=strategy.campaigns, key_dates=strategy.key_dates)
    return TomsterStep(
        "strategy", "campaigns", there, missing + _blank(strategy.campaigns, "campaigns", "objective", "message")
    )


def _technologies(strategy: Strategy) -> TomsterStep:
    rows = strategy.platforms
    meant = sum(bool(one.audiences) for one in rows)
    bare = sum(thin(one.mission) for one in rows)
    missing = ((MissingItem(Title("platforms", "mission"), bare, len(rows)),) if bare else ()) + _blank(
        rows, "platforms", "tone"
    )
    missing += _none(audiences=strategy.audiences)
    return TomsterStep("technologies", "platforms", {"n": len(rows), "meant": meant}, missing)


def _evaluate(strategy: Strategy) -> TomsterStep:
    reviews = [one for one in strategy.routines if one.kind in REVIEWS]
    there = {"n": len(strategy.audit), "others": len({one.competitor for one in strategy.competitors})}
    unread = [one for one in strategy.platforms if not any(same_place(row.platform, one) for row in strategy.audit)]
    missing = _none(audit=strategy.audit, competitors=strategy.competitors, routines=reviews)
    if strategy.audit and unread:
        missing += (MissingItem(Title("audit"), len(unread), len(strategy.platforms)),)
    return TomsterStep("evaluate", "audit", there | {"reviews": len(reviews)}, missing)


def _resources(strategy: Strategy) -> TomsterStep:
    rows = strategy.team
    missing = _blank(rows, "team", "cost") if rows else ()
    missing += () if strategy.settings.budget is not None else (MissingItem(Title("settings", "budget")),)
    there = {"n": len(rows), "hours": int(sum(one.weekly_hours for one in rows))}
    return TomsterStep("resources", "team", there, missing + _none(routines=strategy.routines))


STEPS: tuple[Callable[[Strategy], TomsterStep], ...] = (
    _target,
    _objectives,
    _message,
    _strategy,
    _technologies,
    _evaluate,
    _resources,
)


def steps(strategy: Strategy) -> tuple[TomsterStep, ...]:
    """The seven steps, in their order."""
    return tuple(one(strategy) for one in STEPS)


def the_target_is_there(strategy: Strategy) -> Iterable[Problem]:
    """T: for whom."""
    if _target(strategy).state is StepState.EMPTY:
        yield Problem("target_empty", None, Severity.WARNING, {"tab": Title("audiences")})


def the_message_is_there(strategy: Strategy) -> Iterable[Problem]:
    """M: what is said. There are themes, since they are required, and none of them has a message."""
    if strategy.themes and _message(strategy).state is StepState.EMPTY:
        place = min(strategy.themes, key=lambda one: one.source.row).source.place("message")
        yield Problem("message_empty", place, Severity.WARNING, {"n": len(strategy.themes)})


def the_strategy_is_there(strategy: Strategy) -> Iterable[Problem]:
    """S: campaigns and key dates over the daily base."""
    if _strategy(strategy).state is StepState.EMPTY:
        values = {"tab": Title("campaigns"), "dates": Title("key_dates")}
        yield Problem("strategy_empty", None, Severity.NOTE, values)


def the_evaluation_is_there(strategy: Strategy) -> Iterable[Problem]:
    """E: where one stands, where the others stand, and who will look."""
    if _evaluate(strategy).state is StepState.EMPTY:
        values = {"tab": Title("audit"), "others": Title("competitors"), "routines": Title("routines")}
        yield Problem("evaluate_empty", None, Severity.WARNING, values)


def the_resources_are_there(strategy: Strategy) -> Iterable[Problem]:
    """R: who, and with how many hours."""
    if _resources(strategy).state is StepState.EMPTY:
        yield Problem("resources_empty", None, Severity.WARNING, {"tab": Title("team")})
