"""Each clause of each reason of the samples is true, and the sentences are short and of many shapes."""

from __future__ import annotations

from functools import cache

import pytest
from made_samples import STARTS, made
from reason_rows import of_workbook
from seeds import few_of
from told_reasons import Told, ToldPost

from calgen.view.reasons import LONGEST


@cache
def of_sample(sample: str) -> Told:
    return of_workbook(made(sample).done.after, STARTS[sample])


@pytest.mark.parametrize("sample", few_of(STARTS, 1))
def test_the_reasons_of_a_sample_are_true_and_short(sample: str) -> None:
    told = of_sample(sample)
    assert list(told.false_clauses()) == []
    assert max(len(post.reason) for post in told.posts) <= LONGEST


@pytest.mark.parametrize("sample", few_of(STARTS, 1))
def test_the_reasons_of_a_sample_have_many_shapes(sample: str) -> None:
    """Five sentences in six are said once, and none counts posts of a week or of a gap."""
    told = of_sample(sample)
    assert 6 * len({post.reason for post in told.posts}) > 5 * len(told.posts)
    shapes = {tuple(code for clause in told.clauses(post) for code, _ in told.readings(clause)) for post in told.posts}
    assert len(shapes) > 25


def test_a_false_clause_is_seen() -> None:
    """The oracle itself: one more day, another objective, another platform."""
    told = of_sample("salon")
    broken = 0
    for post in told.posts[:80]:
        for code, said in told.readings(told.clauses(post)[0]):
            wrong = {key: (str(int(value) + 1) if value.isdigit() else "x") for key, value in said.items()}
            if said and told._is_true(code, said, post, sorted_before(told, post)):
                broken += not told._is_true(code, wrong, post, sorted_before(told, post))
    assert broken > 30


def sorted_before(told: Told, post: ToldPost) -> list[ToldPost]:
    ordered = sorted(told.posts, key=lambda other: (other.day, other.time, other.platform))
    return ordered[: ordered.index(post)]
