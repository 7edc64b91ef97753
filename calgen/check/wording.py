"""What the user wrote, searched for words: whole words, folded, in any language; and findings over several rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from calgen.book.folding import fold
from calgen.book.problems import Problem, Severity
from calgen.book.vocabulary import word_list


def plain(text: str) -> str:
    """A text as folded words between single spaces, one at each end."""
    return " ".join(["", *re.findall(r"\w+", fold(text)), ""])


def says(text: str, terms: Iterable[str]) -> bool:
    """Whether a text has one of some terms (a word, or several in a row) in it."""
    words = plain(text)
    return any(term in words for term in map(plain, terms) if term.strip())


def speaks_of(text: str, of: str) -> bool:
    """Whether a text has a word of a list of `words/` in it, of whichever language."""
    return says(text, word_list(of))


def listed(code: str, severity: Severity, rows: Sequence[Any], field: str, **values: object) -> Iterable[Problem]:
    """One finding over several rows of a tab, named in the order of the tab; it leads to the first of them."""
    ordered = sorted(rows, key=lambda row: row.source.row)
    if ordered:
        names = tuple(getattr(row, next(iter(row.__dataclass_fields__))) for row in ordered)
        yield Problem(code, ordered[0].source.place(field), severity, {"n": len(names), "names": names, **values})
