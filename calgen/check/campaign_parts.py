"""Campaigns: whether each has its part of the posts on each of its platforms, and what stands in its way.

See docs/decisions.md, "Campaign".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor

from calgen.book.problems import Problem, Severity
from calgen.book.values import Labelled, Percent, Phrase, first_items
from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.model import GapCause, Plan, Post
from calgen.plan.target.campaign_parts import CampaignDue, campaign_posts
from calgen.plan.target.campaigns import asked_of_all, joined_campaigns
from calgen.plan.target.spacing_room import days_of_posts
from calgen.plan.target.target_path import TargetPath
from calgen.plan.target.theme_places import can_carry, is_in_season
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.platforms import Platform

MARGIN = 1.0  # posts: what rounding explains, for each campaign
SHOWN = 4  # platforms and campaigns in a message
# What stands in the way of a campaign → the column of the campaign that the finding leads to.
COLUMNS = {
    "campaign_closed": "start",
    "campaign_thinned": "share",
    "campaign_not_carried": "themes",
    "campaign_spaced": "themes",
    "campaign_displaced": "share",
    "campaign_beyond": "share",
}


def asked_beyond_all(strategy: Strategy) -> dict[tuple[Campaign, ...], dict[str, Percent]]:
    """Campaigns that run on the same days and ask together for more than all posts of a platform.

    For each such group the most that it asks on each of these platforms.
    """
    found: dict[tuple[Campaign, ...], dict[str, Percent]] = {}
    bounds = {day for row in strategy.campaigns for day in (row.start, row.end + timedelta(days=1))}
    for platform in strategy.platforms:
        for day in sorted(bounds):
            running, asked = asked_of_all(strategy, platform, day)
            if len(running) > 1 and asked > 1:
                most = found.setdefault(running, {})
                known = most.get(platform.platform, Percent(asked))
                most[platform.platform] = max(known, Percent(asked), key=lambda percent: percent.value)
    return found


def campaigns_leave_room_for_each_other(strategy: Strategy) -> Iterable[Problem]:
    """Campaigns that run on the same days of a platform ask together for no more than all of its posts."""
    for campaigns, platforms in asked_beyond_all(strategy).items():
        values: dict[str, object] = {
            "campaigns": first_items((row.campaign for row in campaigns), SHOWN),
            "total": max(platforms.values(), key=lambda percent: percent.value),
            "platforms": first_items(platforms, SHOWN),
            "begins": max(row.start for row in campaigns),
            "ends": min(row.end for row in campaigns),
        }
        last = max(campaigns, key=lambda row: (row.start, row.source.row))
        yield Problem("campaigns_beyond_all", last.source.place("share"), Severity.WARNING, values)


@dataclass(frozen=True, slots=True)
class _Shortfall:
    """The posts of some campaigns on a platform, beside what they ask there."""

    platform: str
    asked: float
    posts: int
    code: str
    others: str = ""  # what most of the other posts of its days are: `settled`, `elsewhere` or `free`


def campaigns_get_their_part(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """Each campaign has its part on each platform, within a post; else how many posts it has, and why.

    One finding for each campaign and cause, with the platforms that it concerns.
    """
    strategy = calendar.strategy
    posts = [post for post in plan.posts if not post.is_open]
    path = calendar.path.with_posts(days_of_posts(posts)) if strategy.campaigns else None
    groups: dict[tuple[tuple[Campaign, ...], str, str], list[_Shortfall]] = {}
    for platform in strategy.platforms:
        for campaigns in joined_campaigns(strategy.campaigns, platform) if path else ():
            if max(row.end for row in campaigns) < today:
                continue
            shortfall = _shortfall(plan, strategy, path, platform, campaigns, today) if path else None
            if shortfall:
                groups.setdefault((campaigns, shortfall.code, shortfall.others), []).append(shortfall)
    for (campaigns, code, _), shortfalls in groups.items():
        yield _problem(code, campaigns, shortfalls)


def _shortfall(
    plan: Plan, strategy: Strategy, path: TargetPath, platform: Platform, campaigns: tuple[Campaign, ...], today: date
) -> _Shortfall | None:
    """What campaigns lack on a platform, or have beyond their part; None where they have it."""
    posts = [post for post in plan.posts if post.platform == platform.platform]
    first = plan.horizon.first if any(post.day < today for post in posts) else max(today, plan.horizon.first)
    posts = [post for post in posts if post.day >= first]
    days = (first, plan.horizon.last)
    part = campaign_posts(strategy, path, platform, campaigns, days, (post.day for post in posts))
    own = sum(_is_of(post.day, post.theme, campaigns) for post in posts)
    code = _cause(part, own, MARGIN * len(campaigns) + 1e-9)
    if code and not own and not _is_carried(strategy, platform, campaigns):
        code = "campaign_not_carried"
    if code == "campaign_displaced" and 2 * _room_left(strategy, posts, campaigns) < part.on_posts - own:
        code = "campaign_spaced"
    is_thinned = any(gap.platform == platform.platform and gap.cause is GapCause.NO_HOURS for gap in plan.gaps)
    if is_thinned and code in ("campaign_displaced", "campaign_closed"):
        code = "campaign_thinned"
    others = _most_others(plan, strategy, platform, posts, campaigns) if code == "campaign_displaced" else ""
    return _Shortfall(platform.platform, max(part.asked, part.on_posts), own, code, others) if code else None


def _most_others(
    plan: Plan, strategy: Strategy, platform: Platform, posts: Sequence[Post], campaigns: Sequence[Campaign]
) -> str:
    """What most other posts on the days of campaigns are: settled, on days of their themes elsewhere, or free."""
    there = {(post.day, post.theme) for post in plan.posts if post.platform != platform.platform}
    found = Counter[str]()
    for post in posts:
        running = [row for row in campaigns if row.start <= post.day <= row.end]
        names = {name for row in running for name in row.themes}
        themes = [theme for theme in strategy.themes if theme.theme in names and can_carry(strategy, theme, platform)]
        if not running or post.theme in names or post.is_open:
            continue
        free = [theme for theme in themes if is_in_season(theme, post.day) and (post.day, theme.theme) not in there]
        found["settled" if post.is_users or post.has_named_day else "free" if free else "elsewhere"] += 1
    return max(("settled", "elsewhere", "free"), key=lambda kind: found[kind])


def _is_carried(strategy: Strategy, platform: Platform, campaigns: Iterable[Campaign]) -> bool:
    """Whether a platform can carry a theme of some campaigns: by the platforms and the formats of both."""
    own = {name for row in campaigns for name in row.themes}
    themes = (theme for theme in strategy.themes if theme.theme in own and theme.weight > 0)
    return any(can_carry(strategy, theme, platform) for theme in themes)


def _is_of(day: date, theme: str, campaigns: Iterable[Campaign]) -> bool:
    """Whether a post is of one of some campaigns."""
    return any(row.start <= day <= row.end and theme in row.themes for row in campaigns)


def _cause(part: CampaignDue, posts: int, margin: float) -> str:
    """What explains that campaigns have not the posts that they ask, within a margin; empty where they have them."""
    if posts - max(part.asked, part.on_posts) > margin:
        return "campaign_beyond"
    if part.on_posts - posts > margin:
        return "campaign_spaced" if part.on_posts - part.due >= part.due - posts else "campaign_displaced"
    return "campaign_closed" if min(part.asked - part.on_posts, part.asked - posts) > margin else ""


def _room_left(strategy: Strategy, posts: Sequence[Post], campaigns: Sequence[Campaign]) -> int:
    """How many posts more of some campaigns their spacing and season allow, in place of other posts of their days."""
    themes = [theme for theme in strategy.themes if any(theme.theme in row.themes for row in campaigns)]
    days = {theme.theme: [post.day for post in posts if post.theme == theme.theme] for theme in themes}
    count = 0
    for post in posts:
        if _is_of(post.day, post.theme, campaigns):
            continue
        for theme in themes:
            near = any(abs((post.day - day).days) < max(1, theme.spacing) for day in days[theme.theme])
            if not near and _is_of(post.day, theme.theme, campaigns) and is_in_season(theme, post.day):
                days[theme.theme].append(post.day)
                count += 1
                break
    return count


def _problem(code: str, campaigns: tuple[Campaign, ...], shortfalls: list[_Shortfall]) -> Problem:
    """The finding of campaigns that have less (or more) than their part for one cause, the worst platform first."""
    in_order = sorted(shortfalls, key=lambda found: (-abs(found.posts - found.asked), found.platform))
    worst = in_order[0]
    others = tuple(Labelled(found.platform, _of_asked(found)) for found in in_order[1:])
    themes = sorted({theme for row in campaigns for theme in row.themes})
    values: dict[str, object] = {
        "campaigns": first_items((row.campaign for row in campaigns), SHOWN),
        "platform": worst.platform,
        "n": worst.posts,
        "asked": floor(worst.asked + 0.5),
        "themes": first_items(themes, SHOWN),
        "others": Phrase(("phrases", "also_there"), {"platforms": first_items(others, SHOWN)}) if others else "",
    }
    if worst.others:
        values |= {part: Phrase(("phrases", f"displaced_{part}_{worst.others}")) for part in ("cause", "remedy")}
    severity = Severity.NOTE if code == "campaign_beyond" else Severity.WARNING
    return Problem(code, campaigns[0].source.place(COLUMNS[code]), severity, values)


def _of_asked(found: _Shortfall) -> Phrase:
    return Phrase(("phrases", "of_asked"), {"n": found.posts, "asked": floor(found.asked + 0.5)})
