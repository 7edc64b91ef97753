"""What was asked of the days that are over: later runs judge them by it, whatever the strategy asks by then."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class AskedSpan:
    """What was asked of a platform on each day from `first` to `last`: posts a day, the mix, and the target path.

    `mix` holds the shares as they were typed, normalised; the others are the parts of a slot on the target path.
    """

    first: date
    last: date
    per_day: Fraction
    mix: Mapping[str, Fraction]
    categories: Mapping[str, float]
    themes: Mapping[str, float]
    campaigns: Mapping[str, float] = field(default_factory=dict)

    def asks_the_same(self, other: AskedSpan) -> bool:
        """Whether another span asks the same of its days."""
        return replace(other, first=self.first, last=self.last) == self


@dataclass(frozen=True)
class AskedBefore:
    """The spans of each platform, in the order of their days; they do not overlap."""

    spans: Mapping[str, tuple[AskedSpan, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.spans.values())

    def on(self, platform: str, day: date) -> AskedSpan | None:
        """The span of a day; None where nothing is known of it."""
        spans = self.spans.get(platform, ())
        place = bisect_right(spans, day, key=lambda span: span.first)
        found = spans[place - 1] if place else None
        return found if found and day <= found.last else None

    def until(self, day: date) -> AskedBefore:
        """What is known of the days before a day."""
        last = day - timedelta(days=1)
        cut = {
            platform: tuple(replace(span, last=min(span.last, last)) for span in spans if span.first <= last)
            for platform, spans in self.spans.items()
        }
        return AskedBefore({platform: spans for platform, spans in cut.items() if spans})

    def followed_by(self, spans: Mapping[str, Iterable[AskedSpan]]) -> AskedBefore:
        """The same with the spans of other days; those that ask the same of days that follow each other are joined."""
        names = sorted({*self.spans, *spans})
        joined = {name: tuple(_joined((*self.spans.get(name, ()), *spans.get(name, ())))) for name in names}
        return AskedBefore({name: found for name, found in joined.items() if found})


def _joined(spans: Iterable[AskedSpan]) -> Iterator[AskedSpan]:
    """Spans in the order of their days, equal neighbours as one."""
    last: AskedSpan | None = None
    for span in sorted(spans, key=lambda span: span.first):
        if last and last.last + timedelta(days=1) == span.first and last.asks_the_same(span):
            last = replace(last, last=span.last)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


NOTHING_BEFORE = AskedBefore()
