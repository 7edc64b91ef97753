"""Findings of one kind in a column told as one, which names the places and says what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from calgen.book.problems import Problem
from calgen.book.values import Phrase

LEAST_EQUAL = 3  # cells with the very same problem that are told together
# code → the values in which findings must be equal to be told together: the sentence of the first, then, from the
# phrase `also` of the code, what differs in the others
ALIKE: Mapping[str, tuple[str, ...]] = {
    "campaign_closed": (),
    "campaign_displaced": ("cause", "remedy"),
    "campaign_thinned": (),
    "days_left": (),
    "goal_tenfold": (),
    "hours_full": (),
    "nobody_there": ("people",),
    "objective_unmeasured": ("missing",),
    "owner_away": (),
    "owner_replaced": ("owner", "cause", "remedy"),
    "spacing_broken": ("cause",),
}


SAME_PLACES = ("frequency_left", "holes_made")  # the places that a platform lacks by the user's own hand: told once


def told_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems without a finding of empty places of which another one of the platform tells as many or more."""
    found = tuple(problems)
    most: dict[object, Problem] = {}
    for problem in sorted((one for one in found if one.code in SAME_PLACES), key=_by_places):
        most.setdefault(problem.values.get("platform"), problem)
    kept = [id(problem) for problem in most.values()]
    yield from (one for one in found if one.code not in SAME_PLACES or id(one) in kept)


def _by_places(problem: Problem) -> tuple[int, int]:
    return (-int(str(problem.values["n"])), SAME_PLACES.index(problem.code))


def joined(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems in their order, where the first of several that are alike stands for all of them."""
    groups: dict[object, list[Problem]] = {}
    for number, problem in enumerate(problems):
        groups.setdefault(_key(problem) or number, []).append(problem)
    for alike in groups.values():
        is_one = len(alike) > 1 and (alike[0].code in ALIKE or len(alike) >= LEAST_EQUAL)
        yield from (_as_one(alike),) if is_one else alike


def _as_one(alike: list[Problem]) -> Problem:
    first, *more = alike
    places = dict.fromkeys(place for problem in more for place in (problem.place, *problem.others) if place)
    others = (*first.others, *(place for place in places if place != first.place))
    if first.code not in ALIKE:
        return replace(first, others=others)
    phrases = tuple(Phrase(("problems", first.code, "also"), problem.values) for problem in more)
    return replace(first, others=others, values={**first.values, "also": phrases})


def _key(problem: Problem) -> object:
    """What problems that are told together have in common; `None` for one without a cell, or about a post."""
    place, values = problem.place, problem.values
    if place is None or not place.cell or ":" in place.cell or values.get("id"):
        return None
    column = place.cell.rstrip("0123456789")
    shared = ALIKE.get(problem.code, tuple(values))
    return (problem.code, problem.severity, place.tab, column, repr(sorted((key, values.get(key)) for key in shared)))
