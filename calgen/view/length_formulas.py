"""The live length of a text in the social calendar, counted as its network counts: `strategy/text_length.py` in a cell.

Spreadsheet programs give `LEN` and `MID` in UTF-16 units (Excel) or in code points (LibreOffice). Both read a whole
code point with `UNICODE(MID(text,n,2))`, and Excel gives an error on the second half of one, which `COUNT` passes over.
So signs are counted as code points in both. `SUMPRODUCT` and `INDEX(…,0)` make either program compute with whole lists
without an array formula, which a table would not take.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from calgen.strategy.limits import LengthUnit, Limits
from calgen.strategy.text_length import ENDINGS, LONGEST_PATH, PUNCTUATION, SHORT_PATH
from calgen.view.view_context import quoted_text

# Marks that stand on the letter before them: accents, and those of Hebrew, Arabic, Devanagari and Thai.
_ACCENTS = (768, 879)
_MARKS = (
    *((1155, 1161), (1425, 1469), (1471, 1471), (1473, 1474), (1476, 1477), (1479, 1479), (1552, 1562), (1611, 1631)),
    *((2304, 2307), (2362, 2364), (2366, 2383), (3633, 3633), (3636, 3642), (3655, 3662)),
)
# Signs that change the emoji before them: joiners, variants, keycaps, shades of skin, tags of flags.
_MODIFIERS = ((8205, 8205), (8400, 8447), (65024, 65039), (127995, 127999), (917536, 917631))
_LETTERS_OF_FLAGS = (127462, 127487)  # two of them make one flag
# ranges of code points → what each counts; the first is for all others
_WEIGHTS: Mapping[LengthUnit, Sequence[tuple[int, int, int]]] = {
    LengthUnit.WEIGHTED: (
        *((0, 4351, 1), (4352, 8191, 2), (8192, 8204, 1), (8206, 8207, 2), (8208, 8223, 1), (8224, 8241, 2)),
        *((8242, 8247, 1), (8248, 127461, 2), (*_LETTERS_OF_FLAGS, 1), (127488, 2**21, 2)),
    ),
    LengthUnit.GRAPHEMES: ((0, 127461, 2), (*_LETTERS_OF_FLAGS, 1), (127488, 2**21, 2)),  # halves
    LengthUnit.UTF16: ((0, 65535, 1), (65536, 2**21, 2)),
    LengthUnit.BYTES: ((0, 127, 1), (128, 2047, 2), (2048, 65535, 3), (65536, 2**21, 4)),
    LengthUnit.EMOJI_BYTES: (
        *((0, 8204, 1), (8205, 8205, 3), (8206, 8418, 1), (8419, 8419, 3), (8420, 9727, 1), (9728, 10175, 3)),
        *((10176, 65038, 1), (65039, 65039, 3), (65040, 65535, 1), (65536, 2**21, 4)),
    ),
}
_WITHOUT_WEIGHT = {
    LengthUnit.WEIGHTED: (_ACCENTS, *_MODIFIERS),  # X composes letters and accents first
    LengthUnit.GRAPHEMES: (_ACCENTS, *_MARKS, *_MODIFIERS),
}


def length_formula(text: str, platform: str, name: str, limits: Limits | None) -> str:
    """The formula of a row: the length of the cell `text` while the cell `platform` says `name`, else its characters.

    `text` and `platform` are references. Empty where there is no text.
    """
    plain = f"LEN({text})"
    counted = plain if limits is None or limits.count is LengthUnit.CHARACTERS else _counted(text, limits)
    if counted != plain:
        counted = f"IF({platform}={quoted_text(name)},{counted},{plain})"
    return f'=IF({plain}=0,"",{counted})'


def _counted(text: str, limits: Limits) -> str:
    """The expression that counts a text that is not empty."""
    parts = [_signs(text, limits.count)]
    addresses = _Addresses(text)
    if limits.url is not None:
        parts.append(addresses.replaced(limits.url))
    if limits.bare_links:
        parts.append(addresses.bare(limits.url or 0))
    if limits.short_links:
        parts.append(addresses.shortened())
    if limits.local_mentions:
        parts.append(addresses.mentions())
    return "+".join(parts)


# -- signs -------------------------------------------------------------------------------------------------------------


def _positions(text: str) -> str:
    """1, 2, 3… up to the length of a text, whatever rows are inserted above."""
    return f"ROW(INDEX($A:$A,1):INDEX($A:$A,LEN({text})))"


def _count(condition: str) -> str:
    """How often a condition over all positions holds; where it is an error, it does not."""
    return f"SUMPRODUCT(COUNT(INDEX(1/({condition}),0)))"


def _code(text: str, offset: str = "") -> str:
    return f"_xlfn.UNICODE(MID({text},{_positions(text)}{offset},2))"


def _signs(text: str, unit: LengthUnit) -> str:
    """The signs of a text by their weights: the number of those that weigh one or more, plus two or more, and so on."""
    steps = _steps(unit)
    starts, weights = (",".join(map(str, column)) for column in zip(*steps, strict=True))
    weight = f"LOOKUP({_code(text)},{{{starts}}},{{{weights}}})"
    total = "+".join(_count(f"{weight}>={level}") for level in range(1, max(weight for _, weight in steps) + 1))
    # © and 1 are no emoji, ©️ and 1️⃣ are
    following = _code(text, "+1")
    if unit is LengthUnit.EMOJI_BYTES:
        return f"{total}+{_count(f'({_code(text)}>127)*({_code(text)}<2048)*({following}=65039)')}"
    if unit not in _WITHOUT_WEIGHT:
        return total
    joined = _count(f"({_code(text)}=8205)*({following}>=8192)")
    if unit is LengthUnit.GRAPHEMES:
        return f"({total})/2-{joined}"
    return f"{total}-2*{joined}+{_count(f'({_code(text)}<4352)*({following}=65039)')}"


def _steps(unit: LengthUnit) -> list[tuple[int, int]]:
    """Where each range of code points begins, and what one of it counts."""
    ranges = list(_WEIGHTS[unit])
    ranges += [(first, last, 0) for first, last in _WITHOUT_WEIGHT.get(unit, ())]
    bounds = sorted({first for first, _, _ in ranges} | {last + 1 for _, last, _ in ranges if last < 2**21})
    steps: list[tuple[int, int]] = []
    for bound in bounds:
        weight = next(weight for first, last, weight in reversed(ranges) if first <= bound <= last)
        if not steps or steps[-1][1] != weight:
            steps.append((bound, weight))
    return steps


# -- links and mentions ------------------------------------------------------------------------------------------------


class _Addresses:
    """Expressions over the words of a text: at each position, the word that begins there."""

    def __init__(self, text: str) -> None:
        spaced = f'SUBSTITUTE(SUBSTITUTE({text},CHAR(10)," "),"\u00a0"," ")'
        self._text, self._at = f'" "&{spaced}&" "', _positions(text)  # the sign at a position stands one further
        end = f'FIND(" ",{self._text},{self._at}+1)'
        stops = quoted_text(PUNCTUATION)
        self._end = f"({end}-ISNUMBER(FIND(MID({self._text},{end}-1,1),{stops})))"
        self._length = f"({self._end}-{self._at}-1)"
        self._begins = f'ISNUMBER(FIND(MID({self._text},{self._at},1)," («"))'
        self._has_scheme = f'({self._starts("http://")}+{self._starts("https://")})'

    def _starts(self, sign: str) -> str:
        return f"(MID({self._text},{self._at}+1,{len(sign)})={quoted_text(sign)})"

    def replaced(self, counted: int) -> str:
        """What addresses with a scheme count for, less their own length."""
        return f"SUMPRODUCT({self._begins}*{self._has_scheme}*({counted}-{self._length}))"

    def bare(self, counted: int) -> str:
        """The same for addresses without one, known by their ending."""
        word = f"MID({self._text},{self._at}+1,{self._length})"
        is_bare = f'{self._begins}*(MID({self._text},{self._at}+1,4)<>"http")*ISERROR(FIND("@",{word}))'
        endings = f"{{{','.join(quoted_text(f'.{ending}/') for ending in ENDINGS)}}}"
        return f'SUMPRODUCT({is_bare}*ISNUMBER(SEARCH({endings},{word}&"/"))*({counted}-{self._length}))'

    def shortened(self) -> str:
        """What links lose where they are shown without scheme and with a cut path."""
        scheme = f"(7+{self._starts('https://')})"
        rest = f'SUBSTITUTE(MID({self._text},{self._at}+1+{scheme},300)," ","/")&"/"'
        path = f'({self._length}-{scheme}-FIND("/",{rest})+1)'
        lost = f"({path}>{LONGEST_PATH})*({SHORT_PATH}-{path})-{scheme}-({path}=1)"
        return f"SUMPRODUCT({self._begins}*{self._has_scheme}*({lost}))"

    def mentions(self) -> str:
        """What mentions lose: the second `@` and the server after it."""
        second = f'FIND("@",{self._text}&"@",{self._at}+2)'
        return f"SUMPRODUCT({self._begins}*{self._starts('@')}*({second}<{self._end})*({second}-{self._end}))"
