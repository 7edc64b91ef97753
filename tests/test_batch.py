"""Many workbooks in one command: each as alone, a bad one is one row, and what ends early is tried once more."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import short_salon
from batch_work import work
from click.testing import CliRunner, Result
from exported_results import meta_file

from calgen.batch.command_records import row_of
from calgen.batch.outcomes import BatchOutcome, BatchTask, CommandOutput, Lost, State
from calgen.batch.process_pool import run_in_pool
from calgen.batch.workbooks import find_workbooks, part_of
from calgen.cli import main

TODAY = ("--today", "2026-12-28")
STRATEGY = short_salon.strategy()


def called(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two workbooks, a text with the ending of one, a lock file and a note; the two were run in one batch."""
    folder = tmp_path_factory.mktemp("shops")
    for name in ("b.xlsx", "a.xlsx", "A copy.xlsx"):
        (folder / name).write_bytes(STRATEGY)
    (folder / "broken.xlsx").write_text("no workbook")
    for name in ("~$c.xlsx", "._b.xlsx", "notes.txt"):
        (folder / name).write_text("")
    return folder


@pytest.fixture(scope="module")
def done(shops: Path) -> Result:
    report = shops.parent / f"{shops.name}.csv"
    return called("generate", shops, *TODAY, "--jobs", 2, "--report", report, "--format", "json")


def rows_of(result: Result) -> dict[str, dict[str, Any]]:
    return {Path(row["file"]).name: row for row in json.loads(result.output)["files"]}


@pytest.mark.long
def test_each_file_has_the_bytes_of_a_run_alone(done: Result, shops: Path, tmp_path: Path) -> None:
    alone = tmp_path / "a.xlsx"
    alone.write_bytes(STRATEGY)
    assert called("generate", alone, *TODAY).exit_code == 0
    assert {(shops / name).read_bytes() for name in ("a.xlsx", "b.xlsx", "A copy.xlsx")} == {alone.read_bytes()}


def test_one_bad_file_is_one_row(done: Result) -> None:
    rows = rows_of(done)
    assert list(rows) == ["A copy.xlsx", "a.xlsx", "b.xlsx", "broken.xlsx"]
    states = {name: row["state"] for name, row in rows.items()}
    assert states == dict.fromkeys(rows, "done") | {"broken.xlsx": "stopped"}
    assert rows["broken.xlsx"]["problems"]["error"] == 1
    assert rows["broken.xlsx"]["message"]
    assert rows["a.xlsx"]["posts"] > 0
    assert json.loads(done.output)["skipped"] == 3
    assert done.exit_code == 3


def test_the_report_is_the_table(done: Result, shops: Path) -> None:
    text = (shops.parent / f"{shops.name}.csv").read_text(encoding="utf-8-sig")
    table = list(csv.reader(io.StringIO(text)))
    assert [Path(row[0]).name for row in table[1:]] == list(rows_of(done))
    assert "" not in table[0]


@pytest.mark.long
def test_the_report_as_a_workbook_has_no_formula(shops: Path, tmp_path: Path) -> None:
    (tmp_path / "=1+1.xlsx").write_text("no workbook")
    report = tmp_path / "out.xlsx"
    with_signs = [*called("check", tmp_path, "--report", report, "--jobs", 1).output.splitlines()]
    assert with_signs
    sheet = openpyxl.load_workbook(report).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert called("check", tmp_path / "=1+1.xlsx", "--report", tmp_path / "out.csv").exit_code == 3
    assert called("check", tmp_path / "=1+1.xlsx", "--report", tmp_path / "out.txt").exit_code == 2


@pytest.mark.long
def test_what_dies_or_sleeps_takes_nothing_else_with_it(tmp_path: Path) -> None:
    names = [f"well{n}" for n in range(12)]
    names[3:3] = ["dies", "once", "sleeps", "memory"]
    tasks = [BatchTask(Path(name), (name, str(tmp_path))) for name in names]
    found = {str(made.task.file): made.result for made in run_in_pool(work, tasks, 2, 4)}
    assert sorted(found) == sorted(names)
    lost = {name: result.state for name, result in found.items() if isinstance(result, Lost)}
    assert lost == {"dies": State.DIED, "memory": State.DIED, "sleeps": State.TIMED_OUT}
    tries = {name: len(list(tmp_path.glob(f"{name}.*"))) for name in names}
    assert {name: n for name, n in tries.items() if n > 1} == {"dies": 2, "once": 2, "memory": 2}


def test_parts_have_each_file_once() -> None:
    files = [Path(f"{n}.xlsx") for n in range(11)]
    parts = [part_of(files, number, 4) for number in range(1, 5)]
    assert sorted(str(file) for part in parts for file in part) == sorted(map(str, files))
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_two_paths_to_one_file_are_one(tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    file.touch()
    (tmp_path / "link.xlsx").symlink_to(file)
    assert find_workbooks((file, tmp_path / "." / "plan.xlsx", tmp_path)).files == (file,)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--part", "5/4"), "5/4"),
        (("--part", "x"), "x"),
        (("--exit-code",), "--dry-run"),
        (("--output", "plan.xlsx"), "plan.xlsx"),
        (("--report", "table.ods"), ".csv"),
    ],
)
def test_a_wrong_call_is_told_before_anything_is_done(shops: Path, arguments: tuple[str, ...], message: str) -> None:
    result = called("generate", shops, *arguments)
    assert result.exit_code == 2
    assert message in result.output


def test_two_workbooks_of_one_name_have_no_common_folder(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan.xlsx").write_bytes(STRATEGY)
    result = called("generate", tmp_path / "a" / "plan.xlsx", tmp_path / "b" / "plan.xlsx", "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "plan.xlsx" in result.output


def test_a_folder_without_a_workbook_is_told(tmp_path: Path) -> None:
    assert called("check", tmp_path).exit_code == 2


def test_an_export_goes_into_a_folder_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(short_salon.calendar())
    (tmp_path / "out").mkdir()
    result = called("export", tmp_path / "plan.xlsx", "--to", "ics", "--drafts", "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert len(list((tmp_path / "out").glob("*.ics"))) == 1


def test_output_that_is_no_record_is_told_by_what_was_printed() -> None:
    task = BatchTask(Path("plan.xlsx"), ())
    row = row_of(type("Outcome", (), {"task": task, "result": CommandOutput(70, "", "what went wrong", 0.1)})())
    assert (row.state, row.message) == (State.FAULT, "what went wrong")


def test_results_of_many_shops_wait_for_no_exports(tmp_path: Path) -> None:
    shops, exports = tmp_path / "shops", tmp_path / "exports"
    for name in ("one", "two", "three"):
        shops.mkdir(exist_ok=True)
        (shops / f"{name}.xlsx").write_bytes(short_salon.calendar())
    (exports / "one").mkdir(parents=True)
    (exports / "one" / "meta.csv").write_bytes(meta_file())
    (exports / "one" / "._meta.csv").write_bytes(b"\0shadow")
    (exports / "two").mkdir()
    done = called("results", shops, exports, "--jobs", "1", "--today", "2027-01-11", "--format", "json")
    assert done.exit_code == 0, done.output
    made = json.loads(done.stdout)
    states = {Path(row["file"]).stem: row["state"] for row in made["files"]}
    assert states == {"one": "done", "two": "no_exports", "three": "no_exports"}
    assert made["states"] == {"done": 1, "no_exports": 2}


def test_a_folder_of_exports_stands_for_its_files(tmp_path: Path) -> None:
    plan, exports = tmp_path / "plan.xlsx", tmp_path / "exports"
    plan.write_bytes(short_salon.calendar())
    exports.mkdir()
    arguments = ["results", str(plan), str(exports), "--today", "2027-01-11"]
    empty = CliRunner().invoke(main, arguments)
    assert (empty.exit_code, "There is no file in" in empty.output) == (2, True)
    (exports / "meta.csv").write_bytes(meta_file())
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert plan.read_bytes() != short_salon.calendar()


@pytest.mark.parametrize("command", ["generate", "results"])
def test_a_folder_where_a_file_is_wanted_is_told(command: str, tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    plan.write_bytes(short_salon.strategy())
    options = ["--output", str(tmp_path)] if command == "generate" else [str(tmp_path / "nowhere")]
    done = CliRunner().invoke(main, [command, str(plan), *options])
    assert done.exit_code in (1, 2)
    assert plan.read_bytes() == short_salon.strategy()


def test_an_interrupted_batch_tells_what_is_done_and_what_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.xlsx").write_bytes(STRATEGY)

    def interrupted(work: Any, tasks: list[BatchTask], *_: Any) -> Any:
        yield BatchOutcome(tasks[0], work(tasks[0].arguments))
        raise KeyboardInterrupt

    monkeypatch.setattr("calgen.batch.process_pool.run_in_pool", interrupted)
    report = tmp_path / "report.csv"
    done = called("generate", tmp_path, *TODAY, "--report", report, "--format", "json")
    assert done.exit_code == 130
    states = {Path(row["file"]).stem: row["state"] for row in json.loads(done.stdout)["files"]}
    assert states == {"a": "done", "b": "interrupted", "c": "interrupted"}
    assert report.read_text(encoding="utf-8-sig").count("not done") == 2
    assert (tmp_path / "b.xlsx").read_bytes() == STRATEGY
