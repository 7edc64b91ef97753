"""Comments on an edited tab, old and threaded, and the boxes in which they are shown: they go with their cells."""

from __future__ import annotations

import re

from calgen.files.edit.moved_cells import Places, ranges
from calgen.files.read.package import Package

_BOX_ROW = re.compile(rb"(<x:Row>)(\d+)(</x:Row>)")
_ANCHOR = re.compile(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")
_SHAPE = re.compile(rb"<v:shape\b.*?</v:shape>", re.DOTALL)


def comments(package: Package, part: str, places: Places) -> None:
    """Comments, old and threaded, and the boxes in which they are shown, go with their cells."""
    if places.still:
        return
    for relation in package.relations(part):
        if relation.external or not package.has(relation.part):
            continue
        if relation.kind in ("comments", "threadedComment"):
            document = package.document(relation.part)
            for node in document.root.walk():
                if node.name in ("comment", "threadedComment") and node.get("ref"):
                    after = ranges(node.get("ref"), places)
                    document.put(node, "ref", after) if after else document.cut(node)
            package.write(relation.part, document.done())
        elif relation.kind == "vmlDrawing":
            package.write(relation.part, _boxes(package.read(relation.part), places))


def _boxes(data: bytes, places: Places) -> bytes:
    """The boxes of comments by the rows of their cells; those of cells that are gone go too."""

    def shape(found: re.Match[bytes]) -> bytes:
        at = _BOX_ROW.search(found[0])
        if at is None:
            return found[0]
        goal = places.row(int(at[2]) + 1)
        if not goal:
            return b""
        shift = goal - 1 - int(at[2])
        moved = _BOX_ROW.sub(lambda one: b"%s%d%s" % (one[1], goal - 1, one[3]), found[0])
        return _ANCHOR.sub(lambda one: one[1] + _anchored(one[2], shift) + one[3], moved)

    return _SHAPE.sub(shape, data)


def _anchored(text: bytes, shift: int) -> bytes:
    numbers = [int(one) for one in re.findall(rb"-?\d+", text)]
    if len(numbers) != 8:
        return text
    numbers[2], numbers[6] = max(0, numbers[2] + shift), max(0, numbers[6] + shift)
    return b", ".join(b"%d" % one for one in numbers)
