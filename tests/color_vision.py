"""How far apart two colours look (CIEDE2000), to eyes of each kind, and how well a text reads on a fill (WCAG 2.1).

Sources: Sharma, Wu, Dalal, "The CIEDE2000 Color-Difference Formula" (2005); Machado, Oliveira, Fernandes, "A
Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), matrices of severity 1.0, which apply to
linear RGB; W3C, WCAG 2.1, "contrast ratio".
"""

from __future__ import annotations

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

VISIONS: dict[str, Matrix] = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE: Triple = (0.95047, 1.0, 1.08883)  # D65


def contrast(color: str, fill: str) -> float:
    """The contrast ratio of two colours `#RRGGBB`, from 1 to 21."""
    high, low = sorted((_luminance(color), _luminance(fill)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def difference(color: str, other: str, vision: str = "normal") -> float:
    """The CIEDE2000 difference of two colours `#RRGGBB` as eyes of a kind (a key of `VISIONS`) see them."""
    return ciede2000(_lab(_seen(color, vision)), _lab(_seen(other, vision)))


def least_difference(color: str, other: str) -> float:
    """The least CIEDE2000 difference of two colours over all kinds of eyes."""
    return min(difference(color, other, vision) for vision in VISIONS)


def _luminance(color: str) -> float:
    red, green, blue = _linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(color: str) -> Triple:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def _seen(color: str, vision: str) -> Triple:
    """The linear RGB that eyes of a kind see for a colour, within what a screen can show."""
    red, green, blue = (min(1.0, max(0.0, part)) for part in _product(VISIONS[vision], _linear(color)))
    return red, green, blue


def _product(matrix: Matrix, vector: Triple) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def _lab(linear: Triple) -> Triple:
    xyz = (part / white for part, white in zip(_product(_XYZ, linear), _WHITE, strict=True))
    x, y, z = (part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def ciede2000(first: Triple, second: Triple) -> float:
    """The difference of two colours in CIE Lab, with all weights 1."""
    (l1, a1, b1), (l2, a2, b2) = first, second
    mean = (hypot(a1, b1) + hypot(a2, b2)) / 2
    stretch = 1 + 0.5 * (1 - sqrt(mean**7 / (mean**7 + 25.0**7)))
    c1, c2 = hypot(stretch * a1, b1), hypot(stretch * a2, b2)
    h1, h2 = (degrees(atan2(b, stretch * a)) % 360 if (a, b) != (0, 0) else 0.0 for a, b in ((a1, b1), (a2, b2)))
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    middle = (h1 + h2) / 2 if abs(h1 - h2) <= 180 else (h1 + h2 + 360) / 2 % 360
    hue = h1 + h2 if c1 * c2 == 0 else middle
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * cos(radians(hue - 30))
        + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6))
        - 0.20 * cos(radians(4 * hue - 63))
    )
    rotation = -2 * sqrt(chroma**7 / (chroma**7 + 25.0**7)) * sin(radians(60 * exp(-(((hue - 275) / 25) ** 2))))
    by_lightness = (l2 - l1) / (1 + 0.015 * (lightness - 50) ** 2 / sqrt(20 + (lightness - 50) ** 2))
    by_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    by_hue = 2 * sqrt(c1 * c2) * sin(radians(turn / 2)) / (1 + 0.015 * chroma * t)
    return sqrt(by_lightness**2 + by_chroma**2 + by_hue**2 + rotation * by_chroma * by_hue)
