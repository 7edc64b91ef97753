"""A formula, chart, link or name of the user's own that points to a row that moves is told, once, with its cure."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from office import XLSX, convert, needs_office, uncounted
from own_references import OWN, social, with_moved_post, with_own_tab
from seeds import each_language
from small_calendar import FILE, TODAY, generated, run, saved, unlocked

from calgen.book.words import load_words
from calgen.cli import main
from calgen.files.read import guard

if TYPE_CHECKING:
    from collections.abc import Iterable

CELLS = [("outside_row_moves", cell) for cell in ("B2", "D9", "F1", "G1", "")]  # the last is the name
EXPECTED = sorted([*CELLS, ("outside_rows_change", "H2")])


def command(folder: Path, data: bytes, *words: str) -> tuple[Result, bytes]:
    file = folder / FILE
    file.write_bytes(data)
    found = CliRunner().invoke(main, [*words, str(file), "--today", TODAY.isoformat()])
    return found, file.read_bytes()


def outside(problems: Iterable[dict[str, str]]) -> list[tuple[str, str]]:
    return sorted((one["code"], one["cell"]) for one in problems if one["code"].startswith("outside_"))


def own_part(data: bytes) -> bytes:
    """The XML of the user's tab."""
    workbook = guard.open_workbook(data, FILE)
    return workbook.package.read(next(sheet.part for sheet in workbook.sheets if sheet.title == OWN))


@each_language
def test_every_command_tells_each_once_with_its_cell(language: str, tmp_path: Path) -> None:
    data = with_moved_post(language)
    dry, untouched = command(tmp_path, data, "generate", "--dry-run", "--format", "json")
    assert untouched == data
    checked, untouched = command(tmp_path, data, "check", "--format", "json")
    assert untouched == data
    done, after = command(tmp_path, data, "generate", "--format", "json")
    for result, key in ((dry, "problems"), (checked, ""), (done, "problems")):
        assert result.exit_code == 0, result.output
        told = json.loads(result.stdout)
        assert outside(told[key] if key else told) == EXPECTED
    assert own_part(after) == own_part(data)


def test_people_read_it_in_the_run_and_on_the_tab_of_checks(tmp_path: Path) -> None:
    for words in (("check",), ("generate", "--dry-run"), ("generate",)):
        found, after = command(tmp_path, with_moved_post("fr"), *words)
        assert found.stdout.count("Remplacez «") >= 4
        assert "Suivi!B2" in found.stdout
    checks = unlocked(after)[load_words("fr").title("checks")]
    texts = [str(cell.value) for row in checks.iter_rows() for cell in row if cell.value]
    assert sum("renvoie à 'Calendrier social'!" in text for text in texts) == 5


@each_language
def test_nothing_is_told_where_no_row_moves(language: str, tmp_path: Path) -> None:
    for words in (("check", "--format", "json"), ("generate", "--dry-run", "--format", "json")):
        found, _ = command(tmp_path, with_own_tab(language), *words)
        told: Any = json.loads(found.stdout)
        assert outside(told if isinstance(told, list) else told["problems"]) == []


def test_nothing_is_told_a_second_time() -> None:
    after = run(with_moved_post("fr")).after
    assert [one.code for one in run(after).problems if one.code.startswith("outside_")] == []


@each_language
def test_what_pointed_to_a_post_that_goes_is_told_too(language: str) -> None:
    book = unlocked(with_own_tab(language))
    sheet = next(sheet for sheet in book if sheet.title in ("Plateformes", "Platforms"))
    sheet["D3"] = 1  # three posts a week become one
    done = run(saved(book))
    found = {(one.code, one.place.cell) for one in done.problems if one.code.startswith("outside_") and one.place}
    goes = {("outside_row_goes", cell) for cell in ("B2", "F1", "G1", "")}
    assert found == goes | {("outside_row_moves", "D8"), ("outside_rows_change", "H2")}
    assert own_part(done.after) == own_part(saved(book))


@needs_office
@each_language
def test_the_cure_gives_the_value_of_the_post_that_was_meant(language: str) -> None:
    """The formula of the message, typed as it stands there; LibreOffice computes it after the run."""
    data = with_moved_post(language)
    before = social(unlocked(data))
    done = run(data)
    book = unlocked(done.after)
    meant = {"B2": before["E12"].value, "D9": before["E9"].value}
    for problem in done.problems:
        if problem.place and problem.place.cell in meant and problem.code.startswith("outside_"):
            _, cure = done.words.message(problem)
            formula = re.findall(r"[«“]\s?(=INDEX.*?)\s?[»”]", cure.replace("\u00a0", " "))[0]
            if language == "fr":  # what a French program shows and takes is this in the file
                formula = formula.replace("EQUIV(", "MATCH(").replace(";", ",")
            book[OWN][problem.place.cell] = formula
    computed = unlocked(convert(XLSX, {"cure": uncounted(saved(book))})["cure"], values=True)[OWN]
    assert {cell: computed[cell].value for cell in meant} == meant
    stale = unlocked(convert(XLSX, {"stale": uncounted(done.after)})["stale"], values=True)[OWN]
    assert stale["D9"].value != meant["D9"] or stale["B2"].value != meant["B2"]


def on_tab(key: str, *formulas: str) -> Any:
    """The calendar with formulas on the user's tab, from B2 down; `{tab}` is the title of a tab of calgen's."""
    book = unlocked(generated("fr"))
    own = book.create_sheet(OWN)
    for row, formula in enumerate(formulas, 2):
        own.cell(row, 2).value = formula.format(tab=f"'{load_words('fr').title(key)}'!")
    return book


def told(book: Any, later: int = 0) -> dict[str, tuple[str, str]]:
    """The code of the finding at each cell of the user's tab, and the formula that is to take the reference's place."""
    done = run(saved(book), TODAY + timedelta(days=later))
    found = {}
    for problem in done.problems:
        if problem.code.startswith("outside_") and problem.place:
            _, cure = done.words.message(problem)
            new = re.findall("« ?(.*?) ?»", cure.replace("\u00a0", " "))[1]
            found[problem.place.cell] = (problem.code, new)
    return found


def test_a_task_that_moves_is_followed_by_its_number() -> None:
    book = on_tab("tasks", "={tab}F5", "={tab}A1", "=SUM(calgen_tasks[Heures])", "=COUNTA({tab}F:F)")
    tab = next(sheet for sheet in book if "calgen_tasks" in sheet.tables)
    number = {cell.value: cell.column for cell in tab[4]}
    heading = load_words("fr").title("tasks", "id")
    first = tab.cell(5, number[heading]).value
    assert told(book) == {}
    found = f"{first.partition('#')[0]}#*"  # the digits after an id change with its row
    new = f'=INDEX(calgen_tasks[{tab["F4"].value}];EQUIV("{found}";calgen_tasks[{heading}];0))'
    assert told(book, later=10) == {"B2": ("outside_row_moves", new)}


@pytest.mark.long
def test_a_line_of_the_balance_or_the_month_that_moves_is_told_with_its_new_place() -> None:
    lines = {"balance": 21, "month": 13}
    for key, row in lines.items():
        book = on_tab(key, "={tab}" + f"C{row}", "={tab}A1", "={tab}C2")
        assert told(book, later=3) == {}  # the figures may change; what they say of stays in its place
        book["Plateformes"].append(["LinkedIn", "Se montrer", "Remplir le salon", 1])
        ((cell, (code, new)),) = told(book).items()
        assert (cell, code) == ("B2", "outside_cells_move")
        before, after = unlocked(generated("fr")), unlocked(run(saved(book)).after)
        title = load_words("fr").title(key)
        there = new.rpartition("!")[2]
        assert there != f"C{row}"
        goal = int(there.strip("C"))
        assert after[title].cell(goal, 1).value == before[title].cell(row, 1).value
