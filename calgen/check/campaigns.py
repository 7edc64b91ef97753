"""Campaigns: within the calendar, with themes to carry them, apart from each other, and over a daily base."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import combinations

from calgen.book.problems import Problem, Severity
from calgen.book.values import Labelled, Phrase, Span, Word, first_items
from calgen.check.campaign_parts import asked_beyond_all
from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.model import Plan
from calgen.plan.target.campaigns import set_days_of
from calgen.plan.target.theme_places import can_carry
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.other_media import media_runs
from calgen.strategy.platforms import Platform

NEARLY_ALL = Fraction(9, 10)  # a campaign with this share of the posts leaves no daily base
LAUNCH_DAYS = 7  # a launch may have a week to itself
SHOWN = 4  # pairs of campaigns, campaigns or set days in a message
BASE_POSTS = 4  # a platform with fewer posts than these has no daily base anyway


def _platforms(strategy: Strategy, campaign: Campaign) -> list[Platform]:
    """The platforms of a campaign; all of them where it names none."""
    names = campaign.platforms
    return [platform for platform in strategy.platforms if not names or platform.platform in names]


def campaigns_have_themes(strategy: Strategy) -> Iterable[Problem]:
    """Each platform that a campaign names can carry one of the campaign's themes."""
    for campaign in strategy.campaigns:
        themes = [theme for theme in strategy.themes if theme.theme in campaign.themes and theme.weight > 0]
        for platform in strategy.platforms:
            named = platform.platform in campaign.platforms
            if named and not any(can_carry(strategy, theme, platform) for theme in themes):
                values = {"name": campaign.campaign, "platform": platform.platform}
                yield Problem("campaign_no_home", campaign.source.place("platforms"), Severity.WARNING, values)


def campaigns_keep_apart(strategy: Strategy) -> Iterable[Problem]:
    """Two campaigns at once on the same platforms have different themes."""
    in_order = sorted(strategy.campaigns, key=lambda campaign: (campaign.start, campaign.source.row))
    for first, second in combinations(in_order, 2):
        names = {platform.platform for platform in _platforms(strategy, first)}
        shared = names & {platform.platform for platform in _platforms(strategy, second)}
        themes = tuple(name for name in first.themes if name in second.themes)
        begins, ends = max(first.start, second.start), min(first.end, second.end)
        if shared and themes and begins <= ends:
            values = {"first": first.campaign, "second": second.campaign, "n": len(themes), "themes": themes}
            values |= {"begins": begins, "ends": ends}
            yield Problem("campaigns_clash", second.source.place("themes"), Severity.WARNING, values)


def campaigns_share_days(strategy: Strategy) -> Iterable[Problem]:
    """Campaigns with themes of their own that run at once on the same platforms are told, in one note.

    Those that ask there for more than all posts have a finding of their own (`campaigns_beyond_all`).
    """
    crowded = [set(campaigns) for campaigns in asked_beyond_all(strategy)]
    in_order = sorted(strategy.campaigns, key=lambda campaign: (campaign.start, campaign.source.row))
    found = [
        (first, second, days)
        for first, second in combinations(in_order, 2)
        if (days := _shared_days(strategy, first, second))
        and not set(first.themes) & set(second.themes)
        and not any(first in campaigns and second in campaigns for campaigns in crowded)
    ]
    if found:
        pairs = (Labelled(_pair(first, second), days) for first, second, days in found)
        values = {"n": len(found), "pairs": first_items(pairs, SHOWN)}
        yield Problem("campaigns_overlap", found[0][1].source.place("start"), Severity.NOTE, values)


def _pair(first: Campaign, second: Campaign) -> Phrase:
    return Phrase(("phrases", "campaign_pair"), {"first": first.campaign, "second": second.campaign})


def _shared_days(strategy: Strategy, first: Campaign, second: Campaign) -> Span | None:
    """The days on which two campaigns run on one platform at least."""
    begins, ends = max(first.start, second.start), min(first.end, second.end)
    names = {platform.platform for platform in _platforms(strategy, first)}
    is_shared = begins <= ends and any(platform.platform in names for platform in _platforms(strategy, second))
    return Span(begins, ends) if is_shared else None


def campaigns_stand_on_a_daily_base(strategy: Strategy) -> Iterable[Problem]:
    """A long campaign that takes all posts of a platform leaves nothing for people whom it does not concern."""
    for campaign in strategy.campaigns:
        days = (campaign.end - campaign.start).days + 1
        silent = tuple(
            platform.platform
            for platform in _platforms(strategy, campaign)
            if platform.cadence.weekly(len(platform.days) or 7) * days / 7 >= BASE_POSTS
        )
        if campaign.share >= NEARLY_ALL and days > LAUNCH_DAYS and silent:
            values = {"name": campaign.campaign, "days": days, "n": len(silent), "platforms": silent}
            yield Problem("campaign_no_base", campaign.source.place("share"), Severity.WARNING, values)


def themes_keep_their_stage(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """Most posts of a theme with a stage have that stage; else it is told which campaigns give them another."""
    for theme in calendar.strategy.themes:
        own = [post for post in plan.posts if post.theme == theme.theme and post.day >= today] if theme.stage else []
        others = [post for post in own if post.campaign and post.stage != theme.stage]
        if 2 * len(others) > len(own):
            stages = tuple(Word("stage", code) for code in dict.fromkeys(post.stage for post in others))
            names = first_items(dict.fromkeys(post.campaign for post in others), SHOWN)
            values: dict[str, object] = {"theme": theme.theme, "stage": Word("stage", theme.stage), "stages": stages}
            values |= {"n": len(others), "of": len(own), "campaigns": names}
            yield Problem("stage_replaced", theme.source.place("stage"), Severity.NOTE, values)


def campaigns_lie_in_the_plan(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """Campaigns outside the calendar are for later, or have a mistyped date."""
    first, last = plan.horizon.first, plan.horizon.last
    rows = [row for row in calendar.strategy.campaigns if today <= row.end < first or row.start > last]
    rows.sort(key=lambda row: row.source.row)
    if rows:
        names = first_items((Labelled(row.campaign, Span(row.start, row.end)) for row in rows), SHOWN)
        values = {"n": len(rows), "names": names, "first": first, "last": last}
        yield Problem("campaign_outside", rows[0].source.place("start"), Severity.NOTE, values)


def set_days_lie_in_the_plan(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """A set day before or after the calendar has no post; a campaign that lies outside as a whole is told once."""
    first, last = plan.horizon.first, plan.horizon.last
    for campaign in calendar.strategy.campaigns:
        ahead = set_days_of(campaign, today, date.max)
        days = tuple(day for day in sorted(set(ahead)) if not first <= day <= last)
        if days and campaign.start <= last and campaign.end >= first:
            values = {"name": campaign.campaign, "days": first_items(days, SHOWN), "first": first, "last": last}
            yield Problem("offset_outside", campaign.source.place("offsets"), Severity.WARNING, values)


def campaigns_yield_to_quiet_days(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """On days that are quiet except for another category than those of its themes, a campaign has no post."""
    strategy = calendar.strategy
    categories = {theme.theme: theme.category for theme in strategy.themes}
    for campaign in strategy.campaigns:
        own = {categories[name] for name in campaign.themes if name in categories}
        names = {platform.platform for platform in _platforms(strategy, campaign)}
        days: dict[tuple[str, str], set[date]] = {}
        for (platform, day), (category, reason) in plan.horizon.only_category.items():
            is_running = max(campaign.start, plan.horizon.first, today) <= day <= min(campaign.end, plan.horizon.last)
            if is_running and platform in names and category not in own:
                days.setdefault((str(reason.values["name"]), category), set()).add(day)
        for (key_date, category), found in sorted(days.items()):
            values = {"name": campaign.campaign, "key_date": key_date, "category": Word("category", category)}
            values |= {"n": len(found), "days": Span(min(found), max(found))}
            yield Problem("campaign_yields", campaign.source.place("start"), Severity.NOTE, values)


def other_media_have_posts_around_them(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """A campaign in print, on air or by post has posts on social media, and some while a medium with days runs."""
    for campaign in calendar.strategy.campaigns:
        inside = campaign.start <= plan.horizon.last and campaign.end >= max(plan.horizon.first, today)
        if campaign.other_media and inside and calendar.counts.count(campaign=campaign.campaign):
            yield from _media_alone(plan, calendar, campaign, today)
        elif campaign.other_media and inside:
            values = {"name": campaign.campaign, "media": campaign.other_media}
            yield Problem("media_alone", campaign.source.place("other_media"), Severity.WARNING, values)


def _media_alone(plan: Plan, calendar: CountedCalendar, campaign: Campaign, today: date) -> Iterable[Problem]:
    """The media of a campaign that run for days on which it has no post."""
    for run in media_runs(campaign):
        first, last = max(run.first, plan.horizon.first, today), min(run.last, plan.horizon.last)
        if run.has_days and first <= last and not calendar.counts.between(first, last, campaign=campaign.campaign):
            values = {"name": campaign.campaign, "medium": run.medium, "days": Span(run.first, run.last)}
            yield Problem("media_days_alone", campaign.source.place("other_media"), Severity.WARNING, values)
