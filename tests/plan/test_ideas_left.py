"""Ideas of subjects that are left out for want of hours are used for others of their theme."""

from __future__ import annotations

from datetime import date

from calgen.plan.makers.thinning import _with_ideas_left
from calgen.plan.model import Subject, TitleSource

DAY = date(2027, 3, 1)


def subject(number: int, title: str = "", theme: str = "Coulisses", kept_id: str = "") -> Subject:
    source = TitleSource.IDEA if title else TitleSource.NONE
    return Subject(number, theme, "promote", title, DAY, DAY, title_source=source, kept_id=kept_id)


def titles(subjects: list[Subject], *remaining: int) -> list[str]:
    return [row.title for row in _with_ideas_left(subjects, remaining) if row.number in remaining]


def test_the_next_subject_without_a_title_has_the_idea() -> None:
    plan = [subject(0), subject(1, "Le ficus"), subject(2), subject(3), subject(4, theme="Offres")]
    assert titles(plan, 0, 2, 3, 4) == ["", "Le ficus", "", ""]
    assert titles(plan, 0, 4) == ["Le ficus", ""]


def test_a_subject_of_the_users_own_posts_is_the_users_to_find() -> None:
    assert titles([subject(0, "Le ficus"), subject(1, kept_id="S0001")], 1) == [""]
