"""What a save costs, beside openpyxl's load and save of the same workbook: `python -m benchmarks.saving`.

A save is everything between the planned tabs and the replaced file: draw, insert, verify, replace. Reading is the load
and everything that a run understands of the workbook; planning and merging are in neither. The first run writes into
the strategy alone. Before the second run a user has added two columns to the social calendar, one of them of formulas,
and has asked for more posts of one platform, so that nearly all rows move.

Seconds are processor time: medians of rounds in which all take turns. The social calendar has 33 columns, then 35.
"""

from __future__ import annotations

import gc
import io
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl

from benchmarks.workbooks import filled_workbook
from calgen import api, run_steps
from calgen.files.edit import rows
from calgen.files.read import guard, samples
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.files.read.package import Package
from calgen.files.save import save, verify
from calgen.read import read
from calgen.strategy.platforms import Platform

TODAY = date(2027, 1, 4)
ROUNDS = 5
_MEASURES = ("first", "second", "openpyxl_first", "openpyxl_second", "read_first", "read_second")


@dataclass(frozen=True, slots=True)
class Size:
    """A sample, the weeks of its plan, and the factor of each platform's number of posts."""

    sample: str
    weeks: int
    factor: Fraction = Fraction(1)


SIZES = (Size("salon", 13, Fraction(5, 4)), Size("mairie", 104, Fraction(9, 8)))  # about 200 posts, and about 5,000


def workbook(size: Size, *, more: bool = False) -> bytes:
    """The strategy of a size; `more` asks for one post a week more on the busiest platform."""
    found = read(samples.read_sample(size.sample))
    platforms = tuple(_scaled(platform, size.factor) for platform in found.strategy.platforms)
    busiest = max(platforms, key=lambda platform: (platform.cadence.per == "week", platform.cadence.count))
    if more:
        cadence = replace(busiest.cadence, count=busiest.cadence.count + 1)
        platforms = tuple(replace(each, cadence=cadence) if each is busiest else each for each in platforms)
    settings = replace(found.strategy.settings, weeks=size.weeks, start=TODAY)
    return filled_workbook(found.words, replace(found.strategy, platforms=platforms, settings=settings))


def _scaled(platform: Platform, factor: Fraction) -> Platform:
    cadence = replace(platform.cadence, count=platform.cadence.count * factor)
    return replace(platform, cadence=cadence, max_per_day=None)


@contextmanager
def recorded_writes(calls: list[tuple[tuple[Any, ...], dict[str, Any]]]) -> Iterator[None]:
    """Records the arguments with which a run writes its tabs."""
    written = run_steps.write_tabs

    def recording(*args: Any, **named: Any) -> bytes:
        calls.append((args, named))
        return written(*args, **named)

    run_steps.write_tabs = recording
    try:
        yield
    finally:
        run_steps.write_tabs = written


def run(data: bytes) -> tuple[api.Generated, Callable[[Path], None]]:
    """A run, and its save alone, which may be repeated."""
    calls: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
    with recorded_writes(calls):
        made = api.generate(data, "plan.xlsx", TODAY)
    (args, named) = calls[0]

    def saved(folder: Path) -> None:
        path = folder / "plan.xlsx"
        path.write_bytes(data)
        after = run_steps.write_tabs(*args, **named)
        verify.verify(guard.open_workbook(data, path.name), after)
        save.replace_workbook(path, data, after, timestamp="20270104-093000")

    return made, saved


def read_everything(data: bytes) -> None:
    """Reads what a run reads before it plans."""
    run_steps.read_run_input(api.check(data, "plan.xlsx", without=run_steps.DRAWN), TODAY)


def edit(data: bytes, more: bytes) -> bytes:
    """The workbook of a first run after a user's edits: two columns at the right, and the strategy of `more`."""
    package = Package.load(data)
    book = OpenedWorkbook(package)
    new = Package.load(more)
    for sheet in OpenedWorkbook(new).sheets:
        here = next(old for old in book.sheets if old.title == sheet.title)
        if sheet.title not in {ours.title for ours in book.calgen_sheets().values()}:
            package.write(here.part, new.read(sheet.part))
    part = book.calgen_sheets()["social"].part
    package.write(part, _with_columns(package.read(part)))
    return package.to_bytes()


def _with_columns(sheet: bytes) -> bytes:
    """The XML of a calendar with a column of texts and one of formulas at the right."""
    head, body, tail = rows.split_sheet(sheet)
    found = rows.read_rows(body)
    right = max(max(row.cells, default=0) for row in found.values())
    top = next(number for number, row in sorted(found.items()) if len(row.cells) == right)
    for number, row in found.items():
        if number >= top:
            text = b"<is><t>%s</t></is>" % (b"Photo" if number == top else b"Chlo\xc3\xa9")
            row.cells[right + 1] = b' t="inlineStr"', text
            title = b' t="inlineStr"', b"<is><t>Mois</t></is>"
            row.cells[right + 2] = title if number == top else (b"", b"<f>MONTH(B%d)</f>" % number)
            row.raw = b""
    written = b"".join(row.to_xml(number) for number, row in sorted(found.items()))
    return head + b"<sheetData>" + written + b"</sheetData>" + tail


def load_and_save(data: bytes) -> None:
    """Loads and saves the workbook by openpyxl."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data))
        book.save(io.BytesIO())


def seconds_of(function: Callable[[], object]) -> float:
    """Processor time of a call; the garbage of earlier calls is collected first, so that none pays for another."""
    gc.collect()
    began = time.process_time()
    function()
    return time.process_time() - began


def runs(size: Size) -> tuple[tuple[api.Generated, Callable[[Path], None]], ...]:
    """The first and the second run of a strategy, and the save of each."""
    first, once = run(workbook(size))
    second, again = run(edit(first.after, workbook(size, more=True)))
    assert first.plan
    assert second.plan
    assert len(second.plan.posts) > len(first.plan.posts)
    return (first, once), (second, again)


def measure(size: Size, rounds: int = ROUNDS) -> dict[str, float]:
    """The medians for a workbook of that size, in seconds, and how many posts it has after each run."""
    (first, once), (second, again) = runs(size)
    taken: dict[str, list[float]] = {name: [] for name in _MEASURES}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            functions: dict[str, Callable[[], object]] = {
                "first": lambda place=Path(folder): once(place),  # type: ignore[misc]
                "second": lambda place=Path(folder): again(place),  # type: ignore[misc]
                "openpyxl_first": lambda: load_and_save(first.after),
                "openpyxl_second": lambda: load_and_save(second.after),
                "read_first": lambda: read_everything(first.before),
                "read_second": lambda: read_everything(second.before),
            }
            for name, function in functions.items():
                taken[name].append(seconds_of(function))
    found = {name: statistics.median(seconds) for name, seconds in taken.items()}
    assert first.plan
    assert second.plan
    return found | {"posts_first": len(first.plan.posts), "posts_second": len(second.plan.posts)}


def main(rounds: int = ROUNDS) -> None:
    write = sys.stdout.write
    write("posts  run        save  openpyxl  save/openpyxl    read\n")
    for size in SIZES:
        found = measure(size, rounds)
        for name in ("first", "second"):
            ours, theirs = found[name], found[f"openpyxl_{name}"]
            write(f"{found[f'posts_{name}']:5.0f}  {name:6}  {ours:5.2f} s  {theirs:6.2f} s  {ours / theirs:13.2f}  "
                  f"{found[f'read_{name}']:4.2f} s\n")  # fmt: skip


if __name__ == "__main__":
    main()
