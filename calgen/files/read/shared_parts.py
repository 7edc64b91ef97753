"""The two parts that the cells of all sheets refer to, shared texts and cell formats: each read in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from calgen.files.read import stored_values
from calgen.files.read.markup import Malformed, feed_parser, to_utf8, whole_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONGEST_TEXT = 32_767  # characters in a cell: Excel's own limit


def parse_events(data: bytes, start: Callable[[str, dict[str, str]], None] | None, end: Callable[[str], None] | None,
        characters: Callable[[str], None] | None = None) -> None:  # fmt: skip
    """Parses a part and calls these handlers. Raises Malformed."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, characters
    try:
        feed_parser(parser, to_utf8(data))
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Malformed(str(error)) from error


class SharedTexts(NamedTuple):
    """The shared texts of a workbook, and the indexes of those that had invisible characters."""

    texts: Sequence[str] = ()
    with_invisible: frozenset[int] = frozenset()


class _SharedTextReader:
    """Collects the texts of a part of shared texts, without their phonetic readings."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.with_invisible: set[int] = set()
        self._pieces: list[str] = []
        self._size = 0
        self._taking = self._in_phonetic = False

    def start(self, name: str, _: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local == "si":
            self._pieces, self._size = [], 0
        elif local == "rPh":
            self._in_phonetic = True
        elif local == "t":
            self._taking = not self._in_phonetic

    def end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if local == "si":
            raw = "".join(self._pieces)
            if stored_values.hides_characters(raw):
                self.with_invisible.add(len(self.found))
            self.found.append(stored_values.decode_text(raw))
        elif local == "rPh":
            self._in_phonetic = False
        elif local == "t":
            self._taking = False

    def characters(self, text: str) -> None:
        if self._taking and self._size <= LONGEST_TEXT:  # enough to see that the text is too long
            self._pieces.append(text)
            self._size += len(text)


def read_shared_texts(data: bytes) -> SharedTexts:
    """The shared texts of a workbook. Raises Malformed."""
    reader = _SharedTextReader()
    parse_events(data, reader.start, reader.end, reader.characters)
    return SharedTexts(reader.found, frozenset(reader.with_invisible))


def read_number_kinds(data: bytes) -> list[int]:
    """The kind of number (`stored_values.number_kind`) that each cell format shows. Raises Malformed."""
    custom: dict[int, str] = {}
    used: list[int] = []
    inside = [False]

    def start(name: str, attrs: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local == "xf" and inside[0]:
            used.append(whole_number(attrs.get("numFmtId", ""), 0))
        elif local == "numFmt":
            custom.setdefault(whole_number(attrs.get("numFmtId", ""), -1), attrs.get("formatCode", ""))
        elif local == "cellXfs":
            inside[0] = True

    def end(name: str) -> None:
        if name.endswith("cellXfs"):
            inside[0] = False

    parse_events(data, start, end)
    known = {number: stored_values.number_kind(number, custom) for number in set(used)}
    return [known[number] for number in used]
