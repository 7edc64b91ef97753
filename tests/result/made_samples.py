"""The four samples with their calendars, each made once for all tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from written_workbook import Book, read_back

from calgen import api

STARTS = {
    "salon": date(2027, 1, 4),
    "saas": date(2027, 1, 4),
    "musee": date(2027, 3, 1),
    "mairie": date(2027, 9, 6),
}


@dataclass(frozen=True)
class Made:
    """A sample, what a first run on its first day made of it, and the workbook that was written."""

    sample: str
    before: bytes
    done: api.Generated

    @cached_property
    def book(self) -> Book:
        return read_back(self.done)


@cache
def made(sample: str) -> Made:
    """A sample with its calendar."""
    start = STARTS[sample]
    before = api.new("fr", sample, start)
    return Made(sample, before, api.generate(before, f"{sample}.xlsx", start))
