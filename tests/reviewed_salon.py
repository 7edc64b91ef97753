"""The short salon with a first result, and a review by hand whose proposals its user answers on the tab Review."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any
from unittest import mock

import short_salon
from made_review import made_review
from office import unlocked

from calgen import api
from calgen.book.problems import Place
from calgen.book.review_columns import ACCEPT_COLUMN, KEY_COLUMN
from calgen.book.words import load_words
from calgen.review.model import CellChange, Proposal

DAY = date(2027, 1, 11)
WORDS = load_words("fr")
REVIEW, THEMES, PLATFORMS, MIX = (WORDS.title(key) for key in ("review", "themes", "platforms", "mix"))
THEME, WEIGHT = "Avant / après", "Thèmes!D5"


def weight(name: str = THEME, before: str = "2", after: str = "2.5", group: str = "promote") -> Proposal:
    """A proposal for the weight of a theme."""
    return Proposal("theme_weight", "themes", name, "weight", Place(THEMES, "D5"), before, after, None, group)


HOURS = Proposal("hours", "platforms", "Facebook", "hours", Place(PLATFORMS, "I5"), "07:30, 12:15, 18:30",
                 "07:30, 12:15, 18:30, 20:00-21:00", None, "Facebook")  # fmt: skip
SHARE = Proposal("share", "mix", "promote", "share", Place(MIX, "B5"), "30 %", "35 %", None, "",
                 (CellChange("mix", "curate", "share", Place(MIX, "B6"), "40 %", "35 %"),))  # fmt: skip
BLANK = weight("Conseil du jour", "2", "1.5", "curate")
PROPOSALS = (weight(), BLANK, HOURS, SHARE)


@contextmanager
def proposing(*proposals: Proposal) -> Iterator[None]:
    """Runs whose review proposes these changes."""
    found = made_review(published=1, with_figures=1, proposals=proposals)
    with mock.patch("calgen.run_steps.review_of_run", return_value=found):
        yield


def generate(data: bytes, *proposals: Proposal, today: date = DAY, force: bool = False) -> api.Generated:
    """A run whose review proposes these changes."""
    with proposing(*proposals):
        return api.generate(data, "salon.xlsx", today, force=force)


def edited(data: bytes, *edits: Callable[[Any], None]) -> bytes:
    """The workbook with edits of its user, as another program saves it."""
    book = unlocked(data, values=False)
    for edit in edits:
        edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def typed(place: str, value: object) -> Callable[[Any], None]:
    """A value typed into a cell, such as `Thèmes!D5`."""
    title, _, cell = place.partition("!")

    def edit(book: Any) -> None:
        book[title][cell].value = value

    return edit


def row_of(book: Any, proposal: Proposal) -> int:
    """The row of a proposal on the tab Review."""
    return next(int(row[0].row) for row in book[REVIEW].iter_rows() if row[KEY_COLUMN - 1].value == proposal.key)


def answered(proposal: Proposal, value: object = "oui") -> Callable[[Any], None]:
    """An answer in the column Accept."""

    def edit(book: Any) -> None:
        book[REVIEW].cell(row_of(book, proposal), ACCEPT_COLUMN).value = value

    return edit


def answer_to(data: bytes, proposal: Proposal) -> object:
    """What the column Accept says of a proposal."""
    book = unlocked(data, values=False)
    return book[REVIEW].cell(row_of(book, proposal), ACCEPT_COLUMN).value


def cells(data: bytes, places: Sequence[str]) -> list[object]:
    """The values of some cells."""
    book = unlocked(data, values=False)
    return [book[title][cell].value for title, _, cell in (place.partition("!") for place in places)]


def _type_result(book: Any) -> None:
    tab = book[WORDS.title("social")]
    column = next(cell.column for cell in tab[4] if cell.value == WORDS.title("social", "impressions"))
    tab.cell(5, column).value = 1200


@cache
def with_result() -> bytes:
    """The workbook after its first run, with a result typed."""
    return edited(short_salon.calendar(), _type_result)


@cache
def reviewed() -> bytes:
    """The workbook with its Review, and all proposals on it."""
    return generate(with_result(), *PROPOSALS).after
