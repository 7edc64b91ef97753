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
                                              (("--to", "9" * 5000), 2),
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


@pytest.mark.parametrize("call", [("shift", "plan.xlsx", "--days"), ("next", "plan.xlsx", "--weeks")])
def test_a_number_of_thousands_of_digits_is_a_wrong_call(call: tuple[str, ...]) -> None:
    assert run("fr", *call, "9" * 5000).exit_code == 2


def test_what_stands_among_the_backups_and_is_none(plan: Path) -> None:
    folder = plan.parent / ".calgen-backups"
    newest = sorted(folder.iterdir())[-1]
    newest.unlink()
    newest.mkdir()
    (folder / "plan.20270104-090001-2.xlsx").symlink_to(plan.parent / "nowhere.xlsx")
    (folder / "plan.99999999-999999.xlsx").write_bytes(b"no day of a calendar")
    (folder / "other.20270104-090009.xlsx").write_bytes(b"of another workbook")
    assert run("fr", "undo", str(plan), "--list").output.count("remplacée") == 2
    assert run("fr", "undo", str(plan)).exit_code == 0
    assert plan.read_bytes() == b"version 1"


def test_every_step_is_walked_back_and_forth(plan: Path) -> None:
    for number, expected in ((3, b"version 0"), (3, b"version 1"), (3, b"version 2"), (1, b"version 1"),
                             (2, b"version 0"), (3, b"version 3")):  # fmt: skip
        assert run("fr", "undo", str(plan), "--to", str(number)).exit_code == 0
        assert plan.read_bytes() == expected
        listed = run("fr", "undo", str(plan), "--list").output
        assert listed.count("remplacée") == 3, "the three others, each once"


def test_a_deleted_workbook_is_listed_and_comes_back(plan: Path) -> None:
    plan.unlink()
    assert run("fr", "undo", str(plan), "--list").exit_code == 0
    assert run("fr", "undo", str(plan)).exit_code == 0
    assert plan.read_bytes() == b"version 2"
