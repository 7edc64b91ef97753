"""The certificate: the posts counted again, from the calendar alone, against the target path.

It shares with the planner the target path (`shares.Path`), which is what was asked, and nothing of how it was reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, compress
from operator import sub

from calgen.plan.model import Deviation, Post, Work
from calgen.plan.shares import Path, Share

LIMITS = {("category", True): 1.5, ("category", False): 2.0, ("theme", True): 2.5, ("theme", False): 5.0}


def certify(work: Work) -> tuple[Deviation, ...]:
    """The worst deviation of each category and theme, on each platform and over all of them, in posts.

    `least` is what the posts that the user settled (kept, or on a fixed day) make unavoidable (PLANNER §1.5): with
    F such posts of it among n, O such posts of others and X its target, no plan on these days stays below max(F - X),
    max(X - (n - O)), nor below half the rise of either.
    """
    path = work.path or Path(work.strategy)
    pairs = sorted(zip(work.posts, work.slots, strict=True), key=lambda pair: pair[0].order)
    posts = [post for post, _ in pairs]
    settled = [slot.pin is not None and slot.pin.settled for _, slot in pairs]
    parts_of = [path.at(post.platform, post.day, slot.beside) for post, slot in pairs]
    found: list[Deviation] = []
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
            rows = {key: tuple(parts(share).get(name, 0.0) for name in names) for key, share in kinds.items()}
            columns = zip(*[rows[id(share)] for share in shares], strict=True)
            for name, wanted in zip(names, columns, strict=True):
                mine = [label == name for label in labels]
                found.append(_measure(level, platform, name, own, mine, wanted, fixed, limit))
    return tuple(found)


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
) -> Deviation:
    gaps = list(accumulate(map(sub, mine, wanted)))
    high, low = max(gaps), min(gaps)
    worst = max(high, -low)
    far = next(n for n, gap in enumerate(gaps) if abs(gap) >= worst - 1e-9)
    day = posts[far].day
    unavoidable = least(mine, wanted, fixed) if any(fixed) else 0.0
    return Deviation(level, platform, name, sum(wanted), sum(mine), worst, day, limit, unavoidable)


def least(mine: Sequence[bool], wanted: Sequence[float], fixed: Sequence[bool]) -> float:
    """The deviation that pinned posts alone make unavoidable, in posts: closed form, linear time (PLANNER §1.5)."""
    above = below = 0.0  # F - X, and X - (n - O)
    low_above = low_below = 0.0
    found = 0.0
    for here, part, pinned in zip(mine, wanted, fixed, strict=True):
        above += (pinned and here) - part
        below += part - (not pinned or here)
        if pinned:  # neither rises at a free post
            found = max(found, above, below, (above - low_above) / 2, (below - low_below) / 2)
        if above < low_above:
            low_above = above
        if below < low_below:
            low_below = below
    return found


def broken(certificate: Iterable[Deviation]) -> tuple[Deviation, ...]:
    """The lines that exceed the promise, worst first."""
    over = [one for one in certificate if one.worst > one.limit + 1e-9]
    return tuple(sorted(over, key=lambda one: (one.limit - one.worst, one.level, one.platform, one.name)))
