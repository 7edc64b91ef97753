"""Separated values: every encoding and separator that the programs of offices write."""

from __future__ import annotations

import pytest

from calgen.book.problems import Refused
from calgen.files.read.csv_grid import load_csv
from calgen.files.read.foreign_file import load_foreign

TEXT = "Date;Réseau;Légende\r\n04/01/2027;Facebook;Où en est le four à pain ?\r\n06/01/2027;Instagram;L'été déjà\r\n"


def values(data: bytes) -> list[list[str]]:
    grid = load_csv(data, "posts.csv").grids[0]
    return [[str(cell.value) for cell in cells.values()] for cells in grid.by_row().values()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_encoding_and_the_separator_are_told_from_the_bytes(encoding: str, sign: str) -> None:
    expected = [line.split(";") for line in TEXT.splitlines()]
    assert values(TEXT.replace(";", sign).encode(encoding)) == expected


def test_a_separator_within_quotes_parts_nothing() -> None:
    assert values(b'"Platforms; one, or more";Title\n"IG; FB";"Say ""hi""\nto all"\n') == [
        ["Platforms; one, or more", "Title"],
        ["IG; FB", 'Say "hi"\nto all'],
    ]


def test_the_first_line_may_tell_the_separator() -> None:
    grid = load_csv(b"sep=;\r\nDate;Title, or text\r\n2027-01-04;Hello\r\n", "posts.csv").grids[0]
    assert [cell.value for cell in grid.cells.values()] == ["Date", "Title, or text", "2027-01-04", "Hello"]
    assert grid.rows() == (2, 3)  # as a spreadsheet numbers them


def test_what_is_no_text_is_refused() -> None:
    for data, name in ((b"\x89PNG\r\n\x1a\n\0", "posts.csv"), (b"just a text", "posts.doc"), (b"[1, 2]", "a.csv")):
        with pytest.raises(Refused):
            load_foreign(data, name)
