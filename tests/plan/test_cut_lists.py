"""A list that a finding cuts says how many more there are, in every language; gaps are told once for each platform."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from small_strategies import MONDAY, strategy

from calgen.book.languages import languages
from calgen.book.problems import Problem
from calgen.book.values import Labelled, Several, first_items
from calgen.book.words import load_words
from calgen.check import check_plan
from calgen.plan import plan
from calgen.plan.model import Deviation

CALGEN = Path(__file__).parents[2] / "calgen"
TELLS = ("check", "plan/proof", "view", "book/references.py", "cli_output.py", "terminal.py", "records.py")
SIGNS = {"LONGEST", "COMPARED", "STEM_LENGTH", "STRIP_DAYS", "MOST"}  # no lists for a reader
SIGNS |= {"MOST_BARS", "MOST_CHARTS"}  # of charts, whose tables show all


@pytest.mark.parametrize(
    ("count", "most", "said"),
    [(0, 3, ""), (3, 3, "n0, n1, n2"), (4, 3, "n0, n1, n2, n3"), (5, 3, "n0, n1, n2 and 2 more")],
)
def test_a_list_is_cut_where_it_saves_two_names_and_says_so(count: int, most: int, said: str) -> None:
    found = first_items([f"n{n}" for n in range(count)], most)
    assert load_words("en").format_value(found) == said
    assert len(found) == count


def test_every_language_says_how_many_more_there_are() -> None:
    for language in languages():
        words = load_words(language)
        assert "37" in words.format_value(Several(("Instagram",), 37))
        assert "37" in words.format_value(Several((Labelled("Instagram", 2.5),), 37))
    assert load_words("fr").format_value(Several(("A", "B"), 3)) == "A, B et 3 de plus"


def cut_by_constant(tree: ast.AST) -> Iterator[str]:
    """The names of constants by which a list is cut: `found[:SHOWN]`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) and node.slice.lower is None:
            upper = node.slice.upper
            if isinstance(upper, ast.Name) and upper.id.strip("_").isupper():
                yield upper.id.lstrip("_")


def test_nothing_that_is_told_is_cut_in_silence() -> None:
    paths = [path for part in TELLS for path in sorted((CALGEN / part).rglob("*.py")) or [CALGEN / part]]
    found = {(path.name, name) for path in paths for name in cut_by_constant(ast.parse(path.read_text("utf-8")))}
    assert {name for _, name in found} <= SIGNS, found


def told(*certificate: Deviation) -> list[Problem]:
    one = strategy()
    made = replace(plan(one, (), MONDAY), certificate=certificate)
    return [problem for problem in check_plan(one, made, MONDAY) if problem.code.startswith("mix_")]


def off(name: str = "curate", platform: str = "Blog", gap: float = 9.0, least: float = 0.1) -> Deviation:
    return Deviation("theme", platform, name, 10.0, 14, gap, date(2027, 3, 9), 2.5, least)


def said(problem: Problem, language: str = "en") -> str:
    return load_words(language).message(problem)[0]


def test_the_gaps_of_a_platform_are_one_finding_with_the_worst_ones_named() -> None:
    (problem,) = told(off("A", gap=4.0), off("B", gap=9.0), *(off(f"C{n}", gap=3 + n / 10) for n in range(9)))
    assert said(problem).startswith("Blog: “B” is 9 posts away from its expected split on Mar 9, 2027 (limit 2.5).")
    assert said(problem).endswith("Also beyond their limit: A: 4; C8: 3.8; C7: 3.7; C6: 3.6 and 6 more.")
    assert "6 de plus" in said(problem, "fr")


@pytest.mark.parametrize(("least", "helps"), [(0.1, False), (4.4, False), (4.5, True), (8.9, True)])
def test_the_unavoidable_least_is_told_only_where_it_explains_most_of_the_gap(least: float, *, helps: bool) -> None:
    (problem,) = told(off(gap=9.0, least=least))
    assert ("best achievable" in said(problem)) is helps
    assert ("au mieux possible" in said(problem, "fr")) is helps
    assert (problem.values["least"] is not None) is helps


@pytest.mark.parametrize(("count", "own", "rest"), [(1, 1, 0), (8, 8, 0), (9, 9, 0), (10, 8, 2), (30, 8, 22)])
def test_beyond_some_platforms_the_others_are_one_finding(count: int, own: int, rest: int) -> None:
    found = told(*(off(platform=f"P{n:02}", gap=3 + n / 10) for n in range(count)))
    assert [problem.code for problem in found] == ["mix_off"] * own + ["mix_off_more"] * bool(rest)
    assert found[0].values["platform"] == f"P{count - 1:02}"
    if rest:
        assert found[-1].values["n"] == rest
