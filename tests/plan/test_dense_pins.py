"""Where many posts have their day or their window, each platform still comes near to what cannot be avoided."""

from __future__ import annotations

from seeds import each_seed

from benchmarks.instances import START, draw
from calgen.plan import plan


@each_seed(4, 12, first=1)
def test_a_platform_is_within_half_a_post_of_its_least(seed: int) -> None:
    """Of the promise, or of the unavoidable where that is more: small strategies with fifty promotions in a quarter."""
    certificate = plan(draw("small", seed), (), START).certificate
    for platform in {line.platform for line in certificate if line.platform}:
        lines = [line for line in certificate if line.level == "category" and line.platform == platform]
        reach = max(max(line.limit, line.unavoidable) for line in lines) + 0.5
        assert max(line.worst_gap for line in lines) <= reach + 1e-9, platform
