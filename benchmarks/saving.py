"""What a save costs, beside openpyxl's load and save of the very same workbook: `python -m benchmarks.saving`.

A save is all that stands between the planned tabs and the file: drawing, splicing, opening again, replacing. Reading is
the load, all that is understood of it and the calendars as they stand; planning and merging are in neither. The first
run writes into the strategy alone. Before the second a user has put two columns into the social calendar, one of them
of formulas, and asked for more posts of one platform: new rows stand among the old ones, and nearly all of these move.

Seconds are of processor time, medians of rounds in which all take turns; the social calendar has 33 columns, then 35.
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
from calgen import api
from calgen.files.edit import rows
from calgen.files.read import guard, samples
from calgen.files.read.opened_workbook import OpenedWorkbook
from calgen.files.read.package import Package
from calgen.files.save import save, verify
from calgen.read import read
from calgen.strategy.platforms import Platform

TODAY = date(2027, 1, 4)
ROUNDS = 5
_EACH = ("first", "second", "peer_first", "peer_second", "read_first", "read_second")


@dataclass(frozen=True, slots=True)
class Size:
    """A sample over so many weeks, each platform with so many times the posts."""

    sample: str
    weeks: int
    times: Fraction = Fraction(1)


SIZES = (Size("salon", 13, Fraction(5, 4)), Size("mairie", 104, Fraction(9, 8)))  # about 200 posts, and about 5,000


def workbook(size: Size, *, more: bool = False) -> bytes:
    """The strategy with that much to plan; `more` asks for one post a week more of the busiest platform."""
    found = read(samples.sample(size.sample))
    platforms = tuple(_asked(one, size.times) for one in found.strategy.platforms)
    busiest = max(platforms, key=lambda one: (one.cadence.per == "week", one.cadence.count))
    if more:
        cadence = replace(busiest.cadence, count=busiest.cadence.count + 1)
        platforms = tuple(replace(one, cadence=cadence) if one is busiest else one for one in platforms)
    settings = replace(found.strategy.settings, weeks=size.weeks, start=TODAY)
    return filled_workbook(found.words, replace(found.strategy, platforms=platforms, settings=settings))


def _asked(one: Platform, times: Fraction) -> Platform:
    return replace(one, cadence=replace(one.cadence, count=one.cadence.count * times), max_per_day=None)


@contextmanager
def overheard(seen: list[tuple[tuple[Any, ...], dict[str, Any]]]) -> Iterator[None]:
    """Keeps what a run hands over to be written."""
    written = api._written

    def kept(*args: Any, **named: Any) -> bytes:
        seen.append((args, named))
        return written(*args, **named)

    api._written = kept
    try:
        yield
    finally:
        api._written = written


def run(data: bytes) -> tuple[api.Generated, Callable[[Path], None]]:
    """A run, and its save alone, which may be repeated."""
    seen: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
    with overheard(seen):
        made = api.generate(data, "plan.xlsx", TODAY)
    (args, named) = seen[0]

    def saved(folder: Path) -> None:
        path = folder / "plan.xlsx"
        path.write_bytes(data)
        after = api._written(*args, **named)
        verify.verify(guard.open_workbook(data, path.name), after)
        save.replace_workbook(path, data, after, timestamp="20270104-093000")

    return made, saved


def reading(data: bytes) -> None:
    """All of a workbook as a run understands it, before it plans."""
    api._calendars(api.check(data, "plan.xlsx", without=api.DRAWN))


def edited(data: bytes, more: bytes) -> bytes:
    """The workbook of a first run as a user leaves it: two columns at the right, and the strategy of `more`."""
    package = Package.load(data)
    book = OpenedWorkbook(package)
    new = Package.load(more)
    for sheet in OpenedWorkbook(new).sheets:
        here = next(one for one in book.sheets if one.title == sheet.title)
        if sheet.title not in {one.title for one in book.ours().values()}:
            package.write(here.part, new.read(sheet.part))
    part = book.ours()["social"].part
    package.write(part, _with_columns(package.read(part)))
    return package.dump()


def _with_columns(sheet: bytes) -> bytes:
    """A calendar's sheet with a column of texts and one of formulas at the right."""
    head, body, tail = rows.split(sheet)
    found = rows.read(body)
    right = max(max(row.cells, default=0) for row in found.values())
    top = next(number for number, row in sorted(found.items()) if len(row.cells) == right)
    for number, row in found.items():
        if number >= top:
            text = b"<is><t>%s</t></is>" % (b"Photo" if number == top else b"Chlo\xc3\xa9")
            row.cells[right + 1] = b' t="inlineStr"', text
            title = b' t="inlineStr"', b"<is><t>Mois</t></is>"
            row.cells[right + 2] = title if number == top else (b"", b"<f>MONTH(B%d)</f>" % number)
            row.raw = b""
    written = b"".join(row.written(number) for number, row in sorted(found.items()))
    return head + b"<sheetData>" + written + b"</sheetData>" + tail


def peer(data: bytes) -> None:
    """openpyxl's load and save."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data))
        book.save(io.BytesIO())


def timed(act: Callable[[], object]) -> float:
    """Seconds of an act, after what the ones before it left behind is cleared away: none pays for another."""
    gc.collect()
    began = time.process_time()
    act()
    return time.process_time() - began


def runs(size: Size) -> tuple[tuple[api.Generated, Callable[[Path], None]], ...]:
    """The first and the second run of a strategy, and the save of each."""
    first, once = run(workbook(size))
    second, again = run(edited(first.after, workbook(size, more=True)))
    assert first.plan
    assert second.plan
    assert len(second.plan.posts) > len(first.plan.posts)
    return (first, once), (second, again)


def measured(size: Size, rounds: int = ROUNDS) -> dict[str, float]:
    """The medians for a workbook of that size, in seconds, and how many posts it has after each run."""
    (first, once), (second, again) = runs(size)
    taken: dict[str, list[float]] = {name: [] for name in _EACH}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            acts: dict[str, Callable[[], object]] = {
                "first": lambda place=Path(folder): once(place),  # type: ignore[misc]
                "second": lambda place=Path(folder): again(place),  # type: ignore[misc]
                "peer_first": lambda: peer(first.after),
                "peer_second": lambda: peer(second.after),
                "read_first": lambda: reading(first.before),
                "read_second": lambda: reading(second.before),
            }
            for name, act in acts.items():
                taken[name].append(timed(act))
    found = {name: statistics.median(seconds) for name, seconds in taken.items()}
    assert first.plan
    assert second.plan
    return found | {"posts_first": len(first.plan.posts), "posts_second": len(second.plan.posts)}


def main(rounds: int = ROUNDS) -> None:
    say = sys.stdout.write
    say("posts  run        save  openpyxl  save/openpyxl    read\n")
    for size in SIZES:
        one = measured(size, rounds)
        for name in ("first", "second"):
            save_, peers = one[name], one[f"peer_{name}"]
            say(f"{one[f'posts_{name}']:5.0f}  {name:6}  {save_:5.2f} s  {peers:6.2f} s  {save_ / peers:13.2f}  "
                f"{one[f'read_{name}']:4.2f} s\n")  # fmt: skip


if __name__ == "__main__":
    main()
