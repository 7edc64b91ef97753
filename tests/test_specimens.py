"""Every problem has its specimen, its place and its words; the words stand in `tests/golden` as a person reads them.

`RENEW_GOLDEN=1 python -m pytest tests/test_specimens.py` writes them again: read the difference before it is committed.
"""

from __future__ import annotations

import os
import re
import string
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from specimens import FILES, SPECIMENS, Specimen

import calgen
from calgen.book.languages import entry, languages
from calgen.book.words import Words, load_words

if TYPE_CHECKING:
    from calgen.book.problems import Problem

HERE = Path(__file__).parent
ROOM = Path(calgen.__file__).parent
CODE = re.compile(r'(?:Problem|Refused|Told|Unreadable|listed)\(\s*"([a-z][a-z_0-9]+)"')
TOO_BIG = re.compile(r'\btoo_big\((?:path\.)?name, "([a-z]+)"')
# The planning room is writing these now: each leaves this list when it has its words and its specimen.
PENDING: set[str] = set()
# Words that stay as they are after any number.
INVARIANT = {"fr": {"h", "fois", "par", "sur", "d", "à", "au"}, "en": {"a", "up", "away", "over", "out", "asked"}}
# What is too big is thousands too big; and of some things there are always several.
BIG = (
    "too_big_",
    "too_many_",
    "audiences_too_many",
    "wheel_",
    "platforms_too_many",
    "one_call",
    "cadence_unlike",
    "objectives_too_many",
    "platforms_unstaffed",
    "mission_twice",
    "goal_tenfold",
)


def codes() -> set[str]:
    """The codes that have words."""
    return set(entry("fr", "problems"))


def used() -> set[str]:
    """The codes that the program names."""
    texts = [path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py")]
    sizes = {f"too_big_{what}" for text in texts for what in TOO_BIG.findall(text)}
    return sizes | {code for text in texts for code in CODE.findall(text)}


@pytest.mark.parametrize("specimen", SPECIMENS, ids=[one.code for one in SPECIMENS])
def test_a_specimen_shows_its_problem_at_its_place(specimen: Specimen) -> None:
    found = specimen.problem()
    assert (str(found.place or ""), found.severity) == (specimen.place, specimen.severity)


def test_every_problem_with_words_has_one_specimen() -> None:
    named = [one.code for one in SPECIMENS]
    assert len(named) == len(set(named))
    assert set(named) == codes() - PENDING


def test_every_problem_that_the_program_names_has_words() -> None:
    assert len(used()) > 80
    assert used() - codes() - PENDING == set()


def test_every_refusal_that_is_only_said_here_is_made_in_the_tests_of_its_room() -> None:
    rooms = (path for room in ("files", "adopt", "export", "merge", "share") for path in (HERE / room).glob("*.py"))
    text = "".join(path.read_text(encoding="utf-8") for path in rooms)
    absent = {one.code for one in FILES if one.code.removeprefix("too_big_") not in text and one.code not in text}
    of_the_command = {"file_absent", "sample_unknown", "file_unread", "name_taken", "no_calendar"}
    of_the_command |= {"language_unknown", "format_unknown"}
    of_tried_cells = {code for code in absent if code.startswith("set_")}  # made in test_what_if
    by_their_words = {"export_onto_workbook", "answers_unread", "share_onto_workbook"}  # test_cli, share/test_commands
    assert absent <= of_the_command | of_tried_cells | by_their_words


@pytest.mark.parametrize("language", languages())
def test_a_message_needs_no_value_that_its_problem_does_not_give(language: str) -> None:
    for specimen in SPECIMENS:
        parts = entry(language, "problems", specimen.code)
        texts = [text for part in parts.values() for text in (part.values() if isinstance(part, dict) else [part])]
        asked = {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}
        assert asked <= set(specimen.problem().values), specimen.code


@pytest.mark.parametrize("language", languages())
def test_a_message_has_no_key_and_no_trace_of_the_program(language: str) -> None:
    keys = {"promote", "curate", "interact", "in_house", "b2b"} if language == "fr" else {"in_house", "short_video"}
    for specimen in SPECIMENS:
        text = " ".join(load_words(language).message(specimen.problem()))
        found = set(re.findall(r"[a-z0-9_]+", text)) & keys
        assert not found, (specimen.code, text)
        assert not re.search(r"Traceback|datetime|Fraction|<|\bNone\b|[{}]", text), (specimen.code, text)


@pytest.mark.parametrize("language", languages())
def test_no_sentence_has_an_empty_list(language: str) -> None:
    for specimen in SPECIMENS:
        for text in load_words(language).message(specimen.problem()):
            assert not re.search(r":\s*[;.,]|«\s*»|“\s*”|\(\s*\)|\s[,.](?:\s|$)", text), (specimen.code, text)


def page(spoken: Words) -> str:
    """All problems as a person reads them, in the order of the specimens."""
    lines = []
    for specimen in SPECIMENS:
        message, cure = spoken.message(specimen.problem())
        lines += [f"{specimen.code} · {specimen.severity} · {specimen.place or '-'}", f"  {message}", f"  {cure}", ""]
    return "\n".join(lines)


@pytest.mark.parametrize("language", languages())
def test_the_words_of_every_problem(language: str) -> None:
    golden = HERE / "golden" / f"problems.{language}.txt"
    text = page(load_words(language))
    if os.environ.get("RENEW_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8"), "read the difference, then RENEW_GOLDEN=1"


def counted() -> list[tuple[str, Problem]]:
    """Every problem with a whole number in it: the name of the number, and the problem of its specimen."""
    found = [specimen.problem() for specimen in SPECIMENS if not specimen.code.startswith(BIG)]
    return [(name, problem) for problem in found for name, value in problem.values.items() if type(value) is int]


def texts_of(language: str, code: str) -> list[str]:
    """The sentences of a problem, as they stand in the file of a language."""
    return [str(entry(language, "problems", code, part)) for part in ("message", "cure")]


@pytest.mark.parametrize("language", INVARIANT)
def test_a_word_after_a_count_agrees_with_it(language: str) -> None:
    assert len(counted()) > 60
    for name, problem in counted():
        for text in texts_of(language, problem.code):
            after = re.findall(rf"\{{{name}\}}[\s\u00a0]([^\W\d_]+)", text)
            assert set(after) <= INVARIANT[language], (problem.code, text)


@pytest.mark.parametrize("language", languages())
def test_one_of_them_is_said_otherwise_than_two(language: str) -> None:
    problems = [problem for name, problem in counted() if name == "n"]
    assert len(problems) > 20
    for problem in problems:
        said = [_said(problem, language, n) for n in (1, 2)]
        asks = any("{n" in text for text in texts_of(language, problem.code))
        is_otherwise = said[0].replace("1", "2") != said[1].replace("1", "2")
        assert is_otherwise is (asks and _agrees(problem.code, language)), (problem.code, said)


def _said(problem: Problem, language: str, n: int) -> str:
    return " ".join(load_words(language).message(replace(problem, values={**problem.values, "n": n})))


def _agrees(code: str, language: str) -> bool:
    """Whether anything but words that never change stands with the count."""
    fields = [field for text in texts_of(language, code) for field in string.Formatter().parse(text)]
    return any(name == "n" and spec for _, name, spec, _ in fields)
