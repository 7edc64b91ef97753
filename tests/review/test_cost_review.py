"""What was spent, on which objective and theme, and what to cut first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from fractions import Fraction

from review_rows import TODAY, campaign, row, strategy, theme

from calgen.review.cost_review import review_costs, spending, spent_budget
from calgen.strategy.content import Piece
from calgen.strategy.team import Person


def test_the_hours_of_what_is_out() -> None:
    """A format of a subject by one person is made once: its posts share the hours."""
    rows = [
        row(1),  # half an hour of Maya, at 30
        row(2, subject="S9", objective="Talk", name="B"),
        row(9, subject="S9", name="B"),
        row(3, subject="S9", format="video", name="B"),  # an hour, as of every format that is not known
        row(4, owner="Tom"),  # without a cost
        row(5, owner=""),  # made by nobody
        row(91, subject="S10"),  # today
        row(92),  # to come
    ]
    found = spending(strategy(), rows, TODAY)
    assert (found.hours, found.hours_cost, found.budget) == (Fraction(3), Fraction(75), Fraction(0))
    assert found.by_objective == {"Fill Tuesdays": 15 + Fraction(15, 2) + 30 + 15, "Talk": Fraction(15, 2)}
    assert found.by_theme == {"A": 30, "B": 45}


def test_posts_that_are_due_and_not_out_have_taken_nothing() -> None:
    unknown = {"status": "scheduled", "impressions": None, "engagements": None, "clicks": None, "conversions": None}
    rows = [
        row(5, "A", subject="S1", campaign="Spring"),
        row(3, "B", subject="S1", campaign="Spring", **unknown),
        row(2, "B", **unknown),
        row(6, "C", **unknown | {"has_address": True}),
        row(7, "C", **unknown | {"clicks": 0}),
    ]
    own = strategy(campaigns=(campaign(budget=Fraction(300)),))
    found = spending(own, rows, TODAY)
    assert (found.hours, dict(found.by_theme)) == (Fraction(3, 2), {"A": Fraction(315), "C": Fraction(30)})
    assert found.since == row(5).day
    early = campaign(start=row(1).day, end=row(30).day, budget=Fraction(300))
    assert spending(strategy(campaigns=(early,)), rows, TODAY).since == row(1).day
    costs = review_costs(found, rows)
    assert costs is not None
    assert costs.since == row(5).day


def test_a_piece_has_its_own_hours() -> None:
    own = strategy(content=(Piece(title="Post 1", theme="A", effort=Fraction(4)),))
    assert spending(own, [row(1)], TODAY).hours_cost == 120


def test_a_budget_is_spent_day_by_day() -> None:
    spring = campaign(budget=Fraction(300))  # thirty days from March 1
    days = (date(2027, 2, 28), date(2027, 3, 1), date(2027, 3, 15), date(2027, 3, 30), TODAY)
    assert [spent_budget(spring, day) for day in days] == [0, 10, 150, 300, 300]
    assert spent_budget(campaign(), TODAY) == 0


def test_the_posts_of_a_campaign_share_its_budget() -> None:
    rows = [row(60, campaign="Spring"), row(62, "B", campaign="Spring", objective="Talk"), row(63)]
    own = strategy(campaigns=(campaign(budget=Fraction(300)),), team=())
    found = spending(own, rows, TODAY)
    assert found.by_objective == {"Fill Tuesdays": 150, "Talk": 150}
    assert found.by_theme == {"A": 150, "B": 150}
    its_own = replace(own, campaigns=(campaign(budget=Fraction(300), objective="Sell"),))
    assert spending(its_own, rows, TODAY).by_objective == {"Sell": 300}
    assert spending(its_own, [], TODAY).by_objective == {"Sell": 300}


def test_what_to_cut_first() -> None:
    """Three themes at the same cost a post; A brings next to nothing, beyond doubt."""
    rows = [row(n, "ABC"[n % 3], conversions=(1 if n == 3 else 0) if n % 3 == 0 else 4) for n in range(60)]
    found = review_costs(spending(strategy(), rows, TODAY), rows)
    assert found is not None
    assert [name for name, *_ in found.by_theme] == ["A", "B", "C"]
    assert found.by_theme[0][1:3] == (Fraction(300), 1)
    assert found.by_theme[0][3].each == 300
    assert (found.cut_first, found.measure) == ("A", "conversions")
    assert (found.hours, found.hours_cost) == (Fraction(30), Fraction(900))
    spared = review_costs(spending(strategy(), rows, TODAY), rows, {"A", "C"})
    assert spared is not None
    assert (spared.by_theme, spared.cut_first) == (found.by_theme, "")
    dear = [replace(r, conversions=1) if r.theme == "A" else r for r in rows[:9]]
    doubtful = review_costs(spending(strategy(), dear, TODAY), dear)
    assert doubtful is not None
    assert doubtful.by_theme[0][0] == "A"
    assert doubtful.cut_first == ""  # three results against twenty-four: nothing allows a choice


def test_posts_that_differ_more_than_chance_allow_no_choice() -> None:
    """The same sums, once from posts that are alike, once from a few that did well."""
    even = [row(n, "AB"[n % 2], clicks=2 if n % 2 == 0 else 5, conversions=None) for n in range(40)]
    uneven = [replace(r, clicks=(r.clicks or 0) * 10 if r.day.toordinal() % 10 < 1 else 0) for r in even]
    found, doubtful = (review_costs(spending(strategy(), rows, TODAY), rows) for rows in (even, uneven))
    assert found is not None
    assert (found.measure, found.by_theme[0][0], found.cut_first) == ("clicks", "A", "A")
    assert doubtful is not None
    assert doubtful.cut_first == ""


def test_nothing_has_a_cost() -> None:
    rows = [row(n) for n in range(9)]
    assert review_costs(spending(strategy(team=(Person(person="Maya", weekly_hours=Fraction(9)),)), rows, TODAY),
                        rows) is None  # fmt: skip


def test_unknown_results_have_no_theme_cost() -> None:
    rows = [row(n, conversions=None, clicks=None) for n in range(9)]
    found = review_costs(spending(strategy(), rows, TODAY), rows)
    assert found is not None
    assert (found.by_theme, found.measure, found.cut_first) == ((), "", "")
    other = [row(n, "AB"[n % 2], conversions=None if n % 2 else 3) for n in range(9)]
    found = review_costs(spending(strategy(), other, TODAY), other)
    assert found is not None
    assert [name for name, *_ in found.by_theme] == ["A"]


def test_the_order_of_rows_makes_no_difference() -> None:
    rows = [row(n, "ABC"[n % 3], conversions=n % 4, subject=f"S{n // 2}", campaign="Spring" if n % 5 == 0 else "",
                hour=time(9), day=row(n).day + timedelta(days=n % 2)) for n in range(40)]  # fmt: skip
    own = strategy(campaigns=(campaign(budget=Fraction(301)),), themes=(theme("A"), theme("B"), theme("C")))
    assert spending(own, rows, TODAY) == spending(own, rows[::-1], TODAY)
    assert review_costs(spending(own, rows, TODAY), rows) == review_costs(spending(own, rows[::-1], TODAY), rows[::-1])
