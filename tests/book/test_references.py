"""Lists of names and single names: words for all, all but some, near names; what a total and a list with bars are."""

from __future__ import annotations

import pytest
from sheets import Changes, changed, english, french

from calgen.book.columns import Column, Kind
from calgen.book.lists import lines, plain_list
from calgen.book.problems import Severity
from calgen.book.references import KnownNames, near_name, resolve, spellings
from calgen.book.values import Interpreted, Unreadable
from calgen.read import read
from calgen.strategy import TABS

NAMES = ("Facebook", "Fiche Google", "Instagram", "Newsletter", "TikTok")
KNOWN = KnownNames(spellings(NAMES))
TARGET = Column("platform", Kind.TEXT)
LISTS = [column for tab in TABS for column in tab.columns if column.kind is Kind.REFS]
SINGLE = [column for tab in TABS for column in tab.columns if column.kind is Kind.REF]
BUT = ("partout sauf {}", "toutes sauf {}", "everywhere but {}", "all except {}", "tous hormis {}", "Partout (sauf {})",
    "all platforms apart from {}", "toutes les plateformes, sauf {}", "everything other than {}",
    "tout le monde à part {}", "tous les réseaux à l'exception de {}", "everyone but not {}")  # fmt: skip


@pytest.mark.parametrize("column", LISTS, ids=[column.key for column in LISTS])
def test_all_but_some_names_are_the_others(column: Column) -> None:
    for form in BUT:
        left = tuple(name for name in NAMES if name != "Newsletter")
        assert resolve(form.format("newsletter"), column, KNOWN, TARGET, free=False) == left, form
        left = tuple(name for name in left if name != "TikTok")
        assert resolve(form.format("Newsletter, tiktok"), column, KNOWN, TARGET, free=False) == left, form
        assert resolve(form.format("TikTok et Newsletter"), column, KNOWN, TARGET, free=False) == left, form


@pytest.mark.parametrize("column", LISTS, ids=[column.key for column in LISTS])
def test_an_unknown_name_that_is_left_out_is_asked_alone(column: Column) -> None:
    found = resolve("partout sauf Newslettre", column, KNOWN, TARGET, free=False)
    assert isinstance(found, list)
    assert [(wrong.code, wrong.values["value"], wrong.values["near"]) for wrong in found] == [
        ("ref_near", "Newslettre", "Newsletter")
    ]


ALL = ("tous", "toutes", "all", "everybody", "tout le monde", "everyone", "partout", "toute l'équipe", "anyone")


@pytest.mark.parametrize("column", SINGLE, ids=[column.key for column in SINGLE])
def test_a_word_for_all_where_one_name_is_asked_is_answered(column: Column) -> None:
    for typed in ALL:
        found = resolve(typed, column, KNOWN, TARGET, free=False)
        if column.unique:  # a blank platform of the mix means all of them
            assert found == ()
        elif column.required:
            assert isinstance(found, list)
            assert [wrong.code for wrong in found] == ["ref_several"]
        else:
            assert found == Interpreted((), "ref_all", {"value": typed})


def test_an_owner_for_all_is_told_at_its_cell_and_stops_nothing() -> None:
    team = "\n## Équipe\n\n| Personne | Heures par semaine |\n| --- | --- |\n| Léa | 10 |\n"
    changes: Changes = {"Plateformes!E1": "Responsable", "Plateformes!E2": "tout le monde"}
    found = read(changed(french(team), changes))
    assert [(problem.code, str(problem.place), problem.severity) for problem in found.problems] == [
        ("ref_all", "Plateformes!E2", Severity.NOTE)
    ]
    assert {row.owner for row in found.strategy.platforms} == {""}


@pytest.mark.parametrize(
    ("typed", "names", "near"),
    [("familles", ("Fidèles", "Familles du quartier"), "Familles du quartier"), ("Perso", ("promo", "Échanger"), ""),
     ("Google", ("Goggle", "Google Business"), "Google Business"), ("Insta", NAMES, "Instagram"),
     ("newsletters", NAMES, "Newsletter"), ("Fiche", NAMES, "Fiche Google"), ("tik tok", NAMES, "TikTok"),
     ("partout", ("Parents",), "")],
)  # fmt: skip
def test_the_name_that_was_meant(typed: str, names: tuple[str, ...], near: str) -> None:
    assert near_name(typed, spellings(names)) == near


@pytest.mark.parametrize(
    ("typed", "items"),
    [("levain de 12 ans / farine bio / four à bois", ("levain de 12 ans", "farine bio", "four à bois")),
     ("AC/DC, 24/7", ("AC/DC", "24/7")), ("5 / 7", ("5 / 7",)),
     ("Avant / après", ("Avant / après",)),
     ("Offres, Avant / après", ("Offres", "Avant / après")), ("#pain / #levain", ("#pain", "#levain"))],
)  # fmt: skip
def test_several_bars_separate_free_words_where_nothing_else_does(typed: str, items: tuple[str, ...]) -> None:
    assert plain_list(typed) == items


@pytest.mark.parametrize(
    ("typed", "texts"),
    [("Tree pose\nLegs up the wall; Warrior II without wobbling", ("Tree pose", "Legs up the wall",
        "Warrior II without wobbling")),
     ("Wait; what?\nTwo", ("Wait; what?", "Two")), ("One; two", ("One", "two")), ("Un ;\nDeux ; 3 gestes", ("Un",
        "Deux", "3 gestes")), ("Le pain / le vin\nDeux", ("Le pain / le vin", "Deux"))],
)  # fmt: skip
def test_lines_and_semicolons_may_be_mixed(typed: str, texts: tuple[str, ...]) -> None:
    assert lines(typed) == texts


@pytest.mark.parametrize("figure", ["7,5/sem.", "7.5 a week", "28 h", "≈ 12", "12 publications", "7,5", "1 200 €"])
@pytest.mark.parametrize("word", ["Total", "TOTAL", "Sous-total", "Total publications"])
def test_a_total_with_a_unit_is_no_platform(word: str, figure: str) -> None:
    found = read(changed(french(), {"Plateformes!A4": word, "Plateformes!D4": figure}))
    assert [(problem.code, str(problem.place)) for problem in found.problems] == [("row_total", "Plateformes!A4")]
    assert len(found.strategy.platforms) == 2


def test_a_platform_that_is_called_total_with_a_mission_is_one() -> None:
    changes: Changes = {"Platforms!A4": "Total Yoga", "Platforms!B4": "Teach", "Platforms!C4": "Fill the salon",
        "Platforms!D4": "2 a week"}  # fmt: skip
    assert len(read(changed(english(), changes)).strategy.platforms) == 3


def test_what_is_unknown_is_no_part_of_all_but() -> None:
    found = resolve("partout sauf le lundi", Column("platforms", Kind.REFS), KNOWN, TARGET, free=False)
    assert isinstance(found, list)
    assert all(isinstance(wrong, Unreadable) and wrong.values["value"] == "le lundi" for wrong in found)
