"""What comes into a running calendar gets its part of the days still to be planned, and little else moves for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from made_samples import STARTS, made
from seeds import few_of
from test_later_run import again
from test_samples import day_of
from written_workbook import Book, Row, listed, read_back

from calgen import api

NAME = "Nouveau venu"
Cells = dict[str, object]


def added(sample: str, tab: str, cells: Cells, day: date) -> api.Generated:
    """A run after a new row in a tab of the strategy; its words are in the sample's language."""

    def edit(book: Book, sheets: Any) -> None:
        row = book.rows(tab)[-1]["row"] + 1 if book.rows(tab) else 5
        for key, value in cells.items():
            sheets[book.words.title(tab)].cell(row, book.columns(tab)[key]).value = value

    return again(sample, edit, day)


def changed(sample: str, tab: str, name: str, key: str, change: Callable[[Any], Any], day: date) -> api.Generated:
    """A run after one cell of a named row was changed."""

    def edit(book: Book, sheets: Any) -> None:
        row = next(row for row in book.rows(tab) if name in row.values())
        sheets[book.words.title(tab)].cell(row["row"], book.columns(tab)[key]).value = change(row[key])

    return again(sample, edit, day)


def on(sample: str, part: Fraction) -> date:
    """A day of a sample's span."""
    first, last = (day_of(made(sample).book.social[at]) for at in (0, -1))
    return first + timedelta(days=int(((last - first).days + 1) * part))


def due(done: api.Generated, day: date) -> float:
    """The posts of the new theme by its weight among those of its category, from a day on, post by post."""
    book = read_back(done)
    themes = {row["theme"]: row for row in book.rows("themes")}

    def weight(row: Row, post: Row) -> float:
        home = not row["platforms"] or post["platform"] in listed(row["platforms"])
        return home * (1 if row["weight"] is None else float(row["weight"]))

    parts = 0.0
    for post in book.social:
        own = [row for row in themes.values() if row["category"] == themes[NAME]["category"] == post["category"]]
        if day_of(post) >= day and own and not post["campaign"]:
            parts += weight(themes[NAME], post) / sum(weight(row, post) for row in own)
    return parts


def moved(sample: str, done: api.Generated) -> int:
    """The posts that are there no more: platform, day and theme."""
    line = [(row["platform"], row["date"], row["theme"]) for row in read_back(done).social]
    return sum((row["platform"], row["date"], row["theme"]) not in line for row in made(sample).book.social)


def rows(done: api.Generated, key: str, name: str, day: date) -> list[Row]:
    """The posts from a day on that have something in a column."""
    return [row for row in read_back(done).social if row[key] == name and day_of(row) >= day]


START, MIDDLE, LATE = Fraction(0), Fraction(1, 2), Fraction(3, 4)
# Sample, category as it writes it, weight, only on (blank: all), when
THEMES = [
    ("salon", "Relayer", 1, "", START), ("salon", "Promouvoir", 1, "", MIDDLE), ("salon", "Échanger", 0.25, "", START),
    ("saas", "Promote", 1, "", LATE), ("saas", "Curate", 0.25, "", START), ("musee", "Échanger", 1, "", START),
    ("musee", "Promouvoir", 1, "Instagram", MIDDLE), ("mairie", "Informer", 1, "", MIDDLE),
    ("mairie", "Échanger", 1, "", LATE),
]  # fmt: skip

# Sample and theme of a new campaign
CAMPAIGNS = [("salon", "Conseil du jour"), ("saas", "Bad dock bingo"), ("musee", "Coulisses")]
# `python -m benchmarks.scorecard changes` makes all of these changes
NEW_THEME = pytest.mark.parametrize(
    ("sample", "category", "weight", "only", "part"),
    few_of([THEMES[at] for at in (0, 4, 6, 8)], 1),
)


@cache
def with_theme(sample: str, category: str, weight: float, only: str, part: Fraction) -> api.Generated:
    """A theme more, and a run that day."""
    cells = {"theme": NAME, "category": category, "weight": weight, "platforms": only or None}
    return added(sample, "themes", cells, on(sample, part))


@pytest.mark.long
@NEW_THEME
def test_a_new_theme_gets_its_part(sample: str, category: str, weight: float, only: str, part: Fraction) -> None:
    done, day = with_theme(sample, category, weight, only, part), on(sample, part)
    asked = due(done, day)
    got = len(rows(done, "theme", NAME, day))
    assert asked >= 1, "nothing is asked: this proves nothing"
    assert got >= max(1, asked / 2), f"{got} of {asked:.1f}"


@NEW_THEME
def test_few_posts_move_for_a_new_theme(sample: str, category: str, weight: float, only: str, part: Fraction) -> None:
    done, day = with_theme(sample, category, weight, only, part), on(sample, part)
    got = len(rows(done, "theme", NAME, day))
    assert moved(sample, done) <= 1.6 * got + 6, f"{moved(sample, done)} for {got}"


def weeks(sample: str, day: date) -> float:
    """The weeks of the plan from a day on."""
    return ((STARTS[sample] + timedelta(weeks=int(made(sample).book.settings["weeks"]))) - day).days / 7


@pytest.mark.parametrize("sample", ["salon"])
def test_a_new_platform_gets_its_posts(sample: str) -> None:
    day, objective = on(sample, MIDDLE), made(sample).book.rows("objectives")[0]["objective"]
    cells = {"platform": NAME, "mission": "Essayer", "objectives": objective, "cadence": 2}
    done = added(sample, "platforms", cells, day)
    assert len(rows(done, "platform", NAME, day)) >= 2 * weeks(sample, day) - 1


@pytest.mark.long
@pytest.mark.parametrize(("sample", "platform"), [("saas", "LinkedIn")])
def test_a_raised_frequency_is_met(sample: str, platform: str) -> None:
    day = on(sample, MIDDLE)
    before = next(row["cadence"] for row in made(sample).book.rows("platforms") if row["platform"] == platform)
    done = changed(sample, "platforms", platform, "cadence", lambda old: old + 1, day)
    assert len(rows(done, "platform", platform, day)) >= (before + 1) * weeks(sample, day) - 1
    # the new ones come beside those that are there, but for what a campaign is due of them
    assert moved(sample, done) <= 3


@pytest.mark.long
@pytest.mark.parametrize(("sample", "platform"), [("musee", "Facebook")])
def test_a_lowered_frequency_takes_away_what_it_must(sample: str, platform: str) -> None:
    day = on(sample, MIDDLE)
    done = changed(sample, "platforms", platform, "cadence", lambda old: old - 1, day)
    fewer = len(made(sample).book.social) - len(read_back(done).social)
    assert abs(fewer - weeks(sample, day)) <= 1
    assert moved(sample, done) <= fewer + 5


@pytest.mark.long
@pytest.mark.parametrize(("sample", "theme"), CAMPAIGNS[:1])
def test_a_new_campaign_gets_its_part(sample: str, theme: str) -> None:
    day = on(sample, LATE)
    start, end = day + timedelta(days=8), day + timedelta(days=21)
    done = added(sample, "campaigns", {"campaign": NAME, "start": start, "end": end, "themes": theme}, day)
    every = [row for row in read_back(done).social if start <= day_of(row) <= end]
    own = [row for row in every if row["campaign"] == NAME]
    # half of the posts are asked where its theme can stand, shared with a campaign that runs at once; spacing, and
    # what else is due on those days, may leave it half of that
    names = next(row["platforms"] for row in read_back(done).rows("themes") if row["theme"] == theme)
    there = [row for row in every if not names or row["platform"] in names.split(", ")]
    others = {row["campaign"] for row in there if row["campaign"]} - {NAME}
    asked = len(there) / 2 / (1 + len(others))
    assert len(own) >= asked / 2 > 1, f"{len(own)} of {len(there)}, {asked:.1f} asked"
    assert all(row["theme"] == theme for row in own)


@pytest.mark.long
def test_a_new_key_date_is_hooked() -> None:
    day = on("salon", MIDDLE) + timedelta(days=12)
    cells = {"name": NAME, "date": day, "treatment": "publier", "theme": "Avant / après"}
    done = added("salon", "key_dates", cells, on("salon", MIDDLE))
    assert [day_of(row) for row in rows(done, "key_date", NAME, day)][:1] == [day]


@pytest.mark.long
def test_a_new_piece_has_its_day() -> None:
    day = on("musee", MIDDLE) + timedelta(days=12)
    done = added("musee", "content", {"title": NAME, "theme": "Coulisses", "publish": day}, on("musee", MIDDLE))
    book = read_back(done)
    subject = next(row["id"] for row in book.editorial if row["title"] == NAME)
    assert day in [day_of(row) for row in book.social if row["editorial"] == subject]
