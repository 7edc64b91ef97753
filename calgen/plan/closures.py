"""Public holidays, from the library `holidays`: the one file that imports it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

import holidays


@cache
def public_holidays(country: str, region: str, language: str, years: tuple[int, ...]) -> dict[date, str]:
    """The public holidays of a country (ISO code) and region, named in a language where the library knows it.

    A country that the library does not know has none: `is_known` tells.
    """
    if not is_known(country):
        return {}
    kind = getattr(holidays, holidays.list_supported_countries() and country)
    subdivision = _subdivision(country, region)
    spoken = next((code for code in kind.supported_languages if code.split("_")[0] == language), None)
    found = holidays.country_holidays(country, subdiv=subdivision, years=years, language=spoken)
    return {day: name for day, name in sorted(found.items())}


@cache
def is_known(country: str) -> bool:
    """Whether the library knows a country by its ISO code."""
    return country in holidays.list_supported_countries()


@cache
def regions(country: str) -> tuple[str, ...]:
    """The codes and names of a country's regions that have holidays of their own."""
    return tuple(sorted({*holidays.list_supported_countries().get(country, ()), *_aliases(country)}))


def _aliases(country: str) -> Iterable[str]:
    kind = getattr(holidays, country, None)
    return getattr(kind, "subdivisions_aliases", {}) if kind else ()


def _subdivision(country: str, region: str) -> str | None:
    named = {name.casefold(): code for name, code in getattr(getattr(holidays, country), "subdivisions_aliases", {}).items()}
    codes = {code.casefold(): code for code in holidays.list_supported_countries().get(country, ())}
    return codes.get(region.casefold()) or named.get(region.casefold())
