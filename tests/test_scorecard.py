"""The scorecard's short form: each line is counted, and nothing on it is bad."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks import scorecard, scorecard_lines, scorecard_results
from benchmarks.seed_runs import SeedRuns

if TYPE_CHECKING:
    from collections.abc import Callable


SHARE = 500  # at least one case of each line; the cases have tests of their own


@pytest.mark.parametrize(
    "line", [line for line in scorecard_lines.LINES if line.__name__ not in ("mutants", "kills", "errors")]
)
def test_line(line: Callable[[int], scorecard_results.LineResult]) -> None:
    found = line(SHARE)
    assert found.bad == 0, found.details
    assert found.tried


@pytest.mark.system("strace")
@pytest.mark.parametrize("line", [scorecard_lines.kills, scorecard_lines.errors])
def test_line_of_strace(line: Callable[[int], scorecard_results.LineResult]) -> None:
    found = line(50)
    assert found.bad == 0, found.details
    assert found.tried > 1


def _doubled(seed: int) -> int:
    if seed == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * seed


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals are needed")
def test_a_process_that_ends_abnormally_is_reported_and_the_other_seeds_are_run() -> None:
    runs = SeedRuns(_doubled, range(20), "doubles")
    assert 5 in runs.lost
    assert len(runs.lost) <= 2  # and what the other process was at
    assert runs.results == {seed: 2 * seed for seed in range(20) if seed not in runs.lost}


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
