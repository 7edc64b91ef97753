"""Makes room for a task that finds no hours: others become lighter, or move, or give way to a more important one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from calgen.plan.makers.bookings import Booking, Bookings
from calgen.plan.makers.production_tasks import LEAST_IMPORTANCE, FormatOption, ProductionTask
from calgen.strategy.team import Person

Room = tuple[Person, FormatOption, date]  # who could make the task, in its lightest format, in the week of a Monday


MayChange = Callable[[ProductionTask], bool]


def room_by_lighter_formats(bookings: Bookings, task: ProductionTask, may_change: MayChange) -> Booking | None:
    """A place for a task once other tasks of a person and week have a lighter format; none if that is not enough.

    As few tasks as possible become lighter, of those that `may_change`.
    """
    for person, option, monday in _rooms(bookings, task):
        if bookings.most_hours(person, monday) < option.hours:
            continue
        needed = option.hours - bookings.hours.hours_left(person, monday)
        savings = [
            (bookings[other].option.hours - lighter.hours, other, lighter)
            for other in bookings.tasks_in_week(person, monday)
            if may_change(other) and (lighter := bookings.lighter(other, person))
        ]
        if sum((saved for saved, _, _ in savings), Fraction(0)) < needed:
            continue
        savings.sort(key=lambda saving: saving[1].sort_key)
        for _, other, lighter in _fewest(savings, needed):
            bookings.release(other)
            bookings.book(other, Booking(person, lighter, monday))
        return Booking(person, option, monday)
    return None


def room_by_moving(bookings: Bookings, task: ProductionTask, may_change: MayChange) -> Booking | None:
    """A place for a task once another one of a person and week that `may_change` is made by somebody else, or a week
    before.
    """
    if bookings.is_full_around(task):
        return None
    for person, option, monday in _rooms(bookings, task):
        needed = option.hours - bookings.hours.hours_left(person, monday)
        for other in bookings.tasks_in_week(person, monday):
            now = bookings[other].option.hours
            if now < needed or not may_change(other) or not bookings.may_find_place(other):
                continue
            options = [each for each in other.options if each.hours <= now]
            place = bookings.free_place(other, reversed(options))
            if place and (place.person, place.monday) != (person, monday):
                bookings.release(other)
                bookings.book(other, place)
                return Booking(person, option, monday)
    return None


def room_by_leaving_out(
    bookings: Bookings, task: ProductionTask, may_be_left_out: Callable[[ProductionTask], bool]
) -> tuple[Booking, list[ProductionTask]] | None:
    """A place for a task once less important ones are left out, and which those are: as few as possible."""
    if task.importance == LEAST_IMPORTANCE:
        return None
    for person, option, monday in _rooms(bookings, task):
        needed = option.hours - bookings.hours.hours_left(person, monday)
        lesser = [
            (bookings[other].option.hours, other, option)
            for other in bookings.tasks_in_week(person, monday)
            if _gives_way(other, task) and may_be_left_out(other)
        ]
        if sum((hours for hours, _, _ in lesser), Fraction(0)) >= needed:
            lesser.sort(key=lambda saving: _rank_to_leave_out(saving[1]))
            out = [other for _, other, _ in _fewest(lesser, needed)]
            for other in out:
                bookings.release(other)
            return Booking(person, option, monday), out
    return None


def lesser_posts(
    bookings: Bookings, tasks: Sequence[ProductionTask], due: ProductionTask, may_be_left_out: MayChange
) -> list[ProductionTask]:
    """The tasks of one post whose day and hours a piece that is due may have: the least important first, then the
    nearest. None tells a piece, and what stands as in the earlier plan gives way to what stood there, too.
    """
    if due.importance[-1]:
        return []
    found = [
        task
        for task in tasks
        if len(task.posts) == len(task.days) == 1
        and task.importance[-1]
        and task.importance > due.importance
        and task.platforms == due.platforms
        and (not task.before.owner or due.before.owner)
        and bookings.may_change(task)
        and may_be_left_out(task)
    ]
    return sorted(found, key=lambda task: (*_rank_to_leave_out(task)[:1], abs(task.monday - due.monday), task.sort_key))


def _gives_way(other: ProductionTask, task: ProductionTask) -> bool:
    """Whether a task is less important than another, and due no later; what stands as in the earlier plan gives way to
    kept posts and named days alone.
    """
    stands = bool(other.before.owner) and not task.before.owner
    is_settled = task.importance < (1, 1)
    return other.importance > task.importance and other.monday <= task.monday and (is_settled or not stands)


def _rank_to_leave_out(task: ProductionTask) -> tuple[object, ...]:
    """Of tasks with equal hours, the least important is left out, then one with few posts."""
    return (tuple(-step for step in task.importance), len(task.posts), task.sort_key)


def _rooms(bookings: Bookings, task: ProductionTask) -> Iterator[Room]:
    """Each person and week in which a task could be made, with the lightest format in which that person can make it."""
    seen = set[str]()
    for option in task.options:
        for person in bookings.able_people(task, option.format):
            if person.person not in seen:
                seen.add(person.person)
                yield from ((person, option, monday) for monday in task.weeks)


_Saving = tuple[Fraction, ProductionTask, FormatOption]


def _fewest(savings: list[_Saving], needed: Fraction) -> Iterator[_Saving]:
    """The fewest savings that are enough: the smallest one that is enough alone, else the greatest and so on; of equal
    ones the first (for the greatest, the last).
    """
    left = sorted(savings, key=lambda saving: saving[0])
    while needed > 0:
        chosen = next((saving for saving in left if saving[0] >= needed), left[-1])
        left.remove(chosen)
        needed -= chosen[0]
        yield chosen
