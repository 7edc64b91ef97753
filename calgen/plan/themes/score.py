"""The score of a plan: what it does less well than it might, counted from its posts and the strategy alone.

Lower is better. Each rule has a weight, a count, points and a worst place. Gaps are measured after every post: measured
at the end alone, they would let the search drift from the target path in between; see docs/planner.md, "The score".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import ceil, floor, fsum

from calgen.plan.model import Plan, Post, Subject
from calgen.plan.target.target_path import Share, TargetPath
from calgen.strategy import Strategy
from calgen.strategy.content import Piece

REPEAT_WINDOW = 3  # posts of a platform in a row, among which a theme should stand once
# Posts: how far a theme may be from its path at no cost (docs/decisions.md, "What the plan promises").
FREE_DRIFT, FREE_DRIFT_OVERALL = 2.5, 5.0
EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where a rule found something: platform, name (of a category, theme or piece) and day, each if it has one.

    `size` is how much was found there, in the unit of the rule.
    """

    platform: str = ""
    name: str = ""
    day: date | None = None
    size: float = 1.0

    @property
    def rank(self) -> tuple[float, date, str, str]:
        """Sorts the largest first, then the earliest."""
        return (-round(self.size, 9), self.day or date.max, self.platform, self.name)


@dataclass(frozen=True, slots=True)
class RuleScore:
    """What one rule adds to the score: `points` are `weight` times `count`; `worst` is None where nothing was found."""

    rule: str
    weight: float
    count: float
    points: float
    worst: Fault | None


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """A rule of the score: its key, the points of a fault of size 1, and the function that finds the faults."""

    key: str
    weight: float
    find: Callable[[_ScoredPlan], Iterable[Fault]]


def score_plan(strategy: Strategy, plan: Plan, today: date | None = None) -> tuple[RuleScore, ...]:
    """The score of each rule, in the order of `RULES`; what was due before `today` is no fault."""
    scored = _ScoredPlan(strategy, plan, today or plan.horizon.first)
    return tuple(_rule_score(rule, tuple(rule.find(scored))) for rule in RULES)


def total_points(scores: Iterable[RuleScore]) -> float:
    """The points of all rules."""
    return fsum(score.points for score in scores)


def _rule_score(rule: ScoreRule, found: Iterable[Fault]) -> RuleScore:
    faults = [fault for fault in found if fault.size > EPSILON]
    count = fsum(fault.size for fault in faults)
    worst = min(faults, key=lambda fault: fault.rank, default=None)
    return RuleScore(rule.key, rule.weight, count, rule.weight * count, worst)


@dataclass(frozen=True)
class _ScoredPlan:
    """A plan with what several rules ask of it, each worked out once."""

    strategy: Strategy
    plan: Plan
    today: date

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        return tuple(sorted(self.plan.posts, key=lambda post: post.sort_key))

    @cached_property
    def by_platform(self) -> Mapping[str, Sequence[Post]]:
        found: dict[str, list[Post]] = {}
        for post in self.posts:
            found.setdefault(post.platform, []).append(post)
        return found

    @cached_property
    def path(self) -> TargetPath:
        return TargetPath(self.strategy)

    def share(self, post: Post) -> Share:
        """The share of a post's slot on the target path; that of a post outside the mix is all its theme's."""
        return self.path.at(post.platform, post.day, post.theme if post.outside_mix else "")

    @cached_property
    def sequences(self) -> tuple[tuple[str, Sequence[Post]], ...]:
        """The posts of each platform by its name, and (without a name) all posts."""
        return (*sorted(self.by_platform.items()), ("", self.posts))

    @cached_property
    def farthest_themes(self) -> tuple[Fault, ...]:
        """For each sequence, where a theme was farthest from its path."""
        return tuple(self._farthest(platform, posts, _theme_of, _theme_parts) for platform, posts in self.sequences)

    @cached_property
    def farthest_categories(self) -> tuple[Fault, ...]:
        """For each sequence, where a category was farthest from its path."""
        return tuple(
            self._farthest(platform, posts, _category_of, _category_parts) for platform, posts in self.sequences
        )

    def subject(self, post: Post) -> Subject:
        return self.plan.subjects[post.subject]

    def _farthest(
        self,
        platform: str,
        posts: Sequence[Post],
        name_of: Callable[[Post], str],
        parts_of: Callable[[Share], Mapping[str, float]],
    ) -> Fault:
        gaps: dict[str, float] = {}
        worst = Fault(platform, size=0.0)
        for post in posts:
            for name, part in parts_of(self.share(post)).items():
                gaps[name] = gaps.get(name, 0.0) - part
            gaps[name_of(post)] = gaps.get(name_of(post), 0.0) + 1
            farthest = max(max(gaps.values()), -min(gaps.values()))
            if farthest > worst.size + EPSILON:
                name = min(name for name, gap in gaps.items() if abs(gap) == farthest)
                worst = Fault(platform, name, post.day, farthest)
        return worst


def _theme_of(post: Post) -> str:
    return post.theme


def _theme_parts(share: Share) -> Mapping[str, float]:
    return share.themes


def _category_of(post: Post) -> str:
    return post.category


def _category_parts(share: Share) -> Mapping[str, float]:
    return share.categories


# -- the rules: each function finds the faults of the rule that has its name -----------------------------------------


def _mix_platform(scored: _ScoredPlan) -> Iterator[Fault]:
    """The gap of each platform's farthest category."""
    return (fault for fault in scored.farthest_categories if fault.platform)


def _mix_overall(scored: _ScoredPlan) -> Iterator[Fault]:
    """The gap of the farthest category over all platforms."""
    return (fault for fault in scored.farthest_categories if not fault.platform)


def _theme_drift(scored: _ScoredPlan) -> Iterator[Fault]:
    """The gap of each sequence's farthest theme, as far as it costs anything."""
    for fault in scored.farthest_themes:
        free = FREE_DRIFT if fault.platform else FREE_DRIFT_OVERALL
        yield Fault(fault.platform, fault.name, fault.day, fault.size - free)


def _theme_share(scored: _ScoredPlan) -> Iterator[Fault]:
    """The gap of each theme at the end, over all platforms."""
    gaps: dict[str, float] = {}
    for post in scored.posts:
        gaps[post.theme] = gaps.get(post.theme, 0.0) + 1
        for name, part in scored.share(post).themes.items():
            gaps[name] = gaps.get(name, 0.0) - part
    for name, gap in gaps.items():
        yield Fault(name=name, size=abs(gap))


def _theme_again(scored: _ScoredPlan) -> Iterator[Fault]:
    """Each post with the theme of one of the two posts before it on its platform."""
    for platform, posts in scored.by_platform.items():
        for at, post in enumerate(posts):
            if any(post.theme == before.theme for before in posts[max(0, at - REPEAT_WINDOW + 1) : at]):
                yield Fault(platform, post.theme, post.day)


def _same_day(scored: _ScoredPlan) -> Iterator[Fault]:
    """For each theme and day, the platforms beyond the first; those that launch one subject count as one."""
    days: dict[tuple[date, str], list[Post]] = {}
    for post in scored.posts:
        days.setdefault((post.day, post.theme), []).append(post)
    for (day, theme), posts in days.items():
        if len({post.platform for post in posts}) > 1:
            apart = {str(post.subject) if scored.subject(post).first == day else post.platform for post in posts}
            yield Fault(posts[-1].platform, theme, day, len(apart) - 1)


def _off_mission(scored: _ScoredPlan) -> Iterator[Fault]:
    """Each post whose theme names objectives, none of which is its platform's (docs/decisions.md, "Mission")."""
    themes = {theme.theme: set(theme.objectives) for theme in scored.strategy.themes}
    platforms = {platform.platform: set(platform.objectives) for platform in scored.strategy.platforms}
    for post in scored.posts:
        own = themes.get(post.theme)
        if own and not own & platforms.get(post.platform, set()):
            yield Fault(post.platform, post.theme, post.day)


def _piece_missed(scored: _ScoredPlan) -> Iterator[Fault]:
    """Each piece with a day or a window in the plan, but without a post on that day or in that window."""
    days: dict[str, set[date]] = {}
    for post in scored.posts:
        days.setdefault(scored.subject(post).piece, set()).add(post.day)
    for piece in scored.strategy.content:
        first, last = _due_window(scored, piece)
        if first <= last and not any(first <= day <= last for day in days.get(piece.title, ())):
            yield Fault(name=piece.title, day=first)


def _due_window(scored: _ScoredPlan, piece: Piece) -> tuple[date, date]:
    """The first and last day on which a piece is due; reversed where it has no date, or none in the plan."""
    first, last = max(scored.plan.horizon.first, scored.today), scored.plan.horizon.last
    if piece.publish is not None:
        day = piece.publish
        return (day, day) if first <= day <= last else (last, first)
    if piece.start is None and piece.end is None:
        return date.max, date.min
    ends = [day for day in (piece.end, piece.expires) if day]
    return max(first, piece.start or first), min(last, *ends) if ends else last


def _post_missing(scored: _ScoredPlan) -> Iterator[Fault]:
    """The whole posts by which each platform has fewer than asked, in the periods from today on."""
    for platform in scored.strategy.platforms:
        name = platform.platform
        own = [period for period in scored.plan.periods if period.platform == name and period.first >= scored.today]
        if own:
            first, asked = min(period.first for period in own), sum(period.asked for period in own)
            got = sum(post.day >= first for post in scored.by_platform.get(name, ()))
            got += sum(pin.day >= first for pin in scored.plan.removed if pin.platform == name)
            yield Fault(name, day=first, size=max(0, floor(asked) - got))


def _to_find(scored: _ScoredPlan) -> Iterator[Fault]:
    """The subjects without a title, beyond those that the posts of the busiest platform need in any plan."""
    untitled: dict[str, int] = {}
    for subject in scored.plan.subjects:
        if not subject.title:
            untitled[subject.theme] = untitled.get(subject.theme, 0) + 1
    posts_per_subject = {platform.platform: max(1, len(platform.rhythm)) for platform in scored.strategy.platforms}
    busiest = max((ceil(len(posts) / posts_per_subject[name]) for name, posts in scored.by_platform.items()), default=0)
    titles = len(scored.strategy.content) + sum(len(theme.ideas) for theme in scored.strategy.themes)
    excess = sum(untitled.values()) - max(0, busiest - titles)
    if excess > 0:
        name = min(untitled, key=lambda theme: (-untitled[theme], theme))
        yield Fault(name=name, size=excess)


# The weights are points for one fault. The unit is a subject that the user has to find.
RULES: tuple[ScoreRule, ...] = (
    ScoreRule("piece_missed", 100, _piece_missed),  # a day that the user gave: nothing else makes up for it
    ScoreRule("post_missing", 20, _post_missing),  # more than all faults of one post, so that none is dropped
    ScoreRule("mix_platform", 10, _mix_platform),  # the mix is the strategy: one post is worth two repeats
    ScoreRule("mix_overall", 10, _mix_overall),  # the same, for those who see the whole brand
    ScoreRule("theme_drift", 10, _theme_drift),  # promised like the mix; a lower weight would favour variety
    ScoreRule("theme_again", 5, _theme_again),  # whoever follows the platform sees it
    ScoreRule("off_mission", 5, _off_mission),  # the post serves no objective of its platform
    ScoreRule("same_day", 3, _same_day),  # only those who follow both platforms see it
    ScoreRule("theme_share", 1, _theme_share),  # weights are wishes, and some of it is always rounding
    ScoreRule("to_find", 1, _to_find),  # one more subject for the user to think of
)
