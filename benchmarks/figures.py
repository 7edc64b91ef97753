"""The figures of a plan, whoever made it; the terms are those of docs/planner.md."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from calgen.plan.target.spacing_room import days_of_posts
from calgen.plan.target.target_path import TargetPath
from calgen.plan.themes.score import score_plan, total_points

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from calgen.plan.model import Plan, Post
    from calgen.strategy import Strategy


# The rules of the score by which plans have been measured from the start; the others came later.
FIRST_RULES = frozenset(
    (
        *("piece_missed", "post_missing", "mix_platform", "mix_overall", "theme_drift", "theme_again", "off_mission"),
        *("same_day", "theme_share", "to_find"),
    )
)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one plan: deviations in posts, all others counts.

    `z` is the score by the first rules, so that all tables compare; `z_all` is the score by all rules of today.
    """

    posts: int
    dp: float
    do: float
    theme_p: float
    theme_o: float
    repeats: int
    same_day: int  # whether or not it is one subject's launch
    asked: int
    missed: int
    off_mission: int
    in_row: int  # posts with the theme of the two posts before them
    campaign_off: int  # whole posts by which campaigns miss their part, beyond one
    z: float
    z_all: float
    parts: dict[str, float]

    def flat(self) -> dict[str, float | int | dict[str, float]]:
        return asdict(self)


def figures(strategy: Strategy, plan: Plan) -> Figures:
    """The figures of a plan, counted from its posts."""
    parts = score_plan(strategy, plan)
    counts = {part.rule: part.count for part in parts}
    path = TargetPath(strategy, post_days=days_of_posts(plan.posts))
    posts = sorted(plan.posts, key=lambda post: post.sort_key)
    chains = defaultdict(list)
    for post in posts:
        chains[post.platform].append(post)
    categories = {id(post): path.at(post.platform, post.day).categories for post in posts}
    themes = {id(post): path.at(post.platform, post.day).themes for post in posts}
    return Figures(
        len(posts),
        max(worst_deviation(chain, "category", categories) for chain in chains.values()),
        worst_deviation(posts, "category", categories),
        max(worst_deviation(chain, "theme", themes) for chain in chains.values()),
        worst_deviation(posts, "theme", themes),
        sum(
            any(post.theme == before.theme for before in chain[max(0, at - 2) : at])
            for chain in chains.values()
            for at, post in enumerate(chain)
        ),
        _same_day(posts),
        sum(not subject.title for subject in plan.subjects),
        round(counts["piece_missed"]),
        round(counts["off_mission"]),
        round(counts["theme_row"]),
        round(counts["campaign_part"]),
        total_points(part for part in parts if part.rule in FIRST_RULES),
        total_points(parts),
        {part.rule: round(part.points, 2) for part in parts},
    )


def worst_deviation(posts: Sequence[Post], level: str, parts: Mapping[int, Mapping[str, float]]) -> float:
    """The worst gap of any name after any post, as a size."""
    gaps: dict[str, float] = defaultdict(float)
    worst = 0.0
    for post in posts:
        for name, part in parts[id(post)].items():
            gaps[name] -= part
        gaps[getattr(post, level)] += 1
        worst = max(worst, max(gaps.values()), -min(gaps.values()))
    return worst


def _same_day(posts: Sequence[Post]) -> int:
    """The platforms beyond the first on which one theme stands on one day."""
    ordered = sorted(posts, key=lambda post: (post.day, post.theme))
    groups = groupby(ordered, key=lambda post: (post.day, post.theme))
    return sum(len({post.platform for post in found}) - 1 for _, found in groups)
