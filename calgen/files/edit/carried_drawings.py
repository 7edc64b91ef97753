"""Carries the user's pictures, charts and shapes over to a tab that is drawn anew: they stay where she put them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from calgen.files.edit.added_relations import add_last_element, add_relation, relation_number
from calgen.files.moves.drawings import write_changed
from calgen.files.read.drawn_tab_objects import kept_drawings
from calgen.files.read.markup import RELATIONS, XmlDocument, escape_xml, whole_number
from calgen.files.read.package import Package, Relationship
from calgen.files.read.part_names import relationships_part, relative_target

_CONTEXT = re.compile(rb"""\s(xmlns(?::[\w.-]+)?|[\w.-]+:Ignorable)\s*=\s*(?:"[^"]*"|'[^']*')""")
_NUMBERED = re.compile(rb'(\b(?:r:id|Id)=")rId(\d+)(")')
_OBJECT = re.compile(rb'(<xdr:cNvPr id=")(\d+)')
_TAG_NAME = re.compile(rb"<[^\s/>]+")


@dataclass(frozen=True, slots=True)
class CarriedDrawing:
    """The user's objects of a drawing: their elements, and the relationships that these name."""

    part: str
    elements: tuple[bytes, ...]
    relations: tuple[Relationship, ...]
    places: frozenset[int]  # where the elements begin in the part
    last_id: int = 0  # the highest number of an object among them

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that stay for them."""
        return (self.part, *(relation.part for relation in self.relations if not relation.external))


def read_carried(package: Package, sheet: str, own_charts: Collection[str] | None) -> CarriedDrawing | None:
    """What is carried over from a sheet; None where the user put nothing there. `own_charts` as in `tab_objects`."""
    for relation in package.relationships(sheet):
        if relation.kind != "drawing" or relation.external or not package.has(relation.part):
            continue
        nodes = kept_drawings(package, sheet, relation.part, own_charts)
        if nodes:
            document = package.document(relation.part)
            context = [found[0] for found in _CONTEXT.finditer(document.opening_tag(document.root))]
            raw = tuple(_with_context(document.data[node.start : node.end], context) for node in nodes)
            ids = {value for node in nodes for item in node.descendants() for name, value in item.attrs.items()
                   if name.startswith(f"{RELATIONS} ")}  # fmt: skip
            used = tuple(link for link in package.relationships(relation.part) if link.id in ids)
            objects = [item for node in nodes for item in node.descendants() if item.name == "cNvPr"]
            last = max((whole_number(item.get("id"), 0) for item in objects), default=0)
            return CarriedDrawing(relation.part, raw, used, frozenset(node.start for node in nodes), last)
    return None


def _with_context(element: bytes, context: Collection[bytes]) -> bytes:
    """An element with the prefixes that the root of its part declares."""
    name = _TAG_NAME.match(element)
    assert name is not None
    end = element.index(b">")
    own = {found[1] for found in _CONTEXT.finditer(element[:end])}
    missing = [text for text in context if (found := _CONTEXT.match(text)) and found[1] not in own]
    return element[: name.end()] + b"".join(missing) + element[name.end() :]


def put_carried(package: Package, sheet: str, carried: CarriedDrawing) -> None:
    """Puts the user's objects on the sheet as it is drawn anew: beside calgen's own charts, or in their own part."""
    drawing = next((link.part for link in package.relationships(sheet) if link.kind == "drawing"), "")
    if drawing:
        _add_to_drawing(package, drawing, carried)
        package.remove(carried.part)
    else:
        _keep_part(package, sheet, carried)


def _add_to_drawing(package: Package, drawing: str, carried: CarriedDrawing) -> None:
    """Adds the objects to a drawing of calgen's, whose own relationships and objects get other numbers."""
    names, last = relationships_part(drawing), max((relation_number(link.id) for link in carried.relations), default=0)

    def renumbered(part: str) -> bytes:
        data = package.read(part)
        return _NUMBERED.sub(lambda found: b"%srId%d%s" % (found[1], int(found[2]) + last, found[3]), data)

    own = renumbered(drawing)
    data = _OBJECT.sub(lambda found: b"%s%d" % (found[1], int(found[2]) + carried.last_id), own)
    end = data.rindex(b"</")
    package.write(drawing, data[:end] + b"".join(carried.elements) + data[end:])
    document = XmlDocument(renumbered(names))
    for link in carried.relations:
        target = link.node.get("Target") if link.external else relative_target(drawing, link.part)
        mode = ' TargetMode="External"' if link.external else ""
        document.append(document.root, f'<Relationship Id="{escape_xml(link.id)}" Type="{link.node.get("Type")}" '
                                       f'Target="{escape_xml(target)}"{mode}/>')  # fmt: skip
    package.write(names, document.to_bytes())


def _keep_part(package: Package, sheet: str, carried: CarriedDrawing) -> None:
    """Links the sheet to the user's drawing; what is not the user's in it goes."""
    document = package.document(carried.part)
    for node in document.root.children:
        if node.start not in carried.places:
            document.remove(node)
    write_changed(package, carried.part, document)
    add_last_element(package, sheet, "drawing", add_relation(package, sheet, f"{RELATIONS}/drawing", carried.part))
