"""Shares of the content mix: proposed only where the objectives of a platform are measured by clicks or conversions.

Engagement and views would always speak for what entertains, and against what sells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import fsum

from calgen.learn.factors import enough_posts
from calgen.learn.measures import Measured, centered, measured_posts
from calgen.learn.proposals import proposed_shares, step
from calgen.learn.rounding import with_six_digits
from calgen.learn.shrinkage import LevelEffect, level_effects, level_means
from calgen.review.column_choice import needed_of_platform, usable_measure
from calgen.review.effect_review import post_results
from calgen.review.model import CellChange, Proposal
from calgen.review.neutral_texts import share_text
from calgen.review.reviewed_rows import ReviewedRow
from calgen.strategy import Strategy
from calgen.strategy.mix import MixShare

RESULTS = ("conversions", "clicks")
HALF_STEP = 0.5
ABOVE, BELOW = 0.9, 0.1  # chances to be above the average, from which a share is proposed


def shares(strategy: Strategy, rows: Sequence[ReviewedRow], today: date) -> tuple[Proposal, ...]:
    """A proposal for each mix, of all platforms or of one, whose categories differ clearly: shares change together."""
    measured = _measured_by_results(strategy, rows, today)
    own_mix = {row.platform for row in strategy.mix if row.platform}
    found = []
    for platform in ("", *sorted(own_mix)):
        mix = {row.category: row for row in strategy.mix if row.platform == platform}
        posts = [post for post in measured if post.post.platform == platform or not (platform or _is_of(post, own_mix))]
        found += _proposal(mix, category_effects(posts), platform)
    return tuple(found)


def _is_of(post: Measured, platforms: Iterable[str]) -> bool:
    return post.post.platform in platforms


def _measured_by_results(strategy: Strategy, rows: Sequence[ReviewedRow], today: date) -> list[Measured]:
    """The ripe posts of the platforms whose objectives need clicks or conversions, and have them, by that column."""
    columns: dict[tuple[str, str], str] = {}
    known = [row for row in rows if row.has_figures and row.id]
    for platform in strategy.platforms:
        own = [row for row in known if row.platform == platform.platform]
        needed = needed_of_platform(strategy, platform.platform)
        measure = usable_measure(own, needed) if needed in RESULTS else ""
        if measure in RESULTS:
            columns |= {(row.platform, row.category): measure for row in own if row.category}
    return enough_posts(measured_posts(post_results(known, columns), today))


def category_effects(posts: Sequence[Measured]) -> list[LevelEffect]:
    """The effects of the categories on what the others of their platform bring, by name."""
    levels: dict[str, list[float]] = {}
    for measured in centered(posts, lambda post: post.platform):
        levels.setdefault(measured.post.category, []).append(measured.measure)
    return [with_six_digits(effect) for effect in level_effects(level_means(levels))]


def _proposal(mix: Mapping[str, MixShare], effects: Sequence[LevelEffect], platform: str) -> list[Proposal]:
    known = [effect for effect in effects if effect.name in mix and step(effect) != 1.0 and _is_sure(effect)]
    if len(mix) < 2 or not known:
        return []
    after = rounded_shares(proposed_shares({name: float(row.share) for name, row in mix.items()}, known, HALF_STEP))
    changes = {
        name: CellChange(
            "mix", name, "share", row.source.place("share"), share_text(row.share), share_text(after[name])
        )
        for name, row in mix.items()
        if share_text(row.share) != share_text(after[name])
    }
    sure = [effect for effect in known if effect.name in changes]
    if not sure:
        return []
    best = min(sure, key=lambda effect: (-abs(effect.chance_above - 0.5), effect.name))
    first = changes.pop(best.name)
    return [Proposal("share", "mix", first.name, "share", first.place, first.before, first.after, best, platform,
                     tuple(changes.values()))]  # fmt: skip


def _is_sure(effect: LevelEffect) -> bool:
    """Whether an effect is surer than a weight needs: the mix is what the whole strategy stands on."""
    return not BELOW < effect.chance_above < ABOVE


def rounded_shares(found: Mapping[str, float]) -> dict[str, Fraction]:
    """Shares in whole percents with the sum that they had, by largest remainders (ties by name)."""
    total = round(100 * fsum(found.values()))
    whole = {name: int(100 * share + 1e-9) for name, share in found.items()}
    order = sorted(found, key=lambda name: (round(whole[name] - 100 * found[name], 9), name))
    for name in order[: total - sum(whole.values())]:
        whole[name] += 1
    return {name: Fraction(percent, 100) for name, percent in whole.items()}
