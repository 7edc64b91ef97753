"""The workflow of the public forge runs what the README says, on the Pythons that the package says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORKFLOW = (ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def listed(name: str) -> list[str]:
    """The values of a line such as `python: ["3.11", "3.12"]`."""
    found = re.search(rf"^ +{name}: \[(.+)\]$", WORKFLOW, re.MULTILINE)
    assert found
    return [value.strip(' "') for value in found[1].split(",")]


def test_it_runs_the_readme_s_test_command() -> None:
    command = re.search(r"^python3 -m venv \.venv .*pytest.*$", README, re.MULTILINE)
    assert command
    assert [line.strip() for line in WORKFLOW.splitlines()].count(command[0]) == 1


def test_it_runs_on_every_system_and_every_python_from_the_oldest_supported() -> None:
    assert listed("os") == ["ubuntu-latest", "windows-latest", "macos-latest"]
    pythons = listed("python")
    assert f">={pythons[0]}" == PROJECT["requires-python"]
    assert pythons == [f"3.{minor}" for minor in range(11, 15)]
    named = {name.rsplit(" ", 1)[1] for name in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", name)}
    assert named == set(pythons)
