"""The mix of content: shares that add up, categories with themes and objectives, and the promise of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from math import ceil

from calgen.book.problems import Place, Problem, Severity
from calgen.book.values import Labelled, Percent, Phrase, Word, first_items
from calgen.check.bent_mix import is_bent
from calgen.check.theme_rooms import parts_without_room
from calgen.figures.certificate_summary import summarize
from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.model import Deviation, Plan
from calgen.plan.proof.certificate import LIMITS, exceeded
from calgen.strategy import Strategy
from calgen.strategy.mix import MixShare

TOLERANCE = Fraction(1, 100)  # by which shares may miss 1
THIRD, FAR = Fraction(1, 3), Fraction(1, 10)  # a third for each category, and how far from it a share is a choice
DOMAINS = {"promote": "selling", "curate": "branding", "interact": "community"}  # what a category mostly serves
SHOWN = 4  # names beyond their limit on a platform beside the worst one, and platforms in the last finding
LITTLE = 0.5  # posts beyond what cannot be avoided: nothing to warn of
PLATFORMS = 8  # with a finding of their own, the farthest ones


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


def scaled_shares_are_told(strategy: Strategy) -> Iterable[Problem]:
    """Shares that nearly add up to 1 are scaled so that they do; where one decimal shows it, the note says to what."""
    for platform in sorted({row.platform for row in strategy.mix if row.source.row}):
        own = sorted((row for row in strategy.mix if row.platform == platform), key=lambda row: row.source.row)
        total = _total(own)
        complete = {row.category for row in own} >= {row.category for row in strategy.mix if not row.platform}
        if complete and abs(total - 1) <= TOLERANCE and _is_scaled_visibly(own):
            shares = tuple(Labelled(Word("category", row.category), Percent(row.share / total)) for row in own)
            values = {"platform": platform or Word("everywhere", "all"), "total": Percent(total), "shares": shares}
            yield Problem("mix_scaled", _place_of_shares(own), Severity.NOTE, values)


def _is_scaled_visibly(rows: Sequence[MixShare]) -> bool:
    """Whether one decimal shows that the shares were scaled; equal ones that are rounded (33, 33, 33) are not told."""
    total = _total(rows)
    are_equal = len({round(100 * row.share) for row in rows}) == 1
    return not are_equal and any(round(row.share / total, 3) != round(row.share, 3) for row in rows)


def _total(rows: Sequence[MixShare]) -> Fraction:
    return sum((row.share for row in rows), Fraction(0))


def _wrong_total(rows: Sequence[MixShare], platform: object) -> Problem:
    values = {"platform": platform, "total": Percent(_total(rows))}
    return Problem("mix_sum", _place_of_shares(rows), values=values)


def _place_of_shares(rows: Sequence[MixShare]) -> Place:
    in_order = sorted(rows, key=lambda row: row.source.row)
    first, last = in_order[0].source.place("share"), in_order[-1].source.place("share")
    return Place(first.tab, first.cell if first == last else f"{first.cell}:{last.cell}")


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

    A theme whose part has no room on a platform is told as that; nothing is called held beside a mix that is bent. See
    docs/decisions.md, "What the plan promises".
    """
    told_as_room = parts_without_room(plan, {theme.theme: theme for theme in calendar.strategy.themes})
    beyond = exceeded(plan.certificate)
    deviations = [line for line in beyond if line.level == "category" or (line.platform, line.name) not in told_as_room]
    place = _mix_tab(calendar.strategy)
    by_platform: dict[str, list[Deviation]] = {}
    for deviation in deviations:
        by_platform.setdefault(deviation.platform, []).append(deviation)
    platforms = list(by_platform)
    own = len(platforms) if len(platforms) <= PLATFORMS + 1 else PLATFORMS
    for platform in platforms[:own]:
        lines = by_platform[platform]
        is_avoidable = any(line.worst_gap - line.unavoidable > LITTLE for line in lines)
        severity = Severity.WARNING if is_avoidable else Severity.NOTE
        yield Problem("mix_off", place, severity, _gap_values(*lines))
    if rest := [_platform_word(platform) for platform in platforms[own:]]:
        more: dict[str, object] = {"n": len(rest), "platforms": first_items(rest, SHOWN)}
        yield Problem("mix_off_more", place, Severity.WARNING, more)
    if plan.certificate and not beyond and not is_bent(plan, calendar, today):
        summary = summarize(plan.certificate)
        values = {
            "platform": summary.worst_on_platform,
            "overall": summary.worst_overall,
            "platform_limit": LIMITS["category", True],
            "overall_limit": LIMITS["category", False],
        }
        yield Problem("mix_held", None, Severity.NOTE, values)


def _gap_values(worst: Deviation, *others: Deviation) -> dict[str, object]:
    """The values of the finding of a platform: its worst deviation, and the others that are beyond their limit."""
    least = round(worst.unavoidable, 1) if worst.is_mostly_unavoidable else None
    names = tuple(Labelled(_name_word(other), _rounded_up(other.worst_gap)) for other in others)
    return {
        "platform": _platform_word(worst.platform),
        "name": _name_word(worst),
        "worst": _rounded_up(worst.worst_gap),
        "limit": worst.limit,
        "least": least,
        "explained": Phrase(("phrases", "mix_least"), {"least": least}) if least else "",
        "others": Phrase(("phrases", "mix_others"), {"names": first_items(names, SHOWN)}) if names else "",
        "day": worst.worst_day,
    }


def _platform_word(platform: str) -> object:
    return platform or Word("everywhere", "all")


def _name_word(deviation: Deviation) -> object:
    return Word("category", deviation.name) if deviation.level == "category" else deviation.name


def _rounded_up(gap: float) -> float:
    """A gap rounded up, so that it is not told as the limit itself."""
    return ceil(10 * gap - 1e-9) / 10


def _mix_tab(strategy: Strategy) -> Place | None:
    """The tab of the mix; `None` where the workbook has none."""
    return next((Place(row.source.tab) for row in strategy.mix if row.source.row), None)
