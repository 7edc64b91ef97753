"""The tasks of a batch on the workers of a Dask cluster, whose scheduler is at an address.

The workers reach the files under the same paths, or in a bucket (`s3://`). Each has one thread, for a command prints
to the output of its process. The cluster has as many tasks at once as it has workers. A task whose worker ends goes to
another one, as often as the scheduler allows; a worker whose task takes too long, or whose batch is interrupted, is
started again. Workers that come later get tasks too.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from importlib.metadata import version
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from calgen.batch.outcomes import BatchOutcome, BatchTask, CommandOutput, Lost, State

CONNECT_SECONDS = 10
LOOK_SECONDS = 1  # between two looks at the tasks whose time may be over
PATIENCE_SECONDS = 30  # without any worker: one that ended is started again within a few seconds
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
    for name in [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # tracebacks of each connection that is lost
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
        """The outcome of each task as it ends; where the cluster is lost, of all that are left."""
        _require_fit(self._client)
        waiting = iter(tasks)
        try:
            yield from self._outcomes(waiting)
        except (OSError, CancelledError):  # the scheduler answers no more
            left, self._given = [task for task, _ in self._given.values()], {}
            for task in (*left, *waiting):
                yield BatchOutcome(task, Lost(State.CLUSTER_LOST))
        finally:
            with suppress(OSError, CancelledError):
                self._end(list(self._given))

    def _outcomes(self, waiting: Iterator[BatchTask]) -> Iterator[BatchOutcome]:
        """Raises OSError or CancelledError where the scheduler answers no more, or no worker is left."""
        from distributed import wait

        seen = time.monotonic()  # when there was a worker last
        while True:
            workers, now = len(_workers(self._client)), time.monotonic()
            seen = now if workers else seen
            if now - seen > PATIENCE_SECONDS:
                raise OSError
            for task in islice(waiting, max(0, workers - len(self._given))):
                future = self._client.submit(self._work, task.arguments, pure=False)
                self._given[future] = (task, time.monotonic())
            if workers and not self._given:
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
        """Gives up the tasks whose time is over; the time of one that waits for a worker has not begun."""
        now = time.monotonic()
        late = [future for future, (_, since) in self._given.items() if now - since > self._timeout]
        if not late:
            return
        at_work = {next(iter(doing)) for doing in self._client.processing().values() if doing}
        stuck = [future for future in late if future.key in at_work]
        for future in late:
            self._given[future] = (self._given[future][0], now)
        self._end(stuck)
        for future in stuck:
            yield BatchOutcome(self._given.pop(future)[0], Lost(State.TIMED_OUT))

    def _end(self, futures: Sequence[Any]) -> None:
        """Ends tasks, with the workers that are at them: these are started again."""
        if not futures:
            return
        keys = {future.key for future in futures}
        busy = [worker for worker, doing in self._client.processing().items() if keys & set(doing)]
        self._client.cancel(futures)
        with suppress(ValueError):  # workers whom nobody watches cannot be started again
            self._client.restart_workers(busy, raise_for_error=False)


def worker_version() -> str:
    """The version of calgen on a worker."""
    return version("calgen")


def _workers(client: Any) -> dict[str, Any]:
    """The workers that there are, by their addresses."""
    found: dict[str, Any] = client.scheduler_info(n_workers=-1)["workers"]
    return found


def _require_fit(client: Any) -> None:
    """Raises ClusterError where there is no worker, or one with another version of calgen, or with several threads."""
    workers = _workers(client)
    if not workers:
        raise ClusterError("engine_idle")
    found = client.run(worker_version, on_error="return")
    other = sorted({text if isinstance(text, str) else "?" for text in found.values()} - {worker_version()})
    if other:
        raise ClusterError("engine_version", ", ".join(other))
    if any(worker["nthreads"] > 1 for worker in workers.values()):
        raise ClusterError("engine_threads")


def _result(future: Any) -> CommandOutput | Lost:
    if future.status != "finished":
        return Lost(State.DIED)
    result: CommandOutput = future.result()
    return result
