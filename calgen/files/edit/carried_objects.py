"""What the user put on tabs that are replaced, beside what stands in cells: it is read before, and put back after."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from calgen.files.edit.carried_comments import CarriedComments, CellPlaces, put_comments, read_comments
from calgen.files.edit.carried_drawings import CarriedDrawing, put_carried, read_carried
from calgen.files.read.package import Package


@dataclass(frozen=True, slots=True)
class KeptObjects:
    """Which of the user's objects stay on tabs that are replaced, by the keys of these tabs.

    `own_charts`: the keys of calgen's charts (`chart_key`; None where they are not known) on each tab on which the
    user's pictures, charts and shapes stay where they are. `comments`: where the comments that stay stand, and will.
    """

    own_charts: Mapping[str, Collection[str] | None] = field(default_factory=dict)
    comments: Mapping[str, CellPlaces] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CarriedObjects:
    """The user's objects by the part of their sheet, which keeps its name."""

    drawings: Mapping[str, CarriedDrawing]
    comments: Mapping[str, CarriedComments]

    @property
    def parts(self) -> list[str]:
        """The parts that stay for them."""
        found = [drawing.parts for drawing in self.drawings.values()]
        return [part for parts in (*found, *(one.parts for one in self.comments.values())) for part in parts]

    def put_back(self, package: Package) -> None:
        """Puts them on the sheets as these are drawn anew; the boxes of comments follow drawings there."""
        for sheet, drawing in self.drawings.items():
            put_carried(package, sheet, drawing)
        for sheet, comments in self.comments.items():
            put_comments(package, sheet, comments)


def read_objects(package: Package, sheets: Mapping[str, str], kept: KeptObjects) -> CarriedObjects:
    """What stays of the user's objects on sheets that are replaced; `sheets` are their parts by key."""
    drawings = {sheets[key]: read_carried(package, sheets[key], own)
                for key, own in kept.own_charts.items() if key in sheets}  # fmt: skip
    comments = {sheets[key]: read_comments(package, sheets[key], places)
                for key, places in kept.comments.items() if key in sheets}  # fmt: skip
    return CarriedObjects({part: one for part, one in drawings.items() if one},
                          {part: one for part, one in comments.items() if one})  # fmt: skip
