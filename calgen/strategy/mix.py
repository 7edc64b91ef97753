"""The content mix: which part of the posts promotes, curates, interacts; a third each unless told otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from calgen.book.columns import Source, choice, ref, share, source


@dataclass(frozen=True, slots=True, kw_only=True)
class MixShare:
    """A category's share of the posts, everywhere or (`platform`) on one platform."""

    category: str = choice("category", required=True, free=True, key=True)
    share: Fraction = share(required=True)
    platform: str = ref("platforms", key=True)
    source: Source = source()
