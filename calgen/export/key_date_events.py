"""Key dates as events of whole days, each with an id that stays when its day moves within the year."""

from __future__ import annotations

import hashlib
from datetime import date

from calgen.book.folding import fold
from calgen.export.calendar_posts import ExportedEvent
from calgen.plan.days.key_dates import spans_of
from calgen.strategy import Strategy
from calgen.strategy.key_dates import KeyDate

_DIGITS = 16  # hexadecimal, of an id


def key_date_events(strategy: Strategy, first: date, last: date, calendar: str) -> tuple[ExportedEvent, ...]:
    """The key dates that reach between two days, in order; `calendar` is the name of their own calendar."""
    found = [(span, row) for row in strategy.key_dates for span in spans_of(strategy, row, first, last)]
    found.sort(key=lambda pair: (pair[0].first, pair[0].last, pair[1].name))
    count: dict[str, int] = {}
    events = []
    for span, row in found:
        year = f"{fold(row.name)}\n{span.first.year}"
        count[year] = count.get(year, 0) + 1
        id_ = event_id("date", f"{year}\n{count[year]}")
        events.append(ExportedEvent(id_, span.first, span.last, row.name, _note(row), calendar=calendar))
    return tuple(events)


def event_id(kind: str, text: str) -> str:
    """An id of letters and digits for what has a name alone."""
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]}"


def _note(row: KeyDate) -> str:
    return "\n".join(filter(None, (row.theme, ", ".join(row.platforms))))
