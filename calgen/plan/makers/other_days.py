"""Moves posts to another day once all tasks have a place: left out for want of hours, or made by who is away then."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from calgen.plan.days.usual_weekdays import usual_weekdays
from calgen.plan.draft import PlanDraft
from calgen.plan.makers.bookings import Bookings
from calgen.plan.makers.production_tasks import ProductionTask
from calgen.plan.model import SUBJECT_LIFE, Post, monday_of
from calgen.plan.pins.pieces import window_of
from calgen.plan.reason import Reason
from calgen.plan.slots.absences import NOBODY_THERE, is_away
from calgen.plan.slots.period_capacity import closed_reason
from calgen.plan.target.campaigns import campaign_of, stage_on
from calgen.plan.target.target_path import TargetPath
from calgen.strategy.campaigns import Campaign

NO_HOURS = Reason("no_hours")


class OtherDays:
    """The posts that move, and the days on which a post could stand instead of its own.

    A post moves to a usual day on which its platform is open and has no other post, on which the path asks for its
    theme for the same campaign, on which no other subject of its theme is told on any platform, and on which the
    spacing of its theme and its neighbours allow it; where its subject has other posts, within the life of the subject,
    and not before its first. Posts that the user or a cell set on their day stay.
    """

    def __init__(self, draft: PlanDraft, left_out: Collection[int]) -> None:
        self._draft, self._left_out = draft, left_out
        self._path = draft.path or TargetPath(draft.strategy)
        self._platforms = {row.platform: row for row in draft.strategy.platforms}
        self._spacing = {row.theme: max(1, row.spacing) for row in draft.strategy.themes}
        self._pieces = {row.title: row for row in draft.strategy.content}
        self._campaigns = {row.campaign: row for row in draft.strategy.campaigns}
        self._subject_days: dict[int, list[date]] = {}  # of the posts that stand
        self._themes: dict[str, dict[date, list[str]]] = {}  # of the posts that stand, by platform and day
        self._subjects: dict[tuple[str, date], list[int]] = {}  # of the posts that stand, by theme and day
        self._moved: dict[int, tuple[date, Reason]] = {}
        for index, post in enumerate(draft.posts):
            if index not in left_out:
                self._stand(post, post.day)
        empty = [(slot.platform, slot.day) for slot in draft.open_slots]
        for name, day in (*empty, *((pin.platform, pin.day) for pin in draft.removed)):
            self._themes.setdefault(name, {}).setdefault(day, [])

    def __len__(self) -> int:
        return len(self._moved)

    def days_for(self, index: int, first: date, last: date, *, beyond_usual: bool = False) -> Iterator[date]:
        """The days between two others on which a post (by index) could stand, the nearest to its own first.

        With `beyond_usual`, days that are not usual follow where none are typed, as for a post of a closed day.
        """
        post, window = self._draft.posts[index], self._window(index, first, last)
        row = self._platforms[post.platform]
        usual = usual_weekdays(self._draft.strategy, row)
        days = [window[0] + timedelta(days=n) for n in range((window[1] - window[0]).days + 1)]
        if not beyond_usual or row.days:
            days = [day for day in days if day.weekday() in usual]
        days.sort(key=lambda day: (day.weekday() not in usual, abs(day - post.day), day))
        return (day for day in days if self._is_open(post, day))

    def may_replace(self, index: int, other: int) -> bool:
        """Whether a post (by index) could stand on the day of another one, alone there, if that one were left out."""
        post, rival = self._draft.posts[index], self._draft.posts[other]
        there = self._themes.get(post.platform, {})
        first, last = self._window(index, rival.day, rival.day)
        if other in self._moved or first > last or there.get(rival.day) != [rival.theme]:
            return False
        del there[rival.day]
        is_open = self._is_open(post, rival.day)
        there[rival.day] = [rival.theme]
        return is_open

    def is_free(self, index: int) -> bool:
        """Whether a post (by index) that was left out may stand on its day after all: nothing moved into its place."""
        post = self._draft.posts[index]
        posts = ((self._draft.posts[other].platform, day) for other, (day, _) in self._moved.items())
        return (post.platform, post.day) not in posts and not self._is_told_beside(post, post.day)

    def stand(self, indexes: Iterable[int]) -> None:
        """Count posts (by index) that were left out among those that stand."""
        for post in (self._draft.posts[index] for index in indexes):
            self._stand(post, post.day)

    def leave_out(self, index: int) -> None:
        """Count a post (by index) no more among those that stand."""
        post = self._draft.posts[index]
        there = self._themes[post.platform]
        there[post.day].remove(post.theme)
        if not there[post.day]:
            del there[post.day]
        self._subject_days[post.subject].remove(post.day)
        self._subjects[post.theme, post.day].remove(post.subject)

    def move(self, index: int, day: date, why: Reason) -> None:
        """Give a post (by index) another day."""
        post = self._draft.posts[index]
        if post.theme in self._themes.get(post.platform, {}).get(post.day, ()):
            self.leave_out(index)
        self._stand(post, day)
        self._moved[index] = (day, why)

    def applied(self, draft: PlanDraft) -> PlanDraft:
        """The draft with the moved posts and their slots on their new days."""
        if not self._moved:
            return draft
        posts, slots = list(draft.posts), list(draft.slots)
        for index, (day, why) in self._moved.items():
            posts[index] = _moved_post(posts[index], day, why, self._campaigns.get(posts[index].campaign))
            pin = slots[index].pin
            own = replace(pin, day=day) if pin else None
            slots[index] = replace(slots[index], day=day, reasons=posts[index].reasons[:1], pin=own, earlier=None)
        return replace(draft, posts=tuple(posts), slots=tuple(slots))

    def _stand(self, post: Post, day: date) -> None:
        self._themes.setdefault(post.platform, {}).setdefault(day, []).append(post.theme)
        self._subject_days.setdefault(post.subject, []).append(day)
        self._subjects.setdefault((post.theme, day), []).append(post.subject)

    def _window(self, index: int, first: date, last: date) -> tuple[date, date]:
        """The days between two others on which a post may be; reversed where it may not move."""
        post, draft = self._draft.posts[index], self._draft
        piece = self._pieces.get(draft.subjects[post.subject].piece)
        is_set = post.kept_id or post.has_named_day or post.variant or post.key_date
        if is_set or (piece and piece.evergreen):
            return date.max, date.max - timedelta(days=1)
        row, told = self._platforms[post.platform], list(self._subject_days.get(post.subject, ()))
        if index not in self._left_out:
            told.remove(post.day)
        first = max(first, draft.today, draft.horizon.first, row.start or first, *told)
        last = min(last, draft.horizon.last, row.end or last, *(day + SUBJECT_LIFE for day in told))
        return window_of(draft.strategy, piece, first, last) if piece else (first, last)

    def _is_open(self, post: Post, day: date) -> bool:
        draft, row = self._draft, self._platforms[post.platform]
        is_closed = closed_reason(draft.horizon, post.platform, day) is not None
        if (
            is_closed
            or (post.platform, day) in draft.horizon.only_category
            or day in self._themes.get(post.platform, {})
        ):
            return False
        is_asked = self._path.at(post.platform, day, "").themes.get(post.theme, 0.0) > 0
        of_campaign = campaign_of(draft.strategy, row, day, post.theme)
        is_for_same = is_asked and of_campaign == post.campaign
        return is_for_same and not self._is_told_beside(post, day) and self._has_room(post, day)

    def _is_told_beside(self, post: Post, day: date) -> bool:
        """Whether another subject of its theme is told on a day; or its own, on another day than its first."""
        first = min(self._subject_days.get(post.subject, ()), default=day)
        return any(other != post.subject or day != first for other in self._subjects.get((post.theme, day), ()))

    def _has_room(self, post: Post, day: date) -> bool:
        """Whether a theme keeps its spacing on another day, and does not stand there three times in a row."""
        posts = [
            (other, theme)
            for other, themes in sorted(self._themes.get(post.platform, {}).items())
            for theme in themes
            if (other, theme) != (post.day, post.theme)
        ]
        at = bisect_left(posts, (day, ""))
        near = [theme == post.theme for _, theme in posts[max(0, at - 2) : at + 2]]
        is_third = any(all(near[n : n + 2]) for n in range(len(near) - 1))
        spaced = (abs((other - day).days) >= self._spacing[post.theme] for other, theme in posts if theme == post.theme)
        return not is_third and all(spaced)


def move_off_absences(tasks: Iterable[ProductionTask], bookings: Bookings, other_days: OtherDays) -> None:
    """Give the posts that their maker would publish on a day off another day of their week."""
    for task in tasks:
        day, person = min(task.days, default=None), bookings[task].person if task in bookings else None
        if day and person and len(task.posts) == 1 and is_away(person, day):
            monday = monday_of(day)
            days = other_days.days_for(task.posts[0], monday, monday + timedelta(days=6), beyond_usual=True)
            if other := next((other for other in days if not is_away(person, other)), None):
                other_days.move(task.posts[0], other, NOBODY_THERE)


def _moved_post(post: Post, day: date, why: Reason, campaign: Campaign | None) -> Post:
    """A post on another day, at the stage of its campaign there; outside its week, its number among the posts of that
    week says nothing.
    """
    is_same_week = day.isocalendar()[:2] == post.day.isocalendar()[:2]
    stage = stage_on(campaign, day) if campaign else post.stage
    kept = (
        Reason("campaign", {**one.values, "stage": stage}) if one.code == "campaign" else one
        for one in post.reasons
        if one.code != "moved" and (is_same_week or not one.code.startswith("cadence_"))
    )
    former = [one.values["from_day"] for one in post.reasons if one.code == "moved"]  # it may have left a closed day
    reasons = (Reason("moved", {"from_day": former[0] if former else post.day, "cause": why}), *kept)
    return replace(post, day=day, stage=stage, reasons=reasons)
