"""The titles, choices and sentences of one language, and values in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, time
from fractions import Fraction
from functools import cache
from string import Formatter
from types import MappingProxyType
from typing import Any

from calgen.book.agreement import AgreeingText
from calgen.book.folding import fold, tidy
from calgen.book.languages import MissingTextError, entry, languages
from calgen.book.locale import Locale, locale
from calgen.book.owned_tabs import ALL_OUTPUTS
from calgen.book.problems import Place, Problem
from calgen.book.values import (
    Amount,
    Cadence,
    Hours,
    Labelled,
    Percent,
    Phrase,
    Several,
    SheetFormula,
    Span,
    Title,
    ValueChange,
    Word,
)
from calgen.book.vocabulary import former_titles

_NEVER_TYPED = ("guide",)  # tabs that are neither typed nor drawn by a run


@dataclass(frozen=True, slots=True)
class Words:
    """All that calgen says in one language; of a workbook, with the titles of its input tabs as typed, by tab key."""

    language: str
    currency: str = ""  # the sign with which sums of money are typed in the workbook
    typed_titles: tuple[tuple[str, str], ...] | None = None  # where no workbook is meant, the titles of the language
    is_on_page: bool = False  # whether the browser page shows them, whose sentences name its buttons, not commands

    @property
    def locale(self) -> Locale:
        """How the language writes days, hours and numbers."""
        return locale(self.language)

    def title(self, tab: str, column: str = "") -> str:
        """The title of a tab, or of a column."""
        return _tab_text(self.language, tab, column, "title")

    def help(self, tab: str, column: str = "") -> str:
        """What a tab is for, or what a cell of a column takes."""
        return _tab_text(self.language, tab, column, "help")

    def columns(self, tab: str) -> tuple[str, ...]:
        """The keys of a tab's columns."""
        return tuple(entry(self.language, "tabs", tab).get("columns", {}))

    def choices(self, of: str) -> Mapping[str, str]:
        """A list's codes, each with the word that calgen writes."""
        return _choices(self.language, of)

    def choice(self, of: str, code: str) -> str:
        """The word of a code; a word that is no code stays as it is."""
        return _choices(self.language, of).get(code, code)

    def text(self, *path: str, **values: object) -> str:
        """A label or sentence by its path, filled with values; a `.one` form is used where `n` is one."""
        found = self.sentence(*path)
        if isinstance(found, dict):
            form = "one" if self._is_singular(values.get("n")) else "other"
            found = self.sentence(*path, form)
        if not values:
            return str(found)
        template, in_words = str(found), {key: self._in_words(value) for key, value in values.items()}
        return self.locale.elided(template, in_words).format(**in_words)

    def sentence(self, *path: str) -> Any:
        """What stands under a path; on the page, what stands there instead, if anything."""
        if self.is_on_page:
            with suppress(MissingTextError):
                return entry(self.language, "page", "instead", *path)
        return entry(self.language, *path)

    def _in_words(self, value: object) -> AgreeingText:
        work = self.work_time(value) if isinstance(value, int | float | Fraction) else ""
        ordinal = self.locale.format_ordinal(value) if isinstance(value, int) else ""
        return AgreeingText(self.format_value(value), singular=self._is_singular(value), work=work, ordinal=ordinal)

    def texts(self, *path: str) -> tuple[str, ...]:
        """A list of sentences by its path."""
        return tuple(str(text) for text in entry(self.language, *path))

    def _is_singular(self, value: object) -> bool:
        """Whether a noun after a number, or the verb after a list, stands in the singular."""
        number = len(value) if isinstance(value, tuple | list | Several) else value
        return isinstance(number, int | float | Fraction) and self.locale.is_singular(number)

    def formats(self) -> dict[str, str]:
        """The number formats of days, hours and figures, by name."""
        return dict(entry(self.language, "formats"))

    def example(self, tab: str) -> dict[str, str]:
        """The cells of a tab's example row, by column; empty where it has none."""
        return dict(entry(self.language, "examples").get(tab, {}))

    def message(self, problem: Problem) -> tuple[str, str]:
        """What is wrong, and how to mend it; a cure names the tabs, and says which one the workbook calls otherwise."""
        about = ("problems", problem.code)
        values = {key: self.typed_title(value) for key, value in problem.values.items()}
        message, cure = (self.text(*about, part, **values) for part in ("message", "cure"))
        if also := problem.values.get("also"):
            message += self.text("phrases", "also", alike=self._format_several(also, "list_semicolon"))
        cure = self._with_typed_titles(str(self.sentence(*about, "cure")), cure)
        first = next(iter(Formatter().parse(str(entry(self.language, *about, "message")))))
        begins = not first[0] and isinstance(problem.values.get(first[1] or ""), Word | Phrase)
        return capitalized(message) if begins else message, cure  # a name stays as it was typed, our words do not

    def typed_title(self, value: object) -> object:
        """The title of a tab as the workbook has it; any other value as it is."""
        if isinstance(value, Title) and not value.column:
            typed = dict(self.typed_titles or ()).get(value.tab)
            return value if typed is None else tidy(typed)
        return value

    def _with_typed_titles(self, template: str, cure: str) -> str:
        """A cure with the workbook's titles behind those that its sentence names, and the tabs that are to be added.

        The title of the language stays in the sentence, for that of the workbook may be of another language. A title
        that a former version gave in this language takes its place.
        """
        if self.typed_titles is None:
            return cure
        typed = dict(self.typed_titles)
        for tab in sorted({*entry(self.language, "tabs")} - {*ALL_OUTPUTS, *_NEVER_TYPED}):
            named = re.compile(rf"(?<![\w{{]){re.escape(self.title(tab))}(?![\w}}])")
            if not named.search(template):
                continue
            if tab in typed and fold(typed[tab]) in map(fold, former_titles(self.language, tab)):
                cure = named.sub(tidy(typed[tab]), cure)
            elif tab in typed and fold(typed[tab]) != fold(self.title(tab)):
                both = self.text("phrases", "tab_called", tab=self.title(tab), title=tidy(typed[tab]))
                cure = named.sub(both.replace("\\", r"\\"), cure, count=1)
            elif tab not in typed:
                cure += self.text("phrases", "tab_to_add", tab=self.title(tab))
        return cure

    def problems(self) -> tuple[str, ...]:
        """The codes of every problem there is a sentence for."""
        return tuple(entry(self.language, "problems"))

    def outline(self, code: str) -> tuple[str, str]:
        """A problem's sentences before anything is known: dots where a value will stand."""
        message, cure = (entry(self.language, "problems", code, part) for part in ("message", "cure"))
        return _with_dots(message), _with_dots(cure)

    def explanation(self, code: str) -> dict[str, str]:
        """Why a finding is made, and when to disregard it (`why`, `unless`); nothing where it speaks for itself."""
        about = entry(self.language, "problems", code)
        return {key: str(about[key]) for key in ("why", "unless") if key in about}

    def format_value(self, value: object) -> str:
        """A value in words: a day, an hour, a share, a number, a title, a list of any of these."""
        match value:
            case None:
                return ""
            case Place():
                return str(replace(value, tab=tidy(value.tab)))
            case str():
                return str(value)
            case bool():
                return self.choice("yes_no", "yes" if value else "no")
            case date():
                return self.locale.format_date(value)
            case time():
                return self.hour(value)
            case Amount():
                return self.locale.format_amount(value.value, self.currency)
            case Percent():
                return self.locale.format_percent(value.value)
            case Title():
                return self.title(value.tab, value.column)
            case Word():
                if value.of == "weekday":  # Monday, lundi: as the language writes it
                    return str(entry(self.language, "choices", "weekday", value.code)[0])
                return uncapitalized(self.choice(value.of, value.code))
            case Phrase():
                return self.text(*value.path, **value.values)
            case SheetFormula():
                return self.locale.format_formula(value.text)
            case Cadence():
                return self.text("cadence", value.per, n=value.count)
            case int() | float() | Fraction():
                return self.number(value)
            case Several():
                return self.format_value(value.items) + self.text("phrases", "and_more", n=value.more)
        return self._format_several(value)

    def _format_several(self, value: object, between: str = "") -> str:
        """A value that is made of others, in words."""
        match value:
            case Hours():
                return self.hour(value.first) if value.exact else f"{self.hour(value.first)}-{self.hour(value.last)}"
            case Span():
                return " – ".join(self.format_value(day) for day in dict.fromkeys((value.first, value.last)))
            case ValueChange():
                return f"{self.format_value(value.before)} → {self.format_value(value.after)}"
            case Labelled():
                colon = self.text("phrases", "colon")
                return f"{self.format_value(value.label)}{colon}{self.format_value(value.value)}"
            case _ if isinstance(value, Iterable):
                several = list(value)
                usual = "list_semicolon" if any(isinstance(item, Labelled) for item in several) else "list_comma"
                between = between or usual
                return self.text("phrases", between).join(map(self.format_value, several))
        raise TypeError(f"no words for {type(value).__name__}")

    def hour(self, value: time) -> str:
        """An hour of the day: 9h30, 9:30 AM."""
        return self.locale.format_time(value)

    def number(self, value: float | Fraction, digits: int = 2) -> str:
        """A number with at most so many digits, with the language's decimal mark."""
        return self.locale.format_number(value, digits)

    def work_time(self, hours: float | Fraction) -> str:
        """Hours of work: 12,5 h; minutes where they are less than one: 10 min."""
        if -1 < hours < 1 and hours:
            return str(entry(self.language, "phrases", "work_minutes")).format(n=self.number(round(hours * 60)))
        noun = AgreeingText(self.number(hours), singular=self._is_singular(hours))
        return str(entry(self.language, "phrases", "work_hours")).format(n=noun)

    def weekday(self, number: int) -> str:
        """The name of a day of the week, 0 for Monday."""
        return tuple(self.choices("weekday").values())[number]

    def month(self, number: int) -> str:
        """The name of a month, 1 for January."""
        return tuple(self.choices("month").values())[number - 1]


@cache
def load_words(language: str) -> Words:
    """The words of a language of `languages()`."""
    return Words(language)


@cache
def _tab_text(language: str, tab: str, column: str, part: str) -> str:
    return str(entry(language, "tabs", tab, *(("columns", column) if column else ()), part))


@cache
def _choices(language: str, of: str) -> Mapping[str, str]:
    if of == "language":  # from z to a, as the drop-downs of all workbooks have them
        return MappingProxyType({code: locale(code).name for code in reversed(languages())})
    lists = entry(language, "choices", of)
    return MappingProxyType({code: capitalized(spellings[0]) for code, spellings in lists.items()})


def _with_dots(sentence: Any) -> str:
    """A sentence with dots in the stead of its values, words in the plural."""
    text = str(sentence["other"] if isinstance(sentence, dict) else sentence)
    names = (name for _, name, _, _ in Formatter().parse(text) if name)
    return text.format(**{name: AgreeingText("…", singular=False) for name in names}).replace("….", "…")


def capitalized(text: str) -> str:
    """The text with a capital at its beginning, the rest as it is."""
    return text[:1].upper() + text[1:]


def uncapitalized(word: str) -> str:
    """A word within a sentence: small again, unless it is written in capitals (PDF, B2B)."""
    return word[:1].lower() + word[1:] if word[1:].islower() else word
