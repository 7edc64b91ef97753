"""`--today`: with it no command looks at the clock of the system, and each one that depends on the day has it."""

from __future__ import annotations

import ast
from datetime import datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path
from typing import Self

import pytest
from click.testing import CliRunner
from written_strategies import calendar, days_of, typed

import calgen
from calgen import cli_clock
from calgen.cli import main

TODAY = ("--today", "2027-01-11")
# command → its arguments after the file (before it: none); the file is a small calendar of four weeks from 4 January on
CALLS: dict[str, tuple[str, ...]] = {
    "new": ("--sample", "salon", "--force", *TODAY),
    "check": TODAY,
    "generate": ("--force", *TODAY),
    "balance": TODAY,
    "export": ("--to", "ics", "-o", "out.ics", "--force", *TODAY),
    "results": ("export.csv", *TODAY),
    "next": ("--today", "2027-02-01"),
    "pause": ("2027-01-20", "2027-01-21", *TODAY),
    "adapt": TODAY,
    "decide": ("answers.txt", *TODAY),
    "share": ("--force", *TODAY),
    "shift": ("--days", "1", "--from", "2027-01-20", *TODAY),
}
REFUSED = {"adapt", "decide"}  # there are no proposals, no answers: what they say may depend on the day all the same
WITHOUT_DAY = {"adopt", "page", "undo"}  # what they do is the same on every day
CLOCKS = (datetime(2027, 1, 11, 9), datetime(2031, 7, 18, 23))  # noqa: DTZ001 -- given a zone below


def at(moment: datetime) -> type[datetime]:
    """The class of days and hours of a system whose clock stands still."""

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls(*moment.timetuple()[:6], tzinfo=tz)

    return Stopped


@cache
def with_text() -> bytes:
    """The calendar with the text of a post to come."""
    last = max(days_of(calendar("english")).items(), key=lambda item: item[::-1])[0]
    return typed(calendar("english"), {(last, "text"): "Come and see us"}, "Social calendar")


def outcome(command: str, moment: datetime, place: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[object, ...]:
    """How a command ends at a moment of the system: its code, its words, and the files of the folder."""
    place.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.setattr(cli_clock, "datetime", at(moment))
    Path("plan.xlsx").write_bytes(with_text())
    Path("export.csv").write_text("Link,Views\nhttps://a.example/1,5\n", encoding="utf-8")
    Path("answers.txt").write_text("P0012: ok\n", encoding="utf-8")
    found = CliRunner().invoke(main, [command, "plan.xlsx", *CALLS[command]])
    assert found.exit_code == (command in REFUSED), (command, found.output, found.exception)
    return found.output, {path.name: path.read_bytes() for path in Path().iterdir() if path.is_file()}


@pytest.mark.parametrize("command", CALLS)
def test_with_a_day_the_clock_of_the_system_changes_nothing(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (outcome(command, moment, tmp_path / str(n), monkeypatch) for n, moment in enumerate(CLOCKS))
    assert first == second


def test_every_command_is_among_those_that_are_tried() -> None:
    assert set(main.commands) == {*CALLS, *WITHOUT_DAY}
    with_day = {name for name, command in main.commands.items() for option in command.params if option.name == "today"}
    assert with_day == set(CALLS)


def test_no_command_asks_the_clock_whatever_day_is_given() -> None:
    room = Path(calgen.__file__).parent
    for path in sorted(room.glob("cli*.py")):
        calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        asked = [node for node in calls if isinstance(node.func, ast.Name) and node.func.id == "today_or"]
        assert [path.name for node in asked if isinstance(node.args[0], ast.Constant)] == []


def test_without_a_day_it_is_that_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    starts = []
    for moment in (CLOCKS[0], CLOCKS[0] + timedelta(days=70)):
        monkeypatch.setattr(cli_clock, "datetime", at(moment))
        assert CliRunner().invoke(main, ["new", "plan.xlsx", "--sample", "salon", "--force"]).exit_code == 0
        starts.append(Path("plan.xlsx").read_bytes())
    assert starts[0] != starts[1]
