"""Under `thin`: lighter formats first, then a neighbouring week, then posts; and every piece left out is named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from asked_plan import AskedPlan
from row_facts import monday_of
from typed_rules import LIFE, available, hours_of

from calgen.plan.model import Period, Post
from calgen.strategy.content import Piece
from calgen.strategy.team import Person

WEEK = timedelta(days=7)


def lighter_formats_first(made: AskedPlan) -> Iterator[str]:
    """“`thin`: lighter formats first (also of what is placed already)” before posts are left out.

    In a week with a post left out, no person who can make the lightest format allowed there has hours for it in that
    week or the one before, counting what lighter formats of their own free tasks of that week would give back.
    """
    for platform, week in _left_out(made):
        ways = [
            f"{person.person} has {float(spare)} hours left in the week of {monday}, would save {float(saved)}"
            for person in made.strategy.team
            for monday in _weeks_to_make(made, week)
            if (least := _lightest(made, person, platform, week)) is not None
            and (spare := _spare(made, person, monday)) < least
            and spare + (saved := _saved(made, person, monday)) >= least
        ]
        if ways:
            yield f"{platform}, week of {week}: {ways[0]}"


def _weeks_to_make(made: AskedPlan, week: date) -> list[date]:
    """The weeks in which a post of a week may be made: the one before, unless it is over, and its own."""
    return [monday for monday in (week - WEEK, week) if monday >= monday_of(made.today)]


def hours_used_first(made: AskedPlan) -> Iterator[str]:
    """A post is left out under `thin` only where nobody has the hours for its lightest format in its week or before."""
    for platform, week in _left_out(made):
        for person in made.strategy.team:
            least = _lightest(made, person, platform, week)
            weeks = _weeks_to_make(made, week)
            if least is not None and any(_spare(made, person, monday) >= least for monday in weeks):
                yield f"{platform}, week of {week}: {person.person} has {float(least)} hours"
                break


def next_week_first(made: AskedPlan) -> Iterator[str]:
    """“Then a neighbouring week”: the next week has no free day of the platform and hours for the post left out.

    A day is free where the platform is open, on a typed weekday if some are typed, and has no post yet. Where a theme
    of the week is not asked any more in the next one (its season ends), it may be the one left out, and is not counted.
    """
    for platform, week in _left_out(made):
        after = week + WEEK
        taken = {post.day for post in made.slots_on(platform)}
        typed = made.platforms[platform].days
        days = [after + timedelta(days=n) for n in range(5)]
        open_ = [day for day in days if made.is_open(platform, day) and day not in taken]
        open_ = [day for day in open_ if not typed or day.weekday() in typed]
        has_other_themes = _asked_in(made, platform, week) - _asked_in(made, platform, after)
        if not open_ or has_other_themes or (platform, after) in set(_left_out(made)):
            continue
        for person in made.strategy.team:
            least = _lightest(made, person, platform, after)
            spare = _spare(made, person, after)
            if least is not None and spare >= least:
                yield f"{platform}, week of {week}: {person.person} has {float(spare)} hours the week after"
                break


def _asked_in(made: AskedPlan, platform: str, week: date) -> set[str]:
    """The themes that are asked on a day of a week."""
    days = [week + timedelta(days=n) for n in range(7)]
    return {theme.theme for theme in made.strategy.themes for day in days if made.is_asked(platform, theme, day)}


def _left_out(made: AskedPlan) -> list[tuple[str, date]]:
    """The weeks in which a post of a platform is left out for want of hours.

    What is missing of a week is that which the cadence asks and nothing else was told to take, from the first day on
    that is told.
    """
    if made.strategy.settings.over_capacity != "thin":
        return []
    found = []
    for platform in made.platforms:
        told = made.count_told("thinned", platform)
        other = made.count_told("frequency_short", platform) + made.count_told("no_theme_left", platform)
        if not told or other:
            continue
        first = _first_told(made, platform)
        for period in made.plan.periods:
            posts = _in(made, period)
            is_over = period.first < made.today or period.last < first
            if period.platform == platform and _is_week(period) and not is_over:
                found += [(platform, monday_of(period.first))] * (posts < floor(period.asked))
    return found


def _first_told(made: AskedPlan, platform: str) -> date:
    """The first day of a post that is left out of a platform."""
    told = [row.values for row in made.problems if row.code == "thinned" and row.values["platform"] == platform]
    return min(date.fromisoformat(str(values["first"])) for values in told)


def _in(made: AskedPlan, period: Period) -> int:
    """The posts of a period, with those that moved from it to the next one for want of hours."""
    posts = made.slots_on(period.platform)
    moved = [why.values["from_day"] for post in posts for why in post.reasons if why.code == "moved"]
    days = [post.day for post in posts if not any(why.code == "moved" for why in post.reasons)]
    return sum(period.first <= day <= period.last for day in (*days, *moved))  # type: ignore[operator]


def _is_week(period: Period) -> bool:
    return (period.last - period.first).days < 7


def _lightest(made: AskedPlan, person: Person, platform: str, week: date) -> Fraction | None:
    """The hours that a person needs for a post of a platform in a week: each theme in its lightest format.

    Which theme was left out is not told, so the dearest counts; pieces left out count with their own hours, and so do
    those that the post would have told in another format than the one in which they are made.
    """
    if person.platforms and platform not in person.platforms:
        return None
    days = [week + timedelta(days=n) for n in range(7)]
    efforts = []
    for theme in made.strategy.themes:
        if not any(made.is_asked(platform, theme, day) for day in days):
            continue
        formats = made.formats_of(theme, platform)
        able = [made.efforts[form] for form in formats if not person.formats or form in person.formats]
        if not able:
            return None
        efforts.append(min(able))
    lost = [row for row in made.strategy.content if made.is_told(row.title, codes=("piece_thinned",))]
    efforts += [hours_of(made, row, row.format) for row in (*lost, *_made_in_other_formats(made, platform, days))]
    return max(efforts, default=None)


def _made_in_other_formats(made: AskedPlan, platform: str, days: list[date]) -> list[Piece]:
    """The pieces that are told near some days on other platforms alone, in no format that a platform can have."""
    found = []
    for piece in made.strategy.content:
        posts = [post for post in made.posts if made.subject(post).piece == piece.title]
        near = [post for post in posts if abs((post.day - days[0]).days) <= LIFE]
        formats = made.formats_of(made.themes[piece.theme], platform)
        if near and not any(post.platform == platform or post.format in formats for post in near):
            found.append(piece)
    return found


def _tasks(made: AskedPlan) -> dict[tuple[str, date], dict[tuple[int, str], list[Post]]]:
    """What each person makes in each week: the posts of one format of one subject together."""
    found: dict[tuple[str, date], dict[tuple[int, str], list[Post]]] = defaultdict(lambda: defaultdict(list))
    for post in made.posts:
        if post.work_week and post.owner:
            found[post.owner, post.work_week][post.subject, post.format].append(post)
    return found


def _spare(made: AskedPlan, person: Person, week: date) -> Fraction:
    """The hours that a person has left in a week."""
    tasks = _tasks(made).get((person.person, week), {})
    booked = [hours_of(made, made.piece(posts[0]), form) for (_, form), posts in tasks.items()]
    return available(made, person.person, week) - sum(booked, Fraction(0))


def _saved(made: AskedPlan, person: Person, week: date) -> Fraction:
    """The hours that the lightest formats of a person's free tasks of a week would give back."""
    saved = Fraction(0)
    for (_, form), posts in _tasks(made).get((person.person, week), {}).items():
        if any(made.piece(post) or not made.is_free(post) for post in posts):
            continue
        usable = frozenset.intersection(*(made.formats_of(made.themes[post.theme], post.platform) for post in posts))
        able = [made.efforts[name] for name in usable if not person.formats or name in person.formats]
        saved += max(Fraction(0), made.efforts[form] - min(able, default=made.efforts[form]))
    return saved


def pieces_named(made: AskedPlan) -> Iterator[str]:
    """“Every piece left out is named”: one that has no post though days, platforms and posts of its theme allow one.

    A piece without a date is left out where a subject of its theme, on a platform that may carry it, tells nothing of
    the user's: content comes first.
    """
    placed = {subject.piece for subject in made.plan.subjects if subject.piece}
    for piece in made.strategy.content:
        if piece.title in placed or made.is_told(piece.title):
            continue
        begin = max(made.first, made.today, piece.publish or piece.start or made.first)
        ends = [day for day in (piece.publish or piece.end, piece.expires, made.last) if day]
        if begin > min(ends):
            continue
        if piece.publish or piece.end or (piece.expires and piece.expires <= made.last) or piece.start:
            yield f"{piece.title}: {piece.publish or piece.start}–{min(ends)}, no post and not named"
        elif any(_could_tell(made, post, piece.title) for post in made.posts):
            yield f"{piece.title}: no date, no post and not named"


def _could_tell(made: AskedPlan, post: Post, title: str) -> bool:
    piece, subject = made.pieces[title], made.subject(post)
    if post.theme != piece.theme or subject.piece or post.kept_id or post.day < made.today or not made.is_free(post):
        return False
    theme = made.themes[piece.theme]
    if piece.platforms and post.platform not in piece.platforms:
        return False
    if piece.campaign and post.campaign != piece.campaign:
        return False
    return not piece.format or piece.format in made.formats_of(theme, post.platform)


def least_important_first(made: AskedPlan) -> Iterator[str]:
    """“Then posts, least important first”: no dated piece is left out for hours while a person who can make it makes a
    post of no piece and no campaign, as long, in a week of its window.
    """
    if made.strategy.settings.over_capacity != "thin":
        return
    tasks = _tasks(made)
    for piece in made.strategy.content:
        if not made.is_told(piece.title, codes=("piece_thinned",)) or not piece.end:
            continue
        forms = [piece.format] if piece.format else _forms_of(made, piece.title)
        need = min((hours_of(made, piece, form) for form in forms), default=Fraction(999))
        for (name, week), jobs in tasks.items():
            person = made.people.get(name)
            if person is None or not (piece.start or made.first) - WEEK <= week <= piece.end:
                continue
            able = not person.formats or bool(set(forms) & set(person.formats))
            lesser = [
                form
                for (_, form), posts in jobs.items()
                if all(made.is_free(post) and not made.piece(post) and not post.campaign for post in posts)
            ]
            total = sum((made.efforts[form] for form in lesser), Fraction(0))
            if able and not person.platforms and total >= need and _has_home(made, piece.title):
                yield f"{piece.title} left out, {name} makes {dict(Counter(lesser))} in the week of {week}"
                break


def _forms_of(made: AskedPlan, title: str) -> list[str]:
    """The formats that a piece may have on the platforms that may carry it: a newsletter is no photo."""
    piece = made.pieces[title]
    homes = piece.platforms or tuple(made.platforms)
    return sorted({form for name in homes for form in made.formats_of(made.themes[piece.theme], name)})


def _has_home(made: AskedPlan, title: str) -> bool:
    piece = made.pieces[title]
    theme = made.themes[piece.theme]
    homes = piece.platforms or tuple(made.platforms)
    return any(made.may_carry(name, theme) for name in homes)
