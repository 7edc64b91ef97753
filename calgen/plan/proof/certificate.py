"""The certificate: how far the posts of a plan are from the target path, counted again from the posts alone.

It shares the target path with the planner, since that is what was asked, and nothing of how the plan was made.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate, chain, compress
from math import fsum
from operator import sub

from calgen.plan.draft import PlanDraft
from calgen.plan.model import Deviation, Post, Slot
from calgen.plan.pins.named_days import is_set_day
from calgen.plan.pins.pieces import platforms_for, window_of
from calgen.plan.slots.draft_path import path_of_posts
from calgen.plan.target.lower_bound import DueWindow, ThemeCapacity, merged_capacity, settled_bound, theme_capacity
from calgen.plan.target.share import Share
from calgen.plan.themes import windows

# Posts, by level and whether it is one platform: docs/decisions.md, "What the plan promises".
LIMITS = {("category", True): 1.5, ("category", False): 2.0, ("theme", True): 2.5, ("theme", False): 5.0}
EPSILON = 1e-9


def certify(draft: PlanDraft) -> tuple[Deviation, ...]:
    """The worst deviation of each category and theme, on each platform and over all platforms, in posts.

    The posts of the period are counted (those of other days stand outside the mix), and the gap is taken after each of
    them from today on: what is over cannot be mended. Where nothing is to come, it is taken after each post.

    `unavoidable` is the lower bound of `lower_bound.py`: what the posts that the user settled (kept, or on a fixed
    day), the pieces that are due in a window (on a platform: if it is their only one) and, where the limit is
    exceeded, the themes' spacing make unavoidable on these days in any plan that places those pieces.
    """
    path = path_of_posts(draft)
    pairs = sorted(zip(draft.posts, draft.slots, strict=True), key=lambda pair: pair[0].sort_key)
    entries = [
        _CertificateEntry(
            post,
            slot,
            path.at(post.platform, post.day, slot.theme_outside_mix),
            is_set_day(draft.strategy, post.campaign, post.day),
        )
        for post, slot in pairs
    ]
    due = _due_pieces(draft, {entry.post.theme for entry in entries if entry.is_set_day})
    rules = {theme.theme: (theme.category, max(1, theme.spacing)) for theme in draft.strategy.themes}
    names, days = sorted({entry.post.platform for entry in entries}), (draft.horizon.first, draft.horizon.last)
    today = draft.today
    by_platform = {name: [entry for entry in entries if entry.post.platform == name] for name in names}
    own = [_Sequence(name, found, due, rules, days, today) for name, found in by_platform.items()]
    sequences = [_Sequence("", entries, due, rules, days, today, own), *own]
    levels = ((sequence, level) for sequence in sequences for level in ("category", "theme"))
    return tuple(chain.from_iterable(sequence.deviations(level) for sequence, level in levels))


def exceeded(certificate: Iterable[Deviation]) -> tuple[Deviation, ...]:
    """The deviations beyond their limit, the farthest first."""
    beyond = (line for line in certificate if line.worst_gap > line.limit + EPSILON)
    return tuple(sorted(beyond, key=lambda line: (line.limit - line.worst_gap, line.level, line.platform, line.name)))


@dataclass(frozen=True, slots=True)
class _CertificateEntry:
    """A post with its slot and the share that the target path has for it."""

    post: Post
    slot: Slot
    share: Share
    is_set_day: bool  # of the campaign that it belongs to

    @property
    def is_settled(self) -> bool:
        """Whether the user settled its theme, or asked for it on this day.

        One that stands as the last run planned it is settled where it was so in that run.
        """
        pin, post = self.slot.pin, self.post
        if self.is_set_day or pin is None or not pin.is_untouched:
            return self.is_set_day or (pin is not None and pin.has_settled_theme)
        return post.has_named_day and (not pin.key_date or post.outside_mix)

    @property
    def is_placed(self) -> bool:
        """Whether a piece of content (and not the user) gives it its theme; a post of an earlier plan may change it."""
        pin = self.slot.pin
        is_chosen = pin is not None and (pin.is_retained or pin.is_untouched)
        return pin is not None and not self.is_settled and bool(pin.piece or not is_chosen)


@dataclass(frozen=True, slots=True)
class _DuePiece:
    """A piece of content that is due in a window; `platform` is `?` where several may have it."""

    category: str
    theme: str
    platform: str
    first: date
    last: date


def _due_pieces(draft: PlanDraft, of_set_days: Set[str]) -> list[_DuePiece]:
    """The pieces with a window that the plan places, and that no post settled by the user can be about.

    `of_set_days` are the themes of the posts on set days of campaigns.
    """
    placed = {subject.piece for subject in draft.subjects if subject.piece}
    pins = [slot.pin for slot in draft.slots if slot.pin and slot.pin.has_settled_theme and not slot.pin.is_untouched]
    settled = {pin.piece for pin in pins}
    # The theme of a hook or a set day is settled, and a piece of that theme may stand there.
    open_themes = {pin.theme for pin in pins if not any(pin.subject_key)} | of_set_days
    category = {theme.theme: theme.category for theme in draft.strategy.themes}
    found = []
    for piece in draft.strategy.content:
        is_due = piece.publish is None and piece.title in placed - settled and piece.theme not in open_themes
        if is_due and windows.is_due(draft, piece):
            platforms = platforms_for(draft.strategy, piece)
            days = window_of(draft.strategy, piece, draft.horizon.first, draft.horizon.last)
            platform = platforms[0].platform if len(platforms) == 1 else "?"
            found.append(_DuePiece(category[piece.theme], piece.theme, platform, *days))
    return found


class _Sequence:
    """The posts of a platform (or of all: no name) in order, with what their deviations are measured by."""

    def __init__(
        self,
        platform: str,
        entries: Sequence[_CertificateEntry],
        due: Iterable[_DuePiece],
        rules: Mapping[str, tuple[str, int]],
        period: tuple[date, date],
        today: date,
        own: Sequence[_Sequence] = (),
    ) -> None:
        self.platform, self.entries, self.rules, self.own = platform, entries, rules, own
        self.is_counted = [period[0] <= entry.post.day <= period[1] for entry in entries]
        begin = next((n for n, is_counted in enumerate(self.is_counted) if is_counted), 0)
        due_from = max(today, period[0])
        self.first = next((n for n, entry in enumerate(entries) if entry.post.day >= due_from), begin)  # to be judged
        self.due = [piece for piece in due if platform in ("", piece.platform)]
        self.fixed = [entry.is_settled for entry in entries]
        self.shares = {id(entry.share): entry.share for entry in entries}

    def deviations(self, level: str) -> Iterator[Deviation]:
        """The deviations of all categories, or of all themes."""
        name_of, parts_of = _LEVELS[level]
        places: dict[str, list[int]] = {}
        for n, entry in enumerate(self.entries):
            places.setdefault(name_of(entry.post), []).append(n)
        names = sorted({*places, *(name for share in self.shares.values() for name in parts_of(share))} - {""})
        rows = {key: tuple(parts_of(share).get(name, 0.0) for name in names) for key, share in self.shares.items()}
        ends = self._windows(level)
        columns = zip(*[rows[id(entry.share)] for entry in self.entries], strict=True)
        for name, wanted in zip(names, columns, strict=True):
            due = [(first, last, of == name) for first, last, of in ends]
            own = [False] * len(self.entries)
            for n in places.get(name, ()):
                own[n] = True
            yield self._deviation(level, name, own, wanted, due)

    def _windows(self, level: str) -> list[tuple[int, int, str]]:
        """The first and last index of each window with a post in it, and the name of its piece."""
        days = [entry.post.day for entry in self.entries]
        found = []
        for piece in self.due:
            name = piece.category if level == "category" else piece.theme
            found.append((bisect_left(days, piece.first), bisect_right(days, piece.last) - 1, name))
        return [(first, last, name) for first, last, name in found if first <= last]

    def _deviation(
        self, level: str, name: str, own: Sequence[bool], wanted: Sequence[float], due: Sequence[DueWindow]
    ) -> Deviation:
        gaps = list(accumulate(map(sub, own, wanted)))[self.first :]
        worst, limit = max(max(gaps), -min(gaps)), LIMITS[level, bool(self.platform)]
        after = next(n for n, gap in enumerate(gaps, self.first) if abs(gap) >= worst - EPSILON)
        day = self.entries[after].post.day
        least = settled_bound(own, wanted, self.fixed, due) if due or any(self.fixed) else 0.0
        if worst > limit + EPSILON:
            themes = [theme for theme, (category, _) in self.rules.items() if category == name]
            least = max(least, self.capacity.bound(wanted, themes if level == "category" else [name]))
        least = min(least, worst) if self.first else least
        asked, planned = fsum(compress(wanted, self.is_counted)), sum(compress(own, self.is_counted))
        return Deviation(level, self.platform, name, asked, planned, worst, day, limit, least)

    @cached_property
    def capacity(self) -> ThemeCapacity[str]:
        """How many posts of each theme there can be among the first posts."""
        if self.own:
            platforms = [entry.post.platform for entry in self.entries]
            return merged_capacity(platforms, {sequence.platform: sequence.capacity for sequence in self.own})
        return theme_capacity(
            [entry.post.day.toordinal() for entry in self.entries],
            [entry.share.themes for entry in self.entries],
            [entry.post.theme if entry.is_settled else None for entry in self.entries],
            {theme: spacing for theme, (_, spacing) in self.rules.items()},
            Counter(entry.post.theme for entry in self.entries if entry.is_placed),
        )


def _category(post: Post) -> str:
    return post.category


def _theme(post: Post) -> str:
    return post.theme


def _category_parts(share: Share) -> Mapping[str, float]:
    return share.categories


def _theme_parts(share: Share) -> Mapping[str, float]:
    return share.themes


# level → the name of a post, the parts of a share
_LEVELS: Mapping[str, tuple[Callable[[Post], str], Callable[[Share], Mapping[str, float]]]] = {
    "category": (_category, _category_parts),
    "theme": (_theme, _theme_parts),
}
