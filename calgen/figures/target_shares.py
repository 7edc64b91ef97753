"""The shares that the target path gives to each category and theme, on average over the posts of a calendar."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from calgen.figures.counted_posts import CountedPost
from calgen.plan.asked_before import NOTHING_BEFORE, AskedBefore
from calgen.plan.target.outside_mix import OutsideMix
from calgen.plan.target.share import Share
from calgen.plan.target.spacing_room import days_of_posts
from calgen.plan.target.target_path import TargetPath
from calgen.strategy import Strategy


@dataclass(frozen=True, slots=True)
class TargetShares:
    """Parts of all posts, each between 0 and 1."""

    categories: Mapping[str, float]
    themes: Mapping[str, float]
    on_platforms: Mapping[str, Mapping[str, float]]  # of the posts of each platform: its categories


def target_shares(
    strategy: Strategy,
    first_day: date,
    posts: Iterable[CountedPost],
    theme_categories: Mapping[str, str],
    before: AskedBefore = NOTHING_BEFORE,
    path: TargetPath | None = None,
) -> TargetShares:
    """The parts that each post's platform and day have on the target path, on average over the posts with a day.

    `first_day` is that of the calendar. A post that the user set outside the mix belongs to its theme alone, one
    without a theme on a platform that the strategy does not know to nothing. On days that are over the path is that of
    what was asked `before`. `path` is that of the strategy and `before`, where it is known.
    """
    shares, counts, own = _counted(strategy, first_day, list(posts), before, path or TargetPath(strategy, before))

    def parts(of: Callable[[Share], Mapping[str, float]], name: Callable[[str], str], on: str = "") -> dict[str, float]:
        found = [(of(shares[key]), count) for (platform, key), count in counts.items() if on in ("", platform)]
        names: Counter[str] = Counter()
        for (platform, theme), count in own.items():
            names[name(theme)] += count if on in ("", platform) else 0
        return _parts(found, +names)

    def categories(on: str = "") -> dict[str, float]:
        return parts(lambda share: share.categories, lambda theme: theme_categories[theme], on)

    found = sorted({platform for platform, _ in (*counts, *own)})
    themes = parts(lambda share: share.themes, lambda theme: theme)
    return TargetShares(categories(), themes, {platform: categories(platform) for platform in found})


def _counted(
    strategy: Strategy, first_day: date, posts: Sequence[CountedPost], before: AskedBefore, path: TargetPath
) -> tuple[dict[int, Share], Counter[tuple[str, int]], Counter[tuple[str, str]]]:
    """The shares of the path by identity, the posts by platform and share, and those outside the mix by theme."""
    outside_mix = OutsideMix(strategy, first_day, before)
    path = path.with_posts(days_of_posts(post for post in posts if post.theme))
    platforms = {platform.platform for platform in strategy.platforms}
    shares: dict[int, Share] = {}  # the path returns one record for all days that are alike
    counts: Counter[tuple[str, int]] = Counter()  # by platform and share
    own: Counter[tuple[str, str]] = Counter()  # by platform and theme
    for post in posts:
        cells = (post.platform, post.day, post.theme, post.campaign, post.key_date)
        if post.theme and outside_mix.is_outside(*cells):
            own[post.platform, post.theme] += 1
        elif post.platform in platforms or before.on(post.platform, post.day):
            share = path.at(post.platform, post.day)
            shares[id(share)] = share
            counts[post.platform, id(share)] += 1
    return shares, counts, own


def _parts(shares: Iterable[tuple[Mapping[str, float], int]], own: Counter[str]) -> dict[str, float]:
    """Each name's part, from shares with their number of posts and the posts that are a name's `own`.

    Summed in fractions, so that the result does not depend on the order of the posts.
    """
    found = defaultdict(Fraction, {name: Fraction(count) for name, count in own.items()})
    for parts, count in shares:
        for name, part in parts.items():
            found[name] += Fraction(part) * count
    total = sum(found.values())
    return {name: float(part / total) for name, part in found.items()} if total else {}
