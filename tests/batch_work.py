"""What the processes of a batch do in its tests; a module of its own, for each process loads it."""

from __future__ import annotations

import os
import time
from pathlib import Path

from calgen.batch.outcomes import CommandOutput


def work(arguments: tuple[str, ...]) -> CommandOutput:
    """Dies, sleeps, runs out of memory or ends well, as its name says; `once` dies the first time."""
    name, folder = arguments
    Path(folder, f"{name}.{time.time_ns()}").touch()
    if name.startswith("dies") or (name.startswith("once") and len(list(Path(folder).glob(f"{name}.*"))) == 1):
        os._exit(9)
    if name.startswith("memory"):
        raise MemoryError
    if name.startswith("sleeps"):
        time.sleep(600)
    return CommandOutput(0, "{}", "", 0.0)
