"""Words that agree with a number or a list have two forms; `test_specimens.py` looks at those of each problem."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING, Any

import pytest

from calgen.book.languages import entry, languages

if TYPE_CHECKING:
    from collections.abc import Iterator

@pytest.mark.parametrize("language", languages())
def test_every_agreement_has_two_forms(language: str) -> None:
    def leaves(table: Any) -> Iterator[str]:
        for value in table.values() if isinstance(table, dict) else table if isinstance(table, list) else [table]:
            if isinstance(value, dict | list):
                yield from leaves(value)
            else:
                yield str(value)

    for text in leaves({key: value for key, value in entry(language).items() if key not in ("formats", "tabs")}):
        for _, name, spec, _ in Formatter().parse(text):
            if name and spec and "02d" not in spec:
                assert spec.count("|") == 1, text
                assert len(set(spec.removeprefix("=").split("|"))) == 2, text
