"""Which figures make a yes, a nearly, a no."""

from __future__ import annotations

from fractions import Fraction

import pytest

from calgen.figures.verdicts import frequency_verdict, mission_verdict, most_repeated, variety_verdict, whole


@pytest.mark.parametrize(
    ("gaps", "verdict"),
    [
        ([], "yes"),
        ([("1", "5"), ("-1", "200")], "yes"),
        ([("3/2", "10"), ("0", "5")], "no"),
        ([("3/2", "15"), ("-20", "200")], "nearly"),
        ([("3/2", "15"), ("-21", "200")], "no"),
    ],
)
def test_frequency(gaps: list[tuple[str, str]], verdict: str) -> None:
    assert frequency_verdict((Fraction(gap), Fraction(asked)) for gap, asked in gaps) == verdict


@pytest.mark.parametrize(
    ("missing", "repeated", "verdict"), [(0, 0, "yes"), (1, 0, "no"), (0, 1, "nearly"), (0, 5, "nearly"), (0, 6, "no")]
)
def test_variety_of_a_hundred_days(missing: int, repeated: int, verdict: str) -> None:
    assert most_repeated(100) == 5
    assert variety_verdict(missing, repeated, 100) == verdict


@pytest.mark.parametrize(
    ("least", "verdict"), [(1.0, "yes"), (0.9, "yes"), (0.89, "nearly"), (0.6, "nearly"), (0.5, "no")]
)
def test_mission(least: float, verdict: str) -> None:
    assert mission_verdict(least) == verdict


@pytest.mark.parametrize(
    ("value", "shown"), [(0.5, 1), (1.5, 2), (2.4, 2), (Fraction(5, 2), 3), (0, 0), (99.9999999999, 100)]
)
def test_a_half_goes_up_as_in_a_spreadsheet(value: float, shown: int) -> None:
    assert whole(value) == shown
