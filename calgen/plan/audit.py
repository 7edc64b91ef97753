"""The certificate: the posts counted again, from the calendar alone, against the target path.

It shares with the planner the target path (`shares.Path`), which is what was asked, and nothing of how it was reached.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, compress
from operator import sub

from calgen.plan import windows
from calgen.plan.model import Deviation, Post, Work
from calgen.plan.pieces import homes, window
from calgen.plan.shares import Path, Share
from calgen.plan.unavoidable import Due, least

LIMITS = {("category", True): 1.5, ("category", False): 2.0, ("theme", True): 2.5, ("theme", False): 5.0}


def certify(work: Work) -> tuple[Deviation, ...]:
    """The worst deviation of each category and theme, on each platform and over all of them, in posts.

    `least` is what the posts that the user settled (kept, or on a fixed day) and the pieces that are due in a window
    (on a platform, if that is their only home) make unavoidable on these days, in any plan that tells them
    (`unavoidable.least`).
    """
    path = work.path or Path(work.strategy)
    pairs = sorted(zip(work.posts, work.slots, strict=True), key=lambda pair: pair[0].order)
    posts = [post for post, _ in pairs]
    settled = [slot.pin is not None and slot.pin.themed for _, slot in pairs]
    parts_of = [path.at(post.platform, post.day, slot.beside) for post, slot in pairs]
    found: list[Deviation] = []
    closing = _closing(work)
    for platform in ("", *sorted({post.platform for post in posts})):
        here = [platform in ("", post.platform) for post in posts]
        own = list(compress(posts, here))
        shares = list(compress(parts_of, here))
        kinds = {id(share): share for share in shares}
        fixed = list(compress(settled, here))
        for level, of, parts in (("category", _category, _categories), ("theme", _theme, _themes)):
            names = sorted({of(post) for post in own} | {name for share in kinds.values() for name in parts(share)})
            limit = LIMITS[level, bool(platform)]
            labels = [of(post) for post in own]
            ends = _places(own, [one for one in closing if platform in ("", one.home)], level)
            rows = {key: tuple(parts(share).get(name, 0.0) for name in names) for key, share in kinds.items()}
            columns = zip(*[rows[id(share)] for share in shares], strict=True)
            for name, wanted in zip(names, columns, strict=True):
                mine = [label == name for label in labels]
                due = [(start, end, whose == name) for start, end, whose in ends]
                found.append(_measure(level, platform, name, own, mine, wanted, fixed, limit, due))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Closing:
    """A piece of content that must be told in a window; its home, if it has one only."""

    category: str
    theme: str
    home: str
    first: date
    last: date


def _closing(work: Work) -> list[_Closing]:
    """The pieces with a window that the plan tells, and that no post which the user settled could tell."""
    told = {subject.piece for subject in work.subjects if subject.piece}
    pins = [slot.pin for slot in work.slots if slot.pin and slot.pin.themed]
    settled = {pin.piece for pin in pins}
    hosts = {pin.theme for pin in pins if not any(pin.about)}  # a hook or a set day, of its theme and free for a piece
    category = {theme.theme: theme.category for theme in work.strategy.themes}
    found = []
    for piece in work.strategy.content:
        due = piece.publish is None and piece.title in told - settled and piece.theme not in hosts
        if due and windows.wanted(work, piece):
            own = homes(work.strategy, piece)
            stay = window(work.strategy, piece, work.horizon.first, work.horizon.last)
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


def _category(post: Post) -> str:
    return post.category


def _theme(post: Post) -> str:
    return post.theme


def _categories(share: Share) -> Mapping[str, float]:
    return share.categories


def _themes(share: Share) -> Mapping[str, float]:
    return share.themes


def _measure(
    level: str,
    platform: str,
    name: str,
    posts: Sequence[Post],
    mine: Sequence[bool],
    wanted: Sequence[float],
    fixed: Sequence[bool],
    limit: float,
    due: Sequence[Due],
) -> Deviation:
    gaps = list(accumulate(map(sub, mine, wanted)))
    high, low = max(gaps), min(gaps)
    worst = max(high, -low)
    far = next(n for n, gap in enumerate(gaps) if abs(gap) >= worst - 1e-9)
    day = posts[far].day
    unavoidable = least(mine, wanted, fixed, due) if due or any(fixed) else 0.0
    return Deviation(level, platform, name, sum(wanted), sum(mine), worst, day, limit, unavoidable)


def broken(certificate: Iterable[Deviation]) -> tuple[Deviation, ...]:
    """The lines that exceed the promise, worst first."""
    over = [one for one in certificate if one.worst > one.limit + 1e-9]
    return tuple(sorted(over, key=lambda one: (one.limit - one.worst, one.level, one.platform, one.name)))
