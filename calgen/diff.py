"""What a run changes in the calendars, as lines of text for a person; `records` has the same for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from itertools import takewhile

from calgen.book.folding import fold
from calgen.book.words import Words
from calgen.merge import CHANGE_KINDS, RowChange
from calgen.merge.row_matching import id_number

_MARKS = {"added": "+", "moved": "~", "changed": "~", "removed": "-", "deleted": "-"}
_PLACE = ("date", "time", "platform")
LONGEST = 60  # characters of a cell's text


def diff_lines(changes: Sequence[RowChange], words: Words, titles: Mapping[str, str]) -> Iterator[str]:
    """A line with the counts of each calendar, then a line per changed row; `titles` are those of the tabs.

    Rows that are kept as the user wrote them are in the counts alone; so are all rows of a calendar that is new.
    """
    for calendar in ("social", "editorial"):
        own = [change for change in changes if change.calendar == calendar]
        if own:
            yield f"{titles[calendar]}{words.text('phrases', 'colon')}{change_counts(own, words)}"
        is_new = all(change.kind == "added" for change in own)
        is_first_run = is_new and any(id_number(change.id) == 1 for change in own)
        if not is_first_run:
            for kind in _MARKS:
                yield from (_row_line(change, words) for change in own if change.kind == kind)


def change_counts(changes: Sequence[RowChange], words: Words) -> str:
    """How many rows of each kind there are, in words."""
    counts = {kind: sum(change.kind == kind for change in changes) for kind in CHANGE_KINDS}
    parts = [words.text("diff", kind, n=n) for kind, n in counts.items() if n]
    if placed := sum(change.kind == "kept" and _is_placed(change) for change in changes):
        parts.append(words.text("diff", "placed", n=placed))
    return ", ".join(parts) or words.text("diff", "nothing")


def _is_placed(change: RowChange) -> bool:
    """Whether the user gave a post of calgen's another day, hour or platform."""
    pairs = (change.columns.get(key, ("", "")) for key in _PLACE)
    return any(old and fold(old) != fold(new) for old, new in pairs)


def _row_line(change: RowChange, words: Words) -> str:
    """A mark for the kind, the id, what tells the row from others, and the columns with their old and new values."""
    shown = (_value(change.day, words), change.platform, _shortened(change.title))
    details = _changed_values(change, words)
    line = f"  {_MARKS[change.kind]} {change.id}  {' · '.join(filter(None, shown))}"
    return f"{line}  ({details})" if details else line


def _changed_values(change: RowChange, words: Words) -> str:
    pairs = {key: _pair(*(_value(text, words) for text in pair)) for key, pair in change.columns.items()}
    return "; ".join(f"{words.title(change.calendar, key)} {old} → {new}" for key, (old, new) in pairs.items())


def _value(text: str, words: Words) -> str:
    """A canonical text as the reader's language writes it: days and times in its own way, the others as they are."""
    for kind in (date, time):
        try:
            return words.format_value(kind.fromisoformat(text))
        except ValueError:
            continue
    return text


def _pair(old: str, new: str) -> tuple[str, str]:
    """Two values, each on a line; from the word before they differ on, where their beginnings alone are the same."""
    lines = [" ".join(text.split()) for text in (old, new)]
    first, second = map(_shortened, lines)
    if first == second and lines[0] != lines[1]:
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*lines, strict=False)))
        begin = lines[0].rfind(" ", 0, max(same - 1, 0)) + 1
        first, second = (f"…{_shortened(line[begin:])}" for line in lines)
    return first or "∅", second or "∅"


def _shortened(text: str) -> str:
    """A text on one line, cut after LONGEST characters at the end of a word, if one ends in its second half."""
    line = " ".join(text.split())
    if len(line) <= LONGEST:
        return line
    cut = line[: LONGEST - 1]
    words = cut if line[LONGEST - 1] == " " else cut.rpartition(" ")[0]
    return (words if len(words) >= LONGEST // 2 else cut).rstrip(" ,;:") + "…"
