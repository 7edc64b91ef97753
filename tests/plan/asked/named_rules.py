"""What the user names for certain days and pieces: hooks, quiet days, a piece's own format and author."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import floor

from asked_plan import AskedPlan
from formats_asked import piece_formats
from row_facts import days_between, in_season

from calgen.book.values import Span
from calgen.plan.model import Period, Post
from calgen.strategy.key_dates import KeyDate


def hooks_posted(made: AskedPlan) -> Iterator[str]:
    """“Hook”: each day that asks for a post, and each range, has exactly one on each of its platforms, or it is told.

    Its platforms: those that the key date names, or all, where its theme may be posted and the platform is active. A
    range has its post on one of its days; days ahead count from its first day. On a quiet day it is told.
    """
    for row in made.strategy.key_dates:
        if row.treatment != "hook":
            continue
        for days in _asked_days(made, row):
            for name in row.platforms or made.platforms:
                open_ = [day for day in days if day >= made.today and made.is_active(name, day)]
                posts = [post for post in made.by_platform[name] if post.key_date == row.name and post.day in days]
                if row.theme and not made.may_carry(name, made.themes[row.theme]):
                    continue
                wrong = (len(posts) != 1 and open_) or any(post.day not in open_ for post in posts)
                if wrong and not made.is_told(row.name, codes=("hook_quiet", "hook_no_home", "hook_no_theme_left")):
                    yield f"{name}: {row.name} has {len(posts)} posts from {days[0]} to {days[-1]}"


def _asked_days(made: AskedPlan, row: KeyDate) -> list[tuple[date, ...]]:
    """The days of the plan on one of which a hook asks for its post, for each time that the key date comes."""
    ahead = timedelta(days=row.ahead)
    if isinstance(row.date, Span):
        last = row.date.first if row.ahead else row.date.last
        spans = [days_between(row.date.first - ahead, last - ahead)]
    else:
        days = made.occasions(row, made.first + ahead, made.last + ahead)
        spans = [(day - ahead,) for day in days]
    inside = [tuple(day for day in span if made.first <= day <= made.last) for span in spans]
    return [span for span in inside if span]


def quiet_days(made: AskedPlan) -> Iterator[str]:
    """“Quiet” holds on every day of a range: no new post and no open slot, whatever asks for one; quiet days that admit
    a category have posts of that category alone.
    """
    for post in made.slots:
        if not post.kept_id and made.is_silent(post.platform, post.day, post.category):
            yield f"{post.platform} {post.day}: {post.theme or 'an open slot'} on a quiet day"


def quiet_but_posted(made: AskedPlan) -> Iterator[str]:
    """“`quiet except CATEGORY`” takes no posts away: a whole week of such days has its posts, but for one, or is told.

    On each usual day of the week a theme of the admitted category is in season and may be posted; where these themes
    have a spacing, or the maximum of a day is typed, the week is not counted, since neither says what is left.
    """
    for period in quiet_weeks(made):
        name, days = period.platform, days_between(period.first, period.last)
        told = sum(made.count_told(code, name) for code in ("frequency_short", "no_theme_left", "thinned"))
        posts = sum(post.day in days for post in made.slots_on(name))
        if posts < floor(period.asked) - 1 and not told:
            yield f"{name} {period.first}: {posts} posts of {float(period.asked):.1f}"


def quiet_weeks(made: AskedPlan) -> Iterator[Period]:
    """The weeks to come of platforms on each day of which a theme of an admitted category may be posted."""
    for period in made.plan.periods:
        name, days = period.platform, days_between(period.first, period.last)
        is_whole = period.first >= made.today and len(days) == 7 and made.platforms[name].max_per_day is None
        if is_whole and all(_admits_theme(made, name, day) for day in days):
            yield period


def _admits_theme(made: AskedPlan, platform: str, day: date) -> bool:
    """Whether a day is quiet but for a category, a theme of which without a spacing may be posted."""
    admitted = made.quiet.get((platform, day), frozenset())
    own = [theme for theme in made.strategy.themes if theme.category in admitted and not theme.spacing]
    able = any(theme.weight > 0 and in_season(theme, day) and made.may_carry(platform, theme) for theme in own)
    return able and day not in made.closed and not made.is_nobody_there(platform, day)


def own_format(made: AskedPlan) -> Iterator[str]:
    """A piece's own format is obeyed on each platform, or the piece is told: one of the cells rules it out there."""
    for post in made.posts:
        piece = made.piece(post)
        if piece and piece.format and not post.kept_id and post.format != piece.format:
            yield f"{post.platform} {post.day}: {piece.title} is a {post.format}, not a {piece.format}"
    for piece in made.strategy.content if made.strategy.formats else ():
        able = [name for name, row in made.platforms.items() if piece.format in piece_formats(made.strategy, row)]
        lacking = [name for name in piece.platforms if name not in able]
        if piece.format and (lacking or not able) and not made.is_told(piece.title, piece.format, *lacking):
            yield f"{piece.title}: {piece.format} on {lacking or 'no platform'} is not told"


def own_author(made: AskedPlan) -> Iterator[str]:
    """A piece is made by its author, or the author, who lacks hours, makes no such format or is away, is told."""
    for post in made.posts:
        piece = made.piece(post)
        if piece is None or not piece.author or post.kept_id or post.owner == piece.author:
            continue
        if not _is_author_told(made, post):
            yield f"{post.platform} {post.day}: {piece.title} by {post.owner}, not by {piece.author}"


def _is_author_told(made: AskedPlan, post: Post) -> bool:
    piece = made.piece(post)
    assert piece
    return made.is_told(piece.title, piece.author, post.owner, codes=("author_replaced",))
