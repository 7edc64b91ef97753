"""XML parsed with byte offsets and edited by byte ranges: what is not edited keeps its bytes."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_DEEPEST = 256  # the limit of libxml2: deeper nesting is an attack
_DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_TAG = re.compile(rb"""<[^\s/>]+(?:[^>"']|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")
_FIRST_TAG = re.compile(r"<[^\s/>]+")
_CHUNK = 1 << 18


def feed_parser(parser: expat.XMLParserType, data: bytes) -> None:
    """Passes the bytes of a part to a parser in pieces, without closing it.

    A tag or comment whose end is still to come is looked through anew with each piece. So the pieces double while
    nothing else is found, and 100 MB of comment take no longer than any 100 MB.
    """
    view, at, size = memoryview(data), 0, _CHUNK
    while at < len(view):
        parser.Parse(bytes(view[at : at + size]), False)
        past = at + size
        size = _CHUNK if parser.CurrentByteIndex > at else 2 * size
        at = past


class Malformed(ValueError):  # noqa: N818 -- it says what the bytes are
    """The bytes are no XML that calgen can read."""


class _StopReached(Exception):  # noqa: N818 -- a signal to the parser, not an error
    """The parser has reached the element at which it is to stop."""


@dataclass(slots=True, eq=False)
class Element:
    """An element: its local name, its attributes ("uri local" if prefixed) and its byte offsets."""

    name: str
    space: str
    attrs: dict[str, str]
    start: int
    inner: int
    inner_end: int = 0
    end: int = 0
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def get(self, attribute: str, default: str = "") -> str:
        return self.attrs.get(attribute, default)

    def children_named(self, name: str) -> Iterator[Element]:
        """The children with a local name."""
        return (child for child in self.children if child.name == name)

    def descendants(self) -> Iterator[Element]:
        """The element itself, and all elements below it."""
        yield self
        for child in self.children:
            yield from child.descendants()

    def child(self, name: str) -> Element | None:
        return next(self.children_named(name), None)


class _TreeBuilder:
    """Builds the tree from the events of expat."""

    def __init__(self, data: bytes, stop: str) -> None:
        self.data = data
        self.stop = stop
        self.root: Element | None = None
        self.path: list[Element] = []
        self.texts: list[list[str]] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.open
        self.parser.EndElementHandler = self.close
        self.parser.CharacterDataHandler = self.add_text
        self.parser.StartDoctypeDeclHandler = self.refuse

    def refuse(self, *_: object) -> None:
        raise Malformed("DOCTYPE")

    def open(self, name: str, attrs: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if self.stop and local == self.stop:
            raise _StopReached
        if len(self.path) == _DEEPEST:
            raise Malformed("too deep")
        start = self.parser.CurrentByteIndex
        tag = _TAG.match(self.data, start)
        if tag is None:
            raise Malformed(name)
        node = Element(local, space, attrs, start, tag.end(), tag.end(), tag.end())
        if self.path:
            self.path[-1].children.append(node)
        else:
            self.root = node
        self.path.append(node)
        self.texts.append([])

    def close(self, _name: str) -> None:
        node = self.path.pop()
        node.text = "".join(self.texts.pop())
        if self.data[node.inner - 2 : node.inner] != b"/>":
            node.inner_end = self.parser.CurrentByteIndex
            node.end = self.data.index(b">", node.inner_end) + 1

    def add_text(self, text: str) -> None:
        self.texts[-1].append(text)


def to_utf8(data: bytes) -> bytes:
    """The XML in UTF-8; the same bytes if it is in UTF-8 already. Raises Malformed."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif data.startswith((b"<\0", b"\0<")):
        encoding = "utf-16-le" if data.startswith(b"<\0") else "utf-16-be"
    else:
        declared = _DECLARED.match(data)
        encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
        if encoding in {"utf-8", "utf8", "us-ascii", "ascii"}:
            return data
    try:
        text = data.decode(encoding).lstrip("\ufeff").encode("utf-8")
    except (LookupError, UnicodeError) as error:
        raise Malformed(encoding) from error
    declared = _DECLARED.match(text)
    return text[: declared.start(1)] + b"UTF-8" + text[declared.end(1) :] if declared else text


def parse_tree(data: bytes, *, stop: str = "") -> Element:
    """The tree of XML in UTF-8; with `stop`, up to the first element of that name. Raises Malformed."""
    builder = _TreeBuilder(data, stop)
    try:
        builder.parser.Parse(data, True)
    except _StopReached:
        pass
    except (expat.ExpatError, UnicodeError, ValueError) as error:
        raise Malformed(str(error)) from error
    if builder.root is None:
        raise Malformed("no element")
    return builder.root


def whole_number(text: str, default: int) -> int:
    """The whole number in an attribute; the default if it holds something else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default


def escape_xml(text: str) -> str:
    """Text escaped for an attribute or for the content of an element."""
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, written)
    return text.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")


def copy_own_namespace(node: Element) -> Element:
    """A copy of an element without foreign namespaces."""
    attrs = {name: value for name, value in node.attrs.items() if " " not in name}
    children = [copy_own_namespace(child) for child in node.children if child.space == node.space]
    text = "" if node.children else node.text
    return Element(node.name, node.space, attrs, 0, 0, text=text, children=children)


def to_xml(node: Element) -> str:
    """The XML of an element without prefixes."""
    written = "".join(f' {name}="{escape_xml(value)}"' for name, value in node.attrs.items())
    content = escape_xml(node.text) + "".join(map(to_xml, node.children))
    return f"<{node.name}{written}>{content}</{node.name}>" if content else f"<{node.name}{written}/>"


class XmlDocument:
    """XML with edits of byte ranges; `to_bytes` applies them."""

    def __init__(self, data: bytes, root: Element | None = None) -> None:
        """Raises Malformed; `root` is the tree of the bytes if it is known already."""
        self.data = to_utf8(data)
        self.root = root or parse_tree(self.data)
        self._edits: list[tuple[int, int, bytes]] = []
        self._tails: dict[int, tuple[Element, list[str]]] = {}
        self._removed: set[int] = set()

    def opening_tag(self, node: Element) -> bytes:
        """An element's opening tag as it is written."""
        return self.data[node.start : node.inner]

    def _raw_name(self, node: Element) -> bytes:
        return re.split(rb"[\s/>]", self.opening_tag(node)[1:], maxsplit=1)[0]

    def _fitted(self, parent: Element, xml: str) -> str:
        """Unprefixed XML with the namespace of its parent, whose own tags may have a prefix."""
        if b":" not in self._raw_name(parent):
            return xml
        return _FIRST_TAG.sub(lambda tag: f'{tag[0]} xmlns="{parent.space}"', xml, count=1)

    def contains_value(self, value: str) -> bool:
        """Whether a quoted value occurs anywhere in the XML."""
        return any(quote + value.encode() + quote in self.data for quote in (b'"', b"'"))

    def prefix_of(self, space: str) -> str:
        """The prefix that the root binds to a namespace; empty if there is none."""
        for name, value in _ATTRIBUTE.findall(self.opening_tag(self.root)):
            if name.startswith(b"xmlns:") and value[1:-1] == space.encode():
                return str(name[6:].decode())
        return ""

    def remove(self, node: Element) -> None:
        self._edits.append((node.start, node.end, b""))
        self._removed.add(node.start)

    def is_removed(self, node: Element) -> bool:
        """Whether the element was removed; one inside a removed element need not say so."""
        return node.start in self._removed

    def count_children(self, node: Element) -> int:
        """The number of children after the edits, without those inserted before others."""
        appended = self._tails.get(node.start, (node, []))[1]
        return sum(not self.is_removed(child) for child in node.children) + len(appended)

    def set_attribute(self, node: Element, attribute: str, value: str) -> None:
        """Sets an attribute; one that is there already keeps its place."""
        written = f'{attribute}="{escape_xml(value)}"'.encode()
        for found in _ATTRIBUTE.finditer(self.data, node.start, node.inner):
            if found[1] == attribute.encode():
                self._edits = [edit for edit in self._edits if edit[:2] != (found.start(1), found.end(2))]
                if found[2][1:-1] != escape_xml(value).encode():
                    self._edits.append((found.start(1), found.end(2), written))
                return
        place = node.start + 1 + len(self._raw_name(node))
        self._edits.append((place, place, b" " + written))

    def remove_attribute(self, node: Element, attribute: str) -> None:
        """Removes an attribute, with the space before it."""
        for found in _ATTRIBUTE.finditer(self.data, node.start, node.inner):
            if found[1] == attribute.encode():
                self._edits.append((found.start(), found.end(), b""))

    def set_text(self, node: Element, value: str) -> None:
        """Replaces the text of an element without children."""
        if value != node.text and node.inner_end != node.end:
            self._edits.append((node.inner, node.inner_end, escape_xml(value).encode()))

    def append(self, parent: Element, xml: str) -> None:
        """Adds an element at the end of a parent; `<a/>` becomes `<a>…</a>`."""
        self._tails.setdefault(parent.start, (parent, []))[1].append(self._fitted(parent, xml))

    def insert(self, parent: Element, xml: str, order: Sequence[str]) -> None:
        """Adds an element among the children of a parent, at its place in the sequence of the schema."""
        found = _FIRST_TAG.match(xml)
        name = found[0][1:] if found else ""
        later = set(order[order.index(name) + 1 :])
        follower = next((child for child in parent.children if child.name in later), None)
        if follower is None:
            self.append(parent, xml)
        else:
            self._edits.append((follower.start, follower.start, self._fitted(parent, xml).encode()))

    def _outside(self, edits: list[tuple[int, int, bytes]]) -> list[tuple[int, int, bytes]]:
        """The edits that are not inside a removed element."""
        cuts = [(start, end) for start, end, written in self._edits if not written and end > start]
        return [edit for edit in edits if not any(start < edit[0] < end for start, end in cuts)]

    def to_bytes(self) -> bytes:
        """The XML with its edits; the same bytes if there are none."""
        edits = list(self._edits)
        for parent, xml in self._tails.values():
            added = "".join(xml).encode()
            if parent.inner_end == parent.end:
                edits.append((parent.inner - 2, parent.inner, b">" + added + b"</" + self._raw_name(parent) + b">"))
            else:
                edits.append((parent.inner_end, parent.inner_end, added))
        pieces: list[bytes] = []
        at = 0
        for start, end, written in sorted(self._outside(edits), key=lambda edit: edit[:2]):
            pieces += [self.data[at:start], written]
            at = end
        return b"".join([*pieces, self.data[at:]])
