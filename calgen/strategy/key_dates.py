"""Key dates: days to take as a hook, to keep quiet, or to know of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from calgen.book.columns import Source, choice, day, ref, refs, source, text, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDate:
    """A day by its name; without a date, calgen computes it each year from the name."""

    name: str = text(key=True, width=30)
    date: dt.date | None = day()
    treatment: str = choice("treatment", default="note")
    theme: str = ref("themes")
    platforms: tuple[str, ...] = refs("platforms")
    ahead: int = whole(default=0, most=60)
    source: Source = source()
