"""What a run told of missing posts: a later one that adds none tells the same causes, and cannot meet them again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from calgen.plan.model import GapCause


@dataclass(frozen=True, slots=True)
class KnownGap:
    """Some posts missing from a platform, or too many: on a day, or from the period that begins on it."""

    cause: GapCause
    day: date
    posts: int


@dataclass(frozen=True, slots=True)
class KnownGaps:
    """The gaps of each platform, if any, and how many posts each of its periods had, by first day.

    `pieces` are the titles of pieces of content whose posts were left out for want of hours.
    """

    gaps: Mapping[str, tuple[KnownGap, ...]] = field(default_factory=dict)
    posts: Mapping[str, Mapping[date, int]] = field(default_factory=dict)
    pieces: tuple[str, ...] = ()


NO_GAPS_KNOWN = KnownGaps()
