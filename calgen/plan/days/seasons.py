"""The first days of the four seasons, by hemisphere: equinoxes and solstices, computed to within a minute or two.

Method and terms: Jean Meeus, Astronomical Algorithms, second edition, chapter 27, for the years 2000 to 3000.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from math import cos, fsum, radians

SEASONS = ("spring", "summer", "autumn", "winter")

# Where the seasons begin with the equinoxes and solstices. Countries near the equator have no such seasons; Ireland,
# Russia, Ukraine, Belarus and Denmark count theirs from other days.
_NORTH = (
    "AD AL AT BA BE BG CA CH CN CY CZ DE DZ EE ES FI FR GB GR HR HU IL IS IT JP KR LI LT LU LV MA MC MD ME MK MT NL NO "
    "PL PT RO RS SE SI SK TN TR US"
)
_SOUTH = "BO BR CL PE PY UY"
_FIRST_OF_MONTH = "AU NZ ZA"  # the first days of March, June, September and December

# The moment in the year 2000 and its change, in Julian days: polynomials of thousands of years.
_MOMENTS = (
    (2451623.80984, 365242.37404, 0.05169, -0.00411, -0.00057),  # March
    (2451716.56767, 365241.62603, 0.00325, 0.00888, -0.00030),  # June
    (2451810.21715, 365242.01767, -0.11575, 0.00337, 0.00078),  # September
    (2451900.05952, 365242.74049, -0.06223, -0.00823, 0.00032),  # December
)
_TERMS = (
    *((485, 324.96, 1934.136), (203, 337.23, 32964.467), (199, 342.08, 20.186), (182, 27.85, 445267.112)),
    *((156, 73.14, 45036.886), (136, 171.52, 22518.443), (77, 222.54, 65928.934), (74, 296.72, 3034.906)),
    *((70, 243.58, 9037.513), (58, 119.81, 33718.147), (52, 297.17, 150.678), (50, 21.02, 2281.226)),
    *((45, 247.54, 29929.562), (44, 325.15, 31555.956), (29, 60.93, 4443.417), (18, 155.12, 67555.328)),
    *((17, 288.79, 4562.452), (16, 198.04, 62894.029), (14, 199.76, 31436.921), (12, 95.39, 14577.848)),
    *((12, 287.11, 31931.756), (12, 320.81, 34777.259), (9, 227.73, 1222.114), (8, 15.45, 16859.074)),
)
_CLOCK_BEHIND = timedelta(seconds=70)  # universal time behind the even time of the formula, in the 2020s
_EPOCH, _EPOCH_DAY = datetime(2000, 1, 1, 12, tzinfo=UTC), 2451545.0


def season_begins(season: str, country: str, year: int, local_day: Callable[[datetime], date]) -> date | None:
    """The first day of a season in a year; None where the country has no such seasons, or others.

    `local_day`: the day of a moment in the brand's time zone.
    """
    is_south, is_by_month = country in _SOUTH.split(), country in _FIRST_OF_MONTH.split()
    if country not in f"{_NORTH} {_SOUTH} {_FIRST_OF_MONTH}".split():
        return None
    quarter = (SEASONS.index(season) + (2 if is_south or is_by_month else 0)) % 4
    if is_by_month:
        return date(year, 3 * (quarter + 1), 1)
    return local_day(moment(quarter, year))


def moment(quarter: int, year: int) -> datetime:
    """The equinox or solstice of a year in universal time: 0 that of March, 1 June, 2 September, 3 December."""
    millennia = (year - 2000) / 1000
    mean = fsum(factor * millennia**power for power, factor in enumerate(_MOMENTS[quarter]))
    centuries = (mean - _EPOCH_DAY) / 36525
    anomaly = radians(35999.373 * centuries - 2.47)
    periodic = fsum(size * cos(radians(phase + speed * centuries)) for size, phase, speed in _TERMS)
    found = mean + 0.00001 * periodic / (1 + 0.0334 * cos(anomaly) + 0.0007 * cos(2 * anomaly))
    return _EPOCH + timedelta(days=found - _EPOCH_DAY) - _CLOCK_BEHIND
