"""Texts typed into the calendar of a sample: what `check` says of them, and where the new Diagnostic leads."""

from __future__ import annotations

import io
from datetime import date
from functools import cache

import pytest
import workbook_copies
from made_samples import STARTS, made
from seeds import few_of
from written_workbook import TOP, read_back

from calgen import api

NAME = "salon.xlsx"
TODAY = STARTS["salon"]
LATER = date(2027, 1, 18)


@cache
def typed() -> tuple[bytes, dict[str, str]]:
    """The salon's calendar with a text that is too long, one that comes back, and a published post without results."""
    book = made("salon").book
    rows = [row for row in book.social if row["platform"] == "Instagram"][40:]
    first, second, third = rows[0], rows[1], next(row for row in book.social if row["platform"] == "Facebook")
    workbook = workbook_copies.opened(made("salon").done.after)
    sheet = workbook[book.words.title("social")]
    columns = book.columns("social")
    for row, key, value in (
        (first, "text", "Le ficus vous attend mardi. " * 90),
        (second, "text", "Le ficus vous attend mardi. " * 90),
        (third, "status", book.words.choice("status", "published")),
    ):
        sheet.cell(row["row"], columns[key]).value = value
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue(), {"first": first["id"], "second": second["id"], "third": third["id"]}


def test_check_reads_the_texts_as_they_stand() -> None:
    data, ids = typed()
    found = [one for one in api.diagnose(data, NAME, LATER).problems if one.code.startswith(("text_", "results_"))]
    said = [(one.code, one.values.get("id")) for one in found]
    assert said == [
        ("text_too_long", ids["first"]),
        ("text_too_long", ids["second"]),
        ("text_again", ids["second"]),
        ("results_missing", None),
    ]
    title = made("salon").book.words.title("social")
    assert {one.place.tab for one in found if one.place} == {title}


@pytest.mark.long
def test_the_new_diagnostic_leads_to_the_posts_wherever_they_are() -> None:
    data, ids = typed()
    done = api.generate(data, NAME, LATER)
    assert not done.stopped
    book = read_back(done)
    sheet = book.written("checks")
    formulas = [str(sheet.cell(row, 3).value) for row in range(1, sheet.max_row + 1)]
    for key in ("first", "second"):
        assert any(one.startswith("=HYPERLINK") and f'"{ids[key]}"' in one for one in formulas), key
    told = [one for one in done.problems if one.code == "text_too_long"]
    where = {row["id"]: row["row"] for row in book.social}
    for one in told:
        assert one.place
        assert int("".join(filter(str.isdigit, one.place.cell))) == where[str(one.values["id"])]
    assert len(told) == 2
    assert all(row > TOP for row in where.values())


def test_check_tells_where_the_calendar_itself_is_odd() -> None:
    book = made("salon").book
    workbook = workbook_copies.opened(made("salon").done.after)
    row = book.social[-1]["row"]
    workbook[book.words.title("social")].cell(row, book.columns("social")["date"]).value = None
    out = io.BytesIO()
    workbook.save(out)
    (found,) = [one for one in api.diagnose(out.getvalue(), NAME, TODAY).problems if one.code == "row_without_day"]
    assert str(found.place) == f"{book.words.title('social')}!B{row}"


@pytest.mark.long
@pytest.mark.parametrize("column", few_of(["impressions", "clicks"], 1))
def test_one_result_is_enough(column: str) -> None:
    data, ids = typed()
    book = made("salon").book
    workbook = workbook_copies.opened(data)
    row = next(row["row"] for row in book.social if row["id"] == ids["third"])
    workbook[book.words.title("social")].cell(row, book.columns("social")[column]).value = 12
    out = io.BytesIO()
    workbook.save(out)
    codes = {one.code for one in api.diagnose(out.getvalue(), NAME, LATER).problems}
    assert "results_missing" not in codes
