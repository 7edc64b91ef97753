"""Public and school holidays, from the library `holidays`: the only file that imports it."""

from __future__ import annotations

import sys
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import holidays
from holidays.constants import BANK, GOVERNMENT, HOLIDAY_NAME_DELIMITER, OPTIONAL, PUBLIC, SCHOOL, UNOFFICIAL
from holidays.registry import COUNTRIES

from calgen.book.folding import fold
from calgen.book.languages import languages

# country → another name of a region → its code in the library
_OTHER_NAMES = {"FR": {"alsace-moselle": "57", "alsace moselle": "57", "bas-rhin": "6AE", "haut-rhin": "6AE"}}
_NAMED_KINDS = (PUBLIC, GOVERNMENT, BANK, OPTIONAL, UNOFFICIAL)


@cache
def public_holidays(country: str, region: str, language: str, years: tuple[int, ...]) -> dict[date, str]:
    """The public holidays of a country (ISO code) and region by day, named in the language if the library has it.

    A country that the library does not know has none; `is_known_country` tells.
    """
    if not is_known_country(country):
        return {}
    found = _country_class(country)(
        subdiv=region_code(country, region), years=years, language=_language_code(country, language)
    )
    return dict(sorted(found.items()))


@cache
def school_holidays(country: str, zone: str, language: str, years: tuple[int, ...]) -> dict[date, str]:
    """The school holidays of a zone (`B` or `Zone B` in France) by day; none where the library does not know them."""
    if not zone or not is_known_country(country) or SCHOOL not in _country_class(country).supported_categories:
        return {}
    subdivision = region_code(country, zone) or region_code(country, f"Zone {zone}")
    if subdivision is None:
        return {}
    found = _country_class(country)(
        subdiv=subdivision, years=years, language=_language_code(country, language), categories=(SCHOOL,)
    )
    return dict(sorted(found.items()))


@cache
def named_holidays(country: str, region: str, year: int) -> dict[str, date]:
    """The holidays of a country and region by folded name: the first day of each, in the year.

    Days off by custom or for some people count too. Names are those of the country's own language and of calgen's. A
    holiday is on its day, not on the day off that stands for it; one whose day is estimated has none.
    """
    if not is_known_country(country):
        return {}
    found: dict[str, date] = {}
    known = _country_class(country)
    kinds = tuple(kind for kind in _NAMED_KINDS if kind in known.supported_categories)
    for language in dict.fromkeys([*(_language_code(country, code) for code in languages()), known.default_language]):
        listed = known(
            subdiv=region_code(country, region), years=year, observed=False, language=language, categories=kinds
        )
        for day, names in sorted(listed.items()):
            for name in names.split(HOLIDAY_NAME_DELIMITER):
                found.setdefault(fold(name), day)
    return found


@cache
def is_known_country(country: str) -> bool:
    """Whether the library knows a country by its ISO code."""
    # The registry's own table, since `list_supported_countries` loads the modules of all countries.
    return any(country == code for _, code, *_ in COUNTRIES.values())


@cache
def region_names(country: str) -> tuple[str, ...]:
    """The codes and names of the regions of a country that have holidays of their own."""
    return tuple(sorted({*region_codes(country), *_region_aliases(country), *_OTHER_NAMES.get(country, {})}))


@cache
def _country_class(country: str) -> Any:
    """The library's class of a known country."""
    module, name = next((module, name) for module, (name, code, *_) in COUNTRIES.items() if code == country)
    return getattr(_country_module(module), name)


def _country_module(name: str) -> ModuleType:
    """The module of one country, without those of all others.

    The package of the countries imports 250 modules, a tenth of a whole run. While one of them is imported, an empty
    package stands in its place; afterwards the library's own is found again by whoever asks for it.
    """
    package = "holidays.countries"
    if package in sys.modules:
        return import_module(f"{package}.{name}")
    stand_in = ModuleType(package)
    stand_in.__path__ = [str(Path(folder) / "countries") for folder in holidays.__path__]
    sys.modules[package] = stand_in
    try:
        return import_module(f"{package}.{name}")
    finally:
        del sys.modules[package]


def region_codes(country: str) -> list[str]:
    return list(_country_class(country).subdivisions) if is_known_country(country) else []


def _region_aliases(country: str) -> dict[str, str]:
    return dict(getattr(_country_class(country), "subdivisions_aliases", {})) if is_known_country(country) else {}


def _language_code(country: str, language: str) -> str | None:
    return next((code for code in _country_class(country).supported_languages if code.split("_")[0] == language), None)


def region_code(country: str, region: str) -> str | None:
    """The library's code of a region by its code or name; None where the country has no such region."""
    known = {code.casefold(): code for code in region_codes(country)}
    known |= {name.casefold(): code for name, code in _region_aliases(country).items()} | _OTHER_NAMES.get(country, {})
    return known.get(region.casefold())
