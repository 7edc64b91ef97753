"""A changed language renames a heading together with every reference to it, or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import FormulaRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableFormula
from small_calendar import FILE, TODAY, generated, run, saved, unlocked
from workbook_contents import WorkbookContents, packed, parts

from calgen import api
from calgen.book.words import load_words

pytestmark = pytest.mark.long

FRENCH, ENGLISH = load_words("fr"), load_words("en")
OTHER = {"Français": "English", "English": "Français"}


def turned(book: Any) -> bytes:
    """The workbook with the other language in its settings."""
    sheet = book["Réglages"]
    cell = next(row[1] for row in sheet.iter_rows() if row[0].value == "Langue")
    cell.value = OTHER[cell.value]
    return saved(book)


def again(data: bytes) -> api.Generated:
    """The workbook with the other language, and its run."""
    return run(turned(unlocked(data)))


def headings(data: bytes, tab: str) -> list[str]:
    """The headings of the table of a tab, which are those of its cells."""
    name = f"calgen_{tab}"
    sheet = next(sheet for sheet in unlocked(data) if name in sheet.tables)
    table = sheet.tables[name]
    cells = [cell.value for cell in sheet[table.ref][0]]
    assert [column.name for column in table.tableColumns] == cells
    return cells


def told(done: api.Generated) -> dict[str, str]:
    """The held headings that are told, with the places that name them."""
    return {str(problem.values["heading"]): str(problem.place) for problem in done.problems
            if problem.code == "heading_held"}  # fmt: skip


def test_all_headings_turn_and_turn_back() -> None:
    first = generated("fr")
    there = again(first)
    back = again(there.after)
    for tab in ("social", "editorial", "tasks"):
        assert headings(there.after, tab) == [ENGLISH.title(tab, key) for key in _keys(tab)]
        assert headings(back.after, tab) == headings(first, tab)
    assert told(there) == told(back) == {}
    assert not api.generate(there.after, FILE, TODAY).changed


def _keys(tab: str) -> list[str]:
    words = {FRENCH.title(tab, key): key for key in FRENCH.columns(tab)}
    return [words[heading] for heading in headings(generated("fr"), tab)]


OWN = {  # a formula of the user's on a calendar, in French → in English; `{row}` is its row
    "[#This Row]": ("=calgen_social[[#This Row],[Thème]]", "=calgen_social[[#This Row],[Theme]]"),
    "other table": ("=COUNTIFS(calgen_editorial[Thème],F{row})", "=COUNTIFS(calgen_editorial[Theme],F{row})"),
    "tasks": ("=COUNTA(calgen_tasks[Personne])", "=COUNTA(calgen_tasks[Person])"),
    "@": ("=LEN([@Thème])&[@[Date]]", "=LEN([@Theme])&[@[Date]]"),
    "case": ("=COUNTA(CALGEN_SOCIAL[STATUT])", "=COUNTA(CALGEN_SOCIAL[Status])"),
    "span": ("=COUNTA(calgen_social[[Statut]:[Texte]])", "=COUNTA(calgen_social[[Status]:[Text]])"),
    "headers": ("=calgen_social[[#Headers],[Statut]]", "=calgen_social[[#Headers],[Status]]"),
    "text": ('="Statut [Statut]"', '="Statut [Statut]"'),
    "own table": ("=SUM(Mien[Statut])", "=SUM(Mien[Statut])"),
}


@cache
def with_own_formulas() -> api.Generated:
    """A column of the user's own in each calendar, a table of his beside, and names."""
    book = unlocked(generated("fr"))
    for tab in ("social", "editorial"):
        sheet = next(sheet for sheet in book if f"calgen_{tab}" in sheet.tables)
        table = sheet.tables[f"calgen_{tab}"]
        last = table.ref.split(":")[1]
        column = sheet[last].column + 2
        sheet.cell(4, column, "Mes formules")
        for row, (before, _) in enumerate(OWN.values(), 5):
            if tab == "social" or "@" not in before:
                sheet.cell(row, column, before.format(row=row))
    sheet = next(sheet for sheet in book if "calgen_social" in sheet.tables)
    table = sheet.tables["calgen_social"]
    inside = sheet[table.ref.split(":")[1]].column  # the last column of the table, with a formula of the user's
    for row in range(5, 8):
        sheet.cell(row, inside, "=[@Thème]&Mien[[#Totals],[Statut]]")
    filled = "[@Thème]&calgen_editorial[[#Totals],[Thème]]"
    table.tableColumns[-1].calculatedColumnFormula = TableFormula(attr_text=filled)
    sheet["AT4"], sheet["AU4"], sheet["AT5"], sheet["AU5"] = "Statut", "Double", 3, "=[@Statut]*2"
    own = Table(displayName="Mien", ref="AT4:AU5")
    own._initialise_columns()  # type: ignore[attr-defined]
    own.tableColumns[0].name, own.tableColumns[1].name = "Statut", "Double"
    own.tableColumns[1].calculatedColumnFormula = TableFormula(attr_text="[@Statut]*2+COUNTA(calgen_social[Statut])")
    sheet.add_table(own)
    book.defined_names["MesStatuts"] = DefinedName("MesStatuts", attr_text="calgen_social[Statut]")
    sheet.defined_names["Ici"] = DefinedName("Ici", attr_text="COUNTA(calgen_tasks[Personne])")
    return run(turned(book))


@pytest.mark.parametrize("tab", ["social", "editorial"])
def test_the_users_formulas_on_the_calendars_follow(tab: str) -> None:
    sheet = next(sheet for sheet in unlocked(with_own_formulas().after) if f"calgen_{tab}" in sheet.tables)
    column = next(cell.column for cell in sheet[4] if cell.value == "Mes formules")
    found = [sheet.cell(row, column).value for row in range(5, sheet.max_row + 1)]
    found = [str(value) for value in found if value is not None]
    own = [pair for pair in OWN.values() if tab == "social" or "@" not in pair[0]]
    # outside of the table a heading without the name of a table means nothing, and stays
    due = [before if "[@" in before else after for before, after in own]
    pattern = {text.replace("F{row}", "") for text in due}
    assert {_without_cells(text) for text in found} == pattern


def _without_cells(text: str) -> str:
    return re.sub(r"F\d+", "", text)


def test_formulas_of_tables_on_the_calendars_follow() -> None:
    sheet = next(sheet for sheet in unlocked(with_own_formulas().after) if "calgen_social" in sheet.tables)
    ours, own = sheet.tables["calgen_social"], sheet.tables["Mien"]
    assert ours.tableColumns[-1].calculatedColumnFormula.attr_text == "[@Theme]&calgen_editorial[[#Totals],[Theme]]"
    assert own.tableColumns[1].calculatedColumnFormula.attr_text == "[@Statut]*2+COUNTA(calgen_social[Status])"
    assert [column.name for column in own.tableColumns] == ["Statut", "Double"]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert cells.count("=[@Statut]*2") == 1
    assert cells.count("=[@Theme]&Mien[[#Totals],[Statut]]") == 3


def test_names_follow() -> None:
    book = unlocked(with_own_formulas().after)
    assert book.defined_names["MesStatuts"].attr_text == "calgen_social[Status]"
    sheet = next(sheet for sheet in book if "calgen_social" in sheet.tables)
    assert sheet.defined_names["Ici"].attr_text == "COUNTA(calgen_tasks[Person])"
    assert told(with_own_formulas()) == {}


def _cell(own: Any, formula: str) -> None:
    own["H9"] = formula


def _conditional_format(own: Any, formula: str) -> None:
    own.conditional_formatting.add("A1:A9", FormulaRule(formula=[formula.lstrip("=")]))  # type: ignore[no-untyped-call]


def _validation(own: Any, formula: str) -> None:
    rule = DataValidation("list", formula1=formula)
    rule.add("B1:B9")
    own.add_data_validation(rule)


def _local_name(own: Any, formula: str) -> None:
    own.defined_names["Chez"] = DefinedName("Chez", attr_text=formula.lstrip("="))


HOLDERS: list[tuple[str, Callable[[Any, str], None], str]] = [
    ("social", _cell, "=COUNTA(calgen_social[Statut])"),
    ("social", _cell, "=SUM(LEN(CALGEN_social[[#All],[statut]]))"),
    ("social", _cell, '=COUNTA(INDIRECT("calgen_social[Statut]"))'),
    ("social", _conditional_format, '=COUNTA(INDIRECT("calgen_social[Statut]"))>3'),
    ("social", _validation, '=INDIRECT("calgen_social[Statut]")'),
    ("social", _local_name, "=calgen_social[Statut]"),
    ("editorial", _cell, "=COUNTA(calgen_editorial[Statut])"),
    ("tasks", _cell, "=COUNTA(calgen_tasks[Statut])"),
]


@cache
def held(number: int) -> api.Generated:
    """The run with the other language on the workbook with one of the holders."""
    book = unlocked(generated("fr"))
    _, put, formula = HOLDERS[number]
    put(book["Mes chiffres"], formula)
    return run(turned(book))


@pytest.mark.parametrize("number", range(len(HOLDERS)), ids=[f"{tab} {put.__name__}" for tab, put, _ in HOLDERS])
def test_a_heading_that_a_formula_elsewhere_names_keeps_its_language(number: int) -> None:
    tab, done = HOLDERS[number][0], held(number)
    for other in ("social", "editorial", "tasks"):
        due = [ENGLISH.title(other, key) if other != tab or key != "status" else "Statut" for key in _keys(other)]
        assert headings(done.after, other) == due
    assert [*told(done)] == ["Statut"]
    assert told(done)["Statut"].startswith("Mes chiffres")
    sheet = next(sheet for sheet in unlocked(done.after) if "calgen_tasks" in sheet.tables)
    formulas = {str(cell.value) for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")}
    assert not [text for text in formulas if f"calgen_{tab}[Status]" in text]


@pytest.mark.parametrize("number", [0, 7])
def test_it_stays_in_later_runs_and_a_way_back_leaves_no_trace(number: int) -> None:
    tab, done = HOLDERS[number][0], held(number)
    second = run(done.after, TODAY + timedelta(days=1))
    assert headings(second.after, tab) == headings(done.after, tab)
    assert told(second) == told(done)
    back = again(done.after)
    assert headings(back.after, tab) == headings(generated("fr"), tab)
    assert told(back) == {}


def test_a_check_tells_it_before_the_run() -> None:
    book = unlocked(generated("fr"))
    _cell(book["Mes chiffres"], "=COUNTA(calgen_social[Statut])")
    checked = api.diagnose(turned(book), FILE, TODAY)
    assert [problem.values["heading"] for problem in checked.problems if problem.code == "heading_held"] == ["Statut"]


def test_a_text_on_a_calendar_holds_a_heading() -> None:
    book = unlocked(generated("fr"))
    sheet = next(sheet for sheet in book if "calgen_editorial" in sheet.tables)
    sheet["AB5"] = '=COUNTA(INDIRECT("calgen_social[Statut]"))'
    done = run(turned(book))
    assert "Statut" in headings(done.after, "social")
    assert told(done) == {"Statut": "Editorial calendar!AB5"} or told(done) == {"Statut": f"{sheet.title}!AB5"}


def test_a_formula_that_puts_the_heading_together_holds_all() -> None:
    book = unlocked(generated("fr"))
    book["Mes chiffres"]["H8"], book["Mes chiffres"]["H9"] = "Statut", '=COUNTA(INDIRECT("calgen_social["&H8&"]"))'
    done = run(turned(book))
    assert headings(done.after, "social") == headings(generated("fr"), "social")
    assert headings(done.after, "editorial") != headings(generated("fr"), "editorial")


def test_a_heading_is_renamed_once_nothing_holds_it() -> None:
    book = unlocked(generated("fr"))
    _cell(book["Mes chiffres"], "=COUNTA(calgen_social[Statut])")
    _cell(book["Mes chiffres"], "=COUNTA(calgen_social[Statut])&COUNTA(calgen_tasks[Statut])")
    done = run(turned(book))
    book = unlocked(done.after)
    book["Mes chiffres"]["H9"] = 3
    freed = run(saved(book), TODAY + timedelta(days=1))
    for tab in ("social", "tasks"):
        assert headings(freed.after, tab) == [ENGLISH.title(tab, key) for key in _keys(tab)]
    assert told(freed) == {}


def test_a_heading_stays_unique() -> None:
    """A column of the user's own that has the new name blocks it."""
    book = unlocked(generated("fr"))
    sheet = next(sheet for sheet in book if "calgen_social" in sheet.tables)
    table = sheet.tables["calgen_social"]
    column = sheet[table.ref.split(":")[1]].column + 1
    sheet.cell(4, column, "THEME")
    sheet.cell(5, column, "à moi")
    done = run(turned(book))
    found = headings(done.after, "social")
    assert len({heading.casefold() for heading in found}) == len(found)


def test_with_force_a_held_heading_stays_too() -> None:
    book = unlocked(generated("fr"))
    _cell(book["Mes chiffres"], "=COUNTA(calgen_social[Statut])")
    done = api.generate(turned(book), FILE, TODAY, force=True)
    due = [ENGLISH.title("social", key) if key != "status" else "Statut" for key in _keys("social")]
    assert headings(done.after, "social") == due


def test_names_follow_with_force() -> None:
    book = unlocked(generated("fr"))
    book.defined_names["MesStatuts"] = DefinedName("MesStatuts", attr_text="calgen_social[Statut]")
    done = api.generate(turned(book), FILE, TODAY, force=True)
    assert unlocked(done.after).defined_names["MesStatuts"].attr_text == "calgen_social[Status]"


def test_edits_and_a_sort_and_a_renamed_heading_stay_with_the_change() -> None:
    book = unlocked(generated("fr"))
    seen = WorkbookContents(b"", opened=book)
    sheet, columns = seen.sheets["social"], seen.columns("social")
    table = sheet.tables["calgen_social"]
    sheet.cell(4, columns["theme"]).value = table.tableColumns[columns["theme"] - 1].name = "Mon sujet"
    sheet.cell(6, columns["text"]).value = "mon texte"
    done = run(turned(book))
    assert "Mon sujet" in headings(done.after, "social")
    assert "mon texte" in {line.cells.get("text") for line in WorkbookContents(done.after).posts}
    formulas = [str(cell.value) for tab in unlocked(done.after) for row in tab.iter_rows() for cell in row]
    assert any("calgen_social[Mon sujet]" in text for text in formulas)
    assert not [text for text in formulas if "calgen_social[Theme]" in text]


def test_a_chart_on_a_calendar_keeps_its_ranges() -> None:
    book = unlocked(generated("fr"))
    sheet = next(sheet for sheet in book if "calgen_social" in sheet.tables)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=4, max_row=9), titles_from_data=True)
    sheet.add_chart(chart, "AT30")
    done = run(turned(book))
    assert unlocked(done.after)[sheet.title]._charts


def test_a_table_that_the_user_gave_another_name_keeps_it_and_every_formula_names_it() -> None:
    """Excel changes the name in all formulas; a formula on a tab of the user's names it too."""
    book = unlocked(generated("fr"))
    _cell(book["Mes chiffres"], "=COUNTA(calgen_social[Statut])")
    sheet = next(sheet for sheet in book if "calgen_editorial" in sheet.tables)
    sheet["AB5"] = '=COUNTA(INDIRECT("calgen_social[Format]"))'
    held = {name: part.replace(b"calgen_social", b"Publications") if name.startswith("xl/") else part
            for name, part in parts(turned(book)).items()}  # fmt: skip
    done = run(packed(held), TODAY + timedelta(days=1))
    after = unlocked(done.after)
    assert not [cell for tab in after for row in tab.iter_rows() for cell in row if "calgen_social" in str(cell.value)]
    sheet = next(sheet for sheet in after if "Publications" in sheet.tables)
    names = [column.name for column in sheet.tables["Publications"].tableColumns]
    assert names == [ENGLISH.title("social", key) if key != "status" else "Statut" for key in _keys("social")]
    assert told(done) == {"Statut": "Mes chiffres!H9"}
