"""Each source of results as it comes: in its encodings and separators, with more or fewer columns, in another order,
and saved again by a spreadsheet program. What is read is compared with what was written (`source_files.py`)."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import seeds
from source_files import PARIS, SOURCES, SourceFile

from calgen.files.read.export_files import open_export
from calgen.result_steps import _tables_of_file
from calgen.results.hour_zones import ReadingOptions
from calgen.results.result_rows import ResultRow, ResultTable, is_by_day, read_posts
from calgen.results.sources import read_table
from calgen.results.table_layouts import single_tables

TODAY = datetime(2026, 12, 1, tzinfo=PARIS).date()
Table = list[list[str]]


def to_paris(moment: datetime, zone: str) -> datetime:
    return moment.replace(tzinfo=ZoneInfo(zone)).astimezone(PARIS).replace(tzinfo=None)


def text_of(rows: Sequence[Sequence[str]], separator: str = ",", end: str = "\r\n") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    return out.getvalue()


def lines(file: SourceFile) -> Table:
    return [list(row) for row in (*file.above, *file.table)]


def with_cells(file: SourceFile, titles: Sequence[str], change: Callable[[str], str]) -> Table:
    columns = {at for at, title in enumerate(file.table[0]) if title in titles}
    body = [[change(cell) if at in columns else cell for at, cell in enumerate(row)] for row in file.table[1:]]
    return [*map(list, file.above), list(file.table[0]), *body]


def grouped(sign: str) -> Callable[[str], str]:
    return lambda cell: f"{int(cell):,}".replace(",", sign) if cell.isdecimal() else cell


def without(file: SourceFile) -> Table:
    gone = {at for at, title in enumerate(file.table[0]) if title in file.optional}
    return [*map(list, file.above), *([cell for at, cell in enumerate(row) if at not in gone] for row in file.table)]


def with_more(file: SourceFile) -> Table:
    head, *rows = file.table
    if file.by_position:
        return lines(file)
    return [*map(list, file.above), ["New this year", *head, "Beta"], *(["5", *row, "6"] for row in rows)]


def shuffled(file: SourceFile) -> Table:
    if file.by_position or file.source == "youtube":  # told by their places; the row of totals stands under its own
        return lines(file)
    order = list(range(len(file.table[0])))
    Random(5).shuffle(order)
    return [*map(list, file.above), *([row[at] for at in order] for row in file.table)]


def rounded(cell: str) -> str:
    return f"{float(cell):.2E}".replace("E+", "E+") if cell.isdecimal() else cell


def zipped(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(f"__MACOSX/._{name}", b"\0\0")
        archive.writestr(name, data)
    return out.getvalue()


def sheet_of(file: SourceFile, *, numbers: bool, turned: bool = False) -> bytes:
    """The file as a spreadsheet program saves it: numbers and, with `turned`, days that it took for its own."""
    book = openpyxl.Workbook()
    for name, rows in {**file.sheets, "All posts": lines(file)}.items():
        sheet = book.create_sheet(name)
        times = {at for at, title in enumerate(file.table[0]) if title in file.times}
        for row in rows:
            sheet.append([_typed(cell, numbers=numbers, is_turned=turned and n in times) for n, cell in enumerate(row)])
    del book["Sheet"]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _typed(cell: str, *, numbers: bool, is_turned: bool) -> object:
    if numbers and cell.isdecimal():
        return float(cell) if len(cell) > 15 else int(cell)
    if is_turned:
        for form in ("%d/%m/%Y %H:%M", "%d/%m/%Y"):
            try:
                return datetime.strptime(cell, form)  # noqa: DTZ007
            except ValueError:
                continue
    return cell


MUTATIONS: dict[str, Callable[[SourceFile], tuple[str, bytes]]] = {
    "as it comes": lambda file: ("a.csv", text_of(lines(file)).encode()),
    "BOM": lambda file: ("a.csv", text_of(lines(file)).encode("utf-8-sig")),
    "UTF-16": lambda file: ("a.csv", text_of(lines(file), "\t").encode("utf-16")),
    "UTF-16, big end first": lambda file: ("a.csv", b"\xfe\xff" + text_of(lines(file)).encode("utf-16-be")),
    "semicolons": lambda file: ("a.csv", text_of(lines(file), ";").encode("utf-8-sig")),
    "tabs": lambda file: ("a.tsv", text_of(lines(file), "\t", "\n").encode()),
    "sep=": lambda file: ("a.csv", ("sep=;\r\n" + text_of(lines(file), ";")).encode("utf-8-sig")),
    "zip": lambda file: ("a.zip", zipped("Content.csv", text_of(lines(file)).encode("utf-8-sig"))),
    "narrow spaces": lambda file: ("a.csv", text_of(with_cells(file, file.numbers, grouped("\u202f"))).encode()),
    "hard spaces": lambda file: ("a.csv", text_of(with_cells(file, file.numbers, grouped("\u00a0"))).encode()),
    "thousands, en": lambda file: ("a.csv", text_of(with_cells(file, file.numbers, grouped(","))).encode()),
    "thousands, de": lambda file: ("a.csv", text_of(with_cells(file, file.numbers, grouped(".")), ";").encode()),
    "fewer columns": lambda file: ("a.csv", text_of(without(file)).encode()),
    "more columns": lambda file: ("a.csv", text_of(with_more(file)).encode()),
    "shuffled": lambda file: ("a.csv", text_of(shuffled(file)).encode()),
    "blank lines": lambda file: ("a.csv", ("\r\n\r\n" + text_of(lines(file)) + "\r\n\r\n").encode()),
    "rounded ids": lambda file: ("a.csv", text_of(with_cells(file, file.ids, rounded), ";").encode("utf-8-sig")),
    "workbook": lambda file: ("a.xlsx", sheet_of(file, numbers=False)),
    "workbook with numbers": lambda file: ("a.xlsx", sheet_of(file, numbers=True)),
    "workbook with days turned": lambda file: ("a.xlsx", sheet_of(file, numbers=True, turned=True)),
}
QUICK = ("as it comes", "semicolons", "shuffled", "workbook with days turned", "rounded ids")
CASES = [
    pytest.param(source, mutation, id=f"{source}: {mutation}", marks=() if mutation in QUICK else pytest.mark.long)
    for source in SOURCES
    for mutation in MUTATIONS
]


def read(name: str, data: bytes) -> list[ResultTable]:
    tables = [single for file in open_export(data, name) for table in _tables_of_file(file)
              for single in single_tables(table)]  # fmt: skip
    found = [known for table in tables if (known := read_table(table, {}))]
    options = ReadingOptions(TODAY, to_paris)
    return [read_posts(known, options) for known in found if not (len(found) > 1 and is_by_day(known))]


def label(row: ResultRow, by: str) -> str:
    return {"text": row.text, "tag": row.tag, "key": row.key}[by]


@pytest.mark.parametrize(("source", "mutation"), CASES)
def test_what_is_read_is_what_the_file_says(source: str, mutation: str) -> None:
    file = SOURCES[source]()
    (table,) = read(*MUTATIONS[mutation](file))
    assert table.table.source.key == file.source
    found = {label(row, file.by): row for row in table.rows}
    said = {" ".join(text.split()): own for text, own in file.said.items()}
    assert {" ".join(text.split()) for text in found} == said.keys()
    for text, row in found.items():
        expected = said[" ".join(text.split())]
        assert dict(row.figures) == expected.figures
        assert row.day == expected.day
        if expected.at:
            assert row.moment is not None
            assert row.moment.replace(second=0, microsecond=0) == expected.at
        else:
            assert row.moment is None


@pytest.mark.parametrize("source", list(seeds.few_of(SOURCES, 4)))
def test_rounded_ids_are_dropped_and_told(source: str) -> None:
    file = SOURCES[source]()
    for mutation in ("rounded ids", "workbook with numbers"):
        (table,) = read(*MUTATIONS[mutation](file))
        assert table.has_rounded_ids == bool(file.ids)
        assert not file.ids or {row.id for row in table.rows} == {""}
