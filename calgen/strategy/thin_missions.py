"""Missions of platforms that say neither for whom nor what for."""

from __future__ import annotations

from calgen.book.terms import folded_words, has_word_of

LEAST_WORDS = 3  # a verb alone says neither for whom nor what for, unless it is a trade: « recruit »
VAGUE_WORDS = 5  # up to so many words, noise or presence is all that is said


def is_thin_mission(mission: str) -> bool:
    """Whether a mission is a mere verb, mere noise or presence, or a placeholder."""
    words = len(folded_words(mission).split())
    is_noise = words <= VAGUE_WORDS and has_word_of(mission, "noise")
    is_bare = words < LEAST_WORDS and not has_word_of(mission, "trade")
    return is_bare or is_noise or has_word_of(mission, "placeholder")
