"""Random choices for strategies: drawn by hypothesis, or by a seeded generator for long hunts outside the suite."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


class Draws(Protocol):
    """A source of whole numbers from first to last, both included."""

    def whole(self, first: int, last: int) -> int: ...


@dataclass(frozen=True, slots=True)
class RandomDraws:
    """Draws from a seeded generator."""

    random: random.Random

    def whole(self, first: int, last: int) -> int:
        return self.random.randint(first, last)


@dataclass(frozen=True, slots=True)
class HypothesisDraws:
    """Draws that hypothesis can shrink."""

    draw: Callable[[st.SearchStrategy[int]], int]

    def whole(self, first: int, last: int) -> int:
        return self.draw(st.integers(first, last))


def one(draws: Draws, values: Sequence[T]) -> T:
    return values[draws.whole(0, len(values) - 1)]


def chance(draws: Draws, of: int) -> bool:
    """True once in so many draws, on average; false is the simpler case."""
    return draws.whole(0, of - 1) == of - 1


def some(draws: Draws, values: Sequence[T], least: int = 1, most: int | None = None) -> tuple[T, ...]:
    count = draws.whole(min(least, len(values)), min(len(values), most or len(values)))
    left = list(values)
    return tuple(left.pop(draws.whole(0, len(left) - 1)) for _ in range(count))


def window(draws: Draws, span: tuple[date, date]) -> tuple[date, date]:
    days = (span[1] - span[0]).days
    first = draws.whole(-3, days)
    return span[0] + timedelta(days=first), span[0] + timedelta(days=draws.whole(first, days + 10))


def few(draws: Draws, values: Sequence[str]) -> tuple[str, ...]:
    """Some of the values; mostly none, which means no restriction."""
    return some(draws, values) if chance(draws, 4) else ()
