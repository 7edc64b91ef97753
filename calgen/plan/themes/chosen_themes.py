"""What the search for themes hands on: the themes of all slots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ChosenThemes:
    """The theme of each slot (empty where none is allowed), and how many posts its category was short before it."""

    themes: tuple[str, ...]
    shortfalls: tuple[float, ...]
    moved_pieces: Mapping[int, int] = field(default_factory=dict)  # slot of a piece → other slot of its window
