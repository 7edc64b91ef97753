"""`python -m calgen` is the command: the guide tells it to those whose system does not find `calgen` itself."""

from __future__ import annotations

import subprocess
import sys

import calgen.cli
from calgen.version import __version__


def test_the_package_runs_as_a_module() -> None:
    found = subprocess.run([sys.executable, "-m", "calgen", "--version"], capture_output=True, text=True, check=True)
    assert found.stdout.split() == [calgen.cli.__package__, __version__]
