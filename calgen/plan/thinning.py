"""What is left out under `over_capacity` = thin, and what then stands without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from math import fsum

from calgen.book.problems import Problem, Severity
from calgen.plan import windows
from calgen.plan.model import GapCause, PlanDraft, Post, PostGap, Slot
from calgen.plan.pieces import window_of
from calgen.plan.slots import remove_slots
from calgen.plan.target_path import TargetPath

_Line = tuple[str, str, str]  # platform (or all), category (or any), theme (or any)


class MixBacklog:
    """What has found its hours: how far it is behind its path, and behind each platform's part of it, in posts."""

    def __init__(self, draft: PlanDraft) -> None:
        path = draft.path or TargetPath(draft.strategy)
        pairs = zip(draft.posts, draft.slots, strict=True)
        counts = Counter(post.platform for post in draft.posts)
        self._posts = draft.posts
        self._shares = [path.at(post.platform, post.day, slot.theme_outside_mix) for post, slot in pairs]
        self._platforms = {name: n / len(draft.posts) for name, n in counts.items()}
        self._behind: dict[_Line, float] = {}
        self._got = [_lines(post) for post in draft.posts]
        asked = (dict(self._asked(at)) for at in range(len(draft.posts)))
        self._own = [fsum(there.get(key, 0.0) for key in got) for there, got in zip(asked, self._got, strict=True)]

    def due(self, posts: Iterable[int]) -> float:
        """How much is due to some posts: to their platforms, to their categories and themes on them and over all."""
        behind = self._behind
        return fsum(self._own[at] + fsum([behind.get(key, 0.0) for key in self._got[at]]) for at in posts)

    def take(self, posts: Iterable[int]) -> None:
        """These have found their hours."""
        for at in posts:
            for key, part in (*self._asked(at), *((key, -1.0) for key in self._got[at])):
                self._behind[key] = self._behind.get(key, 0.0) + part

    def _asked(self, at: int) -> Iterator[tuple[_Line, float]]:
        """The lines that a post is counted in, with the part of it that each was to have."""
        yield from (((name, "", ""), part) for name, part in self._platforms.items())
        for platform in ("", self._posts[at].platform):
            yield from (((platform, name, ""), part) for name, part in self._shares[at].categories.items())
            yield from (((platform, "", name), part) for name, part in self._shares[at].themes.items())


def _lines(post: Post) -> tuple[_Line, ...]:
    """The lines of those that have a post."""
    both = ("", post.platform)
    return (post.platform, "", ""), *((p, post.category, "") for p in both), *((p, "", post.theme) for p in both)


def gaps_left(draft: PlanDraft, dropped: set[int]) -> Iterator[PostGap]:
    """The posts that are left out, per platform."""
    for platform in draft.strategy.platforms:
        days = [draft.posts[at].day for at in dropped if draft.posts[at].platform == platform.platform]
        if days:
            yield PostGap(platform.platform, GapCause.NO_HOURS, len(days), min(days))


def pieces_left_out(draft: PlanDraft, dropped: set[int]) -> Iterator[Problem]:
    """A problem for each dated piece of content all of whose posts are left out."""
    left = {post.subject for at, post in enumerate(draft.posts) if at not in dropped}
    gone = {subject.piece for subject in draft.subjects if subject.number not in left}
    for piece in draft.strategy.content:
        if piece.title in gone and (piece.start or piece.end or piece.expires):
            yield Problem("piece_thinned", piece.source.place("title"), Severity.WARNING, {"piece": piece.title})


def outings_after_window(draft: PlanDraft, dropped: set[int]) -> set[int]:
    """The later outings of dated pieces that were left out in their own window: they are not begun after it."""
    outings: dict[str, list[int]] = {}
    for at, post in enumerate(draft.posts):
        outings.setdefault(draft.subjects[post.subject].piece, []).append(at)
    found = set[int]()
    for piece in draft.strategy.content if dropped else ():
        own = outings.get(piece.title, [])
        rest = [at for at in own if at not in dropped]
        if len(rest) < len(own) and piece.publish is None and windows.is_due(draft, piece):
            last = window_of(draft.strategy, piece, draft.horizon.first, draft.horizon.last)[1]
            posts = [draft.posts[at] for at in rest]
            if not any(post.day <= last or post.kept_id or post.has_named_day for post in posts):
                found |= set(rest)
    return found


def without_posts(draft: PlanDraft, dropped: set[int]) -> PlanDraft:
    """The work without some posts; subjects that lose all of theirs go too, and the others are numbered anew.

    What is left of a day takes over its typed hours.
    """
    if not dropped:
        return draft
    slots: dict[tuple[str, date, int], list[Slot]] = {}
    for slot in remove_slots(draft, draft.slots, [draft.slots[at] for at in dropped]):
        slots.setdefault((slot.platform, slot.day, slot.index), []).append(slot)
    pairs = []
    for at, post in enumerate(draft.posts):
        if at not in dropped:
            old = draft.slots[at]
            slot = slots[old.platform, old.day, old.index].pop(0)
            pairs.append((replace(post, time=slot.time), slot))
    pairs.sort(key=lambda pair: pair[0].sort_key)
    posts = [post for post, _ in pairs]
    numbers = {old: new for new, old in enumerate(sorted({post.subject for post in posts}))}
    days: dict[int, list[date]] = {}
    for post in posts:
        days.setdefault(post.subject, []).append(post.day)
    subjects = tuple(
        replace(draft.subjects[old], number=new, first=min(days[old]), last=max(days[old]))
        for old, new in numbers.items()
    )
    moved = tuple(replace(post, subject=numbers[post.subject]) for post in posts)
    return replace(draft, posts=moved, subjects=subjects, slots=tuple(slot for _, slot in pairs))
