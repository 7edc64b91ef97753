"""A template as people really fill it: English headings in a French workbook, columns shuffled, tabs of their own."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest

from calgen import api
from calgen.book.words import load_words
from calgen.view.tabs import OUTPUTS

TODAY = date(2027, 1, 4)
ROWS: dict[str, list[dict[str, object]]] = {
    "objectives": [{"objective": "Remplir le mardi", "kpi": "Rendez-vous"}],
    "platforms": [
        {"platform": "Facebook", "mission": "Garder le lien", "objectives": "Remplir le mardi", "cadence": 3},
        {"platform": "Instagram", "mission": "Faire envie", "objectives": "Remplir le mardi", "cadence": "1 par jour"},
    ],
    "themes": [
        {"theme": "Conseil", "category": "Relayer", "ideas": "Sécher\nCoiffer"},
        {"theme": "Avant / après", "category": "promo"},
        {"theme": "Question du lundi", "category": "interact"},
        {"theme": "Tendances", "category": "Curate"},
    ],
}


def fill(sheet: Any, tab: str, rows: list[dict[str, object]], *, shuffled: bool) -> None:
    """The headings of a tab written anew, in English and backwards, with a column of the user's own among them."""
    english = load_words("en")
    keys = list(english.columns(tab))
    order = list(reversed(keys)) if shuffled else keys
    for row in sheet.iter_rows(min_row=4, max_row=60):
        for cell in row:
            cell.value = None
    headings = [*order[:2], "mine", *order[2:]]
    for column, key in enumerate(headings, 1):
        sheet.cell(4, column, "À moi" if key == "mine" else english.title(tab, key).upper())
        for number, values in enumerate(rows, 5):
            sheet.cell(number, column, f"note {number}" if key == "mine" else values.get(key))


@pytest.fixture(scope="module")
def filled() -> bytes:
    """The French template, filled so, with a tab and a drawing of the user's own, as openpyxl saves it."""
    book = openpyxl.load_workbook(io.BytesIO(api.new("fr")))
    for tab, rows in ROWS.items():
        fill(book[load_words("fr").title(tab)], tab, rows, shuffled=tab != "objectives")
    own = book.create_sheet("Recettes de mamie", 2)
    own["B2"], own["B3"] = "Far breton", "=1+1"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_it_is_read_without_a_problem(filled: bytes) -> None:
    checked = api.check(filled, "salon.xlsx")
    assert [one.code for one in checked.problems] == []
    assert [one.theme for one in checked.read.strategy.themes if one.category == "curate"] == ["Conseil", "Tendances"]


def test_it_is_planned_and_what_is_the_users_stays(filled: bytes) -> None:
    made = api.generate(filled, "salon.xlsx", TODAY)
    assert made.plan is not None
    posts = [post for post in made.plan.posts if post.platform == "Facebook"]
    assert len(posts) == 39
    book = openpyxl.load_workbook(io.BytesIO(made.after))
    assert book["Recettes de mamie"]["B2"].value == "Far breton"
    assert book[load_words("fr").title("themes")]["C5"].value == "note 5"
    before, after = parts(filled), parts(made.after)
    sheets = [name for name in before if name.startswith("xl/worksheets/sheet")]
    same = [name for name in sheets if before[name] == after.get(name)]
    # Every tab but ours, and but the one attribute of the tab on which the workbook stood open.
    assert len(sheets) - len(same) <= len(OUTPUTS) + 1


def test_a_second_run_changes_nothing(filled: bytes) -> None:
    first = api.generate(filled, "salon.xlsx", TODAY)
    again = api.generate(first.after, "salon.xlsx", TODAY)
    assert first.changed
    assert not again.changed
    assert again.after == first.after
