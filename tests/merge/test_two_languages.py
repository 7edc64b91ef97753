"""Two languages in one workbook: after a change of language the tabs count and colour the words of both."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest
import short_salon
from office import XLSX, convert, needs_office, plain, uncounted, unlocked
from small_calendar import saved
from workbook_contents import WorkbookContents

from calgen import api
from calgen.book.words import load_words

FRENCH, ENGLISH = load_words("fr"), load_words("en")
LATER = date(2027, 1, 14)  # the posts of the first days no longer change
TYPED = {3: "Publié", 4: "publie ", 5: "Annulé", 6: "annulee", 7: "À valider"}  # index of the post → its status


def set_language(book: Any, language: str) -> None:
    """Types a language into the settings."""
    sheet = next(book[words.title("settings")] for words in (FRENCH, ENGLISH)
                 if words.title("settings") in book.sheetnames)  # fmt: skip
    labels = {words.title("settings", "language") for words in (FRENCH, ENGLISH)}
    cells = next(cells for cells in sheet.iter_rows() if cells[0].value in labels)
    cells[1].value = language


def changed(data: bytes, language: str) -> bytes:
    book = unlocked(data, values=False)
    set_language(book, language)
    return saved(book)


@cache
def in_english() -> api.Generated:
    """The edited workbook after its run."""
    return run_in_english(edited())


def edited() -> bytes:
    """The salon's French calendar with statuses of the user's, the language changed."""
    book = unlocked(short_salon.calendar(), values=False)
    seen = WorkbookContents(b"", opened=book)
    column = seen.columns("social")["status"]
    for index, word in TYPED.items():
        seen.sheets["social"].cell(seen.posts[index].number, column).value = word
    set_language(book, "English")
    return saved(book)


def run_in_english(data: bytes) -> api.Generated:
    done = api.generate(data, "salon.xlsx", LATER)
    assert done.words.language == "en"
    assert not done.stopped
    return done


def texts(data: bytes, key: str) -> set[str]:
    """The different cells of a column of the social calendar."""
    return {str(line.cells[key]) for line in WorkbookContents(data).posts if line.cells.get(key)}


def formulas(data: bytes) -> list[str]:
    """Every formula of the workbook's cells."""
    return [str(cell.value) for sheet in unlocked(data, values=False) for row in sheet.iter_rows() for cell in row
            if str(cell.value).startswith("=")]  # fmt: skip


def test_words_of_both_languages_stand_in_the_calendar_as_they_were_typed() -> None:
    done = in_english()
    assert {word.strip() for word in TYPED.values()} <= texts(done.after, "status")
    assert {"Promouvoir", "Promote"} <= texts(done.after, "category")


def test_a_formula_that_counts_a_word_counts_every_spelling_of_it() -> None:
    found = formulas(in_english().after)
    assert any('{"=Published","=Publié","=publie"}' in text for text in found)
    assert any('"<>Cancelled"' in text and '"<>Annulé"' in text and '"<>annulee"' in text for text in found)
    assert not [text for text in found if '"<>Cancelled"' in text and '"<>Annulé"' not in text]
    assert any('{"=Promote","=Promouvoir"}' in text for text in found)


def test_colours_follow_every_spelling() -> None:
    book = unlocked(in_english().after, values=False)
    rules = [text for sheet in book for ranged in sheet.conditional_formatting for rule in ranged.rules
             for text in rule.formula]  # fmt: skip
    assert sum('="Published"' in text and '="Publié"' in text for text in rules) == 2, rules  # social, tasks
    assert any('="Promote"' in text and '="Promouvoir"' in text for text in rules)
    grey = [text for text in rules if '="Cancelled"' in text and '="Annulé"' in text]
    assert len(grey) == 3  # the row and the cell of the social calendar, and the tasks


def test_the_figures_are_those_of_the_posts() -> None:
    done = in_english()
    assert done.calendar is not None
    assert sum(post.status == "published" for post in done.calendar.posts) == 2


def test_a_second_run_and_one_of_the_next_day_change_no_formula() -> None:
    done = in_english()
    assert not api.generate(done.after, "salon.xlsx", LATER).changed
    again = api.generate(saved(unlocked(done.after, values=False)), "salon.xlsx", LATER)
    assert formulas(again.after) == formulas(done.after)


@pytest.mark.long
def test_there_and_back_again_nothing_of_the_other_language_is_looked_for() -> None:
    """Where no typed word of the other language is left, the formulas are those of one language."""
    first = short_salon.calendar()
    there = api.generate(changed(first, "English"), "salon.xlsx", short_salon.TODAY).after
    back = api.generate(changed(there, "Français"), "salon.xlsx", short_salon.TODAY).after
    assert formulas(back) == formulas(first)
    assert texts(there, "status") <= {ENGLISH.choice("status", code) for code in ENGLISH.choices("status")}


@cache
def computed() -> tuple[bytes, Any]:
    """The same from a workbook that LibreOffice saved, with values everywhere; and as LibreOffice computes it."""
    done = run_in_english(convert(XLSX, {"edited": edited()})["edited"]).after
    return done, unlocked(convert(XLSX, {"english": uncounted(done)})["english"], values=True)


@needs_office
@pytest.mark.parametrize("tab", ["social", "editorial", "month", "balance", "tasks"])
def test_what_is_stored_is_what_the_formulas_give(tab: str) -> None:
    data, found = computed()
    stored = unlocked(data, values=True)
    title = next(words.title(tab) for words in (FRENCH, ENGLISH) if words.title(tab) in stored.sheetnames)
    moving = list(ENGLISH.columns("tasks")).index("state") + 1 if tab == "tasks" else 0
    differ = {}
    for row in unlocked(data, values=False)[title].iter_rows():
        for cell in row:
            if str(cell.value).startswith("=") and cell.column != moving and (tab != "tasks" or cell.row > 4):
                own, there = (plain(book[title][cell.coordinate].value) for book in (stored, found))
                if own != pytest.approx(there, abs=1e-6):
                    differ[cell.coordinate] = (own, there, cell.value)
    assert differ == {}
