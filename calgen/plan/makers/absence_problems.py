"""The pass that tells which posts go out on a day off of their owner, and on which days nobody can publish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from calgen.book.problems import Problem, Severity
from calgen.book.values import Phrase, Span
from calgen.plan.days.usual_weekdays import usual_weekdays
from calgen.plan.draft import PlanDraft
from calgen.plan.slots.absences import is_away, publishers

NOTHING_THEN = Phrase(("phrases", "nothing_then"))
_DAY = timedelta(days=1)


def tell_absences(draft: PlanDraft) -> PlanDraft:
    """The draft with a problem for each person who publishes on days off, and for days without anybody."""
    return replace(draft, problems=(*draft.problems, *_posts_on_days_off(draft), *_days_without_anybody(draft)))


def _posts_on_days_off(draft: PlanDraft) -> Iterator[Problem]:
    """A problem for each person with posts to come on days off: nobody else could be found for them."""
    posts = [post for post in draft.posts if post.day >= draft.today and post.status != "cancelled"]
    for person in draft.strategy.team:
        days = [post.day for post in posts if post.owner == person.person and is_away(person, post.day)]
        if days:
            values = {"person": person.person, "n": len(days), "days": spans_of_days(days)}
            yield Problem("owner_away", person.source.place("days_off"), Severity.WARNING, values)


def _days_without_anybody(draft: PlanDraft) -> Iterator[Problem]:
    """A problem for the usual days of platforms on which nobody can publish; platforms with the same days share one."""
    platforms: dict[tuple[date, ...], list[str]] = {}
    for platform in draft.strategy.platforms:
        usual, horizon = usual_weekdays(draft.strategy, platform), draft.horizon
        absent = [day for name, day in horizon.absent_days if name == platform.platform and day >= draft.today]
        lost = tuple(day for day in absent if day.weekday() in usual and day not in horizon.closed_days)
        if lost:
            platforms.setdefault(lost, []).append(platform.platform)
    for days, names in platforms.items():
        platform = next(platform for platform in draft.strategy.platforms if platform.platform == names[0])
        place = publishers(draft.strategy, platform)[0].source.place("days_off")
        rows = (platform for platform in draft.strategy.platforms if platform.platform in names)
        away = (person.person for row in rows for person in publishers(draft.strategy, row))
        values = {"platforms": tuple(names), "n": len(days), "days": spans_of_days(days)}
        values["people"] = tuple(dict.fromkeys(away))
        posts = [post.day for post in draft.posts if post.platform in names and post.status != "cancelled"]
        own = spans_of_days(day for day in posts if day in days)
        values["planned"] = Phrase(("phrases", "own_posts_then"), {"own": own}) if own else NOTHING_THEN
        yield Problem("nobody_there", place, Severity.WARNING, values)


def spans_of_days(days: Iterable[date]) -> tuple[Span, ...]:
    """Some days as spans of days that follow each other, in order."""
    found: list[Span] = []
    for day in sorted(set(days)):
        if found and found[-1].last + _DAY == day:
            found[-1] = Span(found[-1].first, day)
        else:
            found.append(Span(day, day))
    return tuple(found)
