"""Time zones and their countries: the only file that imports `zoneinfo`."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

# country (ISO code) → its time zone, for countries with one on their main territory, from the IANA table zone1970.tab
# (version 2025b). For any other country the user types the time zone; see docs/decisions.md, "Time zone".
ZONE_OF_COUNTRY: dict[str, str] = {
    "AT": "Europe/Vienna",
    "BE": "Europe/Brussels",
    "CH": "Europe/Zurich",
    "CI": "Africa/Abidjan",
    "CZ": "Europe/Prague",
    "DE": "Europe/Berlin",
    "DK": "Europe/Copenhagen",
    "DZ": "Africa/Algiers",
    "FI": "Europe/Helsinki",
    "FR": "Europe/Paris",
    "GB": "Europe/London",
    "GR": "Europe/Athens",
    "IE": "Europe/Dublin",
    "IN": "Asia/Kolkata",
    "IT": "Europe/Rome",
    "JP": "Asia/Tokyo",
    "LU": "Europe/Luxembourg",
    "MA": "Africa/Casablanca",
    "MC": "Europe/Monaco",
    "NL": "Europe/Amsterdam",
    "NO": "Europe/Oslo",
    "PL": "Europe/Warsaw",
    "SE": "Europe/Stockholm",
    "SN": "Africa/Dakar",
    "TN": "Africa/Tunis",
}

# country with several time zones → one of them, as an example in a message
EXAMPLE_ZONE: dict[str, str] = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "ES": "Europe/Madrid",
    "MX": "America/Mexico_City",
    "PT": "Europe/Lisbon",
    "US": "America/New_York",
}


@cache
def is_time_zone(name: str) -> bool:
    """Whether a name is a time zone of the IANA database."""
    return name in available_timezones()
