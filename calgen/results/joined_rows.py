"""Rows that are about the same post, joined: a file given twice, two files of one post, a tag that stands on many rows.

Figures of a post's lifetime grow, so the highest counts. Rows of statistics are parts of a sum: those of one file are
added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from calgen.results.result_rows import ResultRow


def joined_rows(rows: Iterable[ResultRow]) -> list[ResultRow]:
    """The rows of one source with those joined that have the same address, id or tag; the others as they are."""
    groups: dict[object, list[ResultRow]] = {}
    for n, row in enumerate(rows):
        groups.setdefault(_identity(row) or n, []).append(row)
    return [_joined(group) for group in groups.values()]


def _identity(row: ResultRow) -> object:
    """What is the same on all rows about one post; nothing where a row does not say."""
    if row.is_fallback:
        campaign = (row.channel.casefold(), row.campaign.casefold(), row.key) if row.campaign else None
        return ("tag", row.tag.casefold()) if row.tag else campaign
    if row.key or (row.id and row.network):
        return (row.network, row.key or row.id)
    return None


def _joined(rows: Sequence[ResultRow]) -> ResultRow:
    if len(rows) == 1:
        return rows[0]
    first = max(rows, key=lambda row: (len(row.text), row.day is not None, row.moment is not None, row.text, row.link))
    figures = _sums(rows) if first.is_fallback else _highest(row.figures for row in rows)
    return replace(first, figures=figures, paid_impressions=max(row.paid_impressions for row in rows))


def _sums(rows: Sequence[ResultRow]) -> dict[str, int]:
    """The sum over the rows of each file; of files, which may be of one period, the highest."""
    by_file: dict[str, dict[str, int]] = {}
    for row in rows:
        found = by_file.setdefault(row.file, {})
        for key, figure in row.figures.items():
            found[key] = found.get(key, 0) + figure
    return _highest(by_file.values())


def _highest(figures: Iterable[Mapping[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for own in figures:
        for key, figure in own.items():
            found[key] = max(found.get(key, 0), figure)
    return found
