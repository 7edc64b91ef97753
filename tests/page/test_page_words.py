"""What the page says instead of sentences that speak of commands and options."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter
from typing import Any

import pytest

from calgen.book.languages import entry, languages
from calgen.book.words import load_words
from calgen.page_steps import on_page

COMMAND = re.compile(
    r"calgen (?:adapt|adopt|check|decide|export|generate|new|next|pause|results|share|shift|undo)|--\w"
)
# problems of commands that the page does not have, of files and folders on a disk, of buckets and of options
ABSENT = re.compile(
    r"adopt_(?:csv|json|large|nothing|own)|archive_|cloud_|disk_|cannot_|export_onto|file_(?:busy|changed|exists|foreign|held|"
    r"open)|folder_|language_unknown|map_|next_|no_(?:backup|version)|pause_|results_|set_|share_onto|shift_|store_"
)  # fmt: skip
TABLES = (("export", "left"), ("export", "notes"), ("decide",), ("diff",), ("lead",))
SHOWN = {"export": {"nothing", "nothing_asked", "nothing_fits"}, "review": {"next_proposals", "next_figures"}}


def sentences(table: Any, *path: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text below a table, with its path."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from sentences(value, *path, key)
        elif isinstance(value, str):
            yield (*path, key), value


@pytest.mark.parametrize("language", languages())
def test_each_stands_instead_of_a_sentence_and_has_its_values(language: str) -> None:
    for path, text in sentences(entry(language, "page", "instead")):
        old = entry(language, *path)
        names = [{field for _, field, _, _ in Formatter().parse(each) if field} for each in (text, old)]
        assert names[0] <= names[1], path
        assert COMMAND.search(old) or re.search("run again|relance|recommencez|pip |Update calgen", old), path


@pytest.mark.parametrize("language", languages())
def test_no_cure_on_the_page_names_a_command_or_an_option(language: str) -> None:
    words = on_page(load_words(language))
    found = [
        (code, part)
        for code in entry(language, "problems")
        if not ABSENT.match(code)
        for part in ("message", "cure")
        if COMMAND.search(str(words.sentence("problems", code, part)))
    ]
    assert found == [("links_numbered", "message")]  # it says what the number is good for


@pytest.mark.parametrize("language", languages())
def test_no_line_on_the_page_names_a_command_or_an_option(language: str) -> None:
    words = on_page(load_words(language))
    paths = [path for table in TABLES for path, _ in sentences(entry(language, *table), *table)]
    paths += [(table, key) for table, keys in SHOWN.items() for key in keys]
    unused = {("decide", "written"), ("decide", "not_written")}  # of the command alone
    assert [path for path in paths if path not in unused and COMMAND.search(str(words.sentence(*path)))] == []


def test_the_tabs_of_a_workbook_keep_the_sentences_of_the_command() -> None:
    words = load_words("en")
    assert "calgen new" in words.text("problems", "tab_missing", "cure", tab="Themes")
    assert "calgen new" not in on_page(words).text("problems", "tab_missing", "cure", tab="Themes")
