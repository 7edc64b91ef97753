"""A/B pairs: which posts are a pair, what their differences say, and the verdict once there are enough of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from calgen.learn.measures import day_part, is_settled, rate_measure
from calgen.learn.pairs import SIGNIFICANCE, VERDICT_PAIRS, adjusted_p_values, pair_test
from calgen.review.column_choice import MEASURES, measures_of_posts
from calgen.review.effect_review import post_results
from calgen.review.model import PairReview
from calgen.review.reviewed_rows import ReviewedRow
from calgen.strategy import Strategy

LEAST_DAYS, MOST_DAYS = 7, 28  # between the posts of a pair


@dataclass(frozen=True, slots=True)
class PostPair:
    """The posts of a pair; of a tested hour, `a` is the earlier one of the day."""

    a: ReviewedRow
    b: ReviewedRow

    @property
    def last_day(self) -> date:
        """The day of its second post."""
        return max(self.a.day, self.b.day)


def review_pairs(strategy: Strategy, rows: Sequence[ReviewedRow], today: date) -> tuple[PairReview, ...]:
    """The pairs of each tested theme, by name. Nothing is judged before there are as many as the test was made for.

    The p values of all verdicts are adjusted together.
    """
    measured = _measures_of_posts(strategy, rows, today)
    tested = {theme.theme: theme.test for theme in strategy.themes if theme.test not in ("", "none")}
    found = [
        _review(name, tested[name], [row for row in rows if row.theme == name], measured) for name in sorted(tested)
    ]
    found = [review for review in found if review.planned]
    judged = {review.theme: review.test.p_value for review in found if review.test and review.is_judged}
    adjusted = adjusted_p_values(judged)
    return tuple(_with_verdict(review, adjusted.get(review.theme)) for review in found)


def _measures_of_posts(strategy: Strategy, rows: Sequence[ReviewedRow], today: date) -> Mapping[str, tuple[str, float]]:
    """The column and the logarithm of the rate of each ripe post, by id, whatever its age and campaign."""
    known = [row for row in rows if row.has_figures and row.id]
    results = post_results(known, measures_of_posts(strategy, known))
    ripe = (post for post in results if is_settled(post, today))
    return {post.id: (post.measure, rate_measure(post.count, post.impressions)) for post in ripe}


def _review(
    theme: str, tested: str, rows: Sequence[ReviewedRow], measured: Mapping[str, tuple[str, float]]
) -> PairReview:
    pairs = sorted(post_pairs(rows, tested), key=lambda pair: (pair.last_day, pair.a.id))
    known = [pair for pair in pairs if _measure_of(pair, measured)]
    counted = known[:VERDICT_PAIRS]
    measures = [_measure_of(pair, measured) for pair in counted]
    test = pair_test([measured[pair.b.id][1] - measured[pair.a.id][1] for pair in counted]) if counted else None
    return PairReview(
        theme=theme,
        platforms=tuple(sorted({pair.a.platform for pair in pairs})),
        tested=tested,
        pairs=len(known),
        planned=len(pairs),
        needed=VERDICT_PAIRS,
        measure=min(measures, key=lambda name: (-measures.count(name), MEASURES.index(name)), default=""),
        test=test,
        p_value=None,
        winner="",
        posts=tuple((pair.a.id, pair.b.id) for pair in known),
    )


def _measure_of(pair: PostPair, measured: Mapping[str, tuple[str, float]]) -> str:
    """The column by which both posts of a pair are measured; empty where there is none."""
    a, b = measured.get(pair.a.id), measured.get(pair.b.id)
    return a[0] if a and b and a[0] == b[0] else ""


def _with_verdict(review: PairReview, p_value: float | None) -> PairReview:
    if p_value is None or review.test is None:
        return review
    is_clear = p_value <= SIGNIFICANCE
    winner = ("B" if review.test.difference > 0 else "A") if is_clear else ""
    return replace(review, p_value=p_value, winner=winner)


def post_pairs(rows: Iterable[ReviewedRow], tested: str) -> list[PostPair]:
    """The pairs among the posts of a theme: A and B of one subject on one platform, alike in all but what is tested."""
    groups: dict[tuple[str, str], list[ReviewedRow]] = {}
    for row in rows:
        if row.variant in ("A", "B") and row.subject:
            groups.setdefault((row.subject, row.platform), []).append(row)
    found = []
    for _, group in sorted(groups.items()):
        variants = {row.variant: row for row in group}
        if len(group) == 2 and len(variants) == 2 and _are_alike(*group, tested=tested):
            a, b = variants["A"], variants["B"]
            is_later = tested == "hour" and a.hour and b.hour and a.hour > b.hour
            found.append(PostPair(b, a) if is_later else PostPair(a, b))
    return found


def _are_alike(first: ReviewedRow, other: ReviewedRow, *, tested: str) -> bool:
    """Whether two posts are 7 to 28 days apart, on the same kind of weekday, and in the same part of the day."""
    if not LEAST_DAYS <= abs((first.day - other.day).days) <= MOST_DAYS:
        return False
    if (first.day.weekday() > 4) != (other.day.weekday() > 4):
        return False
    if tested == "hour":
        return bool(first.hour and other.hour and first.hour != other.hour)
    parts = [day_part(row.hour) if row.hour else "" for row in (first, other)]
    return parts[0] == parts[1]
