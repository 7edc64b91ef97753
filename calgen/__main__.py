"""`python -m calgen`: the command, where the folder of installed commands is not on the path."""

from __future__ import annotations

from calgen.cli import run

run()
