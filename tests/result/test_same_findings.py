"""A workbook that nobody has touched since a run says what the run said: the same findings, with the same causes."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from made_samples import STARTS, made
from office import unlocked

from calgen import api
from calgen.book.problems import Problem
from calgen.book.words import Words, load_words

LATER = (6, 27)  # days after the start


def told(problems: Iterable[Problem], words: Words) -> set[tuple[str, str, str]]:
    return {(problem.code, str(problem.place), words.message(problem)[0]) for problem in problems}


def short_of_hours(sample: str) -> bytes:
    """A sample whose people have a third of their hours, and whose settings leave posts out then."""
    words = load_words(api.sample_language(sample))
    book = unlocked(api.new("fr", sample, STARTS[sample]), values=False)
    settings, team = book[words.title("settings")], book[words.title("team")]
    title = words.title("settings", "over_capacity")
    row = next(cells[0].row for cells in settings.iter_rows(max_col=1) if cells[0].value == title)
    settings.cell(row, 2).value = words.choice("over_capacity", "thin")
    column = next(cell.column for cell in team[4] if str(cell.value).startswith(words.title("team", "weekly_hours")))
    for number in range(5, team.max_row + 1):
        if isinstance(hours := team.cell(number, column).value, int | float):
            team.cell(number, column).value = hours / 3
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("sample", ["salon", pytest.param("saas", marks=pytest.mark.long),
    pytest.param("musee", marks=pytest.mark.long), pytest.param("mairie", marks=pytest.mark.long)])  # fmt: skip
def test_a_sample_is_told_the_same_twice(sample: str) -> None:
    done = made(sample).done
    checked = api.diagnose(done.after, f"{sample}.xlsx", STARTS[sample])
    assert told(checked.problems, checked.read.words) == told(done.problems, done.words)


@pytest.mark.long
@pytest.mark.parametrize("sample", ["salon", "musee", "mairie"])
def test_posts_that_hours_left_out_are_told_so_each_time(sample: str) -> None:
    first = api.generate(short_of_hours(sample), f"{sample}.xlsx", STARTS[sample])
    codes = {problem.code for problem in first.problems}
    checked = api.diagnose(first.after, f"{sample}.xlsx", STARTS[sample])
    assert told(checked.problems, checked.read.words) == told(first.problems, first.words)
    data, today = first.after, STARTS[sample]
    for days in LATER:
        today = STARTS[sample] + timedelta(days=days)
        later = api.generate(data, f"{sample}.xlsx", today)
        new = {problem.code for problem in later.problems} - codes
        assert not {code for code in new if code.startswith(("frequency", "thinned", "piece", "campaign_closed"))}
        data = later.after
    assert today > date.min
