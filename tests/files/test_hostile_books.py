"""Whatever the file, each command ends with a sentence and its cure, soon, and leaves the file as it was."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

import hostile_books
import pytest
from click.testing import CliRunner
from hostile_books import Case
from hostile_runs import COMMANDS, MEGABYTES, SECONDS, Outcome, run, run_apart
from seeds import few_of

from calgen.book.problems import Refused
from calgen.cli import main
from calgen.files.read import guard, load

CASES = hostile_books.every()
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files and limits are needed")
# heavy ones that stand for their kind; the scorecard runs them all
SHORT = {"elements of no meaning", "a shared formula", "one text often", "five million empty texts",
         "a format of brackets", "a million names", "two hundred thousand nested tags in a tab"}  # fmt: skip
QUICK = {"five million empty texts"}


def ends_well(case: Case, found: Outcome) -> None:
    assert found.faults == ()
    assert found.seconds <= SECONDS
    assert found.megabytes <= MEGABYTES
    if case.code:
        assert found.exits[0] == 1
        assert case.code in found.codes
    else:
        assert found.exits[0] == 0


def test_there_are_enough() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 180
    assert {case.name for case in CASES if case.heavy} >= SHORT


def _light() -> list[Any]:
    """The cases that take no time: two of those whose names begin with the same two words in every run."""
    families: dict[str, list[Case]] = {}
    for case in CASES:
        if not case.heavy:
            families.setdefault(" ".join(re.split(r"[ :]+", case.name)[:2]), []).append(case)
    return [case for family in families.values() for case in few_of(family, 2, every=max(1, len(family) // 2))]


@pytest.mark.parametrize("case", _light(), ids=lambda one: str(one.name))
def test_light(case: Case, tmp_path: Path) -> None:
    ends_well(case, run(tmp_path, case.made()))


@posix
@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=str(case.name), marks=() if case.name in QUICK else pytest.mark.long)
        for case in CASES
        if case.name in SHORT
    ],
)
def test_heavy(case: Case, tmp_path: Path) -> None:
    ends_well(case, run_apart(tmp_path, case.made()))


def test_nothing_is_written_elsewhere(tmp_path: Path) -> None:
    for case in CASES:
        if case.name.startswith(("a name that climbs", "a name from the root")):
            run(tmp_path, case.made())
    assert not [path for path in (Path("/tmp/calgen-climbed"), Path("/etc/calgen-climbed")) if path.exists()]


# -- what is no file at all -------------------------------------------------------------------------------------------


def ended(path: Path, code: int) -> str:
    """The codes that each command ends with on a path; all the same."""
    found = set()
    for command in COMMANDS:
        done = CliRunner().invoke(main, [command[0], str(path), *command[1:], "--format", "json"])
        assert done.exit_code == code, done.output
        assert "Traceback" not in done.output
        found.add(done.output)
    return " ".join(found)


def test_a_folder(tmp_path: Path) -> None:
    assert str(tmp_path) in ended(tmp_path, 2)


@posix
def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    link = tmp_path / "plan.xlsx"
    link.symlink_to(tmp_path / "gone.xlsx")
    assert "file_absent" in ended(link, 1)


@posix
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "plan.xlsx"
    os.mkfifo(pipe)
    assert "not_a_file" in ended(pipe, 1)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a file without an end is needed: /dev/zero")
def test_a_file_without_an_end() -> None:
    with pytest.raises(Refused) as caught:
        load.read_bytes(Path("/dev/zero"))
    assert caught.value.problem.code == "not_a_file"


def test_a_file_of_ten_gigabytes_is_not_read(tmp_path: Path) -> None:
    great = tmp_path / "plan.xlsx"
    with great.open("wb") as file:
        file.truncate(10 << 30)
    with pytest.raises(Refused) as caught:
        load.read_bytes(great)
    assert caught.value.problem.code == "too_big_file"
    assert caught.value.problem.values["limit"] == guard.MOST_BYTES // guard.MEGABYTE


@pytest.mark.long
def test_a_row_of_ten_thousand_titles(tmp_path: Path) -> None:
    """A title that is nearly one of ours is looked for among those at the left; the rest is the user's.

    Without a calendar there is no balance.
    """
    titles = "".join(hostile_books.inline(f"{letters(at)}1", f"Thèmme {at}") for at in range(9, 10_000))
    rows = hostile_books.rows("Thèmes", {}).replace("</row>", f"{titles}</row>", 1)
    found = run(tmp_path, hostile_books.part(hostile_books.SHEET, hostile_books.sheet(rows))())
    assert (found.exits, found.faults) == ((0, 0, 1), ())
    assert found.seconds <= SECONDS


def letters(column: int) -> str:
    from calgen.book.grid import letter

    return letter(column)
