"""Kept posts stay exactly as the user settled them, and count; a removed post leaves its place empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from fractions import Fraction

import pytest
from calendar_oracles import frequency, per_day, told_missing_is_missing
from content_oracles import crossing, pieces_in_place
from hostile import Edited, edits
from hypothesis import given
from oracles import ALWAYS, CountedPlan, broken
from small_strategies import MONDAY, codes, made, platform, strategy
from test_promises import examples

from calgen.plan import plan
from calgen.plan.model import Post
from calgen.plan.pin import Pin, PinKind
from calgen.strategy.campaigns import Campaign
from calgen.strategy.content import Piece
from calgen.strategy.key_dates import KeyDate
from calgen.strategy.objectives import Objective
from calgen.strategy.team import Person

# These count places, and a place that the user emptied counts: they are asked with it filled.
PLACES = (frequency, told_missing_is_missing, per_day)
# The user may well have one subject in two themes, or two of one title: `settled` says what is left of these.
OWN = (crossing, pieces_in_place)
GIVEN = ("format", "objective", "audience", "owner", "stage")


def settled(one: CountedPlan) -> Iterator[str]:
    """What is wrong with the kept posts: each is to be there once, as it was given, and no removed one at all."""
    stays = {pin.id: pin for pin in one.kept if not pin.is_removed}
    posts = {post.kept_id: post for post in one.posts if post.kept_id}
    if Counter(post.kept_id for post in one.posts if post.kept_id) != Counter(list(stays)):
        yield f"kept {sorted(stays)}, there are {sorted(posts)}"
        return
    titles: dict[str, str] = {}
    for pin in sorted(stays.values(), key=lambda pin: (pin.day, pin.platform, pin.theme, pin.id)):
        if pin.subject:
            titles[pin.subject] = titles.get(pin.subject, "") or pin.title
    for id_, pin in stays.items():
        post, subject = posts[id_], one.subject(posts[id_])
        for name in ("platform", "day", "time", "theme", "campaign", "key_date"):
            if getattr(post, name) != getattr(pin, name):
                yield f"{id_}: {name} {getattr(post, name)}, given {getattr(pin, name)}"
        for name in GIVEN:
            if getattr(pin, name) and getattr(post, name) != getattr(pin, name):
                yield f"{id_}: {name} {getattr(post, name)}, given {getattr(pin, name)}"
        if pin.subject and (subject.kept_id, subject.title) != (pin.subject, titles[pin.subject]):
            yield f"{id_}: in {subject.kept_id} {subject.title}, given {pin.subject} {titles[pin.subject]}"
        title = titles.get(pin.subject, "") or pin.title
        if title and subject.title != title:
            yield f"{id_}: in {subject.title}, given {title}"
        if any(piece.title == title for piece in one.strategy.content) and subject.piece != title:
            yield f"{id_}: of the piece {subject.piece}, given {title}"
    if sorted({post.subject for post in one.posts}) != [subject.number for subject in one.plan.subjects]:
        yield "subjects and posts do not meet"
    ids = Counter(subject.kept_id for subject in one.plan.subjects if subject.kept_id)
    yield from (f"{id_}: {count} subjects" for id_, count in ids.items() if count > 1)
    new = Counter(subject.title for subject in one.plan.subjects if subject.title)
    typed = {pin.title for pin in stays.values()}
    yield from (f"{title}: {count} subjects" for title, count in new.items() if count > 1 and title not in typed)


def filled(one: CountedPlan) -> CountedPlan:
    """The plan with the places that the user emptied filled again."""
    gone = tuple(
        Post(pin.day, pin.time or time(0), pin.platform, pin.theme, "", 0, kept_id=pin.id)
        for pin in one.kept
        if pin.is_removed
    )
    return replace(one, plan=replace(one.plan, posts=one.plan.posts + gone))


@pytest.mark.long
@examples(12)
@given(edits())
def test_whatever_the_user_did_stays_and_is_counted(case: Edited) -> None:
    found = made(case.strategy, case.kept, case.today)
    rest = tuple(oracle for oracle in ALWAYS if oracle not in PLACES and oracle not in OWN)
    assert broken(found, (settled,)) == []
    assert broken(found, rest) == []
    assert broken(filled(found), PLACES) == []


def kept(day: int, id_: str = "P0001", *, on: str = "Blog", about: str = "Thème 0", **more: object) -> Pin:
    """A kept post, so many days after the first Monday."""
    return Pin(on, MONDAY + timedelta(days=day), about, time=time(9), id=id_, **more)  # type: ignore[arg-type]


def there(one: CountedPlan, id_: str) -> Post:
    return next(post for post in one.posts if post.kept_id == id_)


@pytest.mark.parametrize("name", GIVEN)
def test_what_the_user_settled_of_a_post_stays(name: str) -> None:
    one = made(strategy(), [kept(1, **{name: "action" if name == "stage" else "À moi"})])
    assert getattr(there(one, "P0001"), name) == ("action" if name == "stage" else "À moi")


def test_a_settled_objective_counts_in_its_proportion() -> None:
    """Three kept posts for one of two objectives: the next three go to the other."""
    aims = (Objective(objective="Vendre", kpi="ventes"), Objective(objective="Plaire", kpi="avis"))
    blog = replace(platform(count="6"), objectives=("Vendre", "Plaire"))
    pins = [kept(day, f"P{day}", objective="Vendre") for day in range(3)]
    one = made(strategy(blog, *aims, weeks=1), pins)
    assert Counter(post.objective for post in one.posts) == {"Vendre": 3, "Plaire": 3}


def test_the_hours_of_a_settled_owner_are_counted() -> None:
    """Lou cannot make articles, but the user says that she does: her hours are told short."""
    lou, ana = (Person(person=name, weekly_hours=Fraction(hours)) for name, hours in (("Lou", 1), ("Ana", 40)))
    one = strategy(weeks=1)
    formats = tuple(replace(row, effort=Fraction(3)) for row in one.formats)
    one = replace(one, team=(ana, replace(lou, formats=("Photo",))), formats=formats)
    found = made(one, [kept(1, owner="Lou", format="Article")])
    short = next(problem for problem in found.problems if problem.code == "hours_short")
    assert (short.values["person"], short.values["hours"]) == ("Lou", 2)
    assert there(found, "P0001").owner == "Lou"


def test_a_subject_keeps_its_id_and_title_on_all_of_its_posts() -> None:
    """Also on a post that the user gave another theme, and where only one of them says the title."""
    pins = [
        kept(1, "P1", subject="S7"),
        kept(3, "P2", subject="S7", title="Ma recette"),
        kept(8, "P3", subject="S7", about="Thème 1"),
    ]
    one = made(strategy(), pins)
    assert {there(one, id_).subject for id_ in ("P1", "P2", "P3")} == {there(one, "P1").subject}
    assert [(row.kept_id, row.title) for row in one.plan.subjects if row.kept_id] == [("S7", "Ma recette")]
    assert there(one, "P3").theme == "Thème 1"


def test_a_title_typed_in_a_row_of_ones_own_stays_its_subject() -> None:
    one = made(strategy(), [kept(1, "P1", title="À moi"), kept(2, "P2", title="À moi"), kept(3, "P3", title="Autre")])
    assert [one.subject(there(one, id_)).title for id_ in ("P1", "P2", "P3")] == ["À moi", "À moi", "Autre"]
    assert len({there(one, id_).subject for id_ in ("P1", "P2", "P3")}) == 2


def test_a_title_that_is_a_piece_is_that_piece() -> None:
    """It is not planned a second time, and its cooldown counts from there."""
    piece = Piece(title="Guide", theme="Thème 0", evergreen=True, cooldown=20)
    one = made(strategy(piece, weeks=8), [kept(10, title="Guide", about="Thème 1")])
    days = [post.day for post in one.posts if one.subject(post).piece == "Guide"]
    assert days[0] == MONDAY + timedelta(days=10)
    assert len([row for row in one.plan.subjects if row.piece]) == 1
    assert all((day - days[0]).days >= 20 or (day - days[0]).days == 0 for day in days)


def test_a_removed_post_leaves_its_place_empty_and_counted() -> None:
    first = plan(strategy(), (), MONDAY)
    gone = first.posts[2]
    pins = [Pin(gone.platform, gone.day, gone.theme, kind=PinKind.REMOVED, time=gone.time, id="P0003")]
    one = made(strategy(), pins)
    assert len(one.posts) == len(first.posts) - 1
    assert gone.day not in {post.day for post in one.posts}
    assert not any(post.kept_id for post in one.posts)
    assert "frequency_short" not in codes(one)
    assert one.plan.removed == tuple(pins)
    assert max(line.worst_gap for line in one.plan.certificate) <= 1.5


def test_a_place_that_the_user_emptied_is_not_filled_by_a_piece_that_is_due_that_day() -> None:
    piece = Piece(title="Guide", theme="Thème 1", start=MONDAY, end=MONDAY)
    daily = platform(count="1", per="week", max_per_day=1)
    alone = made(strategy(daily, piece))
    assert [alone.subject(post).piece for post in alone.posts if post.day == MONDAY] == ["Guide"]
    one = made(strategy(daily, piece), [kept(0, kind=PinKind.REMOVED)])
    assert not [post for post in one.posts if post.day == MONDAY]
    assert "piece_unplaced" in codes(one)


NAMED = MONDAY + timedelta(days=9)
HOOK = KeyDate(name="Fête", date=NAMED, treatment="hook", theme="Thème 1")
SET_DAY = Campaign(
    campaign="Soldes", start=NAMED, end=NAMED, themes=("Thème 1",), share=Fraction(0), offsets=(0,)
)  # fmt: skip
NAMES = {
    "hook": (HOOK, {"key_date": "Fête"}),
    "offset": (SET_DAY, {"campaign": "Soldes"}),
    "fixed_day": (Piece(title="Guide", theme="Thème 1", publish=NAMED), {"title": "Guide"}),
}


@pytest.mark.parametrize("code", NAMES)
@pytest.mark.parametrize("how", ["removed", "moved"])
def test_a_named_day_that_the_user_emptied_is_not_filled_again(code: str, how: str) -> None:
    row, columns = NAMES[code]
    tab = {"hook": "key_dates", "offset": "campaigns", "fixed_day": "content"}[code]
    one = replace(strategy(), **{tab: (row,)})  # type: ignore[arg-type]
    alone = made(one)
    assert sum(any(reason.code.startswith(code) for reason in post.reasons) for post in alone.posts) == 1
    kind = PinKind.REMOVED if how == "removed" else PinKind.KEPT
    pin = kept(9, about="Thème 1", kind=kind, **columns)
    if how == "moved":
        pin = replace(pin, day=MONDAY + timedelta(days=14), moved_from=pin.day)
    found = made(one, [pin])
    assert not any(reason.code.startswith(code) for post in found.posts for reason in post.reasons)
    assert [post.day for post in found.posts if post.kept_id] == ([] if how == "removed" else [pin.day])
