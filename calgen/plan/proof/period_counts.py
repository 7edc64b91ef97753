"""Which post of its week or month each post is, counted in the finished plan: places that stayed empty are none."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from calgen.plan.model import Period, Post

_CODES = frozenset({"cadence_week", "cadence_month"})


def with_period_counts(posts: Sequence[Post], periods: Iterable[Period]) -> tuple[Post, ...]:
    """The posts in their order, each with its number among those of its platform and period, and of how many.

    A post outside all periods keeps its count.
    """
    spans: dict[str, list[Period]] = defaultdict(list)
    for period in sorted(periods, key=lambda period: period.first):
        spans[period.platform].append(period)
    groups: dict[tuple[str, date], list[int]] = defaultdict(list)
    for index, post in enumerate(posts):
        own = spans.get(post.platform, [])
        at = bisect_right(own, post.day, key=lambda period: period.first) - 1
        if at >= 0 and post.day <= own[at].last:
            groups[post.platform, own[at].first].append(index)
    found = list(posts)
    for indexes in groups.values():
        in_order = sorted(indexes, key=lambda index: posts[index].sort_key)
        for number, index in enumerate(in_order, 1):
            found[index] = _counted(posts[index], {"number": number, "of": len(in_order)})
    return tuple(found)


def _counted(post: Post, count: dict[str, object]) -> Post:
    """A post whose reasons say this count."""
    if all(dict(reason.values) == count for reason in post.reasons if reason.code in _CODES):
        return post
    reasons = (replace(reason, values=count) if reason.code in _CODES else reason for reason in post.reasons)
    return replace(post, reasons=tuple(reasons))
