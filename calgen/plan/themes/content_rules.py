"""The rules of what a plan must have whatever its themes are: pieces of content, and posts. No move changes them."""

from __future__ import annotations

from collections.abc import Iterator

from calgen.plan.themes.assignment import Assignment
from calgen.plan.themes.rule import Fault, Rule


class EveryPieceDueHasItsPost(Rule):
    """A piece with a day or a window in the plan, but without a post on that day or in that window."""

    key, weight = "piece_missed", 100.0  # a day that the user gave: nothing else makes up for it

    def faults(self, state: Assignment) -> Iterator[Fault]:
        days: dict[str, set[int]] = {}
        for n, piece in enumerate(state.instance.pieces):
            days.setdefault(piece, set()).add(state.instance.days[n])
        for piece, (first, last) in state.instance.input.due.items():
            there = days.get(piece, ())
            if not any(first.toordinal() <= day <= last.toordinal() for day in there):
                yield Fault(name=piece, day=first)


class EveryPlatformHasThePostsAsked(Rule):
    """A whole post fewer than a platform asks (otherwise the best plan would be an empty one)."""

    key, weight = "post_missing", 20.0  # more than all faults of one post, so that none is dropped

    def faults(self, state: Assignment) -> Iterator[Fault]:
        for platform, (first, posts) in state.instance.input.missing.items():
            yield Fault(platform, day=first, size=posts)
