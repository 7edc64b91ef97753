"""Posts that stand where nothing is planned: on a platform at rest, on a closed or quiet day, or published too soon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from calgen.book.problems import Place, Problem, Severity
from calgen.book.values import Labelled, Phrase, first_items
from calgen.calendar import CalendarTab
from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.model import Plan, Post
from calgen.plan.target.campaigns import set_days_of
from calgen.plan.target.theme_places import is_in_season
from calgen.strategy import Strategy

SHOWN = 4  # posts in a message
_CLOSED_BY = {"closed_day": "closed_days", "holiday": "public_holidays", "quiet": "treatment"}  # reason → its column


def posts_leave_platforms_at_rest(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """A platform that is paused, not begun or over has no post to come; what the user settled stays, and is told."""
    for platform in calendar.strategy.platforms:
        own = [post for post in _settled(plan, today) if post.platform == platform.platform]
        found = [post for post in own if not is_in_season(platform, post.day)]
        if found:
            code = "rest_paused" if platform.is_paused else "rest_dated"
            values: dict[str, object] = {"platform": platform.platform, "n": len(found)}
            values |= {"posts": first_items((_shown(post, post.day) for post in found), SHOWN)}
            values["why"] = Phrase(("phrases", code))
            place = platform.source.place("cadence" if platform.is_paused else "start" if platform.start else "end")
            yield Problem("posts_at_rest", place, Severity.NOTE, values)


def posts_leave_closed_days(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """No post to come that the user put there stands on a closed or quiet day, unless her strategy names the day."""
    found: dict[tuple[str, str], list[Post]] = {}
    for post in _settled(plan, today):
        reason = plan.horizon.closed_days.get(post.day) or plan.horizon.quiet_days.get((post.platform, post.day))
        if reason and reason.code in _CLOSED_BY and not _is_named(plan, calendar.strategy, post):
            found.setdefault((reason.code, str(reason.values.get("name", ""))), []).append(post)
    for (code, name), posts in sorted(found.items()):
        items = (_shown(post, post.day) for post in posts)
        values: dict[str, object] = {"n": len(posts), "posts": first_items(items, SHOWN)}
        values["why"] = Phrase(("phrases", f"on_{code}"), {"name": name})
        yield Problem("own_on_closed", _place_of(calendar.strategy, code, name), Severity.NOTE, values)


def posts_are_published_on_their_day(strategy: Strategy, calendar: CalendarTab, today: date) -> Iterable[Problem]:
    """No post is marked as published before its day."""
    dated = [(day, row) for row in calendar.rows if row.code("status") == "published" and (day := row.day())]
    ahead = sorted(((day, row) for day, row in dated if day > today), key=lambda pair: (pair[0], pair[1].number))
    if ahead:
        more = Phrase(("phrases", "and_rows"), {"n": len(ahead) - 1}) if len(ahead) > 1 else ""
        values = {"day": ahead[0][0], "today": today, "more": more}
        yield Problem("published_ahead", calendar.place(ahead[0][1], "status"), Severity.WARNING, values)


def _settled(plan: Plan, today: date) -> Iterator[Post]:
    """The posts to come that the user settled, without cancelled ones."""
    for post in plan.posts:
        if post.is_users and max(today, plan.horizon.first) <= post.day and post.status != "cancelled":
            yield post


def _shown(post: Post, day: date) -> Labelled:
    """A post in a message: its number and its day."""
    return Labelled(post.kept_id, day)


def _is_named(plan: Plan, strategy: Strategy, post: Post) -> bool:
    """Whether the strategy names the day of a post: that is told at its own row."""
    if post.key_date or post.has_named_day:
        return True
    titles = {plan.subjects[post.subject].piece, plan.subjects[post.subject].title} if post.subject >= 0 else set()
    pieces = (piece for piece in strategy.content if piece.title in titles)
    own = (row for row in strategy.campaigns if row.campaign == post.campaign)
    is_dated = any(row.publish == post.day for row in pieces)
    return is_dated or any(any(set_days_of(row, post.day, post.day)) for row in own)


def _place_of(strategy: Strategy, code: str, name: str) -> Place:
    """The cell that closes a day: that of the settings, or the treatment of a key date."""
    rows = (row for row in strategy.key_dates if code == "quiet" and row.name == name)
    source = next((row.source for row in rows), strategy.settings.source)
    return source.place(_CLOSED_BY[code])
