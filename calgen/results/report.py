"""What `calgen results` tells of an import, in words and as a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from calgen.book.folding import tidy
from calgen.book.values import Phrase, first_items
from calgen.book.words import Words
from calgen.results.added_posts import MOST_ADDED, AddedPost, NotAdded
from calgen.results.import_results import ImportReport
from calgen.results.matching import MatchKind
from calgen.results.result_fills import Fill, FillKind
from calgen.results.result_rows import ResultRow, ResultTable
from calgen.results.sources import FIGURES
from calgen.results.tag_checks import RefusedTag, TagRefusal

_SHOWN = 5
_LONGEST_TEXT = 50
_COUNTED = (FillKind.FILLED, FillKind.RAISED, FillKind.PLATFORM, FillKind.REPLACED)


def report_lines(report: ImportReport, words: Words) -> Iterator[str]:
    """The tables, what was matched and how, what was filled in, and what was not and why."""
    for table in report.tables:
        yield from _table_lines(table, words)
    for file in report.left:
        yield words.text("results", "table_left", file=file)
    for file in report.tags.other_brands:
        yield words.text("results", "other_brand", file=file, column=words.title("social", "link"))
    for title in report.unmet:
        yield words.text("results", "map_unmet", title=title)
    yield from _match_lines(report, words)
    yield from _fill_lines(report, words)
    yield from _unmatched_lines(report, words)


def _match_lines(report: ImportReport, words: Words) -> Iterator[str]:
    """How many posts were recognized in each way; where an address was noted by the day and the text, that too."""
    kinds = Counter(match.kind for match in report.matching.matches)
    by_text = {match.post.id for match in report.matching.matches if match.kind is MatchKind.TEXT}
    for kind in MatchKind:
        if kinds[kind]:
            yield words.text("results", f"matched_{kind}", n=kinds[kind])
            if kind is MatchKind.TEXT and any(f.column == "url" and f.post in by_text for f in _fills(report)):
                yield f"  {words.text('results', 'address_noted')}"


def _table_lines(table: ResultTable, words: Words) -> Iterator[str]:
    source = table.table.source.name or words.text("results", "own_table")
    yield words.text("results", "table", file=table.table.file, source=source, n=len(table.rows))
    if table.table.by_position:
        yield f"  {words.text('results', 'by_position')}"
    if table.totals:
        yield f"  {words.text('results', 'totals', n=table.totals)}"
    if table.table.unread:
        yield f"  {words.text('results', 'unread', titles=first_items(table.table.unread, _SHOWN))}"
    if len(accounts := sorted({row.account for row in table.rows if row.account})) > 1:
        yield f"  {words.text('results', 'accounts', names=first_items(tuple(accounts), _SHOWN))}"
    if table.has_rounded_ids:
        yield f"  {words.text('results', 'rounded')}"
    if table.has_assumed_zone:
        yield f"  {words.text('results', 'zone')}"


def _fills(report: ImportReport) -> list[Fill]:
    return [fill for post in report.fills for fill in post.fills]


def _fill_lines(report: ImportReport, words: Words) -> Iterator[str]:
    fills = _fills(report)
    counts = Counter((fill.column, fill.kind) for fill in fills)
    for column in (*FIGURES, "url", "status"):
        for kind in _COUNTED:
            if n := counts[column, kind]:
                yield words.text("results", str(kind), column=words.title("social", column), n=n)
    for fill in fills:
        if not fill.is_written:
            column = words.title("social", fill.column)
            yield words.text(
                "results", str(fill.kind), id=fill.post, column=column, before=fill.before, after=fill.after
            )
    if n := sum(post.paid_impressions > 0 for post in report.fills):
        yield words.text("results", "paid", n=n)


def _unmatched_lines(report: ImportReport, words: Words) -> Iterator[str]:
    for doubt in report.matching.ambiguous:
        posts = first_items(tuple(post.id for post in doubt.posts), _SHOWN)
        yield words.text("results", "ambiguous", row=_row_phrase(doubt.row), posts=posts)
    yield from _refused_lines(report, words)
    yield from _outside_lines(report, words)
    if report.matching.missing:
        posts = first_items(tuple(post.id for post in report.matching.missing), _SHOWN)
        yield words.text("results", "missing", posts=posts)


def _refused_lines(report: ImportReport, words: Words) -> Iterator[str]:
    """Rows whose tag is that of a post of another campaign, or of one that is yet to come."""
    for reason, column in ((TagRefusal.CAMPAIGN, "link"), (TagRefusal.TO_COME, "status")):
        rows = [_refused_phrase(refused) for refused in report.tags.refused if refused.reason is reason]
        if rows:
            title = words.title("social", column)
            yield words.text("results", f"refused_{reason}", posts=first_items(tuple(rows), _SHOWN), column=title)


def _refused_phrase(refused: RefusedTag) -> Phrase:
    values = {"id": refused.post.id, "campaign": refused.row.campaign, "day": refused.post.day}
    return Phrase(("results", f"refused_by_{refused.reason}"), values)


def _outside_lines(report: ImportReport, words: Words) -> Iterator[str]:
    """Rows that are about no post: published beside the calendar, by source; visits of which no post is known."""
    sources: dict[str, list[ResultRow]] = {}
    names = {table.table.source.key: table.table.source.name for table in report.tables}
    published = [row for row in report.matching.outside if not row.is_fallback]
    if older := sum(_is_older(row, report) for row in published):
        yield words.text("results", "older", n=older, first=report.first)
    for row in published:
        if not _is_older(row, report):
            sources.setdefault(names[row.source] or words.text("results", "own_table"), []).append(row)
    for source, found in sources.items():
        rows = first_items(tuple(map(_row_phrase, found)), _SHOWN)
        yield words.text("results", "outside", n=len(found), source=source, rows=rows)
    yield from _added_lines(report, words)
    for row in report.matching.outside:
        if row.is_fallback:
            values = {key: row.figures.get(key, 0) for key in ("clicks", "conversions")}
            yield words.text("results", "visits_left", label=_label(row), **values)


def _is_older(row: ResultRow, report: ImportReport) -> bool:
    return row.day is not None and row.day < report.first


def _label(row: ResultRow) -> str:
    """What statistics call their row: the tag, else platform and campaign."""
    return row.tag or " / ".join(part for part in (row.channel, row.campaign) if part)


def _added_lines(report: ImportReport, words: Words) -> Iterator[str]:
    """The posts that are added, and why others are not; where none was asked for, the way to add them."""
    if report.added is None:
        if any(not (row.is_fallback or _is_older(row, report)) for row in report.matching.outside):
            yield f"  {words.text('results', 'how_to_add')}"
        return
    if posts := report.added.posts:
        shown = first_items(tuple(_added_phrase(post) for post in posts), _SHOWN)
        yield words.text("results", "added", n=len(posts), posts=shown)
    for reason in NotAdded:
        if n := report.added.left.get(reason):
            yield words.text("results", f"not_added_{reason}", n=n, most=MOST_ADDED)


def _added_phrase(post: AddedPost) -> Phrase:
    return Phrase(("results", "added_post"), {"id": post.id, "day": post.day, "platform": post.platform})


def _row_phrase(row: ResultRow) -> Phrase:
    """A row by its day and the first words of its text."""
    text = tidy(row.text or row.tag or row.link).replace("\n", " ")
    short = text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT].rsplit(" ", 1)[0] + "…"
    if row.day is None:
        return Phrase(("results", "row_without_day"), {"text": short})
    return Phrase(("results", "row" if short else "row_without_text"), {"day": row.day, "text": short})


def report_record(report: ImportReport, words: Words, *, written: bool) -> dict[str, object]:
    """The report for programs: files, matches, cells, and what was not matched."""
    published = [row for row in report.matching.outside if not row.is_fallback]
    return {
        "written": written,
        "files": [
            {
                "file": t.table.file,
                "source": t.table.source.key,
                "rows": len(t.rows),
                "totals": t.totals,
                "unread": list(t.table.unread),
            }
            for t in report.tables
        ],
        "left": list(report.left),
        "map_unmet": list(report.unmet),
        "matches": [{"post": match.post.id, "by": str(match.kind)} for match in report.matching.matches],
        "cells": [
            {
                "post": fill.post,
                "column": fill.column,
                "what": str(fill.kind),
                "before": fill.before,
                "after": fill.after,
            }
            for fill in _fills(report)
        ],
        "ambiguous": [
            {"row": words.format_value(_row_phrase(doubt.row)), "posts": [post.id for post in doubt.posts]}
            for doubt in report.matching.ambiguous
        ],
        "other_brands": list(report.tags.other_brands),
        "refused": [{"post": refused.post.id, "because": str(refused.reason)} for refused in report.tags.refused],
        "outside": _texts([row for row in published if not _is_older(row, report)], words),
        "older": sum(_is_older(row, report) for row in published),
        "visits_left": [{"label": _label(row), **row.figures} for row in report.matching.outside if row.is_fallback],
        "added": [_added_record(post) for post in (report.added.posts if report.added else ())],
        "not_added": {str(reason): n for reason, n in (report.added.left if report.added else {}).items()},
        "missing": [post.id for post in report.matching.missing],
    }


def _added_record(post: AddedPost) -> dict[str, object]:
    return {"post": post.id, "date": post.day.isoformat(), "platform": post.platform, "title": post.title}


def _texts(rows: Sequence[ResultRow], words: Words) -> list[str]:
    return [words.format_value(_row_phrase(row)) for row in rows]
