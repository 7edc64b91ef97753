"""The effort that a calendar still asks for: each person's hours in a usual week to come, and the subjects to find.

See docs/decisions.md, "The effort".
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from calgen.figures.counted_calendar import CountedCalendar
from calgen.figures.hours import weeks
from calgen.figures.subjects import count_subjects
from calgen.plan.makers.person_hours import routine_hours
from calgen.plan.model import monday_of

_STEP = Fraction(1, 2)  # of an hour: what "about" is rounded to


@dataclass(frozen=True, slots=True)
class PersonEffort:
    """A person's hours a week, content and routines; `person` is empty for work that nobody has.

    `cost` is what these hours cost a week where the person is paid from outside, else None.
    """

    person: str
    content: Fraction
    routines: Fraction = Fraction(0)
    cost: Fraction | None = None

    @property
    def hours(self) -> Fraction:
        """Hours a week."""
        return self.content + self.routines

    @property
    def about(self) -> Fraction:
        """Hours a week to the half hour; half an hour at least."""
        return max(_STEP, floor(self.hours / _STEP + _STEP) * _STEP)


@dataclass(frozen=True, slots=True)
class Effort:
    """The people who have work in the weeks to come, most hours first, and the subjects with posts to come."""

    people: tuple[PersonEffort, ...]
    titled: int  # subjects that have their title
    to_find: int  # subjects without one,
    suggested: int = 0  # and those of them that have suggestions

    @property
    def has_routines(self) -> bool:
        """Whether routines are among the hours."""
        return any(person.routines for person in self.people)


def effort(calendar: CountedCalendar, today: date) -> Effort:
    """The effort from today on; that of the whole calendar before it begins."""
    return Effort(_people(calendar, today), *count_subjects(calendar, today))


def _people(calendar: CountedCalendar, today: date) -> tuple[PersonEffort, ...]:
    """The mean of the weeks to come; routines last until the end of the calendar, whatever there is to make."""
    to_come = [week for week in weeks(calendar) if week + timedelta(days=6) >= today]
    if not to_come:
        return ()
    content: defaultdict[str, Fraction] = defaultdict(Fraction)
    for (person, week), hours in calendar.hours.items():
        if week >= monday_of(today):
            content[person] += hours / len(to_come)
    team = {row.person: row for row in calendar.strategy.team}
    found = [PersonEffort(name, hours) for name, hours in content.items() if name not in team]
    for member in team.values():
        work = PersonEffort(member.person, content[member.person], routine_hours(calendar.strategy, member))
        is_paid = member.kind == "subcontracted" and member.cost is not None
        found.append(replace(work, cost=work.hours * (member.cost or 0)) if is_paid else work)
    return tuple(sorted((row for row in found if row.hours), key=lambda row: (not row.person, -row.hours, row.person)))


def effort_record(found: Effort) -> dict[str, object]:
    """The effort for programs: hours a week to six decimals."""
    people = [
        {
            "person": row.person,
            "hours": round(float(row.hours), 6),
            "routines": round(float(row.routines), 6),
            "cost": None if row.cost is None else round(float(row.cost), 6),
        }
        for row in found.people
    ]
    return {"people": people, "yours": found.titled, "to_find": found.to_find, "suggested": found.suggested}
