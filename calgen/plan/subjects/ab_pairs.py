"""A/B pairs: two posts of a tested theme that tell one subject on one platform, alike in all but what is tested.

See "A/B pairs" in docs/decisions.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from calgen.plan.draft import PlanDraft
from calgen.plan.model import Post, Slot
from calgen.plan.slots.posting_times import hour_rank, platform_hours
from calgen.plan.target.campaigns import campaign_of
from calgen.strategy import Strategy
from calgen.strategy.themes import Theme

PAIRS_OF_A_TEST = 8  # the number of pairs is fixed before a test begins, and the verdict is given then
LEAST_DAYS, MOST_DAYS = 7, 28  # from the first post of a pair to the second
HOUR_APART = 60  # minutes between the posts of a pair whose hour is tested, at least
VARIANTS = ("A", "B")


@dataclass(frozen=True, slots=True)
class Pair:
    """The two posts of a pair, as indexes of slots in order of their days; `first_variant` is that of the first."""

    first: int
    second: int
    first_variant: str

    @property
    def variants(self) -> dict[int, str]:
        """The variant of each post, by index."""
        other = VARIANTS[self.first_variant == VARIANTS[0]]
        return {self.first: self.first_variant, self.second: other}


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pairs of a plan, and its slots with the hours that these give; `new` pairs have no common subject yet."""

    slots: tuple[Slot, ...]
    standing: tuple[Pair, ...] = ()  # of the calendar: their posts have one subject already
    new: tuple[Pair, ...] = ()

    @property
    def variants(self) -> dict[int, str]:
        """The variant of each post of a pair, by the index of its slot."""
        return {index: variant for pair in (*self.standing, *self.new) for index, variant in pair.variants.items()}


def pair_posts(
    strategy: Strategy, slots: Sequence[Slot], themes: Sequence[str], barred: Container[int] = ()
) -> Pairing:
    """The pairs of all tested themes; `themes` names the theme of each slot.

    Pairs of the calendar stand. New ones are made of free posts, the earliest first, up to `PAIRS_OF_A_TEST` a theme;
    none begins with a `barred` slot (by index).
    """
    tested = {theme.theme: theme for theme in strategy.themes if theme.test not in ("", "none")}
    if not tested:
        return Pairing(tuple(slots))
    search = _PairSearch(strategy, list(slots), themes, barred)
    standing = [pair for pair, theme in search.standing() if theme in tested]
    new = [pair for name in sorted(tested) for pair in search.new_pairs(tested[name])]
    return Pairing(tuple(search.slots), tuple(standing), tuple(new))


def with_whole_pairs(draft: PlanDraft) -> tuple[Post, ...]:
    """The posts of a draft, none with a variant whose partner was left out; the new pairs alternate again."""
    if not any(post.variant for post in draft.posts):
        return draft.posts
    settled = {(pin.platform, pin.day) for pin in (*draft.kept, *draft.earlier) if pin.variant}
    pairs: dict[tuple[int, str], list[int]] = {}
    for index, post in enumerate(draft.posts):
        if post.variant:
            pairs.setdefault((post.subject, post.platform), []).append(index)
    posts, count_here = list(draft.posts), Counter[tuple[str, str]]()
    for indexes in sorted(pairs.values(), key=lambda indexes: draft.posts[indexes[0]].sort_key):
        first = draft.posts[indexes[0]]
        here = (first.theme, first.platform)
        variants = [draft.posts[index].variant for index in indexes]
        if len(indexes) != len(VARIANTS):
            variants = [""] * len(indexes)
        elif not any((posts[index].platform, posts[index].day) in settled for index in indexes):
            variants = list(VARIANTS if count_here[here] % 2 == 0 else VARIANTS[::-1])
        for index, variant in zip(indexes, variants, strict=True):
            posts[index] = _with_variant(posts[index], variant)
        count_here[here] += len(indexes) == len(VARIANTS)
    return tuple(posts)


def _with_variant(post: Post, variant: str) -> Post:
    """A post as another variant, or as none, its reason too."""
    if post.variant == variant:
        return post
    told = (
        replace(reason, values={**reason.values, "variant": variant}) if reason.code == "variant" else reason
        for reason in post.reasons
        if variant or reason.code != "variant"
    )
    return replace(post, variant=variant, reasons=tuple(told))


class _PairSearch:
    """Finds the pairs; `slots` take the hours that a pair needs."""

    def __init__(self, strategy: Strategy, slots: list[Slot], themes: Sequence[str], barred: Container[int]) -> None:
        self.slots = slots
        self._barred = barred
        self._strategy = strategy
        self._themes = themes
        self._platforms = {platform.platform: platform for platform in strategy.platforms}
        self._standing = set[int]()  # the slots of the calendar's pairs
        pins = [pin for slot in slots for pin in (slot.pin, slot.earlier) if pin is not None]
        self._under_test = {pin.theme for pin in pins if pin.variant}  # themes whose test has begun in the calendar
        self._count = Counter[str]()  # theme → pairs so far
        self._count_here = Counter[tuple[str, str]]()  # (theme, platform) → pairs so far: they alternate
        self._taken: dict[date, Counter[time]] = {}
        self._allowed = {name: platform_hours(strategy, row) for name, row in self._platforms.items()}
        self._hours: dict[str, set[time]] = {name: set() for name in self._platforms}  # those in use
        for slot in slots:
            self._taken.setdefault(slot.day, Counter())[slot.time] += 1
            if self._is_inside_hours(slot):
                self._hours[slot.platform].add(slot.time)

    def standing(self) -> Iterator[tuple[Pair, str]]:
        """The pairs of the calendar that are still whole, with their themes."""
        found: dict[tuple[str, str], list[int]] = {}
        for index, slot in enumerate(self.slots):
            if slot.pin and slot.pin.variant in VARIANTS and slot.pin.subject:
                found.setdefault((slot.platform, slot.pin.subject), []).append(index)
        for indexes in found.values():
            variants = [pin.variant for index in indexes if (pin := self.slots[index].pin)]
            if sorted(variants) == list(VARIANTS):
                theme = self._themes[indexes[0]]
                self._count[theme] += 1
                self._count_here[theme, self.slots[indexes[0]].platform] += 1
                self._standing |= set(indexes)
                yield Pair(indexes[0], indexes[1], variants[0]), theme

    def new_pairs(self, theme: Theme) -> Iterator[Pair]:
        """New pairs of a theme: each of its free posts with the next one of its weekday, on its platform."""
        free = [index for index, name in enumerate(self._themes) if name == theme.theme and self._is_free(index)]
        paired: set[int] = set()
        for n, first in enumerate(free):
            if self._count[theme.theme] >= PAIRS_OF_A_TEST:
                return
            if first in paired or first in self._barred:
                continue
            second = next((m for m in free[n + 1 :] if m not in paired and self._are_alike(theme, first, m)), None)
            if second is not None:
                paired |= {first, second}
                here = (theme.theme, self.slots[first].platform)
                yield Pair(first, second, VARIANTS[self._count_here[here] % 2])
                self._count[theme.theme] += 1
                self._count_here[here] += 1

    def _is_free(self, index: int) -> bool:
        """Whether a post may become one of a pair: nothing of it is settled, and it belongs to no campaign."""
        slot, pin = self.slots[index], self.slots[index].pin
        if index in self._standing or (pin is not None and self._themes[index] in self._under_test):
            return False  # a test that has begun takes no post that stands as it was
        if pin is not None and (pin.is_settled or not pin.is_retained or pin.piece or pin.key_date):
            return False
        if not self._is_inside_hours(slot):
            return False  # beyond the hours of its platform for want of room: no measure of a theme
        return not campaign_of(self._strategy, self._platforms[slot.platform], slot.day, self._themes[index])

    def _is_inside_hours(self, slot: Slot) -> bool:
        return hour_rank(slot.time, self._allowed[slot.platform]) < 2

    def _are_alike(self, theme: Theme, first: int, second: int) -> bool:
        """Whether two posts may be a pair; the second gets the hour that this needs."""
        one, other = self.slots[first], self.slots[second]
        days = (other.day - one.day).days
        if one.platform != other.platform or days % 7 or not LEAST_DAYS <= days <= MOST_DAYS:
            return False
        hour = self._hour_of_second(theme, one, other)
        if hour is None:
            return False
        self._taken[other.day][other.time] -= 1
        self._taken[other.day][hour] += 1
        self.slots[second] = replace(other, time=hour)
        return True

    def _hour_of_second(self, theme: Theme, one: Slot, other: Slot) -> time | None:
        """The hour of the second post: that of the first, or a distant one where hours are tested; None for none."""
        if theme.test != "hour":
            return one.time if one.time == other.time or not self._taken[other.day][one.time] else None
        if _minutes_apart(one.time, other.time) >= HOUR_APART:
            return other.time
        free = (at for at in self._hours[one.platform] if not self._taken[other.day][at])
        distant = [(-_minutes_apart(one.time, at), at) for at in free if _minutes_apart(one.time, at) >= HOUR_APART]
        return min(distant)[1] if distant else None


def _minutes_apart(one: time, other: time) -> int:
    return abs((one.hour - other.hour) * 60 + one.minute - other.minute)
