"""Monday after Monday: what a run tells is about what can still be mended, and little of it is new."""

from __future__ import annotations

from functools import cache

import pytest
from mondays import Monday, mondays

from calgen.diff import diff_lines

WEEKS = 5
SAMPLES = ("salon",)
MOST_NEW = 0.35  # part of the findings of a Monday: where figures alone made one new, it was half of them


@cache
def played(sample: str) -> tuple[Monday, ...]:
    return tuple(mondays(sample, WEEKS))


pytestmark = [pytest.mark.long, pytest.mark.parametrize("sample", SAMPLES)]


def test_nothing_is_told_of_what_is_over(sample: str) -> None:
    assert [text for monday in played(sample) for text in monday.over()] == []


def test_what_the_last_run_told_word_for_word_is_not_new(sample: str) -> None:
    first, *others = played(sample)
    assert not any(problem.is_new for problem in first.told)
    before = first.texts
    for monday in others:
        assert not {monday.text(problem) for problem in monday.told if problem.is_new} & before
        before = monday.texts


def test_few_findings_are_new(sample: str) -> None:
    told = [problem for monday in played(sample)[1:] for problem in monday.told]
    assert 0 < sum(problem.is_new for problem in told) < MOST_NEW * len(told)


def test_a_dry_run_lists_no_row_that_is_kept(sample: str) -> None:
    for monday in played(sample)[2:]:
        done = monday.done
        changed = sum(change.kind != "kept" for change in done.changes)
        assert any(change.kind == "kept" for change in done.changes)
        assert len(list(diff_lines(done.changes, done.words, done.titles))) <= changed + 2
