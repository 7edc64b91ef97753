"""A text as readers of a network see it: what is shown at once, and what a click asks for."""

from __future__ import annotations

import unicodedata

from calgen.book.words import Words
from calgen.share.shared_posts import SharedPost

_JOINER = "\u200d"  # joins two signs to one, such as those of a family
_TONES = range(0x1F3FB, 0x1F400)  # of skin: they colour the sign before them


def cut_text(post: SharedPost) -> tuple[str, str]:
    """The text before and after the place where the network cuts it; nothing after where all of it is shown.

    The cut never parts a letter from its accents, or an emoji from what colours or joins it. Spaces at the cut are left
    out, for the rest begins a line.
    """
    at = post.visible
    if at is None or len(post.text) <= at:
        return post.text, ""
    while at > 0 and (_belongs_to_sign_before(post.text[at]) or post.text[at - 1] == _JOINER):
        at -= 1
    return post.text[:at], post.text[at:].lstrip(" ")


def _belongs_to_sign_before(sign: str) -> bool:
    return bool(unicodedata.combining(sign)) or unicodedata.category(sign) == "Mn" or sign == _JOINER or (
        ord(sign) in _TONES
    )


def cut_sentence(post: SharedPost, words: Words) -> str:
    """What stands at the cut."""
    return words.text("share", "cut", n=post.visible, platform=post.platform)


def about_lines(post: SharedPost, words: Words) -> list[str]:
    """What a post is for: its campaign and its objective, where it has them."""
    named = (("campaign", post.campaign), ("objective", post.objective))
    return [words.text("share", key, name=value) for key, value in named if value]
