"""A calendar whose table the user turned into plain cells has one again: its formulas and the balance name it."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
import workbook_copies
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table
from seeds import few_of
from short_salon import TODAY, calendar

from calgen import api
from calgen.book.problems import Refused

TAB = "Calendrier social"


def opened(data: bytes) -> Any:
    return workbook_copies.opened(data)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("other", [False, True], ids=["alone", "beside a table of the user's"])
def test_a_table_that_was_taken_away_is_there_again(other: bool) -> None:
    book = opened(calendar())
    tab = book[TAB]
    old = tab.tables.pop("calgen_social")
    tab["L7"] = "Mon texte"
    if other:
        tab["AK4"], tab["AK5"] = "Notes", "à moi"
        tab.add_table(Table(displayName="Notes", ref="AK4:AK5"))
    done = api.generate(saved(book), "salon.xlsx", TODAY)
    again = opened(done.after)[TAB]
    table = again.tables["calgen_social"]
    assert [one.name for one in table.tableColumns] == [one.name for one in old.tableColumns]
    assert [one.name for one in table.tableColumns] == [cell.value for cell in again[table.ref][0]]
    assert len(again[table.ref]) == len(done.plan.posts) + 1 if done.plan else False
    ids = [one.id for sheet in opened(done.after).worksheets for one in sheet.tables.values()]
    assert len(ids) == len(set(ids))
    assert again["L7"].value == "Mon texte"
    assert not api.generate(done.after, "salon.xlsx", TODAY).changed


LETTER = "T"  # a column in the midst of those of calgen's


def as_range(change: Any, *, column: bool = True) -> bytes:
    """The calendar as a plain range, with a column of the user's in its midst, after a change of the tab."""
    book = opened(calendar())
    tab = book[TAB]
    tab.tables.clear()
    if column:
        tab.insert_cols(20)
        tab[f"{LETTER}7"] = "à moi"
    change(tab)
    return saved(book)


def run(data: bytes) -> tuple[api.Generated, Any]:
    """A run on it; the tab as it then stands, whose table is sound, and which a second run leaves alone."""
    done = api.generate(data, "salon.xlsx", TODAY)
    assert not done.stopped
    tab = opened(done.after)[TAB]
    table = tab.tables["calgen_social"]
    cells = tab[table.ref][0]
    names = [column.name.replace("_x000a_", "\n") for column in table.tableColumns]
    assert names == [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 255 for name in names)
    assert len({column.id for column in table.tableColumns}) == len(names)
    assert not api.generate(done.after, "salon.xlsx", TODAY).changed
    return done, tab


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(
    ("typed", "heading", "code"),
    [
        (2027, "2027", "heading_as_text"),
        pytest.param(0.25, "0.25", "heading_as_text", marks=pytest.mark.long),
        pytest.param(date(2027, 3, 1), "01/03/2027", "heading_as_text", marks=pytest.mark.long),
        ("Thème", "Thème2", "heading_numbered"),
        pytest.param("STATUT", "STATUT2", "heading_numbered", marks=pytest.mark.long),
        pytest.param("Theme", "Theme", "", marks=pytest.mark.long),  # in a table an accent makes another name
        (None, "(T)", ""),
        pytest.param("Mot\nclé [1] #'", "Mot\nclé [1] #'", "", marks=pytest.mark.long),
        pytest.param("  à part ", "  à part ", "", marks=pytest.mark.long),
        pytest.param("x" * 255, "x" * 255, "", marks=pytest.mark.long),
    ],
)
def test_a_heading_becomes_the_name_of_a_column(typed: Any, heading: str, code: str) -> None:
    def change(tab: Any) -> None:
        tab[f"{LETTER}4"] = typed

    done, tab = run(as_range(change))
    assert tab[f"{LETTER}4"].value == heading
    codes = {problem.code: str(problem.place) for problem in done.problems if problem.code.startswith("heading_")}
    assert codes == ({code: f"{TAB}!{LETTER}4"} if code else {})


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_heading_of_a_formula_becomes_the_text_that_it_showed() -> None:
    data = as_range(lambda tab: tab.__setitem__(f"{LETTER}4", '="Note "&1'))
    done, tab = run(data)
    assert tab[f"{LETTER}4"].value == "(T)"  # openpyxl stored no value
    places = {str(problem.place) for problem in done.problems if problem.code == "heading_formula_lost"}
    assert places == {f"{TAB}!{LETTER}4"}
    told = api.diagnose(data, "salon.xlsx", TODAY).problems
    assert [problem for problem in told if problem.code == "heading_formula_lost"]


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_equal_headings_get_the_next_free_number() -> None:
    def change(tab: Any) -> None:
        tab.insert_cols(20, 2)
        tab["T4"], tab["U4"], tab["V4"] = "Note", "Note2", "NOTE"

    _, tab = run(as_range(change))
    assert [tab[f"{letter}4"].value for letter in "TUV"] == ["Note", "Note2", "NOTE3"]


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(
    ("change", "code", "cell"),
    few_of([
        (lambda tab: tab.merge_cells("T7:T9"), "table_in_the_way", "T7"),
        (lambda tab: tab.merge_cells("T4:U4"), "table_in_the_way", "T4"),
        (lambda tab: tab.__setitem__("T4", "x" * 256), "heading_too_long", "T4"),
        (lambda tab: tab.add_table(Table(displayName="Mien", ref="T7:T9")), "table_in_the_way", "T7"),
    ], 2, every=2),
    ids=["merged rows", "merged headings", "a long heading", "a table"],
)  # fmt: skip
def test_what_no_table_can_stand_on_is_refused_with_its_cell(change: Any, code: str, cell: str) -> None:
    def spoil(tab: Any) -> None:
        if cell == "T7":
            tab["T4"], tab["T7"] = "À moi", "Titre"
        change(tab)

    with pytest.raises(Refused) as refused:
        api.generate(as_range(spoil), "salon.xlsx", TODAY)
    assert refused.value.problem.code == code
    assert str(refused.value.problem.place) == f"{TAB}!{cell}"


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_filter_of_the_range_becomes_that_of_the_table() -> None:
    def change(tab: Any) -> None:
        tab.auto_filter.ref = f"B4:AH{tab.max_row}"
        tab.auto_filter.add_filter_column(3, ["Facebook"])

    _, tab = run(as_range(change, column=False))
    table = tab.tables["calgen_social"]
    assert tab.auto_filter.ref is None
    assert table.autoFilter.ref == table.ref
    (column,) = table.autoFilter.filterColumn
    assert (column.colId, column.filters.filter) == (4, ["Facebook"])


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_criterion_beside_the_table_is_told_where_it_goes() -> None:
    def change(tab: Any) -> None:
        tab["AK4"] = "À moi"
        tab.auto_filter.ref = f"A4:AK{tab.max_row}"
        tab.auto_filter.add_filter_column(4, ["Facebook"])
        tab.auto_filter.add_filter_column(36, ["oui"])

    data = as_range(change, column=False)
    done, tab = run(data)
    assert [column.colId for column in tab.tables["calgen_social"].autoFilter.filterColumn] == [4]
    told = api.diagnose(data, "salon.xlsx", TODAY).problems
    for problems in (done.problems, told):
        assert [str(problem.place) for problem in problems if problem.code == "filter_dropped"] == [f"{TAB}!AK4"]


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_column_that_is_added_again_stands_where_there_is_room() -> None:
    """Beside the calendar are a note and a table of the user's: neither comes to be under the calendar's table."""
    book = opened(calendar())
    tab = book[TAB]
    column = next(cell.column for cell in tab[4] if cell.value == "Statut")
    right = tab.max_column
    tab.delete_cols(column)
    table = tab.tables["calgen_social"]
    del table.tableColumns[column - 1]
    end = get_column_letter(right - 1)
    table.ref = table.autoFilter.ref = f"A4:{end}{tab.max_row}"
    first, last = get_column_letter(right + 1), get_column_letter(right + 2)
    tab[f"{first}4"], tab[f"{last}4"], tab[f"{first}5"] = "Poste", "Prix", "Photo"
    tab.add_table(Table(displayName="Mien", ref=f"{first}4:{last}6"))
    _, after = run(saved(book))
    assert after.tables["calgen_social"].ref.split(":")[1].startswith(get_column_letter(right))
    assert after.tables["Mien"].ref == f"{first}4:{last}6"
    assert after[f"{get_column_letter(right)}4"].value == "Statut"


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_column_deleted_from_a_range_takes_nothing_of_the_users_when_it_comes_back() -> None:
    def change(tab: Any) -> None:
        column = next(cell.column for cell in tab[4] if cell.value == "Statut")
        tab.delete_cols(column)
        last = tab.max_column
        tab.cell(4, last + 1, "Lieu")
        tab.cell(9, last + 1, "au parc")

    _, tab = run(as_range(change, column=False))
    assert "au parc" in [cell.value for cell in tab[9]]
    assert "Lieu" in [cell.value for cell in tab[4]]


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_heading_that_another_program_wrote_into_its_cell_alone_names_the_column() -> None:
    """openpyxl changes the cell and leaves the name of the table's column: Excel would repair such a file."""
    book = opened(calendar())
    tab = book[TAB]
    place = next(cell for cell in tab[4] if cell.value == "Thème")
    place.value = "De quoi"
    tab["AJ5"] = "=COUNTA(calgen_social[Thème])"
    book["Réglages"]["H30"] = "=COUNTA(calgen_social[Thème])&COUNTA(calgen_social[Statut])"
    done, after = run(saved(book))
    (told,) = [problem for problem in done.problems if problem.code == "heading_renamed"]
    assert (str(told.place), told.values["heading"], told.values["name"]) == ("Réglages!H30", "Thème", "De quoi")
    assert after[place.coordinate].value == "De quoi"
    assert after["AJ5"].value == "=COUNTA(calgen_social[De quoi])"


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_formulas_name_a_heading_exactly_as_it_stands() -> None:
    book = opened(calendar())
    tab = book[TAB]
    place = next(cell for cell in tab[4] if cell.value == "Statut")
    place.value = tab.tables["calgen_social"].tableColumns[place.column - 1].name = " STATUT  "
    done = api.generate(saved(book), "salon.xlsx", TODAY + timedelta(days=1))
    formulas = [str(cell.value) for cell in opened(done.after)["Équilibre"]["C"]]
    assert not [text for text in formulas if "[STATUT]" in text or "[Statut]" in text]
