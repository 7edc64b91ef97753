"""What the effects of themes and moments propose: bounded steps that the user accepts or not.

The rule and its bounds were compared with greedier ones by simulation (docs/learning.md): when nothing differs it moves
about half a hundredth of the share of the themes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp, fsum

from calgen.learn.shrinkage import LevelEffect

LARGEST_STEP = 1.25
SURE_ABOVE, SURE_BELOW = 0.85, 0.15  # chances to be above the average, from which a step is proposed
LEAST_POSTS_OF_LEVEL = 3
MOST_PROPOSALS = 3
_LEAST_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class WeightProposal:
    """A new weight of a theme, with the effect that it rests on."""

    theme: str
    before: Fraction
    after: Fraction
    effect: LevelEffect


def step(effect: LevelEffect) -> float:
    """The factor by which the share of a level may change: 1 where its chance is not clear."""
    if effect.count < LEAST_POSTS_OF_LEVEL or SURE_BELOW < effect.chance_above < SURE_ABOVE:
        return 1.0
    return min(max(exp(effect.effect), 1 / LARGEST_STEP), LARGEST_STEP)


def proposed_shares(shares: Mapping[str, float], effects: Sequence[LevelEffect], part: float = 1.0) -> dict[str, float]:
    """The shares of the themes of a category after that part of their steps; they sum to what they summed to.

    A share does not fall below 5 % of its category and half of an equal share, so that the next quarter can disagree;
    one that stands below already stays.
    """
    total, steps = fsum(shares.values()), {effect.name: step(effect) ** part for effect in effects}
    floor = max(_LEAST_SHARE, 0.5 / len(shares)) * total
    least = {name: min(share, floor) for name, share in shares.items()}
    wanted = {name: share * steps.get(name, 1.0) for name, share in shares.items()}
    fixed: dict[str, float] = {}
    while True:
        free = {name: share for name, share in wanted.items() if name not in fixed}
        scale = (total - fsum(fixed.values())) / (fsum(free.values()) or 1.0)
        below = {name: least[name] for name, share in free.items() if share * scale < least[name]}
        if not below:
            return {name: fixed[name] if name in fixed else wanted[name] * scale for name in shares}
        fixed |= below


def weight_proposals(
    weights: Mapping[str, Fraction], effects: Sequence[LevelEffect], barred: Collection[str] = ()
) -> list[WeightProposal]:
    """At most three new weights of the themes of a category, rounded to a quarter; none of a `barred` theme."""
    allowed = [effect for effect in effects if effect.name in weights and effect.name not in barred]
    changing = [effect for effect in allowed if step(effect) != 1.0]
    chosen = sorted(changing, key=lambda effect: (-abs(effect.chance_above - 0.5), effect.name))[:MOST_PROPOSALS]
    total = float(sum(weights.values()))
    shares = {name: float(weight) / total for name, weight in weights.items()}
    after = proposed_shares(shares, chosen)
    unchanged = next((name for name in weights if all(effect.name != name for effect in chosen)), "")
    scale = total * (shares[unchanged] / after[unchanged] if unchanged else 1.0)  # keeps the other weights as they are
    found = []
    for effect in chosen:
        new = Fraction(round(after[effect.name] * scale * 4), 4)
        if new != weights[effect.name] and new > 0:
            found.append(WeightProposal(effect.name, weights[effect.name], new, effect))
    return found
