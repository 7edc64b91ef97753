"""The paper of printed pages follows the country of the strategy, in the input tabs and in those of a run."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from drawn_tabs import START
from sheets import FRENCH, book

from calgen import api
from calgen.book.words import load_words
from calgen.files.edit.insert_sheets import new_workbook
from calgen.read import read
from calgen.view import template

A4, LETTER = 9, 1  # their numbers in a workbook


@pytest.mark.parametrize(
    ("country", "paper"), [("FR", A4), ("GB", A4), ("US", LETTER), ("CA", LETTER), ("MX", LETTER), ("PH", LETTER)]
)
def test_paper_follows_the_country(country: str, paper: int) -> None:
    data = _written(country)
    done = api.generate(data, "book.xlsx", START).after
    assert {_papers(data), _papers(done)} == {frozenset({paper})}


def _written(country: str) -> bytes:
    words = load_words("fr")
    rows = f"| Pays | {country} |\n| Fuseau horaire | Europe/Paris |\n| Semaines |"
    found = read(book(FRENCH.replace("| Semaines |", rows))).strategy
    content = template.TemplateContent(found, has_examples=False)
    return new_workbook(template.input_sheets(words, content), ())


def _papers(data: bytes) -> frozenset[object]:
    tabs = openpyxl.load_workbook(BytesIO(data)).worksheets
    return frozenset(tab.page_setup.paperSize for tab in tabs if tab.sheet_state == "visible")
