"""Each clause of each reason is true of the plans of random strategies."""

from __future__ import annotations

import random

from draws import RandomDraws
from reason_rows import of_plan
from seeds import each_seed
from strategies import build

from calgen.book.languages import languages
from calgen.book.words import load_words
from calgen.plan import plan


@each_seed(6, 150)
def test_the_reasons_of_random_strategies_are_true(seed: int) -> None:
    case = build(RandomDraws(random.Random(seed)), weeks=(2, 4, 8))
    planned = plan(case.strategy, (), case.today)
    words = load_words(languages()[seed % len(languages())])
    assert list(of_plan(case.strategy, planned, words).false_clauses()) == []
