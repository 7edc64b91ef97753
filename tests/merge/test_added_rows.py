"""What is new in a strategy: formats and hours, for which posts change theirs only then, and themes."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from calgen.book.columns import Source
from calgen.book.values import Cadence
from calgen.last_run import LastRun
from calgen.merge.added_rows import has_new_formats, has_new_hours, new_themes
from calgen.merge.renames import Renames, named_rows
from calgen.strategy import Strategy
from calgen.strategy.formats import Format
from calgen.strategy.platforms import Platform
from calgen.strategy.settings import Settings
from calgen.strategy.team import Person
from calgen.strategy.themes import Theme

POST, PHOTO = Format(format="Post", source=Source(row=2)), Format(format="Photo", source=Source(row=3))
COULISSES = Theme(theme="Coulisses", category="promote", source=Source(row=2))
BLOG = Platform(
    platform="Blog",
    mission="tenir",
    objectives=("Vendre",),
    cadence=Cadence(Fraction(2)),
    formats=("Post",),
    source=Source(row=2),
)
BEFORE = Strategy(settings=Settings(), themes=(COULISSES,), platforms=(BLOG,), formats=(POST,))
RUN = LastRun(names=named_rows(BEFORE))
CASES = {
    "nothing": (BEFORE, False),
    "a format added": (replace(BEFORE, formats=(POST, PHOTO)), True),
    "a format renamed": (replace(BEFORE, formats=(replace(POST, format="Billet"),)), False),
    "the formats of a platform": (replace(BEFORE, platforms=(replace(BLOG, formats=()),)), True),
    "the formats of a theme": (replace(BEFORE, themes=(replace(COULISSES, formats=("Post",)),)), True),
    "the weight of a theme": (replace(BEFORE, themes=(replace(COULISSES, weight=COULISSES.weight + 1),)), False),
    "a platform renamed": (replace(BEFORE, platforms=(replace(BLOG, platform="Carnet"),)), False),
    "a theme added": (replace(BEFORE, themes=(COULISSES, replace(COULISSES, theme="Neuf", formats=("Post",)))), False),
}


@pytest.mark.parametrize("name", CASES)
def test_what_the_user_changed_is_a_format(name: str) -> None:
    after, has_changed = CASES[name]
    renames = Renames({"format": {"Post": "Billet"}, "platform": {"Blog": "Carnet"}})
    assert has_new_formats(after, RUN, renames if "renamed" in name else Renames({})) is has_changed


def test_a_theme_that_the_last_run_did_not_know_is_new() -> None:
    added = CASES["a theme added"][0]
    assert new_themes(added, RUN, Renames({})) == {"Neuf"}
    renamed = replace(BEFORE, themes=(replace(COULISSES, theme="Neuf"),))
    assert new_themes(renamed, RUN, Renames({"theme": {"Coulisses": "Neuf"}})) == frozenset()
    assert new_themes(added, LastRun(), Renames({})) == frozenset()


def test_a_workbook_of_the_first_version_tells_nothing_of_formats() -> None:
    assert not has_new_formats(CASES["a format added"][0], LastRun(), Renames({}))


def test_hours_are_new_where_a_person_has_others_or_has_come() -> None:
    ana = Person(person="Ana", weekly_hours=Fraction(4), source=Source(row=2))
    before = replace(BEFORE, team=(ana,))
    run = LastRun(names=named_rows(before))
    assert has_new_hours(replace(before, team=(replace(ana, weekly_hours=Fraction(8)),)), run, Renames({}))
    assert has_new_hours(replace(before, team=(ana, replace(ana, person="Lou"))), run, Renames({}))
    assert not has_new_hours(replace(before, team=(replace(ana, role="Textes"),)), run, Renames({}))
    renamed = replace(before, team=(replace(ana, person="Anna"),))
    assert not has_new_hours(renamed, run, Renames({"owner": {"Ana": "Anna"}}))
    assert not has_new_hours(replace(before, team=()), run, Renames({}))
    assert not has_new_hours(renamed, LastRun(), Renames({}))
