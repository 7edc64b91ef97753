"""How a language writes days, hours and numbers, from the table `[locale]` of its file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from calgen.book.folding import fold
from calgen.book.languages import entry

# of a formula: texts, titles of tabs and headings; names of functions, and the commas between arguments
_FORMULA_PIECE = re.compile(
    r""""(?:[^"]|"")*"|'(?:[^']|'')*'|\[(?:'.|[^\[\]])*\]|(?P<function>[A-Z]+)(?=\()|(?P<comma>,)"""
)

_LARGE = 10_000
_VOWELS = frozenset("aeiou")  # of folded texts


@dataclass(frozen=True, slots=True)
class Locale:
    """The written forms of one language; `words/en.toml` says what each key means."""

    name: str
    country: str
    typed_dates: str
    date: str
    time: str
    halves: tuple[str, str]
    short_months: tuple[str, ...]
    decimal: str
    thousands: str
    percent: str
    money: str
    singular: tuple[int, ...]
    singular_fractions: bool
    day_zero: str
    reason_separator: str
    formulas: Mapping[str, str]
    elisions: Mapping[str, str]
    ordinals: Mapping[str, str]

    @property
    def day_first(self) -> bool | None:
        """Whether 03/04/2027 is the third of April; `None` where the language does not tell."""
        return {"day_first": True, "month_first": False}.get(self.typed_dates)

    def format_date(self, day: dt.date) -> str:
        """A day: 05/09/2027, Sep 5, 2027."""
        month = self.short_months[day.month - 1]
        return self.date.format(day=day.day, month=day.month, year=day.year, short_month=month)

    def format_time(self, hour: dt.time) -> str:
        """An hour of the day: 9h30, 9:30 AM."""
        half = self.halves[hour.hour >= 12]
        return self.time.format(hour=hour.hour, hour12=hour.hour % 12 or 12, minute=hour.minute, half=half)

    def format_number(self, value: float | Fraction, digits: int = 2) -> str:
        """A number with at most so many digits behind the decimal mark; from 10,000 on its thousands are told apart."""
        text = f"{float(value):{',' if abs(float(value)) >= _LARGE else ''}.{digits}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        whole, mark, rest = text.partition(".")
        return "0" if text == "-0" else whole.replace(",", self.thousands) + (self.decimal + rest if mark else "")

    def format_amount(self, value: float | Fraction, sign: str = "") -> str:
        """A sum of money: its thousands are told apart, at most one digit behind the decimal mark, two below one.

        `sign` is that of its currency; one of letters stands apart from the number.
        """
        amount = self._amount(value)
        return self.money.format(amount=amount, sign=f"{sign} " if sign.isalpha() else sign) if sign else amount

    def _amount(self, value: float | Fraction) -> str:
        digits = 1 if abs(float(value)) >= 1 else 2
        text = f"{float(value):,.{digits}f}".removesuffix(".00").removesuffix(".0")
        text = "0" if text == "-0" else text
        whole, mark, rest = text.partition(".")
        return whole.replace(",", self.thousands) + (self.decimal + rest if mark else "")

    def format_percent(self, value: float | Fraction) -> str:
        """A share as a percentage: 33,3 %, 33.3%."""
        return self.percent.format(number=self.format_number(value * 100, 1))

    def format_ordinal(self, number: int) -> str:
        """A place in a row, from the second on: 2e, 2nd."""
        keys = (str(number % 100), str(number % 10), "other")
        return f"{number}{next(self.ordinals[key] for key in keys if key in self.ordinals)}"

    def elided(self, template: str, values: Mapping[str, str]) -> str:
        """A template whose short words are cut before a value that begins with a vowel: « la mission d'Instagram »."""
        if not self.elisions or not values:
            return template

        def cut(found: re.Match[str]) -> str:
            value = fold(values.get(found["name"], ""))
            return f"{self.elisions[found['word']]}{found['field']}" if value[:1] in _VOWELS and value else found[0]

        words = "|".join(map(re.escape, self.elisions))
        return re.sub(rf"\b(?P<word>{words}) (?P<field>\{{(?P<name>\w+)(?=[}}:]))", cut, template)

    def format_formula(self, formula: str) -> str:
        """A formula as files hold it, with this language's names of functions and separator of arguments."""

        def written(found: re.Match[str]) -> str:
            if found["comma"]:
                return self.formulas["separator"]
            return self.formulas.get(found["function"] or "", found[0])

        return _FORMULA_PIECE.sub(written, formula)

    def is_singular(self, number: float | Fraction) -> bool:
        """Whether a noun after this number stands in the singular: 1 post, 1,5 publication."""
        return abs(int(number)) in self.singular and (self.singular_fractions or number == int(number))


@cache
def locale(language: str) -> Locale:
    """The locale of a language."""

    def text(key: str) -> str:
        return str(entry(language, "locale", key))

    morning, afternoon = (str(entry(language, "reading", half)[0]) for half in ("morning", "afternoon"))
    return Locale(
        name=text("name"),
        country=text("country"),
        typed_dates=text("typed_dates"),
        date=text("date"),
        time=text("time"),
        halves=(morning, afternoon),
        short_months=tuple(entry(language, "locale", "short_months")),
        decimal=text("decimal"),
        thousands=text("thousands"),
        percent=text("percent"),
        money=text("money"),
        singular=tuple(entry(language, "locale", "singular")),
        singular_fractions=bool(entry(language, "locale", "singular_fractions")),
        day_zero=str(entry(language, "reading", "day_zero")[0]),
        reason_separator=text("reason_separator"),
        formulas=entry(language, "locale", "formulas"),
        elisions=entry(language, "locale").get("elisions", {}),
        ordinals=entry(language, "locale", "ordinals"),
    )
