"""What a typed word means, in any language: titles, choices, and the words around days, hours and numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from calgen.book.folding import fold
from calgen.book.languages import entry, languages
from calgen.book.locale import locale
from calgen.book.owned_tabs import ARCHIVE


def _spellings(language: str, *path: str) -> list[str]:
    """The title of a tab or column in a language, the other spellings that are understood, and its former titles."""
    return [entry(language, *path, "title"), *entry(language, *path).get("also", []), *_former(language, *path)]


def _former(language: str, *path: str) -> list[str]:
    return list(entry(language, *path).get("former", []))

_COLUMNS_OF = {ARCHIVE: "social"}  # tab → the tab whose columns it has


@cache
def former_titles(language: str, tab: str, column: str = "") -> tuple[str, ...]:
    """The titles that former versions gave to a tab, or to a column: a workbook that has one keeps it."""
    return tuple(_former(language, "tabs", tab, *(("columns", column) if column else ())))


@cache
def written_titles(tab: str) -> Mapping[str, str]:
    """The headings of a tab's columns that calgen writes or wrote, in any language: folded heading → column key."""
    found, tab = dict[str, str](), _COLUMNS_OF.get(tab, tab)
    for language in languages():
        for key in entry(language, "tabs", tab).get("columns", {}):
            for title in (entry(language, "tabs", tab, "columns", key, "title"), *former_titles(language, tab, key)):
                found.setdefault(fold(title), key)
    return found


@cache
def tab_titles() -> Mapping[str, tuple[str, frozenset[str]]]:
    """Every title of every tab: folded title → (tab key, the languages that have this title)."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for language in languages():
        for key in entry(language, "tabs"):
            for title in map(fold, _spellings(language, "tabs", key)):
                first, known = found.get(title, (key, frozenset()))
                found[title] = (first, known | {language})
    return found


@cache
def column_titles(tab: str) -> Mapping[str, str]:
    """Every heading of a tab's columns: folded heading → column key."""
    found, tab = dict[str, str](), _COLUMNS_OF.get(tab, tab)
    for language in languages():
        for key in entry(language, "tabs", tab).get("columns", {}):
            for title in _spellings(language, "tabs", tab, "columns", key):
                found.setdefault(fold(title), key)
    return found


@cache
def choice_codes(of: str) -> Mapping[str, str]:
    """Every word of a list: folded word → code. The list `language` holds the languages themselves."""
    return _language_codes() if of == "language" else _codes("choices", of)


@cache
def choice_names(of: str, code: str) -> tuple[str, ...]:
    """The folded words of a list that mean one of its codes, in all languages."""
    return tuple(word for word, meant in choice_codes(of).items() if meant == code)


def _language_codes() -> Mapping[str, str]:
    codes = {code: code for code in languages()}
    names = {fold(locale(code).name): code for code in languages()}
    return codes | names | _codes("locale", "languages")


def _codes(*path: str) -> dict[str, str]:
    """The words of a table of lists, of all languages: folded word → the key of its list."""
    found: dict[str, str] = {}
    for language in languages():
        for code, words in entry(language, *path).items():
            for word in words:
                found.setdefault(fold(word), code)
    return found


@cache
def country_codes() -> Mapping[str, str]:
    """The names of countries: folded name, with spaces for hyphens → ISO code."""
    return {name.replace("-", " "): code for name, code in _codes("countries").items()}


@cache
def network_names() -> Mapping[str, str]:
    """The names of networks beside those of the products: folded name → key of the network."""
    return _codes("networks")


@cache
def numerals() -> Mapping[str, int]:
    """Small numbers in words: folded word → number."""
    return {word: int(number) for word, number in _codes("reading", "numerals").items()}


@cache
def offset_words() -> Mapping[str, int]:
    """Days counted from a day, in words (`the day before`): folded words → the number of days after it."""
    return {word: int(days) for word, days in _codes("reading", "offsets").items()}


@cache
def period_codes() -> Mapping[str, str]:
    """The words of periods but day, week and month: folded word → `fortnight`, `quarter`, `half_year`, `year`."""
    return _codes("reading", "periods")


@cache
def currency_codes() -> Mapping[str, str]:
    """The signs and words of currencies: folded → `euro`, `dollar`, `pound`, `franc`."""
    return _codes("reading", "currencies")


@cache
def named_frequencies() -> Mapping[str, str]:
    """Frequencies that one word says: folded word → `fortnightly`, `twice_weekly`, `twice_daily`."""
    return _codes("reading", "frequencies")


@cache
def unit_words(unit: str) -> frozenset[str]:
    """The folded words and signs of a unit of `[reading.units]`, of all languages."""
    return frozenset(fold(word) for language in languages() for word in entry(language, "reading", "units", unit))


@cache
def weekday_group_codes() -> Mapping[str, str]:
    """Words for several days of the week: folded word → `weekdays`, `working_days`, `weekend`, `all`."""
    return _codes("reading", "weekday_groups")


@cache
def word_list(of: str) -> tuple[str, ...]:
    """The words of a list of `[lists]`, of all languages together: what the user wrote may be in any of them."""
    return _all("lists", of)


@cache
def reading_words(of: str) -> tuple[str, ...]:
    """The words of a list of `[reading]`, of all languages together, the longest first."""
    return tuple(sorted(_all("reading", of), key=lambda word: (-len(word), word)))


def _all(*path: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for language in languages() for word in entry(language, *path)))


@cache
def example_prefixes() -> tuple[str, ...]:
    """How the first cell of an example row begins in each language, without spaces and in small letters."""
    templates = [str(entry(language, "phrases", "example")) for language in languages()]
    return tuple("".join(template.partition("{")[0].split()).casefold() for template in templates)


@cache
def example_cells(tab: str) -> tuple[Mapping[str, str], ...]:
    """The example row of a tab in each language that has one: column key → text."""
    found = (entry(language, "examples").get(tab, {}) for language in languages())
    return tuple(example for example in found if example)


@lru_cache(1 << 12)
def understood_code(of: str, text: str) -> str:
    """The code of a word of the list `of` in any language, whatever signs stand around it; empty for other words.

    `✅ Published` and `published!` are `published`.
    """
    codes = choice_codes(of)
    bare = " ".join(re.findall(r"[^\W_]+(?:['-][^\W_]+)*", fold(text)))
    return codes.get(fold(text)) or codes.get(bare) or codes.get(bare.replace("-", " "), "")
