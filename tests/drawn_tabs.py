"""The tabs of a workbook as they are drawn, before any file format: the input tabs, and those of a run."""

from __future__ import annotations

from datetime import date
from functools import cache
from unittest import mock

from calgen import api
from calgen.book.sheet import Sheet
from calgen.book.words import load_words
from calgen.view import tabs, template

START = date(2027, 1, 4)


@cache
def drawn_tabs(language: str, sample: str = "salon") -> dict[str, Sheet]:
    """The visible tabs of a filled sample in a language with its first calendar, in their order, by key."""
    found: dict[str, Sheet] = {}
    make_inputs, make_outputs = template.input_sheets, tabs.sheets

    def kept_inputs(*args: object) -> tuple[Sheet, ...]:
        sheets = make_inputs(*args)  # type: ignore[arg-type]
        found.update({sheet.key: sheet for sheet in sheets})
        return sheets

    def kept_outputs(*args: object) -> object:
        for sheet in make_outputs(*args):  # type: ignore[arg-type]
            found[sheet.key] = sheet
            yield sheet

    with mock.patch.object(template, "input_sheets", kept_inputs):
        data = api.new(language, sample, START)
    with mock.patch.object(tabs, "sheets", kept_outputs):
        api.generate(data, f"{sample}.xlsx", START)
    return {key: sheet for key, sheet in found.items() if not sheet.hidden}


def placeholders(language: str) -> tuple[Sheet, ...]:
    """The tabs of an empty template."""
    words = load_words(language)
    return (*template.input_sheets(words, template.empty_content(words)), *template.output_placeholders(words))
