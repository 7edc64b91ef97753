"""Words agree with the numbers and lists before them: one post is missing, two posts are."""

from __future__ import annotations

import re
from dataclasses import replace
from string import Formatter
from typing import TYPE_CHECKING, Any

import pytest
from specimens import SPECIMENS

from calgen.book.languages import entry, languages
from calgen.book.problems import Problem
from calgen.book.words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterator

# Words that stay as they are after any number.
INVARIANT = {"fr": {"h", "fois", "par", "sur", "d", "à", "au"}, "en": {"a", "up", "away", "over"}}
# What is too big is thousands too big; and of some things there are always several.
BIG = ("too_big_", "too_many_", "audiences_too_many", "wheel_", "platforms_too_many", "one_call", "cadence_unlike")


def texts(language: str, code: str) -> Iterator[str]:
    """The sentences of a problem, as they stand in the file of a language."""
    for part in ("message", "cure"):
        yield str(entry(language, "problems", code, part))


def counted() -> list[tuple[str, Problem]]:
    """Every problem with a whole number in it: its name, and the problem of its specimen."""
    found = [(one.code, one.problem()) for one in SPECIMENS if not one.code.startswith(BIG)]
    return [(name, problem) for _, problem in found for name, value in problem.values.items() if type(value) is int]


COUNTED = counted()


@pytest.mark.parametrize("language", INVARIANT)
@pytest.mark.parametrize(("name", "problem"), COUNTED, ids=[f"{one.code}-{name}" for name, one in COUNTED])
def test_a_word_after_a_count_agrees_with_it(name: str, problem: Problem, language: str) -> None:
    for text in texts(language, problem.code):
        after = re.findall(rf"\{{{name}\}}[\s\u00a0]([^\W\d_]+)", text)
        assert set(after) <= INVARIANT[language], text


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("problem", [one for name, one in COUNTED if name == "n"], ids=lambda one: one.code)
def test_one_of_them_is_said_otherwise_than_two(problem: Problem, language: str) -> None:
    said = [_said(problem, language, n) for n in (1, 2)]
    asks = any("{n" in text for text in texts(language, problem.code))
    assert (said[0].replace("1", "2") != said[1].replace("1", "2")) is (asks and _agrees(problem.code, language))


def _said(problem: Problem, language: str, n: int) -> str:
    return " ".join(load_words(language).message(replace(problem, values={**problem.values, "n": n})))


def _agrees(code: str, language: str) -> bool:
    """Whether anything but words that never change stands with the count."""
    return any(
        name == "n" and spec
        for text in texts(language, code)
        for _, name, spec, _ in Formatter().parse(text)
    )


@pytest.mark.parametrize("language", languages())
def test_every_agreement_has_two_forms(language: str) -> None:
    def leaves(table: Any) -> Iterator[str]:
        for value in table.values() if isinstance(table, dict) else table if isinstance(table, list) else [table]:
            if isinstance(value, dict | list):
                yield from leaves(value)
            else:
                yield str(value)

    for text in leaves({key: value for key, value in entry(language).items() if key not in ("formats", "tabs")}):
        for _, name, spec, _ in Formatter().parse(text):
            if name and spec and "02d" not in spec:
                assert spec.count("|") == 1, text
                assert len(set(spec.removeprefix("=").split("|"))) == 2, text
