"""Effects of themes, formats and moments on the measure of posts, and the posts that did best and worst."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from math import exp

from calgen.learn.factors import FACTORS, compared_group, enough_posts, factor_effects
from calgen.learn.measures import Measured, PostResult, centered, measured_posts, moment
from calgen.review.column_choice import measures_of_posts
from calgen.review.model import EffectReview, ReviewedPost
from calgen.review.reviewed_rows import ReviewedRow
from calgen.strategy import Strategy
from calgen.strategy.networks import network

MOST_POSTS = 5  # that did well, and that did not
_KNOWN_PART = 0.5  # of the posts of a platform have impressions, where they are compared by rates


@dataclass(frozen=True, slots=True)
class LearnedPosts:
    """The ripe posts outside campaigns with their measures, and the rows that they come from, by id."""

    measured: Sequence[Measured]
    rows: Mapping[str, ReviewedRow]

    def hours_of(self, platform: str, at_moment: str) -> tuple[time, ...]:
        """The hours of the posts of a platform at a moment, in order."""
        own = (post.post for post in self.measured if post.post.platform == platform)
        return tuple(sorted({post.hour for post in own if post.hour and moment(post) == at_moment}))


def learned_posts(strategy: Strategy, rows: Sequence[ReviewedRow], today: date) -> LearnedPosts:
    """The posts from which something is learned, each with the column that it is compared by."""
    known = [row for row in rows if row.has_figures and row.id]
    results = post_results(known, measures_of_posts(strategy, known))
    return LearnedPosts(measured_posts(results, today), {row.id: row for row in known})


def post_results(rows: Sequence[ReviewedRow], measures: Mapping[tuple[str, str], str]) -> list[PostResult]:
    """The posts that have the figure by which they are compared, and impressions where most posts beside them do."""
    groups: dict[tuple[str, str], list[ReviewedRow]] = {}
    for row in rows:
        measure = measures.get((row.platform, row.category), "")
        if measure and row.figure(measure) is not None:
            groups.setdefault((row.platform, measure), []).append(row)
    found = []
    for (_, measure), group in sorted(groups.items()):
        is_rate = measure != "impressions" and _share_with_impressions(group) >= _KNOWN_PART
        found += [
            _post_result(row, measure, row.impressions if is_rate else None)
            for row in group
            if not is_rate or row.impressions is not None
        ]
    return found


def _share_with_impressions(rows: Sequence[ReviewedRow]) -> float:
    return sum(row.impressions is not None for row in rows) / len(rows)


def _post_result(row: ReviewedRow, measure: str, impressions: int | None) -> PostResult:
    return PostResult(
        row.id, row.platform, network(row.platform).key, row.category, row.theme, row.format, row.day, row.hour,
        row.figure(measure) or 0, impressions, bool(row.campaign), measure, row.read,
    )  # fmt: skip


def review_effects(learned: LearnedPosts) -> tuple[EffectReview, ...]:
    """The effect of each level of each factor, by group and name; none on platforms with too few posts."""
    posts, found = enough_posts(learned.measured), list[EffectReview]()
    for name, factor in factor_effects(learned.measured).items():
        for group, effects in factor.effects.items():
            if not group:
                continue  # of themes whose category nobody knows any more
            own = [post for post in posts if FACTORS[name](post.post)[0] == group]
            measures = tuple(sorted({post.post.measure for post in own}))
            for effect in effects:
                level = [post for post in own if FACTORS[name](post.post)[1] == effect.name]
                clipped = tuple(sorted(post.post.id for post in level if post.is_clipped))
                inseparable = factor.inseparable.get((group, effect.name))
                found.append(EffectReview(name, group, effect, measures, inseparable, clipped))
    return tuple(found)


def best_and_worst(learned: LearnedPosts) -> tuple[tuple[ReviewedPost, ...], tuple[ReviewedPost, ...]]:
    """The posts that did best and worst against those of their platform and category, each on one side alone."""
    posts = centered(enough_posts(learned.measured), compared_group)
    ordered = sorted(posts, key=lambda post: (-post.measure, post.post.id))
    above = [post for post in ordered if post.measure > 0][:MOST_POSTS]
    below = [post for post in reversed(ordered) if post.measure < 0][:MOST_POSTS]
    best, worst = (tuple(_reviewed_post(learned, post) for post in side) for side in (above, below))
    return best, worst


def clipped_posts(learned: LearnedPosts) -> tuple[ReviewedPost, ...]:
    """The posts that were kept from owning their theme, by id."""
    posts = centered(enough_posts(learned.measured), compared_group)
    found = [_reviewed_post(learned, post) for post in posts if post.is_clipped]
    return tuple(sorted(found, key=lambda post: post.id))


def _reviewed_post(learned: LearnedPosts, post: Measured) -> ReviewedPost:
    row = learned.rows[post.post.id]
    return ReviewedPost(
        row.id, row.place, row.subject, row.platform, row.day, row.title, row.theme, post.post.measure,
        exp(post.measure), row.impressions, row.engagements, row.clicks, row.conversions,
    )  # fmt: skip
