"""Formulas that make texts."""

from __future__ import annotations

import pytest

from calgen.view.text_formulas import LONGEST, equals_any, sentence_formula, shorten


@pytest.mark.parametrize(
    ("template", "formula"),
    [
        ("{late} late", '=COUNT(A:A)&" late"'),
        ("late: {late}", '="late: "&COUNT(A:A)'),
        ('a "quoted" {late}', '="a ""quoted"" "&COUNT(A:A)'),
        ("nothing counted", '="nothing counted"'),
    ],
)
def test_a_sentence_says_its_template(template: str, formula: str) -> None:
    assert sentence_formula(template, {"late": "COUNT(A:A)"}) == formula


@pytest.mark.parametrize(
    ("template", "singular", "formula"),
    [
        ("{n:post|posts}", (1,), '=B1&IF(OR(B1=1)," post"," posts")'),
        ("{n:publication|publications} ici", (0, 1), '=B1&IF(OR(B1=0,B1=1)," publication"," publications")&" ici"'),
        ("{n:=is|are} left", (1,), '=IF(OR(B1=1),"is","are")&" left"'),
    ],
)
def test_its_words_agree_with_its_numbers(template: str, singular: tuple[int, ...], formula: str) -> None:
    assert sentence_formula(template, {"n": "B1"}, singular) == formula


def test_a_long_text_is_cut_to_what_a_formula_takes() -> None:
    assert shorten("short") == "short"
    assert len(shorten("long " * 100)) <= LONGEST
    assert shorten("long " * 100).endswith("…")


def test_a_cell_equals_any_of_some_words() -> None:
    assert equals_any("A1", ("done", "over")) == 'OR(A1="done",A1="over")'
    assert equals_any("A1", ()) == "FALSE"
