"""`generate --dry-run --set`: what would change with other values in some cells, as a run with these values says it."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import short_salon
from click.testing import CliRunner, Result
from office import unlocked
from sheets import english, french

from calgen import api, cli
from calgen.book.problems import Place
from calgen.book.words import load_words
from calgen.figures.comparison import compare
from calgen.read import read
from calgen.read.tried_cells import try_cells
from calgen.what_if import what_if

MORE = """
## Dosage

| Catégorie | Part | Plateforme |
| --- | --- | --- |
| Promouvoir | 40 % | |
| Relayer | 30 % | |
| Échanger | 30 % | |
"""
TODAY = short_salon.TODAY


@pytest.mark.parametrize(
    ("text", "place", "value"),
    [
        ("Dosage.B3=50 %", "Dosage!B3", "50 %"),
        ("dosage!$b$3 = 50 %", "Dosage!B3", "50 %"),
        ("'Répartition'.B3=0,5", "Dosage!B3", "0,5"),
        ("Content mix.B3=1/2", "Dosage!B3", "1/2"),
        ("Mix.B3=", "Dosage!B3", ""),
        ("Plateformes.D3=2/mois", "Plateformes!D3", "2/mois"),
        ("Plateformes.B3=À venir : le 3.5 = bientôt", "Plateformes!B3", "À venir : le 3.5 = bientôt"),
        ("Réglages.semaines=26", "Réglages!B4", "26"),
        ("Settings.weeks=26", "Réglages!B4", "26"),
        ("Réglages.B4=26", "Réglages!B4", "26"),
    ],
)
def test_a_cell_is_named_as_a_person_names_it(text: str, place: str, value: str) -> None:
    workbook = french(MORE)
    changed, (tried,), problems = try_cells(workbook, [text])
    assert not problems
    assert (str(tried.place), tried.value) == (place, value)
    assert [grid.title for grid in changed.grids] == [grid.title for grid in workbook.grids]
    cells = {grid.title: grid.cells for grid in changed.grids}
    differ = [
        str(Place(grid.title, str(at))) for grid in workbook.grids for at in {*grid.cells, *cells[grid.title]}
        if grid.cells.get(at) != cells[grid.title].get(at)
    ]  # fmt: skip
    assert len(differ) == 1


@pytest.mark.parametrize("title", ["'L''audit'", "L'audit", "\"L'audit\""])
def test_an_apostrophe_in_a_title_may_be_doubled_as_in_formulas(title: str) -> None:
    _, tried, (problem,) = try_cells(french(MORE), [f"{title}.B3=5"])
    assert not tried
    assert (problem.code, problem.values["tab"]) == ("set_tab_unknown", "L'audit")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Dosage.B3", "set_unread"),
        ("B3=50 %", "set_unread"),
        ("=50 %", "set_unread"),
        ("Dozage.B3=50 %", "set_tab_unknown"),
        ("Équipe.B3=12", "set_tab_unknown"),
        ("Dosage.part=50 %", "set_cell_unread"),
        ("Dosage.B0=50 %", "set_cell_unread"),
        ("Dosage.B1=50 %", "set_outside"),
        ("Dosage.B5=50 %", "set_outside"),
        ("Dosage.D3=50 %", "set_outside"),
        ("Réglages.A4=26", "set_no_setting"),
        ("Réglages.budget=26", "set_setting_absent"),
        ("Réglages.couleur=26", "set_cell_unread"),
    ],
)
def test_what_names_no_cell_is_told_with_its_cure(text: str, code: str) -> None:
    workbook = french(MORE)
    _, tried, problems = try_cells(workbook, [text, "Dosage.B3=50 %"])
    assert [problem.code for problem in problems] == [code]
    assert len(tried) == 1
    for language in ("fr", "en"):
        message, cure = load_words(language).message(problems[0])
        assert message
        assert cure


def test_of_two_values_for_a_cell_the_last_counts_and_the_language_of_the_workbook_may_be_another() -> None:
    changed, tried, problems = try_cells(english(), ["Plateformes.D2=5", "Platforms.D2=7"])
    assert not problems
    assert [cell.value for cell in tried] == ["7"]
    platforms = {row.platform: row.cadence.count for row in read(changed).strategy.platforms}
    assert platforms["Facebook"] == 7


@cache
def salon() -> bytes:
    return short_salon.calendar()


SETS = ("Dosage.B5=50 %", "Répartition.B6=20 %", "Plateformes.G5=3", "Équipe.E5=9", "Réglages.semaines=4")


def test_the_figures_are_those_of_a_run_with_the_values_typed() -> None:
    found = what_if(salon(), "salon.xlsx", TODAY, SETS)
    book = unlocked(salon(), values=False)
    for cell, value in zip(found.tried, (0.5, 0.2, 3, 9, 4), strict=True):
        book[cell.place.tab][cell.place.cell].value = value
    out = io.BytesIO()
    book.save(out)
    before, after = (api.generate(data, "salon.xlsx", TODAY) for data in (_resaved(salon()), out.getvalue()))
    assert after.calendar
    present = before.calendar or api.balance(salon(), "salon.xlsx", TODAY).calendar
    assert [(row.key, row.name, row.after) for row in found.figures] == [
        (row.key, row.name, row.after) for row in compare(present, after.calendar, TODAY)
    ]
    assert {row.key for row in found.figures if row.is_changed} >= {"posts", "asked", "share_asked", "hours_asked"}
    told = {(problem.code, problem.place) for problem in after.problems}
    assert {(problem.code, problem.place) for problem in found.new} <= told
    assert not {problem.code for problem in found.gone} & {problem.code for problem in found.new}


def _resaved(data: bytes) -> bytes:
    out = io.BytesIO()
    unlocked(data, values=False).save(out)
    return out.getvalue()


def test_nothing_changes_where_the_cell_says_what_it_said() -> None:
    found = what_if(salon(), "salon.xlsx", TODAY, ["Plateformes.G5=5"])
    assert not found.changes_something
    assert {row.key for row in found.figures} >= {"posts", "share_got", "hours_missing", "subjects_to_find", "cost"}


# -- the command -------------------------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "salon.xlsx"
    path.write_bytes(salon())
    return path


def run(file: Path, *sets: str, more: tuple[str, ...] = ()) -> Result:
    asked = [part for text in sets for part in ("--set", text)]
    command = ["generate", str(file), "--dry-run", "--today", TODAY.isoformat(), *asked, *more]
    return CliRunner().invoke(cli.main, command)


def test_the_command_prints_both_sides_and_writes_nothing(file: Path) -> None:
    shown = run(file, "Réglages.semaines=4", "Dosage.B5=50 %", "Dosage.B6=20 %")
    assert shown.exit_code == 0, shown.output
    assert file.read_bytes() == salon()
    assert [*file.parent.iterdir()] == [file]
    words = load_words("fr")
    for key in ("before", "after", "difference", "posts", "asked", "hours_asked", "subjects_to_find"):
        assert words.text("what_if", key) in shown.output
    assert "50 %" in shown.output
    assert words.text("cli", "dry_run") in shown.output
    assert run(file, "Réglages.semaines=4", more=("--exit-code",)).exit_code == 5
    assert run(file, "Plateformes.G5=5", more=("--exit-code",)).exit_code == 0


def test_the_command_prints_json(file: Path) -> None:
    told: dict[str, Any] = json.loads(run(file, "Réglages.semaines=4", more=("--format", "json")).output)
    assert set(told) == {"file", "written", "set", "figures", "problems", "new", "gone"}
    assert told["written"] is False
    assert told["set"] == [{"tab": "Réglages", "cell": "B12", "value": "4"}]
    posts = next(row for row in told["figures"] if row["figure"] == "posts")
    assert posts["after"] > posts["before"] > 0
    page = (Path(__file__).parents[1] / "docs" / "run-json.md").read_text(encoding="utf-8")
    assert all(f"`{key}`" in page for key in (*told, *(row["figure"] for row in told["figures"])))


def test_a_value_that_is_refused_is_the_problem_of_its_cell(file: Path) -> None:
    shown = run(file, "Dosage.B5=beaucoup", more=("--format", "json"))
    told = json.loads(shown.output)
    assert shown.exit_code == 1
    places = [(one["code"], one["tab"], one["cell"]) for one in told["problems"]]
    assert places == [("share_unread", "Répartition", "B5")]
    assert told["figures"] == []
    assert "« beaucoup »" in run(file, "Dosage.B5=beaucoup").output.replace("\xa0", " ")


def test_all_that_cannot_be_tried_is_told_at_once_in_the_language_of_the_workbook(file: Path) -> None:
    shown = run(file, "Équilibre.B20=3", "Tâches.B20=3", "Dozage.B5=3", "Équipe.Z99=3")
    assert shown.exit_code == 1
    plain = shown.output.replace("\xa0", " ")
    assert plain.count("est dessiné par calgen") == 2
    assert "Aucun onglet de la stratégie ne s'appelle « Dozage »" in plain
    assert "hors de son tableau" in plain
    assert file.read_bytes() == salon()


def test_a_workbook_with_errors_may_be_mended_by_a_value(tmp_path: Path) -> None:
    book = unlocked(salon(), values=False)
    book["Répartition"]["B5"].value = "beaucoup"
    out = io.BytesIO()
    book.save(out)
    found = what_if(out.getvalue(), "salon.xlsx", TODAY, ["Répartition.B5=30 %"])
    assert not found.errors
    assert all(row.before is None for row in found.figures)
    assert "share_unread" in {problem.code for problem in found.gone}
