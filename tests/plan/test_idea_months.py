"""The ideas of a theme are evened out over the months of a first plan, as posts stand in the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from small_strategies import platform, strategy, theme

from calgen.plan.draft import PlanDraft
from calgen.plan.model import Subject, TitleSource
from calgen.plan.pin import Pin, PinKind
from calgen.plan.slots.plan_days import plan_days
from calgen.plan.subjects.idea_months import even_months
from calgen.strategy.content import Piece

FIRST = date(2027, 3, 1)


def subject(number: int, month: int, name: str = "A", title: str = "", **more: Any) -> Subject:
    day, source = date(2027, month, 1 + number % 28), TitleSource.IDEA if title else TitleSource.NONE
    return Subject(number, name, "promote", title, day, day, title_source=source, **more)


def evened(subjects: Sequence[Subject], **more: object) -> tuple[Subject, ...]:
    rows = strategy(
        platform(), *(theme(name, ideas=("x",)) for name in "AB"), Piece(title="Daté", theme="A", publish=FIRST)
    )
    draft = PlanDraft(rows, FIRST, (), plan_days(rows, FIRST), subjects=tuple(subjects), **more)  # type: ignore[arg-type]
    return even_months(draft).subjects


def by_month(subjects: Sequence[Subject]) -> Counter[int]:
    return Counter(row.first.month for row in subjects if row.title_source is TitleSource.IDEA)


def crowded(**more: str) -> list[Subject]:
    """Eight subjects of one theme in March, all with an idea, and eight in April, all without."""
    return [
        *(subject(n, 3, title=f"Idée {n}", **more) for n in range(8)),
        *(subject(n, 4, **more) for n in range(8, 16)),
    ]


def test_a_month_that_has_too_many_gives_some_to_an_empty_one() -> None:
    found = evened(crowded())
    assert by_month(found) == {3: 6, 4: 2}
    assert [row.title for row in found if row.title] == [f"Idée {n}" for n in range(8)]  # still in their order


def test_an_idea_stays_with_its_theme() -> None:
    march, april = [subject(n, 3, "A", f"Idée {n}") for n in range(8)], [subject(n, 4, "B") for n in range(8, 16)]
    assert list(evened([*march, *april])) == [*march, *april]


@pytest.mark.parametrize(
    "more", [{"kept_id": "S0001"}, {"piece": "Daté"}], ids=["of the user's post", "of a dated piece"]
)
def test_what_is_settled_stays(more: dict[str, str]) -> None:
    assert list(evened(crowded(**more))) == crowded(**more)


def test_over_an_earlier_plan_titles_stay() -> None:
    earlier = (Pin("Blog", FIRST, "A", kind=PinKind.EARLIER),)
    assert list(evened(crowded(), earlier=earlier)) == crowded()
