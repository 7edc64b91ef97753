"""What the user changed since the last run; the new plan under it: a three-way merge of the two calendars."""

from __future__ import annotations

from calgen.merge import seal
from calgen.merge.arrange import Arranged, Placed, arrange, moved, needed_subjects
from calgen.merge.cells import NEEDED
from calgen.merge.changes import KINDS, Change
from calgen.merge.compare import compare
from calgen.merge.edits import Edits
from calgen.merge.ids import Ids, identify
from calgen.merge.laid import approved, laid
from calgen.merge.widen import standing, widened

__all__ = [
    "KINDS", "NEEDED", "Arranged", "Change", "Edits", "Ids", "Placed", "approved", "arrange", "compare", "identify",
    "laid", "moved", "needed_subjects", "seal", "standing", "widened",
]
