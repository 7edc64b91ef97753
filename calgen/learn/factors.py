"""The effects of themes, formats and moments on the measure of posts, each on what the others leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from operator import mul

from calgen.learn.measures import Measured, PostResult, centered, moment
from calgen.learn.shrinkage import LevelEffect, level_effects, level_means

LEAST_POSTS = 8  # posts of a platform, below which nothing is learned from it
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


def compared_group(post: PostResult) -> str:
    """What a post is compared within: its platform, its category and the figure by which it is measured."""
    return f"{post.platform}\n{post.category}\n{post.measure}"


def enough_posts(posts: Sequence[Measured]) -> list[Measured]:
    """The posts of the platforms from which something can be learned."""
    counts: dict[str, int] = {}
    for measured in posts:
        counts[measured.post.platform] = counts.get(measured.post.platform, 0) + 1
    return [measured for measured in posts if counts[measured.post.platform] >= LEAST_POSTS]


def factor_effects(posts: Sequence[Measured]) -> dict[str, FactorEffects]:
    """The effects by factor, each on the measures less what the other factors explain.

    Hours, formats and themes go together in any calendar. They are parted by ridge regression on all three at once,
    which credits none of them for coming first. Categories, and figures of two kinds, are
    never compared: their means are taken away before.
    """
    kept = centered(enough_posts(posts), compared_group)
    shifts = _parted(kept)
    return {
        name: FactorEffects(name, _effects(kept, _rest(kept, shifts, name), factor), _inseparable(kept, name))
        for name, factor in FACTORS.items()
    }


def _parted(posts: Sequence[Measured]) -> dict[str, list[float]]:
    """What each factor explains of each post."""
    levels = {name: [factor(measured.post) for measured in posts] for name, factor in FACTORS.items()}
    columns = sorted({(name, *level) for name, own in levels.items() for level in own if level[1]})
    number = {column: n for n, column in enumerate(columns)}
    rows = [
        [number[key] for name, own in levels.items() if (key := (name, *own[index])) in number]
        for index in range(len(posts))
    ]
    effects = ridge_effects(rows, [measured.measure for measured in posts], len(columns))
    return {
        name: [effects[number[key]] if (key := (name, *level)) in number else 0.0 for level in own]
        for name, own in levels.items()
    }


def ridge_effects(rows: Sequence[Sequence[int]], values: Sequence[float], levels: int) -> list[float]:
    """The effect of each level, of which each row has some, by ridge regression: each level has two rows of no effect.

    The normal equations are solved by Cholesky's decomposition (Golub and Van Loan, Matrix Computations, section 4.2).
    """
    matrix = [[0.0] * levels for _ in range(levels)]
    sums: list[list[float]] = [[] for _ in range(levels)]
    for row, value in zip(rows, values, strict=True):
        for level in row:
            sums[level].append(value)
            for other in row:
                matrix[level][other] += 1
    for n in range(levels):
        matrix[n][n] += _HELD_BACK
    return _solved(matrix, [fsum(found) for found in sums])


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a system of equations with a symmetric, positive definite matrix."""
    size = len(right)
    lower: list[list[float]] = []
    for n in range(size):
        row: list[float] = []
        for m, other in enumerate(lower):
            row.append((matrix[n][m] - fsum(map(mul, row, other))) / other[m])
        row.append(sqrt(matrix[n][n] - fsum(map(mul, row, row))))
        lower.append(row)
    found: list[float] = []
    for n, row in enumerate(lower):
        found.append((right[n] - fsum(map(mul, row, found))) / row[n])
    for n in reversed(range(size)):
        found[n] = (found[n] - fsum(lower[m][n] * found[m] for m in range(n + 1, size))) / lower[n][n]
    return found


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
