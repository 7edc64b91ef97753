"""The message, the M of TOMSTER: written, proven, for every stage from attention to action, with more than one call."""

from __future__ import annotations

from collections.abc import Iterable

from calgen.book.folding import fold
from calgen.book.problems import Problem, Severity
from calgen.book.values import Word
from calgen.check.row_problems import problem_of_rows
from calgen.plan.target.campaigns import LOYALTY, STAGES
from calgen.strategy import Strategy
from calgen.strategy.themes import Theme

LEAST_CALLS = 3  # fewer calls to action may well be the same


def _themes(strategy: Strategy) -> list[Theme]:
    """The themes in use."""
    return [theme for theme in strategy.themes if theme.weight > 0]


def every_theme_has_a_message(strategy: Strategy) -> Iterable[Problem]:
    """Every theme has a message; where none has, `tomster.the_message_is_there` says so instead."""
    rows = [theme for theme in _themes(strategy) if not theme.message]
    if len(rows) < len(_themes(strategy)):
        yield from problem_of_rows("message_blank", Severity.WARNING, rows, "message")


def messages_have_their_proof(strategy: Strategy) -> Iterable[Problem]:
    """A message has a proof."""
    rows = [theme for theme in _themes(strategy) if theme.message and not theme.proof]
    yield from problem_of_rows("proof_missing", Severity.WARNING, rows, "proof", of=len(_themes(strategy)))


def every_stage_has_a_theme(strategy: Strategy) -> Iterable[Problem]:
    """Each of attention, interest, desire and action has a theme."""
    themes = sorted(_themes(strategy), key=lambda theme: theme.source.row)
    there = {theme.stage for theme in themes}
    missing = [stage for stage in STAGES if stage not in there]
    if missing and any(theme.stage or theme.message for theme in themes):
        place = next((theme for theme in themes if not theme.stage), themes[0]).source.place("stage")
        values = {"n": len(missing), "stages": tuple(Word("stage", stage) for stage in missing)}
        yield Problem("stages_missing", place, Severity.NOTE, values)


def campaigns_lead_to_action(strategy: Strategy) -> Iterable[Problem]:
    """A campaign with one stage of its own has the stage of action, unless other media conclude."""
    for campaign in strategy.campaigns:
        if campaign.stage not in ("", "action", LOYALTY) and not campaign.other_media:
            values = {"name": campaign.campaign, "stage": Word("stage", campaign.stage)}
            yield Problem("campaign_no_action", campaign.source.place("stage"), Severity.NOTE, values)


def a_call_to_action_is_there(strategy: Strategy) -> Iterable[Problem]:
    """Where themes have messages, one of them at least asks people to do something."""
    themes = _themes(strategy)
    if any(theme.message for theme in themes) and not any(theme.call_to_action for theme in themes):
        yield from problem_of_rows("call_absent", Severity.NOTE, themes, "call_to_action")


def calls_to_action_differ(strategy: Strategy) -> Iterable[Problem]:
    """The themes do not all have the same call to action."""
    rows = [theme for theme in _themes(strategy) if theme.call_to_action]
    if len(rows) >= LEAST_CALLS and len({fold(theme.call_to_action) for theme in rows}) == 1:
        yield from problem_of_rows("one_call", Severity.NOTE, rows, "call_to_action", call=rows[0].call_to_action)
