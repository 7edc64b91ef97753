"""Lists in one cell: every kind of list takes every way to write one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest
from sheets import MIX, change, changed, french

from calgen.book.cells import ReadOptions, parse
from calgen.book.columns import Column, Kind
from calgen.book.grid import Cell
from calgen.book.lists import lines, split, without_bullets
from calgen.book.problems import Severity
from calgen.book.values import Hours, Interpreted
from calgen.check import check_strategy
from calgen.read import read
from calgen.strategy.networks import several_networks

# how three items are written in one cell → the kinds of lists that are not cut so
WRITTEN: dict[str, tuple[Callable[[list[str]], str], tuple[Kind, ...]]] = {
    "commas": (", ".join, (Kind.LINES,)),
    "semicolons": (" ; ".join, ()),
    "lines": ("\n".join, ()),
    "lines of Windows": ("\r\n".join, ()),
    "lines with commas": (",\n".join, ()),
    "lines with semicolons": (" ;\n".join, ()),
    "blank lines": ("\n\n".join, ()),
    "dashes": (lambda items: "\n".join(f"- {item}" for item in items), ()),
    "long dashes": (lambda items: "\n".join(f"– {item}" for item in items), ()),
    "bullets": (lambda items: "\n".join(f"• {item}" for item in items), ()),
    "stars": (lambda items: "\n".join(f"* {item}" for item in items), ()),
    "bullets further in": (lambda items: "\n".join(f"   •\u00a0{item}" for item in items), ()),
    "bullets on one line": (lambda items: " ".join(f"• {item}" for item in items), (Kind.OFFSETS,)),
    "numbers": (lambda items: "\n".join(f"{n}. {text}" for n, text in enumerate(items, 1)), (Kind.OFFSETS,)),
    "numbers, brackets": (lambda items: "\n".join(f"{n}) {text}" for n, text in enumerate(items, 1)), (Kind.OFFSETS,)),
}
D = [date(2027, 7, day) for day in (12, 14, 20)]
ITEMS: dict[Kind, tuple[list[str], object]] = {
    Kind.LINES: (["Le ficus", "Les deux bacs", "La carte"], ("Le ficus", "Les deux bacs", "La carte")),
    Kind.LIST: (["Mèche rebelle", "place du Marché", "Léa"], ("Mèche rebelle", "place du Marché", "Léa")),
    Kind.REFS: (["Conseils", "Coulisses", "Questions"], ("Conseils", "Coulisses", "Questions")),
    Kind.WEEKDAYS: (["lundi", "mercredi", "vendredi"], (0, 2, 4)),
    Kind.HOURS: (["9h", "12h-14h", "18h"], tuple(Hours(time(a), time(b)) for a, b in ((9, 9), (12, 14), (18, 18)))),
    Kind.DAYS: (["12/07/2027", "14/07/2027", "20/07/2027"], tuple((day, day) for day in D)),
    Kind.OFFSETS: (["J-7", "J", "J+1"], (-7, 0, 1)),
}  # fmt: skip
CASES = [(kind, way) for kind in ITEMS for way, (_, but) in WRITTEN.items() if kind not in but]


@pytest.mark.parametrize(("kind", "way"), CASES, ids=[f"{kind}, {way}" for kind, way in CASES])
def test_every_list_may_be_written_so(kind: Kind, way: str) -> None:
    items, meant = ITEMS[kind]
    typed = WRITTEN[way][0](items)
    if kind is Kind.REFS:
        assert tuple(split(typed, ["Conseils", "Coulisses", "Questions", "Autre"])) == meant
    else:
        assert parse(Cell(typed), Column("x", kind), ReadOptions(day_first=True)) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *[(text, (text,)) for text in ("Paris, Lyon, Marseille : nos salons", "Rose, Léa et Tom racontent",
            "Avant, pendant, après", "7 h 30 - le café", "2027. Une année", "3. 2. 1. Partez", "Un - deux",
            "-10 % jeudi", "*Important", "1. Un seul")],
        ("- Avant, après\n- Le ficus", ("Avant, après", "Le ficus")),
        ("Avant, après\nUn ; deux", ("Avant, après", "Un ; deux")),
        ("1. Un\n2. Deux\n4. Quatre", ("1. Un", "2. Deux", "4. Quatre")),
    ],
)
def test_a_title_is_not_cut(typed: str, meant: tuple[str, ...]) -> None:
    assert lines(typed) == meant


@pytest.mark.parametrize("typed", ["Choisir sa coupe, Soigner sa frange, Oser le court", "New Year, New You, New Hair"])
def test_one_line_that_may_be_several_is_told(typed: str) -> None:
    found = read(change(french(), "Thèmes!C2", typed))
    assert [(problem.code, str(problem.place), problem.severity) for problem in found.problems] == [
        ("lines_one", "Thèmes!C2", Severity.NOTE)]  # fmt: skip
    theme = next(theme for theme in found.strategy.themes if theme.theme == "Coulisses")
    assert theme.ideas == (typed,)
    assert isinstance(parse(Cell(typed), Column("x", Kind.LINES), ReadOptions()), Interpreted)


def test_a_dash_within_a_text_stays() -> None:
    assert without_bullets("Un - deux\n-10 %") == "Un - deux\n-10 %"


@pytest.mark.parametrize("typed", ["Facebook et Instagram", "Facebook & Instagram", "Facebook + Instagram",
    "Facebook and Instagram", "Instagram/Facebook", "• Facebook\n• Instagram", "Facebook | Instagram"])  # fmt: skip
def test_names_between_words_and_signs(typed: str) -> None:
    found = read(changed(french(), {"Thèmes!D1": "Plateformes", "Thèmes!D2": typed}))
    assert not found.problems
    theme = next(theme for theme in found.strategy.themes if theme.theme == "Coulisses")
    assert theme.platforms == ("Facebook", "Instagram")


NEAR = [("Insta et FB", ["Instagram", "Facebook"]), ("FB & Insta", ["Facebook", "Instagram"]),
    ("insta, fb", ["Instagram", "Facebook"]), ("Insta + Facebook", ["Instagram"]), ("IG ou Facebok",
    ["Instagram", "Facebook"]), ("Facebook and Instagramm", ["Instagram"]), ("Insta", ["Instagram"]),
    ("page Facebook", ["Facebook"]), ("FB/IG", ["Facebook", "Instagram"])]  # fmt: skip


@pytest.mark.parametrize(("typed", "near"), NEAR)
@pytest.mark.parametrize("tab", ["Thèmes!D", "Contenus!C"])
def test_parts_that_are_nearly_names_are_each_asked(typed: str, near: list[str], tab: str) -> None:
    """« Add it there » is no cure for « Insta et FB »."""
    more = "\n## Contenus\n\n| Titre | Thème | Plateformes |\n| --- | --- | --- |\n| Le guide | Conseils | |\n"
    found = read(changed(french(more), {"Thèmes!D1": "Plateformes", f"{tab}2": typed}))
    assert [(problem.code, problem.values["near"]) for problem in found.problems] == [
        ("ref_near", name) for name in near]  # fmt: skip


@pytest.mark.parametrize("typed", ["Instagram et Snap", "Rose et Tom", "AC/DC"])
def test_an_item_with_an_unknown_part_stays_whole(typed: str) -> None:
    found = read(changed(french(), {"Thèmes!D1": "Plateformes", "Thèmes!D2": typed}))
    assert [problem.values["value"] for problem in found.problems] == [typed]


def test_of_two_platforms_on_one_network_none_is_guessed() -> None:
    changes = {"Thèmes!D1": "Plateformes", "Thèmes!D2": "FB", "Plateformes!A3": "Facebook Angers"}
    assert [problem.code for problem in read(changed(french(), changes)).problems] == ["ref_unknown"]


def test_several_near_names_where_one_is_wanted_are_told() -> None:
    found = read(changed(french(f"{MIX}| Promouvoir | 100 % | |\n"), {"Dosage!C5": "Insta et FB"}))
    assert [(problem.code, problem.values["names"]) for problem in found.problems] == [
        ("ref_several", ("Instagram", "Facebook"))]  # fmt: skip


@pytest.mark.parametrize("typed", ["partout", "everywhere", "toutes les plateformes", "all"])
def test_a_word_for_all_names_each_platform_of_a_piece_and_of_a_campaign(typed: str) -> None:
    more = "\n## Contenus\n\n| Titre | Thème | Plateformes |\n| --- | --- | --- |\n| Le guide | Conseils | |\n"
    more += "\n## Opérations\n\n| Opération | Début | Fin | Thèmes | Plateformes |\n| --- | --- | --- | --- | --- |\n"
    more += "| Soldes | 06/01/2027 | 20/01/2027 | Conseils | |\n"
    found = read(changed(french(more), {"Contenus!C2": typed, "Opérations!E2": typed}))
    assert not found.problems
    assert found.strategy.content[0].platforms == found.strategy.campaigns[0].platforms == ("Facebook", "Instagram")


@pytest.mark.parametrize("typed", ["toutes", "Toutes les plateformes", "all", "everywhere", "partout"])
def test_a_word_for_all_is_as_a_blank_cell(typed: str) -> None:
    found = read(changed(french(), {"Thèmes!D1": "Plateformes", "Thèmes!D2": typed, "Plateformes!C2": "tous"}))
    assert not found.problems
    assert {theme.platforms for theme in found.strategy.themes} == {()}
    assert found.strategy.platforms[0].objectives == ("Remplir le salon",)


ROWS_OF_TWO_PLATFORMS = (
    MIX
    + """| Promouvoir | 100 % | Instagram, Facebook |

## Audit

| Plateforme | Abonnés |
| --- | --- |
| Instagram, Facebook | 100 |

## Concurrents

| Concurrent | Plateforme |
| --- | --- |
| Le voisin | Instagram et Facebook |
"""
)


@pytest.mark.parametrize("cadence", ["1", "souvent"])
def test_two_platforms_in_one_cell_are_told_in_every_tab(cadence: str) -> None:
    """Whatever else is wrong in their row."""
    workbook = changed(french(ROWS_OF_TWO_PLATFORMS), {"Plateformes!A4": "TikTok / YouTube",
        "Plateformes!B4": "Montrer nos gestes", "Plateformes!C4": "Remplir le salon",
        "Plateformes!D4": cadence})  # fmt: skip
    found = read(workbook)
    told = [*found.problems, *check_strategy(found.strategy, found.partial)]
    codes = ("ref_several", "platforms_in_one")
    places = [(problem.code, str(problem.place)) for problem in told if problem.code in codes]
    assert places == [("ref_several", "Dosage!C5"), ("platforms_in_one", "Plateformes!A4"),
        ("platforms_in_one", "Audit!A2"), ("platforms_in_one", "Concurrents!B2")]  # fmt: skip


@pytest.mark.parametrize("typed", ["Instagram, Instagram Stories", "LinkedIn + X", "Facebook\nPinterest"])
def test_several_networks_in_one_name(typed: str) -> None:
    assert len(several_networks(typed)) == 2


@pytest.mark.parametrize("typed", ["Instagram Stories", "Facebook Groupe A & B", "Blog, actus", "X (Paris, Lyon)", "X"])
def test_one_network_in_a_name_with_commas(typed: str) -> None:
    assert several_networks(typed) == ()


@pytest.mark.parametrize("text", ["(à voir)", "À définir…", "TBD", "?", "…", "XXX", "to be decided"])
def test_what_only_holds_a_place_is_no_idea(text: str) -> None:
    column = Column("ideas", Kind.LINES)
    for typed, ideas in ((text, ()), (f"{text}\nLe four à bois\n🥐", ("Le four à bois", "🥐"))):
        told = Interpreted(ideas, "lines_unready", {"texts": (text,)})
        assert parse(Cell(typed), column, ReadOptions()) == told


@pytest.mark.parametrize("text", ["À voir avec Inès", "Bruges, à voir", "Pourquoi ?", "🥐"])
def test_an_idea_with_such_words_stays_an_idea(text: str) -> None:
    assert parse(Cell(text), Column("ideas", Kind.LINES), ReadOptions()) == (text,)
