"""What was read of each tab is said by every command, in words and as JSON, and on the tab of findings."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import workbook_copies
from click.testing import CliRunner
from small_calendar import generated, run, saved, typed

from calgen.book.tab_readings import reading_lines
from calgen.cli import main


def test_check_and_generate_say_it_in_words_and_json(tmp_path: Path) -> None:
    workbook = workbook_copies.opened(typed("en"))
    workbook.create_sheet("Key daets").append(["Name", "Date"])
    workbook["Themes"].cell(1, 20).value = "Vibe"
    path = tmp_path / "client.xlsx"
    workbook.save(path)
    invoke = CliRunner().invoke
    left = "“Key daets”: left as it is; its title is close to “Key dates”"
    for command in ("check", "generate"):
        told = invoke(main, [command, str(path), "--today", "2026-12-28"]).output
        assert left in told
        assert "; column left to you: “Vibe”" in told
        record = json.loads(invoke(main, [command, str(path), "--today", "2026-12-29", "--format", "json"]).output)
        records = record["tabs"] if command == "generate" else record
        assert left in [one["message"] for one in records]
    sheet = openpyxl.load_workbook(path)["Checks"]
    assert left in [cell.value for cell in sheet["B"]]


def test_a_new_tab_of_the_users_is_told_though_nothing_else_changed(tmp_path: Path) -> None:
    workbook = workbook_copies.opened(generated("en"))
    workbook.create_sheet("Key daets").append(["Name", "Date"])
    made = run(saved(workbook))
    assert made.changed
    assert made.changes == ()
    assert "“Key daets”: left as it is; its title is close to “Key dates”" in reading_lines(made.tabs, made.words)
