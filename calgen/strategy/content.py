"""Content: articles, videos and announcements that exist or are planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from calgen.book.columns import Source, choice, day, number, ref, refs, source, text, whole, yes_no

DEFAULT_REST = 90  # days without a post before an evergreen piece comes back: it may every three to six months


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of content with its day (`publish`), or the days between which it may appear; `effort` is in hours.

    `consent`: whether the people who are shown or quoted agree; `proof_kind` goes before that of the theme.
    """

    title: str = text(key=True, width=40)
    theme: str = ref("themes", required=True)
    format: str = ref("formats")
    publish: date | None = day()
    start: date | None = day(side="first")
    end: date | None = day(side="last")
    evergreen: bool = yes_no()
    max_repeats: int | None = whole()
    cooldown: int | None = whole(most=730, unit="days")
    expires: date | None = day(side="last")
    link: str = text(width=30)
    author: str = ref("team")
    platforms: tuple[str, ...] = refs("platforms", each=True)
    campaign: str = ref("campaigns")
    effort: Fraction | None = number(unit="hours")
    notes: str = text(width=30)
    consent: str = choice("consent", folded=True)
    proof_kind: str = choice("proof_kind", folded=True)
    source: Source = source()

    @property
    def rest(self) -> int:
        """The days without a post before it comes back, if it is evergreen."""
        return DEFAULT_REST if self.cooldown is None else self.cooldown
