"""The tasks of a batch on the workers of a Dask cluster, whose scheduler is at an address.

The workers reach the files under the same paths, or in a bucket (`s3://`). Each has one thread, for a command prints
to the output of its process. The cluster has as many tasks at once as it has workers. A task whose worker ends goes to
another one, as often as the scheduler allows; a worker whose task takes too long is started again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from calgen.batch.outcomes import BatchOutcome, BatchTask, CommandOutput, Lost, State

CONNECT_SECONDS = 10
LOOK_SECONDS = 1  # between two looks at the tasks whose time may be over
SCHEMES = {"dask": "tcp", "tls": "tls"}  # of the address that a person types → of Dask
Work = Callable[[tuple[str, ...]], CommandOutput]


class ClusterError(Exception):
    """A cluster that cannot be used; `code` is that of its usage error."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


def scheduler_address(text: str) -> str:
    """The address of a scheduler as Dask takes it. Raises ClusterError where it is none."""
    parts = urlsplit(text)
    try:
        is_whole = bool(parts.hostname and parts.port)
    except ValueError:
        is_whole = False
    if parts.scheme not in SCHEMES or not is_whole or parts.username or parts.path.strip("/"):
        raise ClusterError("engine_address")
    return f"{SCHEMES[parts.scheme]}://{parts.hostname}:{parts.port}"


def run_on_dask(work: Work, tasks: Sequence[BatchTask], address: str, timeout: float) -> Iterator[BatchOutcome]:
    """The outcome of each task as it ends; `timeout` in seconds for one task.

    Raises ClusterError: no scheduler at the address, no worker, workers of another version of calgen, or with threads.
    """
    scheduler = scheduler_address(address)
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError("engine_missing") from None
    try:
        client = Client(scheduler, timeout=CONNECT_SECONDS)
    except OSError:
        raise ClusterError("engine_unreachable") from None
    with client:
        yield from _Run(client, work, timeout).outcomes(tasks)


class _Run:
    """A batch on a cluster."""

    def __init__(self, client: Any, work: Work, timeout: float) -> None:
        self._client, self._work, self._timeout = client, work, timeout
        self._given: dict[Any, tuple[BatchTask, float]] = {}  # future → its task, and when the cluster got it

    def outcomes(self, tasks: Sequence[BatchTask]) -> Iterator[BatchOutcome]:
        """The outcome of each task as it ends."""
        from distributed import wait

        waiting, workers = iter(tasks), _workers(self._client)
        while True:
            for task in islice(waiting, workers - len(self._given)):
                future = self._client.submit(self._work, task.arguments, pure=False)
                self._given[future] = (task, time.monotonic())
            if not self._given:
                return
            try:
                done = wait(list(self._given), timeout=LOOK_SECONDS, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                done = set()
            for future in done:
                yield BatchOutcome(self._given.pop(future)[0], _result(future))
                future.release()
            yield from self._overdue()

    def _overdue(self) -> Iterator[BatchOutcome]:
        """Gives up the tasks whose time is over, and starts their workers again."""
        now = time.monotonic()
        late = [future for future, (_, since) in self._given.items() if now - since > self._timeout]
        if not late:
            return
        busy = self._client.processing()
        keys = {future.key for future in late}
        stuck = [worker for worker, doing in busy.items() if keys & set(doing)]
        self._client.cancel(late)
        for future in late:
            yield BatchOutcome(self._given.pop(future)[0], Lost(State.TIMED_OUT))
        if stuck:
            self._client.restart_workers(stuck, raise_for_error=False)


def worker_version() -> str:
    """The version of calgen on a worker."""
    return version("calgen")


def _workers(client: Any) -> int:
    """How many workers there are; each must have calgen in the version of this process, and one thread."""
    workers = client.scheduler_info(n_workers=-1)["workers"]
    if not workers:
        raise ClusterError("engine_idle")
    found = client.run(worker_version, on_error="return")
    other = sorted({text if isinstance(text, str) else "?" for text in found.values()} - {worker_version()})
    if other:
        raise ClusterError("engine_version", ", ".join(other))
    if any(worker["nthreads"] > 1 for worker in workers.values()):
        raise ClusterError("engine_threads")
    return len(workers)


def _result(future: Any) -> CommandOutput | Lost:
    if future.status != "finished":
        return Lost(State.DIED)
    result: CommandOutput = future.result()
    return result
