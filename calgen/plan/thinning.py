"""What is left out under `over_capacity` = thin, and what then stands without it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from calgen.book.problems import Problem, Severity
from calgen.plan import windows
from calgen.plan.model import Slot, Work
from calgen.plan.pieces import window
from calgen.plan.slots import without


def left_out(work: Work, dropped: set[int]) -> Iterable[Problem]:
    """What is told of posts that are left out: how many of each platform, and the dated pieces that go with them."""
    yield from _thinned(work, dropped)
    yield from _pieces(work, dropped)


def _thinned(work: Work, dropped: set[int]) -> Iterable[Problem]:
    """What was left out, per platform."""
    for platform in work.strategy.platforms:
        days = sorted(work.posts[at].day for at in dropped if work.posts[at].platform == platform.platform)
        if days:
            values = {"platform": platform.platform, "n": len(days), "first": days[0]}
            yield Problem("thinned", platform.source.place("cadence"), Severity.WARNING, values)


def _pieces(work: Work, dropped: set[int]) -> Iterable[Problem]:
    """Dated pieces of content that go with all of their posts."""
    left = {post.subject for at, post in enumerate(work.posts) if at not in dropped}
    gone = {subject.piece for subject in work.subjects if subject.number not in left}
    for piece in work.strategy.content:
        if piece.title in gone and (piece.start or piece.end or piece.expires):
            yield Problem("piece_thinned", piece.source.place("title"), Severity.WARNING, {"piece": piece.title})


def stranded(work: Work, dropped: set[int]) -> set[int]:
    """The later outings of dated pieces that were left out in their own window: they are not begun after it."""
    outings: dict[str, list[int]] = {}
    for at, post in enumerate(work.posts):
        outings.setdefault(work.subjects[post.subject].piece, []).append(at)
    found = set[int]()
    for piece in work.strategy.content if dropped else ():
        own = outings.get(piece.title, [])
        rest = [at for at in own if at not in dropped]
        if len(rest) < len(own) and piece.publish is None and windows.wanted(work, piece):
            last = window(work.strategy, piece, work.horizon.first, work.horizon.last)[1]
            if not any(work.posts[at].day <= last or work.posts[at].kept or work.posts[at].named for at in rest):
                found |= set(rest)
    return found


def thinned(work: Work, dropped: set[int]) -> Work:
    """The work without some posts; subjects that lose all of theirs go too, and the others are numbered anew.

    What is left of a day takes over its typed hours.
    """
    if not dropped:
        return work
    slots: dict[tuple[str, date, int], list[Slot]] = {}
    for slot in without(work, work.slots, [work.slots[at] for at in dropped]):
        slots.setdefault((slot.platform, slot.day, slot.number), []).append(slot)
    pairs = []
    for at, post in enumerate(work.posts):
        if at not in dropped:
            old = work.slots[at]
            slot = slots[old.platform, old.day, old.number].pop(0)
            pairs.append((replace(post, time=slot.time), slot))
    pairs.sort(key=lambda pair: pair[0].order)
    posts = [post for post, _ in pairs]
    numbers = {old: new for new, old in enumerate(sorted({post.subject for post in posts}))}
    days: dict[int, list[date]] = {}
    for post in posts:
        days.setdefault(post.subject, []).append(post.day)
    subjects = tuple(
        replace(work.subjects[old], number=new, first=min(days[old]), last=max(days[old]))
        for old, new in numbers.items()
    )
    moved = tuple(replace(post, subject=numbers[post.subject]) for post in posts)
    return replace(work, posts=moved, subjects=subjects, slots=tuple(slot for _, slot in pairs))
