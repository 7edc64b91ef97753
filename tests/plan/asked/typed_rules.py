"""Rules that the user typed: days, hours, rest, season, spacing, maximum, days off. Each holds, or is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil

from asked_plan import AskedPlan
from row_facts import in_season, is_away, is_inside, minutes, monday_of

from calgen.plan.model import Post
from calgen.strategy.content import Piece
from calgen.strategy.networks import network

LIFE = 14  # days in which a subject is told, unless a rhythm says otherwise
REST = 90  # days, where the cooldown of an evergreen piece is blank
TIMES_A_WEEK = {"day": Fraction(5), "week": Fraction(1), "month": Fraction(12, 52), "quarter": Fraction(4, 52)}


def typed_days(made: AskedPlan) -> Iterator[str]:
    """“Days”: a free post stands on a weekday that the user typed for its platform.

    A post may leave them where typed days of its week are closed, one for each such day and post a day; and where the
    dates of its piece, or the set days of the week, leave it no typed day.
    """
    for name, row in made.platforms.items():
        if not row.days:
            continue
        strays = [post for post in made.slots_on(name) if made.is_free(post) and post.day.weekday() not in row.days]
        strays = [post for post in strays if not _has_no_typed_day(made, post)]
        for period, posts in _by_period(made, name, strays).items():
            typed = [day for day in period if day.weekday() in row.days]
            shut = [day for day in typed if made.is_shut(name, day) or made.is_nobody_there(name, day)]
            usual = _weekly(made, name, period[0]) / len(row.days)
            if len(posts) > len(shut) * (row.max_per_day or ceil(usual)):
                told = [f"{post.day:%a %d %b %Y}" for post in posts]
                if not made.is_told(name, posts[0].day):
                    yield f"{name}: {told}, typed {row.days}"


def _weekly(made: AskedPlan, platform: str, day: date) -> Fraction:
    """The posts of a week of a platform, with the extra ones of the campaigns that touch it."""
    row = made.platforms[platform]
    near = [day + timedelta(days=n) for n in range(7)]
    extra = {one.campaign: one.extra for other in near for one in made.running(platform, other)}
    return row.cadence.weekly(len(row.days)) + sum(extra.values(), Fraction(0))


def _has_no_typed_day(made: AskedPlan, post: Post) -> bool:
    piece = made.piece(post)
    if piece is None or not (piece.start or piece.end or piece.expires):
        return False
    ends = [day for day in (piece.end, piece.expires, made.last) if day]
    begin, end = max(made.first, made.today, piece.start or made.first), min(ends)
    days = [begin + timedelta(days=n) for n in range((end - begin).days + 1)]
    return not any(
        day.weekday() in made.platforms[post.platform].days and made.is_open(post.platform, day) for day in days
    )


def _by_period(made: AskedPlan, platform: str, posts: Sequence[Post]) -> dict[tuple[date, ...], list[Post]]:
    """Posts by the days of their week, or of their month where the cadence counts months."""
    months = made.platforms[platform].cadence.per == "month"
    found: dict[tuple[date, ...], list[Post]] = {}
    for post in posts:
        if months:
            first = post.day.replace(day=1)
            period = tuple(first + timedelta(days=n) for n in range(31))
            period = tuple(day for day in period if day.month == first.month)
        else:
            period = tuple(monday_of(post.day) + timedelta(days=n) for n in range(7))
        found.setdefault(period, []).append(post)
    return found


def typed_hours(made: AskedPlan) -> Iterator[str]:
    """“Hours”: a post that is not kept goes out at an hour that the user typed, while these have room."""
    for name, row in made.platforms.items():
        if not row.hours:
            continue
        by_day: dict[date, list[Post]] = {}
        for post in made.slots_on(name):
            by_day.setdefault(post.day, []).append(post)
        room = {minute for span in row.hours for minute in range(minutes(span.first), minutes(span.last) + 1, 5)}
        for day, posts in by_day.items():
            strays = [post for post in posts if not post.kept_id and not is_inside(post.time, row.hours)]
            if strays and len(posts) <= len(room):
                yield f"{name} {day}: {strays[0].time:%H:%M}, typed {[(h.first, h.last) for h in row.hours]}"


def evergreen_rest(made: AskedPlan) -> Iterator[str]:
    """“The rest of an evergreen piece holds wherever its outing comes from”: key date, launch, earlier or later run.

    An outing is told within its life, each platform once for each day of its rhythm; the next one begins a rest later.
    A rest between two days that the user fixed is not counted. Told where a finding names the piece.
    """
    for piece in made.strategy.content:
        posts = [post for post in made.posts if made.subject(post).piece == piece.title]
        if piece.evergreen and posts and not _has_rests(made, piece, posts) and not made.is_told(piece.title):
            days = ", ".join(f"{post.day} {post.platform}" for post in posts)
            yield f"{piece.title}: {days}; rest {piece.cooldown}, repeats {piece.max_repeats}"


def _has_rests(made: AskedPlan, piece: Piece, posts: Sequence[Post]) -> bool:
    """Whether the posts of a piece fall into outings, each a rest after the one before, no more than it may have."""
    rest = REST if piece.cooldown is None else piece.cooldown
    fewest = {0: 0}  # posts so far → the fewest outings that they fall into
    for end in range(1, len(posts) + 1):
        ways = [
            fewest[begin] + 1
            for begin in fewest
            if _is_outing(made, posts[begin:end])
            and (begin == 0 or _is_rested(made, posts[begin - 1], posts[begin], rest))
        ]
        if ways:
            fewest[end] = min(ways)
    most = None if piece.max_repeats is None else piece.max_repeats + 1
    return len(posts) in fewest and (most is None or fewest[len(posts)] <= most)


def _is_rested(made: AskedPlan, before: Post, after: Post, rest: int) -> bool:
    fixed = not _is_chosen(made, before) and not _is_chosen(made, after)
    return fixed or (after.day - before.day).days >= max(1, rest)


def _is_chosen(made: AskedPlan, post: Post) -> bool:
    """Whether the planner chose to tell a piece there: on a hook or a set day too, if no fixed day of the piece."""
    piece = made.piece(post)
    return not post.kept_id and not (piece and piece.publish == post.day)


def _is_outing(made: AskedPlan, posts: Sequence[Post]) -> bool:
    """Whether posts can be one outing: within the life of a subject, none of its platforms more often than asked."""
    life = max([LIFE, *(max(_rhythm(made, name)) for name in made.platforms)])
    counts = Counter(post.platform for post in posts)
    short = (posts[-1].day - posts[0].day).days <= life
    return short and all(count <= len(_rhythm(made, name)) for name, count in counts.items())


def _rhythm(made: AskedPlan, platform: str) -> tuple[int, ...]:
    return made.platforms[platform].rhythm or network(platform).rhythm


def season(made: AskedPlan) -> Iterator[str]:
    """“Season”, and “Pieces in windows keep their theme's season, or it is told”: free posts stand in it."""
    for post in made.posts:
        theme = made.themes[post.theme]
        if not made.is_free(post) or in_season(theme, post.day):
            continue
        piece = made.piece(post)
        if piece is None or not made.is_told(piece.title):
            yield f"{post.platform} {post.day}: {post.theme} ({theme.start}–{theme.end}), piece {piece and piece.title}"


def spacing(made: AskedPlan) -> Iterator[str]:
    """“Spacing”: so many days at least lie between two posts of a theme on a platform, if one of them is free."""
    for name, posts in made.by_platform.items():
        for theme in made.strategy.themes:
            own = [post for post in posts if post.theme == theme.theme]
            for before, after in pairwise(own):
                days = (after.day - before.day).days
                if days < max(1, theme.spacing) and (made.is_free(before) or made.is_free(after)):
                    yield f"{name}: {theme.theme} on {before.day} and {after.day}, spacing {theme.spacing}"


def maximum(made: AskedPlan) -> Iterator[str]:
    """“Maximum”: a day has no more posts of a platform than the typed maximum, those of named days aside."""
    for name, row in made.platforms.items():
        if row.max_per_day is None:
            continue
        settled = Counter(post.day for post in made.slots_on(name) if not made.is_free(post))
        for day, count in Counter(post.day for post in made.slots_on(name)).items():
            if count > max(row.max_per_day, settled[day]):
                yield f"{name} {day}: {count} posts, at most {row.max_per_day}"


def days_off(made: AskedPlan) -> Iterator[str]:
    """“Nobody publishes on a day off: another hand, another day, or told”."""
    for post in made.posts:
        person = made.people.get(post.owner)
        if person and post.day >= made.today and is_away(person, post.day) and not _absence_told(made, post):
            yield f"{post.platform} {post.day}: {post.owner} is away"


def _absence_told(made: AskedPlan, post: Post) -> bool:
    """Whether a finding other than that of hours names the person (and says it of days)."""
    codes = {problem.code for problem in made.problems} - {"hours_short", "nobody_makes"}
    return made.is_told(post.owner, codes=codes or {"-"})


def working_hours(made: AskedPlan) -> Iterator[str]:
    """“Nobody works on a day off, or told”: the work of a week fits the hours of its days, or the person is named."""
    work: dict[tuple[str, date], dict[tuple[int, str], Fraction]] = {}
    for post in made.posts:
        if post.work_week and post.owner in made.people and post.work_week >= monday_of(made.today):
            jobs = work.setdefault((post.owner, post.work_week), {})
            jobs[post.subject, post.format] = hours_of(made, made.piece(post), post.format)
    for (name, week), jobs in work.items():
        booked, there = sum(jobs.values(), Fraction(0)), available(made, name, week)
        if booked > there and not made.is_told(name, codes=("hours_short",)):
            yield f"{name}, week of {week}: {float(booked)} hours of {float(there)}"


def hours_of(made: AskedPlan, piece: Piece | None, form: str) -> Fraction:
    """The hours to make a format once; a piece may have its own."""
    if piece and piece.effort is not None and piece.format in ("", form):
        return piece.effort
    return made.efforts.get(form, Fraction(1))


def available(made: AskedPlan, name: str, week: date) -> Fraction:
    """A person's hours in a week: a fifth less for each of five days off, then less their routines."""
    person = made.people[name]
    there = sum(not is_away(person, week + timedelta(days=n)) for n in range(5))
    own = [row for row in made.strategy.routines if row.owner == name and row.minutes]
    taken = sum(((row.minutes or Fraction(0)) / 60 * TIMES_A_WEEK[row.every] for row in own), Fraction(0))
    return max(Fraction(0), person.weekly_hours * there / 5 - taken)
