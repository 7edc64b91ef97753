"""`calgen undo --list` and `--to`."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_cli_help import run

from calgen import api
from calgen.book.problems import Problem, Severity
from calgen.book.words import load_words
from calgen.files.save.save import replace_workbook


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"version 0")
    for n in range(3):
        replace_workbook(path, path.read_bytes(), b"version %d" % (n + 1), timestamp=f"20270104-09000{n}")
    return path


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_list_in_the_system_s_language(plan: Path, language: str) -> None:
    made = run(language, "undo", str(plan), "--list")
    assert made.exit_code == 0
    lines = made.output.splitlines()
    assert [line[0] for line in lines[:3]] == ["1", "2", "3"]
    assert "--to" in lines[3]
    assert plan.read_bytes() == b"version 3"


def test_back_to_a_number(plan: Path) -> None:
    assert run("fr", "undo", str(plan), "--to", "2").exit_code == 0
    assert plan.read_bytes() == b"version 1"


@pytest.mark.parametrize(("options", "code"), [(("--to", "9"), 1), (("--to", "0"), 2), (("--to", "x"), 2),
                                              (("--list", "--to", "1"), 2)])  # fmt: skip
def test_wrong_numbers(plan: Path, options: tuple[str, ...], code: int) -> None:
    made = run("fr", "undo", str(plan), *options)
    assert made.exit_code == code
    assert "range" not in made.output
    assert plan.read_bytes() == b"version 3"


@pytest.mark.parametrize(("language", "other"), [("fr", "en"), ("en", "fr")])
def test_list_and_errors_speak_the_language_of_the_workbook(tmp_path: Path, language: str, other: str) -> None:
    book, words = api.new(language), load_words(language)
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"before")
    replace_workbook(path, b"before", book, timestamp="20270104-090000")
    listed, refused = run(other, "undo", str(path), "--list"), run(other, "undo", str(path), "--to", "9")
    assert words.text("cli", "version_end", file=str(path)) in listed.output
    values = {"file": path.name, "number": 9, "most": 1, "path": path.name}
    told = Problem("no_version", None, Severity.ERROR, values)
    assert " ".join(words.message(told)[0].split()) in " ".join(refused.output.split())
