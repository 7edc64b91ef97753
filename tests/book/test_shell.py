"""Paths in commands that are printed to be pasted."""

from __future__ import annotations

import shlex

import pytest

from calgen.book.shell import quoted_path
from calgen.book.words import load_words

PATHS = ("plan.xlsx", "mon plan.xlsx", "l'été 2027.xlsx", "a&b (1).xlsx", "$HOME.xlsx", 'le "plan".xlsx', "d/é.xlsx")


@pytest.mark.parametrize("path", PATHS)
def test_a_shell_reads_the_path_again(path: str) -> None:
    assert shlex.split(f"calgen generate {quoted_path(path, windows=False)}") == ["calgen", "generate", path]


def test_a_plain_path_is_left_alone_and_a_dash_is_no_option() -> None:
    assert quoted_path("plan.xlsx", windows=False) == quoted_path("plan.xlsx", windows=True) == "plan.xlsx"
    assert quoted_path("-x.xlsx", windows=False) == "./-x.xlsx"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (r"C:\Users\Ana\plan.xlsx", r"C:\Users\Ana\plan.xlsx"),
        (r"C:\Mes documents\plan.xlsx", r'"C:\Mes documents\plan.xlsx"'),
        ("l'été.xlsx", '"l\'été.xlsx"'),
        ("a&b.xlsx", '"a&b.xlsx"'),
    ],
)
def test_windows_quotes_with_double_quotes(path: str, shown: str) -> None:
    assert quoted_path(path, windows=True) == shown


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_command_that_is_printed_quotes_its_path(language: str) -> None:
    words, path = load_words(language), "l'été 2027.xlsx"
    values = {"file": path, "path": path, "day": 1, "time": 2}
    for said in (("cli", "created"), ("cli", "undone"), ("cli", "redone"), ("problems", "no_calendar", "cure")):
        command = words.text(*said, **values).rpartition(": calgen ")[2] or words.text(*said, **values)
        assert shlex.split(command)[-1] == path
