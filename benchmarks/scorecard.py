"""The scorecard of reliability: `python -m benchmarks.scorecard`, about an hour; `--short`, two minutes.

What is counted stands in the tests' own catalogues: hostile files, mutants, faults, runs at once, rich workbooks,
texts, edits. Names of lines, such as `mutants`, print those alone; `--seeds 0:500` says which mutants and which
sessions of edits, ten thousand and three thousand where it is not given.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.many import Tries

if TYPE_CHECKING:
    from faults import Found
    from sessions import Counts

ROOT = Path(__file__).parents[1]
TESTS = [ROOT / "tests" / room for room in ("files", "merge", "")]
sys.path[:0] = [str(place) for place in TESTS]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the scorecard: what was tried, how often, and what came of it; `bad` must be none."""

    title: str
    tried: int
    bad: int
    told: str


def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="scorecard-")


# -- files that lie --------------------------------------------------------------------------------------------------


def hostile(short: bool) -> Row:
    """Each hostile file through check, generate and balance; the heavy ones alone, with their memory."""
    import hostile_books
    from hostile_runs import MEGABYTES, SECONDS, run, run_apart

    refused = bad = 0
    slowest, most = 0.0, 0.0
    cases = [one for one in hostile_books.every() if not (short and one.heavy)]
    for case in cases[:: 4 if short else 1]:
        with _folder() as folder:
            found = (run_apart if case.heavy else run)(Path(folder), case.made())
        right = case.code in found.codes if case.code else found.exits[0] == 0
        bad += bool(found.faults) or not right or found.seconds > SECONDS or found.megabytes > MEGABYTES
        refused += bool(case.code)
        slowest, most = max(slowest, found.seconds), max(most, found.megabytes)
    tried = len(cases[:: 4 if short else 1])
    told = f"{refused} told by name and cure, {tried - refused} taken; slowest {slowest:.1f} s, most {most:.0f} MB"
    return Row("hostile files", tried, bad, told)


@cache
def _spoilt() -> tuple[bytes, ...]:
    """What mutants are made of: a small strategy and the samples, before and after their first run."""
    from datetime import date

    import hostile_books

    from calgen import api

    day = date(2027, 1, 4)
    before = [hostile_books.sound(), *(api.new("fr", name, day) for name in ("salon", "saas", "musee", "mairie"))]
    return (*before, *(api.generate(one, "plan.xlsx", day).after for one in before))


def _mutant(seed: int) -> tuple[int, int, float, str]:
    """Refused, a tab lost, seconds, faults."""
    from hostile_runs import COMMANDS, run
    from mutants import mutant, users_tabs

    books = _spoilt()
    small = seed % 5 != 0  # four of five of the small book, before or after: the samples take their time
    whole = seed % (20 if small else 100) == 1 or seed % 500 == 0  # all commands, and not only `check`
    data = mutant(books[(0 if seed % 2 else len(books) // 2) if small else seed // 5 % len(books)], seed)
    with _folder() as folder:
        found = run(Path(folder), data, COMMANDS if whole else COMMANDS[:1])
    lost = bool(found.after) and users_tabs(found.after) != users_tabs(data)
    return found.exits[0], lost, found.seconds, "; ".join(found.faults)


def mutants(short: bool, seeds: range | None = None) -> Row:
    """Mutants of the samples and of what calgen made of them."""
    from hostile_runs import SECONDS

    _spoilt()  # once, for all processes
    tries = Tries(_mutant, seeds or range(200 if short else 10_000), "mutants")
    found = tries.found.values()
    faults = {seed: one[3] or f"{one[2]:.0f} s" for seed, one in tries.found.items() if one[3] or one[2] > SECONDS}
    for seed, told in list(faults.items())[:5]:
        sys.stderr.write(f"    {seed}: {told[:300]}\n")
    lost, gone = sum(one[1] for one in found), len(tries.lost)
    refused, slowest = sum(one[0] for one in found), max((one[2] for one in found), default=0.0)
    told = f"{refused} refused or with problems, {len(faults)} tracebacks or hangs, {lost} tabs lost; "
    told += f"slowest {slowest:.1f} s{_vanished(tries.lost)}"
    return Row("mutants", len(found) + gone, len(faults) + lost + gone, told)


def _vanished(seeds: list[int]) -> str:
    """The seeds that were under way when a process vanished, if any."""
    return f"; a process vanished at one of {', '.join(map(str, seeds))}" if seeds else ""


# -- saving ----------------------------------------------------------------------------------------------------------


def kills(short: bool) -> Row:
    """A save that is killed at each of its system calls."""
    import faults

    if faults.STRACE is None:
        return Row("kill -9 at each system call of a save", 0, 0, "not counted: strace is not installed")
    with _folder() as folder:
        place = Path(folder) / "run"
        found = [faults.killed(place, point) for point in faults.points(place)[:: 10 if short else 1]]
    return _faulty("kill -9 at each system call of a save", found)


def errors(short: bool) -> Row:
    """A save of which each system call fails, with each error that a disk may give."""
    import faults

    title = "errors of the disk at each system call"
    if faults.STRACE is None:
        return Row(title, 0, 0, "not counted: strace is not installed")
    with _folder() as folder:
        place = Path(folder) / "run"
        some = faults.errors(faults.points(place))[:: 10 if short else 1]
        found = [faults.refused(place, point, error) for point, error in some]
    return _faulty(title, found)


def _faulty(title: str, found: list[Found]) -> Row:
    corrupted, untrue = sum(not one.whole for one in found), sum(not one.truthful for one in found)
    unclean = sum(not one.clean for one in found)
    told = f"{corrupted} corrupted, {untrue} told wrongly, {unclean} not clean for the next run"
    return Row(title, len(found), sum(not one.sound for one in found), told)


def at_once(short: bool) -> Row:
    """Runs at the same time, which each add to one file: what they say they wrote is there."""
    from test_faults import APPEND

    said = kept = 0
    groups = [2] * (3 if short else 15) + [10] * (1 if short else 3)
    for count in groups:
        with _folder() as folder:
            path = Path(folder) / "plan.xlsx"
            path.write_bytes(b"")
            runs = [subprocess.Popen([sys.executable, "-c", APPEND, str(path), mark], cwd=ROOT, stdout=subprocess.PIPE)
                    for mark in "abcdefghij"[:count]]  # fmt: skip
            said += sum(int(run.communicate()[0]) for run in runs)
            kept += len(path.read_bytes())
    return Row("runs at once", len(groups), abs(said - kept), f"{said} updates, {said - kept} lost")


# -- what comes back -------------------------------------------------------------------------------------------------


def guests(short: bool) -> Row:
    """Rich workbooks through a first run, a second, and one after a change: foreign parts that are another."""
    import rich_books
    from made_books import parts
    from test_rich_books import NAMES, changed, lost, once, run

    bad = compared = 0
    names = NAMES[::4] if short else NAMES
    for name in names:
        before = rich_books.made()[name]
        compared += len(parts(before))
        theirs = set(parts(before))
        bad += len(lost(before, once(name))) + (run(once(name)).after != once(name))
        edited = changed(once(name))
        bad += sum(part in theirs for part in lost(edited, run(edited).after))
    return Row("rich workbooks, three runs each", len(names), bad, f"{compared} parts, {bad} changed or lost")


def texts(short: bool) -> Row:
    """Texts that would be formulas, codes or commands elsewhere, typed into calendar and strategy."""
    from hostile_cells import TEXTS
    from surviving import lost_in_calendar, lost_in_strategy

    names = list(TEXTS)[:: 8 if short else 1]
    kept = 2 * len(names) - len(lost_in_calendar(names)) - len(lost_in_strategy(names))
    return Row("texts in calendar and strategy, some runs", 2 * len(names), 2 * len(names) - kept, f"{kept} the same")


def _session(seed: int) -> Counts:
    import sessions

    return sessions.run(1, seed)


def edits(short: bool, seeds: range | None = None) -> Row:
    """Random sessions of a user's edits between two runs (tests/merge)."""
    tries = Tries(_session, seeds or range(8 if short else 3_000), "sessions")
    found = tries.found.values()
    failed = {name: faults for one in found for name, faults in one.failed.items()}
    for name, faults in list(failed.items())[:5]:
        sys.stderr.write(f"    {name}: {'; '.join(faults)[:300]}\n")
    kept, typed, gone = sum(one.kept for one in found), sum(one.typed for one in found), len(tries.lost)
    told = f"{kept} of {typed} typed values kept; sessions with a fault: {len(failed)}{_vanished(tries.lost)}"
    return Row("random sessions of edits", len(found) + gone, len(failed) + gone, told)


ROWS: tuple[Callable[..., Row], ...] = (hostile, mutants, kills, errors, at_once, guests, texts, edits)


SEEDED = (mutants, edits)


def main(arguments: list[str]) -> int:
    """Prints the scorecard; the number of what is bad decides the end."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.scorecard")
    asked.add_argument("lines", nargs="*", metavar="line", help=", ".join(make.__name__ for make in ROWS))
    asked.add_argument("--short", action="store_true")
    asked.add_argument("--seeds", type=_seeds, metavar="A:B", help="from A up to B, of mutants and edits")
    words = asked.parse_args(arguments)
    if unknown := set(words.lines) - {make.__name__ for make in ROWS}:
        asked.error(f"no such line: {', '.join(sorted(unknown))}")
    bad = 0
    for make in ROWS:
        if words.lines and make.__name__ not in words.lines:
            continue
        began = time.monotonic()
        row = make(words.short, words.seeds) if make in SEEDED and words.seeds else make(words.short)
        bad += row.bad
        took = time.monotonic() - began
        sys.stdout.write(f"{row.title:44} {row.tried:6}  bad {row.bad:3}  {row.told}  ({took:.0f} s)\n")
        sys.stdout.flush()
    return 1 if bad else 0


def _seeds(text: str) -> range:
    first, _, end = text.partition(":")
    return range(int(first), int(end))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
