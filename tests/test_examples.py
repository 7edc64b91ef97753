"""The examples of hypothesis: the same in every run, whatever else is loaded."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st


def drawn() -> list[int]:
    found: list[int] = []

    @settings(max_examples=200)
    @given(st.integers(0, 10**9))
    def draw(value: int) -> None:
        found.append(value)

    draw()
    return found


def test_a_module_more_changes_no_example(tmp_path: Path) -> None:
    before = drawn()
    assert len(set(before)) > 100
    path = tmp_path.with_name("loaded") / "constants.py"  # where no part of the path says "test"
    path.parent.mkdir()
    path.write_text("\n".join(f"A{n} = {100_000 + 7 * n}" for n in range(500)))
    spec = importlib.util.spec_from_file_location("calgen_constants", path)
    assert spec
    assert spec.loader
    sys.modules["calgen_constants"] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    try:
        assert drawn() == before
    finally:
        del sys.modules["calgen_constants"]
