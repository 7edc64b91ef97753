"""The rows of a sheet after an edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from calgen.files.moves.row_moves import RowMoves


@dataclass(frozen=True, slots=True)
class EditedRows:
    """The rows of a sheet after their edit, as XML."""

    data: bytes
    moves: RowMoves
    columns: Mapping[int, int] = field(default_factory=dict)  # drawn column → present one, with those added again
    names: Mapping[int, str] = field(default_factory=dict)  # the names of the table's columns, by column
