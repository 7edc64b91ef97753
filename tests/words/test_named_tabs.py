"""A cure names the tabs of the workbook: by their own titles, and as to be added where they are not there."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sheets import changed, english, french, without

from calgen.book.grid import Workbook
from calgen.book.languages import entry, languages
from calgen.book.problems import Problem
from calgen.book.tab_readings import reading_lines
from calgen.book.vocabulary import former_titles
from calgen.book.words import Words, load_words
from calgen.check.tomster import steps
from calgen.read import read
from calgen.view.checks import missing_text

CODES = ("date_ambiguous", "country_blank", "zone_blank")  # whose cures name the settings


def _renamed(workbook: Workbook, tab: str, title: str) -> Workbook:
    grids = tuple(replace(grid, title=title) if grid.title == tab else grid for grid in workbook.grids)
    return replace(workbook, grids=grids)


def _cures(words: Words) -> list[str]:
    return [words.message(Problem(code, values={"value": "x", "example": "Europe/Paris"}))[1] for code in CODES]


@pytest.mark.parametrize(("workbook", "title", "own"), [(english(), "Settings", "Preferences"),
    (french(), "Réglages", "Configuration")])  # fmt: skip
def test_a_tab_that_is_there_is_named_by_its_own_title(workbook: Workbook, title: str, own: str) -> None:
    found = read(_renamed(workbook, title, own)).words
    quoted = {"en": f"Settings (the tab “{own}”)", "fr": f"Réglages (l'onglet «\u00a0{own}\u00a0»)"}[found.language]
    assert all(quoted in cure for cure in _cures(found))
    assert all(title in cure and "(" + quoted.partition("(")[2] not in cure for cure in _cures(read(workbook).words))


def test_after_a_change_of_language_no_title_stands_bare_in_a_sentence_of_another_language() -> None:
    found = read(changed(english(), {"Settings!A6": "Language", "Settings!B6": "Français"})).words
    assert found.language == "fr"
    assert all("Réglages (l'onglet «\u00a0Settings\u00a0»)" in cure for cure in _cures(found))


@pytest.mark.parametrize("title", ["Settings ", "  Settings", "SETTINGS"])
def test_spaces_around_a_title_are_not_shown(title: str) -> None:
    renamed = _renamed(changed(english(), {"Settings!B4": "nonsense"}), "Settings", title)
    found = read(renamed)
    (problem,) = [problem for problem in found.problems if problem.code.startswith("date")]
    assert found.words.format_value(problem.cells) == f"{title.strip()}!B4"
    assert all("Settings" in cure and "tab" not in cure for cure in _cures(found.words))
    assert not any(f"“{title}”" in line for line in reading_lines(found.tabs, found.words) if title != title.strip())


@pytest.mark.parametrize(
    ("workbook", "title", "language", "added"),
    [
        (english(), "Settings", "en", " Add a tab “Settings” for it"),
        (french(), "Réglages", "fr", " Ajoutez pour cela un onglet «\u00a0Réglages\u00a0»"),
    ],
)
def test_a_tab_that_is_not_there_is_to_be_added(workbook: Workbook, title: str, language: str, added: str) -> None:
    assert all(added in cure for cure in _cures(read(without(workbook, title), language).words))
    assert not any(added in cure for cure in _cures(read(workbook).words))


def test_words_of_no_workbook_name_the_titles_of_the_language() -> None:
    assert all("Settings" in cure and "Add" not in cure for cure in _cures(load_words("en")))


def test_the_tab_of_a_value_has_its_own_title() -> None:
    renamed = _renamed(english(), "Platforms", "Channels")
    found = read(changed(renamed, {"Themes!D1": "Platforms", "Themes!D2": "Instagrm"}))
    assert "the tab “Channels”" in found.words.message(found.problems[0])[0]


KEYS = ("category", "platform", "asked", "planned", "since", "others", "causes")  # of the sentence on a bent mix
MIX = "\n## {}\n\n| Catégorie | Part |\n| --- | --- |\n| Promouvoir | 40 % |\n| Relayer | 30 % |\n| Échanger | 30 % |\n"


@pytest.mark.parametrize("title", ["Dosage", "Répartition"])
def test_a_former_title_stands_in_the_sentence_as_the_workbook_has_it(title: str) -> None:
    words = read(french(MIX.format(title))).words
    cure = words.message(Problem("mix_bent", values=dict.fromkeys(KEYS, "")))[1]
    assert f"dans l'onglet {title} la part" in cure
    assert cure.count("onglet") == 1


def test_a_step_names_a_former_tab_as_the_workbook_has_it() -> None:
    headings = "\n## Opérations\n\n| Opération | Début | Fin | Thèmes |\n| --- | --- | --- | --- |\n"
    dated = "\n## Temps forts\n\n| Nom | Date | Traitement |\n| --- | --- | --- |\n| Fête | 06/01/2027 | publier |\n"
    found = read(french(headings + dated))
    (step,) = [step for step in steps(found.strategy) if step.key == "strategy"]
    assert missing_text(found.words, step) == "Opérations"


@pytest.mark.parametrize("language", languages())
def test_a_title_that_was_replaced_stands_behind_the_word_tab(language: str) -> None:
    """The former one takes its place there: no article or gender of the sentence depends on it."""
    words, before = load_words(language), {"fr": "l'onglet ", "en": "the tab "}[language]
    titles = [words.title(tab) for tab in entry(language, "tabs") if former_titles(language, tab)]
    for code, texts in entry(language, "problems").items():
        for part, text in texts.items():
            for found in re.finditer(rf"(?<!\w)(?:{'|'.join(titles)})(?!\w)", str(text)):
                assert part == "cure", code
                assert str(text)[: found.start()].lower().endswith(before), code
