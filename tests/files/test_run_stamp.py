"""The stamp of a run holds in the file that the run wrote, and in no other."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from calgen import api
from calgen.files.read import guard, run_stamp
from calgen.files.read.package import CONTENT_TYPES
from calgen.unchanged_file import stamp_text, unchanged_language_of

TODAY = date(2027, 1, 4)
Parts = dict[str, bytes]


@cache
def generated() -> bytes:
    """A workbook with its calendar."""
    made = api.generate(api.new("fr", "saas", TODAY), "saas.xlsx", TODAY)
    assert made.plan
    return made.after


def parts(data: bytes) -> Parts:
    """The parts of a file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(held: Parts) -> bytes:
    """A file of these parts, without compression: as another program might pack them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    return out.getvalue()


def holds(data: bytes) -> bool:
    """Whether the stamp of a file holds."""
    file = guard.open_workbook(data, "saas.xlsx")
    return run_stamp.read_stamp(file.package, file.calgen_sheets()["state"].part) == stamp_text(TODAY, "en")


def test_it_holds_in_the_file_that_the_run_wrote_however_it_is_packed() -> None:
    assert holds(generated())
    assert holds(packed(parts(generated())))


def test_it_does_not_hold_where_a_byte_is_added_to_any_part() -> None:
    held = parts(generated())
    for name in held.keys() - {CONTENT_TYPES}:
        assert not holds(packed({**held, name: held[name] + b"\n"})), name


CHANGES: tuple[Callable[[Parts], object], ...] = (
    lambda held: held.pop("xl/theme/theme1.xml"),
    lambda held: held.update({"xl/media/image1.png": b"\x89PNG"}),
)


@pytest.mark.parametrize("change", CHANGES, ids=["gone", "added"])
def test_it_does_not_hold_where_a_part_is_gone_or_added(change: Callable[[Parts], object]) -> None:
    held = parts(generated())
    change(held)
    assert not holds(packed(held))


def test_a_file_that_no_run_wrote_has_none() -> None:
    assert not unchanged_language_of(api.new("fr"), "new.xlsx", TODAY)


def test_it_is_of_one_day() -> None:
    assert unchanged_language_of(generated(), "saas.xlsx", TODAY) == "en"
    assert not unchanged_language_of(generated(), "saas.xlsx", date(2027, 1, 5))


def test_a_changed_cell_is_always_noticed() -> None:
    """A text of the same length in one cell of the social calendar: the run takes it for the user's."""
    held = parts(generated())
    sheet = next(name for name, data in held.items() if b"P0001" in data and b"tableParts" in data)
    held[sheet] = held[sheet].replace(b"<is><t>LinkedIn</t></is>", b"<is><t>LinkedIm</t></is>", 1)
    made = api.generate(packed(held), "saas.xlsx", TODAY)
    assert made.changed
    assert [change.kind for change in made.changes if "platform" in change.columns] == ["kept"]
