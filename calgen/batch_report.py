"""The closing table of a batch: for a terminal, for programs, and as a file for people (CSV or xlsx)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from calgen.batch.command_records import SEVERITIES, BatchRow, BatchTable, counts_of
from calgen.book.values import first_items
from calgen.book.words import Words

COLUMNS = ("file", "state", "posts", "error", "warning", "note", "place", "message")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would take what follows as a formula
_NAMED = 8  # folders of exports in a sentence


def headings(words: Words) -> tuple[str, ...]:
    """The titles of the columns."""
    return tuple(words.text("batch", "columns", column) for column in COLUMNS)


def cells_of(row: BatchRow, words: Words) -> tuple[str | int | None, ...]:
    """The cells of a row; what is not known is None."""
    counts = tuple(row.problems.get(severity, 0) for severity in SEVERITIES) if row.problems else (None,) * 3
    state = words.text("batch", "states", row.state.value)
    return (row.file, state, row.posts, *counts, row.place, _message(row, words))


def _message(row: BatchRow, words: Words) -> str:
    """What stopped a file, in one line; of a process that ended, what to do."""
    if row.message or row.state.is_good:
        return " ".join(row.message.split())
    return words.text("batch", "cures", row.state.value)


def summary(table: BatchTable, words: Words) -> str:
    """How many files ended in which way, how many of the folders were no workbooks, which exports nobody took."""
    parts = tuple(
        words.text("batch", "counts", state.value, n=count) for state, count in counts_of(table.rows).items()
    )
    sentences = [words.text("batch", "summary", n=len(table.rows), parts=parts)]
    if not parts:
        sentences = [words.text("batch", "none")]
    if table.skipped:
        sentences.append(words.text("batch", "skipped", n=table.skipped))
    if table.unclaimed:
        names = first_items(table.unclaimed, _NAMED)
        sentences.append(words.text("batch", "unclaimed", n=len(table.unclaimed), names=names))
    return " ".join(sentences)


def record(table: BatchTable) -> dict[str, Any]:
    """The table for programs."""
    return {
        "files": [
            {
                "file": row.file,
                "state": row.state.value,
                "posts": row.posts,
                "problems": {severity: row.problems.get(severity, 0) for severity in SEVERITIES},
                "place": row.place,
                "message": row.message,
                "seconds": round(row.seconds, 3),
            }
            for row in table.rows
        ],
        "states": {state.value: count for state, count in counts_of(table.rows).items()},
        "skipped": table.skipped,
        "unclaimed": list(table.unclaimed),
    }


def report_file(rows: Sequence[BatchRow], words: Words, ending: str) -> bytes:
    """The table as a file: `.csv` (UTF-8 with a mark, for spreadsheets) or `.xlsx`. No cell of it is a formula."""
    table = [headings(words), *(tuple(map(_encodable, cells_of(row, words))) for row in rows)]
    if ending == ".xlsx":
        from calgen.files.draw.plain_table import draw_plain_table

        return draw_plain_table(table)
    return _csv(table)


def _encodable(cell: str | int | None) -> str | int | None:
    """A cell as UTF-8 can hold it: the bytes of a name that no text has are written as \\udcXX."""
    return cell.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(cell, str) else cell


def _csv(table: Sequence[Sequence[str | int | None]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([[_inert(cell) for cell in row] for row in table])
    return text.getvalue().encode("utf-8-sig")


def _inert(cell: str | int | None) -> str | int | None:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_SIGNS) else cell
