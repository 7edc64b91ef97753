"""The examination of the strategy: a book of which nothing is to be said, then a change per finding, at its cell."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from method_cases import CASES, Case, more_objectives
from sheets import Changes, french
from whole import TODAY, advised, shown, whole

from calgen.book.problems import Place, Problem, Severity
from calgen.check import METHOD_RULES, PLAN_RULES, advise
from calgen.check.advice_order import FINDINGS, by_severity, in_order, step_of, with_places
from calgen.check.dates import in_sales
from calgen.read import read

if TYPE_CHECKING:
    from calgen.strategy import Strategy

# What every plan of the whole book says of itself.
USUAL = {"mix_held", "subjects_to_find", "cost_per_result"}


def told(problems: tuple[Problem, ...], asked: str = "") -> set[tuple[str, str]]:
    return {(one.code, str(one.place or "")) for one in problems if one.code not in USUAL - {asked}}


def test_of_the_whole_book_the_method_has_nothing_to_say() -> None:
    assert advised(whole()) == ()
    assert told(shown(whole())) == set()


@pytest.mark.parametrize("case", CASES, ids=[one.code for one in CASES])
def test_a_change_is_found_at_its_cell_and_nothing_else_is(case: Case) -> None:
    assert told(case.found(), case.code) == {(case.code, case.place), *case.also}


SOUND: dict[str, Changes] = {
    "an objective whose indicator is the business": {"Objectifs!H2": None, "Objectifs!H3": None},
    "views of a page that sells": {"Objectifs!D3": "vues de la page des tarifs, réponses"},
    "subscribers who pay": {"Objectifs!D3": "abonnés à la saison théâtrale", "Routines!A3": "Compter la saison"},
    "one word that is a trade": {"Plateformes!B3": "Recruter"},
    "a gift card that is used up": {"Opérations!A3": "La carte cadeau soldée"},
    "a campaign that the press concludes": {"Opérations!H2": "désir"},
    "interests in words that themes use": {"Cibles!E1": "Centres d'intérêt", "Cibles!E2": "offres, ficus, le mardi"},
    "a secondary audience with interests of its own": {"Cibles!E1": "Centres d'intérêt", "Cibles!E3": "romans"},
    "a customer speaks of it": {"Concurrents!E4": None, "Concurrents!A5": "Nos clientes", "Concurrents!B5": "clients",
        "Concurrents!C5": "Facebook", "Concurrents!E5": "question du mois"},
    "a goal below the start that is meant": {"Objectifs!A3": "Moins de retards", "Objectifs!F3": "2",
        "Plateformes!D2": "Remplir le salon, Moins de retards", "Plateformes!D3": "Remplir le salon, Moins de retards",
        "Thèmes!C4": "Remplir le salon, Moins de retards", "Thèmes!C5": "Moins de retards"},
    "hours just before": {"Plateformes!H1": "Heures", "Plateformes!H3": "17h30", "Cibles!E1": "Heures",
        "Cibles!E3": "18h-20h"},
    "hours that touch": {"Plateformes!H1": "Heures", "Plateformes!H3": "12h-14h", "Cibles!E1": "Heures",
        "Cibles!E3": "13h-18h"},
    "bookings that links can tell": {"Objectifs!D2": "réservations en ligne par mois", "Réglages!A15": "Site web",
        "Réglages!B15": "https://meche.example", "Réglages!A16": "Suivi des liens", "Réglages!B16": "oui"},
    "followers who become customers": {"Objectifs!D2": "rendez-vous pris par des abonnés"},
    "people who subscribe to the letter": {"Objectifs!D2": "inscriptions d'abonnés à la lettre d'information"},
    "a deadline some weeks after the end": {"Objectifs!G2": "31/03/2027"},
    "an indicator that a routine takes": {"Objectifs!D2": "fauteuils occupés", "Routines!A3": "Compter les fauteuils"},
    "a theme that serves all objectives": {"Thèmes!C5": None},
    "three primary missions": {"Roue!C2": "primaire", "Roue!C4": "primaire", "Objectifs!C3":
        "Soigner l'image, Fidéliser les clients"},
    "a launch of a week that takes all posts": {"Opérations!G2": "100 %", "Opérations!C2": "24/01/2027"},
    "a long campaign on a quiet platform": {"Opérations!G2": "100 %", "Plateformes!F2": "1,5"},
    "two campaigns at once elsewhere": {"Opérations!C2": "10/02/2027", "Opérations!F3": "Instagram"},
    "a campaign of action alone": {"Opérations!H2": "action"},
    "sales within the sales": {"Opérations!A2": "Soldes d'hiver"},
    "sales in a country without that law": {"Opérations!A3": "Soldes de printemps", "Réglages!B11": "BE"},
    "a word that only begins like sales": {"Opérations!A3": "La soldanelle"},
    "a note without a theme": {"Temps forts!C2": "pour mémoire", "Temps forts!D2": None},
    "twice the pace of today": {"Plateformes!F3": "4"},
    "three times a pace so small": {"Plateformes!F3": "0,9", "Audit!B3": "0,2"},
    "far from the pace of a single competitor": {"Concurrents!D3": None, "Concurrents!D2": "20"},
    "a leader's theme is no competitor's": {"Concurrents!E4": "Coulisses, Questions"},
    "two themes that ask for two things": {"Thèmes!G3": "Réservez", "Thèmes!G4": "réservez"},
    "a word of the brand in a mission": {"Thèmes!E2": "On prend le temps", "Thèmes!E5": "On vous écoute",
        "Plateformes!B2": "Montrer le ficus à tout le quartier"},
    "a share within ten points of a third": {"Dosage!B2": "43 %", "Dosage!B3": "33 %", "Dosage!B4": "24 %"},
    "a brand whose words come with accents": {"Réglages!B3": "SANDRINE, Le Ficús"},
}  # fmt: skip


@pytest.mark.parametrize("changes", SOUND.values(), ids=SOUND)
def test_books_that_must_pass(changes: Changes) -> None:
    assert told(advised(whole(changes))) == set()


def _unowned() -> Changes:
    """The platforms of one person alone, who is not named beside them."""
    many = next(case.changes for case in CASES if case.code == "platforms_too_many")
    return {**many, **{f"Plateformes!G{row}": None for row in range(2, 8)}}


MORE: dict[str, tuple[Changes, set[tuple[str, str]]]] = {
    "a rate of what is vain": ({"Objectifs!D3": "taux de partages par mois, en %"},
        {("vanity_only", "Objectifs!D3")}),
    "noise in three words": ({"Plateformes!B3": "Faire du bruit partout"}, {("mission_thin", "Plateformes!B3")}),
    "what is vain and no business": ({"Objectifs!D3": "vues et partages", "Objectifs!H3": None},
        {("vanity_only", "Objectifs!D3"), ("business_blank", "Objectifs!H3")}),
    "hours at which nobody is there": ({"Plateformes!H1": "Heures", "Plateformes!H3": "12h-14h", "Cibles!E1": "Heures",
        "Cibles!E3": "18h-20h"}, {("audience_elsewhen", "Plateformes!H3")}),
    "a person who writes alone, and five objectives too": (more_objectives(3), set()),
    "vanity in English": ({"Objectifs!D2": "followers"}, {("vanity_only", "Objectifs!D2")}),
    "a figure and a day": ({"Objectifs!F2": None, "Objectifs!G2": None}, {("objective_unmeasured", "Objectifs!F2")}),
    "a deadline before the first day": ({"Objectifs!G2": "01/12/2026"}, {("deadline_outside", "Objectifs!G2")}),
    "served by no theme": ({"Thèmes!C4": "Remplir le salon", "Thèmes!C5": "Remplir le salon"},
        {("objective_unserved", "Objectifs!A3")}),
    "both blank": ({"Réglages!B8": None, "Réglages!B9": None}, {("swot_blank", "Réglages!B8")}),
    "a mission that waits": ({"Plateformes!B2": "Mission à définir"}, {("mission_thin", "Plateformes!B2")}),
    "sales in a theme all year": ({"Thèmes!E3": "Les soldes, c'est chez Sandrine"}, {("sales_outside", "Thèmes!E3")}),
    "sales in a piece on its day": ({"Contenus!A2": "Produits soldés", "Contenus!C2": "10/02/2027"},
        {("sales_outside", "Contenus!A2")}),
    "sales that outlast the sales": ({"Opérations!A2": "Soldes", "Opérations!C2": "05/02/2027"},
        {("sales_outside", "Opérations!A2")}),
    "platforms of nobody, and one person": (_unowned(), {("platforms_too_many", "Équipe!A2"),
        ("measures_missing", "Audit!A2")}),
    "far below the others": ({"Concurrents!D2": "9", "Concurrents!D3": "7"}, {("cadence_unlike", "Plateformes!F2")}),
    "an audience on one of two": ({"Cibles!D2": "Instagram"}, {("audience_unreached", "Cibles!D2"),
        ("audience_elsewhere", "Plateformes!E2")}),
    "a tab that is there and empty": ({f"Cibles!{column}{row}": None for column in "ABCD" for row in (2, 3)},
        {("target_empty", "Cibles")}),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), MORE.values(), ids=MORE)
def test_further_changes(changes: Changes, expected: set[tuple[str, str]]) -> None:
    assert told(advised(whole(changes))) == expected


@pytest.mark.parametrize(
    ("first", "last", "lawful"),
    [
        (date(2027, 1, 6), date(2027, 2, 2), True),
        (date(2027, 1, 5), date(2027, 2, 2), False),
        (date(2027, 1, 6), date(2027, 2, 3), False),
        (date(2027, 6, 23), date(2027, 7, 20), True),
        (date(2026, 1, 7), date(2026, 1, 7), True),
        (date(2027, 3, 1), date(2027, 3, 1), False),
        (date(2026, 12, 28), date(2027, 1, 10), False),
    ],
)
def test_the_days_of_the_sales(first: date, last: date, lawful: bool) -> None:
    assert in_sales(first, last) is lawful


def test_holidays_on_days_without_posts_are_not_told() -> None:
    closed = whole({"Réglages!B5": "16", "Réglages!B12": "lundi"})
    assert "holidays_ahead" not in {one.code for one in shown(closed)}


# ---- the tuples, and the order of the letter -----------------------------------------------------------------------


@cache
def _strategies() -> tuple[Strategy, ...]:
    return tuple(read(whole(case.changes, *case.absent)).strategy for case in CASES)


class _Spy:
    """A strategy that remembers which tabs and settings were looked at."""

    def __init__(self, strategy: Strategy) -> None:
        self._strategy, self.seen = strategy, set[str]()

    def __getattr__(self, name: str) -> Any:
        if name == "settings":
            return _Settings(self._strategy.settings, self.seen)
        self.seen.add(name)
        return getattr(self._strategy, name)


class _Settings:
    def __init__(self, settings: Any, seen: set[str]) -> None:
        self._settings, self._seen = settings, seen

    def __getattr__(self, name: str) -> Any:
        if name != "source":
            self._seen.add(f"settings.{name}")
        return getattr(self._settings, name)


@pytest.mark.parametrize("rule", METHOD_RULES, ids=[one.find.__name__ for one in METHOD_RULES])
def test_a_rule_names_all_that_it_looks_at(rule: Any) -> None:
    seen: set[str] = set()
    for strategy in _strategies():
        spy = _Spy(strategy)
        tuple(rule.find(spy))
        seen |= spy.seen
    assert seen == rule.needs


def test_what_could_not_be_read_is_no_second_finding() -> None:
    changes: Changes = {"Objectifs!H2": None, "Objectifs!D2": "interactions par mois", "Réglages!B7": None}
    strategy = read(whole(changes)).strategy
    assert [one.code for one in advise(strategy, TODAY)] == ["role_blank", "business_blank"]
    assert [one.code for one in advise(strategy, TODAY, frozenset({"objectives"}))] == ["role_blank"]
    assert advise(strategy, TODAY, frozenset({"objectives", "settings.role_in_marketing"})) == ()


def test_nothing_of_the_method_ever_stops_anybody() -> None:
    for workbook in (french(), whole(), *(whole(one.changes, *one.absent) for one in CASES)):
        assert {one.severity for one in advised(workbook)} <= {Severity.WARNING, Severity.NOTE}


def test_a_blank_start_is_the_next_monday() -> None:
    late = whole({"Réglages!B4": None, "Objectifs!G2": "30/06/2027", "Objectifs!G3": "30/06/2027"})
    assert told(advised(late)) == {("deadline_outside", "Objectifs!G2"), ("deadline_outside", "Objectifs!G3")}
    assert told(advised(late, date(2027, 4, 12))) == set()


def test_every_finding_has_one_place_in_the_letter() -> None:
    codes = [code for own in FINDINGS.values() for code in own]
    assert len(codes) == len(set(codes))
    assert {one.code for one in CASES} <= set(codes)


def test_the_rules_stand_once_in_their_tuples() -> None:
    found = [*(rule.find for rule in METHOD_RULES), *PLAN_RULES]
    assert len(set(found)) == len(found)


def test_findings_are_told_by_severity_then_as_the_method_goes() -> None:
    workbook = whole({f"Réglages!B{row}": None for row in (7, 9, 10)} | {"Thèmes!F4": None, "Thèmes!D3":
        "désir"}, "Cibles")
    found = read(workbook)
    advice = with_places(advise(found.strategy, TODAY), found.titles)
    others = (
        Problem("rows_hidden", Place("Thèmes", "A4"), Severity.NOTE, {"n": 1}),
        Problem("cell_required", Place("Thèmes", "B4")),
        Problem("text_links", Place("Mon onglet", "A2"), Severity.WARNING),
        Problem("text_links", Place("Thèmes", "AA3"), Severity.WARNING),
        Problem("mix_held", None, Severity.NOTE),
    )
    ordered = in_order((*reversed(advice), *others), found.titles)
    assert [(one.code, str(one.place or "")) for one in ordered] == [
        ("cell_required", "Thèmes!B4"),
        ("target_empty", ""), ("proof_missing", "Thèmes!F4"), ("text_links", "Thèmes!AA3"),
        ("text_links", "Mon onglet!A2"), ("rows_hidden", "Thèmes!A4"), ("role_blank", "Réglages!B7"),
        ("approval_blank", "Réglages!B10"), ("swot_blank", "Réglages!B9"), ("stages_missing", "Thèmes!D2"),
        ("mix_held", ""),
    ]  # fmt: skip
    assert [severity for severity, _ in by_severity(ordered)] == list(Severity)
    assert in_order(reversed(ordered), found.titles) == ordered
    assert step_of("vanity_only") == "objectives"


@pytest.mark.parametrize("word", ["tous", "toutes", "partout", "all", "everywhere"])
def test_a_word_for_all_where_one_name_is_asked_names_nobody(word: str) -> None:
    found = read(whole({"Plateformes!G2": word, "Opérations!E2": word}))
    assert not found.stopped
    assert {row.owner for row in found.strategy.platforms} == {"", "Léa"}
