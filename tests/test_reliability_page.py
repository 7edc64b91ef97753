"""What docs/reliability.md names is there."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.scorecard_lines import LINES

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")


def test_every_file_that_it_names_exists() -> None:
    named = set(re.findall(r"`([\w./]+\.(?:py|yml))`", PAGE))
    rooms = [ROOT / name for name in ("calgen", "tests", ".ci", ".github")]
    there = [f"/{path.relative_to(ROOT).as_posix()}" for room in rooms for path in room.rglob("*.*")]
    assert len(named) > 8
    assert [name for name in named if not any(path.endswith(f"/{name}") for path in there)] == []


def test_every_line_of_the_scorecard_that_it_names_exists() -> None:
    named = set(re.findall(r"lines? `(\w+)`", PAGE))
    assert named
    assert named <= {line.__name__ for line in LINES}
