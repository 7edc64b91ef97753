"""One word, one meaning: class names, the names that were given up, and the glossary of CONTRIBUTING."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "calgen").rglob("*.py"))
# metaphors and adjectives that once named modules, classes and functions; nobody looks for them
GIVEN_UP = {
    "board", "desk", "ground", "heard", "laid", "line", "marks", "paper", "polish", "remarks", "room", "spoken",
    "steady", "told", "welcome", "widen",
}  # fmt: skip


@cache
def definitions() -> list[tuple[str, str]]:
    """Every module, class and function of the package: its name, and where it stands."""
    found = [(path.stem, str(path.relative_to(ROOT))) for path in FILES]
    for path in FILES:
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        named = (node for node in nodes if isinstance(node, ast.ClassDef | ast.FunctionDef))
        found += [(node.name, f"{path.relative_to(ROOT)}:{node.lineno}") for node in named]
    return found


def classes() -> dict[str, list[str]]:
    """Class name without its leading underscore → the files that define one."""
    found: dict[str, list[str]] = {}
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name.lstrip("_"), []).append(str(path.relative_to(ROOT)))
    return found


@cache
def glossary() -> dict[str, str]:
    """The glossary's words, each with its line."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    _, _, section = text.partition("\n## Glossary\n")
    rows = re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|$", section.partition("\n## ")[0], re.MULTILINE)
    return {word: meaning for word, meaning in rows if word not in ("word", "---")}


def test_no_two_classes_bear_one_name() -> None:
    assert {name: paths for name, paths in classes().items() if len(paths) > 1} == {}


def test_the_names_that_were_given_up_do_not_come_back() -> None:
    assert [(name, where) for name, where in definitions() if name.strip("_").lower() in GIVEN_UP] == []


def test_a_word_of_the_glossary_stands_there_once() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("\n## Glossary\n")[2]
    words = Counter(re.findall(r"^\| ([^|]+?) \|", text.partition("\n## ")[0], re.MULTILINE))
    assert len(words) > 20
    assert [word for word, times in words.items() if times > 1] == []


@pytest.mark.parametrize("word", glossary())
def test_what_the_glossary_names_in_code_exists(word: str) -> None:
    code = {name for name, _ in definitions()}
    for name in re.findall(r"`([A-Za-z_]+)`", f"{word} {glossary()[word]}"):
        assert name in code, name
