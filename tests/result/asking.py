"""What a strategy asks for, read from the cells of its tabs alone: cadence, closed days, the target path of the mix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import holidays
from readback import Book, Row, as_day, listed

from calgen.book.words import Words


@dataclass(frozen=True)
class Frame:
    """The days of the calendar, and those without posts."""

    first: date
    last: date
    closed: frozenset[date]

    def days(self) -> Iterator[date]:
        yield from (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


def frame(book: Book) -> Frame:
    """First and last day, public holidays and closed days, from the settings' cells."""
    of = book.settings
    first = as_day(of["start"])
    assert first
    last = first + timedelta(days=7 * int(of["weeks"]) - 1)
    assert of["public_holidays"] == book.words.choice("holidays", "avoid")
    off = set(holidays.country_holidays(of["country"], subdiv=of["region"], years=range(first.year, last.year + 1)))
    rest = weekdays(of["closed_days"], book.words)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return Frame(first, last, frozenset(day for day in days if day in off or day.weekday() in rest))


def weekdays(value: Any, words: Words) -> tuple[int, ...]:
    """The numbers of the weekdays that a cell names."""
    names = [words.weekday(n) for n in range(7)]
    return tuple(names.index(one) for one in listed(value))


@dataclass(frozen=True)
class Asked:
    """A platform's cadence: so many posts per day, week or month, on these weekdays, between these days."""

    platform: str
    count: float
    per: str
    weekdays: tuple[int, ...]
    first: date
    last: date


def asked(book: Book) -> list[Asked]:
    """What each platform is asked to post."""
    when, found = frame(book), []
    for row in book.rows("platforms"):
        count, per = _cadence(row["cadence"])
        days = weekdays(row["days"], book.words) or tuple(range(7))
        first, last = as_day(row["start"]) or when.first, as_day(row["end"]) or when.last
        found.append(Asked(row["platform"], count, per, days, max(first, when.first), min(last, when.last)))
    return found


def _cadence(value: Any) -> tuple[float, str]:
    if isinstance(value, int | float):
        return float(value), "week"
    number, text = str(value).split(maxsplit=1)
    per = "month" if "mo" in text else "day" if "day" in text or "jour" in text else "week"
    return float(number.replace(",", ".")), per


class Target:
    """What part of a platform's post of a day belongs to each category and theme, by the Dosage, themes and seasons."""

    def __init__(self, book: Book) -> None:
        self.themes = book.rows("themes")
        self.category = {row["theme"]: row["category"] for row in self.themes}
        self._formats = book.rows("formats")
        self._shares = [(row["category"], float(row["share"]), row["platform"]) for row in book.rows("mix")]
        self._platforms = {row["platform"]: row for row in book.rows("platforms")}

    def shares(self, platform: str) -> dict[str, float]:
        """A platform's own rows replace those categories; the others scale to fill."""
        own = {category: share for category, share, of in self._shares if of == platform}
        rest = {category: share for category, share, of in self._shares if not of and category not in own}
        fill = (1 - sum(own.values())) / sum(rest.values()) if rest else 0.0
        found = own | {category: share * fill for category, share in rest.items()}
        return {category: share / sum(found.values()) for category, share in found.items()}

    def themes_at(self, platform: str, day: date) -> dict[str, float]:
        """Each theme's part: a category that no theme carries there and then leaves its part to the others."""
        here = [row for row in self.themes if self._carries(row, platform) and _in_season(row, day)]
        weights: dict[str, float] = {}
        for row in here:
            weights[row["category"]] = weights.get(row["category"], 0.0) + _weight(row)
        shares = {name: share for name, share in self.shares(platform).items() if name in weights}
        total = sum(shares.values())
        return {
            row["theme"]: shares[row["category"]] / total * _weight(row) / weights[row["category"]]
            for row in here
            if row["category"] in shares
        }

    def categories_at(self, platform: str, day: date) -> dict[str, float]:
        """Each category's part."""
        found: dict[str, float] = {}
        for theme, part in self.themes_at(platform, day).items():
            found[self.category[theme]] = found.get(self.category[theme], 0.0) + part
        return found

    def _carries(self, theme: Row, platform: str) -> bool:
        known = {row["format"] for row in self._formats if platform in (listed(row["platforms"]) or (platform,))}
        for named in (listed(theme["formats"]), listed(self._platforms[platform]["formats"])):
            known &= set(named) or known
        return platform in (listed(theme["platforms"]) or (platform,)) and bool(known)


def _weight(theme: Row) -> float:
    return 1.0 if theme["weight"] is None else float(theme["weight"])


def _in_season(theme: Row, day: date) -> bool:
    start, end = as_day(theme["start"]), as_day(theme["end"])
    return (start is None or start <= day) and (end is None or day <= end)
