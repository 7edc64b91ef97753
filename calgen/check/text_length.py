"""How long a text is for the network that takes it: X's weights, Bluesky's graphemes, a web address at its own price.

Graphemes are told apart here by the few rules that texts of social media meet (marks, emoji and their joiners, flags)
and not by a package, which would be the only thing that the checks ask from outside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from calgen.strategy.limits import LengthUnit, Limits

URL = re.compile(r"(?:https?://|www\.)[^\s<>]+[^\s<>.,;:!?)\]»”\"']", re.IGNORECASE)
HASHTAG = re.compile(r"(?<![\w&/#])#(\w*[^\W\d]\w*)")
_JOINER, _PICTURE, _KEYCAP = 0x200D, 0xFE0F, 0x20E3
# Scripts of which a sign weighs one on X (twitter-text, configuration 3); every other sign weighs two.
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))


def length(text: str, limits: Limits) -> int:
    """The length of a text as a network counts it."""
    if limits.url is None:
        return _measure(text, limits.count)
    addresses = URL.findall(text)
    return _measure(URL.sub("", text), limits.count) + limits.url * len(addresses)


def _measure(text: str, count: LengthUnit) -> int:
    text = unicodedata.normalize("NFC", text)
    if count is LengthUnit.GRAPHEMES:
        return sum(1 for _ in graphemes(text))
    if count is LengthUnit.WEIGHTED:
        return sum(2 if _is_emoji(sign) else sum(map(_weight, sign)) for sign in graphemes(text))
    return len(text)


def _weight(sign: str) -> int:
    return 1 if any(first <= ord(sign) <= last for first, last in _LIGHT) else 2


def _is_emoji(sign: str) -> bool:
    codes = [ord(one) for one in sign]
    return any(0x1F000 <= code <= 0x1FAFF or code in (_PICTURE, _KEYCAP) for code in codes)


def graphemes(text: str) -> Iterator[str]:
    """A text cut into what a reader sees as single signs."""
    sign = ""
    for one in text:
        if sign and _continues(sign, one):
            sign += one
        else:
            if sign:
                yield sign
            sign = one
    if sign:
        yield sign


def _continues(sign: str, one: str) -> bool:
    """Whether a code belongs to the sign before it: a mark, a joiner and what it joins, the second half of a flag."""
    code, last = ord(one), ord(sign[-1])
    if unicodedata.category(one) in ("Mn", "Me", "Mc") or code == _JOINER or (sign, one) == ("\r", "\n"):
        return True
    if 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F:
        return last >= 0x2000
    if _is_half_flag(code):
        return _is_half_flag(last) and len(sign) % 2 == 1
    return last == _JOINER and code >= 0x2000


def _is_half_flag(code: int) -> bool:
    return 0x1F1E6 <= code <= 0x1F1FF


def hashtags(*texts: str) -> tuple[str, ...]:
    """The hashtags of some texts, each once."""
    found = [tag for text in texts for tag in HASHTAG.findall(text)]
    return tuple({tag.casefold(): tag for tag in found}.values())
