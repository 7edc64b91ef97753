"""The certificate: the posts counted again, from the calendar alone, against the target path.

It shares with the planner the target path (`shares.Path`), which is what was asked, and nothing of how it was reached.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from operator import sub

from calgen.plan import windows
from calgen.plan.lower_bound import Due, crowded, least, rooms
from calgen.plan.model import Deviation, PlanDraft, Post, Slot
from calgen.plan.pieces import homes, window
from calgen.plan.target_path import Path, Share

LIMITS = {("category", True): 1.5, ("category", False): 2.0, ("theme", True): 2.5, ("theme", False): 5.0}


def certify(draft: PlanDraft) -> tuple[Deviation, ...]:
    """The worst deviation of each category and theme, on each platform and over all of them, in posts.

    `least` is what the posts that the user settled (kept, or on a fixed day), the pieces that are due in a window (on a
    platform, if that is their only home) and, where the limit is exceeded, the themes' spacing make unavoidable on
    these days, in any plan that tells those pieces (`unavoidable.least`).
    """
    path = draft.path or Path(draft.strategy)
    pairs = sorted(zip(draft.posts, draft.slots, strict=True), key=lambda pair: pair[0].sort_key)
    marked = [_Marked(post, slot, path.at(post.platform, post.day, slot.theme_beside_mix)) for post, slot in pairs]
    closing = _closing(draft)
    rules = {theme.theme: (theme.category, max(1, theme.spacing)) for theme in draft.strategy.themes}
    names = sorted({one.post.platform for one in marked})
    own = [_Order(name, [one for one in marked if one.post.platform == name], closing, rules) for name in names]
    orders = [_Order("", marked, closing, rules, own), *own]
    return tuple(line for order in orders for level in ("category", "theme") for line in order.lines(level))


@dataclass(frozen=True, slots=True)
class _Marked:
    """A post with its slot and what the target path has for it."""

    post: Post
    slot: Slot
    share: Share

    @property
    def settled(self) -> bool:
        return self.slot.pin is not None and self.slot.pin.has_settled_theme


@dataclass(frozen=True, slots=True)
class _Closing:
    """A piece of content that must be told in a window; its home, if it has one only."""

    category: str
    theme: str
    home: str
    first: date
    last: date


def _closing(draft: PlanDraft) -> list[_Closing]:
    """The pieces with a window that the plan tells, and that no post which the user settled could tell."""
    told = {subject.piece for subject in draft.subjects if subject.piece}
    pins = [slot.pin for slot in draft.slots if slot.pin and slot.pin.has_settled_theme]
    settled = {pin.piece for pin in pins}
    # The themes of hooks and set days that are free for a piece.
    hosts = {pin.theme for pin in pins if not any(pin.subject_key)}
    category = {theme.theme: theme.category for theme in draft.strategy.themes}
    found = []
    for piece in draft.strategy.content:
        due = piece.publish is None and piece.title in told - settled and piece.theme not in hosts
        if due and windows.wanted(draft, piece):
            own = homes(draft.strategy, piece)
            stay = window(draft.strategy, piece, draft.horizon.first, draft.horizon.last)
            home = own[0].platform if len(own) == 1 else "?"
            found.append(_Closing(category[piece.theme], piece.theme, home, *stay))
    return found


def _places(posts: Sequence[Post], closing: Iterable[_Closing], level: str) -> list[tuple[int, int, str]]:
    """The first and the last place of each window, with the name that must have come in it."""
    days = [post.day for post in posts]
    found = []
    for one in closing:
        name = one.category if level == "category" else one.theme
        found.append((bisect_left(days, one.first), bisect_right(days, one.last) - 1, name))
    return [one for one in found if one[0] <= one[1]]


class _Order:
    """The posts of a platform, or of all of them, in order, with all that their lines are measured by."""

    def __init__(
        self,
        platform: str,
        posts: Sequence[_Marked],
        closing: Iterable[_Closing],
        rules: Mapping[str, tuple[str, int]],
        own: Sequence[_Order] = (),
    ) -> None:
        self.platform, self.posts, self.rules, self.own = platform, posts, rules, own
        self.closing = [one for one in closing if platform in ("", one.home)]
        self.fixed = [one.settled for one in posts]
        self.kinds = {id(one.share): one.share for one in posts}

    def lines(self, level: str) -> Iterator[Deviation]:
        """The deviations of all categories, or of all themes."""
        of, parts = _LEVELS[level]
        labels = [of(one.post) for one in self.posts]
        names = sorted({*labels, *(name for share in self.kinds.values() for name in parts(share))})
        rows = {key: tuple(parts(share).get(name, 0.0) for name in names) for key, share in self.kinds.items()}
        ends = _places([one.post for one in self.posts], self.closing, level)
        for name, wanted in zip(names, zip(*[rows[id(one.share)] for one in self.posts], strict=True), strict=True):
            due = [(start, end, whose == name) for start, end, whose in ends]
            yield self._measured(level, name, [label == name for label in labels], wanted, due)

    def _measured(
        self, level: str, name: str, mine: Sequence[bool], wanted: Sequence[float], due: Sequence[Due]
    ) -> Deviation:
        gaps = list(accumulate(map(sub, mine, wanted)))
        worst, limit = max(max(gaps), -min(gaps)), LIMITS[level, bool(self.platform)]
        day = self.posts[next(n for n, gap in enumerate(gaps) if abs(gap) >= worst - 1e-9)].post.day
        unavoidable = least(mine, wanted, self.fixed, due) if due or any(self.fixed) else 0.0
        if worst > limit + 1e-9:
            own = [theme for theme, (category, _) in self.rules.items() if category == name]
            unavoidable = max(unavoidable, crowded(wanted, self.rooms, own if level == "category" else [name]))
        return Deviation(level, self.platform, name, sum(wanted), sum(mine), worst, day, limit, unavoidable)

    @cached_property
    def rooms(self) -> dict[str, list[int]]:
        """How many posts of each theme there can be up to each place."""
        if self.own:
            return self._merged()
        return rooms(
            [one.post.day.toordinal() for one in self.posts],
            [one.share.themes for one in self.posts],
            [one.post.theme if one.settled else None for one in self.posts],
            {theme: spacing for theme, (_, spacing) in self.rules.items()},
            Counter(one.post.theme for one in self.posts if one.slot.pin and not one.settled),
        )

    def _merged(self) -> dict[str, list[int]]:
        """Those of all platforms, added up."""
        places: dict[str, list[int]] = {}
        for n, one in enumerate(self.posts):
            places.setdefault(one.post.platform, []).append(n)
        steps: dict[str, list[int]] = {}
        for order in self.own:
            for theme, room in order.rooms.items():
                mine = steps.setdefault(theme, [0] * len(self.posts))
                for n, step in zip(places[order.platform], map(sub, room, [0, *room]), strict=True):
                    mine[n] += step
        return {theme: list(accumulate(mine)) for theme, mine in steps.items()}


def _category(post: Post) -> str:
    return post.category


def _theme(post: Post) -> str:
    return post.theme


def _categories(share: Share) -> Mapping[str, float]:
    return share.categories


def _themes(share: Share) -> Mapping[str, float]:
    return share.themes


_Level = tuple[Callable[[Post], str], Callable[[Share], Mapping[str, float]]]
_LEVELS: Mapping[str, _Level] = {"category": (_category, _categories), "theme": (_theme, _themes)}


def broken(certificate: Iterable[Deviation]) -> tuple[Deviation, ...]:
    """The lines that exceed the promise, worst first."""
    over = [one for one in certificate if one.worst_gap > one.limit + 1e-9]
    return tuple(sorted(over, key=lambda one: (one.limit - one.worst_gap, one.level, one.platform, one.name)))
