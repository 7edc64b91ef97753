"""The palette: colours that all eyes tell apart, signs for those that see none, texts that can be read."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from color_vision import ciede2000, contrast, least_difference

import calgen
from calgen.strategy import TABS
from calgen.view import styles

LEAST_DIFFERENCE = 10.0  # of two strong colours, CIEDE2000
LEAST_CONTRAST = 4.5  # of a text of less than 18 points (WCAG 2.1, 1.4.3)
LEAST_SHAPE_CONTRAST = 3.0  # of bars and lines on white (WCAG 2.1, 1.4.11)

# Sharma, Wu, Dalal (2005), table 1: two colours in CIE Lab and their difference
PUBLISHED = """
50 2.6772 -79.7751 50 0 -82.7485 2.0425
50 3.1571 -77.2803 50 0 -82.7485 2.8615
50 2.8361 -74.0200 50 0 -82.7485 3.4412
50 -1.3802 -84.2814 50 0 -82.7485 1.0000
50 -1.1848 -84.8006 50 0 -82.7485 1.0000
50 -0.9009 -85.5211 50 0 -82.7485 1.0000
50 0 0 50 -1 2 2.3669
50 -1 2 50 0 0 2.3669
50 2.49 -0.001 50 -2.49 0.0009 7.1792
50 2.49 -0.001 50 -2.49 0.0010 7.1792
50 2.49 -0.001 50 -2.49 0.0011 7.2195
50 2.49 -0.001 50 -2.49 0.0012 7.2195
50 -0.001 2.49 50 0.0009 -2.49 4.8045
50 -0.001 2.49 50 0.0010 -2.49 4.8045
50 -0.001 2.49 50 0.0011 -2.49 4.7461
50 2.5 0 50 0 -2.5 4.3065
50 2.5 0 73 25 -18 27.1492
50 2.5 0 61 -5 29 22.8977
50 2.5 0 56 -27 -3 31.9030
50 2.5 0 58 24 15 19.4535
50 2.5 0 50 3.1736 0.5854 1.0000
50 2.5 0 50 3.2972 0 1.0000
50 2.5 0 50 1.8634 0.5757 1.0000
50 2.5 0 50 3.2592 0.3350 1.0000
60.2574 -34.0099 36.2677 60.4626 -34.1751 39.4387 1.2644
63.0109 -31.0961 -5.8663 62.8187 -29.7946 -4.0864 1.2630
61.2901 3.7196 -5.3901 61.4292 2.2480 -4.9620 1.8731
35.0831 -44.1164 3.7933 35.0232 -40.0716 1.5901 1.8645
22.7233 20.0904 -46.6940 23.0331 14.9730 -42.5619 2.0373
36.4612 47.8580 18.3852 36.2715 50.5065 21.2231 1.4146
90.8027 -2.0831 1.4410 91.1528 -1.6435 0.0447 1.4441
90.9257 -0.5406 -0.9208 88.6381 -0.8985 -0.7239 1.5381
6.7747 -0.2908 -2.4247 5.8714 -0.0985 -2.2286 0.6377
2.0776 0.0795 -1.1350 0.9033 -0.0636 -0.5514 0.9082
"""


def test_difference_of_colours_is_the_published_one() -> None:
    pairs = [[*map(float, line.split())] for line in PUBLISHED.split("\n") if line]
    assert len(pairs) == 34
    for l1, a1, b1, l2, a2, b2, published in pairs:
        assert ciede2000((l1, a1, b1), (l2, a2, b2)) == pytest.approx(published, abs=0.00005)
        assert ciede2000((l2, a2, b2), (l1, a1, b1)) == pytest.approx(published, abs=0.00005)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)  # the usual example of a grey too light
    assert contrast("#FFFFFF", "#FFFFFF") == 1


@pytest.mark.parametrize(
    "colors",
    [
        pytest.param(styles.CHART_COLORS, id="categories and series of charts"),
        pytest.param([fill for fill, _ in styles.STATUS_COLORS.values()], id="statuses"),
        pytest.param([*styles.STEP_COLORS.values()], id="steps"),
    ],
)
def test_all_eyes_tell_any_two_colours_apart(colors: list[str]) -> None:
    near = {pair: round(found, 1) for pair in combinations(colors, 2) if (found := least_difference(*pair)) < 10}
    assert not near, f"less than {LEAST_DIFFERENCE} apart: {near}"


def test_texts_of_the_palette_can_be_read() -> None:
    pairs = [
        *((text, fill) for fill, text in styles.STATUS_COLORS.values()),
        *((text, fill) for fill, _ in (*styles.CATEGORY_COLORS, styles.NO_CATEGORY) for text in _TEXTS),
        *((styles.WHITE, color) for color in styles.STEP_COLORS.values()),
        *((color, styles.WHITE) for color in styles.STEP_COLORS.values()),
    ]
    weak = {pair: round(found, 2) for pair in pairs if (found := contrast(*pair)) < LEAST_CONTRAST}
    assert not weak


_TEXTS = (styles.DARK_TEXT, styles.GREY_TEXT, styles.LINK_COLOR)


def test_shapes_in_charts_stand_out_from_white() -> None:
    weak = {color: contrast(color, styles.WHITE) for color in styles.CHART_COLORS}
    assert min(weak.values()) >= LEAST_SHAPE_CONTRAST, weak


def test_each_category_has_a_sign_of_its_own() -> None:
    names = ["promote", "curate", "interact", *(f"own {n}" for n in range(27))]
    signs = [styles.category_sign(names, name) for name in names]
    assert len({*signs, styles.category_sign(names, "elsewhere")}) == len(names) + 1
    assert all(signs)
    assert styles.category_sign(names, "") == ""
    assert styles.category_sign(("a", "b"), "a") == signs[0]  # its place in the mix alone counts


def test_each_status_has_a_sign_that_no_category_has() -> None:
    signs = [styles.status_sign(code) for code in styles.STATUS_COLORS]
    of_categories = [styles.category_sign(range(30), n) for n in range(30)]  # type: ignore[arg-type]
    assert all(signs)
    assert len({*signs, *of_categories, styles.OTHER_SIGN}) == len(signs) + len(of_categories) + 1
    assert styles.status_sign("something else") == ""


def test_each_step_has_a_colour() -> None:
    assert {tab.step for tab in TABS} == {*styles.STEP_COLORS}


def test_colours_are_written_in_the_palette_alone() -> None:
    root = Path(calgen.__file__).parent
    known = {root / "view/styles.py", root / "book/palette.py"}
    found = [
        f"{path.relative_to(root)}: {color}"
        for path in sorted(root.rglob("*.py"))
        if path not in known
        for color in re.findall(r"[\"']#[0-9A-Fa-f]{6}[\"']", path.read_text("utf-8"))
    ]
    assert not found
