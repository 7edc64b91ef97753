"""What a batch asks for one file, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from calgen.files.stores.address import Location


class State(Enum):
    """How the command ended for one file of a batch."""

    DONE = "done"  # it was written, or read where the command writes nothing
    UNCHANGED = "unchanged"
    PENDING = "pending"  # it would change, were it no dry run
    NO_EXPORTS = "no_exports"  # no file of results for this workbook
    STOPPED = "stopped"  # by a problem in the workbook
    BUSY = "busy"  # open elsewhere, locked, or changed meanwhile
    FAULT = "fault"  # of calgen
    TIMED_OUT = "timed_out"
    INTERRUPTED = "interrupted"  # the batch, before the file was done
    CLUSTER_LOST = "cluster_lost"  # its scheduler or all of its workers, before the file was done
    DIED = "died"  # twice: the process that worked on it ended

    @property
    def is_good(self) -> bool:
        """Whether nothing is left to do for the file."""
        return self in (State.DONE, State.UNCHANGED, State.PENDING, State.NO_EXPORTS)


@dataclass(frozen=True, slots=True)
class BatchTask:
    """The command for one file, with its arguments as a terminal would pass them."""

    file: Location
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommandOutput:
    """What a command printed, its exit code, and the processor time that it took, in seconds."""

    code: int
    output: str
    error: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Lost:
    """A file without an output: its time was over, or the process that worked on it ended twice."""

    state: State


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """What came of one file."""

    task: BatchTask
    result: CommandOutput | Lost
