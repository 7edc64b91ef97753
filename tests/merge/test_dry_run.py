"""`--dry-run` tells what the run then does, no more and no less, and writes nothing."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner, Result
from edited_tab import LIVE
from edited_workbook import Edit, EditedWorkbook
from edits_cells import moved_date, results, typed_text
from edits_columns import own_column_of_formulas
from edits_rows import own_row, row_deleted, sorted_by_platform
from small_calendar import FILE, TODAY, generated, run
from strategy_changes import CADENCE, LESS, StrategyChange
from workbook_contents import ContentRow, WorkbookContents

from calgen.cli import main
from calgen.diff import _pair, diff_lines

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
    change: StrategyChange | None
    language: str = "fr"

    def draft(self) -> EditedWorkbook:
        draft = EditedWorkbook(generated(self.language), Random(zlib.crc32(self.name.encode())))
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
QUICK = ("text", "deleted", "own_row", "sorted")
each = pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=case.name, marks=() if case.name in QUICK else pytest.mark.long) for case in CASES],
)


@dataclass(frozen=True, eq=False)
class Played:
    """A case, dry and then for good, and back again: what was printed, and the file after each step."""

    draft: EditedWorkbook
    data: bytes
    dry: Result  # JSON
    text: Result
    dry_files: dict[str, bytes]
    wet: Result
    after: bytes
    settled: Result  # dry, once more
    undone: tuple[bytes, ...]  # after `undo`, and after a second one


@cache
def played(case: Case) -> Played:
    """The commands on a case, run once for all tests."""
    draft = case.draft()
    data = draft.bytes()
    with TemporaryDirectory() as folder:
        file = Path(folder) / FILE
        file.write_bytes(data)
        dry, text = ran(file, "--dry-run", "--format", "json"), ran(file, "--dry-run", "--exit-code")
        dry_files = {found.name: found.read_bytes() for found in file.parent.iterdir()}
        wet = ran(file, "--format", "json")
        after, settled = file.read_bytes(), ran(file, "--dry-run", "--exit-code")
        undone = tuple(undo(file) for _ in range(2)) if after != data else ()
    return Played(draft, data, dry, text, dry_files, wet, after, settled, undone)


def undo(file: Path) -> bytes:
    assert CliRunner().invoke(main, ["undo", str(file)]).exit_code == 0
    return file.read_bytes()


def done(
    before: WorkbookContents, after: WorkbookContents, kept: set[tuple[str, str]]
) -> dict[str, set[tuple[str, str]]]:
    """What a run did to rows, read from the workbook before it and after.

    A reason that follows what changed on its row or on others is no other change.
    """
    found: dict[str, set[tuple[str, str]]] = {kind: set() for kind in KINDS}
    found["added"] = set(after.by_id) - set(before.by_id)
    found["removed"] = set(before.by_id) - set(after.by_id)
    for at in set(before.by_id) & set(after.by_id):
        keys = differing(before.by_id[at], after.by_id[at])
        found["moved"] |= {at} if keys & set(TIMES) else set()
        is_changed = keys - set(TIMES) - ({"reason"} if at in kept else set())
        found["changed"] |= {at} if is_changed and keys != {"reason"} else set()
    return found


def differing(old: ContentRow, new: ContentRow) -> set[str]:
    """The columns in which a row has changed; live cells, which follow others by themselves, are left aside."""
    a, b = old.shape(), new.shape()
    live = {key for keys in LIVE.values() for key in keys}
    return {key for key in {**a, **b} if a.get(key) != b.get(key)} - live


def own_rows(draft: EditedWorkbook, after: WorkbookContents) -> set[tuple[str, str]]:
    """The user's own rows, which have an id now: whether that is an addition is a matter of words."""
    return {(one.tab, line.id) for one in draft.own for line in after.holding(one.tab, one.cells)}


def told(result: Result) -> dict[str, set[tuple[str, str]]]:
    """What the dry run says in JSON."""
    changes: dict[str, list[dict[str, Any]]] = json.loads(result.stdout)["changes"]
    return {kind: {(one["calendar"], one["id"]) for one in changes[kind]} for kind in (*KINDS, "kept")}


@each
def test_the_dry_run_tells_what_the_run_then_does(case: Case) -> None:
    found = played(case)
    assert found.dry.exit_code == 0, found.dry.output
    assert found.dry_files == {FILE: found.data}
    assert found.wet.exit_code == 0, found.wet.output
    after = WorkbookContents(found.after)
    did = done(WorkbookContents(found.data), after, told(found.dry)["kept"])
    own = own_rows(found.draft, after)
    assert {kind: told(found.dry)[kind] - own for kind in KINDS} == {kind: did[kind] - own for kind in KINDS}
    assert told(found.wet) == told(found.dry)
    assert found.text.exit_code == (5 if found.after != found.data else 0)
    posts = sorted(row for kind in KINDS for tab, row in did[kind] if tab == "social")
    assert [row for row in posts if row not in found.text.output] == []
    assert found.settled.exit_code == 0


@each
def test_rows_kept_because_edited_are_told(case: Case) -> None:
    found, draft = played(case), played(case).draft
    typed = {(tab, row) for tab, row, key in draft.says if row[0] in "PS" and key in draft.tabs[tab].columns}
    assert typed <= told(found.dry)["kept"]
    own = own_rows(draft, WorkbookContents(found.after))
    touched = typed | own | draft.loose | {(tab, row) for tab, row, _ in draft.formulas}
    assert told(found.dry)["kept"] <= touched


@each
def test_undo_brings_the_bytes_back_and_is_itself_undone(case: Case) -> None:
    found = played(case)
    assert found.undone == ((found.data, found.after) if found.after != found.data else ())


def test_what_is_kept_is_summed_up_in_one_line_and_only_changes_have_lines() -> None:
    draft = EditedWorkbook(generated("fr"), Random(1))
    for row in draft.social.rows:
        draft.social.cell(row, "text").value = f"Un texte pour {row}"
    made = run(draft.bytes())
    lines = list(diff_lines(made.changes, made.words, made.titles))
    kept = [change.id for change in made.changes if change.kind == "kept" and change.calendar == "social"]
    assert sorted(kept) == sorted(draft.social.rows)
    assert made.words.text("diff", "kept", n=len(kept)) in lines[0]
    assert lines[1:] == []


def test_long_values_are_told_from_where_they_differ() -> None:
    start = "The same beginning of a text that goes on for quite a while, "
    assert _pair(f"{start}then red", f"{start}then blue") == ("…then red", "…then blue")
    assert _pair(f"{start}end", "Another") == ("The same beginning of a text that goes on for quite a…", "Another")
    assert _pair(start, f"{start}more")[0] != _pair(start, f"{start}more")[1]
    assert _pair("", "x") == ("∅", "x")
