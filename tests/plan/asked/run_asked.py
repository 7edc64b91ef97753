"""What is asked and not given, untold, in the plans of random strategies.

python tests/plan/asked/run_asked.py 12 57                  # every violation of these seeds
python tests/plan/asked/run_asked.py 12 --change days       # after this change of the strategy, planned again later
python tests/plan/asked/run_asked.py --table 300            # the table of promises over so many seeds
python tests/plan/asked/run_asked.py --table 100 --replan   # the same for all changes
python tests/plan/asked/run_asked.py --table 300 --only typed_days
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator

from asked_plan import AskedPlan
from books_asked import BOOK_CHANGES, replan_book
from change_rules import REPLAN_PROMISES
from changes_asked import CHANGES, planned, replan
from promises import PROMISES
from strategies_asked import draw

ALL = [oracle.__name__ for oracle in PROMISES]
Row = tuple[str, str]  # a promise, and what breaks it


def fresh(seed: int) -> AskedPlan:
    """The first plan of the strategy of a seed."""
    asked = draw(seed)
    return planned(asked.strategy, asked.today)


def of_first_plan(seed: int) -> list[Row]:
    """Every broken and untold promise of the first plan of a seed."""
    made = fresh(seed)
    return [(oracle.__name__, text) for oracle in PROMISES for text in oracle(made)]


def of_replan(seed: int, change: str) -> list[Row]:
    """Every broken and untold promise of the plan that follows a change."""
    case = replan_book(seed, change) if change in BOOK_CHANGES else replan(seed, change)
    found = [(oracle.__name__, text) for oracle in REPLAN_PROMISES for text in oracle(case)] if case else []
    return [(f"{name}, {change}", text) for name, text in found]


def table(seeds: range, names: list[str], changes: list[str]) -> Iterator[str]:
    """A line for each promise: violations, strategies, the seeds of the first ones."""
    found: dict[str, list[int]] = defaultdict(list)
    for seed in seeds:
        rows = [row for change in changes for row in of_replan(seed, change)] if changes else of_first_plan(seed)
        for name, _ in rows:
            found[name].append(seed)
    yield f"| promise | violations | strategies of {len(seeds)} | seeds |\n|---|---:|---:|---|\n"
    for name in names or sorted(found):
        of = list(dict.fromkeys(found[name]))
        yield f"| {name} | {len(found[name])} | {len(of)} | {', '.join(map(str, of[:8]))} |\n"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("seeds", nargs="*", type=int)
    parser.add_argument("--table", type=int, default=0, metavar="N")
    parser.add_argument("--from", dest="first", type=int, default=0, metavar="SEED")
    parser.add_argument("--only", default="", help="a promise")
    parser.add_argument("--change", default="", help=", ".join([*CHANGES, *BOOK_CHANGES]))
    parser.add_argument("--replan", action="store_true", help="all changes")
    asked = parser.parse_args()
    changes = [asked.change] if asked.change else list(CHANGES) if asked.replan else []
    if asked.table:
        names = [] if changes else [name for name in ALL if name.startswith(asked.only)]
        sys.stdout.writelines(table(range(asked.first, asked.first + asked.table), names, changes))
    for seed in asked.seeds:
        rows = [row for change in changes for row in of_replan(seed, change)] if changes else of_first_plan(seed)
        shown = [f"{seed} {name}: {text}\n" for name, text in rows if name.startswith(asked.only)]
        sys.stdout.writelines(shown)


if __name__ == "__main__":
    main()
