"""Days of the week as people type them, in both languages."""

from __future__ import annotations

import pytest

from calgen.book.values import Unreadable
from calgen.book.weekdays import weekdays

WEEK, ALL = (0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5, 6)
MEANT: dict[tuple[int, ...], tuple[str, ...]] = {
    WEEK: ("Mo-Fr", "lun-ven", "lundi au vendredi", "du lundi au vendredi", "Mon to Fri", "weekdays", "en semaine",
        "jours ouvrés", "working days", "between Monday and Friday", "lu ma me je ve", "Monday – Friday",
        "M-F", "M – F", "M to F", "L-V", "L à V", "du L au V",
        "tous les jours sauf samedi et dimanche", "every day except the weekend"),
    (0, 2, 4): ("lun mer ven", "Mon Wed Fri", "lun. mer. ven.", "Mo, We, Fr", "lundi + mercredi + vendredi",
        "- lundi\n- mercredi\n- vendredi", "• Monday\n• Wednesday\n• Friday", "1. lundi\n2. mercredi\n3. vendredi",
        "lundi mercredi et vendredi", "Mon | Wed | Fri"),
    (5, 6): ("week-end", "weekend", "le week-end", "at the weekend", "Sat-Sun", "sam dim", "weekends"),
    (0, 1, 2, 3, 4, 5): ("jours ouvrables", "every day but Sunday", "tous les jours sauf le dimanche",
        "en semaine, samedi"),
    ALL: ("tous les jours", "every day", "daily", "7j/7", "7/7", "tous", "tlj"),
    (0,): ("tous les lundis", "every Monday", "on Mondays", "le lundi", "les lundis", "chaque lundi"),
    (1, 3): ("mardi ou jeudi", "Tue or Thu", "mardi/jeudi"),
    (): ("", " ; "),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), [(text, meant) for meant, texts in MEANT.items() for text in texts])
def test_days_of_the_week(typed: str, meant: tuple[int, ...]) -> None:
    assert weekdays(typed) == meant


@pytest.mark.parametrize(
    ("typed", "piece"),
    [("lun mar jeudredi", "lun mar jeudredi"), ("M-W", "M-W"), ("L M M J V", "L M M J V"),
     ("parfois, lundi", "parfois"),
     ("lundi-mardi-mercredi", "lundi-mardi-mercredi"), ("1, 3", "1, 3")],
)  # fmt: skip
def test_what_is_no_day_of_the_week(typed: str, piece: str) -> None:
    assert weekdays(typed) == Unreadable("weekday_unread", {"piece": piece})


@pytest.mark.parametrize("typed", ["we", "WE", "le we", "w-e", "W.E.", "- we"])
def test_we_is_the_weekend_in_french(typed: str) -> None:
    assert weekdays(typed, "fr") == (5, 6)


@pytest.mark.parametrize(
    ("typed", "language", "meant"),
    [("We, Th", "en", (2, 3)), ("Mo, We, Fr", "fr", (0, 2, 4)), ("mercredi, we", "fr", (2, 5, 6)),
     ("Mo-We", "fr", (0, 1, 2)),
     ("vendredi et we", "en", (4, 5, 6)), ("tous les jours sauf le we", "fr", WEEK), ("We-Fr", "en", (2, 3, 4)),
     ("we", "de", (2,)), ("en semaine, we", "fr", ALL)],
)  # fmt: skip
def test_the_other_days_say_what_we_means_else_the_language(typed: str, language: str, meant: object) -> None:
    assert weekdays(typed, language) == meant


@pytest.mark.parametrize("typed", ["We", "we", "le we", "we."])
def test_we_alone_in_english_is_asked_for_it_may_come_from_a_workbook_that_was_french(typed: str) -> None:
    found = weekdays(typed, "en")
    assert isinstance(found, Unreadable)
    assert (found.code, found.values) == ("weekday_two_ways", {"piece": "we"})
