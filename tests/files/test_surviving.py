"""A text is a text: typed into the calendar or the strategy it stays what it is, whatever it begins with."""

from __future__ import annotations

import pytest
from hostile_books import base, inline, packed
from hostile_cells import TEXTS
from made_books import parts
from surviving import RUNS, again, first_run, lost_in_calendar, lost_in_strategy, typed

from calgen import api
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.files.read.package import Package

UNSEEN = "Un_x0007_ deux_xD83D_"


@pytest.mark.long
def test_in_the_calendar() -> None:
    assert lost_in_calendar(TEXTS) == set()


@pytest.mark.long
def test_in_the_strategy() -> None:
    assert lost_in_strategy(TEXTS) == set()


def test_signs_that_cannot_be_seen_stay_in_the_calendar() -> None:
    data, _ = typed(first_run(), UNSEEN)
    for turn in range(RUNS):
        data = again(data, turn)
        assert UNSEEN.encode() in parts(data)[OpenedWorkbook(Package.load(data)).calgen_sheets()["social"].part]
    assert not [one for one in api.check(data, "plan.xlsx").problems if one.code == "signs_unseen"]


def test_signs_that_cannot_be_seen_are_told_in_the_strategy() -> None:
    cells = {"Thèmes!C2": inline("C2", UNSEEN), "Réglages!B2": inline("B2", "Mèche_x0007_")}
    found = [one for one in api.check(packed(base(cells)), "plan.xlsx").problems if one.code == "signs_unseen"]
    assert [str(one.place) for one in found] == ["Réglages!B2", "Thèmes!C2"]
