"""The running gap of one category or theme along a sequence of posts, with its extremes always known.

The gaps are kept in blocks. Each block has an offset that applies to all of its gaps, its highest and its lowest gap.
So the extremes after a change are found without a pass over the whole sequence.
"""

from __future__ import annotations

from collections.abc import Sequence

BLOCK = 64  # gaps per block


class RunningGap:
    """The gap after each post, in posts: the number of posts given minus the number that the target path asks."""

    __slots__ = ("_blocks", "_highest", "_lowest", "_offsets", "worst")

    def __init__(self, gaps: Sequence[float]) -> None:
        self._blocks = [list(gaps[start : start + BLOCK]) for start in range(0, len(gaps), BLOCK)]
        self._offsets = [0.0] * len(self._blocks)
        self._highest = [max(block) for block in self._blocks]
        self._lowest = [min(block) for block in self._blocks]
        self.worst = max(max(self._highest), -min(self._lowest))

    @property
    def final(self) -> float:
        """The gap after the last post."""
        return self._blocks[-1][-1] + self._offsets[-1]

    def at(self, index: int) -> float:
        """The gap after the post at an index."""
        return self._blocks[index // BLOCK][index % BLOCK] + self._offsets[index // BLOCK]

    def worst_index(self) -> int:
        """The first index at which the gap is farthest from zero."""
        extremes = zip(self._highest, self._lowest, strict=True)
        number = next(n for n, (highest, lowest) in enumerate(extremes) if max(highest, -lowest) == self.worst)
        sizes = [abs(gap + self._offsets[number]) for gap in self._blocks[number]]
        return number * BLOCK + sizes.index(max(sizes))

    def worst_shifted(self, start: int, stop: int, step: int) -> float:
        """The gap farthest from zero, as a size, among those from `start` to before `stop`, if shifted by `step`."""
        first, last = start // BLOCK, (stop - 1) // BLOCK
        offset, begin = self._offsets[first], start - first * BLOCK
        if first == last:
            shifted = self._blocks[first][begin : stop - first * BLOCK]
            return max(max(shifted) + offset + step, -(min(shifted) + offset + step))
        head, tail = self._blocks[first][begin:], self._blocks[last][: stop - last * BLOCK]
        tail_offset = self._offsets[last]
        highest = max(max(head) + offset + step, max(tail) + tail_offset + step)
        lowest = min(min(head) + offset + step, min(tail) + tail_offset + step)
        if last > first + 1:
            highest = max(highest, max(self._highest[first + 1 : last]) + step)
            lowest = min(lowest, min(self._lowest[first + 1 : last]) + step)
        return max(highest, -lowest)

    def worst_if_shifted(self, start: int, stop: int, step: int) -> float:
        """The gap farthest from zero, as a size, if the gaps from `start` to before `stop` were shifted by `step`."""
        shifted = self.worst_shifted(start, stop, step)
        return shifted if shifted >= self.worst else max(shifted, self._worst_outside(start, stop))

    def _worst_outside(self, start: int, stop: int) -> float:
        """The gap farthest from zero, as a size, of those before `start` and from `stop` on; 0 if there is none."""
        first, last = start // BLOCK, (stop - 1) // BLOCK
        highest = self._highest[:first] + self._highest[last + 1 :]
        lowest = self._lowest[:first] + self._lowest[last + 1 :]
        before, after = self._blocks[first][: start - first * BLOCK], self._blocks[last][stop - last * BLOCK :]
        for number, gaps in ((first, before), (last, after)):
            if gaps:
                highest.append(max(gaps) + self._offsets[number])
                lowest.append(min(gaps) + self._offsets[number])
        return max(max(highest), -min(lowest)) if highest else 0.0

    def shift(self, start: int, stop: int, step: int) -> None:
        """Shift the gaps from `start` to before `stop` by `step`."""
        first, last = start // BLOCK, (stop - 1) // BLOCK
        for number in range(first + 1, last):
            self._offsets[number] += step
            self._highest[number] += step
            self._lowest[number] += step
        for number in (first, last) if first != last else (first,):
            block = self._blocks[number]
            begin, end = max(0, start - number * BLOCK), min(len(block), stop - number * BLOCK)
            block[begin:end] = [gap + step for gap in block[begin:end]]
            self._highest[number] = max(block) + self._offsets[number]
            self._lowest[number] = min(block) + self._offsets[number]
        self.worst = max(max(self._highest), -min(self._lowest))
