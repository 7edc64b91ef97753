"""The strategy wheel: the eleven missions, of which two or three are chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from calgen.book.columns import Source, choice, day, source, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Approach:
    """A mission of the wheel; `mission` alone is kept for a platform's. A secondary one may begin on a day, `start`."""

    approach: str = text(key=True, width=34)
    domain: str = choice("domain")
    priority: str = choice("wheel_priority", default="no")
    start: date | None = day(folded=True)
    source: Source = source()
