"""What was told of missing posts, as texts of the hidden tab: a later run that adds no posts tells the same causes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from calgen.last_run import LastRun
from calgen.merge.renames import Renames
from calgen.plan.known_gaps import KnownGap, KnownGaps
from calgen.plan.model import GapCause

PIECES = ""  # the key of the row with the titles of pieces; the others have the name of a platform


def read_gaps(last_run: LastRun, renames: Renames) -> KnownGaps:
    """What the last run told of missing posts, under the new names of what was renamed since."""
    gaps: dict[str, tuple[KnownGap, ...]] = {}
    posts: dict[str, Mapping[date, int]] = {}
    pieces: tuple[str, ...] = ()
    for key, text in last_run.missing.items():
        try:
            if key == PIECES:
                pieces = tuple(map(str, json.loads(text)))
                continue
            own, counts = json.loads(text)
            found = tuple(KnownGap(GapCause(cause), date.fromisoformat(day), int(n)) for cause, day, n in own)
            by_day = {date.fromisoformat(day): int(n) for day, n in counts}
        except (AttributeError, TypeError, ValueError):
            continue  # a user has written into it
        name = renames.new_name("platform", key)
        gaps[name], posts[name] = found, by_day
    return KnownGaps(gaps, posts, pieces)


def gap_texts(known: KnownGaps | None) -> dict[str, str]:
    """The texts of what is told of missing posts: one for each platform, and one with the pieces."""
    if known is None:
        return {}
    texts = {
        name: _text([
            [[gap.cause.value, gap.day.isoformat(), gap.posts] for gap in gaps],
            [[day.isoformat(), count] for day, count in known.posts[name].items()],
        ])
        for name, gaps in known.gaps.items()
    }  # fmt: skip
    return texts | ({PIECES: _text(known.pieces)} if known.pieces else {})


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
