"""The length of a text as a network counts it: by characters, by the weights of X, or by the graphemes of Bluesky.

Graphemes are told apart by the few rules that texts of social media need (marks, emoji with their joiners, flags); a
package for it would be the only one that the checks load.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from calgen.strategy.limits import LengthUnit, Limits

URL = re.compile(r"(?:https?://|www\.)[^\s<>]+[^\s<>.,;:!?)\]»”\"']", re.IGNORECASE)
HASHTAG = re.compile(r"(?<![\w&/#])#(\w*[^\W\d]\w*)")
_JOINER, _PICTURE, _KEYCAP = 0x200D, 0xFE0F, 0x20E3
# Ranges of code points that weigh one on X (twitter-text, configuration 3); every other one weighs two.
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))


def length(text: str, limits: Limits) -> int:
    """The length of a text as a network counts it."""
    if limits.url is None:
        return _measure(text, limits.count)
    addresses = URL.findall(text)
    return _measure(URL.sub("", text), limits.count) + limits.url * len(addresses)


def _measure(text: str, unit: LengthUnit) -> int:
    text = unicodedata.normalize("NFC", text)
    if unit is LengthUnit.GRAPHEMES:
        return sum(1 for _ in graphemes(text))
    if unit is LengthUnit.WEIGHTED:
        return sum(2 if _is_emoji(grapheme) else sum(map(_weight, grapheme)) for grapheme in graphemes(text))
    return len(text)


def _weight(character: str) -> int:
    """The weight of a character on X."""
    return 1 if any(first <= ord(character) <= last for first, last in _LIGHT) else 2


def _is_emoji(grapheme: str) -> bool:
    return any(0x1F000 <= code <= 0x1FAFF or code in (_PICTURE, _KEYCAP) for code in map(ord, grapheme))


def graphemes(text: str) -> Iterator[str]:
    """A text cut into what a reader sees as single characters."""
    grapheme = ""
    for character in text:
        if grapheme and _continues(grapheme, character):
            grapheme += character
        else:
            if grapheme:
                yield grapheme
            grapheme = character
    if grapheme:
        yield grapheme


def _continues(grapheme: str, character: str) -> bool:
    """Whether a character belongs to the grapheme before it: a mark, a joiner or what it joins, half a flag."""
    code, last = ord(character), ord(grapheme[-1])
    if unicodedata.category(character) in ("Mn", "Me", "Mc") or code == _JOINER:
        return True
    if (grapheme, character) == ("\r", "\n"):
        return True
    if 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F:
        return last >= 0x2000
    if _is_half_flag(code):
        return _is_half_flag(last) and len(grapheme) % 2 == 1
    return last == _JOINER and code >= 0x2000


def _is_half_flag(code: int) -> bool:
    return 0x1F1E6 <= code <= 0x1F1FF


def hashtags(*texts: str) -> tuple[str, ...]:
    """The hashtags of some texts without their sign, each once whatever its letter case."""
    found = [tag for text in texts for tag in HASHTAG.findall(text)]
    return tuple({tag.casefold(): tag for tag in found}.values())
