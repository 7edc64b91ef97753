"""The place among others: the audit of each platform beside what competitors, leaders and customers do there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from calgen.strategy import Strategy
from calgen.strategy.audit import AuditReading
from calgen.strategy.competitors import Competitor
from calgen.strategy.networks import names_platform

OWN = "own"
_AUDIT_TEXTS, _COMPETITOR_TEXTS = ("best_content", "notes"), ("what_works", "tone", "objective", "reputation")


@dataclass(frozen=True, slots=True)
class MarketRow:
    """What is known of somebody on a platform; `kind` is `OWN`, or a code of `choices.competitor_kind`.

    `texts` are the other cells of the row in the workbook: tab, column and text.
    """

    platform: str
    name: str
    kind: str
    followers: int | None = None
    posts_per_week: Fraction | None = None
    reach: int | None = None
    engagement_rate: Fraction | None = None
    day: date | None = None
    texts: tuple[tuple[str, str, str], ...] = ()


def market_rows(strategy: Strategy) -> tuple[MarketRow, ...]:
    """The last audit of each platform, then the others who are there; then those of the other networks."""
    platforms = sorted(strategy.platforms, key=lambda platform: platform.source.row)
    found: list[MarketRow] = []
    audited: list[AuditReading] = []
    met: list[Competitor] = []
    for platform in platforms:
        own = [row for row in strategy.audit if row not in audited and names_platform(row.platform, platform)]
        others = [row for row in strategy.competitors if row not in met and names_platform(row.platform, platform)]
        audited, met = audited + own, met + others
        found += [*_own_rows(own), *_other_rows(others)]
    found += _own_rows([row for row in strategy.audit if row not in audited])
    return (*found, *_other_rows([row for row in strategy.competitors if row not in met]))


def _own_rows(rows: list[AuditReading]) -> Iterator[MarketRow]:
    """The last reading of each name of a platform."""
    last = {row.platform: row for row in sorted(rows, key=lambda row: (row.date or date.min, row.source.row))}
    for row in sorted(last.values(), key=lambda row: row.source.row):
        texts = _texts(row, "audit", *_AUDIT_TEXTS)
        yield MarketRow(
            row.platform, "", OWN, row.followers, row.posts_per_week, row.reach, row.engagement_rate, row.date, texts
        )


def _other_rows(rows: list[Competitor]) -> Iterator[MarketRow]:
    for row in sorted(rows, key=lambda row: row.source.row):
        themes = (("competitors", "themes", ", ".join(row.themes)),) if row.themes else ()
        texts = (*themes, *_texts(row, "competitors", *_COMPETITOR_TEXTS))
        yield MarketRow(
            row.platform, row.competitor, row.kind, row.followers, row.posts_per_week, None, row.engagement_rate,
            texts=texts,
        )  # fmt: skip


def _texts(row: AuditReading | Competitor, tab: str, *keys: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((tab, key, text) for key in keys if (text := getattr(row, key)))
