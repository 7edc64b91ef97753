"""What `calgen export` says at its end: the files, what is in none of them and why, and what to know of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time

from calgen.book.values import first_items
from calgen.export.scheduler_posts import UNAPPROVED
from calgen.export_records import Exported
from calgen.files.stores.address import Location

_SHOWN = 8  # ids or numbers of rows in a line


def report_lines(made: Exported, written: Sequence[Location], earlier: Sequence[str], workbook: Location) -> list[str]:
    """The lines, in the language of the workbook; `earlier` are the names of files that an earlier export left."""
    return [*_lines(made, written), *_rest(made, written, earlier, workbook)]


def _lines(made: Exported, written: Sequence[Location]) -> Iterator[str]:
    words = made.words
    for path, file in zip(written, made.files, strict=True):
        key = "exported_events" if file.events else "exported"
        yield words.text("cli", key, posts=len(file.posts), events=file.events, file=str(path))
    if not made.files:
        yield words.text("export", _nothing(made))
    causes: dict[tuple[str, tuple[tuple[str, object], ...]], list[str]] = {}
    for left in made.report.left:
        causes.setdefault((left.cause, tuple(sorted(left.values.items()))), []).append(left.id)
    for (cause, values), ids in causes.items():
        yield words.text("export", "left", cause, count=len(ids), ids=first_items(tuple(ids), _SHOWN), **dict(values))
    for key, told in made.report.notes:
        yield words.text("export", "notes", key, **told)


def _nothing(made: Exported) -> str:
    """Why there is no file: no post asked for, none approved, or none that the format can hold."""
    if not made.report.left:
        return "nothing_asked"
    return "nothing" if all(left.cause in UNAPPROVED for left in made.report.left) else "nothing_fits"


def _rest(made: Exported, written: Sequence[Location], earlier: Sequence[str], workbook: Location) -> Iterator[str]:
    """Rows that are no posts, files of earlier exports, posts that are scheduled now."""
    words = made.words
    for key, numbers in (("export_left_out", made.left_out), ("export_without_id", made.without_id)):
        if numbers:
            rows = first_items(numbers, _SHOWN)
            yield words.text("cli", key, n=len(numbers), rows=rows, file=str(workbook))
    if earlier:
        yield words.text("export", "earlier", n=len(earlier), files=first_items(tuple(earlier), _SHOWN))
    if made.marked:
        yield words.text("export", "marked", n=len(made.marked), file=str(workbook))


def report_record(made: Exported, written: Sequence[Location], earlier: Sequence[str]) -> dict[str, object]:
    """The same for programs; a cause and a note are keys of `[export]` in the words files."""
    files = [
        {"file": str(path), "posts": list(file.posts), "events": file.events}
        for path, file in zip(written, made.files, strict=True)
    ]
    return {
        "files": files,
        "nothing": "" if made.files else _nothing(made),
        "left": [{"id": left.id, "cause": left.cause, **_plain(left.values)} for left in made.report.left],
        "notes": [{"note": key, **_plain(values)} for key, values in made.report.notes],
        "rows_without_day_or_platform": list(made.left_out),
        "rows_without_id": list(made.without_id),
        "earlier_files": list(earlier),
        "marked": list(made.marked),
    }


def _plain(values: Mapping[str, object]) -> dict[str, object]:
    """Values as JSON has them."""
    return {key: value.isoformat() if isinstance(value, date | time) else value for key, value in values.items()}
