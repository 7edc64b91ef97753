"""Every finding says why it is made, and when to disregard it; the manual has it all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import calgen
from calgen.book.languages import languages
from calgen.book.words import load_words
from calgen.check.advice_order import FINDINGS

DOCS = Path(__file__).parents[2] / "docs"
ROOMS = Path(calgen.__file__).parent
# the findings on the strategy, and those on the calendars as the user left them
NAMED = re.compile(r'"([a-z_]+)"')
LETTER = [code for own in FINDINGS.values() for code in own]
OTHERS = ("files/moves/moved_references.py", "files/edit/table_columns.py", "files/edit/table_notes.py",
          "files/read/drawn_tab_objects.py", "held_headings.py", "view/typed_cells.py",
          "numbered_links.py", "shown_proposals.py")  # fmt: skip
PATHS = [*(ROOMS / "merge").glob("*.py"), *(ROOMS / path for path in OTHERS)]
TEXTS = [path.read_text(encoding="utf-8") for path in PATHS]
MERGED = sorted({code for text in TEXTS for code in NAMED.findall(text)} & set(load_words("fr").problems()))
CODES = [*LETTER, *MERGED]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("code", CODES)
def test_a_finding_says_why_and_when_to_disregard_it(code: str, language: str) -> None:
    told = load_words(language).explanation(code)
    assert list(told) == ["why", "unless"]
    for text in told.values():
        assert text[0].isupper() or text[0] in "«“"
        assert text[-1] in ".!?»"
        assert 20 <= len(text) <= 330
    assert told["why"] != told["unless"]


def test_what_is_told_of_the_calendars_is_found() -> None:
    assert {"row_copied", "row_copied_idle", "subject_left", "subject_gone", "column_back", "no_history"} <= set(MERGED)
    assert len(MERGED) >= 9


def test_no_other_problem_explains_itself() -> None:
    spoken = load_words("fr")
    assert {code for code in spoken.problems() if spoken.explanation(code)} == set(CODES)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("step", FINDINGS)
def test_each_step_says_the_idea_it_comes_from(step: str, language: str) -> None:
    assert load_words(language).text("method", "idea", step)[-1] == "."


@pytest.mark.parametrize("language", languages())
def test_the_manual_has_every_finding_once(language: str) -> None:
    page = (DOCS / f"manual.{language}.md").read_text(encoding="utf-8")
    for code in load_words(language).problems():
        assert page.count(f"`{code}`") == 1, code
    for code in CODES:
        for text in load_words(language).explanation(code).values():
            assert text in page, code


def test_what_a_problem_outlines_holds_no_key_of_ours() -> None:
    for language in languages():
        for code in load_words(language).problems():
            for text in load_words(language).outline(code):
                assert not set("{}|=") & set(text.replace("=1/2", "").replace("=1/3", "")), (code, text)
