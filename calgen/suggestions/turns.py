"""Which angles have had their turn: how much an angle loses by having been taken before."""

from __future__ import annotations

from collections import Counter

from calgen.suggestions.candidates import Candidate

_AGAIN_IN_THEME, _AGAIN, _SAID_AGAIN = 10, 3, 2  # points for each time before: in the theme, anywhere, of one value
_IN_A_ROW = 1000  # points of an angle that the last subject of the theme has as its title
_NEAR_IN_THEME, _NEAR_ON_PLATFORM = (60, 10), (30, 4)  # points of the next subject, and less for each one between


class Turns:
    """The turns of the angles so far; `title` takes place in order of day."""

    def __init__(self) -> None:
        self._in_theme = Counter[tuple[str, str]]()
        self._anywhere = Counter[str]()
        self._said = Counter[tuple[str, tuple[str, str]]]()
        self._titles = Counter[str]()  # subjects so far, by theme and by platform
        self._last: dict[tuple[str, str], int] = {}  # theme or platform, and angle → its last title there

    def cost(self, candidate: Candidate, theme: str) -> int:
        """The points that a candidate loses by what was taken before, wherever its subject stands."""
        key = candidate.angle.key
        said = sum(self._said[theme, value] for value in candidate.said)
        return _AGAIN_IN_THEME * self._in_theme[theme, key] + _AGAIN * self._anywhere[key] + _SAID_AGAIN * said

    def title_cost(self, candidate: Candidate, theme: str, platforms: tuple[str, ...]) -> int:
        """The points that it loses as a title, by the titles shortly before it."""
        in_theme = self._distance(f"theme {theme}", candidate)
        cost = (_IN_A_ROW if in_theme == 1 else 0) + _points(in_theme, *_NEAR_IN_THEME)
        on_platforms = (self._distance(f"platform {name}", candidate) for name in platforms)
        return cost + max((_points(at, *_NEAR_ON_PLATFORM) for at in on_platforms), default=0)

    def _distance(self, place: str, candidate: Candidate) -> int:
        last = self._last.get((place, candidate.angle.key))
        return 0 if last is None else self._titles[place] - last + 1

    def take(self, theme: str, angle: str, said: tuple[tuple[str, str], ...] = ()) -> None:
        """An angle is taken for a suggestion of a theme."""
        self._in_theme[theme, angle] += 1
        self._anywhere[angle] += 1
        for value in said:
            self._said[theme, value] += 1

    def take_title(self, theme: str, angle: str, platforms: tuple[str, ...]) -> None:
        """An angle is that of the next title of a theme, on some platforms; an empty one is that of the user's."""
        for place in (f"theme {theme}", *(f"platform {name}" for name in platforms)):
            self._titles[place] += 1
            self._last[place, angle] = self._titles[place]


def _points(distance: int, most: int, step: int) -> int:
    return max(0, most - step * distance) if distance else 0
