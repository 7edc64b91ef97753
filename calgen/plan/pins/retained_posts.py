"""The pass that pins the posts of the earlier plan where they stand, in a draft that retains them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta

from calgen.plan.days.key_dates import is_quiet
from calgen.plan.draft import PlanDraft, Retention
from calgen.plan.model import monday_of
from calgen.plan.pin import Pin, PinKind
from calgen.plan.pins.pieces import window_of
from calgen.plan.reason import Reason
from calgen.plan.slots import posting_times
from calgen.plan.slots.period_capacity import closed_reason, max_per_day_in, usual_weekdays
from calgen.plan.target.target_path import can_carry, is_in_season
from calgen.strategy.platforms import Platform

_WEEKS_AROUND = 4  # weeks before and after a day in which the most posts a day are looked up: a period may be a month
_DAYS_AROUND = 31  # days from which a closed day may have moved a post to another day


def retain_posts(draft: PlanDraft) -> PlanDraft:
    """The draft with a pin for each earlier post that can stay, beside the pins of named days.

    A named day that the earlier plan had takes its theme and subject from there. Where the draft is frozen, named days
    that the earlier plan had not are left out.
    """
    if not draft.retention.retains_posts:
        return draft
    pinned = _PinnedPosts(draft)
    earlier = sorted(draft.earlier, key=lambda pin: (pin.day, pin.platform, pin.theme, pin.id))
    for old in [old for old in earlier if not pinned.join_named_day(old)]:
        if pinned.can_stay(old):
            pinned.retain(old)
    pins: Iterable[Pin] = pinned.pins
    if draft.retention is Retention.FROZEN:
        pins = (pin for pin in pins if pin.kind is not PinKind.NAMED)
    return replace(draft, pins=tuple(pins))


class _PinnedPosts:
    """The pins so far, found by platform with day or theme."""

    def __init__(self, draft: PlanDraft) -> None:
        self.pins: list[Pin] = []
        self._draft = draft
        self._platforms = {platform.platform: platform for platform in draft.strategy.platforms}
        self._themes = {theme.theme: theme for theme in draft.strategy.themes}
        self._pieces = {piece.title: piece for piece in draft.strategy.content}
        self._hours = {
            name: posting_times.platform_hours(draft.strategy, platform) for name, platform in self._platforms.items()
        }
        self._weekdays = {name: usual_weekdays(draft.strategy, platform) for name, platform in self._platforms.items()}
        self._max_posts: dict[tuple[str, date], int] = {}  # by platform and Monday
        self._indexes: dict[tuple[str, date], list[int]] = {}  # of pins, by platform and day
        self._days: dict[tuple[str, str], list[date]] = {}  # by platform and theme
        for pin in draft.pins:
            self.add(pin)

    def add(self, pin: Pin) -> None:
        self._indexes.setdefault((pin.platform, pin.day), []).append(len(self.pins))
        self._days.setdefault((pin.platform, pin.theme), []).append(pin.day)
        self.pins.append(pin)

    def retain(self, old: Pin) -> None:
        """Add an earlier post: with its piece and subject, and at its hour if its platform still posts then."""
        draft, hours = self._draft, self._hours[old.platform]
        time = old.time if old.time and posting_times.hour_rank(old.time, hours) < 2 else None
        piece = self._pieces.get(old.title)
        if piece and piece.theme != old.theme:
            piece = None
        reasons: tuple[Reason, ...] = ()
        if piece and piece.publish is None and (piece.start or piece.end or piece.expires):
            first, last = window_of(draft.strategy, piece, draft.horizon.first, draft.horizon.last)
            reasons = (Reason("window", {"piece": piece.title, "first": max(first, draft.today), "last": last}),)
        title = piece.title if piece else ""
        kind = PinKind.RETAINED
        self.add(replace(old, kind=kind, id="", time=time, piece=title, key_date="", reasons=reasons))

    def join_named_day(self, old: Pin) -> bool:
        """Give a named day the theme and subject of an earlier post on that day; whether there is such a named day."""
        index = self._named_day_of(old)
        if index is None:
            return False
        pin = self.pins[index]
        if not pin.theme:
            self._days.setdefault((pin.platform, old.theme), []).append(pin.day)
        self.pins[index] = replace(
            pin,
            theme=old.theme,
            subject=old.subject,
            title=old.title,
            piece=pin.piece or (old.title if old.title in self._pieces else ""),
            kind=PinKind.NAMED_BEFORE,
        )
        return True

    def _named_day_of(self, old: Pin) -> int | None:
        """The index of the named day that an earlier post stood for: one of its theme, else one without a theme."""
        indexes = [
            index
            for index in self._indexes.get((old.platform, old.day), ())
            if self.pins[index].kind is PinKind.NAMED and self.pins[index].key_date == old.key_date
        ]
        of_theme = [index for index in indexes if self.pins[index].theme == old.theme]
        without_theme = [index for index in indexes if not self.pins[index].theme]
        return next(iter((*of_theme, *without_theme)), None)

    def can_stay(self, old: Pin) -> bool:
        """Whether an earlier post can stay: its platform, theme and day still allow it, and no pin is in its way."""
        strategy = self._draft.strategy
        platform, theme = self._platforms.get(old.platform), self._themes.get(old.theme)
        if platform is None or theme is None or not theme.weight or not can_carry(strategy, theme, platform):
            return False
        if not is_in_season(theme, old.day) or not is_in_season(platform, old.day):
            return False
        if not _posts_on(self._draft, old.platform, self._weekdays[old.platform], old.day):
            return False
        if is_quiet(self._draft.horizon, old.platform, old.day, theme.category):
            return False
        spacing = max(1, theme.spacing)
        if any(abs((day - old.day).days) < spacing for day in self._days.get((old.platform, old.theme), ())):
            return False
        posts_there = len(self._indexes.get((old.platform, old.day), ()))
        return self._is_only_subject(old) and posts_there < self._max_posts_on(platform, old.day)

    def _max_posts_on(self, platform: Platform, day: date) -> int:
        """The most posts that a platform may have on a day: that of the weeks around it which allow most."""
        monday = monday_of(day)
        key = (platform.platform, monday)
        if key not in self._max_posts:
            mondays = [monday + timedelta(weeks=n) for n in range(-_WEEKS_AROUND, _WEEKS_AROUND + 1)]
            strategy = self._draft.strategy
            self._max_posts[key] = max(
                max_per_day_in(strategy, platform, first, first + timedelta(days=6)) for first in mondays
            )
        return self._max_posts[key]

    def _is_only_subject(self, old: Pin) -> bool:
        """Whether no platform has another subject of its theme that day."""
        there = (self.pins[index] for name in self._platforms for index in self._indexes.get((name, old.day), ()))
        return all(pin.theme != old.theme or pin.is_removed or pin.subject == old.subject for pin in there)


def _posts_on(draft: PlanDraft, platform: str, usual: Collection[int], day: date) -> bool:
    """Whether a platform posts on a day: a usual weekday, or a day to which a closed one may have moved a post."""
    if not max(draft.today, draft.horizon.first) <= day <= draft.horizon.last:
        return False
    if closed_reason(draft.horizon, platform, day):
        return False
    if day.weekday() in usual:
        return True
    around = (day + timedelta(days=n) for n in range(-_DAYS_AROUND, _DAYS_AROUND + 1))
    return any(
        closed_reason(draft.horizon, platform, other_day) for other_day in around if other_day.weekday() in usual
    )
