"""From grids to the strategy: what is understood, what is left alone, and that one bad cell is one problem."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from fractions import Fraction

import pytest
from read_strategy import AUDIENCES, LONG, OWNED, problem_places, sound_strategy
from sheets import book, change, changed, english, french, renamed, reordered, tab_of, with_grid, without

from calgen.book.columns import columns
from calgen.book.folding import fold
from calgen.book.grid import Cell, CellState, Grid, Workbook
from calgen.book.problems import Severity
from calgen.book.values import Cadence, Hours
from calgen.book.words import load_words
from calgen.read import Read, read
from calgen.strategy import TABS, defaults

F = Fraction

@pytest.mark.parametrize("workbook", [french(), english()], ids=["fr", "en"])
def test_the_smallest_book_is_sound(workbook: Workbook) -> None:
    strategy = sound_strategy(workbook)
    assert [one.platform for one in strategy.platforms] == ["Facebook", "Instagram"]
    assert [one.cadence for one in strategy.platforms] == [Cadence(F(2)), Cadence(F(3))]
    assert {one.category for one in strategy.themes} == {"promote", "curate", "interact"}
    assert (strategy.settings.start, strategy.settings.weeks) == (date(2027, 1, 4), 4)
    assert strategy.platforms[0].objectives == (strategy.objectives[0].objective,)


def test_both_languages_say_the_same_strategy() -> None:
    one, other = sound_strategy(french()), sound_strategy(english())
    assert [tab.category for tab in one.themes] != [] != [tab.ideas for tab in other.themes]
    assert one.mix == other.mix
    assert one.platforms[0].cadence == other.platforms[0].cadence
    assert (one.settings.language, other.settings.language) == ("fr", "en")


# ---- titles --------------------------------------------------------------------------------------------------------


def test_english_headings_in_a_french_workbook() -> None:
    workbook = changed(
        french(),
        {"Thèmes!A1": "Theme", "Thèmes!B1": "Category", "Thèmes!C1": "Ideas", "Plateformes!D1": "Cadence"},
    )
    assert sound_strategy(workbook) == sound_strategy(french())
    assert sound_strategy(renamed(workbook, "Thèmes", "Themes")) == sound_strategy(french())


@pytest.mark.parametrize("title", ["THÈMES", "themes", "Thèmes ", "The\u0300mes", "\u00a0Thèmes", "Thèmes*",
    "Rubriques", "Themes"])
def test_a_tab_under_another_spelling_of_its_title(title: str) -> None:
    assert sound_strategy(renamed(french(), "Thèmes", title)) == sound_strategy(french())


@pytest.mark.parametrize("title", ["Catégorie *", "CATEGORIE", "Caté\u00adgorie", "Catégorie\u00a0:", " catégorie\n",
    "Type de\ncontenu", "\ufeffCatégorie"])
def test_a_column_under_another_spelling_of_its_title(title: str) -> None:
    assert sound_strategy(change(french(), "Thèmes!B1", title)) == sound_strategy(french())


def test_columns_in_any_order() -> None:
    workbook = french()
    for title, order in {"Thèmes": {1: 3, 2: 1, 3: 2}, "Plateformes": {1: 9, 2: 2, 3: 40, 4: 1}}.items():
        workbook = with_grid(workbook, reordered(tab_of(workbook, title), columns=order))
    assert sound_strategy(workbook) == sound_strategy(french())
    assert sound_strategy(workbook).platforms[0].source.place("cadence").cell == "A2"


@pytest.mark.parametrize("top", [2, 6, 10])
def test_the_heading_row_on_any_of_the_first_ten(top: int) -> None:
    moved = reordered(tab_of(french(), "Thèmes"), rows={row: row + top - 1 for row in range(1, 9)})
    below = with_grid(french(), replace(moved, cells={**moved.cells, (1, 1): Cell("Thèmes de notre marque")}))
    assert sound_strategy(below) == sound_strategy(french())
    assert sound_strategy(below).themes[0].source.row > top


def test_the_users_own_tabs_and_columns_are_left_alone() -> None:
    workbook = french("\n## Mes notes\n\n| Thème | Fréquence |\n| --- | --- |\n| #REF! | jamais |\n")
    workbook = changed(
        workbook,
        {"Thèmes!D1": "Avis de Léa", "Thèmes!D2": "bof", "Thèmes!D9": "à revoir",
            "Thèmes!E3": Cell("#REF!", state=CellState.ERROR)},
    )
    assert sound_strategy(workbook) == sound_strategy(french())


def test_tabs_that_calgen_wrote_are_not_read_as_the_users() -> None:
    workbook = french("\n## Content\n\n| Titre | Thème |\n| --- | --- |\n| Un | Rien de tel |\n")
    assert problem_places(workbook) == [("ref_unknown", "Content!B2")]
    assert problem_places(replace(workbook, calgen_titles={"social": "Content"})) == []


def test_rows_in_any_order_are_the_same_strategy() -> None:
    workbook = french(AUDIENCES)
    for title in ("Thèmes", "Plateformes"):
        grid = tab_of(workbook, title)
        last = max(grid.rows())
        workbook = with_grid(workbook, reordered(grid, rows={row: last + 2 - row for row in range(2, last + 1)}))
    settings = tab_of(workbook, "Réglages")
    workbook = with_grid(workbook, reordered(settings, rows={2: 40, 4: 2}))
    assert sound_strategy(replace(workbook, grids=workbook.grids[::-1])) == sound_strategy(french(AUDIENCES))


def test_the_row_that_names_an_alias_does_not_depend_on_the_order_of_rows() -> None:
    formats = "\n## Formats\n\n| Format |\n| --- |\n| Image |\n| Photos |\n| Photo |\n"
    turned = "\n## Formats\n\n| Format |\n| --- |\n| Photo |\n| Photos |\n| Image |\n"
    typed = {"Thèmes!D1": "Formats", "Thèmes!D2": "visuel"}
    assert read(changed(french(formats), typed)).strategy == read(changed(french(turned), typed)).strategy


# ---- settings ------------------------------------------------------------------------------------------------------


def test_settings_are_labels_with_their_value_beside_anywhere() -> None:
    cells = {(7, 4): Cell("Marque"), (7, 5): Cell("Mèche rebelle"), (20, 2): Cell("Début"), (20, 3): Cell("04/01/2027")}
    cells |= {(3, 1): Cell("Number of weeks"), (3, 2): Cell(4), (1, 1): Cell("Ce que je veux"), (9, 9): Cell("Léa")}
    workbook = with_grid(french(), Grid("Réglages", cells))
    assert sound_strategy(workbook).settings == sound_strategy(french()).settings
    assert sound_strategy(workbook).settings.source.place("start").cell == "C20"


def test_without_settings_each_has_its_default() -> None:
    settings = sound_strategy(without(french(name="Fleurs du port"), "Réglages")).settings
    assert (settings.brand, settings.language, settings.country) == ("Fleurs du port", "fr", "FR")
    assert (settings.start, settings.weeks, settings.public_holidays, settings.utm) == (None, 13, "avoid", False)
    assert str(settings.source.place("country")) == "Réglages"


def test_a_setting_that_nobody_typed_stands_nowhere() -> None:
    assert problem_places(change(english(), "Settings!A3", "My country")) == [("country_blank", "Settings")]


def test_an_unread_setting_has_its_default_and_is_one_problem() -> None:
    workbook = change(
        change(french(), "Réglages!A4", "Pays"), "Réglages!B4", Cell("#REF!", "=Z1", state=CellState.ERROR)
    )
    assert problem_places(workbook) == [("cell_error", "Réglages!B4")]
    assert read(workbook).strategy.settings.country == "FR"
    assert read(workbook).partial == {"settings.country"}


@pytest.mark.parametrize("label", ["Langue", "Language"])
def test_the_language_of_the_calendar_is_a_setting(label: str) -> None:
    found = read(changed(french(), {"Réglages!A5": label, "Réglages!B5": "anglais"}))
    assert found.words.language == "en"
    assert found.strategy.settings.language == "en"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *[("FR", "FR"), ("fr", "FR"), ("France", "FR"), ("FRANCE ", "FR"), ("Belgique", "BE"), ("Belgium", "BE")],
        *[("UK", "GB"), ("Royaume-Uni", "GB"), ("United Kingdom", "GB"), ("États-Unis", "US"), ("etats-unis", "US")],
        *[("USA", "US"), ("the Netherlands", "NL"), ("xy", "XY"), ("Atlantis", "Atlantis")],
    ],
)
def test_a_country_is_typed_by_its_code_or_its_name(typed: str, code: str) -> None:
    assert read(changed(english(), {"Settings!B3": typed})).strategy.settings.country == code


@pytest.mark.parametrize(("country", "start"), [("GB", date(2027, 4, 3)), ("us", date(2027, 3, 4))])
def test_the_country_settles_who_writes_the_day_first(country: str, start: date) -> None:
    workbook = changed(english(), {"Settings!B3": country, "Settings!B4": "03/04/2027", "Settings!A7": "Time zone",
        "Settings!B7": "Etc/UTC"})
    assert sound_strategy(workbook).settings.start == start


def test_both_orders_of_day_and_month_are_usual_in_canada() -> None:
    workbook = changed(english(), {"Settings!B3": "Canada", "Settings!B4": "03/04/2027"})
    assert ("date_ambiguous", "Settings!B4") in problem_places(workbook)
    french_book = changed(french(), {"Réglages!A6": "Pays", "Réglages!B6": "CA", "Réglages!B3": "03/04/2027"})
    assert read(french_book).strategy.settings.start == date(2027, 4, 3)


@pytest.mark.parametrize(
    ("workbook", "meant"),
    [
        (french("\n## Temps forts\n\n| Nom | Traitement |\n| --- | --- |\n| Noël | fêter |\n"), "silence sauf …"),
        (english("\n## Key dates\n\n| Name | Treatment |\n| --- | --- |\n| Xmas | celebrate |\n"), "quiet except …"),
    ],
    ids=["fr", "en"],
)
def test_the_list_of_treatments_has_the_exception(workbook: Workbook, meant: str) -> None:
    found = read(workbook)
    (problem,) = (problem for problem in found.problems if problem.code == "choice_unread")
    assert meant in " ".join(found.words.message(problem)).lower()


def test_the_first_word_of_one_name_is_near_it() -> None:
    changes = {"Plateformes!A3": "Google Business", "Thèmes!D1": "Plateformes", "Thèmes!D2": "Google"}
    workbook = changed(french(), changes)
    (problem,) = read(workbook).problems
    assert (problem.code, problem.values["near"]) == ("ref_near", "Google Business")


def test_a_label_twice_and_a_slip_of_the_pen_are_told() -> None:
    workbook = changed(french(), {"Réglages!A6": "MARQUE", "Réglages!B6": "Autre", "Réglages!A7": "Jours feriées",
        "Réglages!B7": "publier"})
    assert problem_places(workbook) == [("setting_twice", "Réglages!A6"), ("setting_near", "Réglages!A7")]
    assert sound_strategy(french()).settings.brand == read(workbook).strategy.settings.brand


# ---- what is left out ----------------------------------------------------------------------------------------------


def test_optional_tabs_that_are_missing_have_their_defaults() -> None:
    strategy = sound_strategy(french())
    assert strategy.formats == tuple(sorted(defaults.formats(load_words("fr")), key=lambda one: fold(one.format)))
    assert {(one.category, one.share) for one in strategy.mix} == {(code, F(1, 3)) for code in ("promote", "curate",
        "interact")}
    assert len(strategy.wheel) == 11
    assert (strategy.audiences, strategy.team, strategy.content, strategy.campaigns, strategy.key_dates) == ((), (), (),
        (), ())


@pytest.mark.parametrize("title", ["Formats", "Dosage", "Roue"])
def test_a_tab_with_its_headings_alone_has_its_defaults(title: str) -> None:
    headings = {"Formats": "| Format |", "Dosage": "| Catégorie | Part |", "Roue": "| Mission |"}[title]
    rule = "| --- " * (headings.count("|") - 1) + "|"
    assert sound_strategy(french(f"\n## {title}\n\n{headings}\n{rule}\n")) == sound_strategy(french())


def test_a_tab_of_the_users_own_under_one_of_our_titles_is_told_and_leaves_the_defaults() -> None:
    workbook = french("\n## Dosage\n\n| Produit | Grammes |\n| --- | --- |\n| Poudre | 30 |\n")
    found = read(workbook)
    assert [(one.code, str(one.place), one.severity) for one in found.problems] == [("column_missing", "Dosage",
        Severity.WARNING)] * 2
    assert found.strategy == sound_strategy(french())


@pytest.mark.parametrize("tab", ["Objectifs", "Plateformes", "Thèmes"])
def test_a_required_tab_that_is_missing_or_empty_is_one_problem(tab: str) -> None:
    empty = with_grid(french(), Grid(tab, {at: cell for at, cell in tab_of(french(), tab).cells.items() if at[0] == 1}))
    assert problem_places(empty) == [("tab_empty", tab)]
    assert problem_places(without(french(), tab)) == [("tab_missing", "")]


def test_a_required_column_that_is_missing_is_one_problem() -> None:
    assert problem_places(change(french(), "Plateformes!D1", "Combien")) == [("column_missing", "Plateformes!A1")]
    assert problem_places(change(LONG, "Dosage!B1", "Combien")) == [("column_missing", "Dosage!A1")]


def test_rows_that_are_no_rows() -> None:
    covered = Cell(state=CellState.COVERED)
    workbook = changed(
        french(),
        {"Thèmes!A5": "Exemple\u00a0: Recettes", "Thèmes!B5": "n'importe quoi", "Thèmes!A6": "Example: Recipes",
            "Thèmes!A7": " \u00a0"}
        | {"Thèmes!A8": covered, "Thèmes!B8": covered, "Thèmes!E9": "une note à moi", "Thèmes!A10": False,
            "Thèmes!C11": ""},
    )
    assert sound_strategy(workbook) == sound_strategy(french())


def test_hidden_rows_are_read_and_counted() -> None:
    hidden = replace(tab_of(french(), "Thèmes"), hidden_rows=frozenset({1, 3, 4, 99}))
    found = read(with_grid(french(), hidden))
    assert found.strategy == sound_strategy(french())
    assert [(one.code, str(one.place), one.severity, one.values) for one in found.problems] == [
        ("rows_hidden", "Thèmes", Severity.NOTE, {"n": 2})
    ]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (Cell(None, "=SUM(A1)", state=CellState.UNCALCULATED), "formula_empty"),
        (Cell("#REF!", "=Z1", state=CellState.ERROR), "cell_error"),
        (Cell("#N/A", state=CellState.ERROR), "cell_error"),
    ],
)
@pytest.mark.parametrize("at", ["Plateformes!D2", "Thèmes!A3", "Thèmes!C2", "Réglages!B3"])
def test_formulas_without_a_sound_value_are_never_read_as_empty(cell: Cell, code: str, at: str) -> None:
    assert problem_places(change(french(), at, cell)) == [(code, at)]


def test_a_calculated_formula_is_its_value() -> None:
    assert sound_strategy(change(french(), "Plateformes!D2", Cell(2, "=1+1"))) == sound_strategy(french())


@pytest.mark.parametrize("stored", [46391, 46391.0])
def test_the_day_numbers_of_both_date_systems(stored: float) -> None:
    assert sound_strategy(change(french(), "Réglages!B3", stored)).settings.start == date(2027, 1, 4)
    old = replace(change(french(), "Réglages!B3", stored - 1462), epoch_1904=True)
    assert sound_strategy(old).settings.start == date(2027, 1, 4)


def test_the_column_of_shares_tells_what_33_means() -> None:
    whole = changed(LONG, {"Dosage!B2": 33, "Dosage!B3": 66, "Dosage!B4": 1})
    typed = changed(LONG, {"Dosage!B2": "33", "Dosage!B3": "66", "Dosage!B4": "1"})
    parts = changed(LONG, {"Dosage!B2": Cell(0.33, percent=True), "Dosage!B3": 0.66, "Dosage!B4": "1 %"})
    shares = {"promote": F(33, 100), "curate": F(66, 100), "interact": F(1, 100)}
    assert {row.category: row.share for row in sound_strategy(whole).mix} == shares
    assert sound_strategy(typed).mix == sound_strategy(parts).mix == sound_strategy(whole).mix


def test_every_column_keeps_its_default_in_an_empty_cell() -> None:
    theme = sound_strategy(french()).themes[0]
    assert [theme.weight, theme.spacing, theme.platforms, theme.stage, theme.start] == [1, 0, (), "", None]
    workbook = changed(french(), {"Thèmes!D1": "Poids", "Thèmes!E1": "Espacement", "Thèmes!F1": "Plateformes"})
    assert sound_strategy(workbook) == sound_strategy(french())


def test_every_field_of_a_row_has_its_place() -> None:
    platform = sound_strategy(french()).platforms[1]
    assert [str(platform.source.place(key)) for key in ("platform", "cadence", "owner")] == [
        *("Plateformes!A3", "Plateformes!D3"),
        "Plateformes!A3",
    ]


def test_rich_cells_together() -> None:
    workbook = changed(
        french(),
        {"Plateformes!E1": "Jours", "Plateformes!E2": "lundi-mercredi", "Plateformes!F1": "Heures",
            "Plateformes!F2": "9h30 ; 12h-14h"},
    )
    facebook = sound_strategy(workbook).platforms[0]
    assert facebook.days == (0, 1, 2)
    assert facebook.hours == (Hours(time(9, 30), time(9, 30)), Hours(time(12), time(14)))


def test_reading_changes_nothing_and_says_the_same_again() -> None:
    first: Read = read(OWNED)
    assert read(OWNED) == first
    assert first.strategy == replace(first.strategy)


def test_an_empty_workbook_is_told_by_its_missing_tabs() -> None:
    assert [problem.code for problem in read(book("")).problems] == ["tab_missing"] * 3


def test_every_column_of_every_tab_is_declared_once() -> None:
    for tab in TABS:
        keys = [column.key for column in columns(tab.record)]
        assert len(keys) == len(set(keys)), tab.key


QUIET = "\n## Temps forts\n\n| Nom | Date | Traitement |\n| --- | --- | --- |\n| Deuil | 06/01/2027 | {} |\n"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *[(text, "quiet except interact") for text in ("silence sauf échanger", "Silence sauf : Interagir",
            "quiet except interact", "silence hors dialogue", "SILENCE SAUF ÉCHANGER", "rien, sauf échanger")],
        ("silence sauf Former l'équipe", "quiet except Former l'équipe"),
        ("silence", "quiet"),
    ],
)  # fmt: skip
def test_a_quiet_key_date_may_except_one_category(typed: str, meant: str) -> None:
    shares = "\n".join(f"| {name} | 25 % |" for name in ("Promouvoir", "Relayer", "Échanger", "Former l'équipe"))
    mix = f"\n## Dosage\n\n| Catégorie | Part |\n| --- | --- |\n{shares}\n"
    found = read(changed(french(mix + QUIET.format(typed)), {"Thèmes!B2": "Former l'équipe"}))
    assert found.problems == ()
    assert [row.treatment for row in found.strategy.key_dates] == [meant]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("silence sauf vendre", "ref_unknown"),
        ("publier sauf échanger", "choice_unread"),
        ("silence sauf", "choice_unread"),
    ],
)
def test_what_is_no_exception_is_told_at_its_cell(typed: str, code: str) -> None:
    assert problem_places(french(QUIET.format(typed))) == [(code, "Temps forts!C2")]
