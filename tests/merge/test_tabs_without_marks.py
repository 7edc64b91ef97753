"""Programs drop the hidden names that mark calgen's tabs: their titles and contents tell which tabs these are."""

from __future__ import annotations

import re
from copy import copy
from typing import Any

import pytest
from openpyxl.worksheet.table import Table
from seeds import each_language
from small_calendar import FILE, TODAY, generated, run, saved, unlocked
from workbook_contents import packed, parts

from calgen import api
from calgen.book.problems import Refused
from calgen.book.words import load_words
from calgen.files.read.calgen_tabs import find_calgen_tabs
from calgen.files.read.guard import open_workbook

pytestmark = pytest.mark.long

WORKBOOK = "xl/workbook.xml"
MARK = re.compile(rb'<definedName [^>]*"_calgen_tab"[^>]*>.*?</definedName>')
ALL = {"social", "editorial", "month", "year", "balance", "checks", "tasks", "state"}
LONG_TITLES = ("Le grand calendrier de toutes nos publications", "l’année d'Anne-Lise & Cie, “2027” 'fin")


def edited(data: bytes, *edits: tuple[str | re.Pattern[bytes], str], part: str = WORKBOOK) -> bytes:
    """A workbook with texts of one part replaced; each must be there."""
    held = parts(data)
    for old, new in edits:
        pattern = old if isinstance(old, re.Pattern) else re.compile(re.escape(old.encode()))
        held[part], count = pattern.subn(lambda _, new=new: new.encode(), held[part])  # type: ignore[misc]
        assert count, old
    return packed(held)


def without_marks(data: bytes) -> bytes:
    """As exceljs and pandas leave it."""
    return edited(data, (MARK, ""))


def renamed(data: bytes, old: str, new: str) -> bytes:
    """A tab under another title, with the formulas that name it."""
    return edited(data, (f'name="{old}"', f'name="{new}"'))


def titles(data: bytes) -> dict[str, str]:
    """The titles of the tabs that calgen takes for its own."""
    return {key: sheet.title for key, sheet in find_calgen_tabs(open_workbook(data, FILE)).items()}


def marks(data: bytes) -> int:
    return len(MARK.findall(parts(data)[WORKBOOK]))


def cells(data: bytes, title: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in unlocked(data)[title].iter_rows()]


def typed_into(data: bytes, title: str, *values: tuple[str, Any]) -> bytes:
    book = unlocked(data)
    for address, value in values:
        book[title][address] = value
    return saved(book)


def social(language: str) -> str:
    return load_words(language).title("social")


@each_language
def test_all_tabs_are_found_without_their_marks(language: str) -> None:
    data = generated(language)
    assert titles(without_marks(data)) == titles(data)
    assert titles(data).keys() == ALL


@each_language
def test_a_run_keeps_every_row_and_gives_the_marks_back(language: str) -> None:
    data = typed_into(generated(language), social(language), ("H6", "Mon texte"))
    expected = run(data)
    made = run(without_marks(data))
    assert cells(made.after, social(language)) == cells(expected.after, social(language))
    assert made.changes == expected.changes
    assert {problem.code for problem in made.problems} == {problem.code for problem in expected.problems}
    assert marks(made.after) == marks(generated(language)) == len(ALL)
    assert run(made.after).after == made.after


def test_marks_come_back_though_nothing_else_has_changed() -> None:
    made = run(without_marks(generated("fr")))
    assert marks(made.after) == len(ALL)
    assert made.changes == ()
    assert run(made.after).after == made.after


@pytest.mark.parametrize("sample", ["salon", "saas"])
def test_the_tabs_of_an_empty_workbook_are_found_before_the_first_run(sample: str) -> None:
    data = api.new("fr", sample, TODAY)
    assert titles(without_marks(data)) == titles(data)
    assert len(titles(data)) == len(ALL) - 1
    expected, made = api.generate(data, FILE, TODAY), api.generate(without_marks(data), FILE, TODAY)
    assert unlocked(made.after).sheetnames == unlocked(expected.after).sheetnames
    title = titles(data)["social"]
    assert cells(made.after, title) == cells(expected.after, title)


@pytest.mark.parametrize("key", sorted(ALL - {"state"}))
def test_a_tab_that_was_renamed_before_the_last_run_is_found_by_its_new_title(key: str) -> None:
    first = renamed(generated("fr"), titles(generated("fr"))[key], "Le mien")
    second = api.generate(first, FILE, TODAY.replace(day=29)).after
    assert titles(without_marks(second)) == {**titles(generated("fr")), key: "Le mien"}


@pytest.mark.parametrize("key", ["social", "editorial"])
def test_a_calendar_that_was_renamed_since_is_found_by_its_headings_and_ids(key: str) -> None:
    data = renamed(without_marks(generated("fr")), titles(generated("fr"))[key], "Le mien")
    assert titles(data)[key] == "Le mien"
    assert marks(run(data).after) == len(ALL)


def test_a_tab_of_the_users_that_only_has_a_title_of_ours_stays_hers() -> None:
    """The calendar is gone, and she has made a tab of her own under its title."""
    book = unlocked(generated("fr"))
    book.remove(book["Calendrier social"])
    own = book.create_sheet("Calendrier social")
    for row in (["N°", "Date", "Heure", "Plateforme", "Thème", "Statut"], ["1", "12/01/2027", "9h", "Facebook"]):
        own.append(row)
    data = saved(book)
    assert "social" not in titles(data)
    with pytest.raises(Refused) as refused:
        run(data)
    assert refused.value.problem.code == "tab_title_taken"


@pytest.mark.parametrize("rows", [[], [["Vue mensuelle"], ["Mes notes du mois"]], [["run"]]])
def test_other_titles_of_ours_do_not_make_a_tab_of_the_users_ours(rows: list[list[str]]) -> None:
    for key, title in titles(generated("fr")).items():
        if key == "state":
            continue
        book = unlocked(generated("fr"))
        book.remove(book[title])
        own = book.create_sheet(title)
        for row in rows:
            own.append(row)
        assert key not in titles(saved(book))


def test_a_hidden_tab_with_another_content_is_the_users() -> None:
    book = unlocked(without_marks(generated("fr")))
    book.remove(book["_calgen"])
    book.create_sheet("_Calgen").append(["Mes notes"])
    assert "state" not in titles(saved(book))


def test_a_copy_with_a_lower_number_is_no_original() -> None:
    """LibreOffice numbers the tabs by their position: a copy before the original has the lower number."""
    data = with_copy_before(generated("fr"), "Calendrier social")
    assert titles(data)["social"] == "Calendrier social"
    assert run(data).changes == ()


def test_without_a_known_title_the_original_is_the_one_with_the_table_of_our_name() -> None:
    data = renamed(with_copy_before(generated("fr"), "Calendrier social"), "Calendrier social", "Le mien")
    assert titles(data)["social"] == "Le mien"


def with_copy_before(data: bytes, title: str) -> bytes:
    """A copy of a tab before it, its mark copied and its table renamed, as LibreOffice writes it."""
    book = unlocked(data)
    original = book[title]
    twin = book.copy_worksheet(original)
    twin.title = f"{title}_2"
    book.move_sheet(twin, -book.index(twin))
    twin.defined_names.update({name.name: copy(name) for name in original.defined_names.values()})
    table = next(iter(original.tables.values()))
    twin.add_table(Table(displayName=f"{table.name}_2", ref=table.ref))
    return saved(book)


@each_language
def test_without_the_hidden_tab_the_calendars_are_found_by_headings_and_ids(language: str) -> None:
    book = unlocked(without_marks(generated(language)))
    del book["_calgen"]
    data = saved(book)
    assert titles(data).keys() == ALL - {"state"}
    made = run(data)
    assert "no_history" in {problem.code for problem in made.problems}
    ids = [row[0] for row in cells(generated(language), social(language))]
    assert [row[0] for row in cells(made.after, social(language))][: len(ids)] == ids


def test_damaged_rows_of_the_hidden_tab_are_as_if_they_were_gone() -> None:
    book = unlocked(without_marks(generated("fr")))
    for (cell,) in book["_calgen"].iter_rows(min_col=3, max_col=3):
        cell.value = "x"
    data = saved(book)
    assert titles(data).keys() == ALL


@pytest.mark.parametrize("key", sorted(ALL - {"state"}))
@pytest.mark.parametrize("title", LONG_TITLES)
def test_a_title_that_excel_would_not_take_stays(key: str, title: str) -> None:
    """LibreOffice takes more than 31 characters; what links to the tab still does."""
    data = renamed(generated("fr"), titles(generated("fr"))[key], title.replace("&", "&amp;"))
    made = api.generate(data, FILE, TODAY.replace(day=29))
    assert titles(made.after) == {**titles(data), key: title}
    assert made.changes == ()
    assert [str(problem.place) for problem in made.problems if problem.code == "tab_title_long"] == [title]
    assert api.generate(made.after, FILE, TODAY.replace(day=29)).after == made.after
    assert titles(without_marks(made.after))[key] == title


def test_a_tab_of_the_users_with_such_a_title_stays() -> None:
    data = renamed(generated("fr"), "Mes chiffres", "Les chiffres de toutes les années passées et à venir")
    made = api.generate(data, FILE, TODAY.replace(day=29))
    assert "Les chiffres de toutes les années passées et à venir" in unlocked(made.after).sheetnames
