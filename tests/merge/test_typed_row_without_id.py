"""A post that the user added keeps its id where the cell of it is emptied; another one that she adds is a new one."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, time
from functools import cache
from typing import Any

import pytest
import short_salon
import workbook_copies

from calgen import api
from calgen.book.words import load_words

WORDS = load_words("fr")
TYPED: dict[str, object] = {"date": date(2027, 1, 12), "time": time(18), "platform": "Instagram",
                            "theme": "Paroles de clientes"}  # fmt: skip


def edited(data: bytes, edit: Callable[[Any, dict[str, int]], None]) -> bytes:
    book: Any = workbook_copies.opened(data)
    tab = book[WORDS.title("social")]
    by_title = {cell.value: cell.column for cell in tab[4]}
    keys = ("id", "title", "link", "reason", "hashtags", "account", "mission", *TYPED)
    edit(tab, {key: by_title[WORDS.title("social", key)] for key in keys if WORDS.title("social", key) in by_title})
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def typed(*titles: str) -> Callable[[Any, dict[str, int]], None]:
    def edit(tab: Any, columns: dict[str, int]) -> None:
        first = next(row for row in range(5, 500) if not tab.cell(row, columns["date"]).value)
        for row, title in enumerate(titles, first):
            for key, value in {**TYPED, "title": title}.items():
                tab.cell(row, columns[key]).value = value

    return edit


@cache
def with_own_posts() -> bytes:
    """The calendar after a run over two posts of the user's own on one day."""
    return api.generate(edited(short_salon.calendar(), typed("À moi", "Aussi")), "salon.xlsx", short_salon.TODAY).after


def ids(data: bytes) -> dict[str, str]:
    """The ids of the user's own posts, by title."""
    found: dict[str, str] = {}

    def look(tab: Any, columns: dict[str, int]) -> None:
        for row in range(5, tab.max_row + 1):
            title = tab.cell(row, columns["title"]).value
            if title in ("À moi", "Aussi", "Nouveau"):
                found[title] = str(tab.cell(row, columns["id"]).value)

    edited(data, look)
    return found


def without_id(title: str, *keys: str) -> Callable[[Any, dict[str, int]], None]:
    def edit(tab: Any, columns: dict[str, int]) -> None:
        row = next(row for row in range(5, 500) if tab.cell(row, columns["title"]).value == title)
        for key in ("id", *keys):
            tab.cell(row, columns[key]).value = None

    return edit


@pytest.mark.parametrize("title", ["À moi", "Aussi"])
def test_it_keeps_its_id(title: str) -> None:
    before = ids(with_own_posts())
    assert len(set(before.values())) == 2
    made = api.generate(edited(with_own_posts(), without_id(title)), "salon.xlsx", short_salon.TODAY)
    assert ids(made.after) == before


def test_a_new_one_in_its_place_has_a_new_id() -> None:
    def replaced(tab: Any, columns: dict[str, int]) -> None:
        without_id("À moi", "reason", "link", "hashtags", "account", "mission")(tab, columns)
        row = next(row for row in range(5, 500) if tab.cell(row, columns["title"]).value == "À moi")
        tab.cell(row, columns["title"]).value = "Nouveau"

    before = ids(with_own_posts())
    made = api.generate(edited(with_own_posts(), replaced), "salon.xlsx", short_salon.TODAY)
    assert ids(made.after)["Nouveau"] not in before.values()
