"""Rows of input tabs that are no records: totals, section titles, repeated headings, examples; and merged cells."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
from read_strategy import problem_places, sound_strategy
from seeds import few_of
from sheets import changed, french, tab_of, with_grid

from calgen import api
from calgen.book.grid import Cell, CellState, Grid, Workbook
from calgen.book.languages import entry, languages
from calgen.book.tab_readings import reading_line
from calgen.book.vocabulary import example_cells
from calgen.files.read import load, samples
from calgen.read import read
from calgen.strategy import TABS, tab
from calgen.view.template import TOP

COVERED = Cell(state=CellState.COVERED)
TEAM = "\n## Équipe\n\n| Personne | Rôle | Heures par semaine |\n| --- | --- | --- |\n| Léa | | 10 |\n| Zoé | | 4 |\n"
MIX = "\n## Dosage\n\n| Catégorie | Part |\n| --- | --- |\n| Promouvoir | 40 % |\n| Relayer | 30 % |\n" \
      "| Échanger | 30 % |\n"  # fmt: skip
WITH_EXAMPLES = [one.key for one in TABS if example_cells(one.key) and not one.on_demand]


def below(workbook: Workbook, title: str, *cells: object, gap: int = 0) -> Workbook:
    """The workbook with one more row below a tab; a `Cell` stands as it is, None is no cell."""
    grid = tab_of(workbook, title)
    row = max(grid.rows()) + 1 + gap
    more = {(row, at): cell if isinstance(cell, Cell) else Cell(cell)  # type: ignore[arg-type]
            for at, cell in enumerate(cells, 1) if cell is not None}  # fmt: skip
    return with_grid(workbook, replace(grid, cells={**grid.cells, **more}))


# ---- totals ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["Total", "TOTAL", "Somme", "Total :", "Total général", "Total heures", "Sum",
    "Grand total", "Sous-total"])
@pytest.mark.parametrize("total", [14, "14", Cell(14, "=SUM(C2:C3)")], ids=["number", "text", "formula"])
def test_a_total_is_no_person(word: str, total: object) -> None:
    workbook = below(french(TEAM), "Équipe", word, None, total)
    assert read(workbook).strategy == sound_strategy(french(TEAM))
    assert problem_places(workbook) == [("row_total", "Équipe!A4")]


def test_a_sum_without_a_name_is_no_record() -> None:
    workbook = below(french(TEAM), "Équipe", None, None, Cell(14, "=SUBTOTAL(109,C2:C3)"))
    assert problem_places(workbook) == [("row_total", "Équipe!C4")]
    assert problem_places(below(french(TEAM), "Équipe", None, None, 14)) == [("cell_required", "Équipe!A4")]


@pytest.mark.parametrize("sample", few_of(samples.sample_names(), 1))
@pytest.mark.parametrize("key", [one.key for one in TABS if one.key != "settings"])
def test_a_total_changes_no_tab_of_a_sample(sample: str, key: str) -> None:
    workbook = samples.read_sample(sample)
    titles = {reading.key: reading.title for reading in read(workbook).tabs}
    if key in titles:
        other = below(workbook, titles[key], "Total", *[None] * 3, Cell(3, "=SUM(E2:E4)"))
        assert read(other).strategy == read(workbook).strategy


@pytest.mark.parametrize("name", ["TotalEnergies", "Somme de nos vies"])
def test_a_name_that_only_begins_like_a_total_is_a_record(name: str) -> None:
    workbook = below(french(), "Thèmes", name, "Relayer", "Un titre")
    assert name in [theme.theme for theme in sound_strategy(workbook).themes]


# ---- sections, headings, merges --------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["RÉSEAUX PAYANTS", "Nos deux réseaux :", "Le reste"])
def test_a_title_among_rows_is_no_record(title: str) -> None:
    grid = tab_of(french(), "Plateformes")
    moved = {(row + 3 * (row > 1), column): cell for (row, column), cell in grid.cells.items()}
    workbook = with_grid(french(), replace(grid, cells={**moved, (3, 1): Cell(title)}))
    assert read(workbook).strategy == sound_strategy(french())
    assert problem_places(workbook) == [("row_section", "Plateformes!A3")]


@pytest.mark.parametrize("key", ["Cibles", "Équipe", "Dosage"])
def test_a_title_merged_across_is_no_record_in_any_tab(key: str) -> None:
    audiences = "\n## Cibles\n\n| Cible | Type |\n| --- | --- |\n| Voisins | B2C |\n"
    workbook = french(audiences + TEAM + MIX)
    other = below(workbook, key, "La suite", COVERED)
    assert read(other).strategy == sound_strategy(workbook)
    assert [code for code, _ in problem_places(other)] == ["row_section"]


def test_a_name_without_its_required_cells_is_still_a_problem() -> None:
    assert problem_places(below(french(), "Thèmes", "Recettes")) == [("cell_required", "Thèmes!B5")]


def test_repeated_headings_and_blank_rows_are_no_records() -> None:
    workbook = below(french(), "Thèmes", "Thème", "Catégorie", "Idées", gap=2)
    assert sound_strategy(workbook) == sound_strategy(french())


def test_a_value_merged_down_holds_for_the_rows_below() -> None:
    grid = tab_of(french(), "Thèmes")
    cells = {**grid.cells, (2, 2): Cell("Relayer"), (3, 2): COVERED, (4, 2): COVERED, (5, 2): COVERED}
    workbook = with_grid(french(), replace(grid, cells=cells, merges=((2, 2, 5, 2),)))
    found = read(workbook)
    assert {theme.category for theme in found.strategy.themes} == {"curate"}
    assert len(found.strategy.themes) == 3
    assert found.problems == ()


def test_a_setting_merged_across_has_its_value_after_the_merge() -> None:
    grid = tab_of(french(), "Réglages")
    cells = {**grid.cells, (4, 2): COVERED, (4, 3): Cell(6)}
    assert sound_strategy(with_grid(french(), replace(grid, cells=cells))).settings.weeks == 6


# ---- the example -----------------------------------------------------------------------------------------------------


@cache
def template(language: str) -> Workbook:
    return load.load(api.new(language), "vide.xlsx")


def input_grid(language: str, key: str) -> Grid:
    title = next(reading.title for reading in read(template(language)).tabs if reading.key == key)
    return tab_of(template(language), title)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("key", WITH_EXAMPLES)
@pytest.mark.parametrize("down", [0, 3])
def test_an_example_left_as_it_stood_is_not_used_and_told(language: str, key: str, down: int) -> None:
    grid = input_grid(language, key)
    cells = {(row + down * (row > TOP), column): cell for (row, column), cell in grid.cells.items()}
    found = read(with_grid(template(language), replace(grid, cells=cells)))
    assert getattr(found.strategy, key) == ()
    [reading] = [reading for reading in found.tabs if reading.key == key]
    assert reading.examples == (TOP + 1 + down,)
    assert str(TOP + 1 + down) in reading_line(reading, found.words)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("key", WITH_EXAMPLES)
def test_an_example_typed_over_in_its_required_cells_alone_leaves_nothing_of_it(language: str, key: str) -> None:
    """Also where its text went to another language: both languages' examples are known."""
    grid, columns = input_grid(language, key), tab(key).columns
    typed = {column.key: f"Mon {column.key}" for column in columns if column.required}
    cells = {**grid.cells}
    for at, column in enumerate(columns, 1):
        if column.required:
            cells[TOP + 1, at] = Cell(typed[column.key])
    found = read(with_grid(template(language), replace(grid, cells=cells)))
    [problem] = [one for one in found.problems if one.code == "example_left"]
    left = {title.column for title in problem.values["columns"]}  # type: ignore[attr-defined]
    assert left == {key for key in example_cells(key)[0] if key not in typed}


def test_an_example_typed_over_keeps_what_was_typed() -> None:
    account, proof = ("Plateformes!B5", "Thèmes!L5")
    workbook = template("fr")
    required = {"Plateformes!A5": "Facebook", "Plateformes!C5": "Garder le lien", "Plateformes!E5": "Vendre",
                "Plateformes!G5": "2", "Objectifs!A5": "Vendre", "Objectifs!D5": "ventes", "Thèmes!A5": "Pain",
                "Thèmes!B5": "Promouvoir", "Objectifs!E5": "7"}  # fmt: skip
    found = read(changed(workbook, required))
    platform, theme, objective = (found.strategy.platforms[0], found.strategy.themes[0], found.strategy.objectives[0])
    assert (platform.account, platform.tone, platform.hours, platform.days) == ("", "", (), ())
    assert (theme.proof, theme.message, theme.ideas, theme.call_to_action) == ("", "", (), "")
    assert (objective.baseline, objective.goal, objective.business_objective) == (Fraction(7), None, "")
    kept = read(changed(workbook, {**required, account: "@lepain", proof: "Au levain depuis 1954"}))
    assert (kept.strategy.platforms[0].account, kept.strategy.themes[0].proof) == ("@lepain", "Au levain depuis 1954")


@pytest.mark.parametrize("sample", samples.sample_names())
def test_no_row_of_a_sample_is_taken_for_the_example(sample: str) -> None:
    assert [one.code for one in read(samples.read_sample(sample)).problems] == []


def test_a_row_of_hers_that_shares_a_word_with_the_example_is_hers() -> None:
    rows = "\n## Cibles\n\n| Cible | Type | Priorité | Plateformes |\n| --- | --- | --- | --- |\n" \
           "| Passants | B2C | Primaire | Facebook |\n"  # fmt: skip
    audiences = sound_strategy(french(rows)).audiences
    assert [(one.kind, one.priority, one.platforms) for one in audiences] == [("b2c", "primary", ("Facebook",))]


@pytest.mark.parametrize("key", ["platforms", "themes", "team"])
@pytest.mark.parametrize("language", languages())
def test_a_word_of_the_example_on_another_row_is_hers(language: str, key: str) -> None:
    """One word such as “friendly” is anybody's; so is a text of an example that still stands above."""
    grid, columns = input_grid(language, key), tab(key).columns
    example = entry(language, "examples")[key]
    for at, column in enumerate(columns, 1):
        if column.key not in example or column.required or at == 1:
            continue
        hers = {(TOP + 3, n): Cell(f"Mon {of.key}") for n, of in enumerate(columns, 1) if of.required}
        cells = {**grid.cells, **hers, (TOP + 3, at): Cell(example[column.key])}
        found = read(with_grid(template(language), replace(grid, cells=cells)))
        assert [one for one in found.problems if one.code == "example_left"] == [], (key, column.key)


def test_one_word_of_the_example_is_kept_where_the_example_was_typed_over() -> None:
    typed = {"Plateformes!A5": "Facebook", "Plateformes!B5": None, "Plateformes!C5": "Garder le lien",
             "Plateformes!D5": example_cells("platforms")[0]["tone"], "Plateformes!E5": "Vendre", "Plateformes!G5": "2",
             "Plateformes!H5": None, "Plateformes!I5": None, "Objectifs!A5": "Vendre", "Objectifs!D5": "ventes",
             "Thèmes!A5": "Pain", "Thèmes!B5": "Promouvoir"}  # fmt: skip
    found = read(changed(template("fr"), typed))
    assert found.strategy.platforms[0].tone == example_cells("platforms")[0]["tone"]


def test_cells_that_are_merged_inside_a_record_are_told() -> None:
    book = changed(french(TEAM), {"Équipe!B2": COVERED})
    merged = with_grid(book, replace(tab_of(book, "Équipe"), row_merges=((2, 1, 2, 2),)))
    found = [problem for problem in read(merged).problems if problem.code == "cells_merged"]
    assert [str(problem.place) for problem in found] == ["Équipe!A2:B2"]
    assert [title.column for title in found[0].values["columns"]] == ["role"]  # type: ignore[attr-defined]
