"""Adds to a sheet that calgen has drawn what leads to a part of the user's: a relationship, and the element for it."""

from __future__ import annotations

from calgen.files.read.markup import escape_xml, whole_number
from calgen.files.read.package import Package
from calgen.files.read.part_names import relationships_part, relative_target

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def relation_number(id_: str) -> int:
    """The number of a relationship's id such as `rId3`; 0 for any other id."""
    return whole_number(id_.removeprefix("rId"), 0)


def next_relation_id(package: Package, sheet: str) -> str:
    """The id of the next relationship of a sheet."""
    used = [relation_number(link.id) for link in package.relationships(sheet)]
    return f"rId{max([0, *used]) + 1}"


def add_relation(package: Package, sheet: str, kind: str, part: str) -> str:
    """Adds a relationship of the type `kind` from a sheet to a part; its id."""
    names = relationships_part(sheet)
    if not package.has(names):
        package.add(names, f'<Relationships xmlns="{_RELATIONSHIPS}"></Relationships>'.encode())
    links, id_ = package.document(names), next_relation_id(package, sheet)
    target = escape_xml(relative_target(sheet, part))
    links.append(links.root, f'<Relationship Id="{id_}" Type="{escape_xml(kind)}" Target="{target}"/>')
    package.write(names, links.to_bytes())
    return id_


def add_last_element(package: Package, sheet: str, name: str, id_: str) -> None:
    """Adds `drawing`, then `legacyDrawing`, before tables and extensions (ECMA-376 part 1, 18.3.1.99)."""
    data = package.read(sheet)
    at = _end_of_drawings(data)
    package.write(sheet, data[:at] + f'<{name} r:id="{id_}"/>'.encode() + data[at:])


def _end_of_drawings(data: bytes) -> int:
    end = data.rindex(b"</worksheet>")
    if data[:end].endswith(b"</extLst>"):
        end = data.rindex(b"<extLst>", 0, end)
    return data.rindex(b"<tableParts", 0, end) if data[:end].endswith(b"</tableParts>") else end
