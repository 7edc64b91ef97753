"""A cure that names what to type is true: typed into the cell, each example of it leaves no problem there."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sheets import changed, french
from specimens import ALL, SPECIMENS, Specimen

from calgen.book.cells import ReadOptions, parse
from calgen.book.columns import Column, Kind
from calgen.book.grid import Cell
from calgen.book.languages import languages
from calgen.book.problems import Severity
from calgen.book.references import KnownNames, resolve
from calgen.book.values import Interpreted, Unreadable
from calgen.book.words import load_words
from calgen.read import read

# code → the examples of its cure, in French and in English
EXAMPLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "number_unread": (("3", "0,5"), ("3", "0.5")),
    "number_change": (("42",), ("42",)),
    "number_least": (("0",), ("0",)),
    "number_most": (("168",), ("168",)),
    "number_two_ways": (("1200",), ("1200",)),
    "cadence_unread": (("3", "0,5", "2/mois", "1 par jour"), ("3", "0.5", "2/month", "1 a day")),
    "cadence_range": (("350",), ("350",)),
    "cadence_fraction": (("5", "3 à 4", "0,5"), ("5", "3 to 4", "0.5")),
    "cadence_days": (("5",), ("5",)),
    "cadence_biweekly": (("2 par semaine",), ("twice a week",)),
    "weekday_unread": (
        ("lundi, jeudi", "lundi-vendredi", "en semaine", "week-end", "tous les jours sauf dimanche"),
        ("Monday, Thursday", "Mon-Fri", "weekdays", "weekend", "every day except Sunday"),
    ),
    "rhythm_unread": (("0, 7, 30", "J, J+7", "3 jours après"), ("0, 7, 30", "D, D+7", "3 days after")),
    "offset_least": (("0",), ("0",)),
    "date_unread": (("15/09/2027", "15 sept. 2027"), ("2027-09-15", "Sep 15, 2027")),
    "date_order": (("2027-09-15",), ("2027-09-15",)),
    "date_year": (("12/07/2026", "12/07/2027"), ("Jul 12, 2026", "Jul 12, 2027")),
    "date_year_unknown": (("15/09/2027",), ("2027-09-15",)),
    "days_unread": (("12/07/2027 ; 01/08/2027 au 15/08/2027",), ("2027-07-12; 2027-08-01 to 2027-08-15",)),
    "days_weekly": (("12/07/2027 ; 01/08/2027 au 15/08/2027",), ("2027-07-12; 2027-08-01 to 2027-08-15",)),
    "hour_unread": (("9h30", "12h-14h"), ("9:30", "9:30 PM", "12:00-14:00")),
    "hour_out": (("0h00", "23h59"), ("0:00", "23:59")),
    "hours_unread": (("9h30 ; 12h-14h",), ("9:30; 12:00-14:00",)),
    "hours_afternoon": (("21h-23h",), ("9 PM-11 PM",)),
    "hours_morning": (("17h00-20h00",), ("5:00 PM-8:00 PM",)),
    "hours_midnight": (("0h00-1h00",), ("12:00 AM-1:00 AM",)),
    "ref_near": (("Remplir le salon",), ("Remplir le salon",)),
    "weekday_of_month": ((), ()),  # « 1 par mois » goes into another column, with the day alone
    "number_date": ((), ()),  # a formula, where the format of the cell is another one
    "date_far": ((), ()),  # the years between which a day lies
}
IN_CELLS = {specimen.code: specimen for specimen in SPECIMENS if specimen.changes}


def _cure(specimen: Specimen, language: str) -> str:
    return load_words(language).message(specimen.problem())[1].replace("\u00a0", " ")


def test_every_cure_that_names_a_value_has_its_examples_here() -> None:
    named = {
        code for code, specimen in IN_CELLS.items()
        if any(re.search(r"\d", _cure(specimen, language)) for language in languages())
    }  # fmt: skip
    assert named <= EXAMPLES.keys()


CASES = [(code, language, text) for code, both in EXAMPLES.items()
    for language, texts in zip(("fr", "en"), both, strict=True) for text in texts]  # fmt: skip


@pytest.mark.parametrize(("code", "language", "text"), CASES)
def test_following_a_cure_resolves_its_problem(code: str, language: str, text: str) -> None:
    specimen = IN_CELLS[code]
    assert text in _cure(specimen, language)
    found = read(changed(french(ALL), {**specimen.changes, specimen.place: text}))
    at_cell = [problem for problem in found.problems if str(problem.place) == specimen.place]
    assert not [problem for problem in at_cell if problem.severity is Severity.ERROR or problem.code == code]


def test_where_no_name_is_known_none_is_offered() -> None:
    for kind in (Kind.REF, Kind.REFS):
        for typed in ("Insta", "Insta, FB", "tous", "partout sauf Insta", "everybody"):
            column = Column("owner", kind, of="team")
            found = resolve(typed, column, KnownNames({}), Column("person", Kind.TEXT), free=True)
            assert not isinstance(found, list), typed


@pytest.mark.parametrize(
    ("text", "day", "cure"),
    [("mars 2027", "01/03/2027", "par exemple 01/03/2027"), ("nov 2026", "01/11/2026", "par exemple 01/11/2026")],
)
def test_a_month_where_a_day_is_needed_leads_to_one_that_is_read(text: str, day: str, cure: str) -> None:
    column = Column("publish", Kind.DAY)
    refused = parse(Cell(text), column, ReadOptions(True))
    assert isinstance(refused, Unreadable)
    assert cure in load_words("fr").text("problems", refused.code, "cure", value=text, **refused.values)
    assert not isinstance(parse(Cell(day), column, ReadOptions(True)), Interpreted | Unreadable)


@pytest.mark.parametrize(("language", "at"), [("fr", 0), ("en", 1)])
def test_days_before_and_after_are_offered_where_both_are_taken(language: str, at: int) -> None:
    column = Column("offsets", Kind.OFFSETS)
    refused = parse(Cell("plus tard"), column, ReadOptions(True))
    assert isinstance(refused, Unreadable)
    assert refused.code == "offset_unread"
    cure = load_words(language).text("problems", refused.code, "cure", **refused.values)
    both = (("J-7, J, J+1", "D-7, D, D+1"), ("la veille", "the day before"), ("3 jours après", "3 days after"))
    for text in (texts[at] for texts in both):
        assert text in cure
        assert isinstance(parse(Cell(text), column, ReadOptions(True)), tuple)


# kind of column → the problem, and the examples of its cure, in French and in English
OF_DAYS = (
    (Kind.DAY, "date_unread", (("15/09/2027", "15 sept. 2027"), ("2027-09-15", "Sep 15, 2027"))),
    (Kind.DAYS, "days_unread", (("12/07/2027 ; 01/08/2027 au 15/08/2027",), ("2027-07-12; 2027-08-01 to 2027-08-15",))),
    (Kind.SPAN, "span_unread", (("12/02/2027 au 19/02/2027",), ("2027-02-12 to 2027-02-19",))),
)
PARTS_OF_MONTHS = ("mi-mars", "fin janv.", "début mars 2027", "courant février", "1re quinzaine de mars",
    "w/c 1 Feb", "week of Feb 1", "early March", "end of January 2027", "mars-avril", "Q1")  # fmt: skip


@pytest.mark.parametrize(("kind", "code", "examples"), OF_DAYS)
@pytest.mark.parametrize("side", ["", "first", "last", "past"])
def test_a_part_of_a_month_is_no_day_and_leads_to_days_that_are_read(
    kind: Kind, code: str, examples: tuple[tuple[str, ...], ...], side: str
) -> None:
    column = Column("days", kind, side=side)
    options = ReadOptions(True, period=(date(2027, 1, 4), date(2027, 3, 28)))
    for typed in PARTS_OF_MONTHS:
        refused = parse(Cell(typed), column, options)
        assert isinstance(refused, Unreadable)
        assert refused.code == code
        for language, texts in zip(("fr", "en"), examples, strict=True):
            cure = load_words(language).text("problems", code, "cure", value=typed, **refused.values)
            for text in texts:
                assert text in cure.replace("\u00a0", " ")
                assert not isinstance(parse(Cell(text), column, options), Interpreted | Unreadable)
