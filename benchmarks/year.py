"""A year of weekly use: `python -m benchmarks.year --sample salon --seed 3 --weeks 52`.

Each week a user edits her calendars with openpyxl, every fourth week LibreOffice saves the file again, each month the
strategy changes; calgen runs, and everything that it promises is looked for in the bytes. All follows from the seed.
`--from 0.1.0` begins with a workbook of an earlier version (tests/upgrading).
"""

from __future__ import annotations

import argparse
import sys

import benchmarks.scorecard_results  # noqa: F401 -- lets the helpers of the tests be imported
from benchmarks.weekly.play import FIRST_DAY, YearOfUse
from calgen import api

SAMPLES = ("salon", "saas", "musee", "mairie")
SMALL = ("fr", "en")  # the small strategy of the tests, in a language


def main(arguments: list[str]) -> int:
    """Prints the faults as they are found, then the figures; returns 1 where there is a fault."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.year", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", choices=(*SAMPLES, *SMALL), default="salon")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--from", dest="version", default="", metavar="VERSION.STATE")
    parser.add_argument("--no-office", action="store_true", help="no save by LibreOffice")
    parser.add_argument("--validate", action="store_true", help="ask Microsoft's validator each fourth week")
    parser.add_argument("--sizes", action="store_true", help="print how large the file is, week by week")
    given = parser.parse_args(arguments)
    year = made(given.sample, given.seed, given.weeks, given.version, is_resaved=not given.no_office)
    if given.validate:
        from validator import new_errors

        year.validate = new_errors
    for fault in year.play():
        _say(fault[:1200])
        if year.played:
            _say(f"    after {year.played[-1]}")
    if given.sizes:
        for week, size in enumerate(year.sizes):
            _say(f"{week:3} {size}")
    _say(f"{year.weeks} weeks of {year.name}, seed {year.seed}: {year.typed.count} typed, {len(year.faults)} faults")
    return 1 if year.faults else 0


def made(sample: str, seed: int, weeks: int, version: str = "", *, is_resaved: bool = True) -> YearOfUse:
    """A year of a sample, or of a workbook of an earlier version."""
    from office import OFFICE, XLSX, convert

    def resave(data: bytes) -> bytes:
        return convert(XLSX, {"plan": data})["plan"]

    if is_resaved and not OFFICE:
        _say("LibreOffice is not installed: no save by it")
    data = _of_version(sample, version) if version else _strategy(sample)
    return YearOfUse(f"{sample} {version}".strip(), data, seed, weeks, resave if is_resaved and OFFICE else None)


def _strategy(sample: str) -> bytes:
    import small_calendar

    return small_calendar.typed(sample, 13) if sample in SMALL else api.new("fr", sample, FIRST_DAY)


def _of_version(sample: str, version: str) -> bytes:
    import workbooks

    number, _, state = version.partition("/")
    return workbooks.data(number, f"{sample}.{state or 'fr.generated'}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
