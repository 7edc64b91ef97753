"""The three findings that stand first: what costs most, one of a kind, and none while there are errors."""

from __future__ import annotations

from fractions import Fraction

import pytest
from whole import advised, shown, whole

from calgen.book.problems import Place, Problem, Severity
from calgen.check.advice_order import FINDINGS, is_of_balance, of_letter
from calgen.check.first_advice import COSTLIEST, first_advice

WARNING, NOTE = Severity.WARNING, Severity.NOTE


def problem(code: str, severity: Severity = WARNING, cell: str = "A1", **values: object) -> Problem:
    return Problem(code, Place("Onglet", cell), severity, values)


def test_every_code_is_a_finding_and_stands_once() -> None:
    known = {code for codes in FINDINGS.values() for code in codes}
    assert set(COSTLIEST) <= known
    assert len(set(COSTLIEST)) == len(COSTLIEST)


def test_what_costs_most_comes_first_whatever_the_order() -> None:
    found = [problem(code) for code in ("proof_missing", "mix_bent", "hours_short", "vanity_only", "swot_blank")]
    expected = ["hours_short", "mix_bent", "vanity_only"]
    assert [one.code for one in first_advice(found)] == [one.code for one in first_advice(found[::-1])] == expected


def test_two_of_a_kind_are_one_and_more_hours_come_first() -> None:
    few, many = (problem("hours_short", cell=cell, hours=Fraction(hours)) for cell, hours in (("A1", 2), ("A2", 40)))
    assert first_advice([few, many, problem("role_blank")]) == (many, problem("role_blank"))


@pytest.mark.parametrize("found", [[problem("swot_blank", NOTE)], [], [problem("cell_required", Severity.ERROR)]])
def test_notes_are_not_urgent_and_errors_come_before_advice(found: list[Problem]) -> None:
    assert first_advice([*found]) == ()
    if found and found[0].severity is Severity.ERROR:
        assert first_advice([*found, problem("hours_short")]) == ()


def test_the_weak_book_is_told_its_hours_first() -> None:
    found = shown(whole({"Équipe!C2": "0,5", "Thèmes!F4": None}))
    assert first_advice(found)[0].code in {"hours_short", "routines_fill"}
    assert first_advice(advised(whole())) == ()


def test_what_asks_for_nothing_is_told_in_the_balance_alone() -> None:
    one, two = (problem("frequency_over", NOTE, n=n) for n in (1, 2))
    assert is_of_balance(one)
    assert of_letter([one, two, problem("mix_held", NOTE), problem("mix_bent")]) == (two, problem("mix_bent"))
