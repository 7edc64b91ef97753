"""Set days of campaigns that have no post on a platform though it is not a quiet day: told with their cause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from calgen.book.problems import Problem, Severity
from calgen.book.values import Phrase, first_items
from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.model import Plan, Post
from calgen.plan.target.campaigns import set_days_of, uses_platform
from calgen.plan.target.theme_places import can_carry, is_in_season
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme

SHOWN = 4  # days or platforms in a message
_Cause = tuple[str, tuple[str, ...]]  # the end of the keys of its phrases, and the names that these say


def set_days_have_their_posts(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """Each set day to come has a post on the platforms of its campaign; where it has none, the cause is told.

    Where a campaign names no platforms, some of those that could carry it are enough.
    """
    for campaign in calendar.strategy.campaigns:
        missing: dict[_Cause, tuple[dict[date, None], dict[str, None]]] = {}
        for day in set_days_of(campaign, max(today, plan.horizon.first), plan.horizon.last):
            for platform, cause in _missing_on(plan, calendar.strategy, campaign, day):
                days, names = missing.setdefault(cause, ({}, {}))
                days[day], names[platform] = None, None
        for cause, (days, names) in missing.items():
            values = _phrases(calendar.strategy, cause) | {"name": campaign.campaign, "n": len(days)}
            values |= {"days": first_items(days, SHOWN), "platforms": first_items(names, SHOWN)}
            yield Problem("offset_unplaced", campaign.source.place("offsets"), Severity.WARNING, values)


def _phrases(strategy: Strategy, cause: _Cause) -> dict[str, object]:
    """What is said of a cause, and what helps."""
    code, names = cause
    values: dict[str, object] = {"n": len(names), "name": names[0], "theme": names[-1]}
    platforms = (_season(row) for row in strategy.platforms if code == "platform" and row.platform in names)
    themes = (_season(row) for row in strategy.themes if code == "season" and row.theme in names)
    values["seasons"] = first_items((*platforms, *themes), SHOWN)
    return {part: Phrase(("phrases", f"set_day_{part}_{code}"), values) for part in ("cause", "remedy")}


def _missing_on(plan: Plan, strategy: Strategy, campaign: Campaign, day: date) -> Iterator[tuple[str, _Cause]]:
    """The platforms of a campaign without a post of it on a set day, each with the cause."""
    there = [post for post in plan.posts if post.day == day]
    if not campaign.platforms and any(post.campaign == campaign.campaign for post in there):
        return
    for platform in strategy.platforms:
        own = [post for post in there if post.platform == platform.platform]
        has_own = any(post.campaign == campaign.campaign for post in own)
        cause = _cause(strategy, campaign, platform, day, own) if uses_platform(campaign, platform) else None
        if cause and not has_own:
            yield platform.platform, cause


def _cause(strategy: Strategy, campaign: Campaign, platform: Platform, day: date, posts: list[Post]) -> _Cause | None:
    """Why a set day has no post on a platform; None where another finding says it: quiet, hours, pause, no home."""
    themes = [row for row in strategy.themes if row.theme in campaign.themes and row.weight > 0]
    carried = [theme for theme in themes if can_carry(strategy, theme, platform)]
    if not carried or platform.is_paused:
        return None
    if not is_in_season(platform, day):
        return "platform", (platform.platform,)
    if not any(is_in_season(theme, day) for theme in carried):
        return "season", tuple(theme.theme for theme in carried)
    names = {theme.theme for theme in carried}
    taken = next((post for post in posts if post.theme in names), None)
    if taken is None:
        return None
    other = taken.campaign or taken.key_date
    return ("taken", (other, taken.theme)) if other else ("theme", (taken.theme,))


def _season(row: Theme | Platform) -> Phrase:
    """A theme or a platform with its days, which may be open on one side."""
    name = row.theme if isinstance(row, Theme) else row.platform
    side = "both" if row.start and row.end else "from" if row.start else "until"
    return Phrase(("phrases", f"season_{side}"), {"name": name, "first": row.start, "last": row.end})
