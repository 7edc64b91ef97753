"""Sums up the certificate of a plan: whether all gaps are within their limits, and the worst gaps of categories."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from calgen.plan.model import Deviation
from calgen.plan.proof.certificate import exceeded


@dataclass(frozen=True, slots=True)
class CertificateSummary:
    """The worst gap of a category on a platform, and over all platforms, in posts, rounded up to the hundredth.

    `is_within_limits` says whether every category and theme is within its limit, on each platform and over all.
    """

    is_within_limits: bool
    worst_on_platform: float
    worst_overall: float


def summarize(certificate: Iterable[Deviation]) -> CertificateSummary:
    """The summary of a certificate."""
    deviations = tuple(certificate)
    of_categories = [deviation for deviation in deviations if deviation.level == "category"]
    on_platform = max((deviation.worst_gap for deviation in of_categories if deviation.platform), default=0.0)
    overall = max((deviation.worst_gap for deviation in of_categories if not deviation.platform), default=0.0)
    return CertificateSummary(not exceeded(deviations), _rounded_up(on_platform), _rounded_up(overall))


def _rounded_up(gap: float) -> float:
    """A gap that no post exceeds: rounded down, "within" would not be true."""
    return ceil(100 * gap - 1e-6) / 100
