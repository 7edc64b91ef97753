"""Formats belong to networks: what the user left blank never gives one that the network has not; her word stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from small_strategies import MONDAY, made, platform, strategy, theme

from calgen.check import advise, check_strategy
from calgen.plan.target.theme_formats import common_formats, formats_not_on_network
from calgen.strategy import Strategy
from calgen.strategy.content import Piece
from calgen.strategy.formats import Format
from calgen.strategy.team import Person

NAMES = ("Article", "Photo", "Carrousel", "Vidéo courte", "Publication", "Événement", "Podcast")


def with_formats(*rows: object, **more: str) -> Strategy:
    formats = tuple(Format(format=name, platforms=(more[name],) if name in more else ()) for name in NAMES)
    return replace(strategy(*rows), formats=formats)


def found(one: Strategy) -> list[tuple[str, ...]]:
    return [common_formats(one, theme, platform) for theme in one.themes for platform in one.platforms]


@pytest.mark.parametrize(
    ("rows", "more", "formats"),
    [
        # blank cells: what the network has, and formats of the user's own
        ((platform("TikTok"), theme()), {}, ("Carrousel", "Photo", "Podcast", "Vidéo courte")),
        ((platform("Google Business"), theme()), {}, ("Événement", "Photo", "Podcast", "Publication")),
        ((platform("Fil maison"), theme()), {}, tuple(sorted(NAMES, key=lambda name: name.replace("É", "E")))),
        # the theme's formats, as far as the network has them
        ((platform("TikTok"), theme(formats=("Article", "Photo"))), {}, ("Photo",)),
        ((platform("Google"), theme(formats=("Carrousel", "Photo"))), {}, ("Photo",)),
        # her word: on the row of the platform, on that of the format, by a theme that names both
        ((platform("TikTok", formats=("Article",)), theme()), {}, ("Article",)),
        ((platform("TikTok"), theme(formats=("Article", "Photo"))), {"Article": "TikTok"}, ("Article", "Photo")),
        ((platform("TikTok"), theme(formats=("Article",), platforms=("TikTok",))), {}, ("Article",)),
        # her word, too, where nothing else is left of a theme or of a platform
        ((platform("TikTok"), theme(formats=("Article",))), {}, ("Article",)),
    ],
)
def test_blank_cells_give_what_the_network_has(
    rows: tuple[object, ...], more: dict[str, str], formats: tuple[str, ...]
) -> None:
    assert found(with_formats(*rows, **more)) == [formats]


def test_a_theme_goes_where_its_formats_are() -> None:
    rows = (platform("TikTok"), platform("LinkedIn"), theme("Long", formats=("Article",)), theme("Court"))
    one = made(with_formats(*rows))
    assert {post.platform for post in one.posts if post.theme == "Long"} == {"LinkedIn"}
    assert not [problem for problem in check_strategy(one.strategy) if problem.code == "theme_nowhere"]
    assert not [problem for problem in advise(one.strategy, one.today) if problem.code == "format_not_there"]


def test_what_the_network_does_not_have_is_told() -> None:
    one = with_formats(platform("TikTok", formats=("Article", "Photo")), platform("Facebook"), theme())
    assert formats_not_on_network(one, one.platforms[0]) == ("Article",)
    told = [problem for problem in advise(one, MONDAY) if problem.code == "format_not_there"]
    assert [problem.values for problem in told] == [{"platform": "TikTok", "n": 1, "names": ("Article",)}]


def test_short_hours_give_no_format_of_another_network() -> None:
    """An article and a publication would be lighter than what TikTok has."""
    one = with_formats(platform("TikTok", "5"), *(theme(f"Thème {n}") for n in range(4)))
    efforts = {"Article": "1/4", "Publication": "1/4"}
    formats = tuple(replace(row, effort=Fraction(efforts.get(row.format, "3"))) for row in one.formats)
    one = replace(one, formats=formats, team=(Person(person="Ana", weekly_hours=Fraction(3)),))
    count = Counter(post.format for post in made(one).posts)
    assert count["Article"] + count["Publication"] == 0


def test_a_piece_has_its_own_format_though_its_theme_names_others() -> None:
    """Whatever its dates; its theme's other posts have the formats of the theme."""
    day = MONDAY + timedelta(days=9)
    for dates in ({}, {"publish": day}, {"start": day, "end": day + timedelta(days=6)}):
        piece = Piece(title="Entretien", theme="Court", format="Podcast", **dates)  # type: ignore[arg-type]
        one = made(with_formats(platform("LinkedIn"), theme("Court", formats=("Photo",)), theme("Long"), piece))
        told = [post for post in one.posts if one.subject(post).piece]
        assert {post.format for post in told} == {"Podcast"}
        others = [post for post in one.posts if post.theme == "Court" and post not in told]
        assert {post.format for post in others} == {"Photo"}


def test_a_piece_whose_format_a_platform_does_not_take_is_told_at_the_format() -> None:
    rows = (platform("LinkedIn", formats=("Photo",)), platform("Fil maison"), theme("Court"), theme("Long"))
    for names, told in ((("LinkedIn", "Fil maison"), [("LinkedIn",)]), ((), [])):
        piece = Piece(title="Entretien", theme="Court", format="Podcast", publish=MONDAY, platforms=names)
        one = made(with_formats(*rows, piece))
        found = [problem for problem in check_strategy(one.strategy) if problem.code == "piece_format_off"]
        assert [problem.values["platforms"] for problem in found] == told
        assert {post.platform for post in one.posts if one.subject(post).piece} == {"Fil maison"}
