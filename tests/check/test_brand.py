"""The brand's words and strengths are looked for in themes, messages and missions, however their list is written."""

from __future__ import annotations

import pytest
from sheets import Changes, changed, french

from calgen.check.brand import the_brand_is_heard
from calgen.read import read

SAID = {"Thèmes!A2": "Le four à bois", "Thèmes!E2": "Notre levain de 12 ans", "Plateformes!B2": "Le four à bois"}


@pytest.mark.parametrize("cell", SAID)
@pytest.mark.parametrize(
    "strengths",
    ["levain de 12 ans / farine bio / four à bois", "four à bois / levain de 12 ans", "levain de 12 ans, four à bois",
     "- levain de 12 ans\n- four à bois"],
)  # fmt: skip
def test_a_strength_that_is_said_is_heard(cell: str, strengths: str) -> None:
    changes: Changes = {"Réglages!A5": "Forces", "Réglages!B5": strengths, "Réglages!A6": "Mots de la marque",
        "Réglages!B6": "Rue Kervégan", "Thèmes!E1": "Message"}  # fmt: skip
    assert [problem.code for problem in the_brand_is_heard(read(changed(french(), changes)).strategy)] == [
        "brand_absent"
    ]
    said = read(changed(french(), {**changes, cell: SAID[cell]})).strategy
    assert not list(the_brand_is_heard(said))
