"""Defaults of the tabs: formats, the mix in thirds, the eleven missions of the wheel, routines, key dates."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from calgen.book.words import Words
from calgen.strategy.formats import Format
from calgen.strategy.key_dates import KeyDate
from calgen.strategy.mix import MixShare
from calgen.strategy.routines import Routine
from calgen.strategy.wheel import Approach

# code → (hours to make one, days from brief to publication), as a small team works
FORMATS: dict[str, tuple[Fraction, int]] = {
    "post": (Fraction(1, 2), 3),
    "photo": (Fraction(1), 5),
    "carousel": (Fraction(5, 2), 7),
    "short_video": (Fraction(3), 7),
    "video": (Fraction(8), 14),
    "story": (Fraction(1, 2), 2),
    "article": (Fraction(6), 14),
    "newsletter": (Fraction(4), 7),
    "live": (Fraction(4), 10),
    "poll": (Fraction(1, 2), 3),
    "event": (Fraction(1), 10),
    "pdf": (Fraction(6), 14),
}

# "A third promote, a third curate, a third interact", then re-weighted by the user.
MIX: dict[str, Fraction] = {"promote": Fraction(1, 3), "curate": Fraction(1, 3), "interact": Fraction(1, 3)}

# The eleven missions that social media may have in the marketing of a house, each in its domain.
WHEEL: dict[str, str] = {
    "support": "community",
    "public_relations": "branding",
    "awareness": "branding",
    "launch": "selling",
    "sales": "selling",
    "product_ideas": "community",
    "product_improvement": "community",
    "dialogue": "community",
    "recommendation": "selling",
    "communities": "community",
    "internal": "branding",
}
# Missions of the wheels of former versions: an objective may still name them, and they are no part of a new wheel.
FORMER_WHEEL: dict[str, str] = {
    "image": "branding",
    "employer_brand": "branding",
    "traffic": "selling",
    "leads": "selling",
    "loyalty": "selling",
    "listening": "community",
    "co_creation": "community",
}

# code → (kind, how often, minutes)
ROUTINES: dict[str, tuple[str, str, int]] = {
    "listen": ("listen", "day", 10),
    "reply": ("participate", "day", 15),
    "community": ("community", "week", 30),
    "review": ("measure", "month", 60),
    "audit": ("adapt", "quarter", 120),
    "evolve": ("adapt", "quarter", 60),
}


def formats(words: Words) -> tuple[Format, ...]:
    """The default formats, named in a language."""
    return tuple(
        Format(format=words.choice("format", code), effort=effort, lead=lead)
        for code, (effort, lead) in FORMATS.items()
    )


def mix() -> tuple[MixShare, ...]:
    """The default mix: a third of each category."""
    return tuple(MixShare(category=code, share=part) for code, part in MIX.items())


def wheel(words: Words) -> tuple[Approach, ...]:
    """The eleven missions of the strategy wheel, without a priority."""
    return tuple(Approach(approach=words.choice("approach", code), domain=domain) for code, domain in WHEEL.items())


def former_missions(words: Words, codes: Collection[str]) -> tuple[Approach, ...]:
    """Some missions of former wheels, without a priority."""
    return tuple(
        Approach(approach=words.choice("approach", code), domain=domain)
        for code, domain in FORMER_WHEEL.items()
        if code in codes
    )


def routines(words: Words) -> tuple[Routine, ...]:
    """The default routines of the template."""
    return tuple(
        Routine(task=words.text("routine_defaults", code), kind=kind, every=every, minutes=Fraction(minutes))
        for code, (kind, every, minutes) in ROUTINES.items()
    )


def key_dates(words: Words) -> tuple[KeyDate, ...]:
    """The key dates of a language's empty workbook: names whose days are computed each year, all of them notes.

    Making a hook of one is the user's choice.
    """
    return tuple(KeyDate(name=words.choice("key_date", code)) for code in words.texts("template", "key_dates"))
