"""What is asked of each day, as texts of the hidden tab: a later run judges by them the days that are over by then."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from calgen.last_run import LastRun
from calgen.merge.renames import Renames
from calgen.plan.asked_before import AskedBefore, AskedSpan


def read_asked(last_run: LastRun, renames: Renames, today: date) -> AskedBefore:
    """What was asked of the days before today, under the new names of what was renamed since."""
    found: dict[str, tuple[AskedSpan, ...]] = {}
    for platform, texts in last_run.asked.items():
        spans = sorted((span for text in texts for span in _span(text)), key=lambda span: span.first)
        found[renames.new_name("platform", platform)] = tuple(_renamed(span, renames) for span in spans)
    return AskedBefore(found).until(today)


def _renamed(span: AskedSpan, renames: Renames) -> AskedSpan:
    themes = {renames.new_name("theme", name): part for name, part in span.themes.items()}
    campaigns = {renames.new_name("campaign", name): part for name, part in span.campaigns.items()}
    return replace(span, themes=themes, campaigns=campaigns)


def asked_texts(asked: AskedBefore) -> Mapping[str, tuple[str, ...]]:
    """The texts of the spans of each platform."""
    return {platform: tuple(map(_text, spans)) for platform, spans in asked.spans.items()}


def _text(span: AskedSpan) -> str:
    mix = {category: str(share) for category, share in span.mix.items()}
    days = [span.first.isoformat(), span.last.isoformat()]
    parts = [str(span.per_day), mix, dict(span.categories), dict(span.themes), dict(span.campaigns)]
    return json.dumps([*days, *parts], ensure_ascii=False, separators=(",", ":"))


def _span(text: str) -> Iterator[AskedSpan]:
    """The span of a text; none where a user has written into it."""
    try:
        first, last, per_day, mix, categories, themes, campaigns = json.loads(text)
        yield AskedSpan(
            date.fromisoformat(first),
            date.fromisoformat(last),
            Fraction(per_day),
            {str(name): Fraction(share) for name, share in mix.items()},
            *({str(name): float(part) for name, part in parts.items()} for parts in (categories, themes, campaigns)),
        )
    except (AttributeError, TypeError, ValueError, ZeroDivisionError):
        return
