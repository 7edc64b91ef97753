"""Public and school holidays, from the library `holidays`: the one file that imports it."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import holidays
from holidays.constants import SCHOOL
from holidays.registry import COUNTRIES

# What people call a region that the library knows under another name.
_ALSO = {"FR": {"alsace-moselle": "57", "alsace moselle": "57", "bas-rhin": "6AE", "haut-rhin": "6AE"}}


@cache
def public_holidays(country: str, region: str, language: str, years: tuple[int, ...]) -> dict[date, str]:
    """The public holidays of a country (ISO code) and region, named in a language where the library knows it.

    A country that the library does not know has none: `is_known` tells.
    """
    if not is_known(country):
        return {}
    found = holidays.country_holidays(
        country, subdiv=_subdivision(country, region), years=years, language=_spoken(country, language)
    )
    return dict(sorted(found.items()))


@cache
def school_holidays(country: str, zone: str, language: str, years: tuple[int, ...]) -> dict[date, str]:
    """The school holidays of a zone (`B` or `Zone B` in France), as far as the library knows them; else none."""
    if not zone or not is_known(country) or SCHOOL not in _kind(country).supported_categories:
        return {}
    subdivision = _subdivision(country, zone) or _subdivision(country, f"Zone {zone}")
    if subdivision is None:
        return {}
    found = holidays.country_holidays(
        country, subdiv=subdivision, years=years, language=_spoken(country, language), categories=(SCHOOL,)
    )
    return dict(sorted(found.items()))


@cache
def is_known(country: str) -> bool:
    """Whether the library knows a country by its ISO code."""
    # The registry's own table: `list_supported_countries` would load the modules of all of them.
    return any(country == code for _, code, *_ in COUNTRIES.values())


@cache
def regions(country: str) -> tuple[str, ...]:
    """The codes and names of a country's regions that have holidays of their own."""
    return tuple(sorted({*_codes(country), *_aliases(country), *_ALSO.get(country, {})}))


def _kind(country: str) -> Any:
    return getattr(holidays, country)


def _codes(country: str) -> list[str]:
    return list(holidays.list_supported_countries().get(country, ()))


def _aliases(country: str) -> dict[str, str]:
    return dict(getattr(_kind(country), "subdivisions_aliases", {})) if is_known(country) else {}


def _spoken(country: str, language: str) -> str | None:
    return next((code for code in _kind(country).supported_languages if code.split("_")[0] == language), None)


def _subdivision(country: str, region: str) -> str | None:
    known = {code.casefold(): code for code in _codes(country)}
    known |= {name.casefold(): code for name, code in _aliases(country).items()} | _ALSO.get(country, {})
    return known.get(region.casefold())
