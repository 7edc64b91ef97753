"""`--dry-run` tells what the run then does, no more and no less (PRODUCT §4; RELIABILITY §6 M4), and writes nothing."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from changes import CADENCE, LESS, Change
from click.testing import CliRunner, Result
from draft import Draft, Edit
from edits_cells import moved_date, results, typed_text
from edits_columns import own_column_of_formulas
from edits_rows import own_row, row_deleted, sorted_by_platform
from ground import FILE, TODAY, ground
from seen import Line, Seen
from tab import LIVE

from calgen.cli import main

TIMES = ("date", "time", "platform")
KINDS = ("added", "moved", "changed", "removed")


def ran(file: Path, *options: str) -> Result:
    """`calgen generate` as of the ground's day."""
    return CliRunner().invoke(main, ["generate", str(file), "--today", TODAY.isoformat(), *options])


@dataclass(frozen=True)
class Case:
    """Edits, and a change of the strategy or none."""

    name: str
    edits: tuple[Edit, ...]
    change: Change | None
    language: str = "fr"

    def draft(self) -> Draft:
        draft = Draft(ground(self.language), Random(zlib.crc32(self.name.encode())))
        for edit in self.edits:
            edit(draft)
        if self.change:
            self.change.typed(draft)
        return draft


CASES = (
    Case("nothing", (), None),
    Case("strategy", (), CADENCE),
    Case("theme_gone", (), LESS, "en"),
    Case("text", (typed_text, results), CADENCE),
    Case("moved", (moved_date,), None, "en"),
    Case("deleted", (row_deleted, typed_text), LESS),
    Case("own_row", (own_row,), None),
    Case("sorted", (sorted_by_platform, own_column_of_formulas), CADENCE, "en"),
)
each = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / FILE


def done(before: Seen, after: Seen) -> dict[str, set[tuple[str, str]]]:
    """What a run did to rows, read from the workbook before it and after."""
    found: dict[str, set[tuple[str, str]]] = {kind: set() for kind in KINDS}
    found["added"] = set(after.by_id) - set(before.by_id)
    found["removed"] = set(before.by_id) - set(after.by_id)
    for at in set(before.by_id) & set(after.by_id):
        keys = differing(before.by_id[at], after.by_id[at])
        found["moved"] |= {at} if keys & set(TIMES) else set()
        found["changed"] |= {at} if keys - set(TIMES) else set()
    return found


def differing(old: Line, new: Line) -> set[str]:
    """The columns in which a row has changed; live cells, which follow others by themselves, are left aside."""
    a, b = old.shape(), new.shape()
    live = {key for keys in LIVE.values() for key in keys}
    return {key for key in {**a, **b} if a.get(key) != b.get(key)} - live


def own_rows(draft: Draft, after: Seen) -> set[tuple[str, str]]:
    """The user's own rows, which have an id now: whether that is an addition is a matter of words."""
    return {(one.tab, line.id) for one in draft.own for line in after.holding(one.tab, one.cells)}


def told(result: Result) -> dict[str, set[tuple[str, str]]]:
    """What the dry run says in JSON."""
    changes: dict[str, list[dict[str, Any]]] = json.loads(result.stdout)["changes"]
    return {kind: {(one["calendar"], one["id"]) for one in changes[kind]} for kind in (*KINDS, "kept")}


@each
def test_the_dry_run_tells_what_the_run_then_does(case: Case, file: Path) -> None:
    draft = case.draft()
    data = draft.bytes()
    file.write_bytes(data)
    dry, text = ran(file, "--dry-run", "--format", "json"), ran(file, "--dry-run", "--exit-code")
    assert dry.exit_code == 0, dry.output
    assert file.read_bytes() == data
    assert list(file.parent.iterdir()) == [file]
    wet = ran(file, "--format", "json")
    assert wet.exit_code == 0, wet.output
    after = Seen(file.read_bytes())
    did, own = done(Seen(data), after), own_rows(draft, after)
    assert {kind: told(dry)[kind] - own for kind in KINDS} == {kind: did[kind] - own for kind in KINDS}
    assert told(wet) == told(dry)
    assert text.exit_code == (5 if after.data != data else 0)
    posts = sorted(row for kind in KINDS for tab, row in did[kind] if tab == "social")
    assert [row for row in posts if row not in text.output] == []
    assert ran(file, "--dry-run", "--exit-code").exit_code == 0


@each
def test_rows_kept_because_edited_are_told(case: Case, file: Path) -> None:
    draft = case.draft()
    file.write_bytes(draft.bytes())
    dry = ran(file, "--dry-run", "--format", "json")
    typed = {(tab, row) for tab, row, key in draft.says if row[0] in "PS" and key in draft.tabs[tab].columns}
    assert typed <= told(dry)["kept"]
    ran(file)
    touched = (
        typed | own_rows(draft, Seen(file.read_bytes())) | draft.loose | {(tab, row) for tab, row, _ in draft.formulas}
    )
    assert told(dry)["kept"] <= touched


@each
def test_undo_brings_the_bytes_back_and_is_itself_undone(case: Case, file: Path) -> None:
    before = case.draft().bytes()
    file.write_bytes(before)
    assert ran(file).exit_code == 0
    after = file.read_bytes()
    if after == before:
        return
    assert CliRunner().invoke(main, ["undo", str(file)]).exit_code == 0
    assert file.read_bytes() == before
    assert CliRunner().invoke(main, ["undo", str(file)]).exit_code == 0
    assert file.read_bytes() == after
