"""What stands beside, below and across the social calendar when its rows move: objects stay whole, the block below
moves as one, and what has no sound place stops the run with its cell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from random import Random

import pytest
from edited_workbook import EditedWorkbook
from objects_beside import CalendarXml, array, link, merge, sheet_of, table, unsound
from small_calendar import START, generated, run
from strategy_changes import _row, twice_as_often
from workbook_contents import WorkbookContents

from calgen import api
from calgen.book.problems import Refused

pytestmark = pytest.mark.long


def _weeks(draft: EditedWorkbook, weeks: int) -> bytes:
    _row(draft.input("Réglages"), "Semaines", "Weeks")[1].value = weeks
    return draft.bytes()


def _moved(draft: EditedWorkbook) -> bytes:
    """The second post on the last day."""
    name = sorted(draft.social.rows)[1]
    draft.put("social", name, "date", draft.day().replace(2027, 1, 31))
    return draft.bytes()


def _deleted(draft: EditedWorkbook) -> bytes:
    """Two posts gone, that the strategy asks for again on other days."""
    names = sorted(draft.social.rows)
    draft.delete("social", [names[2], names[5]])
    return draft.bytes()


def _sorted(draft: EditedWorkbook) -> bytes:
    draft.sort("social", "platform")
    return _weeks(draft, 5)


CHANGES: dict[str, Callable[[EditedWorkbook], bytes]] = {
    "moved": _moved,
    "deleted": _deleted,
    "more": lambda draft: twice_as_often(draft.bytes()),
    "longer": lambda draft: _weeks(draft, 13),
    "shorter": lambda draft: _weeks(draft, 2),
    "sorted": _sorted,
}


@cache
def changed(change: str) -> bytes:
    """The calendar after what the user has done, before the next run."""
    return CHANGES[change](EditedWorkbook(generated("fr"), Random(7)))


def rerun(data: bytes, calendar: str = "social") -> CalendarXml:
    """The next run: nothing unsound, and one more run changes nothing."""
    done = run(data)
    assert not done.stopped, done.problems
    assert list(unsound(done.after, calendar)) == []
    assert run(done.after).after == done.after
    return CalendarXml(done.after, calendar)


def shift(before: CalendarXml, after: CalendarXml) -> int:
    """The rows by which the end of the table has moved."""
    return after.bottom - before.bottom


def values(data: bytes, left: int, top: int, right: int, bottom: int) -> list[list[object]]:
    """The values and formulas of a range; of an array formula its range and text."""
    rows = sheet_of(data).iter_rows(top, bottom, left, right)
    return [[getattr(cell.value, "__dict__", cell.value) for cell in row] for row in rows]


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_beside_stays_where_it_is(change: str) -> None:
    before = CalendarXml(changed(change))
    right, top = before.right, before.top
    merge(before, right + 2, top + 2, right + 2, top + 5, "Ma semaine")
    before.text(before.at(right + 4, top + 1), "Mon budget")
    table(before, right + 4, top + 2)
    before.text(before.at(right + 7, top), "Mes rangs")
    array(before, right + 7, top + 3, top + 6)
    link(before, right + 9, top + 2, right + 9, top + 4)
    edge = (right + 2, top + 1, right + 9, top + 7)
    data = before.bytes()
    after = rerun(data)
    assert values(after.bytes(), *edge) == values(data, *edge)
    assert after.ref_of("Budget") == before.ref_of("Budget")
    assert after.refs("mergeCell") == before.refs("mergeCell")
    assert after.refs("hyperlink") == before.refs("hyperlink")


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_below_moves_as_one_block(change: str) -> None:
    before = CalendarXml(changed(change))
    low = before.bottom + 3
    before.text(before.at(3, low), "Mon budget")
    table(before, 7, low + 1)
    merge(before, 3, low + 6, 5, low + 8, "Ma note")
    array(before, 8, low + 7, low + 9)
    link(before, 10, low + 7, 11, low + 9)
    before.formula(before.at(3, low + 4), f"SUM(G{low + 2}:G{low + 4})+$G${low + 2}")
    data = before.bytes()
    after = rerun(data)
    by = shift(before, after)
    assert change in ("moved", "deleted") or by
    assert after.ref_of("Budget") == f"G{low + 1 + by}:H{low + 4 + by}"
    part = after.tables()["Budget"][0]
    assert f"<calculatedColumnFormula>G{low + 2 + by}*2<".encode() in after.held[part]
    assert after.refs("mergeCell") == [f"C{low + 6 + by}:E{low + 8 + by}"]
    assert after.refs("hyperlink") == [f"J{low + 7 + by}:K{low + 9 + by}"]
    assert f't="array" ref="H{low + 7 + by}:H{low + 9 + by}">ROW(H{low + 7 + by}:H{low + 9 + by})<' in after.xml
    sheet = sheet_of(after.bytes())
    assert sheet.cell(low + by, 3).value == "Mon budget"
    assert sheet.cell(low + 6 + by, 3).value == "Ma note"
    assert sheet.cell(low + 1 + by, 7).value == "Budget a"
    assert sheet.cell(low + 4 + by, 3).value == f"=SUM(G{low + 2 + by}:G{low + 4 + by})+$G${low + 2 + by}"


@pytest.mark.parametrize("change", CHANGES)
def test_a_plain_cell_beside_a_post_goes_with_it(change: str) -> None:
    data = changed(change)
    before = CalendarXml(data)
    rows = {line.number: line.id for line in WorkbookContents(data).posts if line.id}
    noted = {id_: f"Note de {id_}" for id_ in rows.values()}
    for number, id_ in rows.items():
        before.text(before.at(before.right + 3, number), noted[id_])
    merge(before, before.right + 5, before.top + 2, before.right + 6, before.top + 4)
    after = rerun(before.bytes())
    seen = WorkbookContents(after.bytes())
    sheet = sheet_of(after.bytes())
    found = {line.id: sheet.cell(line.number, before.right + 3).value for line in seen.posts if line.id in noted}
    assert found == {id_: noted[id_] for id_ in found}
    assert set(found) == set(noted)


@pytest.mark.parametrize("change", CHANGES)
def test_a_table_beside_that_ends_below_stays(change: str) -> None:
    before = CalendarXml(changed(change))
    top = before.bottom - 2
    table(before, before.right + 3, top, rows=12)
    before.text(before.at(before.right + 3, top - 1), "Mon budget")
    before.text(before.at(2, before.bottom + 3), "Fin")
    after = rerun(before.bytes())
    assert after.ref_of("Budget") == before.ref_of("Budget")
    sheet = sheet_of(after.bytes())
    assert sheet.cell(top - 1, before.right + 3).value == "Mon budget"
    assert sheet.cell(top, before.right + 3).value == "Budget a"
    assert sheet.cell(before.bottom + 3 + shift(before, after), 2).value == "Fin"


@pytest.mark.parametrize("change", ["longer", "shorter"])
def test_a_table_and_a_label_below_the_editorial_calendar_are_no_subjects(change: str) -> None:
    """They have texts in the column of the titles, which would make a subject of a row of the user's own."""
    before = CalendarXml(changed(change), "editorial")
    low = before.bottom + 3
    table(before, 4, low)
    merge(before, 3, low + 6, 5, low + 7, "Ma note")
    for row in (low + 1, low + 2):
        before.text(before.at(4, row), "Du texte")
    after = rerun(before.bytes(), "editorial")
    by = shift(before, after)
    assert after.ref_of("Budget") == f"D{low + by}:E{low + 3 + by}"
    sheet = sheet_of(after.bytes(), "editorial")
    assert [sheet.cell(row + by, 4).value for row in (low, low + 1)] == ["Budget a", "Du texte"]
    assert sheet.cell(low + 6 + by, 3).value == "Ma note"
    assert {sheet.cell(row + by, 1).value for row in range(low - 1, low + 9)} == {None}


def test_figures_below_the_editorial_calendar_are_no_subjects() -> None:
    before = CalendarXml(changed("longer"), "editorial")
    low = before.bottom + 3
    for column in range(1, 6):
        before.number(before.at(column, low), column)
    after = rerun(before.bytes(), "editorial")
    row = sheet_of(after.bytes(), "editorial")[low + shift(before, after)]
    assert [cell.value for cell in row[:5]] == [1, 2, 3, 4, 5]


def test_a_post_beside_a_table_of_the_users_is_no_edited_post() -> None:
    """A value of the user's beside a post keeps it; the cells of a table of its own say nothing of the post."""
    before = CalendarXml(changed("shorter"))
    table(before, before.right + 3, before.top + 1, rows=before.bottom - before.top - 1)
    after = rerun(before.bytes())
    plain = CalendarXml(run(changed("shorter")).after)
    assert after.bottom == plain.bottom < before.bottom


def test_what_is_below_does_not_move_up_into_what_is_beside() -> None:
    before = CalendarXml(changed("shorter"))
    last = before.bottom
    table(before, before.right + 3, last - 3)
    before.text(before.at(before.right + 3, last + 2), "Sous le budget")
    before.text(before.at(2, last + 2), "Fin")
    after = rerun(before.bytes())
    assert after.bottom < last - 3
    sheet = sheet_of(after.bytes())
    assert after.ref_of("Budget") == before.ref_of("Budget")
    assert [sheet.cell(last + 2, column).value for column in (2, before.right + 3)] == ["Fin", "Sous le budget"]


@pytest.mark.parametrize("change", CHANGES)
def test_a_link_over_rows_of_the_table_is_one_for_each_of_them(change: str) -> None:
    data = changed(change)
    before = CalendarXml(data)
    ids = [line.id for line in WorkbookContents(data).posts][1:5]
    link(before, 12, before.top + 2, 12, before.top + 5)
    after = rerun(before.bytes())
    rows = {line.id: line.number for line in WorkbookContents(after.bytes()).posts}
    linked = set()
    for ref in after.refs("hyperlink"):
        first, _, last = ref.partition(":")
        linked |= set(range(int(first[1:]), int((last or first)[1:]) + 1))
    assert linked == {rows[id_] for id_ in ids if id_ in rows}


def test_a_link_keeps_the_row_of_a_post_that_would_go() -> None:
    data = changed("shorter")
    before = CalendarXml(data)
    link(before, 12, before.bottom, 12, before.bottom)
    after = rerun(before.bytes())
    assert after.xml.count("<hyperlink ") == 1


@pytest.mark.parametrize("kind", ["merge", "array"])
def test_cells_held_together_that_must_part_stop_the_run(kind: str) -> None:
    before = CalendarXml(changed("more"))
    top = before.top + 1
    if kind == "merge":
        merge(before, 12, top, 12, before.bottom - 1)
    else:
        array(before, 12, top, before.bottom - 1)
    with pytest.raises(Refused) as refused:
        run(before.bytes())
    problem = refused.value.problem
    assert (problem.code, str(problem.place)) == ("rows_held_together", f"{before.title}!L{top}")


def test_an_object_below_that_has_no_sound_place_stops_the_run() -> None:
    """One that reaches from the columns of the table into those of a table beside it."""
    before = CalendarXml(changed("longer"))
    table(before, before.right + 1, before.bottom - 2, rows=6)
    merge(before, before.right - 1, before.bottom + 8, before.right + 2, before.bottom + 9)
    with pytest.raises(Refused) as refused:
        run(before.bytes())
    place = f"{before.title}!{before.at(before.right - 1, before.bottom + 8)}"
    assert (refused.value.problem.code, str(refused.value.problem.place)) == ("no_room_for_rows", place)


def test_the_same_object_far_enough_below_stays() -> None:
    before = CalendarXml(changed("longer"))
    table(before, before.right + 1, before.bottom - 2, rows=6)
    merge(before, before.right - 1, before.bottom + 98, before.right + 2, before.bottom + 99)
    after = rerun(before.bytes())
    assert after.refs("mergeCell") == before.refs("mergeCell")


def test_with_force_the_calendar_is_drawn_anew() -> None:
    before = CalendarXml(changed("more"))
    table(before, before.right + 3, before.top + 2)
    done = api.generate(before.bytes(), "salon.xlsx", START - timedelta(days=7), force=True)
    assert list(unsound(done.after)) == []
