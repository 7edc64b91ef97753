"""What `calgen export` says at its end: the files, what is in none of them and why, and what to know of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from calgen.book.values import first_items
from calgen.export_records import Exported

_SHOWN = 8  # ids or numbers of rows in a line


def report_lines(made: Exported, written: Sequence[Path]) -> list[str]:
    """The lines, in the language of the workbook."""
    return [*_lines(made, written)]


def _lines(made: Exported, written: Sequence[Path]) -> Iterator[str]:
    words = made.words
    for path, file in zip(written, made.files, strict=True):
        yield words.text("cli", "exported", posts=len(file.posts), file=str(path))
    if not made.files:
        yield words.text("export", "nothing")
    causes: dict[tuple[str, tuple[tuple[str, object], ...]], list[str]] = {}
    for left in made.report.left:
        causes.setdefault((left.cause, tuple(sorted(left.values.items()))), []).append(left.id)
    for (cause, values), ids in causes.items():
        yield words.text("export", "left", cause, count=len(ids), ids=first_items(tuple(ids), _SHOWN), **dict(values))
    for key, told in made.report.notes:
        yield words.text("export", "notes", key, **told)
    if made.left_out:
        rows = first_items(made.left_out, _SHOWN)
        yield words.text("cli", "export_left_out", n=len(made.left_out), rows=rows)
