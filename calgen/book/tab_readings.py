"""What was read of each tab of a workbook, and what was left alone, one line a tab."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from calgen.book.folding import fold, tidy
from calgen.book.headings import UnreadHeading
from calgen.book.values import Phrase, Several, Title, first_items
from calgen.book.vocabulary import tab_titles
from calgen.book.words import Words

_MOST_HEADINGS = 8  # that a line names


@dataclass(frozen=True, slots=True)
class TabReading:
    """What was read of a tab: `key` is that of the input tab, empty for a tab that was left alone."""

    title: str
    key: str = ""
    rows: int = 0  # rows, or settings
    unread: tuple[UnreadHeading, ...] = ()  # headings of columns, or labels of settings, that were left alone
    examples: tuple[int, ...] = ()  # rows with the grey example of the empty workbook, which are not used
    near: str = ""  # key of the input tab whose title is near, of a tab that was left alone
    absent: tuple[str, ...] = ()  # keys of optional columns, or settings, that an empty workbook has and this one lacks

    @property
    def is_whole(self) -> bool:
        """Whether a tab under a known title of its own was read, and nothing of it left alone."""
        return bool(self.key) and fold(self.title) in tab_titles() and not self.unread and not self.examples


def reading_lines(readings: Iterable[TabReading], words: Words) -> tuple[str, ...]:
    """What was read and left alone, in words: one line for the tabs that were read as a whole, one for each other."""
    found = tuple(readings)
    whole = tuple(words.text("readings", "of_whole", tab=tidy(reading.title), n=reading.rows)
                  for reading in found if reading.is_whole)  # fmt: skip
    first = (words.text("readings", "whole", tabs=whole),) if whole else ()
    return (*first, *(reading_line(reading, words) for reading in found if not reading.is_whole))


def reading_line(reading: TabReading, words: Words) -> str:
    """What was read of a tab, or why it was left alone, in words."""
    if not reading.key:
        code = "left_near" if reading.near else "left"
        return words.text("readings", code, tab=tidy(reading.title), near=Title(reading.near) if reading.near else "")
    is_known = fold(reading.title) in tab_titles()
    kind = "settings" if reading.key == "settings" else "rows"
    line = words.text("readings", kind if is_known else f"{kind}_as", tab=tidy(reading.title), n=reading.rows,
                      known=Title(reading.key))  # fmt: skip
    if reading.unread:
        line += words.text("readings", f"{kind}_left", n=len(reading.unread), left=_headings(reading))
    if reading.examples:
        line += words.text("readings", "examples", n=len(reading.examples), rows=reading.examples)
    return line


def optional_line(readings: Iterable[TabReading], words: Words) -> str:
    """The optional columns and settings that an empty workbook has and this one lacks; empty where it has them all."""
    found = tuple(
        words.text("readings", "optional_of", tab=reading.title,
                   names=tuple(Title(reading.key, key) for key in reading.absent))
        for reading in readings if reading.absent
    )  # fmt: skip
    return words.text("readings", "optional", tabs=found) if found else ""


def _headings(reading: TabReading) -> tuple[object, ...] | Several:
    """The headings that were left alone, each with the one that it resembles."""
    return first_items((_heading(reading.key, heading) for heading in reading.unread), _MOST_HEADINGS)


def _heading(tab: str, heading: UnreadHeading) -> Phrase:
    values: dict[str, object] = {"heading": heading.text}
    if not heading.near:
        return Phrase(("readings", "heading"), values)
    return Phrase(("readings", "heading_near"), values | {"near": Title(tab, heading.near)})


def readings_checksum(readings: Iterable[TabReading]) -> str:
    """A hash of what was read and left alone: a run whose workbook has other tabs or headings tells them."""
    facts = [
        (reading.title, reading.key, [heading.text for heading in reading.unread], reading.examples, reading.near)
        for reading in readings
    ]
    return sha256(repr(facts).encode()).hexdigest()[:16]
