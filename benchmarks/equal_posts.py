"""What the review proposes where nothing differs, by kind: `python -m benchmarks.equal_posts`.

A quarter of posts on two platforms is drawn again and again: themes, formats, hours and categories by lot, clicks by
the same rate everywhere (posts vary by 0.9). Every proposal is then a mistake. Figures are in docs/learning.md.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, time, timedelta
from fractions import Fraction
from math import exp, fsum
from random import Random

import click

from calgen.book.problems import Place
from calgen.book.values import Cadence, Hours
from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.model import Horizon
from calgen.review.model import Proposal
from calgen.review.review import review
from calgen.review.reviewed_rows import ReviewedRow
from calgen.strategy import Strategy
from calgen.strategy.mix import MixShare
from calgen.strategy.objectives import Objective
from calgen.strategy.platforms import Platform
from calgen.strategy.settings import Settings
from calgen.strategy.themes import Theme

POSTS, SPREAD = 160, 0.9
_FIRST, _TODAY = date(2027, 1, 4), date(2027, 4, 12)
_SHARES = {"promote": 30, "curate": 40, "interact": 30}
_PLATFORMS = ("Facebook", "Instagram")


def _strategy() -> Strategy:
    objective = Objective(objective="Visits", kpi="clicks", domain="selling")
    hours = (Hours(time(9), time(11)),)
    return Strategy(
        settings=Settings(start=_FIRST, weeks=13),
        objectives=(objective,),
        platforms=tuple(
            Platform(platform=name, mission="sell", objectives=("Visits",), cadence=Cadence(Fraction(6)), hours=hours)
            for name in _PLATFORMS
        ),
        mix=tuple(MixShare(category=name, share=Fraction(part, 100)) for name, part in _SHARES.items()),
        themes=tuple(Theme(theme=f"{name} {n}", category=name) for name in _SHARES for n in range(3)),
    )


def _row(random: Random, n: int, theme: Theme) -> ReviewedRow:
    impressions = round(900 * exp(random.gauss(0, 0.5)))
    return ReviewedRow(
        id=f"P{n:04}",
        place=Place("", f"A{n}"),
        day=_FIRST + timedelta(days=n * 91 // POSTS),
        platform=_PLATFORMS[n % 2],
        hour=time(random.choice((9, 12, 18))),
        theme=theme.theme,
        category=theme.category,
        format=random.choice(("photo", "video", "carousel")),
        objective="Visits",
        impressions=impressions,
        clicks=round(impressions * 0.04 * exp(random.gauss(0, SPREAD))),
    )


def proposals(seed: int) -> tuple[Proposal, ...]:
    """The proposals after one quarter in which nothing differs."""
    random, strategy = Random(seed), _strategy()
    rows = [_row(random, n, random.choice(strategy.themes)) for n in range(POSTS)]
    days = Horizon(_FIRST, _FIRST + timedelta(days=90), {}, {})
    found = review(CountedCalendar(strategy, days, (), (), {}), rows, _TODAY)
    return found.proposals if found else ()


def _moved(made: Proposal) -> float:
    """The points of a mix that a proposal of shares moves."""
    changes = ((made.before, made.after), *((cell.before, cell.after) for cell in made.also))
    return fsum(abs(float(after[:-2]) - float(before[:-2])) for before, after in changes) / 2


@click.command()
@click.option("--runs", default=200, show_default=True, help="Drawn quarters.")
def main(runs: int) -> None:
    """Print how often each kind is proposed, and how much shares move."""
    made = [made for seed in range(runs) for made in proposals(seed)]
    kinds = Counter(proposal.kind for proposal in made)
    moved = fsum(_moved(proposal) for proposal in made if proposal.kind == "share")
    click.echo(f"weights of nine themes  {kinds['theme_weight'] / runs:.2f} a quarter")
    click.echo(f"hours of two platforms  {kinds['hours'] / runs:.2f} a quarter")
    click.echo(f"shares of the mix       {kinds['share'] / runs:.2f} a quarter, {moved / runs:.2f} points moved")


if __name__ == "__main__":
    main()
