"""What the user changed since the last run; the new plan under it: a three-way merge of the two calendars."""

from __future__ import annotations

from calgen.merge import checksum
from calgen.merge.apply_edits import approved, laid, undated_lines
from calgen.merge.cell_ownership import NEEDED
from calgen.merge.compare import compare
from calgen.merge.edits import Edits
from calgen.merge.fingerprint import fingerprints, is_same_strategy
from calgen.merge.ids import Ids, identify
from calgen.merge.merged_rows import Arranged, Placed, arrange, moved, needed_subjects
from calgen.merge.restore_names import standing, widened
from calgen.merge.row_changes import KINDS, Change
from calgen.merge.upgrade import written_before

__all__ = [
    "KINDS", "NEEDED", "Arranged", "Change", "Edits", "Ids", "Placed", "approved", "arrange", "checksum", "compare",
    "fingerprints", "identify", "is_same_strategy", "laid", "moved", "needed_subjects", "standing", "undated_lines",
    "widened", "written_before",
]  # fmt: skip
