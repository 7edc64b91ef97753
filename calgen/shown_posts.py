"""How often each row of the social calendar has changed, as a phone must know to replace what it imported before.

The hidden tab remembers of each post a number and a digest of what an export shows of it; a run counts the number up
where the row differs (RFC 5545, 3.8.7.4).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from calgen.calendar import canonical_text
from calgen.last_run import ShownPost

SHOWN = ("date", "time", "platform", "title", "text", "hashtags", "link", "status")  # columns that an event shows


CALENDAR_FACT = "calendar"  # key of the row of the hidden tab that holds what tells calendars apart


def calendar_key(brand: str, facts: Mapping[str, str]) -> str:
    """What tells this calendar from that of another workbook, in a phone and in answers: twelve hexadecimal digits.

    It stays when the brand has another name or the next period begins: the hidden tab remembers it from the first run.
    """
    known = facts.get(CALENDAR_FACT, "")
    return known or hashlib.sha256(f"{brand}\n{facts.get('start', '')}".encode()).hexdigest()[:12]


def digest(values: Mapping[str, object]) -> str:
    """Eight hexadecimal digits of what stands in the columns `SHOWN` of a row."""
    texts = "\n".join(f"{key}={canonical_text(values.get(key))}" for key in SHOWN)
    return hashlib.blake2b(texts.encode(), digest_size=4).hexdigest()


def after_run(known: Mapping[str, ShownPost], rows: Iterable[tuple[str, Mapping[str, object]]]) -> dict[str, ShownPost]:
    """What the hidden tab remembers after a run: of its rows, and of those that are gone (they may come back)."""
    return {**known, **{id_: as_it_stands(known.get(id_), values) for id_, values in rows if id_}}


def as_it_stands(known: ShownPost | None, values: Mapping[str, object]) -> ShownPost:
    """The number and digest of a row that has these values now."""
    found = digest(values)
    if known is None:
        return ShownPost(0, found)
    return known if known.digest == found else ShownPost(known.sequence + 1, found)
