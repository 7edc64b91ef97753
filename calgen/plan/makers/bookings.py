"""Which person makes each task, in which format and week, within their hours: tasks find a place, change or lose it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from calgen.plan.makers.person_hours import HoursLedger
from calgen.plan.makers.production_tasks import FormatOption, ProductionTask
from calgen.plan.slots.absences import is_away, is_away_all_week, present_people
from calgen.strategy import Strategy
from calgen.strategy.team import Person

_WEEK = timedelta(days=7)
_NO_FORMAT_LIMIT = 999  # a person who names no formats can make them all


@dataclass(frozen=True, slots=True)
class Booking:
    """A person who makes a task in a format, in the week of a Monday."""

    person: Person
    option: FormatOption
    monday: date


class Bookings:
    """The place of each task that has one; `hours` says what is left.

    A format of a subject that is made for one task serves another task, too, without more hours. Nobody gets a task
    with a post on a day off while somebody else can make it, in whichever of its formats, unless `is_frozen`.
    """

    def __init__(self, strategy: Strategy, tasks: Sequence[ProductionTask], *, is_frozen: bool = False) -> None:
        self.hours = HoursLedger(strategy)
        self._team, self._is_frozen = strategy.team, is_frozen
        self._has_absences = not is_frozen and any(person.days_off for person in strategy.team)
        self._tasks = tasks
        self._booked: dict[int, Booking] = {}  # by number of the task
        self._in_week: dict[tuple[str, date], dict[int, None]] = {}  # numbers of tasks by person and Monday, in order
        self._makers: dict[tuple[int, str], int] = {}  # the task that makes each format of each subject
        self._served: dict[int, list[int]] = {}  # by the task that makes a format, the others that it serves
        self._standing = set[int]()  # numbers of tasks booked as in the earlier plan
        self._least_hours = min((task.options[0].hours for task in tasks), default=Fraction(0))
        self._savable: dict[tuple[str, date], Fraction] = {}  # hours, by person and Monday
        self._away: dict[tuple[str, frozenset[date]], int] = {}  # days of posts on which a person is away
        self._able: dict[tuple[str, frozenset[str], str, frozenset[date]], list[Person]] = {}

    def __contains__(self, task: ProductionTask) -> bool:
        return task.number in self._booked

    def __getitem__(self, task: ProductionTask) -> Booking:
        return self._booked[task.number]

    def able_people(self, task: ProductionTask, format_: str) -> list[Person]:
        """The people who can make a task in a format: the named one first, then those who can make the fewest formats,
        since they are free for little else. Of these, those who are there on the days of its posts, if anybody is.
        """
        if task.is_settled:
            return [person for person in self._team if person.person == task.named]
        days = task.days if self._has_absences else frozenset[date]()
        key = (format_, task.platforms, task.named, days)
        if key not in self._able:
            found = [
                person
                for person in self._team
                if (not person.formats or format_ in person.formats)
                and (not person.platforms or task.platforms & set(person.platforms))
            ]
            present = present_people(found, days)
            self._able[key] = sorted(present, key=lambda person: _order_of(person, task.named))
        return self._able[key]

    def without_absences(self, task: ProductionTask, options: Iterable[FormatOption]) -> list[FormatOption]:
        """Of some formats of a task those whose makers are away on none of the days of its posts, or on the fewest."""
        possible = [option for option in options if self.able_people(task, option.format)]
        if not self._has_absences:
            return possible
        away = [self._days_away(task, option) for option in possible]
        return [option for option, days in zip(possible, away, strict=True) if days == min(away)]

    def _days_away(self, task: ProductionTask, option: FormatOption) -> int:
        """The number of days with a post of a task on which the people who can make it in a format are away."""
        person = self.able_people(task, option.format)[0]
        key = (person.person, task.days)
        if key not in self._away:
            self._away[key] = sum(is_away(person, day) for day in task.days)
        return self._away[key]

    def free_place(self, task: ProductionTask, options: Iterable[FormatOption]) -> Booking | None:
        """The first place with the hours for a task in one of some formats; none if nobody has them."""
        return next(self.free_places(task, options), None)

    def free_places(self, task: ProductionTask, options: Iterable[FormatOption]) -> Iterator[Booking]:
        """The places with the hours for a task: format by format, person by person, week by week."""
        most = max(self.hours.most_left(self._team, monday) for monday in task.weeks)
        for option in self.without_absences(task, options):
            people = self.able_people(task, option.format)
            if (made := self._made_before(task, option)) and made.person in people:
                yield Booking(made.person, option, made.monday)
            for person in people if option.hours <= most else ():
                for monday in task.weeks:
                    if self.hours.hours_left(person, monday) >= option.hours:
                        yield Booking(person, option, monday)

    def place_beyond(self, task: ProductionTask) -> Booking:
        """Where to book a task for which nobody has the hours: with the named person, else who is least overloaded."""
        monday = task.weeks[0] if self._is_frozen else task.monday
        option = self.without_absences(task, task.options)[0]
        able = self.able_people(task, option.format)
        named = [person for person in able if person.person == task.named]
        person = min(named or able, key=lambda person: (self.hours.hours_beyond(person, monday), person.person))
        if not self._is_frozen and is_away_all_week(person, monday):
            monday = next((week for week in task.weeks if not is_away_all_week(person, week)), monday)
        return Booking(person, option, monday)

    def _made_before(self, task: ProductionTask, option: FormatOption) -> Booking | None:
        """The booking of another task that makes a format of the same subject in time for this one."""
        maker = self._makers.get((task.subject, option.format), task.number)
        found = self._booked[maker] if maker != task.number else None
        return found if found and found.monday <= task.monday else None

    def book(self, task: ProductionTask, booking: Booking) -> None:
        """Give a task its place, beyond the hours that are left if need be."""
        made = self._made_before(task, booking.option)
        maker = self._makers.setdefault((task.subject, booking.option.format), task.number)
        if made and made.person == booking.person:
            self._served.setdefault(maker, []).append(task.number)
            self._booked[task.number] = made
            return
        self._booked[task.number] = booking
        self.hours.book(booking.person, booking.monday, booking.option.hours)
        self._count_savable(task, booking, 1)
        self._in_week.setdefault((booking.person.person, booking.monday), {})[task.number] = None

    def book_as_before(self, task: ProductionTask, booking: Booking) -> None:
        """Give a task its place in the earlier plan; where it is the very same, the task stands."""
        self.book(task, booking)
        if (booking.person.person, booking.option.format) == (task.before.owner, task.before.format):
            self._standing.add(task.number)

    def stands(self, task: ProductionTask) -> bool:
        """Whether a task has kept the maker and the format of the earlier plan."""
        return task.number in self._standing

    def release(self, task: ProductionTask) -> Booking:
        """Take its place from a task that may change (see `tasks_that_may_change`)."""
        booking = self._booked.pop(task.number)
        del self._in_week[booking.person.person, booking.monday][task.number]
        self._makers.pop((task.subject, booking.option.format), None)
        self.hours.release(booking.person, booking.monday, booking.option.hours)
        self._count_savable(task, booking, -1)
        return booking

    def _count_savable(self, task: ProductionTask, booking: Booking, sign: int) -> None:
        key = (booking.person.person, booking.monday)
        saved = booking.option.hours - task.options[0].hours
        if saved:
            self._savable[key] = self._savable.get(key, Fraction(0)) + sign * saved

    def most_hours(self, person: Person, monday: date) -> Fraction:
        """The hours that a person could have left in a week if all tasks there had their lightest format."""
        return self.hours.hours_left(person, monday) + self._savable.get((person.person, monday), Fraction(0))

    def is_full_around(self, task: ProductionTask) -> bool:
        """Whether nobody has the hours for even the lightest of all tasks from the week before those of a task on."""
        mondays = {monday + n * _WEEK for monday in task.weeks for n in (-1, 0, 1)}
        return all(self.hours.most_left(self._team, monday) < self._least_hours for monday in mondays)

    def may_find_place(self, task: ProductionTask) -> bool:
        """Whether somebody in the team has the hours for the lightest format of a task in one of its weeks."""
        least = task.options[0].hours
        return any(self.hours.most_left(self._team, monday) >= least for monday in task.weeks)

    def may_change(self, task: ProductionTask) -> bool:
        """Whether the place or format of a booked task may change: it takes hours of its own, all of them there."""
        booking = self._booked.get(task.number)
        if booking is None or task.number in self._served or task.is_settled:
            return False
        is_maker = self._makers.get((task.subject, booking.option.format)) == task.number
        return is_maker and not self._is_beyond(booking)

    def return_to_named(self, tasks: Iterable[ProductionTask]) -> None:
        """Give tasks to the person who is named for them, where that person has the hours in the end."""
        for task in sorted(tasks, key=lambda task: task.sort_key):
            if task in self:
                self._give_to_named(task)

    def _give_to_named(self, task: ProductionTask) -> None:
        """Give a task, and those that its format serves, to the person who is named for the first of them, if that
        person has the hours in one of its weeks.
        """
        booking = self._booked[task.number]
        served = [self._tasks[number] for number in self._served.get(task.number, ())]
        named = min((task, *served), key=lambda each: each.posts).named
        person = next((person for person in self._team if person.person == named), None)
        if person is None or not self._may_go_to(person, (task, *served)):
            return
        for monday in task.weeks:
            in_time = all(monday <= other.monday for other in served)
            if in_time and self.hours.hours_left(person, monday) >= booking.option.hours:
                moved = Booking(person, booking.option, monday)
                self.release(task)
                self.book(task, moved)
                self._booked |= dict.fromkeys((other.number for other in served), moved)
                return

    def _may_go_to(self, person: Person, tasks: Sequence[ProductionTask]) -> bool:
        """Whether another person than now can make a task, the first one, and those that its format serves."""
        booking = self._booked[tasks[0].number]
        if booking.person == person or self._makers.get((tasks[0].subject, booking.option.format)) != tasks[0].number:
            return False
        is_free = not any(task.is_settled for task in tasks) and not self._is_beyond(booking)
        return is_free and all(person in self.able_people(task, booking.option.format) for task in tasks)

    def _is_beyond(self, booking: Booking) -> bool:
        return bool(self.hours.hours_beyond(booking.person, booking.monday))

    def tasks_in_week(self, person: Person, monday: date) -> list[ProductionTask]:
        """The tasks of a person in a week whose place or format may change."""
        numbers = self._in_week.get((person.person, monday), ())
        return [self._tasks[number] for number in numbers if self.may_change(self._tasks[number])]

    def lighter(self, task: ProductionTask, person: Person) -> FormatOption | None:
        """The lightest format in which a person can make a task, if it is lighter than that of its booking."""
        now = self._booked[task.number].option.hours
        options = (option for option in task.options if option.hours < now)
        return next((option for option in options if person in self.able_people(task, option.format)), None)


def _order_of(person: Person, named: str) -> tuple[bool, int, str]:
    return (person.person != named, len(person.formats) or _NO_FORMAT_LIMIT, person.person)
