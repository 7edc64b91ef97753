"""The brief of a subject: what it says, how to prove it, what makes people take part, and what they are asked to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from calgen.book.languages import entry
from calgen.plan.model import Post, Subject
from calgen.strategy.campaigns import Campaign
from calgen.strategy.format_advice import proof_form
from calgen.view.former_briefs import kept_brief
from calgen.view.good_practice import advice, format_code, has_own_column
from calgen.view.view_context import ViewContext

BETWEEN = " · "  # the points that share a line


def brief(context: ViewContext, id_: str, subject: Subject, posts: Sequence[Post]) -> str:
    """Up to four lines: the messages; the proof and how to show it; the mechanic; the call to action.

    Where the calendar has no column for the tone and for what suits format and networks, this stands below.
    """
    if kept := kept_brief(context, id_, subject, posts, _proof_kind(context, subject)):
        return kept
    lines = _lines(context, subject)
    return _joined("\n", (*lines, "" if has_own_column(context) else advice(context, subject, posts)))


def _joined(between: str, texts: Iterable[str]) -> str:
    return between.join(text for text in texts if text)


def _lines(context: ViewContext, subject: Subject) -> Iterator[str]:
    theme, campaign = context.themes[subject.theme], context.campaigns.get(subject.campaign)
    of_campaign = _labelled(context, campaign.campaign, campaign.message) if campaign and campaign.message else ""
    yield _joined(BETWEEN, (theme.message, of_campaign))
    yield _joined(BETWEEN, _proof(context, subject))
    if campaign and campaign.mechanic:
        yield mechanic_text(context, campaign)
    yield _call_to_action(context, subject)


def _labelled(context: ViewContext, label: str, text: str) -> str:
    return label + context.words.text("phrases", "colon") + text


def _with_word(label: str, word: str) -> str:
    return f"{label} ({word})" if word else label


def mechanic_text(context: ViewContext, campaign: Campaign) -> str:
    """The mechanic of a campaign, with what has to be said and settled for one that calgen knows."""
    words = context.words
    label, word = words.title("campaigns", "mechanic"), words.choice("mechanic", campaign.mechanic)
    if campaign.mechanic not in entry(words.language, "mechanic_needs"):
        return _labelled(context, label, word)
    return _labelled(context, _with_word(label, word.lower()), words.text("mechanic_needs", campaign.mechanic))


def _proof_kind(context: ViewContext, subject: Subject) -> str:
    """The kind of proof of the piece of content, else that of the theme."""
    piece = context.pieces.get(subject.piece)
    return (piece.proof_kind if piece else "") or context.themes[subject.theme].proof_kind


def _proof(context: ViewContext, subject: Subject) -> Iterator[str]:
    """The proof, and how it is shown in the format of the subject."""
    theme, words, kind = context.themes[subject.theme], context.words, _proof_kind(context, subject)
    word = words.choice("proof_kind", kind).lower() if kind else ""
    label = words.title("themes", "proof")
    if theme.proof:
        yield _labelled(context, _with_word(label, word), theme.proof)
    elif word:
        yield _labelled(context, label, word)
    if kind:
        shown = words.text("proof_shown", kind, proof_form(format_code(subject.format)))
        yield _labelled(context, words.text("phrases", "to_show_it"), shown)


def _call_to_action(context: ViewContext, subject: Subject) -> str:
    call = context.themes[subject.theme].call_to_action
    return _labelled(context, context.words.title("themes", "call_to_action"), call) if call else ""
