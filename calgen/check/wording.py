"""Words searched in what the user wrote (whole words, folded, in any language), and problems over several rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from calgen.book.folding import fold
from calgen.book.problems import Problem, Severity
from calgen.book.vocabulary import word_list


def folded_words(text: str) -> str:
    """The words of a text, folded, with a single space before and after each."""
    return " ".join(["", *re.findall(r"\w+", fold(text)), ""])


def has_term(text: str, terms: Iterable[str]) -> bool:
    """Whether a text contains one of some terms; a term is one word or several in a row."""
    words = folded_words(text)
    return any(term in words for term in map(folded_words, terms) if term.strip())


def has_word_of(text: str, list_key: str) -> bool:
    """Whether a text contains a word of a list of `words/`, in any language."""
    return has_term(text, word_list(list_key))


def problem_of_rows(
    code: str, severity: Severity, rows: Sequence[Any], column: str, **values: object
) -> Iterable[Problem]:
    """One problem over all of some rows of a tab; it leads to a column of the first. No rows, no problem."""
    in_order = sorted(rows, key=lambda row: row.source.row)
    if in_order:
        names = tuple(getattr(row, next(iter(row.__dataclass_fields__))) for row in in_order)
        yield Problem(code, in_order[0].source.place(column), severity, {"n": len(names), "names": names, **values})
