"""The page on the planner names the passes and modules that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from calgen.plan import PASSES
from calgen.plan.themes.rule import Rule
from calgen.plan.themes.rules import RULES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "planner.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("plan_pass", PASSES, ids=lambda plan_pass: plan_pass.__name__)
def test_each_pass_has_its_row(plan_pass: object) -> None:
    module = plan_pass.__module__.rpartition(".")[2]
    assert f"`{module}.{plan_pass.__name__}`" in PAGE  # type: ignore[attr-defined]


def test_the_table_of_rules_is_that_of_the_search() -> None:
    """Each rule in its order, with its key, its weight, and what its class says that a fault is."""
    rows = re.findall(r"^\| `(\w+)` \| ([\d.]+) \| (.+) \|$", PAGE.partition("## The score")[2], re.MULTILINE)
    told = [(key, float(weight), text) for key, weight, text in rows]
    assert told == [(rule.key, rule.weight, _fault_of(rule)) for rule in RULES]


def _fault_of(rule: Rule) -> str:
    text = " ".join((type(rule).__doc__ or "").partition("\n\n")[0].split()).removesuffix(".")
    return text[0].lower() + text[1:]


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
