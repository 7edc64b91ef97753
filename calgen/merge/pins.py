"""Posts of the calendar as fixed points of a new plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

from calgen.book.folding import fold
from calgen.calendar import Line, Row
from calgen.merge.cell_ownership import users
from calgen.merge.edits import Edits, written
from calgen.plan.model import Reason
from calgen.plan.pin import Pin, PinKind
from calgen.strategy import Strategy


class Spelled:
    """Names as the strategy spells them."""

    def __init__(self, strategy: Strategy) -> None:
        self.platforms = {fold(one.platform): one.platform for one in strategy.platforms}
        self.themes = {fold(one.theme): one.theme for one in strategy.themes}
        self.known = {
            "format": {fold(one.format): one.format for one in strategy.formats},
            "objective": {fold(one.objective): one.objective for one in strategy.objectives},
            "audience": {fold(one.audience): one.audience for one in strategy.audiences},
            "owner": {fold(one.person): one.person for one in strategy.team},
        }

    def platform(self, typed: str) -> str:
        return self.platforms.get(fold(typed), typed)

    def theme(self, typed: str) -> str:
        return self.themes.get(fold(typed), typed)

    def settled(self, line: Line) -> dict[str, str]:
        """What a post already serves and who makes it, where the strategy still knows it."""
        return {key: names.get(fold(line.text(key)), "") for key, names in self.known.items()}


class Subjects:
    """Which subject a settled post belongs to: its own, one of the same title, or a new one."""

    def __init__(self, edits: Edits, numbers: dict[str, int]) -> None:
        self._edits = edits
        self._numbers = numbers
        self._titled = {fold(line.text("title")): id_ for id_, line in edits.of("editorial").items()}
        self._titled |= {
            fold(row["title"]): id_
            for id_, row in edits.memory.of("editorial").items()
            if "editorial" not in edits.standing and "title" in row
        }

    def home(self, id_: str, line: Line, own: bool) -> tuple[str, str]:
        """The id of a post's subject, and its title."""
        wrote = self._edits.wrote("social", id_)
        named = line.subject or ("" if own else wrote.get("subject", ""))
        if named in self._edits.of("editorial"):
            return named, self._edits.of("editorial")[named].text("title")
        before = written(self._edits.memory, "editorial").get(named)
        if before is not None:
            return named, before.get("title", "")
        title = line.text("title")
        key = fold(title) or f"row {line.row}"
        if key not in self._titled:
            self._titled[key] = f"S{self._numbers['editorial']:04d}"
            self._numbers["editorial"] += 1
        return self._titled[key], title


def pin(edits: Edits, spelled: Spelled, homes: Subjects, id_: str, line: Line) -> Pin:
    """A fixed point of the new plan: a post as it stands."""
    day, wrote = line.day(), edits.wrote("social", id_)
    assert day is not None
    moved = any(users("social", line, wrote, key) for key in ("date", "time", "platform"))
    own = not wrote.get("date")
    subject, title = homes.home(id_, line, own)
    why = (Reason("added"),) if own else (Reason("moved_by_user"),) if moved else ()
    return Pin(
        spelled.platform(line.text("platform")),
        day,
        spelled.theme(line.text("theme")),
        kind=PinKind.KEPT,
        time=line.hour() or _hour(wrote),
        id=id_,
        subject=subject,
        title=title,
        reasons=why,
        campaign=line.text("campaign"),
        key_date=line.text("key_date"),
        stage=line.code("stage"),
        work_week=_day(wrote.get("made", "")),
        moved_from=_was(wrote, day),
        subject_deleted=subject in edits.removed["editorial"],
        **spelled.settled(line),  # type: ignore[arg-type]
    )


def before(edits: Edits, id_: str, row: Row, kind: PinKind) -> Pin:
    """A post as it was written: kept, or of the earlier plan."""
    subject = row.get("subject", "")
    line = edits.of("editorial").get(subject)
    title = line.text("title") if line else edits.memory.of("editorial").get(subject, {}).get("title", "")
    return Pin(
        row["platform"],
        date.fromisoformat(row["date"]),
        row.get("theme", ""),
        kind=kind,
        time=_hour(row),
        id=id_,
        subject=subject,
        title=title,
        campaign=row.get("campaign", ""),
        key_date=row.get("key_date", ""),
        work_week=_day(row.get("made", "")),
        **{key: row.get(key, "") for key in _SERVED},  # type: ignore[arg-type]
    )


def _was(wrote: Row, day: date) -> date | None:
    """Where the last plan had a post that the user moved."""
    before = _day(wrote.get("date", ""))
    return before if before != day else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


_SERVED = ("format", "objective", "audience", "owner")


def _hour(row: Row) -> time | None:
    try:
        return time.fromisoformat(row.get("time", ""))
    except ValueError:
        return None


def gone(id_: str, row: Row, day: date | None, platform: str, spelled: Spelled) -> Iterator[Pin]:
    """The slot of a post that the user took out: nothing new is put there."""
    try:
        day = day or date.fromisoformat(row.get("date", ""))
    except ValueError:
        return
    platform = spelled.platform(platform or row.get("platform", ""))
    if platform in spelled.platforms.values():
        yield Pin(platform, day, row.get("theme", ""), time=_hour(row), kind=PinKind.REMOVED, id=id_)
