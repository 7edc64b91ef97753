"""Missions: whether the posts of each platform serve its objectives to their shares.

See docs/decisions.md, "Mission".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import fsum

from calgen.book.problems import Problem, Severity
from calgen.book.values import Phrase, Word, first_items
from calgen.check.objectives import is_vanity
from calgen.figures.counted_calendar import CountedCalendar
from calgen.figures.counted_posts import CountedPost
from calgen.plan.model import Plan
from calgen.plan.target.theme_places import can_carry
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme

SHOWN = 4  # themes in a message
LEAST_GAP = 2.0  # posts: one for rounding, which no plan can avoid, and a whole one beyond it


def missions_keep_their_share(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """For each platform, the objective that misses most posts as too few themes serve it; a vain one misses none."""
    strategy = calendar.strategy
    themes, weights, posts_to_come = _themes(strategy), _weights(strategy), _posts_to_come(calendar, today)
    vain = {row.objective for row in strategy.objectives if is_vanity(row.kpi)}
    deadlines = {row.objective: row.deadline or date.max for row in strategy.objectives}
    for platform in strategy.platforms:
        posts = posts_to_come.get(platform.platform, [])
        if len(platform.objectives) == 1:  # a single one should be served by all posts that promote
            posts = [post for post in posts if post.category == "promote"]
        in_time = {
            name: [post for post in posts if post.day <= deadlines.get(name, date.max)] for name in platform.objectives
        }
        asked = {name: _posts_asked(platform, weights, len(in_time[name]))[name] for name in platform.objectives}
        possible = {name: _possible_posts(name, in_time[name], themes) for name in platform.objectives}
        worthy = [name for name in platform.objectives if name not in vain]
        gap, name = _largest_gap((asked[name] - possible[name], name) for name in worthy)
        if gap >= LEAST_GAP:
            unable = Counter(post.category for post in in_time[name] if not _can_serve(themes[post.theme], name))
            category = min(unable, key=lambda key: (-unable[key], key))
            values = {"platform": platform.platform, "objective": name, "asked": round(asked[name])}
            values |= {"n": possible[name], "category": Word("category", category)}
            values |= {"among": _among_promoting(platform), "elsewhere": _elsewhere(strategy, platform, name)}
            yield Problem("mission_short", platform.source.place("objectives"), Severity.NOTE, values)


def campaigns_leave_their_share(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """For each platform, the objective that misses most posts because a campaign serves another one."""
    strategy = calendar.strategy
    campaigns = {campaign.campaign: campaign for campaign in strategy.campaigns if campaign.objective}
    themes, weights, posts_to_come = _themes(strategy), _weights(strategy), _posts_to_come(calendar, today)
    for platform in strategy.platforms if campaigns else ():
        posts = posts_to_come.get(platform.platform, [])
        asked, served = _posts_asked(platform, weights, len(posts)), Counter(post.objective for post in posts)
        beyond = {name for name, count in served.items() if count - asked.get(name, 0.0) >= LEAST_GAP}
        own = Counter(post.campaign for post in posts if _serves_campaign(post, campaigns) and post.objective in beyond)
        gap, name = _largest_gap(
            (min(asked[name], _possible_posts(name, posts, themes)) - served[name], name)
            for name in platform.objectives
        )
        if own and gap >= LEAST_GAP:
            campaign = campaigns[min(own, key=lambda key: (-own[key], key))]
            names = {"platform": platform.platform, "campaign": campaign.campaign, "aim": campaign.objective}
            values = {**names, "objective": name, "n": round(gap)}
            yield Problem("mission_pushed", campaign.source.place("objective"), Severity.NOTE, values)


def _among_promoting(platform: Platform) -> Phrase | str:
    """With a single objective: of which posts it is asked."""
    is_single = len(platform.objectives) == 1
    return Phrase(("phrases", "among_posts_of"), {"category": Word("category", "promote")}) if is_single else ""


def _elsewhere(strategy: Strategy, platform: Platform, objective: str) -> Phrase | str:
    """The themes that serve an objective, and that a platform cannot carry."""
    names = [
        theme.theme
        for theme in strategy.themes
        if theme.weight > 0
        and objective in theme.objectives
        and (len(platform.objectives) > 1 or theme.category == "promote")
        and not can_carry(strategy, theme, platform)
    ]
    return Phrase(("phrases", "serving_elsewhere"), {"themes": first_items(names, SHOWN)}) if names else ""


def _themes(strategy: Strategy) -> Mapping[str, Theme]:
    return {theme.theme: theme for theme in strategy.themes}


def _weights(strategy: Strategy) -> Mapping[str, float]:
    return {objective.objective: float(objective.weight) for objective in strategy.objectives}


def _posts_to_come(calendar: CountedCalendar, today: date) -> Mapping[str, list[CountedPost]]:
    """The posts from today on, by platform."""
    found: dict[str, list[CountedPost]] = {}
    for post in calendar.mix_posts:
        if post.day >= today:
            found.setdefault(post.platform, []).append(post)
    return found


def _largest_gap(gaps: Iterable[tuple[float, str]]) -> tuple[float, str]:
    """The largest gap with its objective; of equal ones the first by name."""
    return min(gaps, key=lambda pair: (-pair[0], pair[1]), default=(0.0, ""))


def _serves_campaign(post: CountedPost, campaigns: Mapping[str, Campaign]) -> bool:
    """Whether a post serves the objective of its campaign."""
    return post.campaign in campaigns and campaigns[post.campaign].objective == post.objective


def _posts_asked(platform: Platform, weights: Mapping[str, float], posts: int) -> dict[str, float]:
    """The posts that each objective of a platform is to have, in proportion to the weights."""
    parts = {name: weights.get(name, 1.0) for name in platform.objectives}
    total = fsum(parts.values()) or 1.0
    return {name: posts * part / total for name, part in parts.items()}


def _possible_posts(objective: str, posts: Sequence[CountedPost], themes: Mapping[str, Theme]) -> int:
    """The number of posts that serve an objective, or whose theme could."""
    return sum(post.objective == objective or _can_serve(themes[post.theme], objective) for post in posts)


def _can_serve(theme: Theme, objective: str) -> bool:
    """Whether a theme may serve an objective; one without objectives serves all."""
    return not theme.objectives or objective in theme.objectives
