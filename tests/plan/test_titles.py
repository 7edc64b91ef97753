"""The user's ideas and undated pieces are spread over the period: each month has its part of them within two."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from small_strategies import MONDAY, made, platform, strategy, theme
from test_promises import remembered

from calgen.plan.model import Plan, Subject, TitleSource
from calgen.plan.pin import Pin, PinKind
from calgen.plan.subjects.titles import spread_ideas
from calgen.strategy import Strategy
from calgen.strategy.content import Piece
from calgen.strategy.key_dates import KeyDate

THEMES = ("Coulisses", "Conseils", "Offres", "Voisins", "Questions", "Équipe")


@pytest.mark.parametrize("seed", range(60))
def test_ideas_are_given_evenly_to_the_subjects_of_each_theme_and_over_all(seed: int) -> None:
    rng = Random(seed)
    names = THEMES[: rng.randint(1, 6)]
    subjects = [(rng.choice(names), rng.random() < 0.1) for _ in range(rng.randint(1, 120))]
    ideas = {name: [f"{name} {n}" for n in range(rng.randint(0, 20))] for name in names}
    found = spread_ideas(subjects, ideas)
    counts = Counter(name for name, has_title in subjects if not has_title)
    for name in names:
        used = [found[n] for n, (own, _) in enumerate(subjects) if own == name and n in found]
        assert used == ideas[name][: counts[name]]  # all of them, each once, in their order
    assert not any(subjects[n][1] for n in found)
    titles = {
        name: sum(own == name and (titled or n in found) for n, (own, titled) in enumerate(subjects)) for name in names
    }
    every, due, given = Counter(name for name, _ in subjects), 0.0, 0
    for n, (name, has_title) in enumerate(subjects):
        due += titles[name] / every[name]
        given += has_title or n in found
        assert abs(due - given) <= 4


def _case(seed: int, *, with_pieces: bool = True) -> Strategy:
    """Four to nine themes with few ideas, many or none, some with undated pieces; half a year on two platforms."""
    rng = Random(seed)
    rows: list[Any] = [platform(name, count=str(rng.randint(1, 4))) for name in ("A", "B")]
    for n in range(rng.randint(4, 9)):
        name = f"Thème {n}"
        rows.append(theme(name, ideas=tuple(f"Idée {n}.{k}" for k in range(rng.choice((0, 0, 2, 5, 9))))))
        rows += (
            [Piece(title=f"Dossier {n}.{k}", theme=name) for k in range(rng.choice((0, 0, 0, 3)))]
            if with_pieces
            else []
        )
    return strategy(*rows, weeks=26)


def _months(subjects: list[Subject]) -> Counter[tuple[int, int]]:
    return Counter((subject.first.year, subject.first.month) for subject in subjects)


def _farthest_month(plan: Plan) -> float:
    """By how many titles a month differs from its part: that of each theme's subjects which it holds."""
    titled = [subject for subject in plan.subjects if subject.title]
    themes = Counter(subject.theme for subject in plan.subjects)
    parts = {name: sum(s.theme == name for s in titled) / count for name, count in themes.items()}
    asked = dict.fromkeys(_months(list(plan.subjects)), 0.0)
    for subject in plan.subjects:
        asked[subject.first.year, subject.first.month] += parts[subject.theme]
    return max(abs(_months(titled)[month] - part) for month, part in asked.items())


@pytest.mark.parametrize("seed", range(40))
def test_each_month_has_its_part_of_the_ideas_within_two(seed: int) -> None:
    case = _case(seed, with_pieces=False)
    plan = made(case).plan
    assert any(subject.title for subject in plan.subjects) or not any(row.ideas for row in case.themes)
    assert _farthest_month(plan) <= 2


@pytest.mark.parametrize("seed", range(12))
def test_the_first_idea_of_a_theme_comes_with_its_first_subjects(seed: int) -> None:
    case = _case(seed, with_pieces=False)
    subjects = made(case).plan.subjects
    for row in (row for row in case.themes if row.ideas):
        own = sorted((subject for subject in subjects if subject.theme == row.theme), key=lambda found: found.first)
        assert not own or any(subject.title for subject in own[:3])


@pytest.mark.parametrize("seed", range(30))
def test_each_month_has_its_part_of_ideas_and_undated_pieces(seed: int) -> None:
    """Each theme spreads its own pieces, so that months with pieces of several themes may have half a title more."""
    assert _farthest_month(made(_case(seed)).plan) <= 2.5


@pytest.mark.parametrize("seed", range(30))
def test_spreading_leaves_no_idea_and_no_piece_unused(seed: int) -> None:
    case = _case(seed)
    plan = made(case).plan
    used = {subject.title for subject in plan.subjects}
    for row in case.themes:
        own = [subject for subject in plan.subjects if subject.theme == row.theme]
        to_find = sum(not subject.title for subject in own)
        unused = set(row.ideas) - used
        assert not unused or not to_find, "an idea is left though a subject is still to be found"


def _earlier(plan: Plan) -> list[Pin]:
    """The posts of a plan, as the next run knows them."""
    return [
        Pin(post.platform, post.day, post.theme, kind=PinKind.EARLIER, id=f"P{n:04d}", time=post.time,
            subject=f"S{post.subject:04d}", title=plan.subjects[post.subject].title, format=post.format,
            objective=post.objective, owner=post.owner)
        for n, post in enumerate(plan.posts, 1)
    ]  # fmt: skip


def test_the_ideas_of_a_theme_that_comes_late_are_used_though_other_posts_stay() -> None:
    rows = [platform("A", count="3"), *(theme(f"Thème {n}", ideas=(f"Idée {n}",)) for n in range(4))]
    before = made(strategy(*rows, weeks=13)).plan
    late = theme("Tard", ideas=("Une", "Deux", "Trois"))
    today = MONDAY + timedelta(days=14)
    kept, earlier = list[Pin](), list[Pin]()
    for pin in _earlier(before):
        (earlier if pin.day >= today else kept).append(pin)
    plan = made(strategy(*rows, late, weeks=13), kept, earlier=earlier, today=today).plan
    own = [subject for subject in plan.subjects if subject.theme == "Tard"]
    assert len(own) > 3
    assert {"Une", "Deux", "Trois"} <= {subject.title for subject in own}
    assert next(s for s in own).title  # its first subject has one


def test_ideas_that_are_added_fill_subjects_to_find_and_change_no_title() -> None:
    rows = (platform("A", count="3"),)
    before = made(strategy(*rows, theme("Un", ideas=("Une",)), weeks=8)).plan
    after = made(strategy(*rows, theme("Un", ideas=("Une", "Deux", "Trois")), weeks=8), earlier=_earlier(before)).plan
    assert [s.first for s in after.subjects] == [s.first for s in before.subjects]
    titles = {s.first: s.title for s in after.subjects}
    assert all(titles[s.first] == s.title for s in before.subjects if s.title)
    assert {"Une", "Deux", "Trois"} <= set(titles.values())
    assert all(s.title_source is TitleSource.IDEA for s in after.subjects if s.title)


def test_an_evergreen_piece_begins_early_so_that_it_comes_back() -> None:
    piece = Piece(title="Guide", theme="Un", evergreen=True, cooldown=30)
    plan = made(strategy(platform("A", count="2"), theme("Un"), piece, weeks=13)).plan
    assert next(subject.first for subject in plan.subjects if subject.piece) < MONDAY + timedelta(days=7)


@pytest.mark.parametrize("name", ["Coulisses", ""])
@pytest.mark.parametrize("platforms", [("A",), ()])
def test_a_key_date_takes_no_idea_and_no_undated_piece(name: str, platforms: tuple[str, ...]) -> None:
    """The title of its subject is to be found for the day; ideas and pieces go to the other posts, nothing joins it."""
    rows: list[Any] = [platform("A", days=(0, 3), rhythm=(0, 7)), platform("B", days=(1, 4))]
    rows += [theme("Coulisses", ideas=("Idée 1", "Idée 2")), theme("Autre")]
    hook = KeyDate(
        name="Fête", date=MONDAY + timedelta(days=1), treatment="hook", theme=name, platforms=platforms, ahead=0
    )
    one = made(replace(strategy(*rows, Piece(title="Dossier", theme="Coulisses")), key_dates=(hook,)))
    subject = next(own for own in one.plan.subjects if own.key_date)
    posts = [post for post in one.posts if post.subject == subject.number]
    assert (subject.title, subject.piece, subject.title_source) == ("", "", TitleSource.KEY_DATE)
    assert {post.day for post in posts} == {hook.date}
    titles = {own.title for own in one.plan.subjects}
    assert titles >= {"Idée 1", "Idée 2", "Dossier"}
    again = made(one.strategy, earlier=remembered(one.plan))
    assert [own.title_source for own in again.plan.subjects] == [own.title_source for own in one.plan.subjects]
