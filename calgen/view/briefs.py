"""The brief of a subject: what it says, how to prove it, what makes people take part, and what suits its format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from calgen.book.folding import fold
from calgen.book.languages import entry
from calgen.book.vocabulary import choice_codes
from calgen.calendar import canonical_text
from calgen.plan.model import Post, Subject
from calgen.strategy.campaigns import Campaign
from calgen.strategy.format_advice import FORMATS, NETWORKS, proof_form
from calgen.strategy.networks import network
from calgen.view.view_context import ViewContext


def brief(context: ViewContext, id_: str, subject: Subject, posts: Sequence[Post]) -> str:
    """The lines of the brief: the message, its proof, the call to action, the tones, then what to do and to avoid.

    The brief of a subject that stands in the calendar as version 0.1.0 wrote it stays: no cell of a calendar changes
    because a new version says more. It changes with the strategy, and where a column is filled that was not known.
    """
    before = context.present_briefs.get(id_, "")
    if before and not _has_new_columns(context, subject):
        plain = _joined(_plain_lines(context, subject, posts))
        if canonical_text(before) == canonical_text(plain):
            return plain
    return _joined(_lines(context, subject, posts))


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(line for line in lines if line)


def _has_new_columns(context: ViewContext, subject: Subject) -> bool:
    """Whether a column is filled in that version 0.1.0 did not know, and of which the brief speaks."""
    campaign = context.campaigns.get(subject.campaign)
    return bool((campaign and campaign.mechanic) or _proof_kind(context, subject))


def _plain_lines(context: ViewContext, subject: Subject, posts: Sequence[Post]) -> Iterator[str]:
    """The lines of a brief of version 0.1.0."""
    theme = context.themes[subject.theme]
    yield theme.message
    if theme.proof:
        yield _labelled(context, context.words.title("themes", "proof"), theme.proof)
    yield from _call_and_tones(context, subject, posts)


def _lines(context: ViewContext, subject: Subject, posts: Sequence[Post]) -> Iterator[str]:
    yield context.themes[subject.theme].message
    yield from _campaign_lines(context, subject)
    yield from _proof_lines(context, subject)
    yield from _call_and_tones(context, subject, posts)
    yield _tone_of_customers(context)
    yield from _advice_lines(context, subject, posts)


def _call_and_tones(context: ViewContext, subject: Subject, posts: Sequence[Post]) -> Iterator[str]:
    theme = context.themes[subject.theme]
    if theme.call_to_action:
        yield _labelled(context, context.words.title("themes", "call_to_action"), theme.call_to_action)
    tones = {context.platforms[post.platform].tone: post.platform for post in posts}
    for tone, platform in sorted(tones.items(), key=lambda pair: pair[1]):
        if tone:
            yield _labelled(context, platform, tone)


def _labelled(context: ViewContext, label: str, text: str) -> str:
    return label + context.words.text("phrases", "colon") + text


def _with_word(label: str, word: str) -> str:
    return f"{label} ({word})" if word else label


def _campaign_lines(context: ViewContext, subject: Subject) -> Iterator[str]:
    """What the campaign says, and what its mechanic needs."""
    campaign = context.campaigns.get(subject.campaign)
    if campaign is None:
        return
    if campaign.message:
        yield _labelled(context, campaign.campaign, campaign.message)
    if campaign.mechanic:
        yield mechanic_text(context, campaign)


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


def _proof_lines(context: ViewContext, subject: Subject) -> Iterator[str]:
    """The proof, and how it is shown in the format of the subject."""
    theme, words, kind = context.themes[subject.theme], context.words, _proof_kind(context, subject)
    word = words.choice("proof_kind", kind).lower() if kind else ""
    if theme.proof or word:
        label = words.title("themes", "proof")
        yield _labelled(context, _with_word(label, word), theme.proof) if theme.proof else _labelled(
            context, label, word
        )
    if kind:
        shown = words.text("proof_shown", kind, proof_form(_format_code(subject.format)))
        yield _labelled(context, words.text("phrases", "to_show_it"), shown)


def _tone_of_customers(context: ViewContext) -> str:
    """How customers speak, where somebody listened to them."""
    rows = [row for row in context.strategy.competitors if row.kind == "customers"]
    tones = dict.fromkeys(row.tone for row in sorted(rows, key=lambda row: row.source.row) if row.tone)
    return _labelled(context, context.words.text("phrases", "customers_speak"), ", ".join(tones)) if tones else ""


def _format_code(name: str) -> str:
    return choice_codes("format").get(fold(name), "")


def _advice_lines(context: ViewContext, subject: Subject, posts: Sequence[Post]) -> Iterator[str]:
    """What to do in this format, and what to avoid on its network, or else in this format."""
    words, code = context.words, _format_code(subject.format)
    keys = [network(post.platform).key for post in sorted(posts, key=lambda post: post.platform)]
    known = next((key for key in keys if key in NETWORKS), "")
    if code in FORMATS:
        yield _labelled(context, words.text("phrases", "to_do"), words.text("format_advice", code, "do"))
    if known:
        yield _labelled(context, words.text("phrases", "to_avoid"), words.text("network_advice", known))
    elif code in FORMATS:
        yield _labelled(context, words.text("phrases", "to_avoid"), words.text("format_advice", code, "avoid"))
