"""The length of a text as a network counts it: its signs, and what it makes of links and mentions.

Graphemes are told apart by the few rules that texts of social media need (marks, emoji with their joiners, flags); a
package for it would be the only one that the checks load. `calgen/view/length_formulas.py` counts the same in a cell.
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


# What follows the last point of an address without `https://`: X takes each for a link. The list of twitter-text is far
# longer; these are what is typed.
_ENDINGS = "com org net info biz io ai co tv app dev shop store blog eu fr be ch ca uk de es it us nl pt ie au lu at"
ENDINGS = tuple(_ENDINGS.split())
PUNCTUATION = ".,;:!?…»”’')"  # at the end of an address, no part of it
_ADDRESS = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
_BARE = re.compile(
    rf"(?<![\w@./#-])(?:[a-z0-9-]+\.)+(?:{'|'.join(ENDINGS)})(?![\w@-]|\.\w)(?:/[^\s<>]*)?", re.IGNORECASE
)
_MENTION = re.compile(r"(?<![/\w])@(\w+)@[a-z0-9.-]+[a-z0-9]", re.IGNORECASE)
LONGEST_PATH, SHORT_PATH = 15, 16  # of a link as the app of Bluesky shows it: thirteen characters and three points


def length(text: str, limits: Limits | None) -> int:
    """The length of a text as a network counts it; its characters where its limits are not known."""
    if limits is None:
        return len(text)
    if limits.url is not None:
        text = _ADDRESS.sub(lambda found: _placeholder(found[0], limits.url or 0), text)
    if limits.short_links:
        text = _ADDRESS.sub(lambda found: _placeholder(found[0], _shown_length(found[0])), text)
    if limits.bare_links:
        text = _BARE.sub(lambda found: _placeholder(found[0], limits.url or 0), text)
    if limits.local_mentions:
        text = _MENTION.sub(r"@\1", text)
    return _measure(text, limits.count)


def _placeholder(address: str, counted: int) -> str:
    """As many letters as an address counts for, and the punctuation that follows it."""
    return "x" * counted + address[len(_without_end(address)) :]


def _without_end(address: str) -> str:
    return address.rstrip(PUNCTUATION)


def _shown_length(address: str) -> int:
    """The length of a link as the app of Bluesky shows it: without scheme, its path cut."""
    shown = _without_end(address).partition("://")[2]
    path = len(shown) - len(shown.partition("/")[0])
    if path > LONGEST_PATH:
        return len(shown) - path + SHORT_PATH
    return len(shown) - (path == 1)


def _measure(text: str, unit: LengthUnit) -> int:
    match unit:
        case LengthUnit.CHARACTERS:
            return len(text)
        case LengthUnit.UTF16:
            return len(text.encode("utf-16-le", "surrogatepass")) // 2
        case LengthUnit.BYTES:
            return _bytes(text)
        case LengthUnit.EMOJI_BYTES:
            return sum(_bytes(sign) if _is_emoji(sign) else len(sign) for sign in graphemes(text))
        case LengthUnit.GRAPHEMES:
            return sum(1 for _ in graphemes(text))
        case LengthUnit.WEIGHTED:
            text = unicodedata.normalize("NFC", text)
            return sum(2 if _is_emoji(sign) else sum(map(_weight, sign)) for sign in graphemes(text))


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _weight(character: str) -> int:
    """The weight of a character on X."""
    return 1 if any(first <= ord(character) <= last for first, last in _LIGHT) else 2


def _is_emoji(grapheme: str) -> bool:
    codes = tuple(map(ord, grapheme))
    is_picture = 0x1F000 <= codes[0] <= 0x1FAFF or 0x2600 <= codes[0] <= 0x27BF
    return is_picture or any(0x1F000 <= code <= 0x1FAFF or code in (_PICTURE, _KEYCAP) for code in codes)


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
