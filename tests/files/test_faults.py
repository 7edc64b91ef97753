"""A real process, stopped or refused at its system calls: the file is the old one or the new one, and says which."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from faults import fail_at, kill_at, list_calls, with_errors

ROOT = Path(__file__).parents[2]
needs_strace = pytest.mark.system("strace")
STEP = 7  # the scorecard stops at every call; here, at every seventh


@needs_strace
def test_killed_at_a_call(tmp_path: Path) -> None:
    calls = list_calls(tmp_path / "run")
    assert len(calls) >= 30
    assert {"write", "fsync", "rename"} <= {call.name for call in calls}
    for call in calls[::STEP]:
        assert kill_at(tmp_path / "run", call).sound, call


@needs_strace
def test_a_call_that_fails(tmp_path: Path) -> None:
    for call, error in with_errors(list_calls(tmp_path / "run"))[::STEP]:
        assert fail_at(tmp_path / "run", call, error).sound, (call, error)


APPEND = """
import pathlib, sys, time
from calgen.book.problems import Refused
from calgen.files.save.save import lock_workbook, replace_workbook
path, mark, done = pathlib.Path(sys.argv[1]), sys.argv[2].encode(), 0
for turn in range(6):
    try:
        with lock_workbook(path):
            before = path.read_bytes()
            time.sleep(0.01)
            replace_workbook(path, before, before + mark, timestamp=f"20260301-0930{turn:02d}")
        done += 1
    except Refused as refused:
        assert refused.problem.code == "file_busy", refused.problem
        time.sleep(0.03)
print(done)
"""


@pytest.mark.parametrize("count", [2, 10])
def test_no_update_is_lost(tmp_path: Path, count: int) -> None:
    """What each run says it has written is there, whoever else wrote meanwhile."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"")
    marks = "abcdefghij"[:count]
    runs = [subprocess.Popen([sys.executable, "-c", APPEND, str(path), mark], cwd=ROOT, stdout=subprocess.PIPE)
            for mark in marks]  # fmt: skip
    said = {mark: int(run.communicate(timeout=120)[0]) for mark, run in zip(marks, runs, strict=True)}
    assert all(run.returncode == 0 for run in runs)
    now = path.read_bytes().decode()
    assert {mark: now.count(mark) for mark in marks} == said
    assert sum(said.values()) >= 6
