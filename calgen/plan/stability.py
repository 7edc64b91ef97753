"""Staying close to an earlier plan: all of it tried as it stands, beside a new one that bends to it where it can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from calgen.plan import posting_times
from calgen.plan.model import Plan, PlanDraft, Reason, Retention, monday_of
from calgen.plan.period_capacity import closed_on, per_day_in, usual_weekdays
from calgen.plan.pieces import window
from calgen.plan.pin import Pin, PinKind
from calgen.plan.score import score, total
from calgen.plan.search_state import CHANGE_WEIGHT
from calgen.plan.target_path import carries, in_season
from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform

UNMOVED = 30.0  # points: what it is worth that no post at all moves, or comes
PACKED = 6  # one post in so many may fit into the same hours in another order: nothing moves for that
COUNTED = ("frequency_short", "frequency_over", "no_theme_left", "thinned")


def nearer(strategy: Strategy, today: date, earlier: Sequence[Pin], still: Sequence[Plan], fresh: Plan) -> Plan:
    """Of the earlier plan as it stands, or with what is asked beyond it, and a fresh one: that of the better score.

    Each changed post is counted in. What stands still may leave out or add no more posts than the fresh one, and place
    no fewer of the user's pieces; where posts are left out for want of hours, it may a few.
    """
    due = sum(pin.day >= today for pin in earlier)
    ways = [_alike(one, fresh) for one in still]
    hours = any(map(pressed, (fresh, *ways))) and not _changed(ways[0], earlier)
    if hours and _told(ways[0]) - _told(fresh) <= len(ways[0].posts) // PACKED:
        return ways[0]

    def cost(one: Plan) -> float:
        changed = _changed(one, earlier)
        same = not changed and sum(post.day >= today for post in one.posts) == due
        return round(total(score(strategy, one, today)) + CHANGE_WEIGHT * changed - UNMOVED * same, 6)

    return min((fresh, *(one for one in ways if _told(one) <= _told(fresh))), key=cost)


def _alike(still: Plan, fresh: Plan) -> Plan:
    """With as many posts of each platform, what is told of the fresh one is so of what stands still."""
    if _posts(still) != _posts(fresh):
        return still
    told = [one for one in still.problems if one.code not in COUNTED]
    return replace(still, problems=(*told, *(one for one in fresh.problems if one.code in COUNTED)))


def lacks(still: Plan, fresh: Plan) -> bool:
    """Whether the earlier plan as it stands has fewer posts of some platform than a fresh one."""
    return bool(_posts(fresh) - _posts(still))


def pressed(plan: Plan) -> bool:
    """Whether posts are left out for want of hours."""
    return any(one.code == "thinned" for one in plan.problems)


def _posts(plan: Plan) -> Counter[str]:
    return Counter(post.platform for post in plan.posts)


def _told(plan: Plan) -> int:
    return sum(int(str(one.values["n"])) for one in plan.problems if one.code in COUNTED)


def _changed(plan: Plan, earlier: Sequence[Pin]) -> int:
    """The earlier posts that are there no more."""
    have = Counter((post.platform, post.day, post.theme) for post in plan.posts)
    return sum((Counter((pin.platform, pin.day, pin.theme) for pin in earlier) - have).values())


def hold(draft: PlanDraft) -> PlanDraft:
    """Pins for the posts of the earlier plan that can still stand where they stood, beside what the user named."""
    if not draft.retention.retains_posts:
        return draft
    calendar = _Calendar(draft)
    rest = [old for old in sorted(draft.earlier, key=_order) if not calendar.join(old)]
    for old in rest:
        if calendar.stands(old):
            calendar.add(_held(draft, old))
    pins = calendar.pins
    if draft.retention is Retention.FROZEN:
        pins = [pin for pin in pins if pin.kind is not PinKind.NAMED]
    return replace(draft, pins=tuple(pins))


def _order(pin: Pin) -> tuple[date, str, str, str]:
    return (pin.day, pin.platform, pin.theme, pin.id)


class _Calendar:
    """The pins so far, found by their places."""

    def __init__(self, draft: PlanDraft) -> None:
        self.work = draft
        self.pins: list[Pin] = []
        self._platforms = {one.platform: one for one in draft.strategy.platforms}
        self._themes = {one.theme: one for one in draft.strategy.themes}
        self._pieces = {one.title: one for one in draft.strategy.content}
        self._days: dict[tuple[str, date], list[int]] = {}
        self._near: dict[tuple[str, str], list[date]] = {}
        for pin in draft.pins:
            self.add(pin)

    def add(self, pin: Pin) -> None:
        self._days.setdefault((pin.platform, pin.day), []).append(len(self.pins))
        self._near.setdefault((pin.platform, pin.theme), []).append(pin.day)
        self.pins.append(pin)

    def join(self, old: Pin) -> bool:
        """Give what the user named the theme and subject that the earlier plan chose for it, if it is this post."""
        found = None
        for n in self._days.get((old.platform, old.day), ()):
            pin = self.pins[n]
            mine = pin.kind is PinKind.NAMED and pin.key_date == old.key_date
            if mine and pin.theme == old.theme:
                found = n
                break
            if mine and not pin.theme and found is None:
                found = n
        if found is None:
            return False
        pin = self.pins[found]
        piece = pin.piece or (old.title if old.title in self._pieces else "")
        new = replace(
            pin, theme=old.theme, subject=old.subject, title=old.title, piece=piece, kind=PinKind.NAMED_BEFORE
        )
        if not pin.theme:
            self._near.setdefault((new.platform, new.theme), []).append(new.day)
        self.pins[found] = new
        return True

    def stands(self, old: Pin) -> bool:
        """Whether a post of the earlier plan can stay: platform, theme and day still allow it."""
        platform, theme = self._platforms.get(old.platform), self._themes.get(old.theme)
        if platform is None or theme is None or not theme.weight or not carries(self.work.strategy, theme, platform):
            return False
        piece = self._pieces.get(old.title)
        told = piece is not None and piece.theme == old.theme  # it stands even where its theme is out of season
        season = (told or in_season(theme, old.day)) and in_season(platform, old.day)
        if not season or not _open(self.work, platform, old.day):
            return False
        least = max(1, theme.spacing)
        if any(abs((day - old.day).days) < least for day in self._near.get((old.platform, old.theme), ())):
            return False
        return self._alone(old) and len(self._days.get((old.platform, old.day), ())) < _most(
            self.work, platform, old.day
        )

    def _alone(self, old: Pin) -> bool:
        """Whether no other platform tells another subject of its theme that day."""
        others = (self.pins[n] for name in self._platforms for n in self._days.get((name, old.day), ()))
        return all(pin.theme != old.theme or pin.is_removed or pin.subject == old.subject for pin in others)


def _most(draft: PlanDraft, platform: Platform, day: date) -> int:
    """The posts that a day takes: as many as in some week around it, for its period may be a month."""
    mondays = [monday_of(day) + timedelta(days=7 * n) for n in range(-4, 5)]
    return max(per_day_in(draft.strategy, platform, one, one + timedelta(days=6)) for one in mondays)


def _open(draft: PlanDraft, platform: Platform, day: date) -> bool:
    """Whether a platform posts on a day: a usual one, or one to which a closed day may have moved a post."""
    if not max(draft.today, draft.horizon.first) <= day <= draft.horizon.last:
        return False
    if closed_on(draft.horizon, platform.platform, day):
        return False
    usual = usual_weekdays(draft.strategy, platform)
    around = (day + timedelta(days=n) for n in range(-31, 32))
    lost = (one for one in around if one.weekday() in usual and closed_on(draft.horizon, platform.platform, one))
    return day.weekday() in usual or any(lost)


def _held(draft: PlanDraft, old: Pin) -> Pin:
    """The post as a pin: of its piece, with its subject, at its hour if that is still one of the platform's."""
    platform = next(one for one in draft.strategy.platforms if one.platform == old.platform)
    hours = posting_times.hours_of(draft.strategy, platform)
    time = old.time if old.time and posting_times.rank(old.time, hours) < 2 else None
    piece = next((one for one in draft.strategy.content if one.title == old.title and one.theme == old.theme), None)
    why: tuple[Reason, ...] = ()
    if piece and piece.publish is None and (piece.start or piece.end or piece.expires):
        first, last = window(draft.strategy, piece, draft.horizon.first, draft.horizon.last)
        why = (Reason("window", {"piece": piece.title, "first": max(first, draft.today), "last": last}),)
    title = piece.title if piece else ""
    return replace(old, kind=PinKind.RETAINED, id="", time=time, piece=title, key_date="", reasons=why)
