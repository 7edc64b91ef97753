"""How far a batch is, where a person watches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from calgen.terminal import PipedConsole


@contextmanager
def show_count(count: int) -> Iterator[Callable[[], None]]:
    """A bar with the time left, where a person watches; what it yields is called after each of `count` steps."""
    console = PipedConsole(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=count)
        yield lambda: bar.advance(task)
