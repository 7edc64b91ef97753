"""What each post serves, in which format, and by whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from small_strategies import MONDAY, codes, made, platform, strategy, theme

from calgen.book.words import load_words
from calgen.strategy.campaigns import Campaign
from calgen.strategy.content import Piece
from calgen.strategy.formats import Format
from calgen.strategy.objectives import Objective
from calgen.strategy.platforms import Platform

TWO = (Objective(objective="Aider", kpi="réponses"), Objective(objective="Vendre", kpi="ventes", weight=Fraction(3)))


def on(*names: str) -> Platform:
    return replace(platform(count="4"), objectives=names)


def test_objectives_follow_their_weights() -> None:
    one = made(strategy(*TWO, on("Aider", "Vendre"), *(theme(f"Thème {n}") for n in range(6)), weeks=10))
    assert Counter(post.objective for post in one.posts) == {"Vendre": 30, "Aider": 10}


def test_a_post_serves_what_its_theme_and_platform_share() -> None:
    rows = (theme("Un", objectives=("Aider",)), theme("Deux", objectives=("Aider",)))
    one = made(strategy(*TWO, on("Aider", "Vendre"), *rows))
    assert {(post.objective, post.serves_mission) for post in one.posts} == {("Aider", True)}


def test_what_few_themes_can_serve_comes_first_where_it_can() -> None:
    rows = [theme(f"Aide {n}", objectives=("Aider",)) for n in range(3)]
    rows += [theme(f"Les deux {n}", objectives=("Aider", "Vendre")) for n in range(3)]
    even = (TWO[0], replace(TWO[1], weight=Fraction(1)))
    one = made(strategy(*even, on("Aider", "Vendre"), *rows, weeks=10))
    found = Counter(post.objective for post in one.posts)
    assert abs(found["Vendre"] - found["Aider"]) <= 2  # of 40, where those that can serve either are half
    assert "mission_short" not in codes(one)


@pytest.mark.parametrize(("able", "told"), [(1, True), (2, True), (3, False)])
def test_a_mission_that_cannot_keep_its_share_is_told(able: int, told: bool) -> None:
    """Of 40 posts half are to sell; of six themes so many can: 7, 13 or 20 of the posts."""
    rows = [theme(f"Vente {n}", objectives=("Vendre",)) for n in range(able)]
    rows += [theme(f"Aide {n}", objectives=("Aider",)) for n in range(6 - able)]
    even = (TWO[0], replace(TWO[1], weight=Fraction(1)))
    one = made(strategy(*even, on("Aider", "Vendre"), *rows, weeks=10))
    found = [problem for problem in one.problems if problem.code == "mission_short"]
    assert len(found) == told
    for problem in found:
        sold = sum(post.objective == "Vendre" for post in one.posts)
        assert problem.values["n"] == sold < 18
        assert (problem.values["objective"], problem.values["asked"]) == ("Vendre", 20)


@pytest.mark.parametrize(("share", "told"), [(Fraction(9, 10), True), (Fraction(1, 2), False)])
def test_a_campaign_that_leaves_others_short_is_told(share: Fraction, told: bool) -> None:
    """It runs through the whole plan: what it takes beyond the half of its objective, nothing gives back."""
    even = (TWO[0], replace(TWO[1], weight=Fraction(1)))
    names = [f"Thème {n}" for n in range(6)]
    push = Campaign(campaign="Soldes", start=MONDAY, end=MONDAY + timedelta(weeks=10), themes=tuple(names[:4]),
                    share=share, objective="Vendre")  # fmt: skip
    one = made(replace(strategy(*even, on("Aider", "Vendre"), *map(theme, names), weeks=10), campaigns=(push,)))
    served = Counter(post.objective for post in one.posts)
    found = [problem for problem in one.problems if problem.code == "mission_pushed"]
    assert len(found) == told == (20 - served["Aider"] >= 2)
    for problem in found:
        assert problem.values == {"platform": "Blog", "campaign": "Soldes", "aim": "Vendre",
                                  "objective": "Aider", "n": 20 - served["Aider"]}  # fmt: skip


def test_a_single_objective_asks_only_what_promotes() -> None:
    rows = (*(theme(f"Vente {n}", objectives=("Vendre",)) for n in range(3)), theme("Autre", "curate",
        objectives=("Aider",)), theme("Encore", "curate", objectives=("Aider",)))  # fmt: skip
    one = made(strategy(*TWO, on("Vendre"), *rows, weeks=10, shares="1/2 1/2"))
    assert any(not post.serves_mission for post in one.posts)
    assert "mission_short" not in codes(one)


def test_a_post_that_serves_nothing_of_its_platform_says_so() -> None:
    rows = (theme("Un", objectives=("Aider",)), theme("Deux", objectives=("Aider",)))
    one = made(strategy(*TWO, on("Vendre"), *rows))
    assert {(post.objective, post.serves_mission) for post in one.posts} == {("Aider", False)}


def test_objectives_without_weight_still_name_one() -> None:
    none = Objective(objective="Aider", kpi="réponses", weight=Fraction(0))
    one = made(strategy(none, on("Aider"), theme("Un"), theme("Deux")))
    assert {post.objective for post in one.posts} == {"Aider"}


def test_a_piece_keeps_its_format() -> None:
    piece = Piece(title="Reportage", theme="Un", format="Photo")
    one = made(strategy(platform(count="1"), theme("Un"), piece))
    assert [post.format for post in one.posts if one.subject(post).piece] == ["Photo"]
    assert {row.format for row in one.strategy.formats if isinstance(row, Format)} == {"Photo", "Article"}


def test_a_campaign_gets_its_part_where_none_of_its_themes_may_promote() -> None:
    """The user named its theme; without the campaign, only themes that sell are on that platform."""
    names = tuple(f"Vente {n}" for n in range(3))
    rows = [platform(count="4"), *(theme(name, objectives=("Vendre",)) for name in names)]
    rows.append(theme("Aide", objectives=("Aider",)))
    other = replace(platform("Autre", count="4"), objectives=("Aider",))
    plain = replace(strategy(*rows, other, weeks=8), objectives=TWO)
    days = (MONDAY, MONDAY + timedelta(days=27))
    push = Campaign(campaign="Entraide", start=days[0], end=days[1], themes=("Aide",), share=Fraction(1, 2))
    both = replace(push, themes=("Aide", "Vente 0"))
    found = [
        [post for post in made(replace(plain, campaigns=campaigns)).posts if post.platform == "Blog"]
        for campaigns in ((), (push,), (both,))
    ]
    helped = [sum(post.theme == "Aide" for post in posts) for posts in found]
    assert helped[0] == helped[2] == 0  # a campaign with a theme that sells there has its posts of that
    assert 7 <= helped[1] <= 9
    assert all(days[0] <= post.day <= days[1] for post in found[1] if post.theme == "Aide")


def test_a_mission_says_of_which_posts_and_which_themes_are_kept_away() -> None:
    away = theme("Vente", objectives=("Vendre",), platforms=("Radio",))
    rows = [theme(f"Aide {n}", objectives=("Aider",)) for n in range(4)]
    one = made(strategy(*TWO, on("Vendre"), away, *rows, theme("Merci", "interact"), weeks=10, shares="1/2 0 1/2"))
    (problem,) = [problem for problem in one.problems if problem.code == "mission_short"]
    message = load_words("en").message(problem)[0]
    assert "among those of the category promote; its themes allow no post of that kind (kept away" in message
    assert "formats: Vente)" in message
    allowed = replace(away, platforms=())
    assert "mission_short" not in codes(made(strategy(*TWO, on("Vendre"), allowed, *rows, weeks=10)))
