"""What a campaign does in print, on air or by post, with its days: `radio 12/04-18/04; posters`.

The text of the cell stays as it was typed. Days without a year are those nearest to the campaign, and so are figures
whose order of day and month is not certain. A medium without days runs with its campaign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from calgen.book import dates, patterns
from calgen.strategy.campaigns import Campaign

_FIGURES = re.compile(r"(?<![\d/.])(\d{1,2}[/.]\d{1,2})(?![/.]?\d)")  # a day and a month without a year
_RANGE = re.compile(r"(?<=\d)\s*[-–—]\s*(?=\d{1,2}[/.])")
_PARTS = re.compile(r"[;\n]|,(?!\s*\d)")


@dataclass(frozen=True, slots=True)
class MediaRun:
    """A medium of a campaign with its first and last day; `has_days` where these were typed."""

    campaign: str
    medium: str
    first: date
    last: date
    has_days: bool


def media_runs(campaign: Campaign) -> tuple[MediaRun, ...]:
    """The other media of a campaign, in the order of the cell; a part whose days cannot be read has none."""
    parts = [part.strip() for part in _PARTS.split(campaign.other_media) if part.strip()]
    return tuple(run for part in parts for run in _runs(campaign, part))


def _runs(campaign: Campaign, part: str) -> list[MediaRun]:
    begins = re.search(r"\d", part)
    name = part[: begins.start()] if begins else part
    found = _nearest(campaign, part[begins.start() :]) if begins else ()
    if not found:
        return [MediaRun(campaign.campaign, part, campaign.start, campaign.end, has_days=False)]
    name = patterns.words_before_days().sub("", name.strip(" :(")).strip(" :(") or part
    return [MediaRun(campaign.campaign, name, first, last, has_days=True) for first, last in found]


def _with_years(text: str, first: int, last: int) -> str:
    """A text whose first day without a year gets the one, the others the other year."""
    begun = _FIGURES.sub(rf"\1/{first}", text, count=1)
    return _FIGURES.sub(rf"\1/{last}", begun).replace(".", "/")


def _nearest(campaign: Campaign, text: str) -> tuple[tuple[date, date], ...]:
    """The days of a text, read with the year and the order of figures that lie nearest to the campaign."""
    text = _RANGE.sub(" - ", text.rstrip(" )"))
    years = (campaign.start.year, campaign.start.year - 1, campaign.start.year + 1)
    texts = [_with_years(text, first, last) for first in years for last in (first, first + 1)]
    read = [dates.days(one, order) for one in texts for order in (True, False)]
    able = [found for found in read if isinstance(found, tuple) and found]
    return min(able, key=lambda found: abs((found[0][0] - campaign.start).days), default=())
