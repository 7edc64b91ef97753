"""What a save costs, beside openpyxl's load and save of the very same workbook: `python -m benchmarks.saving`.

A save is all that stands between the plan and the file: drawing, splicing, opening again and replacing. Seconds are of
processor time, medians of rounds in which both take turns; 5,000 posts have 30 columns and more.
"""

from __future__ import annotations

import io
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl

from calgen import verbs
from calgen.files import draw, samples, save, splice, verify
from calgen.files.package import Package
from calgen.read import read
from calgen.view import template

TODAY = date(2027, 1, 4)
SIZES = {200: 13, 5_000: 104}  # about so many posts, in so many weeks
ROUNDS = 5


def workbook(posts: int, weeks: int) -> bytes:
    """The hairdresser's strategy with so many posts to plan."""
    found = read(samples.sample("salon"))
    strategy = found.strategy
    asked = sum(one.cadence.weekly(len(one.days) or 7) for one in strategy.platforms)
    more = Fraction(posts, weeks) / asked
    platforms = tuple(
        replace(one, cadence=replace(one.cadence, count=one.cadence.count * more), max_per_day=None)
        for one in strategy.platforms
    )
    settings = replace(strategy.settings, weeks=weeks, start=TODAY)
    filled = template.Blank(replace(strategy, platforms=platforms, settings=settings), examples=False)
    ours = template.places(found.words)
    inputs = draw.draw(template.sheets(found.words, filled))
    return splice.splice(inputs, draw.draw(ours), {sheet.title: sheet.key for sheet in ours})


@contextmanager
def overheard(seen: list[tuple[tuple[Any, ...], dict[str, Any]]]) -> Iterator[None]:
    """Keeps what a run hands over to be written."""
    written = verbs._written

    def kept(*args: Any, **named: Any) -> bytes:
        seen.append((args, named))
        return written(*args, **named)

    verbs._written = kept
    try:
        yield
    finally:
        verbs._written = written


def run(data: bytes, today: date = TODAY) -> tuple[verbs.Generated, Callable[[Path], None]]:
    """A run, and its save alone, which may be repeated."""
    seen: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
    with overheard(seen):
        made = verbs.generate(data, "plan.xlsx", today)
    (args, named) = seen[0]

    def saved(folder: Path) -> None:
        path = folder / "plan.xlsx"
        path.write_bytes(data)
        after = verbs._written(*args, **named)
        verify.verify(data, after, path.name)
        save.replace(path, data, after, today_stamp="20270104-093000")

    return made, saved


def renamed(data: bytes, brand: str) -> bytes:
    """The workbook under another brand: the strategy has changed, and all tabs are written again."""
    package = Package.load(data)
    part = "xl/sharedStrings.xml"
    found = package.read(part)
    assert f">{brand}<".encode() in found
    package.write(part, found.replace(f">{brand}<".encode(), f">{brand} et fils<".encode(), 1))
    return package.dump()


def peer(data: bytes) -> None:
    """openpyxl's load and save."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data))
        book.save(io.BytesIO())


def timed(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def measured(posts: int, weeks: int, rounds: int = ROUNDS) -> dict[str, float]:
    """The medians for a workbook of that size: first and second save, openpyxl's, and the first over openpyxl's."""
    first, once = run(workbook(posts, weeks))
    second, again = run(renamed(first.after, first.strategy.settings.brand))
    assert first.plan
    assert second.changed
    taken: dict[str, list[float]] = {"first": [], "second": [], "openpyxl": []}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            taken["first"].append(timed(lambda place=Path(folder): once(place)))  # type: ignore[misc]
            taken["second"].append(timed(lambda place=Path(folder): again(place)))  # type: ignore[misc]
        taken["openpyxl"].append(timed(lambda: peer(first.after)))
    found = {name: statistics.median(seconds) for name, seconds in taken.items()}
    return {"posts": float(len(first.plan.posts)), **found, "ratio": found["first"] / found["openpyxl"],
            "ratio_second": found["second"] / found["openpyxl"]}  # fmt: skip


def main(rounds: int = ROUNDS) -> None:
    say = sys.stdout.write
    titles = ("posts", "first save", "second", "openpyxl", "first/openpyxl", "second/openpyxl")
    say("  ".join(titles) + "\n")
    for posts, weeks in SIZES.items():
        one = measured(posts, weeks, rounds)
        say(f"{one['posts']:5.0f}  {one['first']:8.2f} s  {one['second']:4.2f} s  {one['openpyxl']:6.2f} s  "
            f"{one['ratio']:14.2f}  {one['ratio_second']:15.2f}\n")  # fmt: skip


if __name__ == "__main__":
    main()
