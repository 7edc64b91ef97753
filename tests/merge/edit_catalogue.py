"""The catalogue of single edits, in the order of its files."""

from __future__ import annotations

from edited_workbook import Edit
from edits_cells import CELLS
from edits_columns import COLUMNS
from edits_odd import ODD
from edits_rows import ROWS
from edits_tabs import TABS

EDITS: tuple[Edit, ...] = (*CELLS, *ODD, *ROWS, *COLUMNS, *TABS)
