"""Whoever draws random strategies: hypothesis, or dice for hunts outside the suite."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


class Hand(Protocol):
    """Whoever draws: whole numbers from first to last, both included."""

    def whole(self, first: int, last: int) -> int: ...


@dataclass(frozen=True, slots=True)
class Dice:
    """A hand for hunts outside the suite."""

    random: random.Random

    def whole(self, first: int, last: int) -> int:
        return self.random.randint(first, last)


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A hand that shrinks."""

    draw: Callable[[st.SearchStrategy[int]], int]

    def whole(self, first: int, last: int) -> int:
        return self.draw(st.integers(first, last))


def one(hand: Hand, values: Sequence[T]) -> T:
    return values[hand.whole(0, len(values) - 1)]


def chance(hand: Hand, of: int) -> bool:
    """True once in so many, on average; false is the simpler case."""
    return hand.whole(0, of - 1) == of - 1


def some(hand: Hand, values: Sequence[T], least: int = 1, most: int | None = None) -> tuple[T, ...]:
    count = hand.whole(min(least, len(values)), min(len(values), most or len(values)))
    left = list(values)
    return tuple(left.pop(hand.whole(0, len(left) - 1)) for _ in range(count))


def window(hand: Hand, span: tuple[date, date]) -> tuple[date, date]:
    days = (span[1] - span[0]).days
    first = hand.whole(-3, days)
    return span[0] + timedelta(days=first), span[0] + timedelta(days=hand.whole(first, days + 10))


def few(hand: Hand, values: Sequence[str]) -> tuple[str, ...]:
    """Mostly no restriction."""
    return some(hand, values) if chance(hand, 4) else ()
