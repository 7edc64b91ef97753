"""The scorecard's short form: each line is counted, and nothing on it is bad."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest
from seeds import few_of

from benchmarks import object_lines, scorecard, scorecard_lines, scorecard_results, seed_runs
from benchmarks.seed_runs import SeedRuns

if TYPE_CHECKING:
    from collections.abc import Callable


SHARE = 500  # at least one case of each line; the cases have tests of their own


LONG = ("edits", "years", "texts", "objects", "changes")  # tests of their own play such cases in every run


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(line, marks=pytest.mark.long if line.__name__ in LONG else ())
        for line in scorecard_lines.LINES
        if line.__name__ not in ("mutants", "kills", "errors")
    ],
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


def _with_fault(seed: int) -> object:
    import object_sessions

    return object_sessions.ObjectCounts(failed={f"session {seed}": ["a fault"]})


def _faults_of_first(seed: int) -> list[str]:
    return ["lost: a", "lost: b"] if seed == 0 else []


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals are needed")
def test_a_fault_is_told_when_it_happens(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seed_runs, "REPORT_SECONDS", 0.0)
    SeedRuns(_faults_of_first, range(40), "runs", faults=lambda seed, found: {str(seed): found} if found else {})
    told = capfd.readouterr().err.splitlines()
    (at,) = (n for n, line in enumerate(told) if line == "    runs: 0: lost: a; lost: b")
    assert any(line.startswith("    runs: 40 of 40") for line in told[at + 1 :])


@pytest.mark.parametrize("line", few_of(["edits", "objects"], 1))
def test_a_session_with_a_fault_is_told_once(
    line: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    module = object_lines if line == "objects" else scorecard_lines
    monkeypatch.setattr(module, "_session", _with_fault)
    assert scorecard.main([line, "--seeds", "1:3"]) == 1
    told = capfd.readouterr()
    assert told.err.count("session 1: a fault") == told.err.count("session 2: a fault") == 1
    assert "bad   2" in told.out


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
