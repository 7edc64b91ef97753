"""A workbook that nobody has changed since the last run is known again, before anything slow is loaded."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

from calgen import api

TODAY = date(2027, 1, 4)
LOADED = """
import sys
from calgen.cli import main
main(["generate", {file!r}, "--today", "2027-01-04"], standalone_mode=False)
print(*(name for name in ("calgen.api", "calgen.plan", "xlsxwriter", "rich", "holidays") if name in sys.modules))
"""


def test_it_is_left_as_it_is_without_loading_the_planner(tmp_path: Path) -> None:
    path = tmp_path / "saas.xlsx"
    after = api.generate(api.new("en", "saas", TODAY), path.name, TODAY).after
    path.write_bytes(after)
    ended = subprocess.run(
        [sys.executable, "-c", LOADED.format(file=str(path))], capture_output=True, text=True, check=True
    )
    assert ended.stdout.splitlines() == [f"Nothing changed: {path} stayed as it was.", ""]
    assert path.read_bytes() == after


def test_a_run_that_changes_nothing_has_nothing_to_tell() -> None:
    made = api.generate(api.new("fr", "salon", TODAY), "salon.xlsx", TODAY)
    assert made.problems
    again = api.generate(made.after, "salon.xlsx", TODAY)
    assert (again.changed, again.problems, again.words.language) == (False, (), "fr")
