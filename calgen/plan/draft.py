"""The draft of a plan: what the passes hand on, each with its own part filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from calgen.book.problems import Problem
    from calgen.plan.model import Horizon, Period, Post, PostGap, Slot, Subject
    from calgen.plan.pin import Pin
    from calgen.plan.target.target_path import TargetPath
    from calgen.strategy import Strategy


class Retention(Enum):
    """How much of the earlier plan a draft retains."""

    FREE = "free"  # its posts may move
    EXTENDED = "extended"  # all that can stay stays, and posts are added up to the frequency
    COMPLETE = "complete"  # all that can stay stays, and only what the strategy names is added
    FROZEN = "frozen"  # the strategy is the same: all stays, and nothing is added

    @property
    def retains_posts(self) -> bool:
        return self is not Retention.FREE

    @property
    def fills_frequency(self) -> bool:
        """Whether posts are added until the frequency is met."""
        return self in (Retention.FREE, Retention.EXTENDED)


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
    posts: tuple[Post, ...] = ()
    subjects: tuple[Subject, ...] = ()
    problems: tuple[Problem, ...] = ()  # all but those of the gaps
    gaps: tuple[PostGap, ...] = ()
    path: TargetPath | None = None  # the target path, once it is computed
    retention: Retention = Retention.FREE
