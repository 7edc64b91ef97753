"""The subjects that can still be given a post, while slots are given themes day by day; see `subject_forecast.py`."""

from __future__ import annotations

from calgen.plan.model import SUBJECT_LIFE

_LIFE_DAYS = SUBJECT_LIFE.days
_LAST_DAY, _PLATFORMS = 0, 1  # of an open subject: the last day of its life, the platforms without a post of it


class OpenSubjects:
    """The subjects that can still be given a post, while themes are assigned day by day."""

    def __init__(self, themes: int, platforms: int) -> None:
        self.waiting = [0] * themes  # by theme: the platforms that may still have a post of one of its open subjects
        self._all_platforms = (1 << platforms) - 1
        self._day = 0
        self._open: list[list[list[int]]] = [[] for _ in range(themes)]  # by theme, oldest first

    def start_day(self, day: int) -> None:
        """Close the subjects whose life is over."""
        self._day = day
        for theme, subjects in enumerate(self._open):
            if subjects and subjects[0][_LAST_DAY] < day:
                self._open[theme] = [subject for subject in subjects if subject[_LAST_DAY] >= day]
                self._update_waiting(theme)

    def add_post(self, theme: int, platform: int, *, alone: bool) -> None:
        """Count a post; one that is not `alone` in its theme that day is part of a launch: of a new subject."""
        bit = 1 << platform
        for subject in self._open[theme] if alone else ():
            if subject[_PLATFORMS] & bit:
                subject[_PLATFORMS] ^= bit
                break
        else:
            self._open[theme].append([self._day + _LIFE_DAYS, self._all_platforms ^ bit])
        self._update_waiting(theme)

    def _update_waiting(self, theme: int) -> None:
        found = 0
        for _, platforms in self._open[theme]:
            found |= platforms
        self.waiting[theme] = found
