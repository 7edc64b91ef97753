"""What a run changes in the calendars, row by row, in lines for a person; for programs see `records`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time

from calgen.book.words import Words
from calgen.merge import CHANGE_KINDS, RowChange
from calgen.merge.row_matching import id_number

_SIGNS = {"added": "+", "moved": "~", "changed": "~", "removed": "-", "kept": "="}
LONGEST = 60  # signs of a cell's text


def lines(changes: Sequence[RowChange], words: Words, titles: Mapping[str, str]) -> Iterator[str]:
    """The difference in lines; calendars that are new as a whole, from their first number on, are only counted."""
    for calendar in ("social", "editorial"):
        own = [one for one in changes if one.calendar == calendar]
        if own:
            yield f"{titles[calendar]}{words.text('phrases', 'colon')}{counts(own, words)}"
        if not all(one.kind == "added" for one in own) or not any(id_number(one.id) == 1 for one in own):
            for kind in CHANGE_KINDS:
                yield from (_line(one, words) for one in own if one.kind == kind)


def counts(changes: Sequence[RowChange], words: Words) -> str:
    """How many rows of each kind."""
    found = {kind: sum(one.kind == kind for one in changes) for kind in CHANGE_KINDS}
    told = [words.text("diff", kind, n=n) for kind, n in found.items() if n]
    return ", ".join(told) or words.text("diff", "nothing")


def _line(one: RowChange, words: Words) -> str:
    what = " · ".join(filter(None, (_said(one.day, words), one.platform, _short(one.title))))
    if one.kind == "kept":
        names = ", ".join(words.title(one.calendar, key) for key in one.columns)
        details = words.text("diff", "yours", columns=names) if names else ""
    else:
        shown = ((key, *(_short(_said(text, words)) or "∅" for text in pair)) for key, pair in one.columns.items())
        details = "; ".join(f"{words.title(one.calendar, key)} {old} → {new}" for key, old, new in shown)
    return f"  {_SIGNS[one.kind]} {one.id}  {what}" + (f"  ({details})" if details else "")


def _said(text: str, words: Words) -> str:
    """A canonical value as the reader's language writes it."""
    for kind in (date, time):
        try:
            return words.format_value(kind.fromisoformat(text))
        except ValueError:
            continue
    return text


def _short(text: str) -> str:
    one = " ".join(text.split())
    return one if len(one) <= LONGEST else one[: LONGEST - 1] + "…"
