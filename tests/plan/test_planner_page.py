"""The page on the planner names the passes and modules that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from calgen.plan import PASSES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "planner.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("plan_pass", PASSES, ids=lambda plan_pass: plan_pass.__name__)
def test_each_pass_has_its_row(plan_pass: object) -> None:
    module = plan_pass.__module__.rpartition(".")[2]
    assert f"`{module}.{plan_pass.__name__}`" in PAGE  # type: ignore[attr-defined]


def test_each_module_that_it_names_exists() -> None:
    named = set(re.findall(r"`(?:[\w/]*/)?(\w+\.py)`", PAGE))
    there = {path.name for folder in ("calgen", "benchmarks", "tests") for path in (ROOT / folder).rglob("*.py")}
    assert len(named) > 15
    assert named <= there


def test_each_function_that_it_names_exists() -> None:
    """Those that are written as `module.name`, of a module of the plan."""
    for module, name in re.findall(r"`(\w+)\.(?!py`)(\w+)`", PAGE):
        path = ROOT / "calgen" / "plan" / f"{module}.py"
        if path.exists():
            assert re.search(rf"^(def|class) {name}\b", path.read_text(encoding="utf-8"), re.MULTILINE), (module, name)
