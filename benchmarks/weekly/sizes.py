"""How large a workbook is, part by part: what is to grow with its rows alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from workbook_contents import parts, sheet_parts

STYLES = ("cellXfs", "fonts", "fills", "borders", "numFmts", "dxfs", "cellStyles", "cellStyleXfs")
FIXED = ("names", "conditional", "validations", "merged", "drawings", "charts")  # what no run adds to
MOST_NEW_STYLES = 40  # that a run may add: a change of language brings its own for days and hours
MOST_NEW_RULES = 10  # defined names and rules of new columns, campaigns and platforms
LEAST_WEEKS = 4  # of a third: before, nothing is said of growth
_REFS = re.compile(rb'<(?:conditionalFormatting|dataValidation) [^>]*?sqref="([^"]*)"')


@dataclass(frozen=True)
class Sizes:
    """The counts of a workbook; `rows` are those of both calendars, `seconds` the processor time of its run."""

    rows: int
    counts: Mapping[str, int]
    seconds: float = 0.0

    def __str__(self) -> str:
        counts = ", ".join(f"{name} {n}" for name, n in self.counts.items())
        return f"{self.rows} rows, {self.seconds:.1f} s: {counts}"


def sizes(data: bytes, rows: int, calendars: Collection[str], seconds: float = 0.0) -> Sizes:
    """The counts of a workbook's bytes; `calendars` are the titles of the two calendars.

    The other tabs of calgen are drawn anew by each run: they grow with what there is to tell.
    """
    held = parts(data)
    places = sheet_parts(held)
    sheets, hidden = [held[places[title]] for title in calendars], held[places["_calgen"]]
    styles, strings = held["xl/styles.xml"], held.get("xl/sharedStrings.xml", b"")
    counts = {name: _items(styles, name) for name in STYLES}
    counts |= {
        "strings": len(re.findall(rb"<si[ />]", strings)),
        "names": len(re.findall(rb"<definedName[ >]", held["xl/workbook.xml"])),
        "conditional": sum(sheet.count(b"<cfRule") for sheet in sheets),
        "validations": sum(len(re.findall(rb"<dataValidation[ >]", sheet)) for sheet in sheets),
        "ranges": sum(len(ref.split()) for sheet in sheets for ref in _REFS.findall(sheet)),
        "merged": sum(sheet.count(b"<mergeCell ") for sheet in sheets),
        "drawings": sum(name.startswith("xl/drawings/drawing") for name in held),
        "charts": sum(name.startswith("xl/charts/chart") for name in held),
        "hidden": hidden.count(b"<row "),
        "bytes": len(data),
    }
    return Sizes(rows, counts, seconds)


def _items(styles: bytes, name: str) -> int:
    found = re.search(rb"<(?:\w+:)?" + name.encode() + rb'\b[^>]*?count="(\d+)"', styles)
    return int(found[1]) if found else 0


def growth_faults(before: Sizes, after: Sizes, *, is_resaved: bool = False) -> Iterator[str]:
    """What a run added that is not due to rows; another program's save drops the styles of the tabs drawn anew."""
    for name in () if is_resaved else STYLES:
        if after.counts[name] > before.counts[name] + MOST_NEW_STYLES:
            yield f"{name}: {before.counts[name]} -> {after.counts[name]}"
    for name in FIXED:
        if after.counts[name] > before.counts[name] + MOST_NEW_RULES:
            yield f"{name}: {before.counts[name]} -> {after.counts[name]}"


def year_faults(weeks: Sequence[Sizes]) -> Iterator[str]:
    """What grows through the weeks otherwise than with the rows: the last third of them beside the first."""
    third = len(weeks) // 3
    if third < LEAST_WEEKS:
        return
    first, last = weeks[:third], weeks[-third:]
    for name in (*STYLES, *FIXED):
        before, after = (max(week.counts[name] for week in part) for part in (first, last))
        if after > 1.5 * before + MOST_NEW_RULES:
            yield f"{name}: {before} in the first weeks, {after} in the last"
    for name in ("bytes", "hidden", "ranges", "strings"):
        early, late = (max(week.counts[name] / week.rows for week in part) for part in (first, last))
        if late > 1.5 * early + 1:
            yield f"{name} for a row: {early:.1f} in the first weeks, {late:.1f} in the last"
    early, late = (median(week.seconds / week.rows for week in part) for part in (first, last))
    if late > 2 * early:
        yield f"seconds of a run for a row: {early:.4f} in the first weeks, {late:.4f} in the last"
