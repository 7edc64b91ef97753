"""Days, times and frequency, counted again from the posts and the strategy."""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, time
from fractions import Fraction
from math import ceil

from counted_plan import CountedPlan, inside, minutes, span

from calgen.book.values import Hours
from calgen.plan.model import Post
from calgen.plan.reason import Reason
from calgen.strategy.campaigns import Campaign
from calgen.strategy.networks import network
from calgen.strategy.platforms import Platform

COUNTED = ("frequency_short", "frequency_over", "no_theme_left", "thinned")  # what tells posts missing, or too many


# ---- days ------------------------------------------------------------------------------------------------------------


def days_avoided(made: CountedPlan) -> Iterator[str]:
    """No post on a closed day, off its platform's dates or before today, unless the user names that day."""
    for post in made.posts:
        if (post.platform, post.day) in made.quiet and not post.kept_id:
            yield f"{post.platform} {post.day}: a quiet day"
        elif made.is_barred(post.platform, post.day, post.category) and not post.kept_id:
            yield f"{post.platform} {post.day}: {post.category} on a day of {made.only[post.platform, post.day]} alone"
        if made.by_user(post):
            continue
        first, last = made.active(post.platform)
        if not inside(post.day, max(first, made.today), last):
            yield f"{post.platform} {post.day}: out of its dates"
        if made.shut(post.platform, post.day):
            yield f"{post.platform} {post.day}: a closed day"


def own_weekdays(made: CountedPlan) -> Iterator[str]:
    """A platform keeps to its weekdays; where a closed day, or people, force a move, the reason says from which day."""
    for post in made.posts:
        row = made.platforms[post.platform]
        moved = [reason for reason in post.reasons if reason.code == "moved"]
        moves = {date.fromisoformat(str(reason.values["from_day"])): reason.values["cause"] for reason in moved}
        for day, cause in moves.items():
            is_for_people = isinstance(cause, Reason) and cause.code in ("no_hours", "nobody_there")
            is_shut = made.shut(post.platform, day) or is_for_people
            if not is_shut or (row.days and day.weekday() not in row.days):
                yield f"{post.platform} {post.day}: said to be moved from {day}"
        if row.days and post.day.weekday() not in row.days and not moves and not made.by_user(post):
            yield f"{post.platform} {post.day}: not one of its weekdays, and not moved"


def per_day(made: CountedPlan) -> Iterator[str]:
    """No day carries more than was typed, nor (where nothing was) more than the cadence needs, pins excepted.

    Where nothing was typed, a day may carry twice as many, if a closed day of its week or month takes its posts there.
    """
    for name, row in made.platforms.items():
        closed = set(made.strategy.settings.closed_days)
        days = len(row.days) or min(5, 7 - len(closed))
        least = row.cadence.count if row.cadence.per == "day" else row.cadence.weekly() / max(1, days)
        usual = max(1, ceil(least))
        settled = Counter(post.day for post in made.of(name) if made.by_user(post))
        for day, count in Counter(post.day for post in made.of(name)).items():
            most = row.max_per_day or max(usual, _with_extra(made, row, day))
            there = [post for post in made.of(name) if post.day == day]
            if row.max_per_day is None and any(reason.code == "moved" for post in there for reason in post.reasons):
                most *= 2
            if count > max(most, settled[day]):
                yield f"{name} {day}: {count} posts, at most {most}"


def _with_extra(made: CountedPlan, row: Platform, day: date) -> int:
    """What a day may carry where campaigns add posts to its period."""
    more = sum((one.extra for one in made.strategy.campaigns if takes_part(one, row.platform)), Fraction(0))
    closed = set(made.strategy.settings.closed_days)
    weekly = row.cadence.weekly(len(row.days) or 7)
    by_audience = any(one.days for one in made.strategy.audiences)
    days = len(row.days) or min(ceil(weekly) if by_audience else 5, 5, 7 - len(closed))
    return ceil((weekly + more) / max(1, days)) if more else 0


def takes_part(one: Campaign, platform: str) -> bool:
    return not one.platforms or platform in one.platforms


# ---- hours -----------------------------------------------------------------------------------------------------------


def typed_hours(made: CountedPlan) -> Iterator[str]:
    """Exact hours as typed, stretches contain the minute, and one platform never posts twice at one minute."""
    for name, row in made.platforms.items():
        by_day: dict[date, list[time]] = defaultdict(list)
        for post in made.of(name):
            by_day[post.day].append(post.time)
        kept = {post.day for post in made.posts if post.kept_id}
        for day, times in by_day.items():
            if day in kept:
                continue
            if len(set(times)) < len(times):
                yield f"{name} {day}: two posts at one minute, {times}"
            if row.hours:
                yield from _typed(f"{name} {day}", row.hours, times)


def _typed(where: str, hours: Sequence[Hours], times: Sequence[time]) -> Iterator[str]:
    exact = {one.first for one in hours if one.exact}
    wide = [one for one in hours if not one.exact]
    strays = [at for at in times if at not in exact and not any(inside_hours(at, one) for one in wide)]
    if len(times) <= len(hours) and strays:
        yield f"{where}: {strays[0]} is not one of {hours}"
    if len(times) > len(hours) and not exact <= set(times):
        yield f"{where}: a typed hour is not used"
    room = len(exact | {step for one in wide for step in steps(one)})
    if wide and strays and room >= len(times):
        yield f"{where}: {strays[0]} lies outside its stretches, which have room"


def steps(hours: Hours) -> list[time]:
    return [time(*divmod(at, 60)) for at in range(minutes(hours.first), minutes(hours.last) + 1, 5)]


def inside_hours(at: time, hours: Hours) -> bool:
    return hours.first <= at <= hours.last


def stretches(made: CountedPlan, platform: str) -> tuple[Hours, ...]:
    """The hours inside which a platform's posts may move: as typed, else of its audiences, else of the network."""
    row = made.platforms[platform]
    if row.hours:
        return tuple(one for one in row.hours if not one.exact)
    there = [one for one in made.strategy.audiences if not one.platforms or platform in one.platforms]
    if any(one.hours for one in there):
        return ()  # which of them it follows is the planner's choice
    return tuple(Hours(time(*divmod(a, 60)), time(*divmod(b, 60))) for a, b in network(platform).hours)


def minutes_apart(made: CountedPlan) -> Iterator[str]:
    """No two platforms at the same minute where a stretch of one of them gives room."""
    at: dict[tuple[date, time], list[Post]] = defaultdict(list)
    for post in made.posts:
        at[post.day, post.time].append(post)
    for (day, hour), posts in at.items():
        for post in posts if len(posts) > 1 else ():
            exact = any(one.exact and one.first == hour for one in made.platforms[post.platform].hours)
            ways = [one for one in stretches(made, post.platform) if inside_hours(hour, one)]
            free = any((day, step) not in at for one in ways for step in steps(one))
            if free and not exact and not post.kept_id:
                yield f"{day} {hour}: {[one.platform for one in posts]}, and {post.platform} has room"


# ---- frequency -------------------------------------------------------------------------------------------------------


def periods(made: CountedPlan, platform: str) -> list[tuple[date, date, Fraction]]:
    """The weeks or months of a platform from today on, with what its cadence asks of each."""
    row = made.platforms[platform]
    days = span(*made.active(platform))
    month = row.cadence.per == "month"
    found: dict[tuple[int, int], list[date]] = defaultdict(list)
    for day in days:
        found[(day.year, day.month) if month else day.isocalendar()[:2]].append(day)
    asked = []
    for own in found.values():
        whole = calendar.monthrange(own[0].year, own[0].month)[1] if month else 7
        part = row.cadence.count * Fraction(len(own), whole) + _extra(made, platform, own)
        if own[0] >= made.today or made.today <= days[0]:
            asked.append((own[0], own[-1], part))
    return asked


def _extra(made: CountedPlan, platform: str, days: Sequence[date]) -> Fraction:
    """The posts that campaigns add: so many a week, part weeks in proportion."""
    return sum(
        (
            one.extra * sum(inside(day, one.start, one.end) for day in days) / 7
            for one in made.strategy.campaigns
            if takes_part(one, platform)
        ),
        Fraction(0),
    )


def frequency(made: CountedPlan) -> Iterator[str]:
    """On every stretch of weeks (or months) the posts are within one of what is asked, or as many are told.

    A post that moved to another week for want of hours is told as such by its reason.
    """
    for name, row in made.platforms.items():
        told = _told(made, name) + _moved_to_another_week(made, name)
        if row.cadence.per == "day":
            yield from _daily(made, row, told)
            continue
        stretch = periods(made, name)
        gaps = [sum(inside(post.day, a, b) for post in made.of(name)) - part for a, b, part in stretch]
        low = high = total = Fraction(0)
        for (first, last, _), gap in zip(stretch, gaps, strict=True):
            total += gap
            if max(total - low, high - total) > 1 + told:
                yield f"{name}: {total - low} or {total - high} posts off up to {first}-{last}, {told} told"
                return
            low, high = min(low, total), max(high, total)


def _moved_to_another_week(made: CountedPlan, platform: str) -> int:
    """How many posts say that they left their week because nobody had the hours, or was there."""
    moved = [(post, reason.values) for post in made.of(platform) for reason in post.reasons if reason.code == "moved"]
    weeks = [(post.day, date.fromisoformat(str(values["from_day"])), values["cause"]) for post, values in moved]
    return sum(
        day.isocalendar()[:2] != former.isocalendar()[:2]
        for day, former, cause in weeks
        if isinstance(cause, Reason) and cause.code in ("no_hours", "nobody_there")
    )


def _told(made: CountedPlan, platform: str, codes: Sequence[str] = COUNTED) -> int:
    lines = [one for one in made.problems if one.code in codes and one.values["platform"] == platform]
    return sum(int(str(one.values["n"])) for one in lines)


def _daily(made: CountedPlan, row: Platform, told: int) -> Iterator[str]:
    """`1 par jour` is one on each allowed open day (all open days, or those typed)."""
    if any(one.days for one in made.strategy.audiences) and not row.days:
        return
    first, last = made.active(row.platform)
    if row.cadence.count == 1:
        open_ = [day for day in span(max(first, made.today), last) if not made.shut(row.platform, day)]
        days = [day for day in open_ if day.weekday() in (row.days or range(7))]
        have = {post.day for post in made.of(row.platform)}
        if len([day for day in days if day not in have]) > told:
            yield f"{row.platform}: no post on {[day for day in days if day not in have][:3]}, {told} told"


def told_missing_is_missing(made: CountedPlan) -> Iterator[str]:
    """What is told as missing really is: the posts and those told missing make what was asked, within one."""
    for name, row in made.platforms.items():
        if row.cadence.per == "day" or made.today > made.first:
            continue
        asked = sum((part for _, _, part in periods(made, name)), Fraction(0))
        got = len([post for post in made.of(name) if inside(post.day, *made.active(name))])
        over = _told(made, name, ("frequency_over",))
        short = _told(made, name) - over
        if abs(got + short - over - asked) > 1:
            yield f"{name}: {got} posts, {short} missing and {over} too many told, {asked} asked"
