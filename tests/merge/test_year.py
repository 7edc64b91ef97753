"""Some weeks of `benchmarks/year.py`, without LibreOffice; a year is played by `python -m benchmarks.year`."""

from __future__ import annotations

import pytest

from benchmarks.year import made

pytestmark = pytest.mark.long


@pytest.mark.parametrize(("sample", "seed"), [("fr", 1), ("en", 2)])
def test_week_after_week_all_is_as_it_should_be(sample: str, seed: int) -> None:
    year = made(sample, seed, weeks=4, is_resaved=False)
    assert list(year.play()) == []
    assert year.typed.count > 50
    assert len(year.sizes) == 5
