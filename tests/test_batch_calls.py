"""A batch of files and calls of every kind: what is one row, what stops all, what is never lost."""

from __future__ import annotations

import csv
import io
import json
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import short_salon
from batch_work import work
from click.testing import Result
from exported_results import meta_file
from test_cli_help import run

from calgen.batch.outcomes import BatchOutcome, BatchTask
from calgen.batch.workbooks import doubled_names, find_workbooks
from calgen.files.save import written_files

TODAY = ("--today", "2027-01-04")
NO_WORKBOOK = "no workbook"


def called(*arguments: object, language: str = "en") -> Result:
    return run(language, *map(str, arguments))


def states(result: Result) -> dict[str, str]:
    return {Path(row["file"]).name: row["state"] for row in json.loads(result.stdout)["files"]}


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files are worked on in this process, one after the other."""

    def run_here(work: Any, tasks: list[BatchTask], *_: Any) -> Iterator[BatchOutcome]:
        for task in tasks:
            yield BatchOutcome(task, work(task.arguments))

    monkeypatch.setattr("calgen.batch.process_pool.run_in_pool", run_here)


@pytest.fixture
def shops(tmp_path: Path) -> Path:
    """A folder of two workbooks: one before its first run, one after it."""
    folder = tmp_path / "shops"
    folder.mkdir()
    (folder / "new.xlsx").write_bytes(short_salon.strategy())
    (folder / "old.xlsx").write_bytes(short_salon.calendar())
    return folder


def without_right(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Some files and folders may not be read, whoever runs the tests."""
    granted = os.access

    def allows(path: Any, mode: int, **named: Any) -> bool:
        return Path(path).name not in names and granted(path, mode, **named)

    monkeypatch.setattr(os, "access", allows)


# -- a dry run ---------------------------------------------------------------------------------------------------------


def test_a_dry_run_says_which_files_would_change(shops: Path) -> None:
    before = {path: path.read_bytes() for path in shops.iterdir()}
    arguments = ("generate", shops, *TODAY, "--dry-run", "--format", "json")
    assert states(called(*arguments)) == {"new.xlsx": "pending", "old.xlsx": "unchanged"}
    assert called(*arguments).exit_code == 0
    assert called(*arguments, "--exit-code").exit_code == 5
    (shops / "new.xlsx").unlink()
    assert called(*arguments, "--exit-code").exit_code == 0
    (shops / "bad.xlsx").write_text(NO_WORKBOOK)
    assert called(*arguments, "--exit-code").exit_code == 3
    assert (shops / "old.xlsx").read_bytes() == before[shops / "old.xlsx"]


def test_values_that_are_tried_say_which_files_they_would_change(shops: Path) -> None:
    (shops / "new.xlsx").unlink()
    for value, state in (("3", "unchanged"), ("2", "pending")):
        result = called("generate", shops, *TODAY, "--dry-run", "--set", f"Settings.weeks={value}", "--format", "json")
        assert states(result) == {"old.xlsx": state}, result.output


def test_a_dry_run_makes_no_folder(shops: Path, tmp_path: Path) -> None:
    assert called("generate", shops, *TODAY, "--dry-run", "-o", tmp_path / "out").exit_code == 0
    assert not (tmp_path / "out").exists()


# -- one bad file is one row -------------------------------------------------------------------------------------------


def test_a_file_that_may_not_be_read_is_one_row(shops: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_right(monkeypatch, "new.xlsx")
    result = called("check", shops, *TODAY, "--format", "json")
    assert (result.exit_code, states(result)) == (3, {"new.xlsx": "stopped", "old.xlsx": "done"})
    message = json.loads(result.stdout)["files"][0]["message"]
    assert "may not be read" in message
    assert "Usage" not in message


def test_a_name_with_another_ending_is_one_row(shops: Path, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("a,b")
    (tmp_path / "table.csv").rename(shops / "table.csv")
    files = (shops / "new.xlsx", shops / "table.csv", shops / "nowhere.xlsx")
    result = called("generate", *files, *TODAY, "-o", tmp_path / "out", "--format", "json")
    assert result.exit_code == 3
    assert states(result) == {"new.xlsx": "done", "nowhere.xlsx": "stopped", "table.csv": "stopped"}


def test_a_folder_that_may_not_be_read_is_told(shops: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_right(monkeypatch, "shops")
    result = called("check", shops)
    assert result.exit_code == 2
    assert "may not be read" in result.output


def test_a_link_that_leads_nowhere_is_one_row(shops: Path) -> None:
    (shops / "gone.xlsx").symlink_to("nowhere.xlsx")
    assert states(called("check", shops, "--format", "json"))["gone.xlsx"] == "stopped"


def test_a_pattern_that_a_shell_expands_names_lock_files_too(shops: Path) -> None:
    for name in ("~$other.xlsx", "._new.xlsx"):
        (shops / name).write_text("")
    result = called("check", *sorted(shops.iterdir()), "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)["skipped"]) == (0, 2)


def test_what_calgen_exported_among_the_workbooks_is_no_workbook(shops: Path) -> None:
    (shops / "table.xlsx").write_bytes(b"an export")
    written_files.remember(shops / "table.xlsx", b"an export")
    assert [file.name for file in find_workbooks((shops,)).files] == ["new.xlsx", "old.xlsx"]
    (shops / "table.xlsx").write_bytes(b"of somebody's")
    assert len(find_workbooks((shops,)).files) == 3


# -- the report --------------------------------------------------------------------------------------------------------


def test_a_report_never_takes_the_place_of_a_workbook(shops: Path) -> None:
    result = called("generate", shops, *TODAY, "--force", "--report", shops / "new.xlsx")
    assert result.exit_code == 2
    assert "one of the workbooks" in result.output
    assert (shops / "new.xlsx").read_bytes() == short_salon.strategy()


def test_a_report_among_the_workbooks_is_none_of_them(shops: Path) -> None:
    for part in ("1/2", "2/2", "1/2"):
        report = shops / f"aa{part[0]}.xlsx"
        result = called("check", shops, "--part", part, "--report", report, "--format", "json")
        assert (result.exit_code, list(states(result))) == (0, ["new.xlsx" if part[0] == "1" else "old.xlsx"])
        assert openpyxl.load_workbook(report).worksheets[0].max_row == 2


@pytest.mark.parametrize("place", ["nowhere/table.csv", "folder.csv"])
def test_a_report_that_cannot_be_written_is_told_before_anything_is_done(place: str, shops: Path) -> None:
    (shops / "folder.csv").mkdir()
    result = called("generate", shops, *TODAY, "--force", "--report", shops / place)
    assert result.exit_code == 1
    assert (shops / "new.xlsx").read_bytes() == short_salon.strategy()


def test_a_report_that_fails_at_the_end_takes_no_table_with_it(shops: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from calgen.book.problems import Refused

    def full(*_: Any, **__: Any) -> None:
        raise Refused("cannot_write", file="table.csv", folder=str(shops))

    monkeypatch.setattr("calgen.cli_batch_report.save_own", full)
    result = called("check", shops, "--report", shops / "table.csv", "--format", "json")
    assert (result.exit_code, states(result)) == (1, {"new.xlsx": "done", "old.xlsx": "done"})
    assert "table.csv" in result.stderr


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname == "Darwin", reason="names are text there")
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_name_that_is_no_text_is_reported(ending: str, tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.xlsx")
    (tmp_path / name).write_text(NO_WORKBOOK)
    (tmp_path / "two\nlines [b].xlsx").write_text(NO_WORKBOOK)
    report = tmp_path / f"table.{ending}"
    result = called("check", tmp_path, "--report", report)
    assert result.exit_code == 3, result.output
    data = report.read_bytes()
    if ending == "csv":
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    else:
        sheet = openpyxl.load_workbook(report).worksheets[0]
        rows = [[str(cell.value) for cell in row] for row in sheet.iter_rows()]
    assert [Path(row[0]).name for row in rows[1:]] == ["caf\\udce9.xlsx", "two\nlines [b].xlsx"]


def test_a_closed_pipe_is_no_fault(shops: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("calgen.terminal.print_json", closed)
    monkeypatch.setattr("calgen.cli_batch.run_command", lambda _: work(("well", str(tmp_path))))
    assert called("check", shops, "--format", "json").exit_code == 0


# -- where it is written -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [("generate",), ("export", "--to", "ics", "--by", "platform", "--drafts")])
def test_a_folder_in_no_folder_is_told(command: tuple[str, ...], shops: Path, tmp_path: Path) -> None:
    for files in ((shops,), (shops / "old.xlsx",)):
        result = called(command[0], *files, *command[1:], *TODAY, "-o", tmp_path / "no" / "such" / "out")
        assert "does not exist" in result.output
        assert result.exit_code == 1


def test_two_parts_never_write_one_file(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan.xlsx").write_bytes(short_salon.strategy())
    for part in ("1/2", "2/2"):
        result = called("generate", tmp_path / "a", tmp_path / "b", *TODAY, "-o", tmp_path / "out", "--part", part)
        assert result.exit_code == 2
        assert "plan.xlsx" in result.output


def test_names_that_look_alike_are_one() -> None:
    names = [Path(form, unicodedata.normalize(form, "café.xlsx")) for form in ("NFC", "NFD")]
    assert list(doubled_names(names)) == names[1:]


def test_a_part_without_workbooks_says_so(shops: Path) -> None:
    result = called("check", shops, "--part", "7/9")
    assert (result.exit_code, result.output.strip()) == (0, "No workbook in this part.")


# -- results -----------------------------------------------------------------------------------------------------------


def test_exports_that_no_workbook_has_are_told(shops: Path, tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    for name in ("old", "typo"):
        (exports / name).mkdir(parents=True)
        (exports / name / "meta.csv").write_bytes(meta_file())
    (exports / "stray.csv").write_bytes(meta_file())
    (exports / ".DS_Store").touch()
    arguments = ("results", shops, exports, "--today", "2027-01-11")
    tried = called(*arguments, "--dry-run", "--format", "json")
    assert states(tried) == {"new.xlsx": "no_exports", "old.xlsx": "pending"}
    assert json.loads(tried.stdout)["unclaimed"] == ["stray.csv", "typo"]
    said = " ".join(called(*arguments, language="fr").output.split())
    assert "2 classeurs : 1 fait, 1 sans export." in said
    assert "stray.csv" in said
    assert "typo" in said


def test_a_folder_with_an_accent_belongs_to_its_workbook(tmp_path: Path) -> None:
    (tmp_path / "shops").mkdir()
    (tmp_path / "shops" / "caf\u00e9.xlsx").write_bytes(short_salon.calendar())
    own = tmp_path / "exports" / "cafe\u0301"
    own.mkdir(parents=True)
    (own / "meta.csv").write_bytes(meta_file())
    result = called("results", tmp_path / "shops", tmp_path / "exports", "--today", "2027-01-11", "--format", "json")
    assert list(states(result).values()) == ["done"]
    assert json.loads(result.stdout)["unclaimed"] == []


@pytest.mark.parametrize("locked", ["old", "meta.csv"])
def test_exports_that_may_not_be_read_are_one_row(
    locked: str, shops: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "exports" / "old"
    own.mkdir(parents=True)
    (own / "meta.csv").write_bytes(meta_file())
    without_right(monkeypatch, locked)
    result = called("results", shops, tmp_path / "exports", "--format", "json")
    assert (result.exit_code, states(result)) == (3, {"new.xlsx": "no_exports", "old.xlsx": "stopped"})
    assert "may not be read" in result.stdout


def test_an_export_says_how_many_posts_went_out(shops: Path, tmp_path: Path) -> None:
    (shops / "new.xlsx").unlink()
    for kind, is_some in (("buffer", False), ("ics", True)):  # none is approved, and a calendar has all
        result = called("export", shops, "--to", kind, *TODAY, "-o", tmp_path / "out", "--format", "json")
        assert (json.loads(result.stdout)["files"][0]["posts"] > 0) == is_some, result.output
