"""What is suggested for the samples and for five trades with three tabs: every title is read by its rules."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from suggest_books import TRADES, trade_book

from calgen.book.folding import fold
from calgen.book.vocabulary import choice_codes
from calgen.book.words import load_words
from calgen.files.read.samples import parse_sample
from calgen.plan import plan
from calgen.read import read
from calgen.suggestions.angles import load_angles
from calgen.suggestions.choosing import COUNT, with_suggestions

if TYPE_CHECKING:
    from calgen.book.grid import Workbook
    from calgen.plan.model import Plan

SAMPLES_FOLDER = Path(__file__).parents[2] / "samples"
SAMPLES = {"salon": "fr", "musee": "fr", "mairie": "fr", "saas": "en"}
BOOKS = [("fr", "bakery"), ("en", "law")]
LONG_BOOKS = [
    *((language, trade) for language in ("fr", "en") for trade in TRADES if (language, trade) not in BOOKS),
    *((language, sample) for sample, language in SAMPLES.items()),
]
every_book = pytest.mark.parametrize(
    ("language", "name"), [*BOOKS, *(pytest.param(*book, marks=pytest.mark.long) for book in LONG_BOOKS)]
)

# signs that no title holds: two in a row, a sign without its space, quotation marks that open twice
WRONG_SIGNS = {
    "fr": re.compile(
        r"[?!…] ?[:,?]|: [^«»]*[\u00a0 ]: |: ?:|«\u00a0«|[^\u00a0\s][:;?!»]|, ?[:,–]|– ?[:,–]|\s{2}|\{|\}"
    ),
    "en": re.compile(r"[?!…] ?[:,?]|: ?:|““|\s[:;?!,]|, ?[:,–]|– ?[:,–]|\s{2}|\{|\}"),
}


def workbook(language: str, name: str) -> Workbook:
    if name not in SAMPLES:
        return trade_book(language, name)
    return parse_sample(name, (SAMPLES_FOLDER / f"{name}.md").read_text(encoding="utf-8"))


@cache
def suggested(language: str, name: str) -> tuple[Workbook, Plan]:
    """A workbook and its plan from the first day on, with suggestions."""
    found = workbook(language, name)
    strategy = read(found).strategy
    assert strategy.settings.start is not None
    made = plan(strategy, (), strategy.settings.start)
    return found, with_suggestions(strategy, made, load_words(language))


@every_book
def test_every_subject_has_a_title_of_the_users_or_three_suggestions(language: str, name: str) -> None:
    _, made = suggested(language, name)
    assert [row.number for row in made.subjects if len(row.suggestions) != (0 if row.title else COUNT)] == []


@every_book
def test_a_poll_asks_wherever_its_subject_is_told(language: str, name: str) -> None:
    """A subject made as a poll or an event has angles that name this format."""
    _, made = suggested(language, name)
    named = {angle.key: angle.formats for angle in load_angles(language).every}
    codes = choice_codes("format")
    led = [(row, codes.get(fold(row.format), "")) for row in made.subjects if row.suggestions]
    found = [(code, suggestion) for row, code in led for suggestion in row.suggestions if code in ("poll", "event")]
    assert [suggestion.text for code, suggestion in found if code not in named[suggestion.angle]] == []


@every_book
def test_no_title_stands_twice_in_a_period(language: str, name: str) -> None:
    _, made = suggested(language, name)
    texts = [fold(suggestion.text) for row in made.subjects for suggestion in row.suggestions]
    assert len(set(texts)) == len(texts)
    assert not set(texts) & {fold(row.title) for row in made.subjects if row.title}


@every_book
def test_every_digit_stands_in_a_cell_of_the_workbook(language: str, name: str) -> None:
    book, made = suggested(language, name)
    cells = " ".join(str(cell.value) for grid in book.grids for cell in grid.cells.values())
    numbers = {
        number
        for row in made.subjects
        for suggestion in row.suggestions
        for number in re.findall(r"\d[\d\s\u00a0.,]*\d|\d", suggestion.text)
    }
    assert {number for number in numbers if number not in cells} == set()


@every_book
def test_no_signs_clash_and_no_title_is_too_long(language: str, name: str) -> None:
    _, made = suggested(language, name)
    texts = [suggestion.text for row in made.subjects for suggestion in row.suggestions]
    assert [text for text in texts if len(text) > 130 or WRONG_SIGNS[language].search(text)] == []
