"""Gives tasks the format of their turn, or another, where hours are left once all tasks have a place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from calgen.plan.makers.bookings import Booking, Bookings
from calgen.plan.makers.production_tasks import FormatOption, ProductionTask


class HeavierFormats:
    """Goes through the tasks week by week; in each week those whose platforms got least of what they want come first.

    A task that cannot have the format of its turn gets the one that its platforms have least of, among those for which
    there are hours. One that stands as in the earlier plan keeps its format unless that of its turn is possible.
    """

    def __init__(self, bookings: Bookings) -> None:
        self._bookings = bookings
        self._made = Counter[tuple[str, str]]()  # by platform and format, so far
        self._lack = Counter[tuple[str, str]]()  # how many more were wanted so far

    def give(self, tasks: Iterable[ProductionTask]) -> None:
        """Give each booked task its format."""
        booked = sorted((task for task in tasks if task in self._bookings), key=lambda task: task.sort_key)
        for _, week in groupby(booked, key=lambda task: task.monday):
            for task in sorted(week, key=lambda task: (-self._lacking(task), task.sort_key)):
                if self._bookings.may_change(task) and self._bookings[task].option.format != task.wanted.format:
                    self._better(task)
                self._count(task)

    def _better(self, task: ProductionTask) -> None:
        before = self._bookings.release(task)
        found = self._place(task, task.wanted, before) or self._least_made(task, before) or before
        self._bookings.book(task, found)

    def _least_made(self, task: ProductionTask, before: Booking) -> Booking | None:
        """A place in the format that its platforms have least of, no lighter than the one that it has."""
        if task.before.format == before.option.format:
            return None
        options = [option for option in task.options if option.hours >= before.option.hours]
        for option in sorted(options, key=lambda each: (not each.is_usual, self._made_of(task, each), -each.hours)):
            if option.format == before.option.format:
                return before
            if found := self._place(task, option, before):
                return found
        return None

    def _place(self, task: ProductionTask, option: FormatOption, before: Booking) -> Booking | None:
        """A place for a task in a format: where it is, if that person has the hours, else wherever there are some."""
        bookings = self._bookings
        if option not in bookings.without_absences(task, task.options):
            return None
        is_able = before.person in bookings.able_people(task, option.format)
        if is_able and bookings.hours.hours_left(before.person, before.monday) >= option.hours:
            return Booking(before.person, option, before.monday)
        return bookings.free_place(task, (option,))

    def _made_of(self, task: ProductionTask, option: FormatOption) -> int:
        return sum(self._made[platform, option.format] for platform in task.platforms)

    def _lacking(self, task: ProductionTask) -> int:
        return sum(self._lack[platform, task.wanted.format] for platform in task.platforms)

    def _count(self, task: ProductionTask) -> None:
        for platform in task.platforms:
            format_ = self._bookings[task].option.format
            self._made[platform, format_] += 1
            self._lack[platform, task.wanted.format] += 1
            self._lack[platform, format_] -= 1
