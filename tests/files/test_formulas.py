"""Formulas taken apart as openpyxl does it: which signs are a reference, and where it leads from another cell."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.formula.translate import Translator, TranslatorError

from calgen.files.read.formulas import rewrite_operands, translate_formula

REFERENCES = ("A1", "$B$2", "c7", "A$1:$B9", "5:9", "$5:9", "A:C", "'My tab'!C3", "'It''s, here'!A1:B2", "Tab!D4",
              "[1]Tab!E5", "calgen_t[Date]", "calgen_t[[#This Row],[a b]]", "name", "LOG10", "XFD9", "TRUE", "12",
              "1.5E+3", "#REF!", "#N/A", "#DIV/0!")  # fmt: skip
TEXTS = ('"A1"', '"dit ""A1"" ici"', '""', '"\'"')
atoms = st.sampled_from((*REFERENCES, *TEXTS))
operators = st.sampled_from(("+", "-", "*", "/", "^", "&", "=", "<", ">", "<=", "<>", ", ", ",", " "))
formulas = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.tuples(inner, operators, inner).map("".join),
        st.tuples(st.sampled_from(("SUM", "LOG10", "IF", "")), inner).map(lambda one: f"{one[0]}({one[1]})"),
        inner.map(lambda one: f"-{one}%"),
        inner.map(lambda one: f"{one}:INDEX({one},1)"),
    ),
    max_leaves=8,
)  # fmt: skip


def taken(formula: str) -> list[str]:
    """What openpyxl takes for references, names among them."""
    tokens = Tokenizer("=" + formula).items
    return [one.value for one in tokens if one.type == Token.OPERAND and one.subtype == Token.RANGE]


@settings(max_examples=400, deadline=None)
@given(formulas)
def test_the_same_references_are_found(formula: str) -> None:
    found: list[str] = []

    def keep(text: str) -> str:
        found.append(text)
        return text

    assert rewrite_operands(formula, keep) == formula
    values = {"TRUE", "12", "1.5E", "3", "1", "#REF!", "#N", "A", "#DIV", "0!"}  # no harm: they lead nowhere
    assert [one for one in found if one not in values] == [one for one in taken(formula) if one not in values]


@settings(max_examples=400, deadline=None)
@given(formulas, st.sampled_from(("B3", "F30", "C10")), st.sampled_from(("B9", "B31", "H10", "Z99")))
def test_the_same_elsewhere(formula: str, origin: str, goal: str) -> None:
    try:
        expected = str(Translator("=" + formula, origin).translate_formula(goal))[1:]
    except (TranslatorError, ValueError):
        expected = formula
    if "XFD" not in formula:  # openpyxl goes on behind the last column
        assert translate_formula(formula, origin, goal).upper() == expected.upper()  # it writes c7 large where it moves


@pytest.mark.parametrize("formula", ['A1&"open', "A1+'open", "A1+t[a", "A1+t]"])
def test_what_is_not_sound_stays(formula: str) -> None:
    assert rewrite_operands(formula, lambda _: "B2") == formula
    assert translate_formula(formula, "A1", "A2") == formula


@pytest.mark.parametrize(
    ("formula", "goal", "after"),
    [
        ("XFD1", "B1", "XFD1"),  # behind the last column
        ("A1048576", "A2", "A1048576"),  # below the last row
        ("@A1", "A2", "@A2"),
        ("t[[#This Row],[c'[1']]]+A1", "A2", "t[[#This Row],[c'[1']]]+A2"),
        ('"a\nb"&A1', "A2", '"a\nb"&A2'),
    ],
)
def test_what_openpyxl_does_otherwise(formula: str, goal: str, after: str) -> None:
    assert translate_formula(formula, "A1", goal) == after
