"""A year of two samples whose truth is known: `python -m benchmarks.four_quarters`.

Prints how the rows of the platforms' files were matched with the posts, and what typed values were lost. A run is a
sample in one invented world: about half a minute.
"""

from __future__ import annotations

import click

from benchmarks.simulated_matching import MatchingScore
from benchmarks.simulated_posts import Troubles, TrueEffects, World
from benchmarks.simulated_year import SimulatedYear

TROUBLES = Troubles(late=0.05, edited=0.1, missed=0.03, outside=0.04, alike=0.2, by_hand=0.2)
SAMPLES = {"salon": ("fr", "Europe/Paris"), "saas": ("en", "America/New_York")}


NOTHING_DIFFERS = TrueEffects()


def world_of(sample: str, seed: int, effects: TrueEffects = NOTHING_DIFFERS) -> World:
    """The world of a sample with the usual troubles."""
    language, zone = SAMPLES[sample]
    return World(effects, TROUBLES, language, zone, seed)


@click.command()
@click.option("--seeds", default=3, show_default=True, help="Invented worlds of each sample.")
def main(seeds: int) -> None:
    """Print the figures of both samples."""
    click.echo("sample  exact matched  others matched  wrong  typed and lost")
    for sample in SAMPLES:
        score, lost = MatchingScore(), list[str]()
        for seed in range(seeds):
            year = SimulatedYear(sample, world_of(sample, seed))
            for _ in year.play():
                pass
            score, lost = score + year.score, lost + year.lost
        exact = f"{score.exact_found} of {score.exact}"
        others = f"{score.others_found / score.others:.1%} of {score.others}"
        click.echo(f"{sample:6}  {exact:>13}  {others:>14}  {len(score.wrong):5}  {len(lost):14}")
        for fault in (*score.wrong, *lost)[:20]:
            click.echo(f"        {fault}")


if __name__ == "__main__":
    main()
