"""Days that the user names for campaigns: `J-7, J, J+1` are posts on those days, told where they cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from calgen.book.problems import Problem, Severity
from calgen.plan.beside_mix import BesideMix
from calgen.plan.campaigns import set_days_of, stage_on, uses_platform
from calgen.plan.key_dates import is_quiet
from calgen.plan.model import PlanDraft, Reason
from calgen.plan.pin import Pin, PinKind
from calgen.plan.target_path import can_carry, is_in_season
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.platforms import Platform


def restore_kept_posts(draft: PlanDraft) -> PlanDraft:
    """Kept posts that the user once set beside the mix still stand beside it; so do those that no mix asks for.

    A kept subject has one title, the first that one of its posts has; a post without a subject finds that of its title.
    """
    titles = titles_of_kept_subjects(draft)
    subjects = {title: subject for subject, title in reversed(titles.items()) if title}
    beside_mix = BesideMix(draft.strategy, draft.horizon.first)

    def beside(pin: Pin) -> bool:
        own = (pin.platform, pin.day, pin.theme, pin.campaign, pin.key_date)
        return not pin.is_removed and beside_mix.holds(*own)

    def whole(pin: Pin) -> Pin:
        subject = pin.subject or subjects.get(pin.title, "")
        return replace(pin, beside_mix=beside(pin), subject=subject, title=titles.get(subject, "") or pin.title)

    return replace(draft, pins=tuple(whole(pin) for pin in draft.pins))


def titles_of_kept_subjects(draft: PlanDraft) -> dict[str, str]:
    """The title of each subject of kept posts, by its id: the first that is not empty."""
    found: dict[str, str] = {}
    for pin in draft.pins:
        if pin.subject and not pin.is_removed:
            found[pin.subject] = found.get(pin.subject, "") or pin.title
    return found


def pin_set_days(draft: PlanDraft) -> PlanDraft:
    """A pin on each platform of a campaign for each of its set days, with one of its themes, in AIDA order."""
    pins, told = list[Pin](), list[Problem]()
    there = {(pin.platform, day, pin.theme) for pin in draft.pins for day in pin.settled_days}
    theirs = {(pin.platform, day, pin.campaign) for pin in draft.pins for day in pin.settled_days}
    for one in draft.strategy.campaigns:
        for number, day in enumerate(set_days_of(one, draft.horizon.first, draft.horizon.last)):
            if day < draft.today:
                continue
            homes = _platforms_on(draft.strategy, one, day)
            quiet = tuple(home.platform for home in homes if is_quiet(draft.horizon, home.platform, day))
            if quiet:
                values = {"name": one.campaign, "day": day, "platforms": quiet}
                told.append(Problem("offset_quiet", one.source.place("offsets"), Severity.WARNING, values))
            open_ = [home for home in homes if home.platform not in quiet]
            if open_ and day in draft.horizon.closed_days:
                values = {"name": one.campaign, "day": day}
                told.append(Problem("named_on_closed", one.source.place("offsets"), Severity.NOTE, values))
            for home in open_:
                known = (home.platform, day, one.campaign) in theirs
                if not known and not any((home.platform, day, theme) in there for theme in one.themes):
                    own = _set_day_pin(draft.strategy, one, home, day, number)
                    there.add((own.platform, day, own.theme))
                    pins.append(own)
    return replace(draft, pins=draft.pins + tuple(pins), problems=draft.problems + tuple(told))


def _platforms_on(strategy: Strategy, campaign: Campaign, day: date) -> list[Platform]:
    return [
        one
        for one in strategy.platforms
        if uses_platform(campaign, one) and is_in_season(one, day) and _themes_on(strategy, campaign, one, day)
    ]


def _themes_on(strategy: Strategy, campaign: Campaign, platform: Platform, day: date) -> list[str]:
    """The themes of a campaign that a platform can carry that day: those of its present stage first, then by weight."""
    stage = stage_on(campaign, day)
    found = [
        one
        for one in strategy.themes
        if one.theme in campaign.themes and one.weight > 0
        if is_in_season(one, day) and can_carry(strategy, one, platform)
    ]
    return [one.theme for one in sorted(found, key=lambda one: (one.stage != stage, -one.weight, one.theme))]


def _set_day_pin(strategy: Strategy, campaign: Campaign, platform: Platform, day: date, number: int) -> Pin:
    themes = _themes_on(strategy, campaign, platform, day)
    offset = (day - campaign.start).days
    why = (Reason("offset", {"name": campaign.campaign, "offset": offset}),)
    # Within its days a set post counts towards the campaign's part; outside them it stands beside the mix.
    beside = not campaign.start <= day <= campaign.end
    theme = themes[number % len(themes)]
    return Pin(
        platform.platform,
        day,
        theme,
        kind=PinKind.NAMED,
        reasons=why,
        campaign=campaign.campaign,
        beside_mix=beside,
    )
