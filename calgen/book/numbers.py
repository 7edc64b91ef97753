"""Numbers as people type them, and as files store them."""

from __future__ import annotations

import re
from fractions import Fraction

from calgen.book.folding import tidy, without_invisible

_MONEY = re.compile(r"^[€$£] ?| ?[€$£]$")
PARTS = {"¼": " 1/4", "½": " 1/2", "¾": " 3/4", "⅓": " 1/3", "⅔": " 2/3"}
_FRACTION = re.compile(r"(?:(\d{1,6}) )?(\d{1,6}) ?/ ?([1-9]\d{0,5})")
_DECIMAL = re.compile(r"\d{1,15}(\.\d{0,15})?|\.\d{1,15}")
# Commas and points separate thousands for certain where another mark or a second one follows; spaces always do.
_THOUSANDS = {
    r"\d{1,3}([ ']\d{3})+([.,]\d*)?": " '",
    r"\d{1,3}(,\d{3})+\.\d*|\d{1,3}(,\d{3}){2,}": ",",
    r"\d{1,3}(\.\d{3})+,\d*|\d{1,3}(\.\d{3}){2,}": ".",
}


def number(text: str, decimal_comma: bool) -> Fraction | None:
    """A typed number: `1 200,5`, `1,200.5`, `1/3`, `1 ½`, with or without a currency sign; `None` for other texts."""
    text = without_invisible(text)
    if text.endswith("%"):
        whole = number(text[:-1], decimal_comma)
        return None if whole is None else whole / 100
    text = _MONEY.sub("", text).replace("−", "-").replace("’", "'")
    text = tidy("".join(PARTS.get(letter, letter) for letter in text))
    if part := _FRACTION.fullmatch(text):
        return int(part[1] or 0) + Fraction(int(part[2]), int(part[3]))
    sign, text = (-1 if text.startswith("-") else 1), re.sub(r"^[+-] ?", "", text)
    text = _ungrouped(text, decimal_comma).replace(",", ".")
    return sign * Fraction(text) if _DECIMAL.fullmatch(text) else None


def _ungrouped(text: str, decimal_comma: bool) -> str:
    """The number without thousands separators; `1,200` is a thousand only where a comma is no decimal mark."""
    for form, marks in _THOUSANDS.items():
        if re.fullmatch(form, text):
            return "".join(letter for letter in text if letter not in marks)
    return text.replace(",", "") if not decimal_comma and re.fullmatch(r"[1-9]\d{0,2},\d{3}", text) else text


def exact(value: float) -> Fraction:
    """A stored number as its user meant it: 0.333333333333333, which a file stores for =1/3, is a third."""
    found = Fraction(str(value))
    near = found.limit_denominator(999)
    return near if abs(near - found) < Fraction(1, 10**12) else found
