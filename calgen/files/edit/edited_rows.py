"""The rows of a sheet after an edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from calgen.files.edit.row_moves import RowMoves


@dataclass(frozen=True, slots=True)
class EditedRows:
    """The rows of a sheet after their edit, as XML."""

    data: bytes
    moves: RowMoves
    added: Mapping[int, str] = field(default_factory=dict)  # columns that calgen adds again → their headings
    headings: Mapping[int, str] = field(default_factory=dict)  # the texts of the heading row, by column
