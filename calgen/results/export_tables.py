"""The tables of an export of results: its rows as texts, numbers and days; pandas reads them.

The bytes have passed the guard before (`files/read/export_files.py`), and a text is decoded.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from calgen.book.problems import Refused

MOST_ROWS, MOST_COLUMNS = 50_000, 200

ExportValue = str | int | float | datetime | date
ExportRow = Sequence[ExportValue]


@dataclass(frozen=True, slots=True)
class ExportTable:
    """The rows of a CSV file or of a sheet, without blank ones; blank cells are empty texts. `file` is for messages."""

    file: str
    rows: tuple[ExportRow, ...]


def read_csv_table(text: str, separator: str, file: str) -> ExportTable:
    """The rows of a text of separated values, all of them texts. Raises Refused where it cannot be read."""
    import pandas

    width = max((line.count(separator) for line in text.splitlines()), default=0) + 1
    try:
        frame = pandas.read_csv(
            io.StringIO(text, newline=""),
            sep=separator,
            header=None,
            names=range(min(width, MOST_COLUMNS)),
            index_col=False,
            dtype=str,
            keep_default_na=False,
            na_filter=False,
            skip_blank_lines=True,
            nrows=MOST_ROWS + 100,
        )
    except (pandas.errors.ParserError, pandas.errors.EmptyDataError, ValueError) as error:
        raise Refused("file_unread", detail=str(error)) from error
    return _table(file, frame.itertuples(index=False, name=None))


def read_workbook_tables(data: bytes, file: str, engine: str = "openpyxl") -> list[ExportTable]:
    """The sheets of a workbook; `engine` is openpyxl for xlsx and calamine for the old xls. Raises Refused."""
    import pandas

    try:
        frames = pandas.read_excel(
            io.BytesIO(data),
            sheet_name=None,
            header=None,
            dtype=object,
            engine=engine,
            na_filter=False,  # type: ignore[call-overload]
        )
    except (ValueError, KeyError, OSError) as error:
        raise Refused("file_unread", detail=str(error)) from error
    return [
        _table(file if len(frames) == 1 else f"{file}, {name}", frame.itertuples(index=False, name=None))
        for name, frame in frames.items()
    ]


def _table(file: str, rows: Iterator[tuple[object, ...]]) -> ExportTable:
    values = ([_value(cell) for cell in row] for row in rows)
    kept = [row for row in values if any(value != "" for value in row)]
    if len(kept) > MOST_ROWS + 20:
        raise Refused("results_too_long", file=file, limit=MOST_ROWS)
    return ExportTable(file, tuple(_without_blank_end(row) for row in kept))


def _value(cell: object) -> ExportValue:
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool) or cell is None or cell != cell:  # NaN
        return ""
    return cell if isinstance(cell, int | float | datetime | date) else str(cell)


def _without_blank_end(row: list[ExportValue]) -> ExportRow:
    end = len(row)
    while end and row[end - 1] == "":
        end -= 1
    return row[:end]
