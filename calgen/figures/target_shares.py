"""The shares that the target path gives to each category and theme, on average over the posts of a calendar."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from calgen.figures.counted_posts import CountedPost
from calgen.plan.target.outside_mix import OutsideMix
from calgen.plan.target.share import Share
from calgen.plan.target.target_path import TargetPath
from calgen.strategy import Strategy


@dataclass(frozen=True, slots=True)
class TargetShares:
    """Parts of all posts, each between 0 and 1."""

    categories: Mapping[str, float]
    themes: Mapping[str, float]


def target_shares(
    strategy: Strategy, first_day: date, posts: Iterable[CountedPost], theme_categories: Mapping[str, str]
) -> TargetShares:
    """The parts that each post's platform and day have on the target path, on average over the posts with a day.

    `first_day` is that of the calendar. A post that the user set outside the mix belongs to its theme alone, one
    without a theme on a platform that the strategy does not know to nothing.
    """
    path, outside_mix = TargetPath(strategy), OutsideMix(strategy, first_day)
    platforms = {platform.platform for platform in strategy.platforms}
    shares: dict[int, Share] = {}  # by identity: the path returns one record for all days that are alike
    counts: Counter[int] = Counter()
    own_themes: Counter[str] = Counter()
    for post in posts:
        if not post.day:
            continue
        cells = (post.platform, post.day, post.theme, post.campaign, post.key_date)
        if post.theme and outside_mix.is_outside(*cells):
            own_themes[post.theme] += 1
        elif post.platform in platforms:
            share = path.at(post.platform, post.day)
            shares[id(share)] = share
            counts[id(share)] += 1
    own_categories: Counter[str] = Counter()
    for theme, count in own_themes.items():
        own_categories[theme_categories[theme]] += count
    pairs = [(shares[key], count) for key, count in counts.items()]
    return TargetShares(
        _parts(((share.categories, count) for share, count in pairs), own_categories),
        _parts(((share.themes, count) for share, count in pairs), own_themes),
    )


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
