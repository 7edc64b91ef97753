"""Which posts are left out for want of hours (`over_capacity` = thin), and the plan without them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from math import fsum

from calgen.book.problems import Problem, Severity
from calgen.plan.draft import PlanDraft
from calgen.plan.model import GapCause, Post, PostGap, Slot
from calgen.plan.pins.pieces import window_of
from calgen.plan.slots.platform_slots import remove_slots
from calgen.plan.target.share import Share
from calgen.plan.target.target_path import TargetPath
from calgen.plan.themes import windows

_MixKey = tuple[str, str, str]  # platform (or all), category (or any), theme (or any); empty for all or any


class MixBacklog:
    """How many posts each platform, category and theme lacks of its part among those that have found their hours."""

    def __init__(self, draft: PlanDraft) -> None:
        path = draft.path or TargetPath(draft.strategy)
        pairs = zip(draft.posts, draft.slots, strict=True)
        posts_per_platform = Counter(post.platform for post in draft.posts)
        shares = [path.at(post.platform, post.day, slot.theme_outside_mix) for post, slot in pairs]
        platform_parts = {name: count / len(draft.posts) for name, count in posts_per_platform.items()}
        self._lack: dict[_MixKey, float] = {}
        self._keys = [_keys_of(post) for post in draft.posts]
        by_share: dict[tuple[str, int], dict[_MixKey, float]] = {}
        self._parts = [
            by_share.get((post.platform, id(share)))
            or by_share.setdefault((post.platform, id(share)), dict(_parts_of(post.platform, share, platform_parts)))
            for post, share in zip(draft.posts, shares, strict=True)
        ]
        pairs_of_keys = zip(self._parts, self._keys, strict=True)
        self._own_parts = [fsum(parts.get(key, 0.0) for key in keys) for parts, keys in pairs_of_keys]

    def due(self, posts: Iterable[int]) -> float:
        """How much some posts (by index) are due: what their platforms, categories and themes lack, added up."""
        lack, found = self._lack, 0.0
        for at in posts:
            found += self._own_parts[at]
            for key in self._keys[at]:
                found += lack.get(key, 0.0)
        return found

    def count(self, posts: Iterable[int]) -> None:
        """Count some posts (by index) as having found their hours."""
        lack = self._lack
        for index in posts:
            for key, part in self._parts[index].items():
                lack[key] = lack.get(key, 0.0) + part
            for key in self._keys[index]:
                lack[key] = lack.get(key, 0.0) - 1.0


def _parts_of(platform: str, share: Share, platform_parts: Mapping[str, float]) -> Iterator[tuple[_MixKey, float]]:
    """What one post more asks for each platform, and for each category and theme on its platform and over all."""
    yield from (((name, "", ""), part) for name, part in platform_parts.items())
    for place in ("", platform):
        yield from (((place, name, ""), part) for name, part in share.categories.items())
        yield from (((place, "", name), part) for name, part in share.themes.items())


def _keys_of(post: Post) -> tuple[_MixKey, ...]:
    """The keys under which a post is counted: its platform, and its category and theme over all and on its platform."""
    both = ("", post.platform)
    categories = ((platform, post.category, "") for platform in both)
    themes = ((platform, "", post.theme) for platform in both)
    return ((post.platform, "", ""), *categories, *themes)


def gaps_left(draft: PlanDraft, left_out: Collection[int]) -> Iterator[PostGap]:
    """The number of posts that are left out (by index), for each platform."""
    days: dict[str, list[date]] = {}
    for index in left_out:
        days.setdefault(draft.posts[index].platform, []).append(draft.posts[index].day)
    for platform in draft.strategy.platforms:
        if own := days.get(platform.platform):
            yield PostGap(platform.platform, GapCause.NO_HOURS, len(own), min(own))


def pieces_left_out(draft: PlanDraft, left_out: Collection[int]) -> Iterator[Problem]:
    """A problem for each piece of content all of whose posts are left out (by index)."""
    remaining = {post.subject for index, post in enumerate(draft.posts) if index not in left_out}
    gone = {subject.piece for subject in draft.subjects if subject.number not in remaining}
    for piece in draft.strategy.content:
        if piece.title in gone:
            yield Problem("piece_thinned", piece.source.place("title"), Severity.WARNING, {"piece": piece.title})


def posts_after_window(draft: PlanDraft, left_out: Collection[int]) -> set[int]:
    """The indexes of posts of dated pieces whose posts in their own window are left out: no piece begins after it."""
    if not left_out:
        return set()
    posts_of_piece: dict[str, list[int]] = {}
    for index, post in enumerate(draft.posts):
        posts_of_piece.setdefault(draft.subjects[post.subject].piece, []).append(index)
    found = set[int]()
    for piece in draft.strategy.content:
        own = posts_of_piece.get(piece.title, [])
        remaining = [index for index in own if index not in left_out]
        if len(remaining) < len(own) and piece.publish is None and windows.is_due(draft, piece):
            last = window_of(draft.strategy, piece, draft.horizon.first, draft.horizon.last)[1]
            posts = [draft.posts[index] for index in remaining]
            if not any(post.day <= last or post.kept_id or post.has_named_day for post in posts):
                found |= set(remaining)
    return found


def without_posts(draft: PlanDraft, left_out: Collection[int]) -> PlanDraft:
    """The draft without some posts (by index) and without the subjects that have none left, the others renumbered.

    The posts that are left on a day take over its best hours.
    """
    if not left_out:
        return draft
    pairs = sorted(_remaining(draft, left_out), key=lambda pair: pair[0].sort_key)
    posts = [post for post, _ in pairs]
    numbers = {old: new for new, old in enumerate(sorted({post.subject for post in posts}))}
    days: dict[int, list[date]] = {}
    for post in posts:
        days.setdefault(post.subject, []).append(post.day)
    return replace(
        draft,
        posts=tuple(replace(post, subject=numbers[post.subject]) for post in posts),
        subjects=tuple(
            replace(draft.subjects[old], number=new, first=min(days[old]), last=max(days[old]))
            for old, new in numbers.items()
        ),
        slots=tuple(slot for _, slot in pairs),
    )


def _remaining(draft: PlanDraft, left_out: Collection[int]) -> Iterator[tuple[Post, Slot]]:
    """The posts that are not left out, with their slots and hours."""
    slots: dict[tuple[str, date, int], list[Slot]] = {}
    for slot in remove_slots(draft, draft.slots, [draft.slots[index] for index in left_out]):
        slots.setdefault((slot.platform, slot.day, slot.index), []).append(slot)
    for index, (post, old) in enumerate(zip(draft.posts, draft.slots, strict=True)):
        if index not in left_out:
            slot = slots[old.platform, old.day, old.index].pop(0)
            yield replace(post, time=slot.time), slot
