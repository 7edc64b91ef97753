"""The seven steps: done, thin or empty, with what is present and what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sheets import Changes, french
from whole import whole

from calgen.book.languages import languages
from calgen.book.values import Title
from calgen.book.words import load_words
from calgen.check.tomster import MissingItem, StepState, TomsterStep, steps
from calgen.read import read
from calgen.strategy.platforms import Platform
from calgen.view.checks import missing_text, present_text

KEYS = ["target", "objectives", "message", "strategy", "technologies", "evaluate", "resources"]


def found(changes: Changes | None = None, *absent: str) -> dict[str, TomsterStep]:
    return {one.key: one for one in steps(read(whole(changes, *absent)).strategy)}


def test_the_steps_spell_their_name() -> None:
    assert list(found()) == KEYS
    assert "".join(key[0] for key in KEYS).upper() == "TOMSTER"


def test_a_whole_book_has_done_them_all() -> None:
    assert {one.state for one in found().values()} == {StepState.DONE}
    assert all(one.missing == () for one in found().values())


def test_a_platform_that_only_the_calendar_names_is_no_row() -> None:
    strategy = read(whole()).strategy
    lost = Platform(platform="Pinterest", mission="", objectives=(), cadence=strategy.platforms[0].cadence)
    assert steps(replace(strategy, platforms=(*strategy.platforms, lost))) == steps(strategy)


@pytest.mark.parametrize(
    ("step", "absent"),
    [
        ("target", ("Cibles",)),
        ("strategy", ("Opérations", "Temps forts")),
        ("evaluate", ("Audit", "Concurrents", "Routines")),
        ("resources", ("Équipe",)),
    ],
)
def test_a_step_of_which_nothing_is_written_is_empty(step: str, absent: tuple[str, ...]) -> None:
    assert found(None, *absent)[step].state is StepState.EMPTY


def test_themes_without_a_message_are_no_message() -> None:
    assert found({f"Thèmes!{column}{row}": None for column in "EF" for row in (2, 3, 4, 5)})["message"].state == "empty"


THIN: list[tuple[str, Changes, tuple[str, ...], MissingItem]] = [
    ("target", {"Cibles!D3": None}, (), MissingItem(Title("audiences", "platforms"), 1, 2)),
    ("target", {"Cibles!B2": "secondaire"}, (), MissingItem(Title("audiences", "priority"))),
    ("objectives", {"Objectifs!G2": None}, (), MissingItem(Title("objectives", "deadline"), 1, 2)),
    ("objectives", {"Roue!C2": "non", "Roue!C3": "non"}, (), MissingItem(Title("wheel"))),
    ("message", {"Thèmes!F2": None, "Thèmes!F3": None}, (), MissingItem(Title("themes", "proof"), 2, 4)),
    ("strategy", {}, ("Temps forts",), MissingItem(Title("key_dates"))),
    ("technologies", {"Plateformes!B3": "Plaire"}, (), MissingItem(Title("platforms", "mission"), 1, 2, is_vague=True)),
    ("technologies", {"Plateformes!C3": None}, (), MissingItem(Title("platforms", "tone"), 1, 2)),
    ("evaluate", {"Audit!A3": None, "Audit!B3": None}, (), MissingItem(Title("audit"), 1, 2)),
    ("evaluate", {"Routines!B3": "participer"}, (), MissingItem(Title("routines"))),
    ("resources", {"Équipe!B2": None}, (), MissingItem(Title("team", "cost"), 1, 1)),
    ("resources", {"Réglages!B6": None}, (), MissingItem(Title("settings", "budget"))),
]


@pytest.mark.parametrize(("step", "changes", "absent", "lack"), THIN, ids=[f"{a}-{d.name}" for a, _, _, d in THIN])
def test_a_step_that_lacks_something_is_thin(
    step: str, changes: Changes, absent: tuple[str, ...], lack: MissingItem
) -> None:
    assert found(changes, *absent)[step].state is StepState.THIN
    assert found(changes, *absent)[step].missing == (lack,)


@pytest.mark.parametrize("language", languages())
def test_every_step_is_said_in_words(language: str) -> None:
    spoken = load_words(language)
    for one in (*found().values(), *steps(read(french()).strategy)):
        text = f"{present_text(spoken, one)} {missing_text(spoken, one)}"
        assert text.strip()
        assert not any(sign in text for sign in "{}_|<")
    assert present_text(spoken, found(None, "Cibles")["target"]) == spoken.text("findings", "nothing")
    some = missing_text(spoken, found({"Cibles!D3": None})["target"])
    assert some == spoken.text("findings", "missing_in_rows", name=Title("audiences", "platforms"), n=1, of=2)


def test_half_hours_of_the_week_are_counted() -> None:
    words, step = load_words("en"), found({"Équipe!C2": "6,5"})["resources"]
    assert step.present["hours"] % 1
    assert ".5 hours a week" in present_text(words, step)


def test_a_vague_mission_is_not_said_to_be_blank() -> None:
    words, step = load_words("en"), found({"Plateformes!B3": "Plaire"})["technologies"]
    assert "(too vague in 1 of 2)" in missing_text(words, step)
