"""The draft of a plan: what the passes hand on, each with its own part filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from calgen.plan.known_gaps import NO_GAPS_KNOWN, KnownGaps

if TYPE_CHECKING:
    from calgen.book.problems import Problem
    from calgen.plan.asked_before import AskedBefore
    from calgen.plan.model import Horizon, Period, Post, PostGap, Slot, Subject
    from calgen.plan.pin import Pin
    from calgen.plan.target.target_path import TargetPath
    from calgen.strategy import Strategy


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan in the making: each pass takes one and returns a new one, with its own part filled in."""

    strategy: Strategy
    today: date
    kept: tuple[Pin, ...]  # posts of the calendar that the user settled
    horizon: Horizon
    removed: tuple[Pin, ...] = ()  # posts of the calendar that the user removed
    earlier: tuple[Pin, ...] = ()  # posts of the earlier plan that may move; each move costs points
    periods: tuple[Period, ...] = ()
    pins: tuple[Pin, ...] = ()
    slots: tuple[Slot, ...] = ()
    open_slots: tuple[Slot, ...] = ()  # kept free for the news of the day: they are no part of the mix
    posts: tuple[Post, ...] = ()
    subjects: tuple[Subject, ...] = ()
    problems: tuple[Problem, ...] = ()  # all but those of the gaps
    gaps: tuple[PostGap, ...] = ()
    path: TargetPath | None = None  # the target path, once it is computed
    asked_before: AskedBefore | None = None  # what was asked of the days that are over
    has_new_formats: bool = False  # the strategy allows other formats than that of the earlier plan
    has_new_hours: bool = False  # people of the team have other hours than for the earlier plan, or have come
    new_themes: frozenset[str] = frozenset()  # those that the strategy had not yet for the earlier plan
    held_places: frozenset[tuple[str, date, str]] = frozenset()  # platform, day, theme: no other post gets them
    keeps_themes: bool = False  # nothing has changed on which the themes of the earlier plan depend
    is_adapted: bool = False  # the user has accepted a change of the strategy: themes follow it for little, too
    known_gaps: KnownGaps = NO_GAPS_KNOWN  # what the last run told of missing posts
    is_frozen: bool = False  # the strategy is that of the earlier plan: nothing moves, and nothing is added

    @property
    def earlier_by_platform(self) -> dict[str, list[Pin]]:
        """The posts of the earlier plan from today on, by platform, in order of day, time and theme."""
        found: dict[str, list[Pin]] = {}
        for post in sorted(self.earlier, key=lambda post: (post.day, post.time or time.min, post.theme, post.id)):
            if post.day >= self.today:
                found.setdefault(post.platform, []).append(post)
        return found
