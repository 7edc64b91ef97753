"""Tables for a terminal, as wide as it is: no name, day or heading is cut, whatever the number of columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

_GAP = 2  # columns of the terminal between two columns of a table
_LEAST = 14  # width down to which a cell of several words may be wrapped


def fitted_tables(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[Table]:
    """One table, or several below each other where the columns do not fit side by side into the width.

    Each one then has the first column, and the second one where the first alone does not tell the rows apart.
    """
    columns = [[heading, *(row[n] for row in rows)] for n, heading in enumerate(headings)]
    least = [min(_least_width(texts), width - _GAP) for texts in columns]
    keys = 1 if len(set(columns[0])) == len(columns[0]) or len(columns) < 3 else 2
    for chosen in _groups(least, keys, width):
        table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, _GAP, 0, 0))
        most = [max(map(cell_len, columns[n]), default=0) for n in chosen]
        for n, wide in zip(chosen, _widths([least[n] for n in chosen], most, width), strict=True):
            table.add_column(headings[n], justify="right" if n else "left", width=wide, overflow="fold")
        for row in rows:
            table.add_row(*(Text(row[n]) for n in chosen))
        yield table


def _least_width(texts: Sequence[str]) -> int:
    """The width of a column, its heading first, in which no word of it is cut, and no figure or day wrapped."""
    words = (cell_len(word) for text in texts for word in text.split())
    return max([*words, *(min(cell_len(cell), _LEAST) for cell in texts[1:])], default=0)


def _groups(least: Sequence[int], keys: int, width: int) -> Iterator[list[int]]:
    """The numbers of the columns that stand side by side, the first ones (`keys`) in each group."""
    group = [*range(keys)]
    for n in range(keys, len(least)):
        if len(group) > keys and sum(least[other] + _GAP for other in (*group, n)) > width:
            yield group
            group = [*range(keys)]
        group.append(n)
    yield group


def _widths(least: Sequence[int], most: Sequence[int], width: int) -> list[int]:
    """The widths of columns side by side: the least ones, and what is left for those that could use more."""
    left = max(0, width - sum(least) - _GAP * len(least))
    found = []
    for narrow, wide in zip(least, most, strict=True):
        more = min(left, max(0, wide - narrow))
        found.append(narrow + more)
        left -= more
    return found
