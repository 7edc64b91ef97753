"""The content mix: shares that add up, categories that have themes, and the promise held."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from math import ceil

from calgen.book.problems import Place, Problem, Severity
from calgen.book.values import Percent, Word
from calgen.figures.promise import promise
from calgen.plan.certificate import LIMITS, exceeded
from calgen.plan.model import Plan
from calgen.strategy import Strategy
from calgen.strategy.mix import MixShare

ONE_POINT = Fraction(1, 100)
THIRD, FAR = Fraction(1, 3), Fraction(1, 10)  # a third each, and how far from it a share says something
# What each category of the thirds mostly feeds.
DOMAIN = {"promote": "selling", "curate": "branding", "interact": "community"}
TOLD = 12  # the worst places; the certificate in the balance has them all


def shares_add_up(strategy: Strategy) -> Iterable[Problem]:
    """The shares for all platforms make a whole, within one point; a platform's own make no more than one."""
    overall = [row for row in strategy.mix if not row.platform]
    if overall and abs(_total(overall) - 1) > ONE_POINT:
        yield _sum(overall, Word("everywhere", "all"))
    for platform in sorted({row.platform for row in strategy.mix if row.platform}):
        own = [row for row in strategy.mix if row.platform == platform]
        total = _total(own)
        alone = {row.category for row in own} >= {row.category for row in overall}
        if total > 1 + ONE_POINT or (alone and abs(total - 1) > ONE_POINT):
            yield _sum(own, platform)


def _total(rows: list[MixShare]) -> Fraction:
    return sum((row.share for row in rows), Fraction(0))


def _sum(rows: list[MixShare], platform: object) -> Problem:
    rows = sorted(rows, key=lambda row: row.source.row)
    first, last = rows[0].source.place("share"), rows[-1].source.place("share")
    total = Percent(_total(rows))
    place = Place(first.tab, first.cell if first == last else f"{first.cell}:{last.cell}")
    return Problem("mix_sum", place, values={"platform": platform, "total": total})


def every_category_has_a_theme(strategy: Strategy) -> Iterable[Problem]:
    """A share that no theme can take goes to the other categories."""
    used = {theme.category for theme in strategy.themes if theme.weight > 0}
    for row in strategy.mix if used else ():
        if row.share > 0 and not row.platform and row.category not in used:
            values = {"category": Word("category", row.category), "share": Percent(row.share)}
            yield Problem("category_bare", row.source.place("category"), Severity.WARNING, values)


def _shares(strategy: Strategy) -> dict[str, MixShare]:
    """The shares for all platforms that the user typed."""
    return {row.category: row for row in strategy.mix if not row.platform and row.source.row}


def what_is_raised_has_its_objective(strategy: Strategy) -> Iterable[Problem]:
    """A category well above its third, and no objective of its domain."""
    there = {one.domain for one in strategy.objectives}
    for category, row in _shares(strategy).items():
        if category in DOMAIN and row.share >= THIRD + FAR and there and DOMAIN[category] not in there:
            values = {"category": Word("category", category), "share": Percent(row.share)}
            values["domain"] = Word("domain", DOMAIN[category])
            yield Problem("mix_raised", row.source.place("share"), Severity.NOTE, values)


def what_is_asked_has_its_share(strategy: Strategy) -> Iterable[Problem]:
    """An objective to sell, or to build a community, and well less than a third of what leads there."""
    shares = _shares(strategy)
    for category in ("promote", "interact"):
        own = [one.objective for one in strategy.objectives if one.domain == DOMAIN[category]]
        row = shares.get(category)
        if own and row and row.share <= THIRD - FAR:
            values = {"category": Word("category", category), "share": Percent(row.share)}
            values |= {"n": len(own), "names": tuple(own)}
            yield Problem("mix_lowered", row.source.place("share"), Severity.WARNING, values)


def the_promise_is_held(strategy: Strategy, plan: Plan, today: date) -> Iterable[Problem]:
    """After every post, each category and theme within its limits; else where, by how much, and the least there is."""
    lines = exceeded(plan.certificate)
    for one in lines[:TOLD]:
        values = {
            "platform": one.platform or Word("everywhere", "all"),
            "name": Word("category", one.name) if one.level == "category" else one.name,
            "worst": ceil(10 * one.worst_gap - 1e-9) / 10,  # never told as the limit itself
            "limit": one.limit,
            "least": round(one.unavoidable, 1),
            "day": one.worst_day,
        }
        yield Problem("mix_off", _tab(strategy), Severity.WARNING, values)
    if plan.certificate and not lines:
        kept = promise(plan.certificate)
        values = {
            "platform": kept.platform,
            "overall": kept.overall,
            "platform_limit": LIMITS["category", True],
            "overall_limit": LIMITS["category", False],
        }
        yield Problem("mix_held", None, Severity.NOTE, values)


def _tab(strategy: Strategy) -> Place | None:
    """The tab on which the mix stands; none where it was left out."""
    return next((Place(row.source.tab) for row in strategy.mix if row.source.row), None)
