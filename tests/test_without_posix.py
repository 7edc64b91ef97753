"""The tests of saving once more, with what Windows lacks taken from calgen (`without_posix.py`)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SAVING = ("test_save.py", "test_backups.py", "test_lock.py", "test_save_faults.py")


def run_without_posix(*arguments: str) -> str:
    """The last line of a run of pytest."""
    env = {**os.environ, "PYTHONPATH": str(HERE)}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "without_posix", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, cwd=HERE.parent, env=env, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout[-3_000:] + done.stderr[-3_000:]
    return done.stdout.splitlines()[-1]


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="who holds a file open must be known: /proc is needed")
@pytest.mark.parametrize(
    ("names", "chosen", "least"),
    [
        ([f"tests/files/{name}" for name in SAVING], "", 90),
        (["tests/test_cli.py", "tests/test_command_errors.py"], "undo or refused or bug or elsewhere", 6),
    ],
)
def test_it_works_with_what_windows_has(names: list[str], chosen: str, least: int) -> None:
    passed = re.search(r"(\d+) passed", run_without_posix(*names, "-k", chosen))
    assert passed
    assert int(passed[1]) >= least
