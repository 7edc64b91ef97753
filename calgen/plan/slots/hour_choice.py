"""Which times the posts of each day get: round ones, not those of the last posts nor of other platforms that day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from calgen.book.values import Hours
from calgen.plan.days.time_zones import missing_hours, zone_of
from calgen.plan.draft import PlanDraft
from calgen.plan.model import Slot
from calgen.plan.slots.posting_times import exact_times, hour_rank, minutes_of, platform_hours, time_levels

UNTIMED = time(0, 0, 0, 1)  # of a slot whose time is still to be chosen; no post has it
ALIKE_POSTS = 3  # posts of a platform before a post: where two had one time, another platform's time may be taken
RECENT_POSTS = 2  # posts of a platform before a post, and settled ones after it, whose times it avoids
APART = 15  # minutes between times that a reader tells apart
_RECENT_DAYS = timedelta(days=28)  # settled posts so many days later are avoided, too

_GapOfDay = Callable[[date], "tuple[time, time] | None"]


def with_times(draft: PlanDraft, slots: Sequence[Slot], only: Collection[str] = ()) -> list[Slot]:
    """The slots in order, with times for all whose time is not settled; with names, for those of these platforms.

    The posts of a platform on a day keep their order. A post of the earlier plan keeps its time. An open slot takes
    what the other posts of its day leave, and no other post avoids its time.
    """
    zone = zone_of(draft.strategy.settings)
    platforms = draft.strategy.platforms
    timing = _Timing(
        {platform.platform: platform_hours(draft.strategy, platform) for platform in platforms},
        lambda day: missing_hours(zone, day),
        [slot for slot in slots if not slot.is_open],
    )
    days: dict[date, list[Slot]] = {}
    for slot in slots:
        days.setdefault(slot.day, []).append(slot)
    found: list[Slot] = []
    for day, of_day in sorted(days.items()):
        others = [slot for slot in of_day if only and slot.platform not in only]
        new = [slot for slot in of_day if not only or slot.platform in only]
        posts = timing.of_day(day, [slot for slot in new if not slot.is_open], others)
        found += others + posts + timing.of_day(day, [slot for slot in new if slot.is_open], others + posts)
    return sorted(found, key=lambda slot: slot.sort_key)


class _Timing:
    """Gives the slots of each day their times, in order of days; `posts` are all that are no open slots."""

    def __init__(self, hours: Mapping[str, tuple[Hours, ...]], gap_of: _GapOfDay, posts: Iterable[Slot]) -> None:
        self._hours, self._gap_of = hours, gap_of
        settled = [(slot.platform, slot.day, at) for slot in posts if (at := self._settled_time(slot))]
        self._choice = HourChoice(hours, settled, gap_of)

    def of_day(self, day: date, slots: Iterable[Slot], others: Iterable[Slot]) -> list[Slot]:
        """Slots of a day with their times, beside others that have theirs."""
        platforms: dict[str, list[Slot]] = {}
        for slot in slots:
            platforms.setdefault(slot.platform, []).append(slot)
        if not platforms:
            return []
        requests, are_open = [], False
        for name, own in platforms.items():
            settled = tuple(at for slot in own if (at := self._settled_time(slot)))
            requests.append(TimeRequest(name, len(own) - len(settled), settled))
            are_open = are_open or own[0].is_open
        times = self._choice.times_of_day(day, requests, {slot.time for slot in others}, remember=not are_open)
        return [slot for name, own in platforms.items() for slot in self._timed(own, times[name])]

    def _settled_time(self, slot: Slot) -> time | None:
        """The time of a slot's pin, or that of its post in the earlier plan, if its platform still posts at it."""
        if slot.variant and slot.time != UNTIMED:
            return slot.time  # of an A/B pair, whose hours belong together
        if slot.pin and slot.pin.time:
            return slot.pin.time
        at = slot.earlier.time if slot.earlier else None
        is_allowed = at and hour_rank(at, self._hours[slot.platform]) < 2 and _exists(at, self._gap_of(slot.day))
        return at if is_allowed else None

    def _timed(self, slots: Sequence[Slot], times: Iterable[time]) -> Iterator[Slot]:
        """The slots of a platform on a day: settled ones at their own times, the others at the given ones, in order."""
        left, ordered = iter(times), sorted(slots, key=_time_of)
        at = [self._settled_time(slot) or next(left) for slot in ordered]
        timed = sorted(zip(at, ordered, strict=True), key=lambda pair: pair[0])
        for index, (hour, slot) in zip(sorted(slot.index for slot in slots), timed, strict=True):
            if slot.time == UNTIMED:
                yield replace(slot, time=hour, index=index)
            else:  # later passes know it by its index
                yield slot if slot.time == hour else replace(slot, time=hour)


def _time_of(slot: Slot) -> time:
    return slot.time


@dataclass(frozen=True, slots=True)
class TimeRequest:
    """The number of posts of a platform on a day that need a time, and the times of its other posts that day."""

    platform: str
    count: int
    settled: tuple[time, ...] = ()


class HourChoice:
    """Chooses times day by day, in order of days; it remembers the times that each platform had.

    `settled` gives the settled posts of each platform, `gap_of` the times that do not exist on a day on which the
    clocks change (from the first to before the second).
    """

    def __init__(
        self, hours: Mapping[str, tuple[Hours, ...]], settled: Iterable[tuple[str, date, time]], gap_of: _GapOfDay
    ) -> None:
        self._hours = hours
        self._gap_of = gap_of
        self._recent: dict[str, list[time]] = {name: [] for name in hours}
        self._last_use: dict[str, dict[time, int]] = {name: {} for name in hours}
        self._uses = 0
        self._freedom = {name: sum(map(len, time_levels(spans).inside)) for name, spans in hours.items()}
        self._rank = {name: rank for rank, name in enumerate(hours)}
        self._settled: dict[str, list[tuple[date, time]]] = {}
        for name, day, at in sorted(settled):
            self._settled.setdefault(name, []).append((day, at))

    def times_of_day(
        self, day: date, requests: Sequence[TimeRequest], taken: Collection[time] = (), *, remember: bool = True
    ) -> dict[str, list[time]]:
        """The times of each platform's posts, in order; `taken` are those of other posts that day.

        Platforms that must use exact hours choose first, then those with the fewest possible times.
        """
        used = {*taken, *(at for request in requests for at in request.settled)}
        found = {}
        for request in sorted(requests, key=self._turn):
            chosen = self._times_of(day, request, used)
            used.update(chosen)
            found[request.platform] = chosen
            if remember:
                self._remember(request.platform, sorted([*request.settled, *chosen]))
        return found

    def _turn(self, request: TimeRequest) -> tuple[bool, int, str]:
        hours = self._hours[request.platform]
        may_choose = request.count + len(request.settled) <= len(hours) or not exact_times(hours)
        has_range = not all(span.exact for span in hours)
        return (may_choose and has_range, self._freedom[request.platform], request.platform)

    def _times_of(self, day: date, request: TimeRequest, used: Collection[time]) -> list[time]:
        hours, own = self._hours[request.platform], list(request.settled)
        gap = self._gap_of(day)
        levels = time_levels(hours)
        inside, outside = (_existing(those, gap) for those in (levels.inside, levels.outside))
        chosen: list[time] = []
        if request.count + len(own) > len(hours):  # all exact hours are used before any other time
            exact = sorted(at for at in exact_times(hours) if at not in own and _exists(at, gap))
            chosen = exact[: request.count]
        recent = self._recent[request.platform][-RECENT_POSTS:]
        avoided = {*recent, *self._next_settled(request.platform, day), *_next_in_row(recent)}
        while len(chosen) < request.count:
            chosen.append(self._next_time(request.platform, [*own, *chosen], used, avoided, inside, outside))
        return sorted(chosen)

    def _next_time(
        self,
        platform: str,
        own: Sequence[time],
        used: Collection[time],
        avoided: Collection[time],
        inside: Sequence[Sequence[time]],
        outside: Sequence[Sequence[time]],
    ) -> time:
        """The best time of the first level that has one: inside the hours if possible, then apart from other platforms.

        Times that the platform had in its last posts come after all others. Where these posts had one time twice, a
        time of another platform comes before them, so that each of a few typed hours is used.
        """
        mine, recent = set(own), self._recent[platform]
        tries = (
            (inside, {*mine, *used, *avoided}),
            (inside if len(set(recent)) < len(recent) else (), {*mine, *recent}),
            (inside, {*mine, *used}),
            (inside, mine),
            (outside, {*mine, *used}),
            (outside, mine),
        )
        for levels, excluded in tries:
            for level in levels:
                free = [at for at in level if at not in excluded]
                if free:
                    return min(free, key=lambda at: self._order(platform, at, own))
        return max(own)  # the user put more posts on a day than it has times

    def _order(self, platform: str, at: time, own: Sequence[time]) -> tuple[int, ...]:
        """First what is farthest from the other posts of the day, then what is a quarter of an hour from the last ones,
        then what was used longest ago; then what is farthest from the last post, and for a first post another time on
        each platform.
        """
        minute, recent = minutes_of(at), self._recent[platform]
        distance = min((abs(minute - minutes_of(other)) for other in own), default=0)
        since = abs(minute - minutes_of(recent[-1])) if recent else 0
        turn = (minute // 5 + 7 * self._rank[platform]) % 12 if not recent and not own else 0
        is_near = any(abs(minute - minutes_of(other)) < APART for other in recent)
        return (-distance, is_near, self._last_use[platform].get(at, -1), -since, turn, minute)

    def _next_settled(self, platform: str, day: date) -> list[time]:
        """The times of the next settled posts of a platform."""
        posts = self._settled.get(platform, [])
        place = bisect_right(posts, (day, time.max))
        return [at for other, at in posts[place : place + RECENT_POSTS] if other - day < _RECENT_DAYS]

    def _remember(self, platform: str, times: Iterable[time]) -> None:
        for at in times:
            self._uses += 1
            self._last_use[platform][at] = self._uses
            self._recent[platform] = [*self._recent[platform], at][-ALIKE_POSTS:]


def _next_in_row(times: Sequence[time]) -> set[time]:
    """The time with which the last two would creep on by the same few minutes."""
    if len(times) < 2:
        return set()
    before, last = (minutes_of(at) for at in times[-2:])
    following = 2 * last - before
    is_near = 0 < abs(last - before) < APART and 0 <= following < 24 * 60
    return {time(*divmod(following, 60))} if is_near else set()


def _existing(levels: Sequence[Sequence[time]], gap: tuple[time, time] | None) -> Sequence[Sequence[time]]:
    """The levels without the times that do not exist on the day."""
    return levels if gap is None else [[at for at in level if _exists(at, gap)] for level in levels]


def _exists(at: time, gap: tuple[time, time] | None) -> bool:
    """Whether a time is outside of the times that do not exist."""
    return gap is None or not gap[0] <= at < gap[1]
