"""A quarter of invented results for two samples, as files in `samples/results/`; `tests/renew.py` writes them.

They are about the posts that `calgen generate --today 2026-12-28` plans for `calgen new --sample NAME --start
2027-01-04`: whoever types these commands has the same posts, on any day.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from workbook_rows import calendar_of

from benchmarks.simulated_exports import Period, export_files
from benchmarks.simulated_posts import SimulatedPost, Troubles, TrueEffects, World, simulated_posts
from calgen import api

FOLDER = Path(__file__).parents[1] / "samples" / "results"
START, PLANNED, IMPORTED = date(2027, 1, 4), date(2026, 12, 28), date(2027, 4, 5)
QUARTER = Period(START, date(2027, 4, 4), IMPORTED)
_TROUBLES = Troubles(late=0.03, edited=0.06, missed=0.02, outside=0.02, by_hand=0.2)

WORLDS = {
    "salon": World(
        TrueEffects(
            {
                "Avant / après": 0.8,
                "Offres et nouveautés": -0.7,
                "Conseil du jour": 0.3,
                "Tendances": -0.3,
                "La vie du salon": 0.4,
                "À vous la parole": -0.3,
            },
            {"short_video": 0.2, "post": -0.2},
            spread=0.5,
        ),
        _TROUBLES,
        language="fr",
        zone="Europe/Paris",
        seed=17,
    ),
    "saas": World(
        TrueEffects(
            {
                "Customer proof": 0.7,
                "Launches and releases": -0.5,
                "Numbers worth knowing": 0.4,
                "Other people's good ideas": -0.5,
                "Bad dock bingo": 0.4,
            },
            {"short_video": 0.2, "poll": -0.2},
            spread=0.5,
        ),
        _TROUBLES,
        language="en",
        zone="America/New_York",
        seed=17,
    ),
}


@cache
def planned(sample: str) -> bytes:
    """The workbook that the commands make."""
    return api.generate(api.new("fr", sample, START), f"{sample}.xlsx", PLANNED).after


@cache
def published(sample: str) -> tuple[SimulatedPost, ...]:
    """The invented publications."""
    return simulated_posts(calendar_of(planned(sample)).rows, WORLDS[sample], QUARTER.first, QUARTER.last)


def made(sample: str) -> dict[Path, bytes]:
    """The files of a sample, with what they hold."""
    files = export_files(published(sample), WORLDS[sample], QUARTER)
    return {FOLDER / sample / file.name.replace(" ", "-"): file.data for file in files}
