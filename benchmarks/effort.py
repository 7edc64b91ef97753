"""How much of the score a longer search would still find, for the sample workbooks.

python -m benchmarks.effort                          # ten times as many moves and rounds, all four samples
python -m benchmarks.effort --times 30 mairie musee
"""

from __future__ import annotations

import argparse
import sys
import time
from unittest.mock import patch

from calgen.files.read.samples import read_sample
from calgen.plan import plan
from calgen.plan.themes import search
from calgen.plan.themes.score import RuleScore, score_plan, total_points
from calgen.read import read
from calgen.strategy import Strategy

SAMPLES = ("salon", "saas", "musee", "mairie")
EFFORT = ("TRIES_PER_POST", "MOST_TRIES", "BASE_TRIES", "ROUNDS")  # of the search


def main(arguments: list[str]) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("samples", nargs="*", default=SAMPLES)
    parser.add_argument("--times", type=int, default=10)
    asked = parser.parse_args(arguments)
    sys.stdout.write(f"| sample | points | with {asked.times} × the effort | above it | CPU s | differences |\n")
    sys.stdout.write("|---|---:|---:|---:|---:|---|\n")
    for sample in asked.samples:
        sys.stdout.write(_line(sample, asked.times))


def _line(sample: str, times: int) -> str:
    strategy = read(read_sample(sample)).strategy
    usual, seconds = scores(strategy, 1)
    longer, _ = scores(strategy, times)
    before, after = total_points(usual), total_points(longer)
    pairs = zip(usual, longer, strict=True)
    rules = [
        f"{one.rule} {one.points:.1f} → {two.points:.1f}" for one, two in pairs if abs(one.points - two.points) > 0.05
    ]
    return (
        f"| {sample} | {before:.1f} | {after:.1f} | {before / after - 1:.1%} | {seconds:.2f} | {', '.join(rules)} |\n"
    )


def scores(strategy: Strategy, times: int) -> tuple[tuple[RuleScore, ...], float]:
    """The score of each rule of the first plan, and the processor time of the plan in seconds."""
    assert strategy.settings.start is not None
    more = {name: times * getattr(search, name) for name in EFFORT}
    with patch.multiple(search, **more):
        begin = time.process_time()
        made = plan(strategy, (), strategy.settings.start)
        seconds = time.process_time() - begin
    return score_plan(strategy, made), seconds


if __name__ == "__main__":
    main(sys.argv[1:])
