"""Tabs and headings under titles that are nearly ours: read and said where sure, else left and told."""

from __future__ import annotations

import pytest
from read_strategy import problem_places, sound_strategy
from seeds import few_of
from sheets import book, change, changed, english, french, renamed, with_grid

from calgen.book.grid import Workbook
from calgen.book.tab_readings import reading_line, reading_lines
from calgen.book.vocabulary import tab_titles
from calgen.files.read import samples
from calgen.read import read
from calgen.strategy import TABS

KEY_DATES = "\n## {title}\n\n| Name | Treatment | Date |\n| --- | --- | --- |\n| Open day | hook | 2027-01-12 |\n"
DRESSES = ("{} 2027", "2027 {}", "Copy of {}", "{} (2)", "{} - Table 1", "1. {}", "🎯 {}", "Our {}", "{}_2026-2027",
           "{} v2", "Nos {}", "Copie de {}", "{} - Tableau 1", "{} T1 2027")  # fmt: skip


def lines(workbook: Workbook) -> tuple[str, ...]:
    """What is told of each tab."""
    found = read(workbook)
    return tuple(reading_line(reading, found.words) for reading in found.tabs)


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("title", ["Objectives", "Platforms", "Themes", "Settings"])
def test_a_title_in_another_dress_is_read_and_said(title: str, dress: str) -> None:
    other = renamed(english(), title, dress.format(title))
    assert sound_strategy(other) == sound_strategy(english())
    assert [line for line in lines(other) if dress.format(title) in line and f"read as “{title}”" in line]


@pytest.mark.parametrize("key", [tab.key for tab in TABS])
@pytest.mark.parametrize("dress", few_of(["{} 2027", "Copy of {}", "{} - Table 1"], 1))
def test_every_tab_of_a_sample_is_read_in_another_dress(key: str, dress: str) -> None:
    workbook = samples.read_sample("saas")
    title = next((grid.title for grid in workbook.grids if tab_titles()[grid.title.casefold()][0] == key), "")
    other = renamed(workbook, title, dress.format(title)) if title else workbook
    assert read(other).strategy == read(workbook).strategy


@pytest.mark.parametrize("title", ["KEY DATES 2027", "Key Dates - Table 1", "KeyDates", "Key date", "Dates clés 2027"])
def test_an_optional_tab_is_read_in_another_dress(title: str) -> None:
    strategy = sound_strategy(english(KEY_DATES.format(title=title)))
    assert [key_date.name for key_date in strategy.key_dates] == ["Open day"]


@pytest.mark.parametrize("title", ["Key daets", "Our key dates for the shop", "Planning key dates"])
def test_a_title_that_is_merely_near_is_left_and_told(title: str) -> None:
    found = read(english(KEY_DATES.format(title=title)))
    assert found.strategy.key_dates == ()
    assert [(one.code, str(one.place)) for one in found.problems] == [("tab_near", title)]
    assert lines(english(KEY_DATES.format(title=title)))[-1].endswith("close to “Key dates”")


def test_a_tab_in_another_dress_without_its_columns_is_left_and_told() -> None:
    own = "\n## Team 2026\n\n| Holidays | Who drives |\n| --- | --- |\n| 3 | Ann |\n"
    found = read(english(own))
    assert (found.strategy.team, [one.code for one in found.problems]) == ((), ["tab_near"])


def test_an_exact_title_counts_before_its_copies_which_are_told() -> None:
    copy = KEY_DATES.format(title="Key dates (2)").replace("Open day", "Other")
    workbook = english(KEY_DATES.format(title="Key dates") + copy)
    assert [key_date.name for key_date in sound_strategy(workbook).key_dates] == ["Open day"]
    assert lines(workbook)[-1] == "“Key dates (2)”: left as it is; its title is close to “Key dates”"


def test_two_tabs_that_might_be_one_are_not_read_and_told() -> None:
    workbook = english(KEY_DATES.format(title="Key dates 2026") + KEY_DATES.format(title="Key dates 2027"))
    found = read(workbook)
    assert found.strategy.key_dates == ()
    assert [(one.code, one.values["titles"]) for one in found.problems] == [
        ("tab_unsure", ("Key dates 2026", "Key dates 2027"))
    ]


def test_a_tab_of_the_users_own_is_told_once_and_is_no_problem() -> None:
    workbook = english("\n## Holiday rota\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n")
    assert problem_places(workbook) == []
    assert lines(workbook)[-1] == "“Holiday rota”: left as it is, this tab is yours"


# ---- columns ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "at"),
    [("Posting frequency", "Platforms!D1"), ("📣 Cadence", "Platforms!D1"), ("Themes", "Themes!A1"),
     ("2. Theme", "Themes!A1"), ("KPIs", "Objectives!B1"), ("Our objectives", "Objectives!A1")],
)  # fmt: skip
def test_a_heading_in_another_dress_is_read(heading: str, at: str) -> None:
    assert sound_strategy(change(english(), at, heading)) == sound_strategy(english())


@pytest.mark.parametrize(
    ("heading", "field", "typed"),
    [("By when", "deadline", "2027-06-30"), ("Who", "owner", "Ann"), ("Pour quand", "deadline", "2027-06-30"),
     ("Qui", "owner", "Ann")],
)  # fmt: skip
def test_what_people_call_a_column_is_understood(heading: str, field: str, typed: str) -> None:
    strategy = sound_strategy(changed(english(), {"Objectives!C1": heading, "Objectives!C2": typed}))
    assert getattr(strategy.objectives[0], field)


@pytest.mark.parametrize("heading", ["% of content", "% du contenu"])
def test_the_share_of_the_content_is_a_share(heading: str) -> None:
    mix = book(f"## Content mix\n\n| Category | {heading} |\n| --- | --- |\n| Promote | 60 % |\n| Curate | 20 % |\n"
               "| Interact | 20 % |\n")  # fmt: skip
    workbook = english("\n## Content mix\n\n| a |\n| --- |\n")
    strategy = sound_strategy(with_grid(workbook, mix.grids[0]))
    assert max(share.share for share in strategy.mix) * 10 == 6


def test_columns_left_alone_are_named_with_the_nearest_one() -> None:
    workbook = changed(english(), {"Themes!D1": "Key messages for clients", "Themes!E1": "Vibe", "Settings!A8": "Mood",
                                   "Settings!B8": "good"})  # fmt: skip
    found = lines(workbook)
    assert "“Key messages for clients” (close to “Message”), “Vibe”" in found[3]
    assert found[0] == "“Settings”: 4 settings recognized; row left to you: “Mood”"


def test_a_missing_column_names_the_headings_that_were_not_understood() -> None:
    found = read(changed(english(), {"Platforms!D1": "How lively", "Platforms!E1": "Vibe"}))
    [problem] = found.problems
    assert problem.code == "column_missing"
    assert found.words.message(problem)[0] == (
        "The column “Frequency” is missing. These headings were not understood: How lively, Vibe."
    )


def test_the_whole_tabs_share_one_line() -> None:
    found = read(french())
    assert reading_lines(found.tabs, found.words) == (
        "Toutes les lignes et colonnes sont reconnues\u00a0: Réglages (3), Objectifs (1), Plateformes (2), Thèmes (3). "
        "Les cellules refusées, s'il y en a, sont parmi les erreurs.",
    )
