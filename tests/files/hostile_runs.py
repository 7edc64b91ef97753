"""Runs the commands on a hostile file, in this process or in one of its own, and checks how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from calgen.cli import main

if sys.platform != "win32":
    import resource

ROOT = Path(__file__).parents[2]
COMMANDS = (("check",), ("generate", "--today", "2027-01-04"), ("balance",))
SECONDS, MEGABYTES = 10.0, 1_024.0  # the most that a command may take, whatever the file holds
_MOST_MEMORY = 4 << 30  # bytes of a child's address space: protects the machine; the memory used is measured apart


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the commands on one file ended."""

    exits: tuple[int, ...]
    codes: frozenset[str]  # of all errors that were printed
    seconds: float  # processor time of the slowest command
    megabytes: float = 0.0  # the most memory used; 0 where it was not measured
    faults: tuple[str, ...] = field(default=())  # what must never happen
    after: bytes = b""  # the file after `generate`; empty after `run_apart`


def run(folder: Path, data: bytes, commands: tuple[tuple[str, ...], ...] = COMMANDS) -> Outcome:
    """Runs the commands on a file, one after the other, in this process; `folder` is for this file alone."""
    return _join([_run_command(folder, data, command) for command in commands])


def run_apart(folder: Path, data: bytes) -> Outcome:
    """As `run`, in a process of its own, whose memory is measured; it is ended after two minutes."""
    (folder / "data").write_bytes(data)
    env = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{Path(__file__).parent}"}
    out = folder / "out"
    with out.open("wb") as output:
        child = subprocess.Popen([sys.executable, __file__, str(folder)], env=env, cwd=ROOT, stdout=output,
                                 stderr=subprocess.STDOUT, preexec_fn=_limit)  # fmt: skip
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    printed = out.read_text(encoding="utf-8", errors="replace")
    seconds, megabytes = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    if child.returncode != 0:
        return Outcome((child.returncode,), frozenset(), seconds, megabytes, (printed[-300:],))
    found = json.loads(printed)
    return Outcome(tuple(found["exits"]), frozenset(found["codes"]), found["seconds"], megabytes,
                   tuple(found["faults"]))  # fmt: skip


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (120, 120))


def _run_command(folder: Path, data: bytes, command: tuple[str, ...]) -> Outcome:
    """Runs one command on a new copy of the file."""
    inside = folder / "run"
    inside.mkdir(exist_ok=True)
    path = inside / "plan.xlsx"
    path.write_bytes(data)
    began = time.process_time()
    done = CliRunner().invoke(main, [command[0], str(path), *command[1:], "--format", "json"])
    seconds = time.process_time() - began
    codes, faults = _check_output(done)
    written = command[0] == "generate" and done.exit_code == 0
    if not written and path.read_bytes() != data:
        faults.append("the file was changed")
    if beside := {file.name for file in inside.iterdir()} - {"plan.xlsx", ".calgen-backups"}:
        faults.append(f"left beside the file: {sorted(beside)}")
    after = path.read_bytes() if written else b""
    return Outcome((done.exit_code,), codes, seconds, 0.0, tuple(f"{command[0]}: {fault}" for fault in faults), after)


def _check_output(done: Result) -> tuple[frozenset[str], list[str]]:
    """The codes of the errors that a command printed as JSON, and what must never happen."""
    faults = []
    if done.exit_code not in (0, 1):
        faults.append(f"exit {done.exit_code}: {done.output[-300:]}")
    if "Traceback" in done.output:
        faults.append("a traceback")
    try:
        problems = _problems(json.loads(done.stdout))
    except ValueError:
        return frozenset(), [*faults, f"not JSON: {done.stdout[:200]}"]
    codes = frozenset(problem["code"] for problem in problems if problem["severity"] == "error")
    if "file_unread" in codes:
        faults.append(f"an error without a name: {problems}")
    problems = [problem for problem in problems if problem["code"] not in ("tab_read", "tab_left")]
    if done.exit_code == 1 and not (codes and all(problem["message"] and problem["cure"] for problem in problems)):
        faults.append("a refusal without a message and its cure")
    return codes, faults


def _problems(printed: Any) -> list[dict[str, str]]:
    """The problems in a command's JSON; `balance` prints tables where there are none."""
    found = printed.get("problems", []) if isinstance(printed, dict) else printed
    return list(found)


def _join(outcomes: list[Outcome]) -> Outcome:
    """The outcome of all commands on a file."""
    return Outcome(
        tuple(outcome.exits[0] for outcome in outcomes),
        frozenset(code for outcome in outcomes for code in outcome.codes),
        max(outcome.seconds for outcome in outcomes),
        0.0,
        tuple(fault for outcome in outcomes for fault in outcome.faults),
        b"".join(outcome.after for outcome in outcomes),
    )


def _run_as_child() -> None:
    """Runs the commands and prints the outcome as JSON."""
    folder = Path(sys.argv[1])
    found = run(folder, (folder / "data").read_bytes())
    print(json.dumps({"exits": found.exits, "codes": sorted(found.codes), "seconds": found.seconds,  # noqa: T201
                      "faults": found.faults}))  # fmt: skip


if __name__ == "__main__":
    _run_as_child()
