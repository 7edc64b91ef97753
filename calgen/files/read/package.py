"""A workbook file as a package (OPC): its parts, their content types and relationships."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self
from urllib.parse import unquote

from calgen.book.problems import Refused
from calgen.files.read.markup import Element, Malformed, XmlDocument, escape_xml, parse_tree, to_utf8
from calgen.files.read.part_names import absolute_target, part_key, relationships_part
from calgen.files.read.zip_entries import ENTRY_DATE, copy_entry, unpack_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CONTENT_TYPES = "[Content_Types].xml"
ROOT = ""
_RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_LEVEL = 4  # of compression: two thirds of the time of zlib's default level, a tenth more bytes
_SMALL = 1 << 20  # bytes: a part up to this size is kept once it is unpacked
_MOST_SMALL_KEPT = 64 << 20  # bytes of small parts in all
_MOST_KEPT = 8 << 20  # bytes of bigger parts that are kept too: all sheets of a calendar of some hundred posts
_START = 1 << 16  # bytes of a part's start, where a DOCTYPE would stand
_COUNTED = re.compile(r"^(.*?)(\d*)(\.[^./]*)$")
# what zipfile raises for a damaged or forged file
DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of a part: `kind` is the last word of its type, `part` its target (a URL if external)."""

    id: str
    kind: str
    part: str
    external: bool
    node: Element


@dataclass(slots=True)
class _PartEntry:
    """A part: its directory entry, and its bytes in one or more pieces (none: still in the archive)."""

    info: zipfile.ZipInfo
    pieces: tuple[bytes, ...] = ()
    start: bytes = b""  # the first bytes of the part in the archive


class Package:
    """Parts by name, in the order of the file; names are looked up without regard to case or slashes.

    Of the big parts the first few and the one that was read last are kept. The others are unpacked at every reading:
    all in memory would take ten times the file's size.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries: dict[str, _PartEntry] = {}
        self._dropped: set[str] = set()
        self._added: dict[str, str] = {}
        self._content_types: XmlDocument | None = None
        self._listed: dict[str, str] | None = None
        self._trees: dict[str, tuple[bytes, Element]] = {}  # with the bytes that each was parsed from
        self._kept = self._kept_small = 0  # bytes of big parts, and of small ones
        self._last: tuple[_PartEntry, bytes] | None = None  # the big part that was read last

    @classmethod
    def load(cls, data: bytes) -> Self:
        """Opens the bytes of a file as a package. Raises Refused for damaged files."""
        try:
            package = cls(zipfile.ZipFile(io.BytesIO(data)))
            for info in package._archive.infolist():
                key = part_key(info.filename)
                if key in package._entries:
                    raise Refused("file_part_twice", part=info.filename)
                package._entries[key] = _PartEntry(info)
                package._unpacked(package._entries[key])  # finds damaged parts
        except DAMAGE as error:
            raise Refused("file_damaged", part="") from error
        return package

    def copy(self) -> Self:
        """A copy of the package; edits of it leave this one unchanged."""
        package = type(self)(self._archive)
        package._entries = {key: replace(entry) for key, entry in self._entries.items()}
        package._dropped, package._added = set(self._dropped), dict(self._added)
        package._trees = dict(self._trees)
        package._kept, package._kept_small = self._kept, self._kept_small
        return package

    def _unpacked(self, entry: _PartEntry) -> bytes:
        if entry.pieces:
            return entry.pieces[0] if len(entry.pieces) == 1 else b"".join(entry.pieces)
        if self._last is not None and self._last[0] is entry:
            return self._last[1]
        self._last = None
        data = unpack_entry(self._archive, entry.info)
        entry.start = data[:_START]
        if len(data) <= _SMALL and self._kept_small + len(data) <= _MOST_SMALL_KEPT:
            self._kept_small += len(data)
            entry.pieces = (data,)
        elif self._kept + len(data) <= _MOST_KEPT:
            self._kept += len(data)
            entry.pieces = (data,)
        else:
            self._last = (entry, data)
        return data

    # -- parts ---------------------------------------------------------------------------------------------------

    def parts(self) -> Iterator[str]:
        """The names of all parts as the file spells them, without folders."""
        return (entry.info.filename for entry in self._entries.values() if not entry.info.filename.endswith("/"))

    def has(self, part: str) -> bool:
        return part_key(part) in self._entries

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises Refused if it is missing."""
        entry = self._entries.get(part_key(part))
        if entry is None:
            raise Refused("file_damaged", part=part)
        return self._unpacked(entry)

    def pieces(self, part: str) -> tuple[bytes, ...]:
        """The bytes of a part that is there, in the pieces in which it was added."""
        entry = self._entries[part_key(part)]
        return entry.pieces or (self._unpacked(entry),)

    def start(self, part: str) -> bytes:
        """The first bytes of a part as it was opened, without unpacking it again."""
        return self._entries[part_key(part)].start

    def document(self, part: str) -> XmlDocument:
        """A part for editing. Raises Refused if it is no XML."""
        data = self.read(part)
        return XmlDocument(data, self._tree(part, data))

    def tree(self, part: str, *, stop: str = "") -> Element:
        """The tree of a part, as `markup.parse_tree`; not to be changed. Raises Refused if it is no XML."""
        data = self.read(part)
        if not stop:
            return self._tree(part, data)
        try:
            return parse_tree(to_utf8(data), stop=stop)
        except Malformed as error:
            raise Refused("file_damaged", part=part) from error

    def _tree(self, part: str, data: bytes) -> Element:
        """The tree of a part with these bytes; those of small parts are kept."""
        known = self._trees.get(part_key(part))
        if known is not None and known[0] is data:
            return known[1]
        try:
            root = parse_tree(to_utf8(data))
        except Malformed as error:
            raise Refused("file_damaged", part=part) from error
        if len(data) <= _SMALL:
            self._trees[part_key(part)] = data, root
        return root

    def write(self, part: str, data: bytes) -> None:
        """Replaces the bytes of a part."""
        self._entries[part_key(part)].pieces = (data,)

    def add(self, part: str, *pieces: bytes, content_type: str = "") -> None:
        """Adds a part at the end; `content_type` is empty for relationships, which every package declares."""
        info = zipfile.ZipInfo(part, ENTRY_DATE)
        info.create_system = 0
        info.compress_type = zipfile.ZIP_DEFLATED
        self._entries[part_key(part)] = _PartEntry(info, pieces)
        if content_type:
            self._added[part] = content_type

    def remove(self, part: str) -> None:
        """Removes a part, its relationships and its content type."""
        for name in (part, relationships_part(part)):
            self._entries.pop(part_key(name), None)
            self._dropped.add(part_key(name))

    # -- relationships -------------------------------------------------------------------------------------------

    def relationships(self, part: str = ROOT) -> tuple[Relationship, ...]:
        """The relationships of a part; none if they cannot be read."""
        name = relationships_part(part)
        if not self.has(name):
            return ()
        try:
            nodes = self.tree(name).children_named("Relationship")
        except Refused:
            return ()
        return tuple(self._relationship(part, node) for node in nodes)

    def _relationship(self, part: str, node: Element) -> Relationship:
        external = node.get("TargetMode") == "External"
        target = node.get("Target")
        kind = node.get("Type").rpartition("/")[2]
        return Relationship(node.get("Id"), kind, target if external else self.resolve(part, target), external, node)

    def resolve(self, part: str, target: str) -> str:
        """The name, as the file spells it, of the part that a target refers to."""
        joined = absolute_target(part, target)
        entry = self._entries.get(part_key(joined)) or self._entries.get(part_key(unquote(joined)))
        return entry.info.filename if entry else joined

    def reachable(self, start: Iterable[str], blocked: Iterable[str] = ()) -> set[str]:
        """The keys of all parts that can be reached from some parts, these included, without passing `blocked` ones."""
        found = {part_key(name) for name in blocked}
        stopped = set(found)
        waiting = list(start)
        while waiting:
            part = waiting.pop()
            if part_key(part) in found:
                continue
            found.add(part_key(part))
            waiting += [relation.part for relation in self.relationships(part) if not relation.external]
        return found - stopped

    def unused_name(self, like: str, reserved: Iterable[str]) -> str:
        """A name like the given one that no part has; `reserved` are keys of further names not to use."""
        taken = set(reserved)
        match = _COUNTED.match(like)
        stem, _, ending = match.groups() if match else (like, "", "")
        number = 1
        while True:
            name = f"{stem}{number}{ending}"
            both = {part_key(name), part_key(relationships_part(name))}
            if not both & taken and not any(self.has(one) for one in both):
                return name
            number += 1

    def referenced_names(self) -> set[str]:
        """The keys of all names in relationships and content types, of missing parts too."""
        owners = [ROOT, *(part for part in self.parts() if not part_key(part).endswith(".rels"))]
        links = (relation for part in owners for relation in self.relationships(part) if not relation.external)
        targets = {part_key(relation.part) for relation in links}
        listed = {part_key(node.get("PartName")) for node in self.content_types().root.children_named("Override")}
        return targets | (listed - self._dropped)

    # -- content types and the file ------------------------------------------------------------------------------

    def content_types(self) -> XmlDocument:
        if self._content_types is None:
            self._content_types = self.document(CONTENT_TYPES)
        return self._content_types

    def content_type(self, part: str) -> str:
        """The content type of a part, by its name or by its ending."""
        kinds = self._kinds()
        ending = part.rpartition(".")[2].casefold()
        return kinds.get(part_key(unquote(part))) or kinds.get(f"*.{ending}", "")

    def _kinds(self) -> dict[str, str]:
        """The content types that the file lists, by part key and by "*." with an ending."""
        if self._listed is None:
            root = self.content_types().root
            self._listed = {f"*.{node.get('Extension').casefold()}": node.get("ContentType")
                            for node in root.children_named("Default")}
            self._listed |= {part_key(unquote(node.get("PartName"))): node.get("ContentType")
                             for node in root.children_named("Override")}
        return self._listed

    def _register(self) -> None:
        types = self.content_types()
        for node in types.root.children_named("Override"):
            if part_key(node.get("PartName")) in self._dropped:
                types.remove(node)
        if any(part_key(part).endswith(".rels") and not self.content_type(part) for part in self.parts()):
            types.append(types.root, f'<Default Extension="rels" ContentType="{_RELATIONSHIPS_TYPE}"/>')
        for part, kind in self._added.items():
            if self._kinds().get(f"*.{part.rpartition('.')[2].casefold()}") != kind:
                types.append(types.root, f'<Override PartName="/{escape_xml(part)}" ContentType="{escape_xml(kind)}"/>')
        self.write(CONTENT_TYPES, types.to_bytes())

    def to_bytes(self) -> bytes:
        """The bytes of the file: entries keep their order, dates and attributes, new ones come last."""
        self._register()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.comment = self._archive.comment
            for entry in self._entries.values():
                info = copy_entry(entry.info)
                pieces = entry.pieces or (self._unpacked(entry),)
                info.file_size = sum(map(len, pieces))
                info._compresslevel = _LEVEL  # type: ignore[attr-defined]  # as `writestr` does, for whole parts alone
                with archive.open(info, "w") as part:
                    for piece in pieces:
                        part.write(piece)
                info.external_attr = entry.info.external_attr  # zipfile gives rights to an entry that has none
        return out.getvalue()
