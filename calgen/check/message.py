"""The message: written, proven, walking from attention to action, and asking for more than one thing."""

from __future__ import annotations

from collections.abc import Iterable

from calgen.book.folding import fold
from calgen.book.problems import Problem, Severity
from calgen.book.values import Word
from calgen.check.wording import listed
from calgen.plan.campaigns import STAGES
from calgen.strategy import Strategy
from calgen.strategy.themes import Theme

SEVERAL = 3


def _themes(strategy: Strategy) -> list[Theme]:
    return [one for one in strategy.themes if one.weight > 0]


def every_theme_has_a_message(strategy: Strategy) -> Iterable[Problem]:
    """Where some have one; where none has, the whole step is empty."""
    rows = [one for one in _themes(strategy) if not one.message]
    if len(rows) < len(_themes(strategy)):
        yield from listed("message_blank", Severity.WARNING, rows, "message")


def messages_have_their_proof(strategy: Strategy) -> Iterable[Problem]:
    """What is claimed is shown."""
    rows = [one for one in _themes(strategy) if one.message and not one.proof]
    yield from listed("proof_missing", Severity.WARNING, rows, "proof", of=len(_themes(strategy)))


def every_stage_has_a_theme(strategy: Strategy) -> Iterable[Problem]:
    """Attention, interest, desire, action: a reader who is led halfway stops there."""
    themes = sorted(_themes(strategy), key=lambda one: one.source.row)
    missing = [stage for stage in STAGES if stage not in {one.stage for one in themes}]
    if missing and any(one.stage or one.message for one in themes):
        place = next((one for one in themes if not one.stage), themes[0]).source.place("stage")
        values = {"n": len(missing), "stages": tuple(Word("stage", one) for one in missing)}
        yield Problem("stages_missing", place, Severity.NOTE, values)


def campaigns_lead_to_action(strategy: Strategy) -> Iterable[Problem]:
    """A campaign set to one stage that is not action; left blank, it walks through all four."""
    for one in strategy.campaigns:
        if one.stage and one.stage != "action":
            values = {"name": one.campaign, "stage": Word("stage", one.stage)}
            yield Problem("campaign_no_action", one.source.place("stage"), Severity.NOTE, values)


def calls_to_action_differ(strategy: Strategy) -> Iterable[Problem]:
    """The same call under everything is heard no more."""
    rows = [one for one in _themes(strategy) if one.call_to_action]
    if len(rows) >= SEVERAL and len({fold(one.call_to_action) for one in rows}) == 1:
        yield from listed("one_call", Severity.NOTE, rows, "call_to_action", call=rows[0].call_to_action)
