"""The seven steps of TOMSTER: what each one holds and misses, and whether it is done, thin or empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

from calgen.book.problems import Problem, Severity
from calgen.book.values import Title
from calgen.check.evaluation import REVIEWS
from calgen.strategy import Strategy
from calgen.strategy.networks import names_platform
from calgen.strategy.platforms import Platform
from calgen.strategy.thin_missions import is_thin_mission


class StepState(StrEnum):
    """How far a step has come: `THIN` where something is missing, `EMPTY` where there is nothing."""

    DONE = "done"
    THIN = "thin"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class MissingItem:
    """A column that is blank, or too vague, in `n` of `of` rows; a tab or a column that is blank where both are 0."""

    name: Title
    n: int = 0
    of: int = 0
    is_vague: bool = False


@dataclass(frozen=True, slots=True)
class TomsterStep:
    """A step: its key, its main tab, the counts of what is present, and what is missing."""

    key: str
    tab: str
    present: Mapping[str, int | Fraction] = field(default_factory=dict)
    missing: tuple[MissingItem, ...] = ()

    @property
    def state(self) -> StepState:
        if not any(self.present.values()):
            return StepState.EMPTY
        return StepState.THIN if self.missing else StepState.DONE


def _blank_columns(rows: Sequence[Any], tab: str, *keys: str) -> tuple[MissingItem, ...]:
    """The columns of a tab that are blank in some rows."""
    counts = {key: sum(getattr(row, key) in ("", None, ()) for row in rows) for key in keys}
    return tuple(MissingItem(Title(tab, key), n, len(rows)) for key, n in counts.items() if n)


def _empty_tabs(**tabs: object) -> tuple[MissingItem, ...]:
    """The tabs for which nothing is found."""
    return tuple(MissingItem(Title(key)) for key, found in tabs.items() if not found)


def _target(strategy: Strategy) -> TomsterStep:
    rows = strategy.audiences
    primary = sum(audience.priority == "primary" for audience in rows)
    missing = _blank_columns(rows, "audiences", "description", "platforms")
    if rows and not primary:
        missing = (MissingItem(Title("audiences", "priority")), *missing)
    return TomsterStep("target", "audiences", {"n": len(rows), "primary": primary}, missing)


def _objectives(strategy: Strategy) -> TomsterStep:
    rows = strategy.objectives
    chosen = sum(approach.priority != "no" for approach in strategy.wheel)
    missing = _blank_columns(rows, "objectives", "baseline", "goal", "deadline", "business_objective") + _empty_tabs(
        wheel=chosen
    )
    return TomsterStep("objectives", "objectives", {"n": len(rows), "missions": chosen}, missing)


def _message(strategy: Strategy) -> TomsterStep:
    rows = [theme for theme in strategy.themes if theme.weight > 0]
    written = sum(bool(theme.message) for theme in rows)
    missing = _blank_columns(rows, "themes", "message", "proof", "call_to_action", "stage")
    proofs = sum(bool(theme.proof and theme.message) for theme in rows)
    return TomsterStep("message", "themes", {"n": written, "proofs": proofs}, missing)


def _strategy(strategy: Strategy) -> TomsterStep:
    campaigns, key_dates = strategy.campaigns, strategy.key_dates
    missing = _empty_tabs(campaigns=campaigns, key_dates=key_dates)
    missing += _blank_columns(campaigns, "campaigns", "objective", "message")
    return TomsterStep("strategy", "campaigns", {"n": len(campaigns), "dates": len(key_dates)}, missing)


def _rows_of_platforms(strategy: Strategy) -> Sequence[Platform]:
    """The platforms that are rows of the workbook: those that only the calendar names have no mission."""
    return [platform for platform in strategy.platforms if platform.mission]


def _technologies(strategy: Strategy) -> TomsterStep:
    rows = _rows_of_platforms(strategy)
    with_audiences = sum(bool(platform.audiences) for platform in rows)
    thin = sum(is_thin_mission(platform.mission) for platform in rows)
    missing = _blank_columns(rows, "platforms", "tone") + _empty_tabs(audiences=strategy.audiences)
    if thin:
        missing = (MissingItem(Title("platforms", "mission"), thin, len(rows), is_vague=True), *missing)
    return TomsterStep("technologies", "platforms", {"n": len(rows), "meant": with_audiences}, missing)


def _evaluate(strategy: Strategy) -> TomsterStep:
    audit, platforms, competitors = strategy.audit, _rows_of_platforms(strategy), strategy.competitors
    reviews = [routine for routine in strategy.routines if routine.kind in REVIEWS]
    audited = [platform for platform in platforms if any(names_platform(row.platform, platform) for row in audit)]
    missing = _empty_tabs(audit=audit, competitors=competitors, routines=reviews)
    if audit and len(audited) < len(platforms):
        missing += (MissingItem(Title("audit"), len(platforms) - len(audited), len(platforms)),)
    others = len({row.competitor for row in competitors})
    return TomsterStep("evaluate", "audit", {"n": len(audit), "others": others, "reviews": len(reviews)}, missing)


def _resources(strategy: Strategy) -> TomsterStep:
    rows = strategy.team
    missing = _blank_columns(rows, "team", "cost") if rows else ()
    missing += () if strategy.settings.budget is not None else (MissingItem(Title("settings", "budget")),)
    hours = sum((person.weekly_hours for person in rows), Fraction(0))
    present: Mapping[str, int | Fraction] = {"n": len(rows), "hours": hours}
    return TomsterStep("resources", "team", present, missing + _empty_tabs(routines=strategy.routines))


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
    return tuple(step(strategy) for step in STEPS)


def the_target_is_there(strategy: Strategy) -> Iterable[Problem]:
    """T, target: there is an audience."""
    if _target(strategy).state is StepState.EMPTY:
        yield Problem("target_empty", None, Severity.WARNING, {"tab": Title("audiences")})


def the_message_is_there(strategy: Strategy) -> Iterable[Problem]:
    """M, message: a theme has a message (there are themes, since they are required)."""
    if strategy.themes and _message(strategy).state is StepState.EMPTY:
        place = min(strategy.themes, key=lambda theme: theme.source.row).source.place("message")
        yield Problem("message_empty", place, Severity.WARNING, {"n": len(strategy.themes)})


def the_strategy_is_there(strategy: Strategy) -> Iterable[Problem]:
    """S, strategy: there is a campaign or a key date."""
    if _strategy(strategy).state is StepState.EMPTY:
        values = {"tab": Title("campaigns"), "dates": Title("key_dates")}
        yield Problem("strategy_empty", None, Severity.NOTE, values)


def the_evaluation_is_there(strategy: Strategy) -> Iterable[Problem]:
    """E, evaluate: there is an audit, a competitor or a routine that reviews results."""
    if _evaluate(strategy).state is StepState.EMPTY:
        values = {"tab": Title("audit"), "others": Title("competitors"), "routines": Title("routines")}
        yield Problem("evaluate_empty", None, Severity.WARNING, values)


def the_resources_are_there(strategy: Strategy) -> Iterable[Problem]:
    """R, resources: there is a team."""
    if _resources(strategy).state is StepState.EMPTY:
        yield Problem("resources_empty", None, Severity.WARNING, {"tab": Title("team")})
