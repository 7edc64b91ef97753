"""The balance's other sections: days said twice, campaigns, stages, months, hours, the wheel, the three answers."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from datetime import date
from io import BytesIO
from itertools import combinations

import pytest
from asked_posts import frame
from made_samples import STARTS, made
from seeds import few_of
from test_balance_figures import block, count
from test_samples import day_of
from written_workbook import Book, as_day, listed

from calgen.view.balance import questions
from calgen.view.styles import CATEGORY_SIGNS

SAMPLES = pytest.mark.parametrize("sample", few_of(STARTS, 2))


@SAMPLES
def test_days_on_which_several_platforms_say_the_same(sample: str) -> None:
    book = made(sample).book
    told: dict[tuple[date, str], set[tuple[str, str]]] = {}
    for row in book.social:
        told.setdefault((day_of(row), row["theme"]), set()).add((row["platform"], row["editorial"]))
    twice = {
        day
        for (day, _), said in told.items()
        if any(a[0] != b[0] and a[1] != b[1] for a, b in combinations(sorted(said), 2))
    }
    rows = [list(row) for row in book.tab("balance").iter_rows(values_only=True)]
    (line,) = (row for row in rows if row[0] == book.words.text("labels", "same_day"))
    assert line[1] == len(twice)
    assert [day.date() for day in line[2:12] if day] == sorted(twice)[:10]


@SAMPLES
def test_campaigns_and_stages(sample: str) -> None:
    book = made(sample).book
    windows = {row["campaign"]: (as_day(row["start"]), as_day(row["end"])) for row in book.rows("campaigns")}
    rows = block(book, "campaign", "from_day", "to_day", "posts", "posts_then", "share_then")
    assert {row[0] for row in rows} == set(windows)
    for name, first, last, posts, then, part, *_ in rows:
        start, end = windows[name]
        assert (as_day(first), as_day(last)) == (start, end)
        assert posts == count(book.social, campaign=name)
        assert then == sum(start <= day_of(row) <= end for row in book.social if start and end)
        within = sum(start <= day_of(row) <= end for row in book.social if start and end and row["campaign"] == name)
        assert part == pytest.approx(within / then if then else 0)
    rules = [rule for ranges in book.tab("balance").conditional_formatting for rule in ranges.rules]
    red = {rule.formula[0] for rule in rules if rule.formula}
    assert any(re.fullmatch(r"AND\(D(\d+)=0,E\1>0\)", formula) for formula in red)  # not outside the period
    stages = {row[0]: row[1] for row in block(book, "stage", "posts", "share_got")}
    assert stages.pop(book.words.text("labels", "no_stage")) == count(book.social, stage=None)
    found = {word: count(book.social, stage=word) for word in book.words.choices("stage").values()}
    loyal = book.words.choice("stage", "loyalty")
    assert stages == {word: n for word, n in found.items() if n or word != loyal}


@SAMPLES
def test_the_mix_of_each_month(sample: str) -> None:
    book, when = made(sample).book, frame(made(sample).book)
    names = [row[0] for row in block(book, "category", "share_asked", "target_path")]
    rows = [list(row) for row in book.tab("balance").iter_rows(values_only=True)]
    (top,) = (n for n, row in enumerate(rows) if row[0] == book.words.text("labels", "month"))
    signed = zip(rows[top][2 : 2 + len(names)], CATEGORY_SIGNS, names, strict=False)
    assert all(heading == f"{sign} {name}" for heading, sign, name in signed)
    months = sorted({(day.year, day.month) for day in when.days()})
    for (year, month), row in zip(months, rows[top + 1 :], strict=False):
        own = [one for one in book.social if (day_of(one).year, day_of(one).month) == (year, month)]
        assert (row[0].year, row[0].month, row[1]) == (year, month, len(own))
        parts = [count(own, category=name) / max(1, len(own)) for name in names]
        assert row[2 : 2 + len(names)] == pytest.approx(parts)
    assert rows[top + 1 + len(months)][0] is None


@SAMPLES
def test_hours_are_those_of_the_tasks(sample: str) -> None:
    book = made(sample).book
    asked_of: Counter[tuple[str, date | None]] = Counter()
    for row in book.rows("tasks"):
        asked_of[row["person"], as_day(row["week"])] += row["production_hours"] or 0
    lines = [list(row) for row in book.tab("balance").iter_rows(values_only=True)]
    names = [str(row["person"]) for row in book.rows("team")]
    label = book.words.text("labels", "hours_asked")
    week = book.words.text("labels", "week")
    tops = [n for n, line in enumerate(lines) if line[0] == week and label in str(line[1])]
    seen = []
    for top in tops:
        people = [str(one).split("\n")[0] for one in lines[top][1:12:2] if one and label in str(one)]
        seen += people
        for line in lines[top + 1 :]:
            if line[0] is None:
                break
            due = [asked_of[one, as_day(line[0])] for one in people]
            assert line[1 : 1 + 2 * len(people) : 2] == pytest.approx(due)
    assert sorted(seen) == sorted(names)


@SAMPLES
def test_the_wheel_shows_each_mission_with_the_posts_that_serve_it(sample: str) -> None:
    book = made(sample).book
    listed_there = {row["approach"]: row for row in book.rows("wheel")} if "wheel" in tabs(book) else {}
    if not listed_there:
        return
    serving = {row["objective"]: listed(row["approaches"]) for row in book.rows("objectives")}
    rows = block(book, "approach", "number", "domain", "priority", "posts", "share_got")
    assert {row[0] for row in rows} == set(listed_there)
    assert [row[1] for row in rows] == list(range(1, len(rows) + 1))
    for name, _, domain, priority, posts, part, *_ in rows:
        own = sum(name in serving.get(row["objective"], ()) for row in book.social)
        assert (domain, priority) == (listed_there[name]["domain"], listed_there[name]["priority"])
        assert (posts, part) == (own, pytest.approx(own / len(book.social)))
    ring = next(chart for chart in book.written("balance")._charts if type(chart).__name__ == "DoughnutChart")
    outer = ring.series[1]
    fills = [str(point.spPr.solidFill.srgbClr) for point in outer.dPt]
    no = book.words.choice("wheel_priority", "no")
    assert len(fills) == len(rows)
    assert {fill for fill, row in zip(fills, rows, strict=True) if row[3] == no} <= {"E4E7EB"}
    assert len(set(fills)) == len({row[3] for row in rows})


def tabs(book: Book) -> set[str]:
    return {key for key in ("wheel",) if book.words.title(key) in book.values.sheetnames}


@SAMPLES
def test_the_three_answers_at_a_glance(sample: str) -> None:
    book = made(sample).book
    cards = book.tab("balance").iter_rows(min_row=questions.TOP, max_row=questions.TOP + 2, values_only=True)
    rows = [[str(cell) for cell in row[:12] if cell] for row in cards]
    say = {key: book.words.text("labels", f"verdict_{key}") for key in ("yes", "nearly", "no")}
    assert rows[0] == [book.words.text("labels", f"question_{key}") for key in ("frequency", "variety", "mission")]
    platforms = block(book, "platform", "per_week", "asked", "planned", "gap", "published")[:-1]
    worst = max(abs(row[4]) for row in platforms)
    near = all(abs(row[4]) <= max(1, row[2] / 10) + 0.001 for row in platforms)
    assert rows[1][0] == (say["yes"] if worst <= 1.001 else say["nearly"] if near else say["no"])
    assert str(len(book.social)) in rows[2][0]
    parts = [row[3] for row in block(book, "platform", "posts", "served", "served_share", "mission")]
    least = min(parts)
    assert rows[1][2] == (say["yes"] if least >= 0.9 else say["nearly"] if least >= 0.6 else say["no"])
    assert f"{round(100 * least)}" in rows[2][2]


@SAMPLES
def test_charts_show_the_figures_of_folded_columns_in_every_program(sample: str) -> None:
    with zipfile.ZipFile(BytesIO(made(sample).done.after)) as archive:
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        assert charts
        assert all(b'<c:plotVisOnly val="0"/>' in archive.read(name) for name in charts)


@SAMPLES
def test_no_chart_touches_the_row_above_it(sample: str) -> None:
    """A chart that begins with the first row of a page would be printed on the page before too."""
    with zipfile.ZipFile(BytesIO(made(sample).done.after)) as archive:
        parts = [name for name in archive.namelist() if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name)]
        drawn = "".join(archive.read(name).decode() for name in parts)
    offsets = re.findall(r"<xdr:from>.*?<xdr:rowOff>(\d+)</xdr:rowOff></xdr:from>", drawn)
    assert len(offsets) == drawn.count("<xdr:graphicFrame")
    assert offsets
    assert all(int(offset) > 0 for offset in offsets)
