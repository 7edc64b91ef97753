"""Posts left out for want of hours: a dated piece is left out as a whole, or stands in its window."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from capacity_oracles import subjects_say_first_post
from oracles import broken
from small_strategies import MONDAY, codes, made, platform, strategy, theme

from benchmarks.replan import pins_of
from calgen.plan import plan
from calgen.strategy.content import Piece
from calgen.strategy.formats import Format
from calgen.strategy.team import Person


def test_a_piece_left_out_in_its_window_is_not_begun_after_it() -> None:
    """Its first outing, an article, has no hours; its second, a photo on another platform after its end, would have."""
    piece = Piece(title="Guide", theme="Thème 0", start=MONDAY, end=MONDAY)
    two = [platform("Blog", "2", formats=("Article",)), platform("Instagram", "2", formats=("Photo",), days=(2, 4))]
    one = strategy(*two, piece, weeks=2, over_capacity="thin")
    formats = (Format(format="Photo", effort=Fraction(1, 10)), Format(format="Article", effort=Fraction(50)))
    ana = Person(person="Ana", weekly_hours=Fraction(10))
    found = made(replace(one, team=(ana,), formats=formats))
    assert broken(found) == []
    assert "Guide" not in {found.subject(post).piece for post in found.posts}
    assert "piece_thinned" in codes(found)


def test_what_is_left_holds_the_mix_and_every_platform() -> None:
    """With hours for half of the subjects, no category goes without, be its themes light, nor a platform."""
    own = [("promote", 5), ("promote", 5), ("curate", 1), ("curate", 1), ("interact", 2), ("interact", 2)]
    themes = [theme(f"Thème {n}", category, weight=Fraction(w)) for n, (category, w) in enumerate(own)]
    two = [platform("Instagram", "6"), platform("Facebook", "4")]
    one = strategy(*two, *themes, weeks=8, shares="1/3 1/3 1/3", over_capacity="thin")
    ana = Person(person="Ana", weekly_hours=Fraction(3))
    photo = Format(format="Photo", effort=Fraction(1))
    found = made(replace(one, team=(ana,), formats=(photo,)))
    assert broken(found) == []
    assert len(found.posts) < 65
    assert 0.5 < sum(post.platform == "Instagram" for post in found.posts) / len(found.posts) < 0.7
    lines = [line for line in found.plan.certificate if line.level == "category"]
    assert max(line.worst_gap for line in lines if line.platform) <= 1.5
    assert max(line.worst_gap for line in lines if not line.platform) <= 2.0
    assert all(line.is_within_promise for line in found.plan.certificate)  # the themes inside them, too


def test_a_subject_whose_first_post_is_left_out_says_what_the_next_one_says() -> None:
    """The blog's article has no hours: the subject is the photo that is left, not a photo called an article."""
    two = [platform("Blog", "1", formats=("Article",), days=(0,)),
           platform("Instagram", "1", formats=("Photo",), days=(2, 4))]  # fmt: skip
    formats = (Format(format="Photo", effort=Fraction(1, 10)), Format(format="Article", effort=Fraction(50)))
    ana = Person(person="Ana", weekly_hours=Fraction(10))
    found = made(replace(strategy(*two, over_capacity="thin"), team=(ana,), formats=formats))
    assert {post.platform for post in found.posts} == {"Instagram"}
    assert list(subjects_say_first_post(found)) == []
    assert {subject.format for subject in found.plan.subjects} == {"Photo"}


def test_the_place_of_a_piece_without_hours_goes_to_a_lighter_post_of_its_theme() -> None:
    """A film of fifty hours is left out and told; a photo of its theme stands there instead, and no post is lost."""
    piece = Piece(title="Film", theme="Thème 0", start=MONDAY, end=MONDAY + timedelta(days=6), format="Vidéo")
    one = strategy(platform("Instagram", "2", formats=("Photo", "Vidéo")), piece, weeks=2, over_capacity="thin")
    formats = (Format(format="Photo", effort=Fraction(1)), Format(format="Vidéo", effort=Fraction(50)))
    ana = Person(person="Ana", weekly_hours=Fraction(10))
    found = made(replace(one, team=(ana,), formats=formats))
    assert broken(found) == []
    assert "piece_thinned" in codes(found)
    assert "thinned" not in codes(found)
    assert [post.format for post in found.posts] == ["Photo"] * 4
    assert {(subject.piece, subject.title) for subject in found.plan.subjects} == {("", "")}
    again = plan(found.strategy, (), MONDAY, pins_of(found.plan))
    assert [replace(post, reasons=()) for post in again.posts] == [replace(post, reasons=()) for post in found.posts]
