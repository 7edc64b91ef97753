"""Optional columns: folded away in the empty workbook, listed where a workbook lacks them, and never asked for."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from sheets import book, french

from calgen import api
from calgen.book.languages import languages
from calgen.book.tab_readings import optional_line
from calgen.book.words import load_words
from calgen.files.read import samples
from calgen.plan import plan
from calgen.read import read
from calgen.strategy import TABS, Strategy
from calgen.strategy.settings import Settings
from calgen.strategy.themes import Theme
from calgen.view import template

FOLDED = {tab.key: [column for column in tab.columns if column.folded] for tab in TABS}
FIRST_CALENDAR = 37  # cells that a newcomer types
FIRST_PAGE = {"settings": 19, "objectives": 10, "platforms": 16, "themes": 15}  # settings and columns of version 0.1.0


def test_optional_columns_stand_at_the_end_of_their_tabs_and_are_never_required() -> None:
    for tab in TABS:
        own = FOLDED[tab.key]
        assert list(tab.columns[len(tab.columns) - len(own) :]) == own
        assert not any(column.required for column in own)
    assert sum(map(len, FOLDED.values())) >= 14


@pytest.mark.parametrize("language", languages())
def test_an_empty_workbook_folds_them_away_and_explains_them(language: str) -> None:
    words = load_words(language)
    sheets = {sheet.key: sheet for sheet in template.input_sheets(words, template.empty_content(words))}
    for tab in (tab for tab in TABS if not tab.on_demand):
        sheet, keys = sheets[tab.key], [column.key for column in tab.columns]
        at = {keys.index(column.key) for column in FOLDED[tab.key]}
        if tab.key == "settings":
            assert sheet.folded_rows == {template.TOP + n for n in at}
        else:
            assert sheet.folded == {n + 1 for n in at}
            assert all(sheet.notes[template.TOP, n + 1] for n in at)


def test_a_filled_one_shows_those_that_it_uses() -> None:
    words, settings = load_words("fr"), Settings(brand="Salon", situation="unknown")
    content = replace(template.empty_content(words), strategy=replace(template.empty_content(words).strategy,
                      settings=settings))  # fmt: skip
    sheet = next(one for one in template.input_sheets(words, content) if one.key == "settings")
    row = template.TOP + [column.key for column in TABS[0].columns].index("situation")
    assert row not in sheet.folded_rows
    assert len(sheet.folded_rows) == len(FOLDED["settings"]) - 1


def test_the_folded_rows_and_columns_are_folded_in_the_file() -> None:
    opened = openpyxl.load_workbook(io.BytesIO(api.new("fr")))
    words = load_words("fr")
    settings = opened[words.title("settings")]
    hidden = [settings.cell(row, 1).value for row, at in settings.row_dimensions.items() if at.hidden]
    assert hidden == [words.title("settings", column.key) for column in FOLDED["settings"]]
    themes = opened[words.title("themes")]
    folded = [at for at in themes.column_dimensions.values() if at.hidden]
    found = [themes.cell(template.TOP, n).value for at in folded for n in range(at.min or 1, (at.max or 0) + 1)]
    assert found == [words.title("themes", column.key) for column in FOLDED["themes"]]


def test_a_folded_column_that_says_nothing_stays_blank_and_folded() -> None:
    rows = (Theme(theme="Coulisses", category="promote"), Theme(theme="Avis", category="interact", proof_kind="figure"))
    content = replace(template.empty_content(load_words("fr")), strategy=Strategy(settings=Settings(), themes=rows))
    sheets = {sheet.key: sheet for sheet in template.input_sheets(load_words("fr"), content)}
    keys = [column.key for tab in TABS if tab.key == "themes" for column in tab.columns]
    test, proof = keys.index("test") + 1, keys.index("proof_kind") + 1
    assert [sheets["themes"].cells[row, test].value for row in (5, 6)] == [None, None]
    assert sheets["themes"].folded == {test}
    assert sheets["themes"].cells[6, proof].value == "Chiffre"


def test_the_first_page_has_not_grown() -> None:
    """What a newcomer sees of the settings and of the three tabs that are enough: as many as in version 0.1.0."""
    words = load_words("fr")
    sheets = {sheet.key: sheet for sheet in template.input_sheets(words, template.empty_content(words))}
    tabs = [tab for tab in TABS if tab.key in FIRST_PAGE]
    seen = {tab.key: len(tab.columns) - len(sheets[tab.key].folded | sheets[tab.key].folded_rows) for tab in tabs}
    assert seen == FIRST_PAGE


def test_check_lists_what_a_workbook_lacks() -> None:
    found = read(french())
    line = optional_line(found.tabs, found.words)
    assert "Réglages (Places pour l'actualité, Situation, Points forts" in line
    assert "Thèmes (Test A/B, Type de preuve)" in line
    assert "Priorités" not in line  # a tab that is not there lacks nothing


def test_a_new_workbook_lacks_nothing() -> None:
    found = api.diagnose(api.new("fr"), "vide.xlsx", date(2027, 1, 4))
    assert optional_line(found.read.tabs, found.read.words) == ""


FIRST = """
## Réglages

| Réglage | Valeur |
| --- | --- |
| Marque | Mèche rebelle |
| Début | 04/01/2027 |
| Semaines | 4 |

## Objectifs

| Objectif | Indicateur |
| --- | --- |
| Remplir le salon | rendez-vous par semaine |

## Plateformes

| Plateforme | Mission | Objectifs | Fréquence |
| --- | --- | --- | --- |
| Facebook | Garder le lien avec le quartier | Remplir le salon | 2 |
| Instagram | Donner envie de réserver | Remplir le salon | 3 |

## Thèmes

| Thème | Catégorie | Message | Idées |
| --- | --- | --- | --- |
| Coulisses | Promouvoir | On prend le temps | Le ficus |
| Offres | Promouvoir | Le mardi, on a le temps | Le mardi |
| Conseils | Relayer | Dix minutes suffisent | La frange |
| Tendances | Relayer | Ce qui se porte ici | Le carré |
| Questions | Échanger | On vous écoute | La musique |
| Avis | Échanger | Dites-le-nous | Le parfum |
"""


def test_three_tabs_are_enough_for_a_first_calendar_with_as_few_cells_as_before() -> None:
    """A newcomer types 37 cells of an empty workbook, headings and labels stand there already."""
    workbook = book(FIRST)
    cells = [(grid.title, at) for grid in workbook.grids for at in grid.cells]
    typed = [at for title, at in cells if at[0] > 1 and (title != "Réglages" or at[1] == 2)]
    found = read(workbook)
    assert len(typed) == FIRST_CALENDAR
    assert not found.problems
    assert len(plan(found.strategy, (), date(2027, 1, 4)).posts) == 20
    required = {tab.key: sum(column.required for column in tab.columns) for tab in TABS if tab.required}
    assert required == {"objectives": 2, "platforms": 4, "themes": 2}


@pytest.mark.long
def test_the_samples_show_them_at_work() -> None:
    used = {
        (tab.key, column.key)
        for name in samples.sample_names()
        for tab in TABS[1:]
        for row in getattr(read(samples.read_sample(name)).strategy, tab.key)
        for column in FOLDED[tab.key]
        if getattr(row, column.key) not in ("", None, ())
    }
    assert {key for _, key in used} >= {"proof_kind", "consent", "mechanic", "tool", "criteria", "unit_value"}
