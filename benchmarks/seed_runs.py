"""Runs a function for many seeds on two processes; a process that ends abnormally is reported with its seeds."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Generic, TypeVar

if sys.platform != "win32":
    import resource

PROCESSES = min(2, os.cpu_count() or 1)
REPORT_SECONDS = 30.0  # between two lines of progress
MOST_TOLD = 300  # characters of the faults of a case
MOST_BYTES, MOST_SECONDS = 4 << 30, 300  # memory of a process, processor time of one seed

Result = TypeVar("Result")


class SeedRuns(Generic[Result]):
    """The result of each seed; `lost` are the seeds in progress when a process ended abnormally.

    A new process takes over after `per_process` seeds, where that is given: for functions that keep what they made.
    `faults` gives those of a seed and its result, by the name of the case; each is told on stderr as soon as it is
    known, and all are kept in `failed`.
    """

    def __init__(
        self,
        function: Callable[[int], Result],
        seeds: Iterable[int],
        title: str,
        per_process: int | None = None,
        faults: Callable[[int, Result], Mapping[str, Sequence[str]]] = lambda seed, result: {},
    ) -> None:
        self._context = None if per_process is None else multiprocessing.get_context("spawn")
        self._per_process = per_process
        self._faults = faults
        self.results: dict[int, Result] = {}
        self.failed: dict[str, Sequence[str]] = {}  # case → its faults
        self.lost: list[int] = []
        self._function, self._seeds, self._title = function, tuple(seeds), title
        self._reported = time.monotonic()
        while left := [seed for seed in self._seeds if seed not in self.results and seed not in self.lost]:
            self._run(left)

    def _run(self, seeds: list[int]) -> None:
        """Runs seeds until all are done or a process ends abnormally, which ends the other process too."""
        waiting = iter(seeds)
        running: dict[Future[Result], int] = {}
        with ProcessPoolExecutor(
            PROCESSES, self._context, _limit_memory, max_tasks_per_child=self._per_process
        ) as pool:
            try:
                while True:
                    for seed in islice(waiting, PROCESSES - len(running)):
                        running[pool.submit(_run_limited, self._function, seed)] = seed
                    if not running:
                        return
                    for done in wait(running, REPORT_SECONDS, FIRST_COMPLETED).done:
                        self._add(running[done], done.result())
                        del running[done]
                    self._report_progress(running.values())
            except BrokenProcessPool:
                self.lost += sorted(running.values())
                self._report(f"a process ended abnormally, at one of the seeds {self.lost[-len(running) :]}")

    def _add(self, seed: int, result: Result) -> None:
        self.results[seed] = result
        for name, found in self._faults(seed, result).items():
            self.failed[name] = found
            self._report(f"{name}: {'; '.join(found)[:MOST_TOLD]}")

    def _report_progress(self, running: Iterable[int]) -> None:
        if time.monotonic() - self._reported > REPORT_SECONDS:
            self._reported = time.monotonic()
            self._report(f"{len(self.results)} of {len(self._seeds)}, now at {sorted(running)}")

    def _report(self, text: str) -> None:
        sys.stderr.write(f"    {self._title}: {text}\n")
        sys.stderr.flush()


def _limit_memory() -> None:
    """Limits the memory of this process, so that a case without limits fails and the machine does not."""
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))


def _run_limited(function: Callable[[int], Result], seed: int) -> Result:
    """Runs one seed; the system ends the process after some minutes of processor time."""
    if sys.platform != "win32":
        used = time.process_time()
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + MOST_SECONDS, resource.RLIM_INFINITY))
    return function(seed)
