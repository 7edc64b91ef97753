"""Public and school holidays, from the library `holidays`: the only file that imports it."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import holidays
from holidays.constants import SCHOOL
from holidays.registry import COUNTRIES

# country → another name of a region → its code in the library
_OTHER_NAMES = {"FR": {"alsace-moselle": "57", "alsace moselle": "57", "bas-rhin": "6AE", "haut-rhin": "6AE"}}


@cache
def public_holidays(country: str, region: str, language: str, years: tuple[int, ...]) -> dict[date, str]:
    """The public holidays of a country (ISO code) and region by day, named in the language if the library has it.

    A country that the library does not know has none; `is_known_country` tells.
    """
    if not is_known_country(country):
        return {}
    found = holidays.country_holidays(
        country, subdiv=_region_code(country, region), years=years, language=_language_code(country, language)
    )
    return dict(sorted(found.items()))


@cache
def school_holidays(country: str, zone: str, language: str, years: tuple[int, ...]) -> dict[date, str]:
    """The school holidays of a zone (`B` or `Zone B` in France) by day; none where the library does not know them."""
    if not zone or not is_known_country(country) or SCHOOL not in _country_class(country).supported_categories:
        return {}
    subdivision = _region_code(country, zone) or _region_code(country, f"Zone {zone}")
    if subdivision is None:
        return {}
    found = holidays.country_holidays(
        country, subdiv=subdivision, years=years, language=_language_code(country, language), categories=(SCHOOL,)
    )
    return dict(sorted(found.items()))


@cache
def is_known_country(country: str) -> bool:
    """Whether the library knows a country by its ISO code."""
    # The registry's own table, since `list_supported_countries` loads the modules of all countries.
    return any(country == code for _, code, *_ in COUNTRIES.values())


@cache
def region_names(country: str) -> tuple[str, ...]:
    """The codes and names of the regions of a country that have holidays of their own."""
    return tuple(sorted({*_region_codes(country), *_region_aliases(country), *_OTHER_NAMES.get(country, {})}))


def _country_class(country: str) -> Any:
    return getattr(holidays, country)


def _region_codes(country: str) -> list[str]:
    return list(_country_class(country).subdivisions) if is_known_country(country) else []


def _region_aliases(country: str) -> dict[str, str]:
    return dict(getattr(_country_class(country), "subdivisions_aliases", {})) if is_known_country(country) else {}


def _language_code(country: str, language: str) -> str | None:
    return next((code for code in _country_class(country).supported_languages if code.split("_")[0] == language), None)


def _region_code(country: str, region: str) -> str | None:
    known = {code.casefold(): code for code in _region_codes(country)}
    known |= {name.casefold(): code for name, code in _region_aliases(country).items()} | _OTHER_NAMES.get(country, {})
    return known.get(region.casefold())
