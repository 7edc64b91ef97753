"""A column is its field and its words: the empty workbook shows it, it is read, and a forgotten word is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from made_up import CODE, as_toml, tables

SCRIPT = """
import io
import sys
from dataclasses import dataclass, replace

import openpyxl

import calgen
calgen.__path__.append(sys.argv[1])  # where `words/xx.toml` stands
from calgen import strategy
from calgen.book.columns import text
from calgen.strategy.audiences import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class MoodyAudience(Audience):
    mood: str = text()


tabs = tuple(replace(tab, record=MoodyAudience) if tab.key == "audiences" else tab for tab in strategy.TABS)
strategy.TABS = tabs

from calgen import api

book = openpyxl.load_workbook(io.BytesIO(api.new("xx")))
sheet = book["Audiencesø"]
at = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[4]}
sheet.cell(5, at["Audienceø"], "Auný")
sheet.cell(5, at["Moodø"], "Moý")
out = io.BytesIO()
book.save(out)
print(api.check(out.getvalue(), "plan.xlsx").read.strategy.audiences[0].mood)
"""


def run(folder: Path, language: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    """A program with one more column, and the words of one language."""
    (folder / "words").mkdir()
    (folder / "words" / f"{CODE}.toml").write_text(as_toml(language), encoding="utf-8")
    command = [sys.executable, "-c", SCRIPT, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_a_column_is_in_the_empty_workbook_and_is_read(tmp_path: Path) -> None:
    language = tables()
    language["tabs"]["audiences"]["columns"]["mood"] = {"title": "Moodø", "also": [], "help": "Howø theyø feelø."}
    found = run(tmp_path, language)
    assert found.stdout == "Moý\n", found.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (None, f"words/{CODE}.toml: [tabs.audiences.columns] lacks 'mood'"),
        ({"title": "Moodø", "also": []}, f"words/{CODE}.toml: [tabs.audiences.columns.mood] lacks 'help'"),
    ],
)
def test_its_forgotten_words_are_told(tmp_path: Path, words: dict[str, Any] | None, message: str) -> None:
    language = tables()
    if words:
        language["tabs"]["audiences"]["columns"]["mood"] = words
    found = run(tmp_path, language)
    assert found.returncode
    assert message in found.stderr
