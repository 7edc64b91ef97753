"""Runs the commands on a hostile file, here or in a process of its own, and says what came of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from calgen.cli import main

if sys.platform != "win32":
    import resource

ROOT = Path(__file__).parents[2]
COMMANDS = (("check",), ("generate", "--today", "2027-01-04"), ("balance",))
SECONDS, MEGABYTES = 10.0, 1_024.0  # what a file may cost, whatever it holds
_LIMIT = 4 << 30  # of a child's address space: its memory is counted, this only keeps the machine alive


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the commands on one file."""

    exits: tuple[int, ...]
    codes: frozenset[str]  # of all errors that were told
    seconds: float  # of processor time, the longest of the commands
    megabytes: float = 0.0  # at the most; 0 where it was not counted
    faults: tuple[str, ...] = field(default=())  # what must never be
    after: bytes = b""  # what `generate` made of the file; not kept of a run apart


def run(folder: Path, data: bytes, commands: tuple[tuple[str, ...], ...] = COMMANDS) -> Outcome:
    """The commands on a file, one after the other, in this process. The folder is the file's own."""
    found = [_one(folder, data, command) for command in commands]
    return _joined(found)


def run_apart(folder: Path, data: bytes) -> Outcome:
    """The same in a process of its own, whose memory is counted; it is ended after two minutes."""
    (folder / "data").write_bytes(data)
    env = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{Path(__file__).parent}"}
    out = folder / "out"
    with out.open("wb") as told:
        child = subprocess.Popen([sys.executable, __file__, str(folder)], env=env, cwd=ROOT, stdout=told,
                                 stderr=subprocess.STDOUT, preexec_fn=_bounded)  # fmt: skip
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        said = out.read_text(encoding="utf-8", errors="replace")[-300:]
        return Outcome((child.returncode,), frozenset(), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, (said,))
    one = json.loads(out.read_text(encoding="utf-8"))
    return Outcome(tuple(one["exits"]), frozenset(one["codes"]), one["seconds"], used.ru_maxrss / 1024,
                   tuple(one["faults"]))  # fmt: skip


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_LIMIT, _LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (120, 120))


def _one(folder: Path, data: bytes, command: tuple[str, ...]) -> Outcome:
    """One command on a file of its own, in a folder of its own."""
    inside = folder / "run"
    inside.mkdir(exist_ok=True)
    path = inside / "plan.xlsx"
    path.write_bytes(data)
    began = time.process_time()
    done = CliRunner().invoke(main, [command[0], str(path), *command[1:], "--format", "json"])
    seconds = time.process_time() - began
    faults, codes = [], frozenset[str]()
    if done.exit_code not in (0, 1):
        faults.append(f"{command[0]}: exit {done.exit_code}: {done.output[-300:]}")
    if "Traceback" in done.output:
        faults.append(f"{command[0]}: a traceback")
    try:
        told = _problems(json.loads(done.stdout))
        codes = frozenset(one["code"] for one in told if one["severity"] == "error")
        if "file_unread" in codes:
            faults.append(f"{command[0]}: a file that nobody has foreseen: {told}")
        if done.exit_code == 1 and not (codes and all(one["message"] and one["cure"] for one in told)):
            faults.append(f"{command[0]}: an end without a message and its cure")
    except ValueError:
        faults.append(f"{command[0]}: not JSON: {done.stdout[:200]}")
    written = command[0] == "generate" and done.exit_code == 0
    if not written and path.read_bytes() != data:
        faults.append(f"{command[0]}: the file was changed")
    beside = {one.name for one in inside.iterdir()} - {"plan.xlsx", ".calgen-backups"}
    if beside:
        faults.append(f"{command[0]}: left beside: {sorted(beside)}")
    return Outcome((done.exit_code,), codes, seconds, 0.0, tuple(faults), path.read_bytes() if written else b"")


def _problems(told: Any) -> list[dict[str, str]]:
    """The problems that a command told as JSON; `balance` tells tables where there are none."""
    found = told.get("problems", []) if isinstance(told, dict) else told
    return list(found)


def _joined(found: list[Outcome]) -> Outcome:
    return Outcome(
        tuple(one.exits[0] for one in found),
        frozenset(code for one in found for code in one.codes),
        max(one.seconds for one in found),
        0.0,
        tuple(fault for one in found for fault in one.faults),
        b"".join(one.after for one in found),
    )


def _alone() -> None:
    """What the child does."""
    folder = Path(sys.argv[1])
    found = run(folder, (folder / "data").read_bytes())
    print(json.dumps({"exits": found.exits, "codes": sorted(found.codes), "seconds": found.seconds,  # noqa: T201
                      "faults": found.faults}))  # fmt: skip


if __name__ == "__main__":
    _alone()
