"""Stops a save, or makes the disk fail, at each of its system calls: strace injects the fault into a real process."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from calgen.files.save.backups import FOLDER
from calgen.files.save.save import replace_workbook

ROOT = Path(__file__).parents[2]
STRACE = shutil.which("strace")
OLD, NEW, NEXT = b"old bytes" * 1_000, b"new bytes, a few more" * 1_000, b"the next run's"
# the calls that change a disk, or may fail on one
CALLS = ("openat", "write", "fsync", "close", "rename", "unlink", "mkdir", "fchmod", "fchown", "link", "utimensat",
         "fsetxattr", "setxattr", "flistxattr", "llistxattr", "newfstatat", "getdents64", "flock")  # fmt: skip
ERRORS = {"ENOSPC": ("openat", "write", "mkdir", "rename", "link"),
          "EIO": ("write", "fsync", "close", "rename", "flock"), "EACCES": ("openat", "rename", "unlink", "mkdir"),
          "EROFS": ("openat", "mkdir", "unlink"), "ENOLCK": ("flock",)}  # fmt: skip
_SAVE = """
import os, pathlib, sys
from calgen.book.problems import Refused
from calgen.files.save.save import replace_workbook
path = pathlib.Path(sys.argv[1])
old, new = path.read_bytes(), path.with_name("new").read_bytes()
os.getsid(0)  # from here on it counts
try:
    replace_workbook(path, old, new, timestamp="20260301-093000")
except Refused as refused:
    sys.exit(3)
"""


@dataclass(frozen=True, slots=True)
class SystemCall:
    """A system call of a save: its name, and its number among those of that name, from the start of the process."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class FaultOutcome:
    """After a fault: whether the file is whole, the exit code is true, and the next run leaves nothing behind."""

    call: SystemCall
    whole: bool
    truthful: bool
    clean: bool

    @property
    def sound(self) -> bool:
        return self.whole and self.truthful and self.clean


def _new_workbook(folder: Path) -> Path:
    """Makes a workbook that was saved once before, in a folder of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / FOLDER).mkdir(parents=True)
    (folder / FOLDER / "plan.20260228-093000.xlsx").write_bytes(b"older")
    path = folder / "plan.xlsx"
    path.write_bytes(OLD)
    (folder / "new").write_bytes(NEW)
    return path


def _run_traced(path: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    assert STRACE
    command = [STRACE, "-f", "-qq", *options, sys.executable, "-c", _SAVE, str(path)]
    env = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=False, timeout=60)


def list_calls(folder: Path) -> list[SystemCall]:
    """Every system call of a save that CALLS names, in order."""
    path = _new_workbook(folder)
    log = folder.parent / "trace"
    done = _run_traced(path, "-o", str(log), "-e", f"trace=getsid,{','.join(CALLS)}")
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == NEW
    seen: Counter[str] = Counter()
    found: list[SystemCall] = []
    counting = False
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        name = re.match(r"(?:\d+ +)?(\w+)\(", line)
        if not name:
            continue
        if name[1] == "getsid":
            counting = True
            continue
        seen[name[1]] += 1
        if counting:
            found.append(SystemCall(name[1], seen[name[1]]))
    return found


def kill_at(folder: Path, call: SystemCall) -> FaultOutcome:
    """Kills a save at a call."""
    return _inject(folder, call, "signal=KILL")


def fail_at(folder: Path, call: SystemCall, error: str) -> FaultOutcome:
    """Makes a call of a save fail."""
    return _inject(folder, call, f"error={error}")


def _inject(folder: Path, call: SystemCall, fault: str) -> FaultOutcome:
    path = _new_workbook(folder)
    log = folder.parent / "trace"
    done = _run_traced(path, "-o", str(log), "-e", f"trace={call.name}", "-e",
                   f"inject={call.name}:{fault}:when={call.number}")  # fmt: skip
    now = path.read_bytes() if path.exists() else b""
    truthful = fault == "signal=KILL" or (now == NEW) == (done.returncode == 0)
    replace_workbook(path, now or None, NEXT, timestamp="20260302-093000")
    left = {one.name for one in folder.iterdir()} - {"plan.xlsx", "new", FOLDER}
    halves = [one.name for one in (folder / FOLDER).iterdir() if one.name.endswith(".tmp")]
    return FaultOutcome(call, now in (OLD, NEW), truthful, path.read_bytes() == NEXT and not left and not halves)


def with_errors(calls: list[SystemCall]) -> list[tuple[SystemCall, str]]:
    """Each call with each error that a disk may answer."""
    return [(call, error) for call in calls for error, names in ERRORS.items() if call.name in names]
