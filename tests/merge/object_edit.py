"""An edit that adds things to a workbook, by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from object_draft import ObjectDraft


@dataclass(frozen=True)
class ObjectEdit:
    """What a user adds: a name, and how she does it."""

    name: str
    play: Callable[[ObjectDraft], None]

    def __call__(self, draft: ObjectDraft) -> None:
        self.play(draft)
