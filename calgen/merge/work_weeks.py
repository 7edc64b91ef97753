"""The weeks of work of kept posts: what is made anew is not made in a week that is long over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from calgen.merge.edits import Edits
from calgen.plan.makers.work_steps import is_long_before
from calgen.plan.pin import Pin

_MADE = frozenset({"to_review", "approved", "scheduled", "published"})  # statuses of what has been made


def with_weeks_to_come(edits: Edits, kept: Iterable[Pin], earlier: Iterable[Pin]) -> tuple[Pin, ...]:
    """The kept pins without the week of work that belongs to another format or day than they have now.

    The week stays where the post is over or made, and where another post of the subject in that format has it.
    """
    pins = tuple(kept)
    made = {(pin.subject, pin.format, pin.work_week) for pin in (*pins, *earlier)
            if not is_long_before(pin.work_week, pin.day)}  # fmt: skip
    return tuple(
        replace(pin, work_week=None)
        if _is_to_be_made(edits, pin) and (pin.subject, pin.format, pin.work_week) not in made
        else pin
        for pin in pins
    )


def _is_to_be_made(edits: Edits, pin: Pin) -> bool:
    """Whether the user edited a post that is still to be made, and its week of work is long before its day."""
    if pin.is_untouched or pin.id in edits.over or not is_long_before(pin.work_week, pin.day):
        return False
    row = edits.rows_of("social").get(pin.id)
    return row is not None and row.code("status") not in _MADE
