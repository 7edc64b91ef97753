"""Who publishes: the owner typed on a platform makes its posts; where that person cannot, what stands in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from calgen.book.problems import Problem, Severity
from calgen.book.values import Phrase, first_items
from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.makers.person_hours import available_hours
from calgen.plan.model import Plan, Post
from calgen.plan.slots.absences import is_away
from calgen.plan.target.theme_formats import common_formats
from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform
from calgen.strategy.team import Person

SHOWN_FORMATS = 4


def owners_make_the_posts_of_their_platforms(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """The person typed on a platform makes its posts to come; else it is told why, though nobody makes any there."""
    strategy = calendar.strategy
    people = {person.person: person for person in strategy.team}
    planned = {period.platform for period in plan.periods if period.last >= today}
    for platform in strategy.platforms:
        owner = people.get(platform.owner)
        if owner and platform.platform in planned:
            posts = [post for post in _to_come(plan, today) if post.platform == platform.platform]
            yield from _problem(strategy, platform, owner, plan, posts)


def _to_come(plan: Plan, today: date) -> Iterator[Post]:
    """The posts of the period from today on that are not cancelled."""
    for post in plan.posts:
        if max(today, plan.horizon.first) <= post.day <= plan.horizon.last and post.status != "cancelled":
            yield post


def _is_open_to_all(plan: Plan, strategy: Strategy, post: Post) -> bool:
    """Whether the user has chosen the maker of a post neither in the calendar nor as the author of its piece."""
    if post.is_open or post.is_users:
        return False
    authors = {piece.title for piece in strategy.content if piece.author}
    return plan.subjects[post.subject].piece not in authors


def _problem(strategy: Strategy, platform: Platform, owner: Person, plan: Plan, posts: list[Post]) -> Iterator[Problem]:
    """The problem of an owner who makes nothing there at all, or not all of the posts."""
    of_others = [post for post in posts if post.owner and post.owner != owner.person]
    others = [post for post in of_others if _is_open_to_all(plan, strategy, post)]
    always = _always_in_the_way(strategy, platform, owner)
    if not others and (not always or any(_is_open_to_all(plan, strategy, post) for post in posts)):
        return
    cause, values = always or _most_often_in_the_way(platform, owner, plan, others)
    told = {
        "platform": platform.platform,
        "owner": owner.person,
        "share": _share(of_others, others, posts),
        "cause": Phrase(("phrases", "owner_" + cause), values),
        "remedy": Phrase(("phrases", "owner_cure_" + cause), values),
    }
    severity = Severity.WARNING if always else Severity.NOTE
    yield Problem("owner_replaced", platform.source.place("owner"), severity, told)


def _share(of_others: list[Post], others: list[Post], posts: list[Post]) -> Phrase:
    """How many of the posts to come go to others than the owner, and how many of these by the user's choice."""
    if not others:
        return Phrase(("phrases", "owner_nothing"))
    chosen = len(of_others) - len(others)
    own = Phrase(("phrases", "owner_chosen"), {"n": chosen}) if chosen else ""
    return Phrase(("phrases", "owner_some"), {"n": len(of_others), "of": len(posts), "own": own})


_Cause = tuple[str, dict[str, object]]  # the end of the keys of its phrases, and their values


def _always_in_the_way(strategy: Strategy, platform: Platform, owner: Person) -> _Cause | None:
    """What keeps an owner from every post of a platform, whatever the plan."""
    values: dict[str, object] = {"owner": owner.person, "platform": platform.platform}
    formats = {name for theme in strategy.themes for name in common_formats(strategy, theme, platform)}
    if owner.platforms and platform.platform not in owner.platforms:
        return "platforms", values | {"own": first_items(owner.platforms, SHOWN_FORMATS)}
    if owner.formats and formats and not formats.intersection(owner.formats):
        own, there = first_items(owner.formats, SHOWN_FORMATS), first_items(sorted(formats), SHOWN_FORMATS)
        return "formats", values | {"own": own, "there": there}
    if not owner.weekly_hours:
        return "no_hours", values
    if not available_hours(strategy, replace(owner, days_off=()), date.min):
        return "routines", values | {"hours": owner.weekly_hours}
    return None


def _most_often_in_the_way(platform: Platform, owner: Person, plan: Plan, posts: list[Post]) -> _Cause:
    """What keeps an owner from most of some posts."""
    causes = Counter(_in_the_way(platform, owner, plan, post) for post in posts)
    values: dict[str, object] = {"owner": owner.person, "platform": platform.platform}
    cause = max(causes, key=lambda name: causes[name])
    formats = sorted({post.format for post in posts if owner.formats and post.format not in owner.formats})
    return cause, values | {"own": first_items(owner.formats, SHOWN_FORMATS), "there": tuple(formats)}


def _in_the_way(platform: Platform, owner: Person, plan: Plan, post: Post) -> str:
    """What keeps an owner from a post: its format, days off, another platform that shares the work, else hours."""
    if owner.formats and post.format not in owner.formats:
        return "some_formats"
    if is_away(owner, post.day):
        return "away"
    shared = (other for other in plan.posts if other.subject == post.subject and other.platform != platform.platform)
    if any((other.format, other.owner) == (post.format, post.owner) for other in shared):
        return "shared"
    return "hours"
