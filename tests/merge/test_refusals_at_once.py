"""`check` sees every refusal of `generate`, all at once, and `generate` tells them all; nothing is written."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl.worksheet.table import Table
from own_references import social
from seeds import each_language
from small_calendar import FILE, TODAY, generated, run, saved, typed, unlocked

from calgen import api, run_steps
from calgen.book.problems import Refused
from calgen.book.words import load_words
from calgen.cli import main
from calgen.files.edit import refusals, styles


def command(folder: Path, data: bytes, *words: str) -> Result:
    """A command on a file, which stays as it was."""
    file = folder / FILE
    file.write_bytes(data)
    found = CliRunner().invoke(main, [*words, str(file), "--today", TODAY.isoformat()])
    assert file.read_bytes() == data
    assert [path.name for path in folder.iterdir()] == [FILE]
    return found


def errors(told: Any) -> list[tuple[str, str, str]]:
    problems = told if isinstance(told, list) else told["problems"]
    return [(one["code"], one["tab"], one["cell"]) for one in problems if one["severity"] == "error"]


@cache
def refused_thrice(language: str) -> bytes:
    """A tab with the title of calgen's, a table with the name of calgen's, and a merge that holds rows together."""
    book = unlocked(generated(language))
    tab = social(book)
    tasks = next(sheet for sheet in book if "calgen_tasks" in sheet.tables)
    title = tasks.title
    book.remove(tasks)
    book.create_sheet(title)["A1"] = "Mes tâches"
    own = book.create_sheet("Mes notes")
    own["C3"], own["C4"] = "Notes", "à moi"
    own.add_table(Table(displayName="calgen_tasks", ref="C3:C4"))
    tab["E9"] = None  # the post of that row goes, and the row with it
    tab.merge_cells("L7:L10")
    date = next(cell.column for cell in tab[4] if cell.value == "Date")
    tab.cell(9, date).value = tab.cell(20, date).value
    return saved(book)


@each_language
def test_three_refusals_are_told_at_once_with_their_cells(language: str, tmp_path: Path) -> None:
    data = refused_thrice(language)
    title = load_words(language).title("tasks")
    expected = {
        ("tab_title_taken", title, ""),
        ("name_taken", "Mes notes", "C3"),
        ("rows_held_together", load_words(language).title("social"), "L7"),
    }
    checked = command(tmp_path, data, "check", "--format", "json")
    assert set(errors(json.loads(checked.stdout))) == expected
    assert len(errors(json.loads(checked.stdout))) == 3
    assert checked.exit_code == 1
    for words in (["generate"], ["generate", "--dry-run"]):
        done = command(tmp_path, data, *words, "--format", "json")
        assert sorted(errors(json.loads(done.stdout))) == sorted(expected)
        assert done.exit_code == 1
    text = command(tmp_path, data, "generate").output
    message = load_words(language).text("problems", "tab_title_taken", "message", title=title)
    assert message in text  # in the workbook's language, whatever the system's


def test_errors_of_the_strategy_are_told_with_them(tmp_path: Path) -> None:
    book = unlocked(refused_thrice("fr"))
    book["Plateformes"]["D2"] = "souvent"
    for words in (["check"], ["generate"]):
        told = errors(json.loads(command(tmp_path, saved(book), *words, "--format", "json").stdout))
        assert {code for code, _, _ in told} >= {"tab_title_taken", "name_taken"}
        assert ("Plateformes", "D2") in {(tab, cell) for _, tab, cell in told}


def test_a_first_run_is_refused_by_the_titles_alone() -> None:
    book = unlocked(typed("fr"))
    for key in ("social", "checks"):
        book.create_sheet(load_words("fr").title(key).upper())
    told = [problem.code for problem in api.check(saved(book), FILE).problems]
    assert told == ["tab_title_taken", "tab_title_taken"]
    with pytest.raises(Refused) as refused:
        run(saved(book))
    assert [problem.code for problem in refused.value.problems] == told


def test_what_reads_alone_is_not_stopped_by_them() -> None:
    data = refused_thrice("fr")
    assert api.balance(data, FILE, TODAY).calendar is not None
    assert api.export(data, FILE, "json").posts


def test_no_room_for_formats_is_seen_by_check(monkeypatch: pytest.MonkeyPatch) -> None:
    for room in (styles, refusals):
        monkeypatch.setattr(room, "LIMIT", 20)
    with pytest.raises(Refused) as refused:
        run(typed("fr"))
    assert refused.value.problem.code == "too_many_formats"
    assert "too_many_formats" in [problem.code for problem in api.diagnose(typed("fr"), FILE, TODAY).problems]


def test_a_usual_workbook_is_not_drawn_to_be_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    books = typed("fr"), generated("fr"), generated("en"), api.new("fr", "musee", TODAY)
    monkeypatch.setattr(run_steps, "write_tabs", None)  # which takes as long as all the rest
    for data in books:
        assert not api.diagnose(data, FILE, TODAY).stopped


def test_what_the_disk_would_refuse_is_told_with_the_rest(tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.write_bytes(refused_thrice("fr"))
    (tmp_path / f"~${FILE}").touch()  # open in Excel
    file.chmod(0o444)
    for words, code in ((["check"], 1), (["generate"], 4)):
        command_ = [*words, str(file), "--today", TODAY.isoformat(), "--format", "json"]
        done = CliRunner().invoke(main, command_)
        told = [code for code, _, _ in errors(json.loads(done.stdout))]
        assert sorted(told) == sorted(
            ["file_open", "file_read_only", "tab_title_taken", "name_taken", "rows_held_together"]
        )
        assert done.exit_code == code
    assert file.read_bytes() == refused_thrice("fr")
