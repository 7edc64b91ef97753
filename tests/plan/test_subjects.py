"""Posts of one theme grouped into subjects."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from small_strategies import MONDAY, made, platform, strategy, theme

from benchmarks.replan import pins_of
from calgen.plan.model import TitleSource
from calgen.plan.pin import Pin, PinKind
from calgen.plan.themes import greedy_assignment
from calgen.plan.themes.post_rules import FewSubjectsAreToFind
from calgen.strategy.campaigns import Campaign
from calgen.strategy.content import Piece


def test_a_subject_is_told_on_each_platform_once_within_its_life() -> None:
    rows = [platform(name, count="1", days=(n,)) for n, name in enumerate(("A", "B", "C"))]
    one = made(strategy(*rows, theme("Un"), weeks=3))
    assert [(s.first, s.last) for s in one.plan.subjects] == [
        (MONDAY + timedelta(days=7 * n), MONDAY + timedelta(days=7 * n + 2)) for n in range(3)
    ]


def test_an_outing_comes_as_long_after_the_last_one_as_the_rhythm_says() -> None:
    """B begins four weeks after A told the first subject: it does not repeat at once what it told late."""
    early = replace(platform("A", count="1", days=(0,), end=MONDAY + timedelta(days=6)), rhythm=(0, 90))
    late = replace(platform("B", count="2", days=(1, 4), start=MONDAY + timedelta(days=28)), rhythm=(0, 42))
    one = made(strategy(early, late, theme("Un"), weeks=16))
    days: dict[int, list[date]] = {}
    for post in one.posts:
        if post.platform == "B":
            days.setdefault(post.subject, []).append(post.day)
    repeated = [own for own in days.values() if len(own) > 1]
    assert repeated
    assert all((own[1] - own[0]).days >= 42 for own in repeated)


def test_one_day_one_theme_one_subject() -> None:
    rows = [platform(name, count="1", days=(1,)) for name in ("A", "B")]
    one = made(strategy(*rows, theme("Un"), weeks=2))
    assert [len([p for p in one.posts if p.subject == s.number]) for s in one.plan.subjects] == [2, 2]


def test_a_pinned_piece_that_may_not_stand_there_keeps_other_platforms_from_its_theme() -> None:
    """The piece is for A alone: on its day B talks about something else."""
    day = date(2027, 3, 2)
    piece = Piece(title="Dossier", theme="Un", publish=day, platforms=("A",))
    rows = [platform(name, count="1", days=(1,)) for name in ("A", "B")]
    one = made(strategy(*rows, theme("Un"), theme("Deux"), piece, weeks=1))
    assert {post.platform: post.theme for post in one.posts} == {"A": "Un", "B": "Deux"}


def test_ideas_are_titles_each_once_then_titles_are_to_find() -> None:
    one = made(strategy(platform(count="1"), theme("Un", ideas=("Première", "Seconde")), weeks=3))
    assert [(s.title, s.title_source) for s in one.plan.subjects] == [
        ("Première", TitleSource.IDEA),
        ("Seconde", TitleSource.IDEA),
        ("", TitleSource.NONE),
    ]


def test_a_title_of_the_calendar_says_where_it_comes_from() -> None:
    rows = (platform(count="1", days=(0,)), theme("Un", ideas=("Idée",)), Piece(title="Dossier", theme="Un"))
    typed = {"Dossier": TitleSource.CONTENT, "Idée": TitleSource.IDEA, "À moi": TitleSource.USER, "": TitleSource.NONE}
    for title, source in typed.items():
        kept = Pin("Blog", MONDAY, "Un", id="P0001", subject="S0001", title=title)
        one = made(strategy(*rows, weeks=1), [kept], today=MONDAY + timedelta(days=1))
        assert [(s.title, s.title_source) for s in one.plan.subjects] == [(title, source)]


def test_a_kept_piece_is_not_used_again() -> None:
    """The first run told it; the second one knows it by its title."""
    piece = Piece(title="Dossier", theme="Un")
    kept = Pin("Blog", MONDAY, "Un", id="P0001", subject="S0001", title="Dossier")
    one = made(strategy(platform(count="1"), theme("Un"), piece), [kept], today=MONDAY + timedelta(days=1))
    assert [s.piece for s in one.plan.subjects].count("Dossier") == 1
    assert one.plan.subjects[0].kept_id == "S0001"


def test_a_kept_piece_does_not_outlive_its_expiry() -> None:
    piece = Piece(title="Dossier", theme="Un", expires=MONDAY + timedelta(days=1))
    kept = Pin("A", MONDAY, "Un", id="P0001", subject="S0001", title="Dossier")
    rows = [platform("A", count="1", days=(0,)), platform("B", count="1", days=(3,))]
    one = made(strategy(*rows, theme("Un"), piece), [kept], today=MONDAY + timedelta(days=1))
    assert one.plan.subjects[0].last == MONDAY


def test_nothing_comes_between_the_posts_of_a_subject_that_are_settled() -> None:
    """Its rhythm has three outings, and three are there: the free posts between them are other subjects'."""
    home = replace(platform(count="3"), rhythm=(0, 3, 10))
    days = {MONDAY + timedelta(days=n) for n in (0, 10, 14)}
    kept = [Pin("Blog", day, "Un", id=f"P{day:%m%d}", subject="S0001", title="Fil") for day in sorted(days)]
    one = made(strategy(home, theme("Un"), weeks=3), kept)
    told = {post.day for post in one.posts if one.subject(post).kept_id == "S0001"}
    assert any(min(days) < post.day < max(days) for post in one.posts if post.day not in days)
    assert told == days


def test_kept_posts_before_the_first_day_stay() -> None:
    kept = Pin("Blog", MONDAY - timedelta(days=4), "Un", id="P0001", subject="S0001", title="Avant")
    one = made(strategy(platform(count="1"), theme("Un")), [kept])
    assert (one.posts[0].kept_id, one.posts[0].day, len(one.posts)) == ("P0001", kept.day, 5)


def test_a_platform_takes_up_what_another_has_told() -> None:
    """Themes due alike are chosen so that fewer subjects are asked for than by what is due alone."""
    themes = [theme(f"Thème {n}") for n in range(12)]
    blogs = [platform(name, count) for name, count in (("Blog", "2"), ("Instagram", "5"), ("LinkedIn", "3"))]
    plans = [strategy(*blogs, *themes, weeks=weeks) for weeks in (6, 8, 10)]

    def asked() -> int:
        return sum(len(made(one).plan.subjects) for one in plans)

    few = asked()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(greedy_assignment, "JOIN_BONUS", 0.0)
        patch.setattr(FewSubjectsAreToFind, "change", lambda *_: 0.0)
        patch.setattr(FewSubjectsAreToFind, "repairs", lambda *_: iter(()))
        assert few < asked()


@pytest.mark.parametrize("count", ["1", "3"])
@pytest.mark.parametrize("rhythm", [(7,), (0, 7)])
def test_a_rhythm_of_one_day_is_a_second_outing_so_long_after_the_first(rhythm: tuple[int, ...], count: str) -> None:
    """« J+7 » and « 7 » say what « 0, 7 » says, where the platform is the one that begins."""
    one = made(strategy(platform(count=count, rhythm=rhythm), theme("Un"), Piece(title="Dossier", theme="Un"), weeks=3))
    told = [post.day for post in one.posts if one.subject(post).piece]
    assert [(day - told[0]).days for day in told] == [0, 7]


DATED = date(2027, 3, 3)


@pytest.mark.parametrize(
    ("traits", "expected"),
    [
        ({"publish": DATED}, {"Instagram"}),
        ({"publish": DATED, "platforms": ("Facebook", "Instagram")}, {"Facebook", "Instagram"}),
        ({"publish": DATED, "campaign": "Soldes"}, {"Instagram"}),
        ({"publish": DATED, "expires": DATED + timedelta(days=30)}, {"Instagram"}),
    ],
)
def test_a_dated_piece_that_does_not_come_back_has_its_day_alone(traits: dict[str, Any], expected: set[str]) -> None:
    """No other platform takes it up later, and its title is not used again: not at the next run either."""
    rows = [platform("Instagram", count="4"), platform("Facebook", count="3"), platform("Google", count="1")]
    piece = Piece(title="Le pain cœur", theme="Un", **traits)
    sales = Campaign(campaign="Soldes", start=DATED, end=DATED + timedelta(days=9), themes=("Un",))
    made_of = replace(strategy(*rows, theme("Un"), piece, weeks=8), campaigns=(sales,))
    first = made(made_of)
    told = [(post.platform, post.day) for post in first.posts if first.subject(post).title == piece.title]
    assert {day for _, day in told} == {DATED}
    assert {name for name, _ in told} >= expected
    again = made(made_of, earlier=[replace(pin, kind=PinKind.EARLIER) for pin in pins_of(first.plan)])
    assert [(p.platform, p.day) for p in again.posts if again.subject(p).title == piece.title] == told


def test_a_dated_piece_comes_round_where_the_user_says_so() -> None:
    """By a typed rhythm of its platform, or as an evergreen one."""
    rows = [platform("Instagram", count="4", rhythm=(0, 14)), platform("Facebook", count="3")]
    piece = Piece(title="Le pain cœur", theme="Un", publish=DATED)
    for changed, least in ((piece, 2), (replace(piece, evergreen=True), 3)):
        one = made(strategy(*rows, theme("Un"), changed, weeks=8))
        assert sum(one.subject(post).piece == piece.title for post in one.posts) >= least


def test_a_subject_of_a_campaign_is_told_within_it_and_no_other_is() -> None:
    """B is a day after A: subjects of before the sales end with their first day, those of the sales stay in them."""
    rows = [platform("A", count="3", days=(0, 2, 4)), platform("B", count="3", days=(1, 3, 5))]
    sales = Campaign(campaign="Soldes", start=DATED, end=DATED + timedelta(days=9), themes=("Un",))
    one = made(replace(strategy(*rows, theme("Un"), weeks=6), campaigns=(sales,)))
    assert {post.campaign for post in one.posts} == {"", "Soldes"}
    for subject in one.plan.subjects:
        campaigns = {post.campaign for post in one.posts if post.subject == subject.number}
        assert campaigns == {subject.campaign}


def test_a_subject_of_a_campaign_that_is_over_is_not_told_in_the_next_period() -> None:
    """A alone told it, on the last day of the sales; a subject of no campaign goes on where B has not told it."""
    start = MONDAY + timedelta(days=7)
    rows = [platform(name, count="1", days=(n,)) for n, name in enumerate("AB")]
    sales = Campaign(campaign="Soldes", start=MONDAY, end=start - timedelta(days=1), themes=("Un",))
    later = replace(strategy(*rows, theme("Un"), weeks=2, start=start), campaigns=(sales,))
    for campaign, is_told in (("Soldes", False), ("", True)):
        kept = Pin("A", start - timedelta(days=1), "Un", id="P0001", subject="S0001", campaign=campaign)
        one = made(later, [kept])
        number = next(subject.number for subject in one.plan.subjects if subject.kept_id == "S0001")
        assert bool([post for post in one.posts if post.subject == number and not post.kept_id]) is is_told
