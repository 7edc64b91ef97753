"""The mix of content: shares that add up, categories with themes and objectives, and the promise of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from math import ceil

from calgen.book.problems import Place, Problem, Severity
from calgen.book.values import Percent, Word
from calgen.figures.certificate_summary import summarize
from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.model import Deviation, Plan
from calgen.plan.proof.certificate import LIMITS, exceeded
from calgen.strategy import Strategy
from calgen.strategy.mix import MixShare

TOLERANCE = Fraction(1, 100)  # by which shares may miss 1
THIRD, FAR = Fraction(1, 3), Fraction(1, 10)  # a third for each category, and how far from it a share is a choice
DOMAINS = {"promote": "selling", "curate": "branding", "interact": "community"}  # what a category mostly serves
SHOWN = 12  # of the gaps, the largest ones; the certificate in the balance shows all


def shares_add_up(strategy: Strategy) -> Iterable[Problem]:
    """The shares for all platforms add up to 1; those of one platform to no more, or to 1 if they name every category.

    See docs/decisions.md, "Shares".
    """
    overall = [row for row in strategy.mix if not row.platform]
    if overall and abs(_total(overall) - 1) > TOLERANCE:
        yield _wrong_total(overall, Word("everywhere", "all"))
    for platform in sorted({row.platform for row in strategy.mix if row.platform}):
        own = [row for row in strategy.mix if row.platform == platform]
        total = _total(own)
        complete = {row.category for row in own} >= {row.category for row in overall}
        if total > 1 + TOLERANCE or (complete and abs(total - 1) > TOLERANCE):
            yield _wrong_total(own, platform)


def _total(rows: Sequence[MixShare]) -> Fraction:
    return sum((row.share for row in rows), Fraction(0))


def _wrong_total(rows: Sequence[MixShare], platform: object) -> Problem:
    in_order = sorted(rows, key=lambda row: row.source.row)
    first, last = in_order[0].source.place("share"), in_order[-1].source.place("share")
    place = Place(first.tab, first.cell if first == last else f"{first.cell}:{last.cell}")
    return Problem("mix_sum", place, values={"platform": platform, "total": Percent(_total(rows))})


def every_category_has_a_theme(strategy: Strategy) -> Iterable[Problem]:
    """A category with a share has a theme; else its share goes to the other categories."""
    used = {theme.category for theme in strategy.themes if theme.weight > 0}
    for row in strategy.mix if used else ():
        if row.share > 0 and not row.platform and row.category not in used:
            values = {"category": Word("category", row.category), "share": Percent(row.share)}
            yield Problem("category_bare", row.source.place("category"), Severity.WARNING, values)


def _typed_shares(strategy: Strategy) -> dict[str, MixShare]:
    """The shares for all platforms that the user typed, by category."""
    return {row.category: row for row in strategy.mix if not row.platform and row.source.row}


def what_is_raised_has_its_objective(strategy: Strategy) -> Iterable[Problem]:
    """A category with well more than a third has an objective of its domain."""
    domains = {objective.domain for objective in strategy.objectives}
    for category, row in _typed_shares(strategy).items():
        if category in DOMAINS and row.share >= THIRD + FAR and domains and DOMAINS[category] not in domains:
            values = {"category": Word("category", category), "share": Percent(row.share)}
            values["domain"] = Word("domain", DOMAINS[category])
            yield Problem("mix_raised", row.source.place("share"), Severity.NOTE, values)


def what_is_asked_has_its_share(strategy: Strategy) -> Iterable[Problem]:
    """Where an objective sells or builds a community, the category that leads there has not well less than a third."""
    shares = _typed_shares(strategy)
    for category in ("promote", "interact"):
        names = tuple(row.objective for row in strategy.objectives if row.domain == DOMAINS[category])
        share = shares.get(category)
        if names and share and share.share <= THIRD - FAR:
            values = {"category": Word("category", category), "share": Percent(share.share)}
            values |= {"n": len(names), "names": names}
            yield Problem("mix_lowered", share.source.place("share"), Severity.WARNING, values)


def the_promise_is_held(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """After every post each category and theme is within its limit; else where it is not, and by how much.

    See docs/decisions.md, "What the plan promises".
    """
    deviations = exceeded(plan.certificate)
    for deviation in deviations[:SHOWN]:
        yield Problem("mix_off", _mix_tab(calendar.strategy), Severity.WARNING, _deviation_values(deviation))
    if plan.certificate and not deviations:
        summary = summarize(plan.certificate)
        values = {
            "platform": summary.worst_on_platform,
            "overall": summary.worst_overall,
            "platform_limit": LIMITS["category", True],
            "overall_limit": LIMITS["category", False],
        }
        yield Problem("mix_held", None, Severity.NOTE, values)


def _deviation_values(deviation: Deviation) -> dict[str, object]:
    return {
        "platform": deviation.platform or Word("everywhere", "all"),
        "name": Word("category", deviation.name) if deviation.level == "category" else deviation.name,
        "worst": ceil(10 * deviation.worst_gap - 1e-9) / 10,  # rounded up, so that it is not told as the limit itself
        "limit": deviation.limit,
        "least": round(deviation.unavoidable, 1),
        "day": deviation.worst_day,
    }


def _mix_tab(strategy: Strategy) -> Place | None:
    """The tab of the mix; `None` where the workbook has none."""
    return next((Place(row.source.tab) for row in strategy.mix if row.source.row), None)
