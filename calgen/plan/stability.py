"""Staying close to an earlier plan: all of it tried as it stands, beside a new one that bends to it where it can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from calgen.plan import posting_times
from calgen.plan.model import GapCause, Plan, PlanDraft, Reason, Retention, monday_of
from calgen.plan.period_capacity import closed_reason, max_per_day_in, usual_weekdays
from calgen.plan.pieces import window_of
from calgen.plan.pin import Pin, PinKind
from calgen.plan.score import score_plan, total_points
from calgen.plan.search_state import CHANGE_WEIGHT
from calgen.plan.target_path import can_carry, is_in_season
from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform

UNMOVED = 30.0  # points: what it is worth that no post at all moves, or comes
PACKED = 6  # one post in so many may fit into the same hours in another order: nothing moves for that


def choose_plan(strategy: Strategy, today: date, earlier: Sequence[Pin], still: Sequence[Plan], fresh: Plan) -> Plan:
    """Of the earlier plan as it stands, or with what is asked beyond it, and a fresh one: that of the better score.

    Each changed post is counted in. What stands still may leave out or add no more posts than the fresh one, and place
    no fewer of the user's pieces; where posts are left out for want of hours, it may a few.
    """
    due = sum(pin.day >= today for pin in earlier)
    ways = [_with_equal_gaps(one, fresh) for one in still]
    hours = any(map(lacks_hours, (fresh, *ways))) and not _changed_posts(ways[0], earlier)
    if hours and _gap_posts(ways[0]) - _gap_posts(fresh) <= len(ways[0].posts) // PACKED:
        return ways[0]

    def cost(one: Plan) -> float:
        changed = _changed_posts(one, earlier)
        same = not changed and sum(post.day >= today for post in one.posts) == due
        return round(total_points(score_plan(strategy, one, today)) + CHANGE_WEIGHT * changed - UNMOVED * same, 6)

    return min((fresh, *(one for one in ways if _gap_posts(one) <= _gap_posts(fresh))), key=cost)


def _with_equal_gaps(still: Plan, fresh: Plan) -> Plan:
    """The same plan; with as many posts of each platform as the fresh one, it has the gaps of the fresh one."""
    return replace(still, gaps=fresh.gaps) if _posts_per_platform(still) == _posts_per_platform(fresh) else still


def has_fewer_posts(still: Plan, fresh: Plan) -> bool:
    """Whether the earlier plan as it stands has fewer posts of some platform than a fresh one."""
    return bool(_posts_per_platform(fresh) - _posts_per_platform(still))


def lacks_hours(plan: Plan) -> bool:
    """Whether posts are left out for want of hours."""
    return any(gap.cause is GapCause.NO_HOURS for gap in plan.gaps)


def _posts_per_platform(plan: Plan) -> Counter[str]:
    return Counter(post.platform for post in plan.posts)


def _gap_posts(plan: Plan) -> int:
    return sum(gap.posts for gap in plan.gaps)


def _changed_posts(plan: Plan, earlier: Sequence[Pin]) -> int:
    """The earlier posts that are there no more."""
    have = Counter((post.platform, post.day, post.theme) for post in plan.posts)
    return sum((Counter((pin.platform, pin.day, pin.theme) for pin in earlier) - have).values())


def retain_posts(draft: PlanDraft) -> PlanDraft:
    """Pins for the posts of the earlier plan that can still stand where they stood, beside what the user named."""
    if not draft.retention.retains_posts:
        return draft
    calendar = _PinnedDays(draft)
    rest = [old for old in sorted(draft.earlier, key=_order) if not calendar.join(old)]
    for old in rest:
        if calendar.stands(old):
            calendar.add(_retained_pin(draft, old))
    pins = calendar.pins
    if draft.retention is Retention.FROZEN:
        pins = [pin for pin in pins if pin.kind is not PinKind.NAMED]
    return replace(draft, pins=tuple(pins))


def _order(pin: Pin) -> tuple[date, str, str, str]:
    return (pin.day, pin.platform, pin.theme, pin.id)


class _PinnedDays:
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
        if platform is None or theme is None or not theme.weight or not can_carry(self.work.strategy, theme, platform):
            return False
        piece = self._pieces.get(old.title)
        told = piece is not None and piece.theme == old.theme  # it stands even where its theme is out of season
        season = (told or is_in_season(theme, old.day)) and is_in_season(platform, old.day)
        if not season or not _is_open(self.work, platform, old.day):
            return False
        least = max(1, theme.spacing)
        if any(abs((day - old.day).days) < least for day in self._near.get((old.platform, old.theme), ())):
            return False
        return self._alone(old) and len(self._days.get((old.platform, old.day), ())) < _max_posts_on(
            self.work, platform, old.day
        )

    def _alone(self, old: Pin) -> bool:
        """Whether no other platform tells another subject of its theme that day."""
        others = (self.pins[n] for name in self._platforms for n in self._days.get((name, old.day), ()))
        return all(pin.theme != old.theme or pin.is_removed or pin.subject == old.subject for pin in others)


def _max_posts_on(draft: PlanDraft, platform: Platform, day: date) -> int:
    """The posts that a day takes: as many as in some week around it, for its period may be a month."""
    mondays = [monday_of(day) + timedelta(days=7 * n) for n in range(-4, 5)]
    return max(max_per_day_in(draft.strategy, platform, one, one + timedelta(days=6)) for one in mondays)


def _is_open(draft: PlanDraft, platform: Platform, day: date) -> bool:
    """Whether a platform posts on a day: a usual one, or one to which a closed day may have moved a post."""
    if not max(draft.today, draft.horizon.first) <= day <= draft.horizon.last:
        return False
    if closed_reason(draft.horizon, platform.platform, day):
        return False
    usual = usual_weekdays(draft.strategy, platform)
    around = (day + timedelta(days=n) for n in range(-31, 32))
    lost = (one for one in around if one.weekday() in usual and closed_reason(draft.horizon, platform.platform, one))
    return day.weekday() in usual or any(lost)


def _retained_pin(draft: PlanDraft, old: Pin) -> Pin:
    """The post as a pin: of its piece, with its subject, at its hour if that is still one of the platform's."""
    platform = next(one for one in draft.strategy.platforms if one.platform == old.platform)
    hours = posting_times.platform_hours(draft.strategy, platform)
    time = old.time if old.time and posting_times.hour_rank(old.time, hours) < 2 else None
    piece = next((one for one in draft.strategy.content if one.title == old.title and one.theme == old.theme), None)
    why: tuple[Reason, ...] = ()
    if piece and piece.publish is None and (piece.start or piece.end or piece.expires):
        first, last = window_of(draft.strategy, piece, draft.horizon.first, draft.horizon.last)
        why = (Reason("window", {"piece": piece.title, "first": max(first, draft.today), "last": last}),)
    title = piece.title if piece else ""
    return replace(old, kind=PinKind.RETAINED, id="", time=time, piece=title, key_date="", reasons=why)
