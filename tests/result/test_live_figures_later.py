"""The live figures of balance and review after what people do later: LibreOffice computes what calgen stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest
import short_salon
from office import XLSX, convert, needs_office, plain, uncounted, unlocked
from reviewed_salon import DAY, WORDS, edited

from calgen import api
from calgen.figures.verdicts import answers
from calgen.next_steps import NextRequest, begin_next

pytestmark = needs_office
TOP = 4  # the heading row of the calendars
AFTER = date(2027, 1, 25)  # the three weeks are over
DAYS = {"without_subject": DAY, "without_title": DAY, "archived": AFTER}


def _columns(sheet: Any) -> dict[object, int]:
    return {cell.value: cell.column for cell in sheet[TOP]}


def _without_ideas(book: Any) -> None:
    """A strategy whose subjects are to find."""
    for row in book[WORDS.title("themes")].iter_rows():
        titles = [cell.value for cell in row]
        if WORDS.title("themes", "ideas") in titles:
            column, top = titles.index(WORDS.title("themes", "ideas")) + 1, row[0].row
    for number in range(top + 1, book[WORDS.title("themes")].max_row + 1):
        book[WORDS.title("themes")].cell(number, column).value = None


def _with_results(book: Any) -> None:
    sheet = book[WORDS.title("social")]
    at = {key: _columns(sheet)[WORDS.title("social", key)] for key in ("date", "status", "impressions", "clicks")}
    for number in range(TOP + 1, sheet.max_row + 1):
        day = sheet.cell(number, at["date"]).value
        if isinstance(day, datetime) and day.date() < DAY:
            sheet.cell(number, at["status"]).value = WORDS.choice("status", "published")
            sheet.cell(number, at["impressions"]).value = 100 + number
            sheet.cell(number, at["clicks"]).value = number


def _without_subject(book: Any) -> None:
    book[WORDS.title("editorial")].delete_rows(TOP + 12)


def _without_title(book: Any) -> None:
    sheet = book[WORDS.title("editorial")]
    sheet.cell(sheet.max_row - 3, _columns(sheet)[WORDS.title("editorial", "title")]).value = None


@cache
def books() -> dict[str, bytes]:
    def run(data: bytes, edit: Callable[[Any], None]) -> bytes:
        return api.generate(edited(data, edit), "salon.xlsx", DAY).after

    first = api.generate(edited(short_salon.strategy(), _without_ideas), "salon.xlsx", short_salon.TODAY).after
    base = run(first, _with_results)
    archived = begin_next(base, "salon.xlsx", NextRequest(has_archive=True), AFTER, "fr")
    assert archived.archived.posts
    return {"without_subject": run(base, _without_subject), "without_title": run(base, _without_title),
            "archived": archived.after}  # fmt: skip


@cache
def computed() -> dict[str, bytes]:
    return convert(XLSX, {name: uncounted(data) for name, data in books().items()})


def _same(stored: object, found: object) -> bool:
    stored, found = plain(stored), plain(found)
    if isinstance(stored, str) or isinstance(found, str):
        return str(stored).replace(",", ".") == str(found).replace(",", ".")
    return stored == pytest.approx(found, abs=1e-6)


@pytest.mark.parametrize("name", DAYS)
def test_each_live_figure_is_what_its_formula_gives(name: str) -> None:
    written, stored = (unlocked(books()[name], values=values) for values in (False, True))
    found = unlocked(computed()[name], values=True)
    for title in (WORDS.title("balance"), WORDS.title("review")):
        live = [cell.coordinate for row in written[title].iter_rows() for cell in row
                if str(cell.value).startswith("=")]  # fmt: skip
        assert len(live) > 10
        assert not [at for at in live if not _same(stored[title][at].value, found[title][at].value)]


@pytest.mark.parametrize("name", DAYS)
def test_the_subjects_to_find_are_those_of_the_command(name: str) -> None:
    calendar = api.balance(books()[name], "salon.xlsx", DAYS[name]).calendar
    assert calendar
    (answer,) = [found for found in answers(calendar) if found.question == "subjects"]
    assert answer.figures["missing"] > 10
    sentence = str(unlocked(computed()[name], values=True)[WORDS.title("balance")]["D13"].value)
    assert f"{answer.figures['missing']} attendent" in sentence.replace("\xa0", " ")
