"""Key dates: days to post about, days without posts, and days that the calendar only shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from calgen.book.columns import Source, choice, ref, refs, source, span, text, whole
from calgen.book.values import EXCEPT, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDate:
    """A day or a range of days with its name; without a date, its day is computed each year from the name.

    `ahead`: days before its first day.
    """

    name: str = text(key=True, width=30)
    date: dt.date | Span | None = span()
    treatment: str = choice("treatment", default="note", excepting=("quiet", "mix"))
    theme: str = ref("themes")
    platforms: tuple[str, ...] = refs("platforms")
    ahead: int = whole(default=0, most=60, unit="days")
    source: Source = source()

    @property
    def is_quiet(self) -> bool:
        """Whether it keeps posts away: all of them, or all but those of `excepted_category`."""
        return self.treatment.partition(EXCEPT)[0] == "quiet"

    @property
    def excepted_category(self) -> str:
        """The category of the posts that a quiet key date admits; empty for none."""
        return self.treatment.partition(EXCEPT)[2]
