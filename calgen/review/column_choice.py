"""Which column of results tells most about a post: what its objective needs, as far as the platform gives it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import median

from calgen.book.terms import has_word_of
from calgen.review.reviewed_rows import ReviewedRow
from calgen.strategy import Strategy
from calgen.strategy.objectives import Objective

MEASURES = ("conversions", "clicks", "engagements", "impressions")  # the nearest to a result first
_BY_DOMAIN = {"selling": "conversions", "community": "engagements", "branding": "impressions"}
_KNOWN_PART = 0.5  # of the posts must have a figure, for it to measure all of them


def needed_measure(objective: Objective) -> str:
    """The figure that an objective needs: what its indicator counts, else what its domain is about."""
    for measure in MEASURES:
        if has_word_of(objective.kpi, f"counted_as_{measure}"):
            return measure
    return _BY_DOMAIN.get(objective.domain, "engagements")


def measures_of_posts(strategy: Strategy, rows: Sequence[ReviewedRow]) -> Mapping[tuple[str, str], str]:
    """The column by which the posts of each platform and category are compared; none where no column tells anything.

    It is the one that most of them need, by the objective that each serves or else by those of its platform; the next
    one where hardly any post has a figure in it, or most have zero.
    """
    groups: dict[tuple[str, str], list[ReviewedRow]] = {}
    for row in rows:
        groups.setdefault((row.platform, row.category), []).append(row)
    needs = _Needs(strategy)
    found = {group: usable_measure(posts, needs.of_posts(posts)) for group, posts in sorted(groups.items())}
    return {group: measure for group, measure in found.items() if measure}


def platform_measure(strategy: Strategy, platform: str, rows: Sequence[ReviewedRow]) -> str:
    """The column that tells most about a platform by its objectives; empty where no column tells anything."""
    return usable_measure(rows, needed_of_platform(strategy, platform))


def needed_of_platform(strategy: Strategy, platform: str) -> str:
    """The figure that most objectives of a platform need."""
    return _Needs(strategy).of_platform(platform)


def usable_measure(rows: Sequence[ReviewedRow], needed: str) -> str:
    """The needed column, else the next one in which most posts have a figure that is not mostly zero; else none."""
    for measure in MEASURES[MEASURES.index(needed) :]:
        figures = [figure for row in rows if (figure := row.figure(measure)) is not None]
        if figures and len(figures) >= _KNOWN_PART * len(rows) and median(figures) > 0:
            return measure
    return ""


class _Needs:
    """The figures that objectives need, counted over posts or the objectives of a platform."""

    def __init__(self, strategy: Strategy) -> None:
        self._of_objective = {row.objective: needed_measure(row) for row in strategy.objectives}
        self._of_platform = {
            row.platform: self._most([measure for name in row.objectives if (measure := self._of_objective.get(name))])
            for row in strategy.platforms
        }

    def of_platform(self, platform: str) -> str:
        return self._of_platform.get(platform, "engagements")

    def of_posts(self, posts: Iterable[ReviewedRow]) -> str:
        return self._most([self._of_objective.get(row.objective) or self.of_platform(row.platform) for row in posts])

    @staticmethod
    def _most(needed: Sequence[str]) -> str:
        """The most frequent one; of equals the nearest to a result."""
        counts = Counter(needed)
        return min(counts, key=lambda measure: (-counts[measure], MEASURES.index(measure)), default="engagements")


def with_missing_impressions(rows: Iterable[ReviewedRow]) -> tuple[ReviewedRow, ...]:
    """The rows; on a platform that tells zero impressions beside reactions, all zeros are unknown impressions."""
    found = tuple(rows)
    odd = {row.platform for row in found if row.impressions == 0 and any((row.engagements, row.clicks))}
    if not odd:
        return found
    return tuple(
        replace(row, impressions=None) if row.platform in odd and row.impressions == 0 else row for row in found
    )
