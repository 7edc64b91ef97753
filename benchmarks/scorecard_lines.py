"""The lines of the scorecard: each tries the cases of a catalogue of the tests, and counts those that end badly."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.object_lines import objects
from benchmarks.scorecard_results import ROOT, LineResult
from benchmarks.seed_runs import SeedRuns

if TYPE_CHECKING:
    from faults import FaultOutcome
    from sessions import Counts

MUTANTS, SESSIONS, PLANS, PAIRS, TENS, WEEKS = 10_000, 3_000, 2_000, 15, 3, 52
NO_STRACE = "not counted: strace is not installed"


def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="scorecard-")


# -- files that lie --------------------------------------------------------------------------------------------------


def hostile(share: int) -> LineResult:
    """Each hostile file through check, generate and balance; the heavy ones in a process of their own.

    A share of the cases leaves the heavy ones out.
    """
    import hostile_books
    from hostile_runs import MEGABYTES, SECONDS, run, run_apart

    refused = bad = 0
    slowest, most = 0.0, 0.0
    cases = [case for case in hostile_books.every() if share == 1 or not case.heavy][::share]
    for case in cases:
        with _folder() as folder:
            found = (run_apart if case.heavy else run)(Path(folder), case.made())
        right = case.code in found.codes if case.code else found.exits[0] == 0
        bad += bool(found.faults) or not right or found.seconds > SECONDS or found.megabytes > MEGABYTES
        refused += bool(case.code)
        slowest, most = max(slowest, found.seconds), max(most, found.megabytes)
    details = f"{refused} refused by name and cure, {len(cases) - refused} accepted; slowest {slowest:.1f} s, "
    return LineResult("hostile files", len(cases), bad, f"{details}most {most:.0f} MB")


@cache
def _mutated_books() -> tuple[bytes, ...]:
    """The workbooks that are mutated: a small strategy and the samples, before and after their first run."""
    from datetime import date

    import hostile_books

    from calgen import api

    day = date(2027, 1, 4)
    before = [hostile_books.sound(), *(api.new("fr", name, day) for name in ("salon", "saas", "musee", "mairie"))]
    return (*before, *(api.generate(book, "plan.xlsx", day).after for book in before))


def _mutant(seed: int) -> tuple[int, bool, float, str]:
    """Refused, a tab lost, seconds, faults."""
    from hostile_runs import COMMANDS, run
    from mutants import mutant, users_tabs

    books = _mutated_books()
    small = seed % 5 != 0  # four of five of the small book, before or after: the samples take their time
    whole = seed % (20 if small else 100) == 1 or seed % 500 == 0  # all commands, and not only `check`
    data = mutant(books[(0 if seed % 2 else len(books) // 2) if small else seed // 5 % len(books)], seed)
    with _folder() as folder:
        found = run(Path(folder), data, COMMANDS if whole else COMMANDS[:1])
    lost = bool(found.after) and users_tabs(found.after) != users_tabs(data)
    return found.exits[0], lost, found.seconds, "; ".join(found.faults)


def _faults_of_mutant(seed: int, found: tuple[int, bool, float, str]) -> dict[str, list[str]]:
    from hostile_runs import SECONDS

    _, _, seconds, faults = found
    return {str(seed): [faults or f"{seconds:.0f} s"]} if faults or seconds > SECONDS else {}


def mutants(share: int, seeds: range | None = None) -> LineResult:
    """Mutants of the samples and of their calendars."""
    _mutated_books()  # once, for all processes
    runs = SeedRuns(_mutant, seeds or range(0, MUTANTS, share), "mutants", faults=_faults_of_mutant)
    found = runs.results.values()
    lost, lost_runs = sum(one[1] for one in found), len(runs.lost)
    refused, slowest = sum(one[0] for one in found), max((one[2] for one in found), default=0.0)
    details = f"{refused} refused or with problems, {len(runs.failed)} tracebacks or hangs, {lost} tabs lost; "
    details += f"slowest {slowest:.1f} s{_named(runs.lost)}"
    return LineResult("mutants", len(found) + lost_runs, len(runs.failed) + lost + lost_runs, details)


def _named(seeds: list[int]) -> str:
    """The seeds in progress when a process ended abnormally, if any."""
    return f"; a process ended abnormally at one of {', '.join(map(str, seeds))}" if seeds else ""


# -- saving ----------------------------------------------------------------------------------------------------------


def kills(share: int) -> LineResult:
    """A save that is killed at each of its system calls."""
    import faults

    title = "kill -9 at each system call of a save"
    if faults.STRACE is None:
        return LineResult(title, 0, 0, NO_STRACE)
    with _folder() as folder:
        place = Path(folder) / "run"
        found = [faults.kill_at(place, call) for call in faults.list_calls(place)[::share]]
    return _faulty(title, found)


def errors(share: int) -> LineResult:
    """A save of which each system call fails, with each error that a disk may give."""
    import faults

    title = "errors of the disk at each system call"
    if faults.STRACE is None:
        return LineResult(title, 0, 0, NO_STRACE)
    with _folder() as folder:
        place = Path(folder) / "run"
        failing = faults.with_errors(faults.list_calls(place))[::share]
        found = [faults.fail_at(place, call, error) for call, error in failing]
    return _faulty(title, found)


def _faulty(title: str, found: list[FaultOutcome]) -> LineResult:
    corrupted, untrue = sum(not one.whole for one in found), sum(not one.truthful for one in found)
    unclean = sum(not one.clean for one in found)
    details = f"{corrupted} corrupted, {untrue} with a wrong exit code, {unclean} not clean for the next run"
    return LineResult(title, len(found), sum(not one.sound for one in found), details)


def at_once(share: int) -> LineResult:
    """Runs at the same time, which each add to one file: what they say they wrote is there."""
    from test_faults import APPEND

    said = kept = 0
    groups = [2] * (PAIRS // share or 1) + [10] * (TENS // share)
    for count in groups:
        with _folder() as folder:
            path = Path(folder) / "plan.xlsx"
            path.write_bytes(b"")
            runs = [subprocess.Popen([sys.executable, "-c", APPEND, str(path), mark], cwd=ROOT, stdout=subprocess.PIPE)
                    for mark in "abcdefghij"[:count]]  # fmt: skip
            said += sum(int(run.communicate()[0]) for run in runs)
            kept += len(path.read_bytes())
    return LineResult("runs at once", len(groups), abs(said - kept), f"{said} updates, {said - kept} lost")


# -- what comes back -------------------------------------------------------------------------------------------------


def guests(share: int) -> LineResult:
    """Rich workbooks through a first run, a second, and one after a change: foreign parts that are another."""
    import rich_books
    from made_books import parts
    from test_rich_books import NAMES, changed, lost, once, run

    bad = compared = 0
    names = NAMES[::share]
    for name in names:
        before = rich_books.made()[name]
        compared += len(parts(before))
        theirs = set(parts(before))
        bad += len(lost(before, once(name))) + (run(once(name)).after != once(name))
        edited = changed(once(name))
        bad += sum(part in theirs for part in lost(edited, run(edited).after))
    return LineResult("rich workbooks, three runs each", len(names), bad, f"{compared} parts, {bad} changed or lost")


def texts(share: int) -> LineResult:
    """Texts that would be formulas, codes or commands elsewhere, typed into calendar and strategy."""
    from hostile_cells import TEXTS
    from surviving import lost_in_calendar, lost_in_strategy

    names = list(TEXTS)[::share]
    kept = 2 * len(names) - len(lost_in_calendar(names)) - len(lost_in_strategy(names))
    return LineResult(
        "texts in calendar and strategy, some runs", 2 * len(names), 2 * len(names) - kept, f"{kept} the same"
    )


def _session(seed: int) -> Counts:
    import sessions

    return sessions.run(1, seed)


def edits(share: int, seeds: range | None = None) -> LineResult:
    """Random sessions of a user's edits between two runs (tests/merge)."""
    runs = SeedRuns(_session, seeds or range(0, SESSIONS, share), "sessions", faults=lambda _, counts: counts.failed)
    found, failed = runs.results.values(), runs.failed
    kept, typed, lost_runs = sum(one.kept for one in found), sum(one.typed for one in found), len(runs.lost)
    details = f"{kept} of {typed} typed values kept; sessions with a fault: {len(failed)}{_named(runs.lost)}"
    return LineResult("random sessions of edits", len(found) + lost_runs, len(failed) + lost_runs, details)


def years(share: int) -> LineResult:
    """Two samples that are used for a year: edits and a run each week, each month another strategy or language."""
    from benchmarks.year import made

    samples = ("salon", "saas")[: 1 if share > WEEKS else 2]
    played = [made(sample, 0, max(1, WEEKS // share)) for sample in samples]
    failed = [fault for year in played for fault in year.play()]
    for fault in failed[:5]:
        sys.stderr.write(f"    {fault[:300]}\n")
    weeks = sum(year.weeks for year in played)
    return LineResult("weeks of use", weeks, len(failed), f"{len(failed)} faults")


def changes(share: int) -> LineResult:
    """Each sample after each change of its strategy: the past stays, little else moves, a new theme gets its posts."""
    import test_added_items
    import test_later_run
    from made_samples import STARTS

    calls: list[tuple[Callable[..., None], tuple[object, ...]]] = []
    for edit in test_later_run.EDITS:
        calls += [(test_later_run.test_the_past_stands_as_it_was, edit), (test_later_run.test_little_else_moves, edit)]
    for sample in STARTS:
        calls += [(test_later_run.test_a_workbook_saved_by_another_program_is_still_the_same, (sample,)),
                  *((test_later_run.test_the_same_strategy_on_a_later_day_changes_no_row, (sample, days))
                    for days in (1, 400))]  # fmt: skip
    for theme in test_added_items.THEMES:
        calls += [(test_added_items.test_a_new_theme_gets_its_part, theme),
                  (test_added_items.test_few_posts_move_for_a_new_theme, theme)]  # fmt: skip
    calls += [(test_added_items.test_a_new_campaign_gets_its_part, campaign) for campaign in test_added_items.CAMPAIGNS]
    calls += [(test_added_items.test_a_new_platform_gets_its_posts, (sample,)) for sample in ("salon", "mairie")]
    for sample, platform in (("saas", "LinkedIn"), ("musee", "Instagram")):
        calls.append((test_added_items.test_a_raised_frequency_is_met, (sample, platform)))
    for sample, platform in (("saas", "LinkedIn"), ("musee", "Facebook")):
        calls.append((test_added_items.test_a_lowered_frequency_takes_away_what_it_must, (sample, platform)))
    failed = [f"{check.__name__}{case}" for check, case in calls[::share] if not _passes(check, case)]
    for name in failed:
        sys.stderr.write(f"    {name}\n")
    return LineResult("samples after a change", len(calls[::share]), len(failed), f"{len(failed)} not as promised")


def _passes(check: Callable[..., None], case: tuple[object, ...]) -> bool:
    try:
        check(*case)
    except AssertionError:
        return False
    return True


def _broken_promises(seed: int) -> list[str]:
    import random

    from draws import RandomDraws
    from oracles import broken
    from small_strategies import made
    from strategies import build

    case = build(RandomDraws(random.Random(seed)), weeks=(1, 2, 4, 8, 13))
    return broken(made(case.strategy, today=case.today))


def _named_promises(seed: int, broken: list[str]) -> dict[str, list[str]]:
    return {str(seed): broken} if broken else {}


def plans(share: int, seeds: range | None = None) -> LineResult:
    """Plans of random strategies, with every promise counted again from the posts (tests/plan)."""
    runs = SeedRuns(_broken_promises, seeds or range(0, PLANS, share), "plans", faults=_named_promises)
    broken = runs.failed
    details = f"{len(broken)} with a broken promise{_named(runs.lost)}"
    return LineResult("plans of random strategies", len(runs.results) + len(runs.lost), len(broken) + len(runs.lost),
                      details)  # fmt: skip


LINES: tuple[Callable[..., LineResult], ...] = (
    hostile, mutants, kills, errors, at_once, guests, texts, edits, objects, years, changes, plans,
)  # fmt: skip
SEEDED = (mutants, edits, objects, plans)
