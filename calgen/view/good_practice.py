"""In which tone a subject is told, and what suits its format and networks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from calgen.book.folding import fold
from calgen.book.vocabulary import choice_codes
from calgen.plan.model import Post, Subject
from calgen.strategy.format_advice import FORMATS
from calgen.strategy.network_advice import NETWORK_ADVICE
from calgen.strategy.networks import network
from calgen.view.hashtags import hashtags_of
from calgen.view.view_context import ViewContext


def has_own_column(context: ViewContext) -> bool:
    """Whether it has a column, or had one that the user deleted; no run adds one to an older calendar."""
    return context.has_column("editorial", "advice") or context.had_advice


def advice(context: ViewContext, subject: Subject, posts: Sequence[Post]) -> str:
    """Up to three lines: what to do; what to avoid; the tone, what is seen at once, hashtags, how customers speak."""
    words, between = context.words, context.words.locale.reason_separator
    to_do, to_avoid = (between.join(_points(context, subject, posts, key)) for key in ("do", "avoid"))
    last = (*_tones(context, posts), _seen(context, posts), _hashtags(context, posts), _customers(context))
    return "\n".join(
        line
        for line in (
            _labelled(context, words.text("phrases", "to_do"), to_do),
            _labelled(context, words.text("phrases", "to_avoid"), to_avoid),
            " · ".join(filter(None, last)),
        )
        if line
    )


def _labelled(context: ViewContext, label: str, text: str) -> str:
    return label + context.words.text("phrases", "colon") + text if text else ""


def _tones(context: ViewContext, posts: Sequence[Post]) -> Iterator[str]:
    """The tone of the platforms on which a subject is told; each with its platforms where they differ."""
    platforms: dict[str, list[str]] = {}
    for name in sorted({post.platform for post in posts}):
        if tone := context.platforms[name].tone:
            platforms.setdefault(tone, []).append(name)
    label = context.words.title("platforms", "tone")
    for tone, names in platforms.items():
        yield _labelled(context, f"{label} ({', '.join(names)})" if len(platforms) > 1 else label, tone)


def format_code(name: str) -> str:
    """The code of a format by its name; empty for one of the user's own."""
    return choice_codes("format").get(fold(name), "")


def _platforms(posts: Sequence[Post]) -> dict[str, str]:
    """The networks of a subject that calgen knows → the platform's name, in the order of its posts."""
    found: dict[str, str] = {}
    for post in sorted(posts, key=lambda post: post.sort_key):
        if (key := network(post.platform).key) in NETWORK_ADVICE:
            found.setdefault(key, post.platform)
    return found


def _points(context: ViewContext, subject: Subject, posts: Sequence[Post], key: str) -> Iterator[str]:
    """The advice of the format, then that of a network: what to do on the first, what to avoid on the second if any."""
    words, code, platforms = context.words, format_code(subject.format), [*_platforms(posts).items()]
    if code in FORMATS:
        yield words.text("format_advice", code, key)
    if platforms:
        known, platform = platforms[min(1, len(platforms) - 1) if key == "avoid" else 0]
        text = words.text("network_advice", known, key)
        yield _labelled(context, platform, text) if len(platforms) > 1 else text


def _seen(context: ViewContext, posts: Sequence[Post]) -> str:
    """How many characters of a text are seen before it is cut, by platform."""
    seen = {platform: NETWORK_ADVICE[key].visible for key, platform in _platforms(posts).items()}
    known = [f"{characters} ({platform})" for platform, characters in seen.items() if characters]
    return _labelled(context, context.words.text("phrases", "seen_at_once"), ", ".join(known))


def _hashtags(context: ViewContext, posts: Sequence[Post]) -> str:
    """The hashtags of the posts of a subject, each once."""
    tags = dict.fromkeys(tag for post in posts for tag in hashtags_of(context, post))
    return _labelled(context, context.words.title("themes", "hashtags"), " ".join(tags))


def _customers(context: ViewContext) -> str:
    """How customers speak, where somebody listened to them."""
    rows = [row for row in context.strategy.competitors if row.kind == "customers"]
    tones = dict.fromkeys(row.tone for row in sorted(rows, key=lambda row: row.source.row) if row.tone)
    return _labelled(context, context.words.text("phrases", "customers_speak"), ", ".join(tones))
