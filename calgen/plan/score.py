"""The objective, in the open: what a plan does less well than it might, counted from its posts and the strategy alone.

Lower is better, and nothing is hidden in it: each rule has its weight, its count, its points and its worst place. It
measures prefixes as well as ends, for a score that looks at the end alone is bettered by drifting (PLANNER §3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import ceil, floor

from calgen.plan.model import Plan, Post, Subject
from calgen.plan.target_path import Path, Share
from calgen.strategy import Strategy
from calgen.strategy.content import Piece

AGAIN = 3  # posts of a platform in a row, among which a theme stands once
DRIFT, DRIFT_OVERALL = 2.5, 5.0  # posts: how far a theme may run from its path for nothing, as PRODUCT §3.2 promises


@dataclass(frozen=True, slots=True)
class Where:
    """A place: what there is of platform, name (category, theme or piece) and day, and how much was found there."""

    platform: str = ""
    name: str = ""
    day: date | None = None
    size: float = 1.0

    @property
    def rank(self) -> tuple[float, date, str, str]:
        """The largest first, then the earliest."""
        return (-round(self.size, 9), self.day or date.max, self.platform, self.name)


@dataclass(frozen=True, slots=True)
class Part:
    """What one rule adds to the score: `points` are `weight` times `count`; no worst place where nothing was found."""

    rule: str
    weight: float
    count: float
    points: float
    worst: Where | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A key, what one of it costs, and who finds them."""

    key: str
    weight: float
    find: Callable[[_Seen], Iterable[Where]]


def score(strategy: Strategy, plan: Plan, today: date | None = None) -> tuple[Part, ...]:
    """The parts of the score, in the order of `RULES`; what was due before `today` is nobody's fault any more."""
    seen = _Seen(strategy, plan, today or plan.horizon.first)
    return tuple(_part(rule, tuple(rule.find(seen))) for rule in RULES)


def total(parts: Iterable[Part]) -> float:
    """The whole score."""
    return sum(part.points for part in parts)


def _part(rule: Rule, found: Sequence[Where]) -> Part:
    faults = [one for one in found if one.size > 1e-9]
    count = sum(one.size for one in faults)
    return Part(rule.key, rule.weight, count, rule.weight * count, min(faults, key=lambda one: one.rank, default=None))


@dataclass(frozen=True)
class _Seen:
    """A plan with what several rules ask of it."""

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
    def path(self) -> Path:
        return Path(self.strategy)

    def share(self, post: Post) -> Share:
        """What the target path has for a post; one set beside the mix belongs to its theme alone."""
        return self.path.at(post.platform, post.day, post.theme if post.beside_mix else "")

    @cached_property
    def chains(self) -> tuple[tuple[str, Sequence[Post]], ...]:
        """The orders of posts: each platform's, and (without a name) that of all of them."""
        return (*sorted(self.by_platform.items()), ("", self.posts))

    @cached_property
    def farthest_themes(self) -> tuple[Where, ...]:
        """Of each order of posts, where a theme ran farthest from its path."""
        return tuple(self._farthest(platform, posts, _theme, _themes) for platform, posts in self.chains)

    @cached_property
    def farthest_categories(self) -> tuple[Where, ...]:
        """Of each order of posts, where a category ran farthest from its path."""
        return tuple(self._farthest(platform, posts, _category, _categories) for platform, posts in self.chains)

    def subject(self, post: Post) -> Subject:
        return self.plan.subjects[post.subject]

    def _farthest(
        self,
        platform: str,
        posts: Sequence[Post],
        of: Callable[[Post], str],
        parts: Callable[[Share], Mapping[str, float]],
    ) -> Where:
        gaps: dict[str, float] = {}
        worst = Where(platform, size=0.0)
        for post in posts:
            for name, part in parts(self.share(post)).items():
                gaps[name] = gaps.get(name, 0.0) - part
            gaps[of(post)] = gaps.get(of(post), 0.0) + 1
            far = max(max(gaps.values()), -min(gaps.values()))
            if far > worst.size + 1e-9:
                name = min(name for name, gap in gaps.items() if abs(gap) == far)
                worst = Where(platform, name, post.day, far)
        return worst


def _theme(post: Post) -> str:
    return post.theme


def _themes(share: Share) -> Mapping[str, float]:
    return share.themes


def _category(post: Post) -> str:
    return post.category


def _categories(share: Share) -> Mapping[str, float]:
    return share.categories


def _mix_platform(seen: _Seen) -> Iterator[Where]:
    """Each platform's farthest category."""
    return (one for one in seen.farthest_categories if one.platform)


def _mix_overall(seen: _Seen) -> Iterator[Where]:
    """The farthest category over all platforms."""
    return (one for one in seen.farthest_categories if not one.platform)


def _theme_drift(seen: _Seen) -> Iterator[Where]:
    """What each order's farthest theme runs beyond the promise."""
    for one in seen.farthest_themes:
        yield Where(one.platform, one.name, one.day, one.size - (DRIFT if one.platform else DRIFT_OVERALL))


def _theme_share(seen: _Seen) -> Iterator[Where]:
    """The posts by which each theme misses its part at the end, over all platforms."""
    gaps: dict[str, float] = {}
    for post in seen.posts:
        gaps[post.theme] = gaps.get(post.theme, 0.0) + 1
        for name, part in seen.share(post).themes.items():
            gaps[name] = gaps.get(name, 0.0) - part
    for name, gap in gaps.items():
        yield Where(name=name, size=abs(gap))


def _theme_again(seen: _Seen) -> Iterator[Where]:
    """Each post whose theme one of the two before it on its platform had."""
    for platform, posts in seen.by_platform.items():
        for at, post in enumerate(posts):
            if any(post.theme == before.theme for before in posts[max(0, at - AGAIN + 1) : at]):
                yield Where(platform, post.theme, post.day)


def _same_day(seen: _Seen) -> Iterator[Where]:
    """The voices beyond the first that a theme has on one day: platforms apart, or a subject launched on several."""
    days: dict[tuple[date, str], list[Post]] = {}
    for post in seen.posts:
        days.setdefault((post.day, post.theme), []).append(post)
    for (day, theme), posts in days.items():
        if len({post.platform for post in posts}) > 1:
            voices = {str(post.subject) if seen.subject(post).first == day else post.platform for post in posts}
            yield Where(posts[-1].platform, theme, day, len(voices) - 1)


def _off_mission(seen: _Seen) -> Iterator[Where]:
    """Each post whose theme names objectives, none of which is its platform's (PRODUCT §7)."""
    themes = {one.theme: set(one.objectives) for one in seen.strategy.themes}
    platforms = {one.platform: set(one.objectives) for one in seen.strategy.platforms}
    for post in seen.posts:
        own = themes.get(post.theme)
        if own and not own & platforms.get(post.platform, set()):
            yield Where(post.platform, post.theme, post.day)


def _piece_missed(seen: _Seen) -> Iterator[Where]:
    """Each piece with a day or a window in the plan of which no post stands in it."""
    told: dict[str, set[date]] = {}
    for post in seen.posts:
        told.setdefault(seen.subject(post).piece, set()).add(post.day)
    for piece in seen.strategy.content:
        first, last = _window(seen, piece)
        if first <= last and not any(first <= day <= last for day in told.get(piece.title, ())):
            yield Where(name=piece.title, day=first)


def _window(seen: _Seen, piece: Piece) -> tuple[date, date]:
    """The days on which a piece is due; an empty stretch where it has no date, or none in the plan."""
    first, last = max(seen.plan.horizon.first, seen.today), seen.plan.horizon.last
    if piece.publish is not None:
        day = piece.publish
        return (day, day) if first <= day <= last else (last, first)
    if piece.start is None and piece.end is None:
        return date.max, date.min
    ends = [day for day in (piece.end, piece.expires) if day]
    return max(first, piece.start or first), min(last, *ends) if ends else last


def _post_missing(seen: _Seen) -> Iterator[Where]:
    """The whole posts by which each platform has fewer than asked, in the periods from today on."""
    for one in seen.strategy.platforms:
        own = [period for period in seen.plan.periods if period.platform == one.platform and period.first >= seen.today]
        if own:
            first, asked = min(period.first for period in own), sum(period.asked for period in own)
            got = sum(post.day >= first for post in seen.by_platform.get(one.platform, ()))
            got += sum(pin.day >= first for pin in seen.plan.removed if pin.platform == one.platform)
            yield Where(one.platform, day=first, size=max(0, floor(asked) - got))


def _to_find(seen: _Seen) -> Iterator[Where]:
    """The subjects without a title, beyond what the busiest platform's posts ask in any plan."""
    untold: dict[str, int] = {}
    for subject in seen.plan.subjects:
        if not subject.title:
            untold[subject.theme] = untold.get(subject.theme, 0) + 1
    outings = {one.platform: max(1, len(one.rhythm)) for one in seen.strategy.platforms}
    busiest = max((ceil(len(posts) / outings[name]) for name, posts in seen.by_platform.items()), default=0)
    titles = len(seen.strategy.content) + sum(len(theme.ideas) for theme in seen.strategy.themes)
    excess = sum(untold.values()) - max(0, busiest - titles)
    if excess > 0:
        name = min(untold, key=lambda theme: (-untold[theme], theme))
        yield Where(name=name, size=excess)


# One of each costs so many points. The unit is a subject that the user has to find.
RULES: tuple[Rule, ...] = (
    Rule("piece_missed", 100, _piece_missed),  # a date that the user gave: nothing else makes up for it
    Rule("post_missing", 20, _post_missing),  # more than all the faults that one post can have, so that none is dropped
    Rule("mix_platform", 10, _mix_platform),  # the mix is the strategy: a post's drift is worth two repeats
    Rule("mix_overall", 10, _mix_overall),  # the same, as the brand is seen
    Rule("theme_drift", 10, _theme_drift),  # a broken promise, as dear as the mix: else variety is bought with drift
    Rule("theme_again", 5, _theme_again),  # whoever follows a platform sees it
    Rule("off_mission", 5, _off_mission),  # a post that serves nothing its platform is for
    Rule("same_day", 3, _same_day),  # only those who follow both platforms see it
    Rule("theme_share", 1, _theme_share),  # weights are wishes, and there is always some rounding in it
    Rule("to_find", 1, _to_find),  # the user's own work: one more subject to think of
)
