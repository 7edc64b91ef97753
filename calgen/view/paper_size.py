"""The paper of printed pages: A4, or US Letter where that is usual."""

from __future__ import annotations

from dataclasses import replace

from calgen.book.sheet import A4, LETTER, Sheet

# territories of the paper size US-Letter: Unicode CLDR, supplemental measurement data
_LETTER_COUNTRIES = frozenset(["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"])


def on_paper_of(country: str, sheet: Sheet) -> Sheet:
    """A sheet that is printed on the usual paper of a country, by its ISO code; on A4 without one."""
    paper = LETTER if country.upper() in _LETTER_COUNTRIES else A4
    return replace(sheet, print=replace(sheet.print, paper=paper))
