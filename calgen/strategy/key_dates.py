"""Key dates: days to post about, days without posts, and days that the calendar only shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from calgen.book.columns import Source, choice, day, ref, refs, source, text, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDate:
    """A day with its name; without a date, its day is computed each year from the name."""

    name: str = text(key=True, width=30)
    date: dt.date | None = day()
    treatment: str = choice("treatment", default="note")
    theme: str = ref("themes")
    platforms: tuple[str, ...] = refs("platforms")
    ahead: int = whole(default=0, most=60)
    source: Source = source()
