"""Links of posts are tracked, with or without `https://` before the address that was typed."""

from __future__ import annotations

from random import Random

import pytest
from edited_workbook import EditedWorkbook
from small_calendar import generated, run, saved, unlocked

from calgen.view.tracking_links import tracked_link

TRACKED = "?utm_source=facebook&utm_medium=social&utm_campaign=noel"


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("aubonlevain-nantes.fr", f"https://aubonlevain-nantes.fr{TRACKED}"),
        ("www.example.org/noel", f"https://www.example.org/noel{TRACKED}"),
        ("Example.ORG:8080/", f"https://Example.ORG:8080/{TRACKED}"),
        ("crêperie.fr#menu", f"https://crêperie.fr{TRACKED}#menu"),
        ("https://example.org", f"https://example.org{TRACKED}"),
        *[(text, text) for text in ("carte.pdf", "moi@example.org", "à venir", "voir example.org", "ftp://example.org",
                                    "mailto:moi@example.org", "v1.2", "bientôt…", "")],
    ],
)  # fmt: skip
def test_an_address_without_its_scheme_is_tracked(typed: str, link: str) -> None:
    assert tracked_link(typed, "Facebook", "Noël") == link


def test_a_website_typed_without_its_scheme_is_tracked_on_every_post() -> None:
    book = unlocked(generated("fr"))
    for cells in book["Réglages"].iter_rows(max_col=2):
        if cells[0].value == "Site web":
            cells[1].value = "aubonlevain-nantes.fr"
    book["Réglages"].append(["Suivi des liens (UTM)", "oui"])
    social = EditedWorkbook(run(saved(book)).after, Random(1)).social
    links = [str(social.get(id_, "link")) for id_ in social.rows]
    assert links
    assert all("https://aubonlevain-nantes.fr?utm_source=" in link for link in links)
