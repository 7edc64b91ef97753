"""What a rule of the score is: it counts an assignment, says what a move changes, and what might mend its faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import ClassVar

from calgen.plan.themes.assignment import Assignment, Move

FAULT_GAIN = 0.5  # points: a move that gains so much for one post is made at once


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where a rule found something: platform, name (of a category, theme or piece) and day, each if it has one.

    `size` is how much was found there, in the unit of the rule.
    """

    platform: str = ""
    name: str = ""
    day: date | None = None
    size: float = 1.0

    @property
    def rank(self) -> tuple[float, date, str, str]:
        """Sorts the largest first, then the earliest."""
        return (-round(self.size, 9), self.day or date.max, self.platform, self.name)


@dataclass(frozen=True, slots=True)
class Repair:
    """Moves that might mend one fault; the first that gains `enough` points is made, else the best of them."""

    moves: Iterable[Move]
    enough: float = inf


class Rule:
    """A rule of the score. The class is named after what it asks, and its docstring says what a fault of size 1 is.

    To add a rule: write such a class with `key`, `weight`, `faults` and `change`, and list it in `RULES`.
    """

    key: ClassVar[str]  # names it in texts, JSON and docs
    weight: ClassVar[float]  # points for a fault of size 1
    beats_stability: ClassVar[bool] = False  # the user asked for it in figures: the earlier plan gives way to it
    is_costly: ClassVar[bool] = False  # `change` takes long: it is asked only where `most_gain` leaves hope

    def faults(self, state: Assignment) -> Iterator[Fault]:
        """The faults of all posts."""
        raise NotImplementedError

    def change(self, state: Assignment, move: Move) -> float:
        """The sum of the sizes of all faults after a move, minus that before it; nothing where no move changes it."""
        return 0.0

    def most_gain(self, state: Assignment, move: Move) -> float:
        """By how much a move can lower the sum at most; asked of costly rules, and quickly found."""
        return inf

    def repairs(self, state: Assignment) -> Iterator[Repair]:
        """For one fault after the other, the moves that might mend it; each is made before the next is asked for."""
        return iter(())
