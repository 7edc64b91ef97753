"""The daily routines of a person as one task a day: what comes every day must not hide what comes once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import groupby

from calgen.strategy.routines import Routine

_BETWEEN = " · "


def fold_daily(due: Iterable[tuple[date, Routine]]) -> Iterator[tuple[date, Routine, tuple[str, ...]]]:
    """Each task that is due, with its day and the names of the routines in it.

    On the first day on which they are due, daily routines stand for themselves, with tool, criteria and threshold;
    from the next day on those of a person are one task that names them.
    """
    told: set[Routine] = set()
    by_day = sorted(due, key=lambda pair: pair[0])
    for day, pairs in groupby(by_day, key=lambda pair: pair[0]):
        routines = [routine for _, routine in pairs]
        folded = [routine for routine in routines if routine.every == "day" and routine in told]
        yield from ((day, routine, (routine.task,)) for routine in routines if routine not in folded)
        for owner in sorted({routine.owner for routine in folded}):
            own = [routine for routine in folded if routine.owner == owner]
            yield day, _one_task(own), tuple(routine.task for routine in own)
        told.update(routine for routine in routines if routine.every == "day")


def _one_task(routines: Sequence[Routine]) -> Routine:
    """A routine that names others of one person, with the minutes of all."""
    minutes = [routine.minutes for routine in routines if routine.minutes]
    kinds = {routine.kind for routine in routines}
    return replace(
        routines[0],
        task=_BETWEEN.join(routine.task for routine in routines),
        kind=routines[0].kind if len(kinds) == 1 else "",
        minutes=sum(minutes, Fraction(0)) if minutes else None,
        tool="",
        criteria="",
        threshold="",
    )
