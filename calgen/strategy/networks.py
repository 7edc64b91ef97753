"""Social networks: usual days, hours and formats of each, recognised from the name of a platform.

Hours and days follow Sprout Social's studies of 2023 (odwyerpr.com, socialmediatoday.com 650006); studies disagree, so
they only fill what the user left blank. Limits stand in `limits.py`, each with its source. Rhythms of promotion are
suggestions after published schedules (CoSchedule and others), which the user can change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from calgen.book import patterns
from calgen.book.folding import fold, tidy
from calgen.book.vocabulary import network_names
from calgen.strategy.limits import LIMITS, Limits
from calgen.strategy.platforms import Platform


@dataclass(frozen=True, slots=True)
class Network:
    """The usual days and hours of a network: weekdays from best to worst (0 is Monday), hours as minutes of the day.

    `names` are those of the product; what people call it in a language stands in the table `[networks]` of its words.
    """

    key: str
    names: tuple[str, ...]
    weekdays: tuple[int, ...]
    hours: tuple[tuple[int, int], ...]
    formats: tuple[str, ...] = ()
    rhythm: tuple[int, ...] = (0,)  # days after its publication on which a piece of content is promoted

    @property
    def limits(self) -> Limits | None:
        """The limits of its posts; `None` where they are not known."""
        return LIMITS.get(self.key)

    @property
    def characters(self) -> int | None:
        """The most characters of a post; `None` where it is not known."""
        return self.limits.characters if self.limits else None

    @property
    def hashtags(self) -> int | None:
        """The most hashtags of a post; `None` where it is not known."""
        return self.limits.hashtags if self.limits else None


_WEEK = (1, 2, 3, 0, 4, 5, 6)
_MORNING = ((9 * 60, 11 * 60),)

NETWORKS: tuple[Network, ...] = (
    Network("stories", ("stories", "story"), _WEEK, ((12 * 60, 13 * 60 + 30),), ("story",)),
    Network(
        "shorts",
        ("youtube shorts", "shorts"),
        (1, 3, 5, 2, 4, 6, 0),
        ((17 * 60, 19 * 60),),
        ("short_video",),
    ),
    Network(
        "facebook",
        ("facebook", "fb"),
        (1, 2, 3, 0, 4, 5, 6),
        ((9 * 60, 12 * 60),),
        ("photo", "post", "carousel", "short_video"),
        rhythm=(0, 7, 30),
    ),
    Network(
        "instagram",
        ("instagram", "insta", "ig"),
        (0, 2, 4, 1, 3, 5, 6),
        ((11 * 60, 13 * 60),),
        ("photo", "carousel", "short_video"),
        rhythm=(1, 30),
    ),
    Network(
        "linkedin",
        ("linkedin",),
        (1, 2, 3, 0, 4, 6, 5),
        ((10 * 60, 12 * 60),),
        ("post", "carousel", "article", "poll"),
        rhythm=(0, 14, 60),
    ),
    Network(
        "x",
        ("x", "twitter", "x (twitter)"),
        (1, 2, 3, 4, 0, 5, 6),
        _MORNING,
        ("post", "photo", "poll"),
        rhythm=(0, 1, 7, 30, 90),
    ),
    Network(
        "tiktok",
        ("tiktok", "tik tok"),
        (1, 2, 3, 4, 0, 5, 6),
        ((16 * 60, 18 * 60),),
        ("short_video", "carousel"),
    ),
    Network(
        "pinterest",
        ("pinterest",),
        (4, 5, 1, 6, 2, 3, 0),
        ((20 * 60, 21 * 60),),
        ("photo", "short_video", "carousel"),
        rhythm=(0, 30),
    ),
    Network("threads", ("threads",), _WEEK, _MORNING, ("post", "photo")),
    Network("bluesky", ("bluesky",), _WEEK, _MORNING, ("post", "photo")),
    Network("mastodon", ("mastodon",), _WEEK, _MORNING, ("post", "photo")),
    Network(
        "youtube", ("youtube",), (3, 4, 1, 2, 5, 6, 0), ((17 * 60, 18 * 60),), ("video",)
    ),
    Network(
        "google",
        ("google business", "google", "google my business"),
        (3, 1, 2, 0, 4, 5, 6),
        _MORNING,
        ("post", "photo"),
    ),
    Network(
        "newsletter",
        ("newsletter",),
        (1, 3, 2, 0, 4, 5, 6),
        ((9 * 60, 10 * 60),),
        ("newsletter",),
    ),
    Network("blog", ("blog",), (1, 2, 3, 0, 4, 5, 6), _MORNING, ("article",)),
)

OTHER = Network("other", (), _WEEK, _MORNING)


@cache
def _known() -> dict[str, Network]:
    """Networks by name: those of the products, and what people call them in any language."""
    by_key = {network.key: network for network in NETWORKS}
    named = {name: by_key[key] for name, key in network_names().items()}
    return named | {name: network for network in NETWORKS for name in network.names}


def several_networks(platform: str) -> tuple[str, ...]:
    """The names in a platform's name where it names several networks, `Instagram, Facebook`; else none."""
    pieces = [tidied for piece in patterns.list_separators(",;/+&|\n").split(platform) if (tidied := tidy(piece))]
    found = [network(piece) for piece in pieces]
    return tuple(pieces) if OTHER not in found and len(set(found)) > 1 else ()


def names_of_networks(platforms: Iterable[str]) -> dict[str, str]:
    """What people call each network (`fb`, `insta`), folded → the one platform that is on it."""
    on: dict[str, list[str]] = {}
    for platform in platforms:
        on.setdefault(network(platform).key, []).append(platform)
    return {name: on[of.key][0] for name, of in _known().items() if len(on.get(of.key, ())) == 1}


@cache
def network(platform: str) -> Network:
    """The network that the name of a platform contains (`Instagram Stories` is `stories`), or `OTHER`."""
    name = fold(platform)
    known = _known()
    if name in known:
        return known[name]
    padded = f" {name.replace('-', ' ').replace('(', ' ').replace(')', ' ')} "
    inside = [found for name, found in known.items() if f" {name} " in padded]
    # « Instagram Stories » contains both names: stories stand before Instagram in NETWORKS.
    return min(inside, key=NETWORKS.index, default=OTHER)


def names_platform(name: str, platform: Platform) -> bool:
    """Whether a name in the audit or among the competitors is that of a platform, or of its network."""
    if fold(name) == fold(platform.platform):
        return True
    return network(name) is not OTHER and network(name) is network(platform.platform)
