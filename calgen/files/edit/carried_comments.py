"""Carries the user's comments over to a tab that is drawn anew, old ones and threads, with the boxes that show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calgen.book.grid import address
from calgen.files.edit.added_relations import add_last_element, add_relation
from calgen.files.moves.comments import place_boxes
from calgen.files.moves.drawings import write_changed
from calgen.files.read.drawn_tab_objects import COMMENTS
from calgen.files.read.formulas import parse_area
from calgen.files.read.package import Package, Relationship

CellPlaces = Mapping[tuple[int, int], tuple[int, int]]  # row and column of a cell, before and after


@dataclass(frozen=True, slots=True)
class CarriedComments:
    """The parts of a sheet's comments and of their boxes, and the places of the comments that stay."""

    relations: tuple[Relationship, ...]
    boxes: Relationship | None
    places: CellPlaces

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that stay for them."""
        return tuple(link.part for link in (*self.relations, *([self.boxes] if self.boxes else [])))


def read_comments(package: Package, sheet: str, places: CellPlaces) -> CarriedComments | None:
    """What is carried over from a sheet; None where no comment stays. `places` are those of the comments that do."""
    if not places:
        return None
    links = {link.id: link for link in package.relationships(sheet) if not link.external and package.has(link.part)}
    node = package.tree(sheet).child("legacyDrawing")
    id_ = next((value for name, value in node.attrs.items() if name.endswith(" id")), "") if node else ""
    found = tuple(link for link in links.values() if link.kind in COMMENTS)
    return CarriedComments(found, links.get(id_), places) if found else None


def put_comments(package: Package, sheet: str, carried: CarriedComments) -> None:
    """Puts the comments on the sheet as it is drawn anew; those without a place go."""
    for link in carried.relations:
        if _place_comments(package, link, carried.places):
            add_relation(package, sheet, link.node.get("Type"), link.part)
        else:
            package.remove(link.part)
    if carried.boxes:
        package.write(carried.boxes.part, place_boxes(package.read(carried.boxes.part), carried.places))
        id_ = add_relation(package, sheet, carried.boxes.node.get("Type"), carried.boxes.part)
        add_last_element(package, sheet, "legacyDrawing", id_)


def _place_comments(package: Package, link: Relationship, places: CellPlaces) -> bool:
    """Gives the comments of a part their new cells; whether any is left."""
    document, left = package.document(link.part), 0
    for node in document.root.descendants():
        if node.name != COMMENTS[link.kind]:
            continue
        area = parse_area(node.get("ref"))
        goal = places.get((area.top, area.left)) if area else None
        if goal:
            left += 1
            document.set_attribute(node, "ref", address(*goal))
        else:
            document.remove(node)
    write_changed(package, link.part, document)
    return bool(left)
