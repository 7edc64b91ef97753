"""Moves the days that the text of a campaign's other media names: `radio 12/04-18/04; posters` a week later."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from calgen.book.dates import month_numbers
from calgen.book.folding import fold
from calgen.strategy.campaigns import Campaign
from calgen.strategy.other_media import media_runs

_FIGURES = re.compile(r"(?<![\d/.])(\d{1,2})([/.])(\d{1,2})(?:([/.])(\d{4}|\d{2}))?(?![\d/])")
_WRITTEN = re.compile(r"(?<!\d)(\d{1,2})(er)?(\s+)([^\W\d]{3,})(\.?)(?:(\s+)(\d{4}))?(?!\w)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")


def moved_media(campaign: Campaign, days: int) -> str | None:
    """The text of a campaign's other media with its days moved; None where not all of them can be rewritten for sure.

    The result is read again: with the campaign moved as well, each medium must run so many days later.
    """
    if not any(run.has_days for run in media_runs(campaign)):
        return None if _names_days(campaign.other_media) else campaign.other_media
    step = timedelta(days=days)
    moved = replace(campaign, start=campaign.start + step, end=campaign.end + step)
    wanted = [(run.medium, run.first + step, run.last + step, run.has_days) for run in media_runs(campaign)]
    for is_day_first in (True, False):
        text = _moved_text(campaign, step, is_day_first)
        found = media_runs(replace(moved, other_media=text))
        if [(run.medium, run.first, run.last, run.has_days) for run in found] == wanted:
            return text
    return None


def _names_days(text: str) -> bool:
    """Whether a text seems to name days, such as `from 12 to 18 April`, in a form that is not read."""
    has_month = bool(month_numbers().keys() & set(re.findall(r"[^\W\d]+", fold(text))))
    return bool(_FIGURES.search(text)) or (has_month and bool(re.search(r"\d", text)))


def _moved_text(campaign: Campaign, step: timedelta, is_day_first: bool) -> str:
    """The text with each of its days moved, its figures in the order of day and month that is given."""

    def near(day: int, month: int, year: str | None) -> date | None:
        years = [int(year) % 100 + 2000] if year else [campaign.start.year + n for n in (0, -1, 1)]
        found = [made for at in years if (made := _day(at, month, day))]
        return min(found, key=lambda made: abs(made - campaign.start), default=None)

    def figures(found: re.Match[str]) -> str:
        first, second = int(found[1]), int(found[3])
        day = near(*((first, second) if is_day_first else (second, first)), found[5])
        if day is None:
            return found[0]
        parts = (day + step).day, (day + step).month
        one, two = parts if is_day_first else parts[::-1]
        year = f"{found[4]}{str((day + step).year)[-len(found[5]):]}" if found[5] else ""
        return f"{_padded(one, found[1])}{found[2]}{_padded(two, found[3])}{year}"

    def written(found: re.Match[str]) -> str:
        month = month_numbers().get(fold(found[4]).rstrip("."))
        day = near(int(found[1]), month, found[7]) if month else None
        if day is None:
            return found[0]
        after = day + step
        if (after.year, after.month) != (day.year, day.month):
            return found[0]  # the name of another month may be abbreviated in many ways
        return f"{after.day}{found[3]}{found[4]}{found[5]}" + (f"{found[6]}{found[7]}" if found[7] else "")

    def iso(found: re.Match[str]) -> str:
        day = _day(int(found[1]), int(found[2]), int(found[3]))
        return (day + step).isoformat() if day else found[0]

    changes: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
        (_ISO, iso), (_FIGURES, figures), (_WRITTEN, written))  # fmt: skip
    text = campaign.other_media
    for pattern, change in changes:
        text = pattern.sub(change, text)
    return text


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _padded(number: int, like: str) -> str:
    return f"{number:02d}" if len(like) == 2 else str(number)
