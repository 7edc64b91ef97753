"""The tabs that calgen owns: their keys, and what its hidden tab remembers of the others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

OUTPUTS = ("social", "editorial", "month", "year", "balance", "checks", "tasks")  # every run draws them
ARCHIVE = "archive"  # the posts of former periods, with the columns of the social calendar
LATER_OUTPUTS = ("review", ARCHIVE)  # these appear when there is something to show, and stay from then on
ALL_OUTPUTS = (*OUTPUTS, *LATER_OUTPUTS)
CALENDARS = ("editorial", "social")
STATE = "state"
STATE_TITLE = "_calgen"
FACT = "tabs"  # key of the hidden tab's row


@dataclass(frozen=True, slots=True)
class RememberedTab:
    """A tab as the last run left it: its title, and the text below the title in its first column."""

    title: str
    lead: str = ""


def to_fact(tabs: Mapping[str, RememberedTab]) -> str:
    """Tabs by key as a text of the hidden tab."""
    return json.dumps({key: [tab.title, tab.lead] for key, tab in tabs.items()}, ensure_ascii=False)


def from_fact(text: str) -> dict[str, RememberedTab]:
    """Tabs by key from a text of the hidden tab; none where a user has written into it."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {key: RememberedTab(*map(str, value)) for key, value in pairs
            if isinstance(value, list) and len(value) == 2}  # fmt: skip
