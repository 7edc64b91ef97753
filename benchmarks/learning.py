"""What the rule of proposals earns, and how much it moves where nothing differs: `python -m benchmarks.learning`.

Quarters of posts are drawn for themes whose true strengths are known (a normal spread `tau` on the logarithmic scale,
posts that vary by 0.9, counts with the luck of small numbers); the proposals of each quarter are accepted, and the next
quarter is drawn with the new weights. Figures are in docs/learning.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from fractions import Fraction
from math import exp
from random import Random

import click

from calgen.learn.factors import factor_effects
from calgen.learn.measures import PostResult, measured_posts
from calgen.learn.proposals import weight_proposals

THEMES, POSTS, QUARTERS, SPREAD = 8, 80, 6, 0.9
_FIRST = date(2027, 1, 4)


@dataclass(frozen=True, slots=True)
class PolicyFigures:
    """Mean result against an equal share, themes really used (inverse Simpson), and share moved a quarter."""

    gain: float
    themes_used: float
    moved: float
    claims: float  # part of the quarters in which a proposal is made


def _posts(random: Random, strengths: Sequence[float], weights: Sequence[Fraction], quarter: int) -> list[PostResult]:
    total, made, done = sum(weights), [], [Fraction(0)] * len(weights)
    for n in range(POSTS):
        behind = [weights[t] * (n + 1) / total - done[t] for t in range(len(weights))]
        theme = max(range(len(weights)), key=lambda t: (behind[t], -t))
        done[theme] += 1
        impressions = round(800 * exp(random.gauss(0, 0.5)))
        rate = 0.03 * exp(strengths[theme] + random.gauss(0, SPREAD))
        count = min(impressions, _poisson(random, rate * impressions))
        day = _FIRST + timedelta(days=91 * quarter + n * 91 // POSTS)
        of = ("Facebook", "facebook", "promote", str(theme), "photo", day, time(9))
        made.append(PostResult(f"P{n}", *of, count, impressions))
    return made


def _poisson(random: Random, mean: float) -> int:
    """A Poisson count: the arrivals of exponential times within `mean`."""
    count, at = 0, random.expovariate(1)
    while at < mean:
        count, at = count + 1, at + random.expovariate(1)
    return count


def run(seed: int, tau: float) -> PolicyFigures:
    """One year and a half of one shop."""
    random = Random(seed)
    strengths = [random.gauss(0, tau) if tau else 0.0 for _ in range(THEMES)]
    worth = [exp(strength) for strength in strengths]
    weights, posts = [Fraction(1)] * THEMES, list[PostResult]()
    moved = claims = 0.0
    for quarter in range(QUARTERS):
        posts += _posts(random, strengths, weights, quarter)
        today = _FIRST + timedelta(days=91 * (quarter + 1) + 8)
        effects = factor_effects(measured_posts(posts, today))["theme"].effects.get("promote", ())
        proposals = weight_proposals({str(t): weights[t] for t in range(THEMES)}, effects)
        before = [float(weight / sum(weights)) for weight in weights]
        for proposal in proposals:
            weights[int(proposal.theme)] = proposal.after
        after = [float(weight / sum(weights)) for weight in weights]
        moved += sum(abs(a - b) for a, b in zip(after, before, strict=True)) / 2 / QUARTERS
        claims += bool(proposals) / QUARTERS
    shares = [float(weight / sum(weights)) for weight in weights]
    gain = sum(share * value for share, value in zip(shares, worth, strict=True)) / (sum(worth) / THEMES)
    return PolicyFigures(gain, 1 / sum(share**2 for share in shares), moved, claims)


@click.command()
@click.option("--runs", default=150, show_default=True, help="Drawn shops for each spread.")
def main(runs: int) -> None:
    """Print the figures of the rule for three spreads between themes."""
    click.echo("tau   gain  themes used  moved a quarter  quarters with a proposal")
    for tau in (0.0, 0.2, 0.4):
        found = [run(seed, tau) for seed in range(runs)]
        names = ("gain", "themes_used", "moved", "claims")
        gain, used, moved, claims = (sum(getattr(figures, name) for figures in found) / runs for name in names)
        click.echo(f"{tau:.1f}   {gain:.2f}  {used:11.1f}  {moved:15.1%}  {claims:23.0%}")


if __name__ == "__main__":
    main()
