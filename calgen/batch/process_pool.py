"""The tasks of a batch over the processors of this computer: `pebble` keeps the pool, stops and replaces a process.

A process is started anew (`spawn`), alike on every system. A few tasks more than there are processes wait in the pool,
so that none is idle; the others wait here, and nothing grows with their number. A task whose process ends is tried
once more when all others are done, alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from multiprocessing import get_context

from calgen.batch.outcomes import BatchOutcome, BatchTask, CommandOutput, Lost, State

WAITING = 2  # tasks a process that are given to the pool at once
FRESH = 50  # tasks after which a process is replaced: what its libraries keep does not add up
Work = Callable[[tuple[str, ...]], CommandOutput]


def run_in_pool(work: Work, tasks: Sequence[BatchTask], processes: int, timeout: float) -> Iterator[BatchOutcome]:
    """The outcome of each task as it ends; `work` is a function of a module, `timeout` in seconds for one task."""
    from pebble import ProcessPool  # its managers are slow to load

    died: list[BatchTask] = []
    with ProcessPool(max_workers=processes, max_tasks=FRESH, context=get_context("spawn")) as pool:
        waiting, running = iter(tasks), dict[Future[CommandOutput], BatchTask]()
        try:
            while True:
                for task in islice(waiting, processes * WAITING - len(running)):
                    running[pool.schedule(work, args=[task.arguments], timeout=timeout)] = task
                if not running:
                    break
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    task = running.pop(future)
                    result = _result(future)
                    if isinstance(result, Lost) and result.state is State.DIED:
                        died.append(task)
                    else:
                        yield BatchOutcome(task, result)
        finally:
            for future in running:
                future.cancel()
            end: Callable[[], None] = pool.stop if running else pool.close
            end()
            pool.join()
    for task in died:
        with ProcessPool(max_workers=1, context=get_context("spawn")) as alone:
            yield BatchOutcome(task, _result(alone.schedule(work, args=[task.arguments], timeout=timeout)))


def _result(future: Future[CommandOutput]) -> CommandOutput | Lost:
    """What a task returned; a process that was killed, or that has no memory left, returns nothing."""
    from pebble import ProcessExpired

    try:
        return future.result()
    except TimeoutError:
        return Lost(State.TIMED_OUT)
    except (ProcessExpired, MemoryError):
        return Lost(State.DIED)
