"""Capacity: who makes what within which hours, counted again from the calendars alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from counted_plan import CountedPlan

from calgen.plan.model import Post
from calgen.strategy.team import Person

WEEK = timedelta(days=7)
A_WEEK = {"day": Fraction(5), "week": Fraction(1), "month": Fraction(12, 52), "quarter": Fraction(4, 52)}


@dataclass(frozen=True)
class Job:
    """One format of one subject, made once, in the week of its first post or the one before."""

    hours: Fraction
    monday: date
    settled: bool
    posts: tuple[Post, ...]
    by_word: bool  # the user said who makes it, able or not


def jobs(made: CountedPlan) -> dict[str, list[Job]]:
    """What each person has to make."""
    of: dict[tuple[str, int, str], list[Post]] = defaultdict(list)
    for post in made.posts:
        of[post.owner, post.subject, post.format].append(post)
    found: dict[str, list[Job]] = defaultdict(list)
    for (owner, _, format_), posts in of.items():
        monday = posts[0].day - timedelta(days=posts[0].day.weekday())
        settled = any(made.by_user(post) for post in posts)
        by_word = any(made.word(post, "owner") for post in posts)
        found[owner].append(Job(_hours(made, posts[0], format_), monday, settled, tuple(posts), by_word))
    return found


def _hours(made: CountedPlan, post: Post, format_: str) -> Fraction:
    piece = next((one for one in made.strategy.content if one.title == made.subject(post).piece), None)
    if piece and piece.effort is not None and piece.format in ("", format_):
        return piece.effort
    return next((row.effort for row in made.strategy.formats if row.format == format_), Fraction(1))


def hours_of(made: CountedPlan, person: Person, monday: date) -> Fraction:
    """A person's week: days off of five taken away, then routines."""
    week = [monday + timedelta(days=n) for n in range(5)]
    there = [day for day in week if not any(first <= day <= last for first, last in person.days_off)]
    own = [one for one in made.strategy.routines if one.owner == person.person and one.minutes]
    taken = sum(((one.minutes or Fraction(0)) / 60 * A_WEEK[one.every] for one in own), Fraction(0))
    return max(Fraction(0), person.weekly_hours * Fraction(len(there), 5) - taken)


def least_over(made: CountedPlan, person: Person, own: Sequence[Job]) -> Fraction:
    """The fewest hours beyond a person's weeks, could every job be cut at will: earliest week first is the best way."""
    left: dict[date, Fraction] = {}
    this = made.today - timedelta(days=made.today.weekday())
    over = Fraction(0)
    for job in sorted(own, key=lambda job: job.monday):
        hours = job.hours
        for monday in (job.monday - WEEK, job.monday):
            if monday < this and monday != job.monday:
                continue
            room = left.setdefault(monday, hours_of(made, person, monday))
            taken = min(room, hours)
            left[monday] -= taken
            hours -= taken
        if job.monday >= this:
            over += hours
    return over


def hours_told(made: CountedPlan) -> Iterator[str]:
    """Hours beyond a person's weeks are told: no fewer than must be, nor more than whole jobs explain."""
    if made.strategy.settings.over_capacity == "warn" and any(one.code == "thinned" for one in made.problems):
        yield "posts are left out under warn"
    found = jobs(made)
    for person in made.strategy.team:
        own = [job for job in found.get(person.person, []) if _can(person, job)]
        lines = [p for p in made.problems if p.code == "hours_short" and p.values["person"] == person.person]
        told = sum((Fraction(str(line.values["hours"])) for line in lines), Fraction(0))
        weeks = sum(int(str(line.values["n"])) for line in lines)
        least = least_over(made, person, own)
        most = least + 2 * weeks * max((job.hours for job in own), default=Fraction(0))
        if not least <= told <= most:
            yield f"{person.person}: {told} hours told over {weeks} weeks, at least {least}, at most {most}"


def thin_fits(made: CountedPlan) -> Iterator[str]:
    """Under `thin` what the user did not settle fits into everybody's weeks."""
    if made.strategy.settings.over_capacity != "thin":
        return
    for name, own in jobs(made).items():
        person = next((one for one in made.strategy.team if one.person == name), None)
        if person is None:
            continue
        over = least_over(made, person, [job for job in own if not job.settled])
        able = all(_can(person, job) for job in own)
        if over and able:
            yield f"{name}: {over} hours over"


def _can(person: Person, job: Job) -> bool:
    if job.by_word:
        return True
    formats = {post.format for post in job.posts}
    platforms = {post.platform for post in job.posts}
    fits = not person.formats or formats <= set(person.formats)
    return fits and (not person.platforms or bool(platforms & set(person.platforms)))


def owners_can(made: CountedPlan) -> Iterator[str]:
    """Everybody makes formats that they make, for a platform of theirs; what nobody can make is told."""
    people = {one.person: one for one in made.strategy.team}
    untold = {str(one.values["format"]) for one in made.problems if one.code == "nobody_makes"}
    for owner, own in jobs(made).items():
        for job in own if people else ():
            ok = job.by_word or (owner in people and _can(people[owner], job))
            if not ok and job.posts[0].format not in untold:
                yield f"{owner or 'nobody'}: {job.posts[0].format} for {sorted({p.platform for p in job.posts})}"


def subjects_say_first_post(made: CountedPlan) -> Iterator[str]:
    """The row of a subject has the format, owner and objective of its first post, though others were left out."""
    for subject in made.plan.subjects:
        first = next(post for post in made.plan.posts if post.subject == subject.number)
        for name in ("format", "owner", "objective"):
            if getattr(subject, name) != getattr(first, name):
                yield f"{subject.number}: {name} {getattr(subject, name)}, its first post {getattr(first, name)}"
        if not {subject.first, subject.last} <= {p.day for p in made.plan.posts if p.subject == subject.number}:
            yield f"{subject.number}: from {subject.first} to {subject.last}"
