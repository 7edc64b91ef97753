"""Help and usage errors: every command and option has its text, in the language of the system."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import openpyxl
import pytest
from click.testing import CliRunner, Result

from calgen.book.languages import entry, languages
from calgen.book.problems import Problem
from calgen.book.values import Title
from calgen.book.words import load_words
from calgen.cli import main
from calgen.version import __version__
from calgen.view.manual import manual

ENGLISH_OF_CLICK = re.compile(r"\b(?:Usage|Error|Try|No such|Missing|Invalid|is not|Show|Got)\b")


def run(language: str, *arguments: str) -> Result:
    """A command on a system that speaks a language."""
    environment = {"LANG": language, "LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": "", "COLUMNS": "1000"}
    return CliRunner().invoke(main, arguments, env=environment, prog_name="calgen")


def one_line(text: str) -> str:
    """A text without the line breaks that the width of the terminal makes."""
    return " ".join(text.split())


def option_keys(command: click.Command) -> Iterator[str]:
    for param in command.params:
        if isinstance(param, click.Option):
            yield max(param.opts, key=len).lstrip("-").replace("-", "_")


@pytest.mark.parametrize("language", languages())
def test_every_command_has_a_text_for_itself_and_each_option_and_for_nothing_else(language: str) -> None:
    texts = entry(language, "cli", "commands")
    assert set(texts) == {*main.commands, "calgen"}
    for name, command in main.commands.items():
        assert set(texts[name]) == {"about", *option_keys(command)}


@pytest.mark.parametrize("language", languages())
def test_the_manual_gives_a_workbook_to_each_command_that_takes_one(language: str) -> None:
    shown = dict(re.findall(r"^- `calgen (\w+)( ?[^`]*)`", manual(load_words(language)), re.MULTILINE))
    takes = {name: any(isinstance(param, click.Argument) for param in main.commands[name].params) for name in shown}
    assert {name: bool(file) for name, file in shown.items()} == takes


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("command", sorted(main.commands))
def test_the_help_of_a_command_is_in_the_system_s_language(language: str, command: str) -> None:
    found = run(language, command, "--help")
    assert found.exit_code == 0
    for text in entry(language, "cli", "commands", command).values():
        assert one_line(text) in one_line(found.output)
    if language != "en":
        assert not ENGLISH_OF_CLICK.search(found.output), found.output


@pytest.mark.parametrize("language", languages())
def test_the_help_lists_all_commands(language: str) -> None:
    found = run(language, "--help")
    for name in main.commands:
        about = load_words(language).text("cli", "commands", name, "about")
        assert one_line(f"{name} {about}") in one_line(found.output)


def test_without_a_command_the_help_is_shown() -> None:
    assert load_words("fr").text("cli", "help", "commands") in run("fr").output


@pytest.mark.parametrize("language", languages())
def test_the_version_is_a_name_and_a_number(language: str) -> None:
    assert run(language, "--version").output == f"calgen {__version__}\n"


CALLS = [
    (("generate",), "missing_argument", {"name": "files"}),
    (("balance",), "missing_argument", {"name": "file"}),
    (("check",), "missing_argument", {"name": "file"}),
    (("shift", "a.xlsx"), "missing_option", {"name": "--days"}),
    (("--",), "missing_command", {}),
    (("generate", "--dry", "a.xlsx"), "unknown_option", {"name": "--dry"}),
    (("--frobnicate",), "unknown_option", {"name": "--frobnicate"}),
    (("genrate",), "unknown_command", {"name": "genrate"}),
    (("new", "a.xlsx", "--start"), "needs_value", {"name": "--start"}),
    (("new", "a.xlsx", "--force=yes"), "no_value", {"name": "--force"}),
    (("balance", "a.xlsx", "b.xlsx"), "too_many", {"arguments": ("b.xlsx",), "n": 1}),
    (("balance", "a.xlsx", "b.xlsx", "c"), "too_many", {"arguments": ("b.xlsx", "c"), "n": 2}),
    (("check", "a.xlsx", "--format", "xml"), "not_a_choice", {"value": "xml", "choices": ("text", "json")}),
    (("check", "a.xlsx", "--today", "soon"), "not_a_date", {"value": "soon"}),
    (("generate", "a.xlsx", "--today", "2027-02-30"), "not_a_date", {"value": "2027-02-30"}),
    (("balance", "."), "is_a_folder", {"value": "."}),
    (("generate", "a.xlsx", "--exit-code"), "needs_dry_run", {}),
    (("undo", "a.xlsx", "--to", "0"), "not_a_number", {"value": "0"}),
    (("undo", "a.xlsx", "--list", "--to", "1"), "list_alone", {}),
    (("generate", "a.xlsx", "--set", "Mix.B5=50 %"), "set_needs_dry_run", {}),
]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("call", "code", "values"), CALLS, ids=[" ".join(call) for call, _, _ in CALLS])
def test_a_wrong_call_is_explained_in_the_system_s_language(
    language: str, call: tuple[str, ...], code: str, values: dict[str, object]
) -> None:
    words = load_words(language)
    if values.get("name") in ("file", "files"):
        values = {"name": words.text("cli", "value_names", str(values["name"]))}
    found = run(language, *call)
    assert found.exit_code == 2
    assert words.text("cli", "usage", code, **values) in found.output
    assert found.output.startswith(words.text("cli", "help", "usage"))
    command = "calgen" if call[0] not in main.commands else f"calgen {call[0]}"
    assert words.text("cli", "usage", "try_help", command=f"{command} --help") in found.output
    if language != "en":
        assert not ENGLISH_OF_CLICK.search(found.output), found.output


@pytest.mark.parametrize(("call", "near"), [(("genrate",), "generate"), (("balance", "--formt", "json"), "--format")])
def test_the_nearest_name_is_proposed(call: tuple[str, ...], near: str) -> None:
    assert load_words("fr").text("cli", "usage", "did_you_mean", names=(near,)) in run("fr", *call).output


def test_a_finding_that_is_not_known_is_a_wrong_call(tmp_path: Path) -> None:
    found = run("fr", "check", "--explain", "zzz")
    assert found.exit_code == 2
    assert load_words("fr").text("cli", "code_unknown", code="zzz") in found.output
    assert found.output.startswith("Utilisation")



def untitled(path: Path) -> str:
    """A workbook with no tab that calgen knows."""
    book = openpyxl.Workbook()
    book.save(path)
    return str(path)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("command", ["check", "generate", "balance", "export"])
def test_a_workbook_that_tells_no_language_is_answered_in_the_system_s(
    tmp_path: Path, language: str, command: str
) -> None:
    more = ("--to", "json") if command == "export" else ()
    found = run(language, command, untitled(tmp_path / "book.xlsx"), *more)
    words = load_words(language)
    named = {"file": "book.xlsx", "path": "book.xlsx"}
    code, values = ("no_calendar", named) if more else ("tab_missing", {"tab": Title("themes")})
    assert words.message(Problem(code, values=values))[0] in found.output
    assert found.exit_code == 1


@pytest.mark.parametrize("arguments", [("--help",), ("nope",), ("generate", "--help")])
def test_help_and_errors_are_printed_on_a_terminal_that_lacks_their_signs(arguments: tuple[str, ...]) -> None:
    environment = {**os.environ, "LANG": "fr_FR", "LANGUAGE": "", "LC_ALL": "", "PYTHONIOENCODING": "latin-1"}
    command = [sys.executable, "-c", "from calgen.cli import main; main(prog_name='calgen')", *arguments]
    found = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert found.returncode == (2 if arguments == ("nope",) else 0)
    assert b"Traceback" not in found.stderr
    assert b"Utilisation" in found.stdout + found.stderr
