"""The scorecard's short form: each line is counted, and nothing on it is bad."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks import scorecard
from benchmarks.many import Tries

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("line", [one for one in scorecard.ROWS if one.__name__ != "mutants"])
def test_line(line: Callable[[bool], scorecard.Row]) -> None:
    """Mutants have a test of their own (tests/files/test_mutants.py)."""
    row = line(True)
    assert row.bad == 0, row.told
    assert row.tried or "not counted" in row.told


def _doubled(seed: int) -> int:
    if seed == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * seed


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals are needed")
def test_a_process_that_vanishes_is_told_and_the_others_go_on() -> None:
    tries = Tries(_doubled, range(20), "doubles")
    assert 5 in tries.lost
    assert len(tries.lost) <= 2  # and what the other process was at
    assert tries.found == {seed: 2 * seed for seed in range(20) if seed not in tries.lost}


def test_a_line_may_be_asked_for_some_seeds(capsys: pytest.CaptureFixture[str]) -> None:
    assert scorecard.main(["edits", "--seeds", "40:42"]) == 0
    title, told = capsys.readouterr().out.split("bad", 1)
    assert title.split() == ["random", "sessions", "of", "edits", "2"]
    assert told.split()[0] == "0"


@pytest.mark.parametrize("words", [["mutant"], ["edits", "--seeds", "all"]])
def test_what_is_not_there_is_told(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        scorecard.main(words)
    assert ended.value.code == 2
