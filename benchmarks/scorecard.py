"""The scorecard of reliability: `python -m benchmarks.scorecard`, about an hour; `--share 20`, a few minutes.

The cases stand in the catalogues of the tests: hostile files, mutants, faults of the disk, runs at once, rich
workbooks, hostile texts, sessions of edits, years of use, changed samples, random plans. The names of lines, such as
`mutants`, print those alone; `--share 20` tries every twentieth case; `--seeds 0:500` says which mutants, sessions of
edits and plans.
"""

from __future__ import annotations

import argparse
import sys
import time

from benchmarks.scorecard_lines import LINES, SEEDED


def main(arguments: list[str]) -> int:
    """Prints the scorecard; returns 1 where something is bad."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scorecard")
    parser.add_argument("lines", nargs="*", metavar="line", help=", ".join(line.__name__ for line in LINES))
    parser.add_argument("--share", type=int, default=1, metavar="N", help="try every N-th case only")
    parser.add_argument("--seeds", type=_seeds, metavar="A:B", help="from A up to B, of mutants, edits and plans")
    options = parser.parse_args(arguments)
    if unknown := set(options.lines) - {line.__name__ for line in LINES}:
        parser.error(f"no such line: {', '.join(sorted(unknown))}")
    bad = 0
    for line in LINES:
        if options.lines and line.__name__ not in options.lines:
            continue
        began = time.monotonic()
        found = line(options.share, options.seeds) if line in SEEDED else line(options.share)
        bad += found.bad
        took = time.monotonic() - began
        sys.stdout.write(f"{found.title:44} {found.tried:6}  bad {found.bad:3}  {found.details}  ({took:.0f} s)\n")
        sys.stdout.flush()
    return 1 if bad else 0


def _seeds(text: str) -> range:
    first, _, end = text.partition(":")
    return range(int(first), int(end))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
