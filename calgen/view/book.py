"""All of our tabs at once, in their order, with what the hidden sheet is to remember."""

from __future__ import annotations

from collections.abc import Mapping

from calgen.book.sheet import Sheet
from calgen.book.words import Words
from calgen.calendar import STATE
from calgen.view import balance, checks, editorial, month, social, state, tasks
from calgen.view.desk import Desk

OUTPUTS = ("social", "editorial", "month", "balance", "checks", "tasks")


def titles(words: Words, owned: Mapping[str, str]) -> dict[str, str]:
    """The titles of our tabs: the present ones where they stand already, else the language's."""
    found = {key: words.title(key) for key in OUTPUTS} | {STATE: state.TITLE}
    return found | {key: title for key, title in owned.items() if key in found}


def sheets(desk: Desk, facts: Mapping[str, str]) -> tuple[Sheet, ...]:
    """The tabs of a plan."""
    written = {"editorial": editorial.lines(desk), "social": social.lines(desk)}
    return (
        social.sheet(desk, written["social"]),
        editorial.sheet(desk, written["editorial"]),
        month.sheet(desk),
        balance.sheet(desk),
        checks.sheet(desk),
        tasks.sheet(desk),
        state.sheet(desk, facts, written),
    )
