"""Briefs as version 0.1.0 wrote them: one that stands so in a calendar stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from calgen.calendar import canonical_text
from calgen.plan.model import Post, Subject
from calgen.view.view_context import ViewContext


def kept_brief(context: ViewContext, id_: str, subject: Subject, posts: Sequence[Post], proof_kind: str) -> str:
    """The brief of a subject as the calendar of version 0.1.0 says it still; empty where it says something else.

    No cell of a calendar changes because a new version says more. It changes with the strategy, and where a column is
    filled that this version did not know, and of which the brief speaks.
    """
    before, campaign = context.present_briefs.get(id_, ""), context.campaigns.get(subject.campaign)
    if not before or proof_kind or (campaign and campaign.mechanic):
        return ""
    plain = "\n".join(line for line in _lines(context, subject, posts) if line)
    return plain if canonical_text(before) == canonical_text(plain) else ""


def _lines(context: ViewContext, subject: Subject, posts: Sequence[Post]) -> Iterator[str]:
    theme, colon = context.themes[subject.theme], context.words.text("phrases", "colon")
    yield theme.message
    for key, text in (("proof", theme.proof), ("call_to_action", theme.call_to_action)):
        if text:
            yield context.words.title("themes", key) + colon + text
    tones = {context.platforms[post.platform].tone: post.platform for post in posts}
    for tone, platform in sorted(tones.items(), key=lambda pair: pair[1]):
        if tone:
            yield platform + colon + tone
