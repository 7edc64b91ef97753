"""A year of two samples whose truth is known: `python -m benchmarks.four_quarters`.

Prints how the rows of the platforms' files were matched with the posts and what typed values were lost; then, with all
proposals accepted, which part of the posts they move where themes are equal, and what they gain where they differ. A
year with a user takes about a minute, one without her a third of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, fsum
from random import Random
from statistics import fmean

import click

from benchmarks.simulated_matching import MatchingScore
from benchmarks.simulated_posts import Troubles, TrueEffects, World
from benchmarks.simulated_year import START, SimulatedYear, ThemeShares, moved_share, theme_shares
from calgen.files.read import samples
from calgen.read import read

TROUBLES = Troubles(late=0.05, edited=0.1, missed=0.03, outside=0.04, alike=0.2, by_hand=0.2)
SAMPLES = {"salon": ("fr", "Europe/Paris"), "saas": ("en", "America/New_York")}
NOTHING_DIFFERS = TrueEffects()


def world_of(sample: str, seed: int, effects: TrueEffects = NOTHING_DIFFERS) -> World:
    """The world of a sample with the usual troubles."""
    language, zone = SAMPLES[sample]
    return World(effects, TROUBLES, language, zone, seed)


def true_effects(sample: str, seed: int, spread: float) -> TrueEffects:
    """Effects of the themes of a sample, drawn from a normal distribution on the logarithmic scale."""
    random, names = Random(f"{seed} {spread}"), theme_shares(read(samples.read_sample(sample)).strategy)
    return TrueEffects({name: random.gauss(0, spread) if spread else 0.0 for name in names})


def gain(shares: ThemeShares, before: ThemeShares, effects: Mapping[str, float]) -> float:
    """The mean result of a post under some shares of the themes, against that under others."""
    return fsum(share * exp(effects[name]) for name, share in shares.items()) / fsum(
        share * exp(effects[name]) for name, share in before.items()
    )


@click.command()
@click.option("--seeds", default=3, show_default=True, help="Invented worlds of each sample.")
@click.option("--part", type=click.Choice(("matching", "proposals")), help="One of the two tables alone.")
def main(seeds: int, part: str | None) -> None:
    """Print the figures of both samples."""
    if part != "proposals":
        _print_matching(seeds)
    if part != "matching":
        _print_proposals(seeds)


def _print_matching(seeds: int) -> None:
    click.echo("sample  exact matched  others matched  wrong  typed and lost")
    for sample in SAMPLES:
        score, lost = MatchingScore(), list[str]()
        for seed in range(seeds):
            year = played(SimulatedYear(sample, world_of(sample, seed)))
            score, lost = score + year.score, lost + year.lost
        exact = f"{score.exact_found} of {score.exact}"
        others = f"{score.others_found / score.others:.1%} of {score.others}"
        click.echo(f"{sample:6}  {exact:>13}  {others:>14}  {len(score.wrong):5}  {len(lost):14}")
        for fault in (*score.wrong, *lost)[:20]:
            click.echo(f"        {fault}")


def _print_proposals(seeds: int) -> None:
    click.echo(f"sample  spread  moved a quarter  gain after a year from {START:%B %Y}  quarters with a proposal")
    for sample in SAMPLES:
        for spread in (0.0, 0.2, 0.4):
            years = [
                played(
                    SimulatedYear(sample, world_of(sample, seed, true_effects(sample, seed, spread)), has_user=False)
                )
                for seed in range(seeds)
            ]
            moved = fmean(
                moved_share(*pair) for year in years for pair in zip(year.shares, year.shares[1:], strict=False)
            )
            gained = fmean(gain(year.shares[-1], year.shares[0], year.world.effects.themes) for year in years)
            claims = fmean(found > 0 for year in years for found in year.proposals)
            click.echo(f"{sample:6}  {spread:6.1f}  {moved:15.1%}  {gained:34.2f}  {claims:24.0%}")


def played(year: SimulatedYear) -> SimulatedYear:
    """A year after its last step."""
    for _ in year.play():
        pass
    return year


if __name__ == "__main__":
    main()
