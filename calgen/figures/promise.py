"""The promise on the mix in three figures: whether it is held, and the worst gaps of its categories."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from calgen.plan.certificate import exceeded
from calgen.plan.model import Deviation


@dataclass(frozen=True, slots=True)
class Promise:
    """The worst gap of a category on a platform, and over all platforms, in posts.

    `is_held` says whether every category and theme is within its limit everywhere.
    """

    is_held: bool
    platform: float
    overall: float


def promise(certificate: Iterable[Deviation]) -> Promise:
    """What a certificate says of the promise."""
    lines = tuple(certificate)
    own = [line for line in lines if line.level == "category"]
    platform = max((line.worst_gap for line in own if line.platform), default=0.0)
    overall = max((line.worst_gap for line in own if not line.platform), default=0.0)
    return Promise(not exceeded(lines), round(platform, 2), round(overall, 2))
