"""Results of posts that stand in the archive: they are known there, and filled in there."""

from __future__ import annotations

from functools import cache

import archived_books
from exported_results import META, csv_bytes, imported, meta_row, posts, when

from calgen.result_steps import Imported

FIGURES = ("impressions", "engagements", "clicks")


def file_of_both() -> bytes:
    """Posts of the archive, and two of the calendar that follows."""
    old = [meta_row(row, n) for n, row in enumerate(posts())]
    return csv_bytes([META, *old])


@cache
def once() -> Imported:
    return imported(("meta.csv", file_of_both()), data=archived_books.second_period().after)


def test_figures_of_archived_posts_are_written_into_the_archive() -> None:
    before, after = archived_books.second_period().after, once().after
    archive = archived_books.rows(after, "archive")
    assert posts()
    for n, row in enumerate(posts()):
        assert when(row).date() < archived_books.SECOND
        assert tuple(archive[row.id][key] for key in FIGURES) == (500 + n, 20 + n, n)
        assert str(archive[row.id]["url"]).endswith(f"pfbid{n}")
    assert archived_books.rows(after, "social") == archived_books.rows(before, "social")


def test_a_second_import_changes_nothing_and_adds_nothing() -> None:
    again = imported(("meta.csv", file_of_both()), data=once().after, add=True)
    assert not again.changed
    assert {str(match.kind) for match in again.report.matching.matches} == {"link"}
