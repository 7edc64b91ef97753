"""The other media of a campaign and their days, as they are typed."""

from __future__ import annotations

from datetime import date

import pytest

from calgen.strategy.campaigns import Campaign
from calgen.strategy.other_media import media_runs
from calgen.strategy.themes import Theme

START, END = date(2027, 4, 1), date(2027, 4, 30)
WHOLE = ("2027-04-01", "2027-04-30", False)


def runs(text: str, start: date = START, end: date = END) -> list[tuple[str, str, str, bool]]:
    campaign = Campaign(campaign="Avril", start=start, end=end, themes=("Offres",), other_media=text)
    return [(run.medium, run.first.isoformat(), run.last.isoformat(), run.has_days) for run in media_runs(campaign)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Affiche", [("Affiche", *WHOLE)]),
        ("Affiche, presse", [("Affiche", *WHOLE), ("presse", *WHOLE)]),
        ("radio 12/04–18/04", [("radio", "2027-04-12", "2027-04-18", True)]),
        ("radio 12/04-18/04 ; affiches", [("radio", "2027-04-12", "2027-04-18", True), ("affiches", *WHOLE)]),
        ("radio du 12/04 au 18/04", [("radio", "2027-04-12", "2027-04-18", True)]),
        ("presse le 15/04/2027", [("presse", "2027-04-15", "2027-04-15", True)]),
        ("press 2027-04-15", [("press", "2027-04-15", "2027-04-15", True)]),
        ("radio (12/04-18/04)", [("radio", "2027-04-12", "2027-04-18", True)]),
        ("Booth 412, badges", [("Booth 412", *WHOLE), ("badges", *WHOLE)]),
        ("E-mail to 140 sites", [("E-mail to 140 sites", *WHOLE)]),
    ],
)
def test_media_with_and_without_days(text: str, expected: list[tuple[str, str, str, bool]]) -> None:
    assert runs(text) == expected


def test_days_without_a_year_are_those_nearest_to_the_campaign() -> None:
    found = runs("radio 28/12-03/01", date(2026, 12, 20), date(2027, 1, 10))
    assert found == [("radio", "2026-12-28", "2027-01-03", True)]


def test_a_theme_needs_no_kind_of_proof() -> None:
    assert Theme(theme="a", category="promote").proof_kind == ""
