"""The figures of two calendars side by side: posts, parts of the mix, hours, subjects and what the work costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from calgen.figures import frequency, mix, verdicts
from calgen.figures.counted_calendar import CountedCalendar
from calgen.figures.effort import effort


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """A figure before and after: its `key`, the platform or category that it is of, and None where it is of one alone.

    Shares lie between 0 and 1, hours and money are those of the whole period.
    """

    key: str
    name: str
    before: Fraction | None
    after: Fraction | None

    @property
    def is_changed(self) -> bool:
        """Whether the two differ by more than a rounding."""
        if self.before is None or self.after is None:
            return True
        return abs(self.after - self.before) > Fraction(1, 10**6)


def compare(before: CountedCalendar | None, after: CountedCalendar, today: date) -> tuple[ComparedFigure, ...]:
    """Every figure of the two calendars, in one order; there is none before where errors stop."""
    was, will = dict(_figures(before, today)) if before else {}, dict(_figures(after, today))
    order = list(dict.fromkeys(key for key, _ in (*will, *was)))
    places = sorted(dict.fromkeys((*was, *will)), key=lambda place: order.index(place[0]))
    return tuple(ComparedFigure(*place, was.get(place), will.get(place)) for place in places)


def _figures(calendar: CountedCalendar, today: date) -> Iterator[tuple[tuple[str, str], Fraction]]:
    platforms = frequency.by_platform(calendar)
    yield ("posts", ""), Fraction(calendar.total)
    yield ("asked", ""), frequency.total_asked(calendar)
    for row in platforms:
        yield ("posts_on", row.platform), Fraction(row.planned)
    for category in mix.overall(calendar):
        yield ("share_asked", category.category), Fraction(category.share_asked)
        yield ("share_got", category.category), Fraction(category.share)
    hours = next(answer.figures for answer in verdicts.answers(calendar) if answer.question == "hours")
    yield ("hours_asked", ""), sum(calendar.hours.values(), Fraction(0))
    yield ("hours_missing", ""), Fraction(hours["missing"])
    found = effort(calendar, today)
    yield ("subjects_yours", ""), Fraction(found.titled)
    yield ("subjects_to_find", ""), Fraction(found.to_find)
    if any(person.cost for person in calendar.strategy.team):
        yield ("cost", ""), _cost(calendar)


def _cost(calendar: CountedCalendar) -> Fraction:
    """The hours of content of everybody who has a cost an hour, at that cost."""
    prices = {person.person: person.cost or Fraction(0) for person in calendar.strategy.team}
    work = (hours * prices.get(person, Fraction(0)) for (person, _), hours in calendar.hours.items())
    return sum(work, Fraction(0))


def figure_records(figures: Iterable[ComparedFigure]) -> list[dict[str, object]]:
    """The figures for programs, to six decimals; null where there is none."""

    def plain(value: Fraction | None) -> float | None:
        return None if value is None else round(float(value), 6)

    return [
        {"figure": row.key, "name": row.name, "before": plain(row.before), "after": plain(row.after)} for row in figures
    ]
