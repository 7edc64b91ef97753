"""Structured references in every form, with the headings of one table changed."""

from __future__ import annotations

import pytest

from calgen.files.references.structured_references import decode_text, encode_text, rename_headings

CHANGES = {
    "calgen_social": {"sujet": "Subject", "thème": "Theme", "à [faire] #1's": "To do", "le mot\nclé": "Keyword",
                      "date": "Day of [week]", "état": "The state"},
    "calgen_tasks": {"personne": "Person"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("calgen_social[Sujet]", "calgen_social[Subject]"),
        ("CALGEN_Social[SUJET]&calgen_social[thème]", "CALGEN_Social[Subject]&calgen_social[Theme]"),
        ("COUNTIFS(calgen_social[Sujet],\"t[Sujet]\")", "COUNTIFS(calgen_social[Subject],\"t[Sujet]\")"),
        ("calgen_social[[#This Row],[Sujet]]", "calgen_social[[#This Row],[Subject]]"),
        ("calgen_social[[#Headers], [Sujet]:[Thème]]", "calgen_social[[#Headers], [Subject]:[Theme]]"),
        ("calgen_social[[Sujet]:[Thème]]", "calgen_social[[Subject]:[Theme]]"),
        ("SUM(calgen_social[Sujet]:calgen_social[Thème])", "SUM(calgen_social[Subject]:calgen_social[Theme])"),
        ("calgen_social[@Sujet]", "calgen_social[@Subject]"),
        ("calgen_social[@État]", "calgen_social[@[The state]]"),
        ("calgen_social[@[Sujet]]*2", "calgen_social[@[Subject]]*2"),
        ("calgen_social['À '[faire'] '#1''s]", "calgen_social[To do]"),
        ("calgen_social[[#All],[à '[FAIRE'] '#1''s]]", "calgen_social[[#All],[To do]]"),
        ("calgen_social[Le mot\nclé]&calgen_social[Le mot_x000a_clé]", "calgen_social[Keyword]&calgen_social[Keyword]"),
        ("calgen_social[Date]", "calgen_social[Day of '[week']]"),
        ("calgen_tasks[Personne]", "calgen_tasks[Person]"),
        ("[0]!calgen_social[Sujet]", "[0]!calgen_social[Subject]"),
        # not of that table, or no heading of it
        ("Mien[Sujet]+calgen_tasks[Sujet]", "Mien[Sujet]+calgen_tasks[Sujet]"),
        ("[1]!calgen_social[Sujet]", "[1]!calgen_social[Sujet]"),
        ("Autre.xlsx!calgen_social[Sujet]", "Autre.xlsx!calgen_social[Sujet]"),
        ("'[Autre.xlsx]Tab'!A1+[2]Tab!B2", "'[Autre.xlsx]Tab'!A1+[2]Tab!B2"),
        ("calgen_social[]&calgen_social[#Data]&calgen_social", "calgen_social[]&calgen_social[#Data]&calgen_social"),
        ("calgen_social[Sujets]", "calgen_social[Sujets]"),
        ("[Sujet]", "[Sujet]"),
        ('"calgen_social[Sujet', '"calgen_social[Sujet'),
    ],
)  # fmt: skip
def test_in_a_cell_outside_of_the_tables(before: str, after: str) -> None:
    assert rename_headings(before, CHANGES) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[Sujet]", "[Subject]"),
        ("[@Sujet]&[@[État]]&[@État]", "[@Subject]&[@[The state]]&[@[The state]]"),
        ("[[#This Row],[Sujet]]", "[[#This Row],[Subject]]"),
        ("[@[Sujet]:[Thème]]", "[@[Subject]:[Theme]]"),
        ("Mien[Sujet]+calgen_tasks[Personne]", "Mien[Sujet]+calgen_tasks[Person]"),
        ("[1]Tab!B2+[@Personne]", "[1]Tab!B2+[@Personne]"),
    ],
)
def test_in_a_cell_of_the_table(before: str, after: str) -> None:
    assert rename_headings(before, CHANGES, "Calgen_Social") == after


def test_in_a_cell_of_a_table_of_the_users() -> None:
    """A heading without the name of its table is one of that table, though the calendar has the same."""
    before = "[@Sujet]&calgen_social[@Sujet]"
    assert rename_headings(before, CHANGES, "Mien") == "[@Sujet]&calgen_social[@Subject]"


@pytest.mark.parametrize("text", ["Note", "Le mot\nclé", "a_x000a_b", "\t"])
def test_texts_of_attributes(text: str) -> None:
    assert decode_text(encode_text(text)) == text
    assert "\n" not in encode_text(text)
