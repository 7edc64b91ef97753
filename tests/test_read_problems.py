"""One bad cell is one problem, and references find their rows."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from read_strategy import AUDIENCES, LONG, OWNED, problem_places, sound_strategy
from sheets import change, changed, english, french

from calgen.book.grid import Cell, CellState, Workbook
from calgen.book.words import load_words
from calgen.check import check_strategy
from calgen.check.advice_order import in_order
from calgen.read import read
from calgen.records import problem_record

F = Fraction

# ---- one bad cell, one problem -------------------------------------------------------------------------------------

BAD = Cell("#REF!", "=Z1", state=CellState.ERROR)
@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("Plateformes!D3", "souvent", "cadence_unread"),
        ("Plateformes!D3", None, "cell_required"),
        ("Plateformes!A3", BAD, "cell_error"),
        ("Plateformes!A3", None, "cell_required"),
        ("Plateformes!A2", BAD, "cell_error"),
        ("Plateformes!C2", "Remplir la caisse", "ref_near"),
        ("Objectifs!A2", BAD, "cell_error"),
        ("Objectifs!B2", None, "cell_required"),
        ("Thèmes!B2", "Vendre du rêve", "ref_unknown"),
        ("Thèmes!A2", None, "cell_required"),
        ("Thèmes!D2", "Insta gram", "ref_near"),
        ("Dosage!B3", "beaucoup", "share_unread"),
        ("Dosage!C3", "Bluesky", "ref_unknown"),
        ("Dosage!A3", BAD, "cell_error"),
        ("Équipe!B2", "dix", "number_unread"),
        ("Équipe!A2", BAD, "cell_error"),
        ("Cibles!A2", None, "cell_required"),
        ("Réglages!B3", "lundi en huit", "date_unread"),
        ("Réglages!B4", "200", "number_most"),
    ],
)
def test_one_bad_cell_is_one_problem(cell: str, value: str | Cell | None, code: str) -> None:
    assert problem_places(OWNED) == []
    assert problem_places(change(OWNED, cell, value)) == [(code, cell)]


@pytest.mark.parametrize("cells", [("Thèmes!A2", "Thèmes!A3"), ("Dosage!B2", "Dosage!B4")])
def test_two_rows_without_their_name_or_share_are_two_problems_and_not_a_third(cells: tuple[str, str]) -> None:
    workbook = changed(OWNED, dict.fromkeys(cells, None))
    assert problem_places(workbook) == [("cell_required", cell) for cell in cells]


AMERICAN = changed(english("""
## Campaigns

| Campaign | Start | End | Themes |
| --- | --- | --- | --- |
| Summer sale | 27/07/2027 | 01/08/2027 | Advice |
| Spring sale | 2027-04-03 | 2027-04-05 | Advice |
"""), {"Settings!A6": "Time zone", "Settings!B6": "America/New_York"})


@pytest.mark.parametrize("country", ["US", "GB", None])
def test_a_day_that_reads_in_one_way_settles_the_others_of_its_row(country: str | None) -> None:
    campaign = read(change(AMERICAN, "Settings!B3", country)).strategy.campaigns[1]
    assert (campaign.start, campaign.end) == (date(2027, 7, 27), date(2027, 8, 1))


@pytest.mark.parametrize(("country", "told"), [("US", [("date_order", "Campaigns!B3")]), ("GB", []), (None, [])])
def test_days_of_other_rows_settle_what_the_country_does_not_contradict(
    country: str | None, told: list[tuple[str, str]]
) -> None:
    workbook = changed(AMERICAN, {"Settings!B3": country, "Campaigns!B3": "03/04/2027"})
    assert [(code, at) for code, at in problem_places(workbook) if at.startswith("Campaigns")] == told
    assert told or read(workbook).strategy.campaigns[0].start == date(2027, 4, 3)


def test_days_of_both_orders_in_a_tab_settle_nothing_there() -> None:
    workbook = changed(AMERICAN, {"Settings!B3": None, "Campaigns!B3": "03/04/2027", "Campaigns!C3": "04/05/2027",
        "Campaigns!A4": "Winter sale", "Campaigns!B4": "12/15/2027", "Campaigns!C4": "12/24/2027",
        "Campaigns!D4": "Advice"})
    told = [("date_order", "Campaigns!B3"), ("date_order", "Campaigns!C3")]
    assert [(code, at) for code, at in problem_places(workbook) if at.startswith("Campaigns")] == told


@pytest.mark.parametrize(
    ("cell", "value", "told"),
    [
        ("Thèmes!D2", "Insta gram, Facebok", ["Insta gram", "Facebok"]),
        ("Plateformes!C2", "Remplir la caisse ; Remplir le sallon", ["Remplir la caisse", "Remplir le sallon"]),
    ],
)
def test_each_unknown_name_of_a_cell_is_told(cell: str, value: str, told: list[str]) -> None:
    found = read(change(OWNED, cell, value)).problems
    assert [(problem.values["value"], str(problem.place)) for problem in found] == [(name, cell) for name in told]


def test_all_problems_are_told_at_once() -> None:
    workbook = changed(OWNED, {"Thèmes!A2": BAD, "Plateformes!D2": "souvent", "Équipe!B2": "-1", "Réglages!B4": "0"})
    codes = [("number_least", "Réglages!B4"), ("cadence_unread", "Plateformes!D2"), ("cell_error", "Thèmes!A2"),
        ("number_least", "Équipe!B2")]
    assert problem_places(workbook) == codes


def test_a_row_that_could_not_be_read_is_not_in_the_strategy() -> None:
    found = read(change(OWNED, "Plateformes!D3", "souvent"))
    assert [one.platform for one in found.strategy.platforms] == ["Facebook"]
    assert found.partial == {"platforms"}
    assert found.stopped


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"Thèmes!A4": "conseils"}, ("name_twice", "Thèmes!A4")),
        ({"Dosage!A5": "curate", "Dosage!B5": "0 %"}, ("name_twice", "Dosage!A5")),
        ({"Dosage!A5": "curate", "Dosage!B5": "10 %", "Dosage!C5": "Facebook"}, None),
        ({"Cibles!A3": "VOISINS"}, ("name_twice", "Cibles!A3")),
    ],
)
def test_a_name_stands_once(changes: dict[str, str], problem: tuple[str, str] | None) -> None:
    assert problem_places(changed(LONG, changes)) == ([problem] if problem else [])


def test_a_category_is_named_in_the_readers_language_and_not_by_its_key() -> None:
    twice = read(changed(LONG, {"Dosage!A5": "curate", "Dosage!B5": "0 %"}))
    unknown = read(change(LONG, "Thèmes!B2", "Vendre du rêve"))
    near = read(change(LONG, "Thèmes!B2", "Relayerr"))
    assert load_words("fr").message(twice.problems[0])[0] == "«\u00a0relayer\u00a0» est déjà en A3."
    assert load_words("fr").message(unknown.problems[0])[1].endswith("choisissez\u00a0: relayer, échanger, promouvoir.")
    assert "relayer" in load_words("fr").message(near.problems[0])[1]


# ---- references ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["facebook, INSTAGRAM", "Instagram; Facebook", "Facebook\nInstagram",
    "Facebook / Instagram", "Facebook,Instagram,"])
def test_references_find_their_rows_however_they_are_typed(typed: str) -> None:
    workbook = change(french(AUDIENCES), "Cibles!B2", typed)
    assert sound_strategy(workbook).audiences[0].platforms == ("Facebook", "Instagram")


def test_references_into_an_empty_tab_are_taken_as_written() -> None:
    workbook = changed(french(), {"Plateformes!E1": "Responsable", "Plateformes!E2": "Léa", "Plateformes!F1": "Cibles",
        "Plateformes!F2": "Voisins, Touristes"})
    assert sound_strategy(workbook).platforms[0].owner == "Léa"
    assert sound_strategy(workbook).platforms[0].audiences == ("Touristes", "Voisins")


@pytest.mark.parametrize("typed", ["relayer", "Relayer", "RELAYER", "curate", "Curation", "partage", "Sharing"])
def test_categories_by_any_of_their_words_in_any_language(typed: str) -> None:
    assert sound_strategy(change(french(), "Thèmes!B3", typed)) == sound_strategy(french())
    assert sound_strategy(changed(LONG, {"Thèmes!B3": typed, "Dosage!A3": "veille"})) == sound_strategy(LONG)


def test_a_category_of_the_users_own() -> None:
    workbook = changed(LONG, {"Dosage!A4": "Former l'équipe", "Thèmes!B4": "former L’ÉQUIPE"})
    assert sound_strategy(workbook).themes[2].category == "Former l'équipe"


@pytest.mark.parametrize(("typed", "name"), [("reel", "Vidéo courte"), ("Réels", "Vidéo courte"),
    ("short video", "Vidéo courte"), ("picture", "Photo")])
def test_formats_by_any_of_their_words(typed: str, name: str) -> None:
    workbook = changed(french(), {"Thèmes!D1": "Formats", "Thèmes!D2": typed})
    assert sound_strategy(workbook).themes[1].formats == (name,)
    own = "\n## Formats\n\n| Format | Heures |\n| --- | --- |\n| Reel maison | 2 |\n| Picture | 1 |\n| Shorts | 1 |\n"
    found = sound_strategy(changed(french(own), {"Thèmes!D1": "Formats", "Thèmes!D2": typed}))
    assert found.themes[1].formats == ({"Photo": "Picture"}.get(name, "Shorts"),)


def test_missions_of_the_wheel_by_any_of_their_words() -> None:
    workbook = changed(french(), {"Objectifs!C1": "Missions", "Objectifs!C2": "Selling, fidélisation"})
    expected = ("Fidéliser les clients", "Vendre les produits existants")
    assert sound_strategy(workbook).objectives[0].approaches == expected


# ---- no children, and equal problems told once --------------------------------------------------------------------

FESTIVE = """
## Temps forts

| Nom | Traitement |
| --- | --- |
| Fête des mères | publier |
| Soldes d'hiver | publier |
| Black Friday | note |
| Fête du Travail | silence |
"""
COUNTRY = {"Réglages!A5": "Pays", "Réglages!A6": "Région", "Réglages!B6": "Bretagne"}


@pytest.mark.parametrize("typed", ["Frence", "Belgique / France", "ZZ", "Atlantide"])
def test_one_bad_country_is_one_problem(typed: str) -> None:
    workbook = changed(french(FESTIVE), COUNTRY | {"Réglages!B5": typed})
    assert problem_places(workbook) == [("country_unknown", "Réglages!B5")]
    assert next(iter(check_strategy(read(workbook).strategy))).values["value"] == typed


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        *[("FR", text) for text in ("France", "FRANCE", "fr", "République française")],
        *[("GB", text) for text in ("UK", "uk", "Royaume-Uni", "royaume uni", "Scotland", "Grande Bretagne")],
        *[("US", text) for text in ("USA", "U.S.", "Etats Unis", "États-Unis", "united states")],
        *[("NL", "the Netherlands"), ("BE", "Belgium"), ("CI", "Cote d’Ivoire")],
    ],
)
def test_a_country_by_its_name_in_any_language(code: str, typed: str) -> None:
    found = read(changed(french(), {"Réglages!A5": "Pays", "Réglages!B5": typed}))
    assert found.strategy.settings.country == code
    assert not found.problems


def _many(tab: str, column: str, value: str | None) -> Workbook:
    """Nine more themes, each with one and the same fault."""
    more: dict[str, str | None] = {"Thèmes!D1": "Étape"}
    for row in range(5, 14):
        more |= {f"Thèmes!A{row}": f"Thème {row}", f"Thèmes!B{row}": "Promouvoir"}
        more[f"{tab}!{column}{row}"] = value
    return changed(french(), more)


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [("D", "passion", "choice_unread"), ("B", "Vendre", "ref_unknown"), ("B", None, "cell_required")],
)
@pytest.mark.parametrize(("language", "more"), [("fr", " et 6 de plus"), ("en", " and 6 more")])
def test_nine_equal_problems_are_one_with_their_places(
    column: str, value: str | None, code: str, language: str, more: str
) -> None:
    found = in_order(read(_many("Thèmes", column, value)).problems, {"themes": "Thèmes"})
    assert [problem.code for problem in found] == [code]
    assert [place.cell for place in found[0].others] == [f"{column}{row}" for row in range(6, 14)]
    words = load_words(language)
    assert words.format_value(found[0].cells) == f"Thèmes!{column}5, {column}6, {column}7{more}"
    record = problem_record(found[0], words)
    assert (record["cell"], record["other_cells"]) == (f"{column}5", " ".join(f"{column}{n}" for n in range(6, 14)))
    assert in_order(found, {"themes": "Thèmes"}) == found


def test_problems_that_differ_in_value_column_or_tab_stay_apart() -> None:
    others = {"Thèmes!D5": "rage", "Thèmes!D6": "rage", "Plateformes!D2": "souvent"}
    workbook = changed(_many("Thèmes", "D", "passion"), others)
    found = in_order(read(workbook).problems, {"themes": "Thèmes", "platforms": "Plateformes"})
    assert [(problem.code, str(problem.place), len(problem.others)) for problem in found] == [
        ("cadence_unread", "Plateformes!D2", 0), ("choice_unread", "Thèmes!D5", 0), ("choice_unread", "Thèmes!D6", 0),
        ("choice_unread", "Thèmes!D7", 6)]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "value", "codes"),
    [
        ("Équipe!D2", "12/07/2027; l'été; 30/02/2027", ["days_unread", "date_none"]),
        ("Cibles!D2", "9h; 25h; tard; 14h-12h", ["hour_out", "hours_unread", "hours_backwards"]),
    ],
)
def test_parts_of_one_cell_that_are_refused_for_several_reasons_are_all_told(
    cell: str, value: str, codes: list[str]
) -> None:
    workbook = changed(OWNED, {"Équipe!D1": "Absences", "Cibles!D1": "Heures", cell: value})
    assert problem_places(workbook) == [(code, cell) for code in codes]
