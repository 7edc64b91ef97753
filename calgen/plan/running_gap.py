"""The running gap of one name along an order of posts, shifted over stretches, its extremes always at hand.

In blocks, each with its own shift, highest and lowest: what a change would leave is found without walking the order.
"""

from __future__ import annotations

from collections.abc import Sequence

BLOCK = 64


class Line:
    """The gap after each post, in posts: what was given less what was to be given."""

    __slots__ = ("_adds", "_blocks", "_high", "_low", "worst")

    def __init__(self, gaps: Sequence[float]) -> None:
        self._blocks = [list(gaps[at : at + BLOCK]) for at in range(0, len(gaps), BLOCK)]
        self._adds = [0.0] * len(self._blocks)
        self._high = [max(block) for block in self._blocks]
        self._low = [min(block) for block in self._blocks]
        self.worst = max(max(self._high), -min(self._low))

    @property
    def end(self) -> float:
        """The gap after the last post."""
        return self._blocks[-1][-1] + self._adds[-1]

    def at(self, place: int) -> float:
        """The gap after a post."""
        return self._blocks[place // BLOCK][place % BLOCK] + self._adds[place // BLOCK]

    def farthest(self) -> int:
        """The first place of the worst gap."""
        number = next(
            n for n, (high, low) in enumerate(zip(self._high, self._low, strict=True)) if max(high, -low) == self.worst
        )
        block, add = self._blocks[number], self._adds[number]
        gaps = [abs(gap + add) for gap in block]
        return number * BLOCK + gaps.index(max(gaps))

    def worst_if(self, first: int, last: int, step: int) -> float:
        """The worst gap, were those from `first` to before `last` shifted by `step`."""
        a, b = first // BLOCK, (last - 1) // BLOCK
        high, low = self._high, self._low
        highs = high[:a] + high[b + 1 :]
        lows = low[:a] + low[b + 1 :]
        for number in (a, b) if a != b else (a,):
            block, add = self._blocks[number], self._adds[number]
            begin, end = max(0, first - number * BLOCK), min(len(block), last - number * BLOCK)
            inside = block[begin:end]
            highs.append(max(inside) + add + step)
            lows.append(min(inside) + add + step)
            if begin:
                highs.append(max(block[:begin]) + add)
                lows.append(min(block[:begin]) + add)
            if end < len(block):
                highs.append(max(block[end:]) + add)
                lows.append(min(block[end:]) + add)
        if b > a + 1:
            highs.append(max(high[a + 1 : b]) + step)
            lows.append(min(low[a + 1 : b]) + step)
        return max(max(highs), -min(lows))

    def shift(self, first: int, last: int, step: int) -> None:
        """Shift the gaps from `first` to before `last`."""
        a, b = first // BLOCK, (last - 1) // BLOCK
        for number in range(a + 1, b):
            self._adds[number] += step
            self._high[number] += step
            self._low[number] += step
        for number in (a, b) if a != b else (a,):
            block = self._blocks[number]
            begin, end = max(0, first - number * BLOCK), min(len(block), last - number * BLOCK)
            block[begin:end] = [gap + step for gap in block[begin:end]]
            self._high[number] = max(block) + self._adds[number]
            self._low[number] = min(block) + self._adds[number]
        self.worst = max(max(self._high), -min(self._low))
