"""The effects of themes, formats and moments on the measure of posts, each on what the others leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from calgen.learn.measures import Measured, PostResult, centered, moment
from calgen.learn.shrinkage import LevelEffect, level_effects, level_means

LEAST_POSTS = 8  # posts of a platform, below which nothing is learned from it
_ROUNDS = 20  # of backfitting
_HELD_BACK = 2.0  # posts of no effect that are added to each level while the factors are parted
_SAME_PART = 0.8  # of the posts of a level that are those of a level of another factor: they cannot be told apart

Factor = Callable[[PostResult], tuple[str, str]]  # the group within which levels are compared, and the level


def theme_factor(post: PostResult) -> tuple[str, str]:
    """Themes are compared within their category."""
    return post.category, post.theme


def format_factor(post: PostResult) -> tuple[str, str]:
    """Formats are compared within their platform."""
    return post.platform, post.format


def moment_factor(post: PostResult) -> tuple[str, str]:
    """Moments are compared within their platform."""
    return post.platform, moment(post)


FACTORS: Mapping[str, Factor] = {"theme": theme_factor, "format": format_factor, "moment": moment_factor}


@dataclass(frozen=True, slots=True)
class FactorEffects:
    """The effects of the levels of a factor, by group; `inseparable` pairs a level with one of another factor."""

    factor: str
    effects: Mapping[str, Sequence[LevelEffect]]
    inseparable: Mapping[tuple[str, str], tuple[str, str]]  # (group, level) → factor and level


def enough_posts(posts: Sequence[Measured]) -> list[Measured]:
    """The posts of the platforms from which something can be learned."""
    counts: dict[str, int] = {}
    for measured in posts:
        counts[measured.post.platform] = counts.get(measured.post.platform, 0) + 1
    return [measured for measured in posts if counts[measured.post.platform] >= LEAST_POSTS]


def factor_effects(posts: Sequence[Measured]) -> dict[str, FactorEffects]:
    """The effects by factor, each on the measures less what the other factors explain.

    Hours, formats and themes go together in any calendar. They are parted by ridge regression on all three at once
    (solved level by level), which credits none of them for coming first. Categories are never compared: their means
    are taken away before.
    """
    kept = centered(enough_posts(posts), lambda post: f"{post.platform}\n{post.category}")
    shifts = _parted(kept)
    return {
        name: FactorEffects(name, _effects(kept, _rest(kept, shifts, name), factor), _inseparable(kept, name))
        for name, factor in FACTORS.items()
    }


def _parted(posts: Sequence[Measured]) -> dict[str, list[float]]:
    """What each factor explains of each post."""
    shifts = {factor: [0.0] * len(posts) for factor in FACTORS}
    for _ in range(_ROUNDS):
        for name, factor in FACTORS.items():
            levels = _by_level(posts, _rest(posts, shifts, name), factor)
            means = {
                (group, level): fsum(values) / (len(values) + _HELD_BACK)
                for group, found in levels.items()
                for level, values in found.items()
            }
            shifts[name] = [means.get(factor(measured.post), 0.0) for measured in posts]
    return shifts


def _rest(posts: Sequence[Measured], shifts: Mapping[str, Sequence[float]], name: str) -> list[float]:
    """The measures less what the other factors explain."""
    others = [shift for other, shift in shifts.items() if other != name]
    return [measured.measure - fsum(row) for measured, *row in zip(posts, *others, strict=True)]


def _by_level(posts: Sequence[Measured], values: Sequence[float], factor: Factor) -> dict[str, dict[str, list[float]]]:
    groups: dict[str, dict[str, list[float]]] = {}
    for measured, value in zip(posts, values, strict=True):
        group, level = factor(measured.post)
        if level:
            groups.setdefault(group, {}).setdefault(level, []).append(value)
    return groups


def _effects(posts: Sequence[Measured], rest: Sequence[float], factor: Factor) -> dict[str, list[LevelEffect]]:
    levels = _by_level(posts, rest, factor)
    return {group: level_effects(level_means(found)) for group, found in sorted(levels.items())}


def _inseparable(posts: Sequence[Measured], name: str) -> dict[tuple[str, str], tuple[str, str]]:
    """The levels of a factor whose posts are nearly all, and nearly the only ones, of a level of another factor."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    members = _members(posts, name)
    for other in FACTORS:
        for (_, level), theirs in _members(posts, other).items() if other != name else ():
            for own, ours in members.items():
                common = len(ours & theirs)
                if common >= _SAME_PART * len(ours) and common >= _SAME_PART * len(theirs) and len(members) > 1:
                    found.setdefault(own, (other, level))
    return found


def _members(posts: Sequence[Measured], name: str) -> dict[tuple[str, str], set[int]]:
    found: dict[tuple[str, str], set[int]] = {}
    for index, measured in enumerate(posts):
        key = FACTORS[name](measured.post)
        if key[1]:
            found.setdefault(key, set()).add(index)
    return dict(sorted(found.items()))
