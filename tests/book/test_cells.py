"""The value of a cell, form by form, as people type numbers, shares, frequencies, days and words."""

# ruff: noqa: DTZ001 -- a spreadsheet knows no time zone
from __future__ import annotations

from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

import pytest

from calgen.book.cells import ReadOptions, as_text, parse, value_for_message
from calgen.book.columns import Column, Kind
from calgen.book.grid import Cell, Value
from calgen.book.lists import lines, plain_list, split
from calgen.book.numbers import exact, number
from calgen.book.result_figures import result_figure
from calgen.book.values import Cadence, Hours, Unreadable, Word

F = Fraction

FRENCH = ReadOptions(day_first=True, decimal_comma=True)
ENGLISH = ReadOptions(day_first=None, decimal_comma=False)
BOTH = (FRENCH, ENGLISH)


def read(kind: Kind, value: Value | Cell, options: ReadOptions = FRENCH, **rules: Any) -> object:
    """What a cell of such a column gives."""
    cell = value if isinstance(value, Cell) else Cell(value)
    return parse(cell, Column("x", kind, **rules), options)


def code(found: object) -> str:
    """The code of a refusal; a test that meets a value instead fails here."""
    assert isinstance(found, Unreadable), found
    return found.code


SURE_NUMBERS = [
    *[(3, F(3)), (2.5, F(5, 2)), (0, F(0)), (-4, F(-4)), (0.1, F(1, 10)), (1e-4, F(1, 10000)),
        (12345678.25, F(49382713, 4))],
    *[("3", F(3)), (" 3 ", F(3)), ("0,5", F(1, 2)), ("0.5", F(1, 2)), (",5", F(1, 2)), (".5", F(1, 2)), ("3,", F(3))],
    *[("-4", F(-4)), ("−4", F(-4)), ("+4", F(4)), ("- 4", F(-4)), ("007", F(7))],
    *[("1 200", F(1200)), ("1\u00a0200,5", F(2401, 2)), ("1\u202f200\u202f300", F(1200300)), ("1'200", F(1200)),
        ("1’200", F(1200))],
    *[("1,200.5", F(2401, 2)), ("1.200,5", F(2401, 2)), ("1,200,300", F(1200300)), ("1.200.300", F(1200300))],
    *[("1/3", F(1, 3)), ("1 / 3", F(1, 3)), ("½", F(1, 2)), ("1½", F(3, 2)), ("1 ½", F(3, 2)), ("1 1/2", F(3, 2)),
        ("¾", F(3, 4))],
    *[("12 €", F(12)), ("€12", F(12)), ("$1,200.50", F(2401, 2)), ("12 %", F(3, 25)), ("12,5\u00a0%", F(1, 8)),
        ("£ 3", F(3))],
    *[(0.333333333333333, F(1, 3)), (0.3333333333333333, F(1, 3)), (0.142857142857143, F(1, 7))],
]


@pytest.mark.parametrize(("typed", "meant"), SURE_NUMBERS)
@pytest.mark.parametrize("options", BOTH)
def test_numbers_that_mean_one_thing(typed: Value, meant: F, options: ReadOptions) -> None:
    assert read(Kind.NUMBER, typed, options) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("un tiers", F(1, 3)), ("la moitié", F(1, 2)), ("about half", F(1, 2)), ("a quarter", F(1, 4))],
)
def test_shares_in_words(typed: str, meant: F) -> None:
    assert read(Kind.SHARE, typed) == meant


@pytest.mark.parametrize("typed", ["une semaine", "one week", "1 semaine"])
def test_one_of_a_unit_in_words(typed: str) -> None:
    assert read(Kind.NUMBER, typed, unit="weeks") == 1


def test_a_comma_before_three_figures_is_a_thousand_or_is_asked_for() -> None:
    found = read(Kind.NUMBER, "1,200", FRENCH)  # of a workbook that was English, perhaps
    assert isinstance(found, Unreadable)
    assert (found.code, found.values["thousands"], found.values["decimal"]) == ("number_two_ways", 1200, F(6, 5))
    assert read(Kind.WHOLE, "1,200", FRENCH) == 1200
    assert read(Kind.NUMBER, "0,125", FRENCH) == read(Kind.NUMBER, "0,125", ENGLISH) == F(1, 8)
    assert read(Kind.NUMBER, "1,200", ENGLISH) == 1200
    assert number("1.200", decimal_comma=True) == F(6, 5)


@pytest.mark.parametrize("typed", ["1.200", "1.200 €", "env. 1.200"])
def test_a_point_before_three_figures_is_asked_for_where_a_comma_is_the_decimal_mark(typed: str) -> None:
    found = read(Kind.NUMBER, typed, FRENCH, unit="money")
    assert isinstance(found, Unreadable)
    assert (found.code, found.values["thousands"], found.values["decimal"]) == ("number_two_ways", 1200, F(6, 5))
    assert read(Kind.NUMBER, typed, ENGLISH, unit="money") == F(6, 5)


def test_a_point_before_three_figures_is_a_thousand_where_the_column_has_whole_numbers() -> None:
    assert read(Kind.WHOLE, "1.200", FRENCH) == 1200
    assert read(Kind.NUMBER, "0.125", FRENCH) == F(1, 8)
    assert read(Kind.NUMBER, "1.25", FRENCH) == F(5, 4)


@pytest.mark.parametrize(
    ("typed", "french", "english"),
    [("1.350", None, None), ("1,350", 1350, 1350), ("1 050,5", None, None), ("1,050.5", None, None),
     (1050.5, None, None),
     ("env. 5", 5, 5), ("~85", 85, 85), ("about 1.2k", 1200, 1200), ("environ 2 300", 2300, 2300), ("2,1k", 2100, 2100),
     ("12 %", None, None), ("5.0", 5, 5), (1.35, None, None), (12.0, 12, 12),
     ("-3", None, None), ("1.350.000", 1350000, 1350000)],
)  # fmt: skip
def test_results_are_whole_numbers_from_zero_on(typed: Value, french: int | None, english: int | None) -> None:
    assert result_figure(typed, decimal_comma=True) == french
    assert result_figure(typed, decimal_comma=False) == english


@pytest.mark.parametrize(
    ("value", "refusal"),
    [
        *[(text, "number_unread") for text in ("beaucoup", "3 posts", "1 2 3", "10 20", "1,2,3.4", "1,20,300", "1.5,2",
            "")],
        *[(text, "number_unread") for text in ("--3", "1/0", "1e5", "3-4", "2 1/2 3", ",", "NA", "12 EUR/h",
            "1 20 300")],
        *[(value, "number_unread") for value in (True, False, float("inf"), float("-inf"), float("nan"))],
        *[(value, "number_date") for value in (date(2027, 2, 1), datetime(2027, 2, 1), time(9, 30),
            timedelta(hours=30))],
    ],
)
def test_what_is_no_number(value: Value, refusal: str) -> None:
    assert code(read(Kind.NUMBER, value)) == refusal


@pytest.mark.parametrize(
    ("kind", "value", "rules", "refusal", "values"),
    [
        (Kind.NUMBER, "-1", {"least": 0}, "number_least", {"least": F(0)}),
        (Kind.NUMBER, 169, {"most": 168}, "number_most", {"most": F(168)}),
        (Kind.WHOLE, "0", {"least": 1}, "number_least", {"least": F(1)}),
        (Kind.WHOLE, 51, {"most": 50}, "number_most", {"most": F(50)}),
        (Kind.WHOLE, "2,5", {}, "number_whole", {}),
        (Kind.WHOLE, 2.5, {}, "number_whole", {}),
        (Kind.WHOLE, "deux", {}, "number_unread", {}),
        (Kind.WHOLE, date(2027, 1, 2), {}, "number_date", {}),
    ],
)
def test_numbers_out_of_bounds(kind: Kind, value: Value, rules: Any, refusal: str, values: Any) -> None:
    assert read(kind, value, **rules) == Unreadable(refusal, values)


@pytest.mark.parametrize(("value", "meant"), [(2, 2), (2.0, 2), ("2", 2), ("2,0", 2), (" 1 200 ", 1200), ("4/2", 2)])
def test_whole_numbers(value: Value, meant: int) -> None:
    found = read(Kind.WHOLE, value)
    assert found == meant
    assert isinstance(found, int)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        *[(Cell(0.33, percent=True), F(33, 100)), (Cell(1, percent=True), F(1)), (Cell(33, percent=True), F(33, 100))],
        *[(0.33, F(33, 100)), (33, F(33, 100)), (33.3, F(333, 1000)), (1, F(1)), (0, F(0)), (100, F(1)),
            (0.333333333333333, F(1, 3))],
        *[("33 %", F(33, 100)), ("33%", F(33, 100)), ("33,3\u00a0%", F(333, 1000)), ("33,3\u202f%", F(333, 1000)),
            ("1 %", F(1, 100))],
        *[("0.33", F(33, 100)), ("0,33", F(33, 100)), ("33,3", F(333, 1000)), ("1/3", F(1, 3)), ("½", F(1, 2)),
            ("0 %", F(0)), ("100", F(1)), ("33 pour cent", F(33, 100)),
            ("about 30 percent", F(3, 10)), ("≈ 30 %", F(3, 10)),
            ("environ 30", F(3, 10))],
    ],
)
@pytest.mark.parametrize("options", BOTH)
def test_shares(value: Value | Cell, meant: F, options: ReadOptions) -> None:
    assert read(Kind.SHARE, value, options) == meant


@pytest.mark.parametrize(
    ("value", "meant"),
    [(1, F(1, 100)), ("1", F(1, 100)), (33, F(33, 100)), (0.5, F(1, 200)), ("1 %", F(1, 100)), ("1/3", F(1, 3)),
     (Cell(0.5, percent=True), F(1, 2))],
)  # fmt: skip
def test_shares_of_a_column_in_hundreds(value: Value | Cell, meant: F) -> None:
    assert read(Kind.SHARE, value, ReadOptions(whole_percents=True)) == meant


@pytest.mark.parametrize(
    ("value", "refusal"),
    [
        *[(text, "share_unread") for text in ("33 pour mille", "%", "moitié %", True, float("nan"))],
        *[(value, "share_date") for value in (date(2027, 3, 1), datetime(2027, 3, 1), time(1, 3))],
        *[(value, "share_range") for value in (101, "120 %", "-5 %", -0.1, "3/2", Cell(1.2, percent=True))],
    ],
)
def test_what_is_no_share(value: Value | Cell, refusal: str) -> None:
    assert code(read(Kind.SHARE, value)) == refusal


WEEKLY = ["par semaine", "/semaine", "/ sem.", " a week", " per week", "x par semaine", " fois par semaine", "/week",
    "/w"]


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        *[(3, Cadence(F(3))), (0.5, Cadence(F(1, 2))), ("3", Cadence(F(3))), ("0,5", Cadence(F(1, 2))),
            ("0.5", Cadence(F(1, 2)))],
        *[("1/2", Cadence(F(1, 2))), ("½", Cadence(F(1, 2))), ("1½", Cadence(F(3, 2))),
            (0.333333333333333, Cadence(F(1, 3)))],
        *[(f"3 {text}", Cadence(F(3))) for text in WEEKLY],
        *[("0,5 par semaine", Cadence(F(1, 2))), ("1/2 par semaine", Cadence(F(1, 2))),
            ("½ par semaine", Cadence(F(1, 2)))],
        *[(text, Cadence(F(2), "month")) for text in ("2/mois", "2 / mois", "2 par mois", "2 a month", "2/month",
            "twice a month")],
        *[(text, Cadence(F(2), "month")) for text in ("2 fois par mois", "2 publications par mois", "deux par mois",
            "2 posts per month")],
        *[(text, Cadence(F(1), "day")) for text in ("1 par jour", "1/jour", "1/j", "quotidien", "daily", "once a day",
            "chaque jour")],
        *[(text, Cadence(F(1), "day")) for text in ("1 a day", "1/day", "une par jour", "par jour", "every day",
            "tous les jours")],
        *[("hebdo", Cadence(F(1))), ("mensuel", Cadence(F(1), "month")),
            ("1\u00a0200/mois", Cadence(F(1200), "month"))],
        *[("toutes les 2 semaines", Cadence(F(1, 2))), ("every 2 weeks", Cadence(F(1, 2))),
            ("tous les 3 jours", Cadence(F(1, 3), "day"))],
    ],
)
@pytest.mark.parametrize("options", BOTH)
def test_cadences(value: Value, meant: Cadence, options: ReadOptions) -> None:
    assert read(Kind.CADENCE, value, options) == meant


@pytest.mark.parametrize(
    ("value", "refusal"),
    [
        *[(text, "cadence_unread") for text in ("souvent", "3 à 2 par semaine", "3 par salon", "2/3/4/mois", True)],
        *[(value, "cadence_range") for value in (-1, "-2", 351, "51 par jour", "1501/mois", 1e-300, "4501/trimestre")],
        *[(value, "number_date") for value in (date(2027, 2, 1), datetime(2027, 2, 1), time(1, 2))],
    ],
)
def test_what_is_no_cadence(value: Value, refusal: str) -> None:
    assert code(read(Kind.CADENCE, value)) == refusal


@pytest.mark.parametrize("value", [True, 1, 1.0, "oui", "Oui", "OUI", "o", "yes", "y", "x", "X", "✓", "✔", "vrai",
    "true", "VRAI", "1"])
def test_yes(value: Value) -> None:
    assert read(Kind.YES_NO, value) is True


@pytest.mark.parametrize("value", [False, 0, 0.0, "non", "Non", "n", "no", "faux", "FALSE", "0"])
def test_no(value: Value) -> None:
    assert read(Kind.YES_NO, value) is False


@pytest.mark.parametrize("value", ["peut-être", "2", 2, 0.5, date(2027, 1, 1), "ouais"])
def test_neither_yes_nor_no(value: Value) -> None:
    assert code(read(Kind.YES_NO, value)) == "yes_no_unread"


@pytest.mark.parametrize(
    ("of", "value", "meant"),
    [
        *[("stage", text, "interest") for text in ("intérêt", "Interet", "INTÉRÊT", "interest", " Interest ",
            "inte\u0301re\u0302t")],
        *[("priority", value, "primary") for value in ("primaire", "primary", 1, 1.0, "1", "main", "principale")],
        *[("team_kind", text, "subcontracted") for text in ("sous-traité", "sous‑traité", "Freelance", "agence")],
        *[("language", text, "fr") for text in ("français", "Francais", "French", "fr")],
        *[("language", text, "en") for text in ("anglais", "English", "EN")],
    ],
)
def test_choices_in_any_language(of: str, value: Value, meant: str) -> None:
    assert read(Kind.CHOICE, value, of=of) == meant


def test_a_word_that_is_not_on_the_list_is_refused_with_the_list() -> None:
    found = read(Kind.CHOICE, "passion", of="stage")
    words = tuple(Word("stage", stage) for stage in ("attention", "interest", "desire", "action", "loyalty"))
    assert found == Unreadable("choice_unread", {"words": words})


def test_a_free_choice_takes_other_words_as_they_stand() -> None:
    assert read(Kind.CHOICE, "Relayer", of="category", free=True) == "curate"
    assert read(Kind.CHOICE, " Former  l'équipe ", of="category", free=True) == "Former l'équipe"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *[("mardi", (1,)), ("Mardi", (1,)), ("MAR.", (1,)), ("mar", (1,)), ("Tue", (1,)), ("tuesdays", (1,)),
            ("Tues.", (1,))],
        *[("mardi, jeudi", (1, 3)), ("jeudi; mardi", (1, 3)), ("mardi\njeudi", (1, 3)), ("mardi/jeudi", (1, 3)),
            ("mardi et jeudi", (1, 3))],
        *[("Tue & Thu", (1, 3)), ("Tuesday and Thursday", (1, 3)), ("mardi, jeudi,", (1, 3)),
            ("mardi, Thursday", (1, 3))],
        *[(text, (0, 1, 2, 3, 4)) for text in ("lundi-vendredi", "lundi – vendredi", "lundi au vendredi",
            "du lundi au vendredi", "Mon-Fri")],
        *[(text, (0, 1, 2, 3, 4)) for text in ("Mon to Fri", "from Monday to Friday", "LUNDI AU VENDREDI",
            "lun.→ven.")],
        *[("vendredi-lundi", (0, 4, 5, 6)), ("mardi-jeudi, samedi", (1, 2, 3, 5)), ("le mardi", (1,))],
    ],
)
def test_weekdays(typed: str, meant: tuple[int, ...]) -> None:
    assert read(Kind.WEEKDAYS, typed) == meant


@pytest.mark.parametrize(
    ("value", "piece"),
    [("mardi, jeudredi", "jeudredi"), ("lundi-mardi-mercredi", "lundi-mardi-mercredi"), (3, "3"), ("M, W", "M, W")],
)
def test_what_is_no_weekday(value: Value, piece: str) -> None:
    assert read(Kind.WEEKDAYS, value) == Unreadable("weekday_unread", {"piece": piece})


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        *[("J-21, J-7, J, J+1", (-21, -7, 0, 1)), ("D-21, D-7, D, D+1", (-21, -7, 0, 1)), ("j-7;j", (-7, 0)),
            ("J - 7\nJ", (-7, 0))],
        *[("0, 7, 30", (0, 7, 30)), ("30; 7; 7", (7, 30)), (7, (7,)), (7.0, (7,)), ("J−7", (-7,)), ("J–7", (-7,)),
            ("+3", (3,)), ("J+0", (0,))],
        *[("la veille, le jour J", (-1, 0)), ("J-7 ; la veille et le jour J", (-7, -1, 0)), ("le jour même", (0,)),
            ("l’avant-veille, le lendemain", (-2, 1)), ("une semaine avant, 3 jours avant, J", (-7, -3, 0)),
            ("2 jours après / J+5", (2, 5)), ("- la veille\n- le jour J", (-1, 0)), ("1. J-2\n2. J", (-2, 0))],
        *[("the day before and on the day", (-1, 0)), ("D-day", (0,)),
            ("a week before; D-Day; the day after", (-7, 0, 1)),
            ("two weeks before, 1 day later", (-14, 1)), ("D-7 & D", (-7, 0)), ("- D-7\n- D-day", (-7, 0)),
            ("- 7", (-7,))],
    ],
)
def test_offsets(value: Value, meant: tuple[int, ...]) -> None:
    assert read(Kind.OFFSETS, value) == meant


AFTER = ("J+7", "D+7", "7", "+7", "7 days", "7 jours", "7 j", "7d", "1 semaine", "one week", "7 jours après")


@pytest.mark.parametrize("text", AFTER)
def test_where_no_day_lies_before_a_length_is_after_it(text: str) -> None:
    assert read(Kind.OFFSETS, text, least=0) == (7,)


@pytest.mark.parametrize(
    ("value", "rules", "refusal"),
    [
        *[(text, {"least": 0}, "rhythm_unread") for text in ("7 30", "0-7-30")],
        *[(text, {}, "offset_unread") for text in ("J-sept", "J--7", "demain", "7,5,x", 0.7, date(2027, 1, 7),
            "J 12345")],
        ("-1, 0", {"least": 0}, "offset_least"),
    ],
)
def test_what_is_no_offset(value: Value, rules: Any, refusal: str) -> None:
    assert code(read(Kind.OFFSETS, value, **rules)) == refusal


@pytest.mark.parametrize(
    ("text", "known", "pieces"),
    [
        ("a, b", ("a", "b"), ["a", "b"]),
        ("a; b\nc", (), ["a", "b", "c"]),
        ("A / b · C", ("a", "b", "c"), ["A", "b", "C"]),
        ("AC/DC", ("AC/DC",), ["AC/DC"]),
        ("AC/DC", (), ["AC/DC"]),
        ("AC/DC", ("AC", "DC"), ["AC", "DC"]),
        ("AC/DC, tips", ("ac/dc", "ac", "dc", "tips"), ["AC/DC", "tips"]),
        ("Q&A, tips", ("Q&A, tips",), ["Q&A, tips"]),
        ("Q&A, tips, Facebook", ("Q&A, tips", "Facebook"), ["Q&A, tips", "Facebook"]),
        ("Facebook, Instagrm", ("Facebook", "Instagram"), ["Facebook", "Instagrm"]),
        ("Facbook, Instagrm", ("Facebook", "Instagram"), ["Facbook, Instagrm"]),
        ("Facebook,", ("Facebook",), ["Facebook"]),
        ("; , ;", ("Facebook",), []),
        ("été, FÊTE", ("Ete", "fete"), ["été", "FÊTE"]),
    ],
)
def test_lists_are_cut_where_that_makes_known_words(text: str, known: tuple[str, ...], pieces: list[str]) -> None:
    assert split(text, known) == pieces


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a, b; c\nd", ("a", "b", "c", "d")),
        ("#a #b", ("#a", "#b")),
        ("#a, #b #c", ("#a", "#b", "#c")),
        ("Mèche rebelle, place du Marché", ("Mèche rebelle", "place du Marché")),
        (" , ;", ()),
    ],
)
def test_free_words(text: str, pieces: tuple[str, ...]) -> None:
    assert plain_list(text) == pieces
    assert read(Kind.LIST, text) == pieces


def test_texts_one_a_line() -> None:
    assert lines("Un, deux ; trois\n\n Quatre ") == ("Un, deux ; trois", "Quatre")
    assert lines("Un ; deux") == ("Un", "deux")
    assert read(Kind.LINES, "Un\r\nDeux\rTrois") == ("Un", "Deux", "Trois")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *[("  a \u00a0 b\u200b ", "a b"), ("a\r\nb", "a\nb"), ("e\u0301", "é"), ("N/A", "N/A"), ("None", "None"),
            ("", ""), (None, "")],
        *[(2027, "2027"), (2027.0, "2027"), (1.5, "1.5"), (True, "x"), (time(9, 30), "09:30"),
            (timedelta(hours=36), "36:00")],
        *[(datetime(2027, 3, 1), "01/03/2027"), (date(2027, 3, 1), "01/03/2027"),
            (datetime(2027, 3, 1, 9, 30), "01/03/2027 09:30")],
    ],
)
def test_a_stored_value_as_text(value: Value, text: str) -> None:
    assert as_text(value) == text
    assert read(Kind.TEXT, value) == text


def test_a_value_in_a_sentence_is_said_in_the_readers_language() -> None:
    assert value_for_message(datetime(2027, 3, 1)) == date(2027, 3, 1)
    assert value_for_message(time(9, 30)) == time(9, 30)
    assert value_for_message(True) is True
    assert value_for_message(" a  b ") == "a b"


def test_what_a_file_keeps_of_a_third_is_a_third_and_nothing_else_is_bent() -> None:
    assert exact(0.333333333333333) == F(1, 3)
    assert exact(0.3333) == F(3333, 10000)
    assert exact(0.1234567) == F(1234567, 10**7)


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        (Kind.NUMBER, "1\u200e200,5", F(2401, 2)),
        (Kind.WHOLE, "\u200e12\u200f", 12),
        (Kind.SHARE, "33\u00a0%\u200e", F(33, 100)),
        (Kind.CADENCE, "\u20662 par\u200b mois\u2069", Cadence(F(2), "month")),
        (Kind.DAY, "\u200e2027-01-04\ufeff", date(2027, 1, 4)),
        (Kind.DAYS, "04/01/2027\u200e-\u200e05/01/2027", ((date(2027, 1, 4), date(2027, 1, 5)),)),
        (Kind.SPAN, "\u200e04/01/2027\u200e", date(2027, 1, 4)),
        (Kind.HOURS, "12h\u200e-\u200e14h", (Hours(time(12), time(14)),)),
        (Kind.WEEKDAYS, "lun\u00ad-ven\u200b", (0, 1, 2, 3, 4)),
        (Kind.OFFSETS, "J\u200e-7", (-7,)),
        (Kind.YES_NO, "\u200eoui\u200f", True),
    ],
)
def test_invisible_signs_do_not_stop_a_value(kind: Kind, typed: str, meant: object) -> None:
    assert read(kind, typed) == meant


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.REF, Kind.REFS])
def test_a_text_keeps_its_joiners(kind: Kind) -> None:
    assert read(kind, "\u200bCuisine 👩‍🍳 می‌خواهم ") == "Cuisine 👩‍🍳 می‌خواهم"
    assert read(Kind.LINES, "👩‍🍳\n🏳️‍🌈") == ("👩‍🍳", "🏳️‍🌈")
    assert read(Kind.LIST, "\u200f#می‌خواهم #👩‍🍳") == ("\u200f#می‌خواهم", "#👩‍🍳")
