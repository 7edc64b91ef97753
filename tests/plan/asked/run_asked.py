"""What is asked and not given, untold, in the plans of random strategies.

python tests/plan/asked/run_asked.py 12 57          # every violation of these seeds
python tests/plan/asked/run_asked.py --table 300    # the table of promises over so many seeds
python tests/plan/asked/run_asked.py --table 300 --only typed_days
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator

from asked_plan import AskedPlan
from promises import PROMISES, Violation, violations
from strategies_asked import draw

from calgen.check import check_plan
from calgen.plan import plan


def fresh(seed: int) -> AskedPlan:
    """The first plan of the strategy of a seed."""
    asked = draw(seed)
    made = plan(asked.strategy, (), asked.today)
    problems = check_plan(asked.strategy, made, asked.today)
    return AskedPlan(asked.strategy, asked.today, made, tuple(problems))


def table(seeds: range, only: str) -> Iterator[str]:
    """A line for each promise: violations, strategies, the seeds of the first ones."""
    found: dict[str, list[tuple[int, Violation]]] = defaultdict(list)
    for seed in seeds:
        for violation in violations(fresh(seed)):
            found[violation.promise].append((seed, violation))
    yield f"| promise | violations | strategies of {len(seeds)} | seeds |\n|---|---:|---:|---|"
    for oracle in PROMISES:
        own = found[oracle.__name__]
        if not only or oracle.__name__ == only:
            of = list(dict.fromkeys(seed for seed, _ in own))
            yield f"| {oracle.__name__} | {len(own)} | {len(of)} | {', '.join(map(str, of[:8]))} |"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("seeds", nargs="*", type=int)
    parser.add_argument("--table", type=int, default=0, metavar="N")
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    for line in table(range(asked.table), asked.only) if asked.table else ():
        sys.stdout.write(line + "\n")
    for seed in asked.seeds:
        for violation in violations(fresh(seed)):
            if not asked.only or violation.promise == asked.only:
                sys.stdout.write(f"{seed} {violation.promise}: {violation.text}\n")


if __name__ == "__main__":
    main()
