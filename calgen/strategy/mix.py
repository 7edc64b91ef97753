"""Content mix: the share of posts that promote, curate or interact; a third each by default."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from calgen.book.columns import Source, choice, ref, share, source


@dataclass(frozen=True, slots=True, kw_only=True)
class MixShare:
    """The share of a category in the posts of all platforms, or of one `platform`."""

    category: str = choice("category", required=True, free=True, key=True)
    share: Fraction = share(required=True)
    platform: str = ref("platforms", key=True)
    source: Source = source()
