"""Strategy, the S of TOMSTER: campaigns on top of the everyday posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from calgen.book.columns import Source, choice, day, number, offsets, ref, refs, share, source, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """More posts on some themes between two days; `offsets` are days counted from `start`.

    `mechanic` is what makes people take part: a contest, a discount, an ad…
    """

    campaign: str = text(key=True, width=28)
    start: date = day(side="first", required=True)
    end: date = day(side="last", required=True)
    themes: tuple[str, ...] = refs("themes", required=True)
    objective: str = ref("objectives")
    platforms: tuple[str, ...] = refs("platforms", each=True)
    share: Fraction = share(default=Fraction(1, 2))
    extra: Fraction = number(default=Fraction(0), unit="weekly_posts")
    offsets: tuple[int, ...] = offsets()
    stage: str = choice("stage")
    budget: Fraction | None = number(unit="money")
    message: str = text(width=40)
    other_media: str = text(width=26)
    mechanic: str = choice("mechanic", free=True, folded=True)
    source: Source = source()
