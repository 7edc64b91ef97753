"""Like words have like answers: every column of one kind understands the same phrases, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest

from calgen.book.cells import ReadOptions, parse
from calgen.book.columns import Column, Kind
from calgen.book.grid import Cell
from calgen.book.values import Cadence, Interpreted
from calgen.strategy import TABS

F = Fraction
LENGTHS = {
    1: ("1 day", "un jour", "a day", "every day", "daily", "D-1", "J-1", "la veille", "1 day before"),
    2: ("J-2", "D-2", "j - 2", "2 jours avant", "2 days before", "2 days", "deux jours", "every other day"),
    7: ("every 7 days", "tous les 7 jours", "a week", "une semaine", "one week", "weekly", "hebdomadaire",
        "every week"),
    10: ("10 days", "10 j", "ten days", "dix jours"),
    14: ("fortnight", "a fortnight", "une quinzaine", "every two weeks", "toutes les deux semaines", "fortnightly",
        "every other week", "every second week"),
    15: ("15 jours", "tous les 15 jours", "quinze jours"),
    30: ("1 month", "a month", "un mois", "monthly", "tous les mois"),
    42: ("6 weeks", "six semaines"),
}  # fmt: skip
PARTS = {
    F(1, 2): ("half", "la moitié", "1 in 2", "une sur deux", "50 %", "50 per cent"),
    F(1, 3): ("a third", "un tiers", "1 in 3", "1 sur 3", "one in three", "un sur trois", "1 out of 3",
        "about a third"),
    F(2, 3): ("two thirds", "deux tiers", "2 in 3", "2 sur 3", "2/3"),
    F(3, 4): ("three quarters", "trois quarts", "3 sur 4", "75 %"),
    F(1, 5): ("a fifth", "un cinquième", "1 in 5", "20 pour cent"),
    F(1, 10): ("a tenth", "un dixième", "1 sur 10"),
}
FREQUENCIES = {
    F(1, 2): ("bi-weekly", "biweekly", "fortnightly", "every two weeks", "tous les 15 jours", "bimensuel"),
    F(1): ("every 7 days", "tous les 7 jours", "weekly", "hebdo", "once a week"),
    F(2): ("twice weekly", "bihebdomadaire", "2 a week", "deux par semaine"),
    F(7): ("daily", "quotidien", "7 a week"),
}
TIMES = {
    F(1, 4): ("15 min", "a quarter of an hour", "un quart d'heure", "¼ h"),
    F(1, 2): ("half an hour", "une demi-heure", "30 min", "½ h"),
    F(1): ("an hour", "une heure", "1 h", "60 minutes"),
    F(3, 2): ("1h30", "90 min", "1,5 h"),
}


def _columns(*units: str) -> Iterator[tuple[str, Column]]:
    for tab in TABS:
        for column in tab.columns:
            unit = {Kind.SHARE: "share", Kind.CADENCE: "weekly_posts"}.get(column.kind, column.unit)
            if unit in units:
                yield f"{tab.key}.{column.key}", column


def _meant(column: Column, text: str, decimal_comma: bool) -> object:
    found = parse(Cell(text), column, ReadOptions(True, decimal_comma))
    found = found.value if isinstance(found, Interpreted) else found
    return found.weekly() if isinstance(found, Cadence) else found


def _cases() -> Iterator[tuple[str, Column, dict[str, Fraction]]]:
    for units, meant, factor in (
        (("days",), LENGTHS, F(1)),
        (("share",), PARTS, F(1)),
        (("weekly_posts",), FREQUENCIES, F(1)),
        (("hours", "weekly_hours"), TIMES, F(1)),
        (("minutes",), TIMES, F(60)),
    ):
        said = {text: value * factor for value, texts in meant.items() for text in texts}
        for name, column in _columns(*units):
            yield name, column, said


CASES = list(_cases())


@pytest.mark.parametrize(("name", "column", "said"), CASES, ids=[case[0] for case in CASES])
def test_every_column_of_a_kind_understands_the_same_phrases(
    name: str, column: Column, said: dict[str, Fraction]
) -> None:
    for text, value in said.items():
        for decimal_comma in (True, False) if "," not in text else (True,):
            assert _meant(column, text, decimal_comma) == value, (name, text)


def test_no_kind_of_column_is_left_out() -> None:
    assert {name for name, *_ in CASES} >= {
        "themes.spacing", "content.cooldown", "key_dates.ahead", "formats.lead", "mix.share", "campaigns.share",
        "settings.open_slots", "audit.engagement_rate", "platforms.cadence", "campaigns.extra", "audit.posts_per_week",
        "competitors.posts_per_week", "routines.minutes", "content.effort", "team.weekly_hours", "formats.effort",
    }  # fmt: skip


EVERY = {
    "day": ("daily", "every day", "tous les jours", "1 par jour", "once a day"),
    "week": ("weekly", "every 7 days", "tous les 7 jours", "once a week", "1 fois par semaine", "hebdo"),
    "fortnight": ("bi-weekly", "fortnightly", "every two weeks", "every 14 days", "tous les 15 jours", "quinzaine"),
    "month": ("monthly", "once a month", "1/mois", "every month", "mensuel", "every 4 weeks", "tous les 30 jours"),
    "quarter": ("quarterly", "every 3 months", "tous les trois mois", "1 par trimestre"),
}


def test_a_routine_understands_what_a_frequency_understands() -> None:
    column = next(column for tab in TABS if tab.key == "routines" for column in tab.columns if column.key == "every")
    for code, texts in EVERY.items():
        for text in texts:
            assert parse(Cell(text), column, ReadOptions(True)) == code, text


RESTS = {
    (0, 7): ("0, 7", "J, J+7", "0; a week", "0 ; une semaine", "le jour J, une semaine après", "D-day, 1 week later"),
    (0, 7, 14): ("0, 7, 14", "0 ; 1 semaine ; 2 semaines", "the day; the week after; a fortnight later",
        "0, 7 days, +2 weeks"),
    (-14, -7): ("J-14, J-7", "two weeks before, a week before", "une quinzaine avant ; une semaine avant", "D-14; D-7"),
}  # fmt: skip


def test_days_counted_from_a_day_are_said_in_the_same_words() -> None:
    columns = [column for tab in TABS for column in tab.columns if column.kind is Kind.OFFSETS]
    assert len(columns) == 2
    for column in columns:
        for meant, texts in RESTS.items():
            if column.least is None or meant[0] >= column.least:
                for text in texts:
                    assert parse(Cell(text), column, ReadOptions(True)) == meant, (column.key, text)
