"""Very many tries, on two processes: a process that vanishes is told with what it was at, and the others go on."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Generic, TypeVar

if sys.platform != "win32":
    import resource

PROCESSES = min(2, os.cpu_count() or 1)
EVERY = 30.0  # seconds between two words on how far it is
_BYTES, _SECONDS = 4 << 30, 300  # what a process may take, and a try of it: one without an end must not keep us waiting

Found = TypeVar("Found")


class Tries(Generic[Found]):
    """What came of each seed; `lost` are those that were under way when a process vanished."""

    def __init__(self, one: Callable[[int], Found], seeds: Iterable[int], what: str) -> None:
        self.found: dict[int, Found] = {}
        self.lost: list[int] = []
        self._one, self._seeds, self._what = one, tuple(seeds), what
        self._told = time.monotonic()
        while left := [seed for seed in self._seeds if seed not in self.found and seed not in self.lost]:
            self._try(left)

    def _try(self, seeds: list[int]) -> None:
        """Goes on until all is done or a process vanishes, which is the end of the others too."""
        waiting = iter(seeds)
        under_way: dict[Future[Found], int] = {}
        with ProcessPoolExecutor(PROCESSES, initializer=_bound) as pool:
            try:
                while True:
                    for seed in islice(waiting, PROCESSES - len(under_way)):
                        under_way[pool.submit(_bounded, self._one, seed)] = seed
                    if not under_way:
                        return
                    for done in wait(under_way, EVERY, FIRST_COMPLETED).done:
                        self.found[under_way[done]] = done.result()
                        del under_way[done]
                    self._tell(under_way.values())
            except BrokenProcessPool:
                self.lost += sorted(under_way.values())
                self._say(f"a process vanished, at one of the seeds {self.lost[-len(under_way) :]}")

    def _tell(self, under_way: Iterable[int]) -> None:
        if time.monotonic() - self._told > EVERY:
            self._told = time.monotonic()
            self._say(f"{len(self.found)} of {len(self._seeds)}, now at {sorted(under_way)}")

    def _say(self, text: str) -> None:
        sys.stderr.write(f"    {self._what}: {text}\n")
        sys.stderr.flush()


def _bound() -> None:
    """A process that takes more memory than any file may is refused it, and says so as a fault."""
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))


def _bounded(one: Callable[[int], Found], seed: int) -> Found:
    """One try; the system ends a process that is at it for minutes."""
    if sys.platform != "win32":
        used = time.process_time()
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + _SECONDS, resource.RLIM_INFINITY))
    return one(seed)
