"""What is told of hours that are short, and of formats that nobody can make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction

from calgen.book.problems import Problem, Severity
from calgen.book.values import Phrase, Span
from calgen.plan.draft import PlanDraft
from calgen.plan.makers.person_hours import HoursLedger, available_hours
from calgen.plan.model import monday_of
from calgen.strategy import Strategy

_WEEK = timedelta(days=7)


def hours_short_problems(draft: PlanDraft, ledger: HoursLedger) -> Iterator[Problem]:
    """A problem for each person with weeks booked beyond their hours, from this week on."""
    thins = draft.strategy.settings.over_capacity == "thin"
    for person in draft.strategy.team:
        found = ledger.weeks_beyond(person)
        weeks = {monday: hours for monday, hours in found.items() if monday >= monday_of(draft.today)}
        if weeks:
            there = sum((available_hours(draft.strategy, person, monday) for monday in weeks), Fraction(0))
            values = {
                "asked": (there + sum(weeks.values(), Fraction(0))) / len(weeks),
                "there": there / len(weeks),
                "person": person.person,
                "n": len(weeks),
                "hours": sum(weeks.values(), Fraction(0)),
                "weeks": _week_spans(weeks),
                "remedy": Phrase(("phrases", "short_of_thinned" if thins else "short_of_warned")),
            }
            yield Problem("hours_short", person.source.place("weekly_hours"), Severity.WARNING, values)


def _week_spans(mondays: Iterable[date]) -> tuple[Span, ...]:
    """Successive weeks as one span, from the Monday of the first to that of the last."""
    found: list[Span] = []
    for monday in mondays:
        if found and found[-1].last + _WEEK == monday:
            found[-1] = Span(found[-1].first, monday)
        else:
            found.append(Span(monday, monday))
    return tuple(found)


def nobody_makes_problems(
    strategy: Strategy, tasks_without_maker: Mapping[tuple[str, frozenset[str]], int]
) -> Iterator[Problem]:
    """A problem for each format that nobody can make, with its number of tasks; one more where the people who make it
    do so for other platforms alone, for then their platforms are the cause.
    """
    counts, elsewhere = Counter[tuple[str, tuple[str, ...]]](), dict[tuple[str, tuple[str, ...]], set[str]]()
    for (format_, platforms), count in tasks_without_maker.items():
        key = format_, tuple(person.person for person in strategy.team if format_ in (person.formats or (format_,)))
        counts[key] += count
        elsewhere.setdefault(key, set()).update(platforms)
    for key, count in sorted(counts.items()):
        yield _nobody_makes(strategy, *key, count, tuple(sorted(elsewhere[key])))


def _nobody_makes(
    strategy: Strategy, format_: str, makers: tuple[str, ...], count: int, platforms: tuple[str, ...]
) -> Problem:
    """The problem of a format, made by nobody, or by `makers` for other platforms than these."""
    rows = (row.source.place("format") for row in strategy.formats if row.format == format_)
    people = (person.source.place("platforms") for person in strategy.team if person.person in makers)
    named = {"people": makers, "platforms": platforms} if makers else {}
    values = {
        "format": format_,
        "n": count,
        "cause": Phrase(("phrases", "makers_elsewhere"), named) if makers else "",
        "remedy": Phrase(("phrases", "makers_there" if makers else "makers_of_format"), named),
    }
    return Problem("nobody_makes", next(people if makers else rows, None), Severity.WARNING, values)
