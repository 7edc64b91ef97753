"""A workbook that nobody has changed since the last run is known again, before anything slow is loaded."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
import short_salon
from office import unlocked

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
    made = api.generate(short_salon.strategy(), "salon.xlsx", TODAY)
    assert made.problems
    again = api.generate(made.after, "salon.xlsx", TODAY)
    assert (again.changed, again.problems, again.words.language) == (False, (), "fr")


def test_a_file_under_another_name_is_unchanged() -> None:
    """Also where no brand is typed, so that the brand is the name of the file."""
    made = generated_without_brand()
    assert not api.generate(made, "plan (1).xlsx", TODAY).changed
    saved = saved_by_another_program(made)
    assert api.generate(saved, "plan (1).xlsx", TODAY).after == saved


def test_no_post_moves_because_a_file_has_another_name() -> None:
    later = api.generate(generated_without_brand(), "plan (1).xlsx", TODAY + timedelta(days=1))
    assert later.changed
    assert later.changes == ()


@cache
def generated_without_brand() -> bytes:
    """A generated workbook in which no brand is typed."""
    book = unlocked(short_salon.strategy(), values=False)
    settings = book["Réglages"]
    brand = next(row for row in settings.iter_rows() if row[0].value == "Marque")
    brand[1].value = None
    out = io.BytesIO()
    book.save(out)
    return api.generate(out.getvalue(), "plan.xlsx", TODAY).after


def saved_by_another_program(data: bytes) -> bytes:
    """The same cells, with other bytes: the stamp of the run is no longer valid."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text + b"<!-- -->" if name == "xl/workbook.xml" else text)
    return out.getvalue()


@pytest.mark.long
def test_an_untouched_file_on_a_later_day_keeps_what_the_user_wrote_on_the_tabs_drawn_anew() -> None:
    """Without such cells these tabs, half of the workbook, are not read."""
    book = unlocked(short_salon.calendar(), values=False)
    book["Vue mensuelle"]["T6"].value = "à moi"
    tick = next(row[0] for row in book["Tâches"].iter_rows(5) if row[2].value)
    tick.value = "✓"
    out = io.BytesIO()
    book.save(out)
    data = out.getvalue()
    for later in range(1, 4):
        made = api.generate(data, "salon.xlsx", TODAY + timedelta(days=later))
        data = made.after
        assert made.changed
        found = unlocked(data, values=False)
        assert found["Vue mensuelle"]["T6"].value == "à moi"
        assert "✓" in [row[0].value for row in found["Tâches"].iter_rows(5)]


def test_tabs_that_are_drawn_anew_are_not_read_where_nothing_on_them_can_be_the_users() -> None:
    made = short_salon.calendar()
    later = TODAY + timedelta(days=30)
    assert "tasks" in titles_read(api.diagnose(saved_by_another_program(made), "salon.xlsx", later))
    assert not {"month", "balance", "checks", "tasks"} & titles_read(api.diagnose(made, "salon.xlsx", later))


def titles_read(checked: api.Checked) -> set[str]:
    """The keys of calgen's tabs whose cells were read."""
    titles = {grid.title for grid in checked.workbook.grids}
    return {key for key, title in checked.workbook.calgen_titles.items() if title in titles}
