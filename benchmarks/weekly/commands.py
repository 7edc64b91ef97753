"""The commands of calgen as a user runs them on one file, in this process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from calgen.cli import main

_ENVIRONMENT = {"LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "fr_FR.UTF-8", "COLUMNS": "200"}


@dataclass(frozen=True)
class CommandResult:
    """What a command printed, and its exit code."""

    arguments: tuple[str, ...]
    code: int
    output: str
    error: str

    @property
    def record(self) -> dict[str, Any]:
        """What it printed as JSON."""
        found: dict[str, Any] = json.loads(self.output)
        return found


@dataclass(frozen=True)
class WorkbookFile:
    """The file of a user, with the backups beside it."""

    path: Path

    def read(self) -> bytes:
        return self.path.read_bytes()

    def write(self, data: bytes) -> None:
        self.path.write_bytes(data)

    def files(self) -> dict[str, bytes]:
        """Every file of the folder and below, by its place."""
        return {str(file): file.read_bytes() for file in sorted(self.path.parent.rglob("*")) if file.is_file()}

    def run(self, command: str, *options: str, today: date | None = None) -> CommandResult:
        """A command on the file. Raises RuntimeError where it ends with a fault of calgen's own."""
        dated = ("--today", today.isoformat()) if today else ()
        arguments = (command, str(self.path), *options, *dated)
        found = CliRunner().invoke(main, arguments, env=_ENVIRONMENT)
        if found.exception is not None and not isinstance(found.exception, SystemExit):
            raise RuntimeError(f"{command} {options}: {found.exception!r}") from found.exception
        return CommandResult(arguments, found.exit_code, found.stdout, found.stderr)
