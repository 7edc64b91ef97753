"""Whatever people and programs put into a workbook comes back byte for byte, run after run, and opens as before."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import rich_books
from hostile_books import packed
from made_books import parts
from seeds import few_of
from test_insert_sheets_office import EVERY_TAB, WORKBOOK, convert, needs_office

from calgen import api

TODAY = date(2027, 1, 4)
NAMES = [*rich_books.FEATURES, "xlsxwriter", "xlsxwriter, macros", "openpyxl"]
INDEX = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/calcChain.xml"}
SELECTED = re.compile(rb' tabSelected="(?:1|true)"')


def run(data: bytes, name: str = "plan.xlsx") -> api.Generated:
    made = api.generate(data, name, TODAY)
    assert not made.stopped, [(problem.code, str(problem.place)) for problem in made.problems]
    return made


def changed(data: bytes) -> bytes:
    """The same strategy with one post a week more, typed where it stands: in the texts of all tabs, or in its tab."""
    content = parts(data)
    for part in sorted(content):
        if part == "xl/sharedStrings.xml" or part.startswith("xl/worksheets/sheet3"):
            content[part] = content[part].replace(b">Garder le lien<", b">Tenir<")
    return packed(content)


@cache
def once(name: str) -> bytes:
    return run(rich_books.made()[name]).after


def lost(before: bytes, after: bytes) -> list[str]:
    """The user's parts that are gone, or another: by a rule that owes nothing to the program."""
    then, now = parts(before), parts(after)
    theirs = [name for name in then if name not in INDEX]
    return [name for name in theirs if SELECTED.sub(b"", then[name]) != SELECTED.sub(b"", now.get(name, b""))]


@pytest.mark.parametrize("name", NAMES)
def test_every_foreign_part_keeps_its_bytes(name: str) -> None:
    before = rich_books.made()[name]
    assert lost(before, once(name)) == []
    assert set(parts(once(name))) > set(parts(before)) - {"xl/calcChain.xml"}


@pytest.mark.parametrize("name", NAMES)
def test_a_second_run_changes_nothing(name: str) -> None:
    again = run(once(name))
    assert again.after == once(name)


@pytest.mark.parametrize("name", few_of(NAMES, 7, every=3))
def test_a_changed_strategy_changes_only_ours(name: str) -> None:
    before = changed(once(name))
    after = run(before).after
    assert after != before
    theirs = set(parts(rich_books.made()[name]))
    assert [part for part in lost(before, after) if part in theirs] == []


def test_the_rule_finds_what_is_lost() -> None:
    data = rich_books.made()["pivot"]
    gone = {part: content for part, content in parts(data).items() if "pivotTable1.xml" not in part}
    assert lost(data, packed(gone)) == ["xl/pivotTables/pivotTable1.xml",
                                                   "xl/pivotTables/_rels/pivotTable1.xml.rels"]  # fmt: skip


def test_macros_stay_a_macro_workbook() -> None:
    kinds = parts(once("macros"))["[Content_Types].xml"]
    assert b"sheet.macroEnabled.main+xml" in kinds
    assert parts(once("macros"))["xl/vbaProject.bin"] == rich_books.BYTES


# -- LibreOffice -----------------------------------------------------------------------------------------------------


@needs_office
def test_libreoffice_shows_the_same_before_and_after(tmp_path: Path) -> None:
    files = {f"{at}{when}": data for at, name in enumerate(NAMES)
             for when, data in (("before", rich_books.made()[name]), ("after", once(name)))}  # fmt: skip
    for name, data in files.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    convert(tmp_path, EVERY_TAB, tmp_path, *files)
    for at, name in enumerate(NAMES):
        shown = {path.name.partition("-")[2]: path.read_text("utf-8") for path in tmp_path.glob(f"{at}before-*.csv")}
        assert "Thèmes.csv" in shown, name
        for tab, text in shown.items():
            assert (tmp_path / f"{at}after-{tab}").read_text("utf-8") == text, (name, tab)
        social = (tmp_path / f"{at}after-Calendrier social.csv").read_text("utf-8")
        assert social.count("Facebook") == 4, name


@needs_office
def test_what_libreoffice_has_saved(tmp_path: Path) -> None:
    """The same, of workbooks that LibreOffice has written: its own drawings, notes, rules and names."""
    for name in ("xlsxwriter", "openpyxl"):
        (tmp_path / f"{name}.xlsx").write_bytes(rich_books.made()[name])
    convert(tmp_path, WORKBOOK, tmp_path / "saved", "xlsxwriter", "openpyxl")
    for name in ("xlsxwriter", "openpyxl"):
        before = (tmp_path / "saved" / f"{name}.xlsx").read_bytes()
        after = run(before).after
        assert lost(before, after) == []
        assert run(after).after == after
        (tmp_path / f"{name}before.xlsx").write_bytes(before)
        (tmp_path / f"{name}after.xlsx").write_bytes(after)
    convert(tmp_path, EVERY_TAB, tmp_path, *(f"{one}{when}" for one in ("xlsxwriter", "openpyxl") for when in
                                             ("before", "after")))  # fmt: skip
    for path in tmp_path.glob("*before-*.csv"):
        after_it = path.with_name(path.name.replace("before-", "after-"))
        assert after_it.read_text("utf-8") == path.read_text("utf-8"), path.name
