"""Ideas of subjects that are left out for want of hours are used for others of their theme."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from calgen.plan.makers.thinning import _with_ideas_left
from calgen.plan.model import Subject, TitleSource

DAY = date(2027, 3, 1)


def subject(number: int, title: str = "", theme: str = "Coulisses", kept_id: str = "") -> Subject:
    source = TitleSource.IDEA if title else TitleSource.NONE
    return Subject(number, theme, "promote", title, DAY, DAY, title_source=source, kept_id=kept_id)


def titles(subjects: list[Subject], *remaining: int) -> list[str]:
    return [row.title for row in _with_ideas_left(subjects, remaining) if row.number in remaining]


def test_ideas_left_are_spread_over_the_subjects_without_a_title() -> None:
    """As ideas are in a plan of which nothing is left out: evenly, those that stand counted."""
    plan = [subject(n, "" if n in (0, 3, 4, 5) else f"Le ficus {n}") for n in range(6)] + [subject(6, theme="Offres")]
    assert titles(plan, 0, 1, 2, 3, 4, 5, 6) == ["", "Le ficus 1", "Le ficus 2", "", "", "", ""]
    found = titles(plan, 0, 2, 3, 4, 5, 6)
    assert sorted(found) == ["", "", "", "", "Le ficus 1", "Le ficus 2"]
    assert found[1] == "Le ficus 2"
    assert titles(plan, 0, 6) == ["Le ficus 1", ""]


def test_a_subject_about_a_key_date_takes_none() -> None:
    about_day = replace(subject(1), title_source=TitleSource.KEY_DATE)
    assert titles([subject(0, "Le ficus"), about_day, subject(2)], 1, 2) == ["", "Le ficus"]


def test_a_subject_of_the_users_own_posts_is_the_users_to_find() -> None:
    assert titles([subject(0, "Le ficus"), subject(1, kept_id="S0001")], 1) == [""]
