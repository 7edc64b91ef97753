"""Chooses formats in turn, so that they are mixed: on each platform, and within each theme there.

The posts of a subject share a format where their platforms have one in common that is not too far ahead, since it is
made once then. A post that stays where the earlier plan had it keeps its format; some give it up for a format that is
new on their platform or, where people have other hours than then, for a heavier one that is due.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import fsum

from calgen.book.folding import fold
from calgen.book.vocabulary import choice_codes

SHARED_BONUS = 1.0  # turns: what it is worth that one format serves one more post of a subject
RETAIN_SLACK = 3.0  # turns a post: how much more a new format must be due for an earlier one to be given up
_MOST_CREDIT = 2.0  # turns that a platform owes a format, or a format has taken ahead, at most


@dataclass(frozen=True, slots=True)
class FormatChoice:
    """A post whose format is to be chosen: among `options`, unless it is settled."""

    platform: str
    theme: str
    options: Mapping[str, float]  # by weight
    settled: str = ""
    earlier: str = ""  # in the earlier plan; empty where it is no longer possible


class FormatTurns:
    """How much each format is due: each post adds its part to every format that might stand, and takes 1 from its own.

    `platform_formats` are the formats that the themes of each platform may have, with weights; `known` are the
    platforms and formats of kept posts and of the earlier plan. With `keeps_earlier`, none of these is given up, but
    for heavier ones if there are `efforts`: the hours of each format.
    """

    def __init__(
        self,
        platform_formats: Mapping[str, Mapping[str, float]],
        known: Collection[tuple[str, str]],
        *,
        keeps_earlier: bool = False,
        efforts: Mapping[str, float] | None = None,
    ) -> None:
        self._keeps_earlier = keeps_earlier
        self._efforts = efforts or {}
        self._platform_formats = platform_formats
        self._known = known
        self._on_platform: dict[str, dict[str, float]] = {}  # credit by platform and format
        self._in_theme: dict[tuple[str, str], dict[str, float]] = {}  # by platform and theme, and format

    def choose(self, posts: Sequence[FormatChoice]) -> list[str]:
        """The formats of the posts of one subject."""
        found = [post.settled or post.earlier for post in posts]
        self._join_settled(posts, found)
        while any(not name for name in found):
            free = [at for at, name in enumerate(found) if not name]
            name = self._most_due([posts[at] for at in free])
            for at in free:
                if not name or name in posts[at].options:
                    found[at] = name or min(posts[at].options, key=format_order)
        found = self._evened(posts, found)
        for post, name in zip(posts, found, strict=True):
            self._count(post, name)
        return found

    def _join_settled(self, posts: Sequence[FormatChoice], found: list[str]) -> None:
        """Give the others a format that is settled for a post of the subject, where they can have it."""
        known = [name for name in dict.fromkeys(found) if name]
        for at, post in enumerate(posts):
            if not found[at]:
                found[at] = next((name for name in known if name in post.options), "")

    def _evened(self, posts: Sequence[FormatChoice], found: list[str]) -> list[str]:
        """The formats; another for all, new on their platforms or heavier, where that of the earlier plan is far less
        due.
        """
        before = posts[0].earlier
        if not before or any(post.settled or post.earlier != before for post in posts):
            return found
        common = [name for name in posts[0].options if all(self._may_replace(post, name) for post in posts)]
        best = max(common, key=lambda name: round(self._due(posts, name), 9), default=before)
        gain = self._due(posts, best) - self._due(posts, before)
        return [best] * len(found) if gain > RETAIN_SLACK * len(posts) else found

    def _may_replace(self, post: FormatChoice, name: str) -> bool:
        """Whether a format may take the place of that of the earlier plan."""
        is_new = not self._keeps_earlier and (post.platform, name) not in self._known
        is_heavier = self._efforts.get(name, 0.0) > self._efforts.get(post.earlier, 0.0)
        return name in post.options and (is_new or is_heavier)

    def _most_due(self, posts: Sequence[FormatChoice]) -> str:
        """The format that is most due, and serves most of some posts."""
        names = {name for post in posts for name in post.options}
        scores = {}
        for name in names:
            own = [post for post in posts if name in post.options]
            scores[name] = round(self._due(own, name) + SHARED_BONUS * len(own), 9)
        return min(names, key=lambda name: (-scores[name], *format_order(name)), default="")

    def _due(self, posts: Iterable[FormatChoice], name: str) -> float:
        return fsum(
            credit.get(name, 0.0)
            for post in posts
            for credit in (
                self._on_platform.get(post.platform, {}),
                self._in_theme.get((post.platform, post.theme), {}),
            )
        )

    def _count(self, post: FormatChoice, chosen: str) -> None:
        """A turn of a platform, and of a theme on it."""
        possible = self._platform_formats.get(post.platform, {})
        on_platform = self._on_platform.setdefault(post.platform, {})
        _take_turn(on_platform, possible, chosen)
        for name, credit in on_platform.items():
            on_platform[name] = max(-_MOST_CREDIT, min(_MOST_CREDIT, credit))
        _take_turn(self._in_theme.setdefault((post.platform, post.theme), {}), post.options, chosen)


def _take_turn(credit: dict[str, float], weights: Mapping[str, float], chosen: str) -> None:
    """Add its part to the credit of each name, and take 1 from the chosen one."""
    total = fsum(weights.values())
    for name, weight in weights.items():
        credit[name] = credit.get(name, 0.0) + (weight / total if total else 0.0)
    credit[chosen] = credit.get(chosen, 0.0) - 1


@cache
def format_order(name: str) -> tuple[str, str]:
    """A key to settle equal cases: the same in all languages for the formats that calgen knows."""
    return (choice_codes("format").get(fold(name), fold(name)), name)
