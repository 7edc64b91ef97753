"""The strategy wheel: the eleven missions, of which two or three are chosen."""

from __future__ import annotations

from dataclasses import dataclass

from calgen.book.columns import Source, choice, source, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Approach:
    """A mission of the wheel; `mission` alone is kept for a platform's."""

    approach: str = text(key=True, width=34)
    domain: str = choice("domain")
    priority: str = choice("wheel_priority", default="no")
    source: Source = source()
