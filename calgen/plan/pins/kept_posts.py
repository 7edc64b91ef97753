"""Completes the pins of kept and removed posts: their subject, its title, and whether they stand outside the mix."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from calgen.plan.asked_before import NOTHING_BEFORE
from calgen.plan.draft import PlanDraft
from calgen.plan.pin import Pin
from calgen.plan.target.outside_mix import OutsideMix


def complete_kept_posts(draft: PlanDraft) -> PlanDraft:
    """The pins of kept posts with their subject and its title, and with the mark of those that stand outside the mix.

    A subject has one title, the first that one of its posts has. A post without a subject has that of its title.
    A post before or after the period is outside the mix: the mix of a period is counted from its own posts.
    """
    titles = titles_of_subjects(draft.pins)
    subjects = {title: subject for subject, title in reversed(titles.items()) if title}
    outside_mix = OutsideMix(draft.strategy, draft.horizon.first, draft.asked_before or NOTHING_BEFORE)

    def completed(pin: Pin) -> Pin:
        subject = pin.subject or subjects.get(pin.title, "")
        title = titles.get(subject, "") or pin.title
        is_of_period = draft.horizon.first <= pin.day <= draft.horizon.last
        is_outside = not pin.is_removed and (
            not is_of_period
            or outside_mix.is_outside(pin.platform, pin.day, pin.theme, pin.campaign, pin.key_date)
        )
        return replace(pin, outside_mix=is_outside, subject=subject, title=title)

    return replace(draft, pins=tuple(completed(pin) for pin in draft.pins))


def titles_of_subjects(pins: Iterable[Pin]) -> dict[str, str]:
    """The title of each subject of some pins, by its id: the first that is not empty."""
    titles: dict[str, str] = {}
    for pin in pins:
        if pin.subject and not pin.is_removed:
            titles[pin.subject] = titles.get(pin.subject, "") or pin.title
    return titles
