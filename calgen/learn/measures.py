"""The measure of a post: the logarithm of its rate, freed from what is not its theme, format or moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from math import fsum, log
from statistics import median

RIPE_DAYS = 7  # days after its publication from which the figures of a post are learned from
QUICK_RIPE_DAYS: Mapping[str, int] = {"x": 2, "stories": 1}  # on networks where a post lives for hours
WINDOW_WEEKS = 26  # posts of so many weeks back are learned from
_AROUND = timedelta(weeks=4)  # on each side of a post: the time of which the running level is the median
_CLIP = 3 * 1.4826  # times the median absolute deviation, which is 3 standard deviations of a normal distribution


@dataclass(frozen=True, slots=True)
class PostResult:
    """A published post and its figures.

    `count` is the figure that its objective needs, whose name is `measure` (conversions, clicks, engagements or
    impressions), `impressions` what it is divided by, or None. `read` is the day on which it was read, if not today.
    """

    id: str
    platform: str
    network: str
    category: str
    theme: str
    format: str
    day: date
    hour: time | None
    count: int
    impressions: int | None
    in_campaign: bool = False
    measure: str = ""
    read: date | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """A post with its measure, freed from the running level of its platform; `is_clipped` where one outlier was cut."""

    post: PostResult
    measure: float
    is_clipped: bool = False


def rate_measure(count: int, impressions: int | None) -> float:
    """The logarithm of a rate, with half an event added so that zero has one."""
    return log((count + 0.5) / (impressions + 1)) if impressions is not None else log(count + 0.5)


def is_settled(post: PostResult, today: date) -> bool:
    """Whether the figures of a post have settled: it had been out for some days when they were read."""
    days = QUICK_RIPE_DAYS.get(post.network, RIPE_DAYS)
    return timedelta(days) <= min(post.read or today, today) - post.day


def is_ripe(post: PostResult, today: date) -> bool:
    """Whether the figures of a post have settled, and the post is not too old to learn from."""
    return is_settled(post, today) and today - post.day <= timedelta(weeks=WINDOW_WEEKS)


def measured_posts(posts: Sequence[PostResult], today: date) -> list[Measured]:
    """The ripe posts outside campaigns, by platform, day and id, with their measures.

    From each, the median of its platform and measure over the four weeks before and after it is taken away, so that
    growth and seasons do not credit themes that came late. Then each is kept within three deviations of the median of
    its theme, so that one post does not own a theme.
    """
    ripe = sorted(
        (post for post in posts if is_ripe(post, today) and not post.in_campaign),
        key=lambda post: (post.platform, post.day, post.id),
    )
    raw = [rate_measure(post.count, post.impressions) for post in ripe]
    level = _running_levels(ripe, raw)
    return _clipped([Measured(post, z - at) for post, z, at in zip(ripe, raw, level, strict=True)])


def _running_levels(posts: Sequence[PostResult], raw: Sequence[float]) -> list[float]:
    alike: dict[tuple[str, str], list[tuple[date, float]]] = {}
    for post, z in zip(posts, raw, strict=True):
        alike.setdefault((post.platform, post.measure), []).append((post.day, z))
    levels: dict[tuple[str, str, date], float] = {}
    for post in posts:
        key = (post.platform, post.measure, post.day)
        if key not in levels:
            levels[key] = median(z for day, z in alike[key[:2]] if abs(day - post.day) <= _AROUND)
    return [levels[post.platform, post.measure, post.day] for post in posts]


def _clipped(posts: Sequence[Measured]) -> list[Measured]:
    by_theme: dict[str, list[float]] = {}
    for measured in posts:
        by_theme.setdefault(measured.post.theme, []).append(measured.measure)
    medians = {theme: median(values) for theme, values in by_theme.items()}
    if not posts:
        return []
    room = _CLIP * median(abs(measured.measure - medians[measured.post.theme]) for measured in posts)
    if not room:
        return list(posts)
    found = []
    for measured in posts:
        middle = medians[measured.post.theme]
        kept = min(max(measured.measure, middle - room), middle + room)
        found.append(Measured(measured.post, kept, kept != measured.measure))
    return found


def day_part(hour: time) -> str:
    """The part of a day: `night`, `morning` (6 to 9), `late_morning`, `noon`, `afternoon`, `evening`."""
    parts = ((6, "night"), (9, "morning"), (12, "late_morning"), (14, "noon"), (18, "afternoon"), (22, "evening"))
    return next((name for end, name in parts if hour.hour < end), "night")


def moment(post: PostResult) -> str:
    """The part of the day and the kind of weekday of a post, such as `noon weekday`; empty without an hour."""
    if post.hour is None:
        return ""
    return f"{day_part(post.hour)} {'weekend' if post.day.weekday() > 4 else 'weekday'}"


def centered(posts: Sequence[Measured], group: Callable[[PostResult], str]) -> list[Measured]:
    """The posts with the mean of their group taken away from each measure."""
    by_group: dict[str, list[float]] = {}
    for measured in posts:
        by_group.setdefault(group(measured.post), []).append(measured.measure)
    means: Mapping[str, float] = {name: fsum(values) / len(values) for name, values in by_group.items()}
    return [
        Measured(measured.post, measured.measure - means[group(measured.post)], measured.is_clipped)
        for measured in posts
    ]
