"""The posts of the earlier plan in whose place the posts of a plan stand: what they served and who made them stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from calgen.book.folding import fold
from calgen.book.vocabulary import choice_codes
from calgen.plan.draft import PlanDraft
from calgen.plan.pin import Pin
from calgen.strategy import Strategy

NO_PIN = Pin("", date.min, "")


def earlier_posts(draft: PlanDraft) -> tuple[Pin, ...]:
    """The earlier post of the platform, day and theme of each post, each once; `NO_PIN` for a new or kept post."""
    spelling = _FormatSpelling(draft.strategy)
    pins: dict[tuple[str, date, str], list[Pin]] = {}
    for pin in sorted(draft.earlier, key=lambda pin: (pin.time or time.min, pin.id), reverse=True):
        pins.setdefault((pin.platform, pin.day, pin.theme), []).append(pin)
    found = []
    for post in draft.posts:
        own = [] if post.kept_id else pins.get((post.platform, post.day, post.theme))
        found.append(spelling.spell(own.pop()) if own else NO_PIN)
    return tuple(found)


class _FormatSpelling:
    """Names of formats as the strategy spells them: default formats have other names in another language."""

    def __init__(self, strategy: Strategy) -> None:
        codes = choice_codes("format")
        self._codes = codes
        self._names = {row.format: row.format for row in strategy.formats}
        self._by_code = {codes[fold(name)]: name for name in self._names if fold(name) in codes}

    def spell(self, pin: Pin) -> Pin:
        """The pin with the name that its format has in the strategy."""
        if not pin.format or pin.format in self._names:
            return pin
        name = self._by_code.get(self._codes.get(fold(pin.format), ""), pin.format)
        return replace(pin, format=name)
