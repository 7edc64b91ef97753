"""Plans with one promise broken by hand: an oracle that does not see it is no oracle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import time as hour
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import campaign_rules
import path_rules
import reading_rules
from asked_plan import AskedPlan
from row_facts import DAY, in_season, monday_of, set_days

from calgen.plan.model import Post, TitleSource

Plant = Callable[[AskedPlan], "AskedPlan | None"]  # the plan with its promise broken; None where it cannot be
FORGED = "Article"


def with_posts(made: AskedPlan, posts: list[Post]) -> AskedPlan:
    return replace(made, plan=replace(made.plan, posts=tuple(posts)), problems=())


def changed(made: AskedPlan, old: Post, **fields: Any) -> AskedPlan:
    """The plan with one post changed, and nothing told."""
    return with_posts(made, [replace(post, **fields) if post is old else post for post in made.plan.posts])


def free(made: AskedPlan) -> Iterator[Post]:
    """The posts whose day and theme the planner chose alone."""
    return (post for post in made.posts if made.is_free(post) and not made.piece(post) and not post.campaign)


def off_weekday(made: AskedPlan) -> AskedPlan | None:
    for post in free(made):
        days = made.platforms[post.platform].days
        week = [monday_of(post.day) + n * DAY for n in range(7)]
        stray = next((day for day in week if day.weekday() not in days), None)
        if days and stray and not any(made.is_shut(post.platform, day) for day in week):
            return changed(made, post, day=stray)
    return None


def off_hours(made: AskedPlan) -> AskedPlan | None:
    found = [post for post in free(made) if made.platforms[post.platform].hours]
    return changed(made, found[0], time=hour(3, 35)) if found else None


def too_soon_again(made: AskedPlan) -> AskedPlan | None:
    for post in made.posts:
        piece = made.piece(post)
        if piece and piece.evergreen and (piece.cooldown or 90) > 7 and made.is_free(post):
            again = [replace(post, day=post.day + n * DAY, campaign="", key_date="") for n in (1, 2, 3, 4, 5, 6)]
            return with_posts(made, [*made.plan.posts, *again])
    return None


def out_of_season(made: AskedPlan) -> AskedPlan | None:
    for theme in made.strategy.themes:
        for post in free(made) if theme.start or theme.end else ():
            if not in_season(theme, post.day):
                return changed(made, post, theme=theme.theme)
    return None


def too_near(made: AskedPlan) -> AskedPlan | None:
    for posts in made.by_platform.values():
        for before, after in pairwise(posts):
            least = made.themes[before.theme].spacing
            if before.theme != after.theme and (after.day - before.day).days < least and after in list(free(made)):
                return changed(made, after, theme=before.theme)
    return None


def too_many_a_day(made: AskedPlan) -> AskedPlan | None:
    for post in free(made):
        most = made.platforms[post.platform].max_per_day
        if most:
            return with_posts(made, [*made.plan.posts, *[post] * most])
    return None


def on_a_closed_day(made: AskedPlan) -> AskedPlan | None:
    shut = [day for day in made.days_to_come if day in made.closed]
    found = next(free(made), None)
    return changed(made, found, day=shut[0]) if shut and found else None


def half_of_the_posts(made: AskedPlan) -> AskedPlan | None:
    return with_posts(made, list(made.plan.posts[::2]))


def on_a_day_off(made: AskedPlan) -> AskedPlan | None:
    for person in made.strategy.team:
        for first, _ in person.days_off:
            for post in free(made):
                if first >= made.today:
                    return changed(made, post, owner=person.person, day=first)
    return None


def all_in_a_week(made: AskedPlan) -> AskedPlan | None:
    if not made.strategy.team:
        return None
    name, week = made.strategy.team[0].person, monday_of(made.last)
    return with_posts(made, [replace(post, owner=name, work_week=week) for post in made.plan.posts])


def without_campaign(made: AskedPlan) -> AskedPlan | None:
    """The posts of a campaign's themes go to a theme of no campaign."""
    pushed = {name for row in made.strategy.campaigns for name in row.themes}
    other = next((row.theme for row in made.strategy.themes if row.theme not in pushed), "")
    posts = [replace(post, theme=other, campaign="") if post.theme in pushed else post for post in made.plan.posts]
    return with_posts(made, posts) if pushed and other else None


def twice_a_day(made: AskedPlan) -> AskedPlan | None:
    """A post of a campaign two times, where another theme of its category could stand."""
    found = (post for post in _free_in_campaigns(made) if _has_outsider(made, post))
    post = next(found, None)
    return with_posts(made, [*made.plan.posts, post]) if post else None


def _free_in_campaigns(made: AskedPlan) -> Iterator[Post]:
    """The posts to come of campaigns whose day and theme the planner chose alone."""
    found = (post for post in made.posts if post.campaign and made.is_free(post) and not made.piece(post))
    return (post for post in found if post.day >= made.today)


def _has_outsider(made: AskedPlan, post: Post) -> bool:
    """Whether a theme of the category of a post, and of no campaign of its day, may stand there."""
    pushed = {name for row in made.running(post.platform, post.day) for name in row.themes}
    others = (row for row in made.strategy.themes if row.theme not in pushed and row.category == post.category)
    near = {each.theme for each in made.slots_on(post.platform) if abs((each.day - post.day).days) <= 3}
    return any(made.is_asked(post.platform, row, post.day) and row.theme not in near for row in others)


def everywhere_on_a_set_day(made: AskedPlan) -> AskedPlan | None:
    for row in made.strategy.campaigns:
        for day in sorted(set_days(row)):
            names = [name for name in made.platforms if made.is_active(name, day)]
            able = [name for name in names if any(made.may_carry(name, made.themes[theme]) for theme in row.themes)]
            like = next((post for post in free(made) if post.day >= made.today), None)
            if not row.platforms and len(able) > 2 and like:
                fields: Any = {"day": day, "theme": row.themes[0], "campaign": row.campaign, "has_named_day": True}
                added = [replace(like, platform=name, **fields) for name in able]
                return with_posts(made, [*made.plan.posts, *added])
    return None


def set_day_forgotten(made: AskedPlan) -> AskedPlan | None:
    for row in made.strategy.campaigns:
        for day in sorted(set_days(row)):
            posts = [post for post in made.plan.posts if not (post.day == day and post.theme in row.themes)]
            lost = with_posts(made, posts)
            if any(f"{row.campaign} on {day}" in text for text in campaign_rules.set_days_met(lost)):
                return lost if len(posts) < len(made.plan.posts) else None
    return None


def piece_lost(made: AskedPlan) -> AskedPlan | None:
    for subject in made.plan.subjects:
        piece = made.pieces.get(subject.piece)
        if piece and (piece.start or piece.end) and subject.first >= made.today:
            lost = tuple(replace(row, piece="") if row is subject else row for row in made.plan.subjects)
            return replace(made, plan=replace(made.plan, subjects=lost), problems=())
    return None


def off_mission(made: AskedPlan) -> AskedPlan | None:
    """Two posts that serve exchange their themes, so that neither does."""
    found = [post for post in free(made) if not made.running(post.platform, post.day) and _comes_alone(made, post)]
    for post in found:
        for other in found:
            apart = post.platform != other.platform and abs((post.day - other.day).days) <= 20
            if apart and post.category == other.category and _serve_alone(made, post, other):
                pair = {id(post): other.theme, id(other): post.theme}
                posts = [replace(row, theme=pair.get(id(row), row.theme)) for row in made.plan.posts]
                return with_posts(made, posts)
    return None


def _comes_alone(made: AskedPlan, post: Post) -> bool:
    """Whether none of the two posts before and after a post has its theme."""
    posts = made.by_platform[post.platform]
    at = posts.index(post)
    return [other.theme for other in posts[max(0, at - 2) : at + 3]].count(post.theme) == 1


def _serve_alone(made: AskedPlan, post: Post, other: Post) -> bool:
    """Whether two posts serve their platforms where they stand, and not in each other's place."""
    aims = {row.theme: set(row.objectives) for row in made.strategy.themes}
    of = {name: set(row.objectives) for name, row in made.platforms.items()}
    here = bool(aims[post.theme] & of[post.platform]) and bool(aims[other.theme] & of[other.platform])
    there = bool(aims[post.theme]) and bool(aims[other.theme])
    return here and there and not aims[post.theme] & of[other.platform] and not aims[other.theme] & of[post.platform]


def all_open(made: AskedPlan) -> AskedPlan | None:
    posts = [replace(post, is_open=True, theme="", category="", format="", subject=-1) for post in made.plan.posts]
    return with_posts(made, posts)


def open_with_format(made: AskedPlan) -> AskedPlan | None:
    return changed(made, made.plan.posts[0], is_open=True)


def open_on_one_day(made: AskedPlan) -> AskedPlan | None:
    """A post beside the open slot of another platform is open, too, though its neighbours stand on other days."""
    days = {post.day: post.platform for post in made.slots if post.is_open}
    if made.strategy.settings.open_slots >= Fraction(1, 2):
        return None
    for name in made.platforms:
        posts = made.slots_on(name)
        for before, post, after in zip(posts, posts[1:], posts[2:], strict=False):
            is_plain = all(made.is_free(each) and not made.piece(each) for each in (before, post, after))
            is_alone = before.day not in days and after.day not in days and days.get(post.day, name) < name
            is_shut = any((name, each.day) in made.quiet for each in (before, after))
            if is_plain and is_alone and not is_shut and before.day >= made.today:
                return changed(made, post, is_open=True, theme="", category="", format="", subject=-1)
    return None


def pair_parted(made: AskedPlan) -> AskedPlan | None:
    """The second post of a pair on the day after its own."""
    pair = [post for post in made.posts if post.variant and not post.kept_id]
    return changed(made, pair[-1], day=pair[-1].day + DAY) if pair else None


def all_begin_with_a(made: AskedPlan) -> AskedPlan | None:
    """All pairs begin with A, where a theme has three on a platform."""
    seen: set[tuple[int, str]] = set()
    posts = []
    for post in made.posts:
        key = (post.subject, post.platform)
        posts.append(replace(post, variant="B" if key in seen else "A") if post.variant else post)
        seen |= {key} if post.variant else set()
    begun = Counter((post.theme, post.platform) for post in posts if post.variant == "A")
    return with_posts(made, posts) if max(begun.values(), default=0) >= 3 else None


def no_variants(made: AskedPlan) -> AskedPlan | None:
    tested = any(row.test != "none" for row in made.strategy.themes)
    return with_posts(made, [replace(post, variant="") for post in made.plan.posts]) if tested else None


def three_in_a_row(made: AskedPlan) -> AskedPlan | None:
    for platform, posts in made.by_platform.items():
        for three in zip(posts, posts[1:], posts[2:], strict=False):
            theme = made.themes[three[0].theme]
            days = {post.day for post in three}
            small = path_rules.part_of(made, theme, platform, three[0].day) <= reading_rules.MOST_OF_PATH
            movable = {id(post) for post in free(made)}
            if len(days) == 3 and small and not theme.spacing and {id(post) for post in three} <= movable:
                row = [replace(post, theme=theme.theme) if post in three else post for post in made.plan.posts]
                return with_posts(made, row)
    return None


def one_hour(made: AskedPlan) -> AskedPlan | None:
    return with_posts(made, [replace(post, time=hour(9, 30)) for post in made.plan.posts])


def in_the_night(made: AskedPlan) -> AskedPlan | None:
    return changed(made, made.plan.posts[0], time=hour(3, 35))


def crawling(made: AskedPlan) -> AskedPlan | None:
    order = {id(post): n for posts in made.by_platform.values() for n, post in enumerate(posts)}
    posts = [replace(post, time=hour(9, min(59, 10 * order[id(post)]))) for post in made.plan.posts]
    return with_posts(made, posts)


def article_everywhere(made: AskedPlan) -> AskedPlan | None:
    return with_posts(made, [replace(post, format=FORGED) for post in made.plan.posts])


def article_without_hours(made: AskedPlan) -> AskedPlan | None:
    """The same where nobody counts the hours."""
    lone = replace(made, strategy=replace(made.strategy, team=()))
    return article_everywhere(lone)


def ideas_first(made: AskedPlan) -> AskedPlan | None:
    """All ideas in the first half of the plan, none in the second."""
    middle = made.first + timedelta(days=(made.last - made.first).days // 2)
    subjects = tuple(
        replace(row, piece="", title_source=TitleSource.IDEA if row.first < middle else TitleSource.NONE)
        for row in made.plan.subjects
    )
    return replace(made, plan=replace(made.plan, subjects=subjects), problems=())
