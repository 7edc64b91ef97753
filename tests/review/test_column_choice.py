"""Which column of results posts are measured by."""

from __future__ import annotations

from dataclasses import replace

import pytest
from review_rows import objective, platform, row, strategy

from calgen.review.column_choice import (
    measures_of_posts,
    needed_measure,
    platform_measure,
    usable_measure,
    with_missing_impressions,
)


@pytest.mark.parametrize(
    ("kpi", "domain", "measure"),
    [
        ("rendez-vous du mardi et du mercredi", "selling", "conversions"),
        ("demo requests a month from companies with 20+ trucks a day", "selling", "conversions"),
        ("visits a month to the pricing page or the detention calculator", "selling", "clicks"),
        ("clics vers le site", "branding", "clicks"),
        ("commentaires par semaine", "community", "engagements"),
        ("portée", "branding", "impressions"),
        ("taux de remplissage", "selling", "conversions"),
        ("ambiance", "community", "engagements"),
        ("ambiance", "branding", "impressions"),
        ("ambiance", "", "engagements"),
    ],
)
def test_what_an_objective_needs(kpi: str, domain: str, measure: str) -> None:
    assert needed_measure(objective(kpi=kpi, domain=domain)) == measure


def test_an_empty_column_gives_way_to_the_next() -> None:
    rows = [row(n) for n in range(4)]
    assert usable_measure(rows, "conversions") == "conversions"
    assert usable_measure([replace(row, conversions=None) for row in rows], "conversions") == "clicks"
    assert usable_measure([replace(row, conversions=0, clicks=0) for row in rows], "conversions") == "engagements"
    assert usable_measure([replace(row, engagements=None, impressions=None) for row in rows], "engagements") == ""
    half = [replace(row, conversions=None) if n else row for n, row in enumerate(rows[:2])]
    assert usable_measure(half, "conversions") == "conversions"
    third = [replace(row, conversions=None) if n else row for n, row in enumerate(rows[:3])]
    assert usable_measure(third, "conversions") == "clicks"


def test_posts_of_a_platform_and_category_have_one_column() -> None:
    """Most posts decide, by the objective of each, else by those of the platform."""
    own = strategy(
        objectives=(objective(), objective("Talk", "comments", domain="community")),
        platforms=(platform(), platform("Instagram", objectives=("Talk",))),
    )
    rows = [row(n, objective="Fill Tuesdays" if n < 3 else "Talk") for n in range(5)]
    rows += [row(n, platform="Instagram", objective="") for n in range(5, 9)]
    rows += [row(n, category="interact", objective="Talk") for n in range(9, 12)]
    assert measures_of_posts(own, rows) == {
        ("Facebook", "interact"): "engagements",
        ("Facebook", "promote"): "conversions",
        ("Instagram", "promote"): "engagements",
    }
    assert platform_measure(own, "Instagram", rows) == "engagements"
    assert platform_measure(own, "Facebook", [replace(r, conversions=0) for r in rows]) == "clicks"


def test_zero_impressions_beside_reactions_are_unknown() -> None:
    rows = [row(0, impressions=0, engagements=7), row(1, impressions=0, engagements=0, clicks=0), row(2)]
    other = row(3, platform="X", impressions=0, engagements=0, clicks=0)
    assert [r.impressions for r in with_missing_impressions([*rows, other])] == [None, None, 999, 0]
