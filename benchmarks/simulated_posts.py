"""Invented publications of a calendar whose truth is known: what came out when, with which words, and how it did.

Everything follows from the seed and from the number of each post, whatever the order of the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from math import exp
from random import Random

from benchmarks.simulated_links import post_address
from benchmarks.simulated_texts import INVENTED_TITLES, published_text, reworded
from calgen.book.vocabulary import understood_code
from calgen.calendar import CalendarRow
from calgen.learn.measures import day_part
from calgen.plan.days.time_zones import in_zone
from calgen.results.post_links import content_tag
from calgen.strategy.networks import network

# network → median impressions of a post, engagements and clicks for each impression; orders of magnitude, invented
_USUAL: Mapping[str, tuple[int, float, float]] = {
    "facebook": (420, 0.030, 0.012),
    "instagram": (640, 0.045, 0.006),
    "linkedin": (900, 0.028, 0.014),
    "x": (520, 0.014, 0.006),
    "tiktok": (1100, 0.050, 0.002),
    "youtube": (260, 0.030, 0.010),
}
_OTHER = (300, 0.020, 0.010)
_CONVERSIONS = 0.12  # for each visit
_HALF_DAYS = 1.5  # days after which all but 1/e of the figures of a post are there


@dataclass(frozen=True, slots=True)
class TrueEffects:
    """Effects on the logarithm of the rate of a post, by theme, format (code) and moment (`noon weekday`).

    `spread` is the deviation of single posts (counts have the luck of small numbers on top), `growth` that of the
    impressions a week, as a part.
    """

    themes: Mapping[str, float] = field(default_factory=dict)
    formats: Mapping[str, float] = field(default_factory=dict)
    moments: Mapping[str, float] = field(default_factory=dict)
    spread: float = 0.9
    growth: float = 0.004


@dataclass(frozen=True, slots=True)
class Troubles:
    """What goes otherwise than planned, each as a part of the posts; `outside` are posts for each that is planned."""

    late: float = 0.0  # out about a day late
    edited: float = 0.0  # with other words than those of the calendar
    missed: float = 0.0  # never out
    outside: float = 0.0  # not in the calendar
    alike: float = 0.0  # of those outside: with the words of a planned post of that day
    by_hand: float = 0.0  # out within twenty minutes of the hour, not on it


@dataclass(frozen=True, slots=True)
class World:
    """An invented world: what is true in it, what goes wrong in it, its language and time zone, and its seed."""

    effects: TrueEffects = TrueEffects()
    troubles: Troubles = Troubles()
    language: str = "en"
    zone: str = "Europe/Paris"  # of the workbook
    seed: int = 0


@dataclass(frozen=True, slots=True)
class SimulatedPost:
    """A publication. `post` is the number of the post that it is, empty for one outside of the calendar.

    `at` is its moment in the zone of the workbook; counts are those that it has in the end.
    """

    post: str
    platform: str
    network: str
    account: str
    format: str
    at: datetime
    text: str
    url: str
    native_id: str
    link: str
    tag: str
    campaign: str
    impressions: int
    reactions: int
    comments: int
    shares: int
    clicks: int
    conversions: int

    @property
    def is_story(self) -> bool:
        """Whether it is one of those that a network shows for a day, and exports without words."""
        return self.format == "story" or self.network == "stories"

    def as_of(self, day: date) -> SimulatedPost:
        """The same with the counts that it has on a day: most of them come in the first days."""
        age = (datetime.combine(day, time(0)) - self.at) / timedelta(days=1)
        part = 1 - exp(-max(age, 0.0) / _HALF_DAYS)
        names = ("impressions", "reactions", "comments", "shares", "clicks", "conversions")
        return replace(self, **{name: round(getattr(self, name) * part) for name in names})


def simulated_posts(rows: Iterable[CalendarRow], world: World, first: date, last: date) -> tuple[SimulatedPost, ...]:
    """The publications of the rows of a social calendar from a day to a day, by moment; and some outside of it."""
    found = list[SimulatedPost]()
    for row in rows:
        day = row.day()
        if row.id and day and first <= day <= last and row.text("platform") and row.code("status") != "cancelled":
            found += _publications(row, day, world)
    return tuple(sorted(found, key=lambda post: (post.at, post.platform, post.post)))


def _publications(row: CalendarRow, day: date, world: World) -> Iterator[SimulatedPost]:
    troubles, random = world.troubles, Random(f"{world.seed} {row.id}")
    draws = {name: random.random() for name in ("late", "edited", "missed", "outside", "alike", "by_hand")}
    hour = row.hour() or time(12)
    at = datetime.combine(day, hour) + timedelta(seconds=random.randrange(0, 100))
    if draws["by_hand"] < troubles.by_hand:
        at += timedelta(minutes=random.randrange(-19, 20))
    if draws["late"] < troubles.late:
        at += timedelta(hours=random.randrange(18, 31))
    words = row.text("text") or published_text(row.text("title"), row.text("theme"), world.language, random)
    if draws["edited"] < troubles.edited:
        words = reworded(words, world.language, random)
    code = understood_code("format", row.text("format")) or row.text("format")
    if draws["missed"] >= troubles.missed:
        yield _post(row, row.id, at, words, code, world, random)
    if draws["outside"] < troubles.outside:
        own = words if draws["alike"] < troubles.alike else random.choice(INVENTED_TITLES[world.language])
        later = at + timedelta(hours=random.randrange(2, 9), minutes=random.randrange(60))
        yield _post(row, "", later, own, "photo", world, random)


def _post(
    row: CalendarRow, id_: str, at: datetime, words: str, code: str, world: World, random: Random
) -> SimulatedPost:
    platform, net = row.text("platform"), network(row.text("platform")).key
    effects, (median, engaged, clicked) = world.effects, _USUAL.get(net, _OTHER)
    moment = f"{day_part(at.time())} {'weekend' if at.weekday() > 4 else 'weekday'}"
    effect = effects.themes.get(row.text("theme"), 0.0) + effects.formats.get(code, 0.0)
    effect += effects.moments.get(moment, 0.0) + random.gauss(0, effects.spread)
    weeks = (at.date() - date(2027, 1, 4)).days / 7
    impressions = max(20, round(median * exp(random.gauss(0, 0.45) + effects.growth * weeks)))
    engagements = min(impressions, poisson(random, engaged * exp(effect) * impressions))
    clicks = min(impressions, poisson(random, clicked * exp(effect) * impressions))
    comments, shares = (round(engagements * random.uniform(0, 0.2)) for _ in range(2))
    made = in_zone(at, world.zone, "UTC")
    url, native = post_address(net, row.text("account"), made, random, is_story=code == "story")
    link = row.text("link") if id_ else ""
    return SimulatedPost(
        id_, platform, net, row.text("account"), code, at, words, url, native, link, content_tag(link),
        row.text("campaign") or row.text("theme"), impressions, max(0, engagements - comments - shares), comments,
        shares, clicks, poisson(random, clicks * _CONVERSIONS),
    )  # fmt: skip


def poisson(random: Random, mean: float) -> int:
    """A Poisson count: the arrivals of exponential times within `mean`."""
    count, at = 0, random.expovariate(1)
    while at < mean:
        count, at = count + 1, at + random.expovariate(1)
    return count
