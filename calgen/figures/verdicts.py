"""Answers "yes", "nearly" or "no" on the frequency, variety, mission, hours and subjects of a calendar.

The thresholds are fixed.

See docs/decisions.md, "What counts".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from calgen.figures import frequency, hours, missions, variety
from calgen.figures.counted_calendar import CountedCalendar
from calgen.strategy.thin_missions import is_thin_mission

SERVED, HARDLY_SERVED = 0.9, 0.6  # the part of a platform's posts that serves its mission: enough, too little
HARDLY_SHORT = Fraction(1, 10)  # the part of the hours asked that may be missing before the answer is no
HEAVY = 10  # hours a week: a day and more of work, which nobody does beside another job
MANY_TO_FIND = Fraction(1, 3)  # the part of the posts whose subject may be still to find before the answer is no
NEARLY_ALL = Fraction(9, 10)  # the part of the posts without a subject beyond which nothing can be varied yet
ONE_POST = 1.001  # what the plan promises, with room for floats


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, its verdict (`yes`, `nearly` or `no`), and the figures of its line by their names.

    `is_limited`: the figures alone would say yes, but what they count does not hold yet.
    """

    question: str
    verdict: str
    figures: Mapping[str, int | Fraction]
    is_limited: bool = False


def answers(calendar: CountedCalendar) -> tuple[Answer, ...]:
    """The answers to the five questions, in their order.

    A frequency that nobody has the hours for, subjects that nobody has found and missions that say nothing are no yes.
    """
    hours_held, found = _hours(calendar), _subjects(calendar)
    return (
        _limited(_frequency(calendar), limit=hours_held.verdict == "no"),
        _limited(_variety(calendar), limit=found.figures["missing"] > found.figures["of"] * NEARLY_ALL),
        _limited(_mission(calendar), limit=has_thin_missions(calendar)),
        hours_held,
        found,
    )


def _limited(answer: Answer, *, limit: bool) -> Answer:
    """An answer that is "nearly" in the place of yes where something limits it."""
    if answer.verdict == "yes" and limit:
        return replace(answer, verdict="nearly", is_limited=True)
    return answer


def has_thin_missions(calendar: CountedCalendar) -> bool:
    """Whether the mission of a platform is a mere verb, noise or presence."""
    return any(is_thin_mission(platform.mission) for platform in calendar.strategy.platforms if platform.mission)


def _frequency(calendar: CountedCalendar) -> Answer:
    platforms = frequency.by_platform(calendar)
    worst = max((abs(platform.gap) for platform in platforms), default=Fraction(0))
    verdict = frequency_verdict((platform.gap, platform.asked) for platform in platforms)
    asked = whole(frequency.total_asked(calendar))
    gap = Fraction(whole(worst * 10), 10)  # as the table beneath the answer shows it
    figures: dict[str, int | Fraction] = {"planned": calendar.total, "asked": asked, "gap": gap}
    return Answer("frequency", verdict, figures)


def _variety(calendar: CountedCalendar) -> Answer:
    themes, repeated = variety.by_theme(calendar), len(calendar.intervals.repeated_days)
    missing = sum(theme.is_missing for theme in themes)
    figures = {
        "themes": sum(theme.posts > 0 for theme in themes),
        "of": len(themes),
        "silence": max((theme.silence for theme in themes), default=0),
        "same": repeated,
    }
    return Answer("variety", variety_verdict(missing, repeated, len(calendar.horizon.days)), figures)


def _mission(calendar: CountedCalendar) -> Answer:
    platforms = missions.by_platform(calendar)
    least = min((platform.share for platform in platforms if platform.posts), default=1.0)
    part = calendar.share(sum(platform.served for platform in platforms))
    return Answer("mission", mission_verdict(least), {"part": whole(100 * part), "least": whole(100 * least)})


def _hours(calendar: CountedCalendar) -> Answer:
    rows = hours.by_week(calendar)
    asked = sum(calendar.hours.values() if not calendar.strategy.team else (row.asked for row in rows), Fraction(0))
    there = sum((row.available or 0 for row in rows), Fraction(0))
    beyond = (max(row.asked - row.available, Fraction(0)) for row in rows if row.available is not None)
    missing = sum(beyond, Fraction(0)) if calendar.strategy.team else asked
    figures = {"asked": whole(asked), "there": whole(there), "missing": whole(missing)}
    if calendar.strategy.team:
        return Answer("hours", part_verdict(missing, asked, HARDLY_SHORT), figures)
    return Answer("hours", "no" if asked > most_unassigned(calendar) else "nearly" if asked else "yes", figures)


def most_unassigned(calendar: CountedCalendar) -> int:
    """The hours of a calendar that somebody may find where nobody is named."""
    return HEAVY * len(hours.weeks(calendar))


def _subjects(calendar: CountedCalendar) -> Answer:
    posts = calendar.mix_posts
    to_find = sum(post.is_to_find for post in posts)
    figures = {"found": len(posts) - to_find, "of": len(posts), "missing": to_find}
    return Answer("subjects", part_verdict(to_find, len(posts), MANY_TO_FIND), figures)


def part_verdict(missing: Fraction | int, of: Fraction | int, most: Fraction) -> str:
    """How a whole stands of which a part is missing: yes up to a tenth of `most`, no beyond `most`."""
    if missing <= of * most / 10:
        return "yes"
    return "nearly" if missing <= of * most else "no"


def frequency_verdict(gaps: Iterable[tuple[Fraction, Fraction]]) -> str:
    """Whether the frequency is held, from (posts too many or missing, posts asked) of each platform."""
    pairs = [(abs(gap), asked) for gap, asked in gaps]
    if all(gap <= ONE_POST for gap, _ in pairs):
        return "yes"
    return "nearly" if all(gap <= asked / 10 + Fraction(1, 1000) for gap, asked in pairs) else "no"


def most_repeated(days: int) -> int:
    """The number of days of a calendar on which platforms may repeat one another before the answer is no."""
    return days // 20


def variety_verdict(missing: int, repeated: int, days: int) -> str:
    """Whether the subjects vary: no theme is missing, and platforms repeat one another on few days."""
    if missing or repeated > most_repeated(days):
        return "no"
    return "nearly" if repeated else "yes"


def mission_verdict(least: float) -> str:
    """Whether each platform serves its mission, from the part of the one that serves it least."""
    return "yes" if least >= SERVED else "nearly" if least >= HARDLY_SERVED else "no"


def whole(value: float | Fraction) -> int:
    """A number to the nearest whole one; a half goes up, as in a spreadsheet."""
    return floor(float(value) + 0.5 + 1e-9)
