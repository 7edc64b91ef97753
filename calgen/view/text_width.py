"""The width of texts as a spreadsheet shows them: what fits into a cell, and how many lines it takes.

The widths are those of Carlito, whose letters are as wide as those of Calibri, the font of all our tabs. A program that
has neither shows another font; what is measured here leaves some room for it.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil

# characters by their advance width, in hundredths of an em, rounded up; from Carlito Regular 1.103
_CHARACTERS = {
    20: "\u2009",
    23: " 'il\u00a0ìíîïĩīĭįıĺļ\u202f",
    24: "jĵ",
    25: ",¹łſ‘’‚‛",
    26: ".I·ÌÍÎÏĨĪĬĮİ",
    27: ":;ľ",
    30: "`´",
    31: "()-[]f¸",
    32: "J{}Ĵ",
    33: "!¡",
    34: "t°²³ţț‹›",
    35: "rŕŗřťŧ",
    38: "ŀ",
    39: "/\\",
    40: "sz¨¯śŝşšźżžș",
    41: "\"ª",
    42: "“”„",
    43: "LcºçćĉċčĹĻĽŁ",
    44: "x",
    46: "FSkvyýÿķĸŚŜŞŠŷȘ",
    47: "?Z|¿ĳŹŻŽ",
    48: "agàáâãäåāăąĝğġģ",
    49: "ETYÈÉÊËÝĒĔĖĘĚŢŤŦŶŸȚ",
    50: "#*+<=>^_e~¢¤¦§¬±×èéêë÷ēĕėęě–†•",
    51: "$0123456789£¥®€",
    52: "KPX«»ÞĶ",
    53: "bdhnopqußðñòóôõöøùúûüþĥńņňŋōŏőũūŭůűų",
    54: "CÇĆĈĊČħ",
    55: "BRµĿŔŖŘ○",
    56: "đ",
    57: "Vď",
    58: "AÀÁÂÃÄÅĀĂĄĲŉ",
    59: "¶",
    61: "□●",
    62: "DĎ",
    63: "HÐĐĤŊ",
    64: "G¼ĜĞĠĢ",
    65: "NUÑÙÚÛÜŃŅŇŨŪŬŮŰŲ",
    66: "Ħ",
    67: "OÒÓÔÕÖØŌŎŐ",
    68: "Q½¾",
    69: "&",
    70: "…",
    71: "™",
    72: "%wŵ",
    77: "Æ",
    78: "æ",
    80: "m",
    84: "©",
    85: "œ",
    86: "M",
    87: "Œ",
    89: "WŴ",
    90: "@",
    91: "—←→",
    103: "№",
    104: "‰",
}
_WIDTHS = {ord(character): width for width, characters in _CHARACTERS.items() for character in characters}
# of characters that are not in the table, by the first of their range (numbers of Unicode); other fonts serve them
_RANGES = (
    (0x20000, 110), (0x1F000, 140), (0xFF00, 100), (0xFE10, 100), (0xFE00, 0), (0xF900, 100), (0xE000, 100),
    (0x2E80, 100), (0x2600, 100), (0x2500, 90), (0x206A, 80), (0x2060, 0), (0x2010, 80), (0x200B, 0), (0x2000, 60),
    (0x1100, 100), (0x0370, 90), (0x0300, 0), (0x00, 80),
)  # fmt: skip
_BOLD, _ITALIC = 1.06, 1.03  # how much wider than upright letters words are at most
_POINTS_PER_PIXEL = 0.75
_DIGIT, _PADDING = 7, 5  # pixels: of a digit at 11 points, in which widths of columns count; of the sides of a cell
_LINE = 1.2207  # the height of a line, in ems: the ascent, descent and line gap of Carlito
_ELLIPSIS = "…"


def text_width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """The points that a text without line breaks is wide, in letters of a size in points: rather too many."""
    factor = (_BOLD if bold else 1.0) * (_ITALIC if italic else 1.0)
    return sum(map(_word_width, text.split(" ")), _WIDTHS[32] * text.count(" ")) * size / 100 * factor


def cell_text_width(columns: float, *, indent: int = 0) -> float:
    """The points that a text may be wide in a column of that many characters, indented by so many steps."""
    return max(1.0, (_DIGIT * columns - 9 * indent) * _POINTS_PER_PIXEL)


def columns_for(width: float) -> float:
    """The width of a column, in characters, that holds a text as wide as so many points."""
    return ceil(width / _POINTS_PER_PIXEL / _DIGIT * 10) / 10


def line_height(size: float) -> float:
    """The points from one line of a wrapped text to the next, in letters of a size in points, as Excel draws them."""
    return (ceil(_LINE * size / _POINTS_PER_PIXEL) + 1) * _POINTS_PER_PIXEL


def wrap_text(text: str, width: float, size: float, *, bold: bool = False, italic: bool = False) -> list[str]:
    """The lines of a text in a cell that wraps: broken between words, and within one that is wider than the cell."""
    lines = list[str]()
    room = width * 100 / size / (_BOLD if bold else 1.0) / (_ITALIC if italic else 1.0)
    for paragraph in text.split("\n"):
        lines += _wrap_paragraph(paragraph, room)
    return lines


def fit_text(
    text: str, width: float, most_lines: int, size: float, *, bold: bool = False, italic: bool = False
) -> str:
    """A text as it is if it fits into so many lines of a cell, else cut at a word, with an ellipsis.

    Within its first word where no word fits. No word of the text is broken over two lines: it is cut there too.
    """
    words = text.split(" ")
    if _fits(text, width, most_lines, size, bold=bold, italic=italic):
        return text
    low, high = 0, len(words)  # the most words that fit with an ellipsis
    while high - low > 1:
        middle = (low + high) // 2
        if _fits(_cut(words[:middle]), width, most_lines, size, bold=bold, italic=italic):
            low = middle
        else:
            high = middle
    if low:
        return _cut(words[:low])
    word = words[0]
    while word and text_width(word + _ELLIPSIS, size, bold=bold, italic=italic) > width:
        word = word[:-1]
    return word + _ELLIPSIS


def _cut(words: list[str]) -> str:
    return " ".join(words).rstrip(" ,;:.!?«“(–—-\u00a0\u202f") + _ELLIPSIS


def _fits(text: str, width: float, most_lines: int, size: float, *, bold: bool, italic: bool) -> bool:
    if "\n" not in text and text_width(text, size, bold=bold, italic=italic) <= width:
        return True
    words = (word for line in text.split("\n") for word in line.split(" "))
    if any(text_width(word, size, bold=bold, italic=italic) > width for word in words):
        return False
    return len(wrap_text(text, width, size, bold=bold, italic=italic)) <= most_lines


def _wrap_paragraph(text: str, room: float) -> list[str]:
    """The lines of a text without line breaks; `room` is the width of a line in hundredths of an em."""
    lines, line, used, space = list[str](), "", 0, _WIDTHS[32]
    for word in text.split(" "):
        wide = _word_width(word)
        if line and used + space + wide <= room:
            line, used = f"{line} {word}", used + space + wide
            continue
        if line:
            lines.append(line)
        while wide > room and len(word) > 1:
            kept = _longest_start(word, room)
            lines.append(kept)
            word = word[len(kept) :]
            wide = _word_width(word)
        line, used = word, wide
    return [*lines, line]


def _longest_start(word: str, room: float) -> str:
    """The first letters of a word that fit into a line, at least one."""
    end = 1
    while end < len(word) and _word_width(word[: end + 1]) <= room:
        end += 1
    return word[:end]


@lru_cache(maxsize=20_000)
def _word_width(word: str) -> int:
    """The width of a word, in hundredths of an em."""
    return sum(_WIDTHS.get(ord(character)) or _other_width(ord(character)) for character in word)


def _other_width(number: int) -> int:
    return next(width for first, width in _RANGES if number >= first)
