"""What a strategy asks for, read from the cells of its tabs alone: cadence, closed days, the target path of the mix."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import holidays
from dateutil import parser
from named_days import campaign_rows
from written_workbook import Book, Row, as_day, listed

from calgen import api
from calgen.book.words import Words
from calgen.plan.target.spacing_room import days_of_posts
from calgen.plan.target.target_path import TargetPath


@dataclass(frozen=True)
class Frame:
    """The days of the calendar, and those without posts."""

    first: date
    last: date
    closed: frozenset[date]

    def days(self) -> Iterator[date]:
        yield from (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


def days_off(row: Row, language: str) -> set[date]:
    """The days off of a person: days and ranges, parted by semicolons."""
    found: set[date] = set()
    for span in filter(None, str(row["days_off"] or "").split(";")):
        ends = [parser.parse(end, dayfirst=language == "fr").date() for end in span.split(" - ")]
        found |= {ends[0] + timedelta(days=n) for n in range((ends[-1] - ends[0]).days + 1)}
    return found


def nobody_there(book: Book, platform: str) -> set[date]:
    """The days on which everybody who works for a platform is away."""
    people = [row for row in book.rows("team") if not row["platforms"] or platform in listed(row["platforms"])]
    return set.intersection(*(days_off(row, book.words.language) for row in people)) if people else set()


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

    @property
    def weekly(self) -> float:
        """Its posts a week; a month has 52/12 weeks."""
        return self.count * {"week": 1.0, "month": 12 / 52, "day": float(len(self.weekdays))}[self.per]


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
    """The part of a post that belongs to each category and theme on its day: by mix, themes, seasons and campaigns."""

    def __init__(self, book: Book) -> None:
        self.themes = book.rows("themes")
        self.category = {row["theme"]: row["category"] for row in self.themes}
        self._formats = book.rows("formats")
        self._shares = [(row["category"], float(row["share"]), row["platform"]) for row in book.rows("mix")]
        self._platforms = {row["platform"]: row for row in book.rows("platforms")}
        self._promote = book.words.choice("category", "promote")
        self._campaign_rows = campaign_rows(book)
        self._hooks = {row["name"]: row["theme"] for row in book.rows("key_dates")}
        self._usual = {one.platform: one.weekly for one in asked(book)}

    def shares(self, platform: str) -> dict[str, float]:
        """A platform's own rows replace those categories; the others scale to fill."""
        own = {category: share for category, share, of in self._shares if of == platform}
        rest = {category: share for category, share, of in self._shares if not of and category not in own}
        fill = (1 - sum(own.values())) / sum(rest.values()) if rest else 0.0
        found = own | {category: share * fill for category, share in rest.items()}
        return {category: share / sum(found.values()) for category, share in found.items()}

    def themes_of(self, row: Row) -> dict[str, float]:
        """The parts of a row of the social calendar; a post set outside the mix belongs to its theme alone."""
        if self.beside(row):
            return {row["theme"]: 1.0}
        day = as_day(row["date"])
        assert day
        return self.themes_at(row["platform"], day)

    def beside(self, row: Row) -> bool:
        """Whether the user set a post outside the mix: a hook with its theme, or a set day outside its campaign's."""
        if row["key_date"] and self._hooks[row["key_date"]]:
            return True
        day = as_day(row["date"])
        own = [one for one in self._campaign_rows if one.name == row["campaign"]]
        return any(day in one.set_days() and not one.runs(day) for one in own)

    def themes_at(self, platform: str, day: date) -> dict[str, float]:
        """Each theme's part: the running campaigns' for their themes, the rest by the Dosage for the others."""
        here = [row for row in self.themes if self.carries(row, platform) and _in_season(row, day)]
        running = [one for one in self._campaign_rows if platform in one.platforms and one.runs(day)]
        running = [one for one in running if any(row["theme"] in one.themes for row in here)]
        total = self._usual[platform] + sum(one.extra for one in running)
        parts = {one.name: (one.share * self._usual[platform] + one.extra) / total for one in running}
        over = max(1.0, sum(parts.values()))
        pushed = {theme for one in running for theme in one.themes}
        base = self._base(platform, [row for row in here if row["theme"] not in pushed])
        taken = sum(parts[one.name] / over for one in running)
        found = {theme: (1 - taken) * part for theme, part in base.items()}
        for one in running:
            # What speaks to the campaign's present stage weighs three times as much.
            stage = one.stage_on(day)
            own = {r["theme"]: _weight(r) * (3 if r["stage"] == stage else 1) for r in here if r["theme"] in one.themes}
            for theme, weight in own.items():
                part = parts[one.name] / over / (1 if base else taken)
                found[theme] = found.get(theme, 0.0) + part * weight / sum(own.values())
        return found

    def _base(self, platform: str, here: list[Row]) -> dict[str, float]:
        """The Dosage: a category that no theme carries there and then leaves its part to the others."""
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

    def carries(self, theme: Row, platform: str) -> bool:
        """Whether a theme can stand on a platform: by its platforms, its formats, and a platform's one objective."""
        return self._may(theme, platform) and (self._serves(theme, platform) or not self._served(platform))

    def named(self, theme: str, platform: str) -> bool:
        """Whether it can where the user names it: its platforms and formats alone."""
        return any(self._may(row, platform) for row in self.themes if row["theme"] == theme)

    def _may(self, theme: Row, platform: str) -> bool:
        known = {row["format"] for row in self._formats if platform in (listed(row["platforms"]) or (platform,))}
        for named in (listed(theme["formats"]), listed(self._platforms[platform]["formats"])):
            known &= set(named) or known
        return platform in (listed(theme["platforms"]) or (platform,)) and bool(known) and _weight(theme) > 0

    def _served(self, platform: str) -> bool:
        """Whether a theme that promotes can serve the platform's objective, where it has one only."""
        if len(listed(self._platforms[platform]["objectives"])) != 1:
            return False
        own = [row for row in self.themes if row["category"] == self._promote and self._may(row, platform)]
        return any(self._serves(row, platform) for row in own)

    def _serves(self, theme: Row, platform: str) -> bool:
        mine = set(listed(theme["objectives"]))
        return theme["category"] != self._promote or not mine or bool(mine & set(self._objectives(platform)))

    def _objectives(self, platform: str) -> tuple[str, ...]:
        return listed(self._platforms[platform]["objectives"])


def shares_on_path(done: api.Generated, level: str) -> Callable[[Row], dict[str, float]]:
    """What a row was to hold of each "category" or "theme": the path that `plan/mix_oracles.py` counts again."""
    assert done.plan
    path = TargetPath(done.strategy, post_days=days_of_posts(done.plan.posts))
    found = {
        (post.platform, post.day, post.time): path.at(post.platform, post.day, post.theme if post.outside_mix else "")
        for post in done.plan.posts
    }

    def parts(row: Row) -> dict[str, float]:
        share = found[row["platform"], as_day(row["date"]) or date.min, row["time"]]
        if level == "theme":
            return dict(share.themes)
        return {done.words.choice("category", code): part for code, part in share.categories.items()}

    return parts


def _weight(theme: Row) -> float:
    return 1.0 if theme["weight"] is None else float(theme["weight"])


def _in_season(theme: Row, day: date) -> bool:
    start, end = as_day(theme["start"]), as_day(theme["end"])
    return (start is None or start <= day) and (end is None or day <= end)
