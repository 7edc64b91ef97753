"""The rests of an evergreen piece: it comes back after so many days without a post, and so many times at most.

The rest holds in both directions: no post comes too soon after one of the piece, nor too soon before one that is
settled. What the user settled stays even where it breaks the rest; then nothing else is placed near.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from calgen.plan.pin import Pin
from calgen.strategy.content import Piece


def is_chosen_for_piece(pin: Pin) -> bool:
    """Whether the planner chose the piece of a pin, in an earlier plan, and may choose another one there."""
    return pin.is_retained and bool(pin.key_date or pin.campaign or not pin.has_named_day)


@dataclass(slots=True)
class EvergreenRests:
    """The days of the posts of an evergreen piece so far, and those to come that are settled.

    `by_user` are the days that the user settled, `pinned` these and those of an earlier plan, both in order.
    """

    cooldown: int
    max_repeats: int | None
    by_user: tuple[date, ...]
    pinned: tuple[date, ...]
    days: set[date] = field(default_factory=set)
    cycles: int = 0

    def has_rested(self, day: date) -> bool:
        """Whether the piece has had no post for as long as its rest before a day."""
        return not self.days or (day - max(self.days)).days >= self.cooldown

    def is_clear(self, day: date, *, until: date | None = None) -> bool:
        """Whether no settled post follows a day within the rest; with `until`, none of the user's after that day."""
        end = day + timedelta(days=self.cooldown)
        if until is None:
            return not any(day < other < end for other in self.pinned)
        return not any(until < other < end for other in self.by_user if other > day)

    def may_repeat(self, day: date, *, of_user: bool = False) -> bool:
        """Whether one more cycle may begin on a day, beside those that settled posts after it begin."""
        if self.max_repeats is None:
            return True
        after = [other for other in (self.by_user if of_user else self.pinned) if other > day]
        rest = timedelta(days=max(1, self.cooldown))
        to_come = bool(after) + sum(b - a >= rest for a, b in pairwise(after))
        return self.cycles + to_come <= self.max_repeats


def rests_of(piece: Piece | None, pins: Iterable[Pin]) -> EvergreenRests | None:
    """The rests of a piece with its pins; None for a piece that does not come back."""
    if piece is None or not piece.evergreen:
        return None
    own = [pin for pin in pins if pin.piece == piece.title]
    return EvergreenRests(
        piece.rest,
        piece.max_repeats,
        tuple(sorted({pin.day for pin in own if not is_chosen_for_piece(pin)})),
        tuple(sorted({pin.day for pin in own})),
    )
