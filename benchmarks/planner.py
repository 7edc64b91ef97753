"""calgen's planner against simpler planners and proven bounds, side by side in one run.

    python -m benchmarks.planner [--sizes small,medium,large] [--seeds N] [--reference]

Each strategy is planned in a process of its own: CPU time is that of `plan()` alone, memory is the peak of the process.
Figures are medians over the seeds, with the worst in brackets. Times depend on the machine, ratios less so.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.instances import SIZES, START, draw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Run = dict[str, Any]
TARGETS = {"small": 0.1, "medium": 0.8, "large": 5.0}  # seconds of CPU
FIGURES = (
    *("dp", "do", "theme_p", "theme_o", "repeats", "same_day", "asked", "missed"),
    *("off_mission", "in_row", "campaign_off", "z_all", "z"),
)
TITLES = (
    *("strategy", "engine", "posts", "CPU s", "MB", "Dp", "Do", "theme p / o", "repeats < 3", "same day", "to find"),
    *("missed", "off mission", "3 in a row", "campaigns off", "Z, all rules", "Z", "Z ratio"),
)


def measure(size: str, seed: int, full: bool) -> list[Run]:
    """The runs of calgen and of the peers on calgen's slots, in this process; the plan is timed alone."""
    from calgen.book.vocabulary import choice_codes
    from calgen.plan import plan

    strategy = draw(size, seed, full=full)
    choice_codes("format")  # loads the vocabulary: whoever has read a workbook has it
    before = time.process_time()
    made = plan(strategy, (), START)
    seconds, memory = time.process_time() - before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    from benchmarks.figures import figures
    from benchmarks.peers import PEERS, plan_of, slots_of

    unavoidable = {True: 0.0, False: 0.0}  # by whether it is one platform
    for deviation in made.certificate:
        if deviation.level == "category":
            level = bool(deviation.platform)
            unavoidable[level] = max(unavoidable[level], deviation.unavoidable)
    runs = [_run("calgen", figures(strategy, made).flat(), seconds, memory)]
    runs[0] |= {"unavoidable_p": unavoidable[True], "unavoidable_o": unavoidable[False]}
    slots = slots_of(strategy, made)
    for name, peer in PEERS.items():
        before = time.process_time()
        theirs = plan_of(slots, peer)
        runs.append(_run(name, figures(strategy, theirs).flat(), time.process_time() - before, memory))
    return runs


def _run(engine: str, found: Run, seconds: float, memory: float) -> Run:
    return {"engine": engine, "cpu": seconds, "mb": memory, **found}


def run_apart(*arguments: str) -> Any:
    """The answer of this module in a fresh process: the JSON of its last line."""
    command = [sys.executable, "-m", "benchmarks.planner", *arguments]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])


def print_table(sizes: Sequence[str], seeds: int, say: Callable[[str], None]) -> None:
    """Print the table of figures, then speed and growth."""
    runs: dict[tuple[str, bool], list[list[Run]]] = {}
    say("| " + " | ".join(TITLES) + " |")
    say("|---|---|" + "---:|" * (len(TITLES) - 2))
    for full in (False, True):
        for size in sizes:
            found = [run_apart("--one", size, str(seed), str(int(full))) for seed in range(1, seeds + 1)]
            runs[size, full] = found
            for line in _lines(size, full, found):
                say(line)
    say("")
    for full in (False, True):
        own = {size: [engines[0] for engines in runs[size, full]] for size in sizes}
        say(_speed(own, full))


def _lines(size: str, full: bool, runs: Sequence[Sequence[Run]]) -> Iterable[str]:
    name = f"{size}, {'full' if full else 'no pins'}"
    for engine in range(len(runs[0])):
        own = [run[engine] for run in runs]
        got = {key: _median_and_worst([run[key] for run in own]) for key in ("posts", *FIGURES)}
        cpu, memory = (_median_and_worst([run[key] for run in own]) for key in ("cpu", "mb"))
        ratio = median(run["z"] / max(1e-9, of[0]["z"]) for run, of in zip(own, runs, strict=True))
        cells = [name, own[0]["engine"], got["posts"], cpu, memory if not engine else "", got["dp"], got["do"]]
        cells += [f"{got['theme_p']} / {got['theme_o']}", *(got[key] for key in FIGURES[4:]), f"{ratio:.1f}"]
        yield "| " + " | ".join(cells) + " |"
    if full:
        unavoidable = [_median_and_worst([run[0][key] for run in runs]) for key in ("unavoidable_p", "unavoidable_o")]
        rest = " |" * (len(TITLES) - 7)
        yield f"| {name} | unavoidable, each level alone | | | | {unavoidable[0]} | {unavoidable[1]} |{rest}"


def _median_and_worst(values: Sequence[float]) -> str:
    """The median, and the worst value in brackets where it differs."""
    middle, worst = _format(median(values)), _format(max(values))
    return middle if middle == worst else f"{middle} ({worst})"


def _format(value: float) -> str:
    if value >= 100 or value == int(value):
        return f"{round(value):,}"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _speed(runs: dict[str, list[Run]], full: bool) -> str:
    name = "full" if full else "no pins"
    points = [(run["posts"], run["cpu"]) for found in runs.values() for run in found]
    against = [
        f"{size} {_format(median(run['cpu'] for run in runs[size]))} s of {target}"
        for size, target in TARGETS.items()
        if size in runs
    ]
    growth = f"n^{_exponent(points):.2f} over {len(runs)} sizes" if len(runs) > 1 else "not fitted"
    return f"- {name}: CPU against target: {', '.join(against) or 'none'}; growth {growth}."


def _exponent(points: Sequence[tuple[float, float]]) -> float:
    """The slope of log time over log posts, by the least squares method."""
    xs, ys = ([math.log(point[axis]) for point in points] for axis in (0, 1))
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planner", description="calgen's planner, measured")
    parser.add_argument("--sizes", default="small,year,medium,half,large", help=", ".join(SIZES))
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--reference", action="store_true", help="proven bounds on small (needs ortools)")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    sizes = asked.sizes.split(",")
    if unknown := [size for size in sizes if size not in SIZES]:
        parser.error(f"no such size: {', '.join(unknown)}")
    if asked.one:
        size, seed, full = asked.one
        _say(json.dumps(measure(size, int(seed), full == "1")))
        return
    print_table(sizes, asked.seeds, _say)
    if asked.reference:
        from benchmarks import reference

        reference.report(asked.seeds, _say)


if __name__ == "__main__":
    main()
