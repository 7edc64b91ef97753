"""Calendars whose tables another program dropped (SheetJS) or the user turned into ranges: they have tables again."""

from __future__ import annotations

import re

import pytest
from openpyxl.workbook.defined_name import DefinedName
from plain_ranges import as_ranges, sound_tables, titled, without_facebook
from seeds import each_language, few_of
from small_calendar import run, saved, unlocked
from workbook_contents import packed, parts

from calgen.book.words import load_words


@each_language
def test_a_table_made_again_covers_the_rows_that_stay(language: str) -> None:
    done = run(saved(without_facebook(as_ranges(language), language)))
    assert not done.stopped
    assert [*sound_tables(done.after)] == ["social", "editorial"]


@each_language
def test_a_changed_language_changes_the_references_to_a_range_too(language: str) -> None:
    book, other = as_ranges(language), load_words({"fr": "en", "en": "fr"}[language])
    words = load_words(language)
    settings = titled(book, language, "settings")
    cell = next(cells[1] for cells in settings.iter_rows() if cells[0].value == words.title("settings", "language"))
    cell.value = {"fr": "English", "en": "Français"}[language]
    theme, status = words.title("social", "theme"), words.title("editorial", "status")
    formulas = {"AK5": f"=LEN(calgen_social[[#This Row],[{theme}]])", "AK6": f"=COUNTA(calgen_editorial[{status}])"}
    for place, formula in formulas.items():
        titled(book, language, "social")[place] = formula
    book.defined_names["Mien"] = DefinedName("Mien", attr_text=f"calgen_editorial[{status}]")
    book["Mes chiffres" if language == "fr" else "My figures"]["H9"] = f"=COUNTA(calgen_social[{status}])"
    done = run(saved(book))
    found = sound_tables(done.after)
    sheet = titled(unlocked(done.after), language, "social")
    assert {sheet["AK5"].value, sheet["AK6"].value} == {
        formula.replace(theme, other.title("social", "theme")).replace(status, other.title("editorial", "status"))
        for formula in formulas.values()
    }
    names = unlocked(done.after).defined_names
    assert names["Mien"].attr_text == f"calgen_editorial[{other.title('editorial', 'status')}]"
    assert status in [column.name for column in found["social"].tableColumns]
    assert status not in [column.name for column in found["editorial"].tableColumns]


@pytest.mark.parametrize("typed", few_of([" STATUS  ", "Statut\n", "\tStatut", "Statut\xa0"], 2))
def test_a_heading_of_a_table_made_again_is_that_of_its_cell_byte_for_byte(typed: str) -> None:
    book = as_ranges("fr")
    heading = next(cell for cell in titled(book, "fr", "social")[4] if cell.value == "Statut")
    heading.value = typed
    done = run(plain_texts(saved(book)))
    sound_tables(done.after)


def plain_texts(data: bytes) -> bytes:
    """The workbook with its texts in the cells, as SheetJS writes them."""
    held = parts(data)
    texts = [found[1] for found in re.finditer(rb"<si><t[^>]*>([^<]*)</t></si>", held.pop("xl/sharedStrings.xml", b""))]
    for name, part in held.items():
        if name.startswith("xl/worksheets/sheet"):
            part = re.sub(rb' t="s"><v>(\d+)<', lambda f: b' t="str"><v>%s<' % texts[int(f[1])], part)
            held[name] = re.sub(rb' t="inlineStr"><is><t([^>]*>[^<]*)</t></is>', rb' t="str"><v\1</v>', part)
    return packed(held)
