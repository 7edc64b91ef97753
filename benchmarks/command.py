"""Cost of the whole command beside its floor: `python -m benchmarks.command [SIZE ...] [--rounds N]`.

The command is `calgen generate FILE`, in a process of its own, from the start of the interpreter to its end. Its floor
is what no program of this design can do without: a process that imports click, holidays and XlsxWriter, reads every
part of the result and zips it again (deflate, level 6). Both take turns in one run. Figures are medians over the
rounds; the ratio is that of each round's pair. Seconds are of processor time, memory is the peak resident set. The
package is compiled first, as pip leaves an installed one.

`again` is the command on its own result, under the same day: nothing changes, nothing is written. `--help` and
`--version` stand beside a program of click alone.
"""

from __future__ import annotations

import argparse
import compileall
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import calgen
from benchmarks import instances
from benchmarks.workbooks import filled_workbook
from calgen import api
from calgen.book.words import load_words

START, TODAY = date(2027, 1, 4), date(2026, 12, 21)
SIZES: dict[str, Callable[[], bytes]] = {
    "salon": lambda: api.new("fr", "salon", START),
    "medium": lambda: filled_workbook(load_words("en"), instances.draw("medium", 1)),
    "large": lambda: filled_workbook(load_words("en"), instances.draw("large", 1)),
}
CALGEN = "import sys; from calgen.cli import run; sys.argv[0] = 'calgen'; run()"
FLOOR = """
import io, sys, zipfile
import click, holidays, xlsxwriter
with zipfile.ZipFile(sys.argv[1]) as old, zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as new:
    for name in old.namelist():
        new.writestr(name, old.read(name))
"""
CLICK = """
import click
@click.group()
def main():
    pass
@main.command()
def generate():
    pass
main(["--help"])
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: processor time in seconds, and its peak memory in MB."""

    seconds: float
    megabytes: float


def cost_of(code: str, *arguments: str) -> Cost:
    """Runs Python code in a process of its own; raises where it ends with an error."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    errors = process.stderr.read()
    process.stderr.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(errors.decode(errors="replace"))
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _generate(path: Path) -> Cost:
    return cost_of(CALGEN, "generate", str(path), "--today", TODAY.isoformat())


def measured(data: bytes, rounds: int) -> dict[str, list[Cost]]:
    """The costs of the first run, of a second one that changes nothing, and of the floor, round by round."""
    found: dict[str, list[Cost]] = {"first": [], "again": [], "floor": []}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        for _ in range(rounds):
            path.write_bytes(data)
            found["first"].append(_generate(path))
            found["again"].append(_generate(path))
            found["floor"].append(cost_of(FLOOR, str(path)))
    return found


def ratio(costs: Sequence[Cost], to: Sequence[Cost]) -> float:
    """The median over the rounds of one cost to the other."""
    return statistics.median(one.seconds / other.seconds for one, other in zip(costs, to, strict=True))


def _seconds(costs: Sequence[Cost]) -> float:
    return statistics.median(cost.seconds for cost in costs)


def _light(rounds: int) -> None:
    """Help and version beside a program of click alone."""
    asked = {"--help": (CALGEN, "--help"), "--version": (CALGEN, "--version"), "click": (CLICK,)}
    costs: dict[str, list[Cost]] = {name: [] for name in asked}
    for _ in range(rounds):
        for name, (code, *arguments) in asked.items():
            costs[name].append(cost_of(code, *arguments))
    for name in ("--help", "--version"):
        times = ratio(costs[name], costs["click"])
        sys.stdout.write(f"{name:10} {_seconds(costs[name]):6.2f} s  {times:5.2f} × click\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sizes", nargs="*", metavar="SIZE", help=f"of {', '.join(SIZES)}; none named: all")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    compileall.compile_dir(str(Path(calgen.__file__).parent), quiet=1)
    say = sys.stdout.write
    say("strategy    first   floor  first/floor  again/first   peak\n")
    for size in given.sizes or SIZES:
        costs = measured(SIZES[size](), given.rounds)
        first, again, floor = (costs[name] for name in ("first", "again", "floor"))
        peak = max(cost.megabytes for cost in first)
        say(f"{size:8} {_seconds(first):6.2f} s {_seconds(floor):5.2f} s {ratio(first, floor):11.2f}  "
            f"{ratio(again, first):11.2f}  {peak:4.0f} MB\n")  # fmt: skip
        sys.stdout.flush()
    _light(given.rounds)


if __name__ == "__main__":
    main()
