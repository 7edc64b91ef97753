"""Words: the titles, choices and sentences of each language, read from `words/*.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from fractions import Fraction
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from calgen.book.folding import fold
from calgen.book.problems import Place, Problem
from calgen.book.values import Amount, Cadence, Hours, Labelled, Percent, Span, Title, ValueChange, Word

LANGUAGES = ("fr", "en")


@cache
def _tables(language: str) -> dict[str, Any]:
    text = files("calgen.words").joinpath(f"{language}.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)
    return _typeset(found) if language == "fr" else found


def _typeset(found: Any) -> Any:
    """French double signs keep their word: no line begins with one."""
    if isinstance(found, dict):
        return {key: _typeset(value) for key, value in found.items()}
    if isinstance(found, list):
        return [_typeset(value) for value in found]
    return re.sub(r" (?=[:;!?%»])|(?<=«) ", "\u00a0", found)


@dataclass(frozen=True, slots=True)
class Words:
    """All that calgen says in one language."""

    language: str

    def _at(self, *path: str) -> Any:
        found: Any = _tables(self.language)
        for key in path:
            found = found[key]
        return found

    def title(self, tab: str, column: str = "") -> str:
        """The title of a tab, or of a column."""
        return str(self._at("tabs", tab, "columns", column, "title") if column else self._at("tabs", tab, "title"))

    def help(self, tab: str, column: str = "") -> str:
        """What a tab is for, or what a cell of a column takes."""
        return str(self._at("tabs", tab, "columns", column, "help") if column else self._at("tabs", tab, "help"))

    def columns(self, tab: str) -> tuple[str, ...]:
        """The keys of a tab's columns."""
        return tuple(self._at("tabs", tab).get("columns", {}))

    def choices(self, of: str) -> dict[str, str]:
        """A list's codes, each with the word that calgen writes."""
        if of == "language":
            return {code: str(_tables(code)["language"]) for code in LANGUAGES}
        return {code: _capital(spellings[0]) for code, spellings in self._at("choices", of).items()}

    def choice(self, of: str, code: str) -> str:
        """The word of a code; a word that is no code stays as it is."""
        return self.choices(of).get(code, code)

    def text(self, *path: str, **values: object) -> str:
        """A label or sentence by its path, filled with values; a `.one` form is used where `n` is one."""
        found = self._at(*path)
        if isinstance(found, dict):
            found = found["one" if self._single(values.get("n")) else "other"]
        said = {key: _Said(self.say(value), single=self._single(value)) for key, value in values.items()}
        return str(found).format(**said) if values else str(found)

    def texts(self, *path: str) -> tuple[str, ...]:
        """A list of sentences by its path."""
        return tuple(str(line) for line in self._at(*path))

    def _single(self, value: object) -> bool:
        """Whether a noun after a number stands in the singular (in French below two), or the verb after a list."""
        number = len(value) if isinstance(value, tuple | list) else value
        if not isinstance(number, int | float | Fraction):
            return False
        return -2 < number < 2 if self.language == "fr" else number == 1

    def formats(self) -> dict[str, str]:
        """The number formats of days, hours and figures, by name."""
        return dict(self._at("formats"))

    def example(self, tab: str) -> dict[str, str]:
        """The cells of a tab's example row, by column; empty where it has none."""
        return dict(self._at("examples").get(tab, {}))

    def message(self, problem: Problem) -> tuple[str, str]:
        """What is wrong, and how to mend it."""
        about = ("problems", problem.code)
        message, cure = (self.text(*about, part, **problem.values) for part in ("message", "cure"))
        first = next(iter(Formatter().parse(str(self._at(*about, "message")))))
        begins = not first[0] and isinstance(problem.values.get(first[1] or ""), Word)
        return _capital(message) if begins else message, cure  # a name stays as it was typed, a word of ours does not

    def problems(self) -> tuple[str, ...]:
        """The codes of every problem there is a sentence for."""
        return tuple(self._at("problems"))

    def outline(self, code: str) -> tuple[str, str]:
        """A problem's sentences before anything is known: dots where a value will stand."""
        message, cure = (self._at("problems", code, part) for part in ("message", "cure"))
        return _dotted(message), _dotted(cure)

    def explanation(self, code: str) -> dict[str, str]:
        """Why a finding is made, and when to disregard it (`why`, `unless`); nothing where it speaks for itself."""
        about = self._at("problems", code)
        return {key: str(about[key]) for key in ("why", "unless") if key in about}

    def say(self, value: object) -> str:
        """A value in words: a day, an hour, a share, a number, a name, a list of any of these."""
        match value:
            case None:
                return ""
            case str() | Place():
                return str(value)
            case bool():
                return self.choice("yes_no", "yes" if value else "no")
            case date():
                return f"{value:%d/%m/%Y}" if self.language == "fr" else f"{value:%b} {value.day}, {value.year}"
            case time():
                return self.hour(value)
            case Hours():
                return self.hour(value.first) if value.exact else f"{self.hour(value.first)}-{self.hour(value.last)}"
            case Span():
                return " – ".join(self.say(day) for day in dict.fromkeys((value.first, value.last)))
            case Amount():
                between = "\u00a0" if self.language == "fr" else ","
                whole, mark, rest = self.number(value.value, 1).partition("," if self.language == "fr" else ".")
                return f"{int(whole):,}".replace(",", between) + mark + rest
            case ValueChange():
                return f"{self.say(value.before)} → {self.say(value.after)}"
            case Labelled():
                return f"{self.say(value.label)}{self.text('say', 'colon')}{self.say(value.value)}"
            case Percent():
                return self.number(value.value * 100, 1) + (" %" if self.language == "fr" else "%")
            case Title():
                return self.title(value.tab, value.column)
            case Word():
                return _small(self.choice(value.of, value.code))
            case Cadence():
                return self.text("cadence", value.per, n=value.count)
            case int() | float() | Fraction():
                return self.number(value)
            case _ if isinstance(value, Iterable):
                several = list(value)
                between = "list_semicolon" if any(isinstance(one, Labelled) for one in several) else "list_comma"
                return self.text("say", between).join(self.say(one) for one in several)
        raise TypeError(f"no words for {type(value).__name__}")

    def hour(self, value: time) -> str:
        """An hour of the day: 9h30, 9:30 AM."""
        if self.language == "fr":
            return f"{value.hour}h{value.minute:02d}"
        return f"{value.hour % 12 or 12}:{value.minute:02d} {'AM' if value.hour < 12 else 'PM'}"

    def number(self, value: float | Fraction, digits: int = 2) -> str:
        """A number with at most so many digits, with the language's decimal mark."""
        text = f"{float(value):.{digits}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        text = "0" if text == "-0" else text
        return text.replace(".", ",") if self.language == "fr" else text

    def weekday(self, number: int) -> str:
        """The name of a day of the week, 0 for Monday."""
        return list(self.choices("weekday").values())[number]

    def month(self, number: int) -> str:
        """The name of a month, 1 for January."""
        return list(self.choices("month").values())[number - 1]


class _Said(str):
    """A value in words that makes others agree: `{n:post|posts}` says « 3 posts », `{n:=is|are}` the word alone."""

    __slots__ = ("single",)
    single: bool

    def __new__(cls, text: str, *, single: bool) -> _Said:
        found = super().__new__(cls, text)
        found.single = single
        return found

    def __format__(self, spec: str) -> str:
        if "|" not in spec:
            return str(self)
        one, _, other = spec.removeprefix("=").partition("|")
        word = one if self.single else other
        return word if spec.startswith("=") else f"{self} {word}"


def _dotted(sentence: Any) -> str:
    """A sentence with dots in the stead of its values, words in the plural."""
    text = str(sentence["other"] if isinstance(sentence, dict) else sentence)
    names = (name for _, name, _, _ in Formatter().parse(text) if name)
    return text.format(**{name: _Said("…", single=False) for name in names}).replace("….", "…")


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _small(word: str) -> str:
    """A word within a sentence: small again, unless it is written in capitals (PDF, B2B)."""
    return word[:1].lower() + word[1:] if word[1:].islower() else word


@cache
def words(language: str) -> Words:
    """The words of a language of `LANGUAGES`."""
    return Words(language)


def _spellings(entry: Mapping[str, Any]) -> list[str]:
    return [entry["title"], *entry.get("also", [])]


@cache
def tab_titles() -> dict[str, tuple[str, str]]:
    """Every title of every tab in any language: folded title → (tab key, language)."""
    found: dict[str, tuple[str, str]] = {}
    for language in LANGUAGES:
        for key, entry in _tables(language)["tabs"].items():
            for title in _spellings(entry):
                found.setdefault(fold(title), (key, language))
    return found


@cache
def column_titles(tab: str) -> dict[str, str]:
    """Every heading of a tab's columns in any language: folded heading → column key."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for key, entry in _tables(language)["tabs"][tab].get("columns", {}).items():
            for title in _spellings(entry):
                found.setdefault(fold(title), key)
    return found


@cache
def choice_codes(of: str) -> dict[str, str]:
    """Every word of a list in any language: folded word → code."""
    if of == "language":
        names = {fold(_tables(code)["language"]): code for code in LANGUAGES}
        return names | {code: code for code in LANGUAGES} | {"francais": "fr", "french": "fr", "anglais": "en"}
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, spellings in _tables(language)["choices"][of].items():
            for word in spellings:
                found.setdefault(fold(word), code)
    return found


@cache
def word_list(of: str) -> tuple[str, ...]:
    """The words of a list of `lists`, of all languages together: what the user wrote may be in any of them."""
    return tuple(dict.fromkeys(word for language in LANGUAGES for word in _tables(language)["lists"][of]))
