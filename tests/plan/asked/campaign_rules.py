"""What a campaign asks: its part of the posts, one a day, and its set days on half of its platforms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import ceil

from asked_plan import UNRELATED, AskedPlan
from path_rules import could_stand, part_of, themes_around
from row_facts import set_days, takes_part

from calgen.plan.model import Post
from calgen.strategy.campaigns import Campaign


def campaign_part(made: AskedPlan) -> Iterator[str]:
    """“A campaign's part within one post per platform, or told with its cause; also with one theme, under spacing,
    under `thin`”.

    On each platform: `share` of the usual posts of its days and all `extra`; of campaigns that together ask for more
    than all, in proportion. Posts of the days that a plan cannot change any more (before today) are not counted.
    Campaigns that share a theme on a platform are counted together. More than its part is no violation where the
    cadence or the user's own days ask for it, or where no other theme may stand there.
    """
    for platform in made.platforms:
        wanted, posts = _parts(made, platform)
        for group in _groups(made, platform):
            names = {row.campaign for row in group}
            asked = sum((wanted[name] for name in names), Fraction(0))
            own = [is_excused for campaigns, is_excused in posts if campaigns & names]
            off = len(own) - asked
            more = len(own) - max(asked, sum((_by_cadence(made, row, platform) for row in group), Fraction(0)))
            surplus = more > len(group) and more - sum(own) > len(group)
            if (off < -len(group) or surplus) and not _is_told(made, group):
                yield f"{platform}: {sorted(names)} {len(own)} posts, asked {float(asked):.2f}"


def campaign_cause(made: AskedPlan) -> Iterator[str]:
    """“Told with its cause”: a campaign that lacks more than a post on a platform has no two free posts there that its
    themes could take.

    Such a post is free, of no piece and no campaign, in its days; one of its themes may stand there (platform, format,
    season, a spacing from its others, on no other platform that day), and not three times in a row. Under `thin` posts
    cost hours, so that it is counted under `warn` alone.
    """
    if made.strategy.settings.over_capacity == "thin":
        return
    for platform in made.platforms:
        wanted, posts = _parts(made, platform)
        for group in _groups(made, platform):
            names = {row.campaign for row in group}
            asked = sum((wanted[name] for name in names), Fraction(0))
            have = sum(bool(campaigns & names) for campaigns, _ in posts)
            if asked and have < asked - len(group):
                days = _days_that_could_serve(made, group, platform)
                if len(days) > 1:
                    shown = ", ".join(map(str, days[:4]))
                    yield f"{platform}: {sorted(names)} {have} posts, asked {float(asked):.2f}, could have {shown}"


def _days_that_could_serve(made: AskedPlan, group: list[Campaign], platform: str) -> list[date]:
    """The days on which a theme of some campaigns could take a free post, a spacing from one another."""
    themes = sorted({name for row in group for name in row.themes})
    found: list[date] = []
    last: dict[str, date] = {}
    for post in made.by_platform[platform]:
        running = [row for row in group if row.start <= post.day <= row.end and post.theme not in row.themes]
        if not running or post.day in found or post.campaign or not made.is_free(post) or made.piece(post):
            continue
        for name in themes:
            theme = made.themes[name]
            apart = (post.day - last.get(name, date.min)).days >= max(1, theme.spacing)
            own = any(name in row.themes for row in running)
            if own and apart and could_stand(made, theme, platform, post.day) and themes_around(made, post, name) <= 2:
                found.append(post.day)
                last[name] = post.day
                break
    return found


def _is_told(made: AskedPlan, group: list[Campaign]) -> bool:
    """Whether a finding names one of the campaigns."""
    codes = {problem.code for problem in made.problems} - UNRELATED - {"offset_quiet"}
    return any(made.is_told(row.campaign, codes=codes or {""}) for row in group)


def _groups(made: AskedPlan, platform: str) -> list[list[Campaign]]:
    """The campaigns of a platform, those that share a theme and days together."""
    groups: list[list[Campaign]] = []
    for row in made.strategy.campaigns:
        if not takes_part(row, platform):
            continue
        near = [group for group in groups if any(_share_posts(row, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([row, *(other for group in near for other in group)])
    return groups


def _share_posts(row: Campaign, other: Campaign) -> bool:
    return bool(set(row.themes) & set(other.themes)) and row.start <= other.end and other.start <= row.end


def _parts(made: AskedPlan, platform: str) -> tuple[dict[str, Fraction], list[tuple[set[str], bool]]]:
    """The posts asked for each campaign; and for each post of a campaign's theme in its days the campaigns that it may
    serve, and whether the user's own days ask for it or nothing else may stand in its place.
    """
    wanted: dict[str, Fraction] = defaultdict(Fraction)
    posts: list[tuple[set[str], bool]] = []
    row = made.platforms[platform]
    usual = row.cadence.weekly(len(row.days) or 7)
    for post in made.by_platform[platform]:
        running = [one for one in made.running(platform, post.day) if _has_theme(made, one, post)]
        if not running or post.day < made.today:
            continue
        total = usual + sum((one.extra for one in running), Fraction(0))
        parts = [(one.share * usual + one.extra) / total for one in running]
        scale = max(Fraction(1), sum(parts, Fraction(0)))
        pushed = {name for one in running for name in one.themes}
        for one, part in zip(running, parts, strict=True):
            wanted[one.campaign] += part / scale
        if post.theme in pushed:
            others = [theme for theme in made.strategy.themes if theme.theme not in pushed]
            alone = not any(made.is_asked(platform, theme, post.day) for theme in others)
            own = {one.campaign for one in running if post.theme in one.themes}
            posts.append((own, alone or not made.is_free(post)))
    return wanted, posts


def _by_cadence(made: AskedPlan, row: Campaign, platform: str) -> Fraction:
    """The posts that the cadence gives a campaign on its days to come."""
    weekly = made.platforms[platform].cadence.weekly(len(made.platforms[platform].days) or 7)
    days = [day for day in made.days_to_come if row.start <= day <= row.end and made.is_active(platform, day)]
    return (row.share * weekly + row.extra) * len(days) / 7


def _has_theme(made: AskedPlan, row: Campaign, post: Post) -> bool:
    """Whether a theme of a campaign may stand on a platform on a day."""
    own = [made.themes[name] for name in row.themes]
    return any(theme.weight > 0 and made.is_asked(post.platform, theme, post.day) for theme in own)


def campaign_once_a_day(made: AskedPlan) -> Iterator[str]:
    """“At most one post of a campaign per platform and day”; posts of days that the user names aside, and pieces that
    name the campaign though their theme is none of its own: they come on top of what the campaign asks.

    Where the part asks for more posts than the platform has days of the campaign, as many a day as it asks; campaigns
    that share a theme are counted together. A second post is no violation where no other theme could stand there that
    day, or only one of another category while the mix, which is promised first, is within a post of its limit there.
    A platform of which posts were left out for hours is not counted: those of a campaign stay, the others of its days
    go.
    """
    for platform in made.platforms:
        if made.count_told("thinned", platform):
            continue
        wanted, _ = _parts(made, platform)
        for group in _groups(made, platform):
            asked = sum((wanted[row.campaign] for row in group), Fraction(0))
            for row in group:
                inside = [post for post in made.by_platform[platform] if row.start <= post.day <= row.end]
                days = {post.day for post in inside if post.day >= made.today}
                yield from _days_with_many(made, row, inside, max(1, ceil(asked / max(1, len(days)))))


def _days_with_many(made: AskedPlan, row: Campaign, inside: list[Post], most: int) -> Iterator[str]:
    """The days to come with more than `most` posts of a campaign among those of its days, where one could be other."""
    for day in sorted({post.day for post in inside if post.day >= made.today}):
        there = [post for post in inside if post.day == day and post.campaign == row.campaign]
        posts = [post for post in there if post.theme in row.themes or not made.piece(post)]
        movable = [post for post in posts if made.is_free(post) and not made.piece(post)]
        if len(posts) > most and any(_could_be_other(made, post) for post in movable):
            yield f"{row.campaign} on {posts[0].platform}: {len(posts)} posts on {day}, at most {most}"


def _could_be_other(made: AskedPlan, post: Post) -> bool:
    """Whether a theme of none of the campaigns of a day, to which they leave a part, could take the place of a post."""
    pushed = {name for row in made.running(post.platform, post.day) for name in row.themes}
    others = [theme for theme in made.strategy.themes if theme.theme not in pushed]
    there = (theme for theme in others if part_of(made, theme, post.platform, post.day) > 0)
    able = [theme for theme in there if could_stand(made, theme, post.platform, post.day)]
    categories = (line for line in made.plan.certificate if line.level == "category")
    lines = [line for line in categories if line.platform in ("", post.platform)]
    near = {line.name for line in lines if line.worst_gap > line.limit - 1}
    return any(theme.category == post.category or not near & {theme.category, post.category} for theme in able)


def set_days_share(made: AskedPlan) -> Iterator[str]:
    """“A set day takes at most half of the campaign's platforms unless they are named”: half rounded up."""
    for row in made.strategy.campaigns:
        if row.platforms:
            continue
        for day in sorted(set_days(row)):
            here = [name for name in made.platforms if made.is_active(name, day) and _may_carry(made, row, name)]
            posts = [post for post in made.posts if post.day == day and post.campaign == row.campaign]
            posts = [post for post in posts if post.has_named_day]
            taken = {
                post.platform for post in posts if not post.kept_id and not made.is_hook(post) and not made.piece(post)
            }
            if len(taken) > max(1, ceil(len(here) / 2)):
                yield f"{row.campaign} on {day}: {len(taken)} of {len(here)} platforms"


def _may_carry(made: AskedPlan, row: Campaign, platform: str) -> bool:
    return any(made.may_carry(platform, made.themes[name]) for name in row.themes)


def set_days_met(made: AskedPlan) -> Iterator[str]:
    """A set day has a post of its campaign: on each platform that the campaign names, else on one at least; or told."""
    for row in made.strategy.campaigns:
        for day in sorted(set_days(row)):
            if not max(made.first, made.today) <= day <= made.last:
                continue
            able = [
                name
                for name in made.platforms
                if takes_part(row, name)
                and made.is_active(name, day)
                and any(_in_place(made, row, name, theme, day) for theme in row.themes)
            ]
            own = [post for post in made.posts if post.day == day]
            have = {post.platform for post in own if post.theme in row.themes or post.campaign == row.campaign}
            lacking = [name for name in able if name not in have]
            if lacking and (row.platforms or not have) and not made.is_told(row.campaign, day):
                yield f"{row.campaign} on {day}: nothing on {lacking}"


def _in_place(made: AskedPlan, row: Campaign, platform: str, name: str, day: object) -> bool:
    theme = made.themes[name]
    return theme.weight > 0 and made.may_carry(platform, theme) and made.is_asked(platform, theme, day)  # type: ignore[arg-type]
