"""Names of files to be written: each command gives a missing ending, and refuses one of another kind of file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from calgen import api
from calgen.book.problems import Refused
from calgen.cli import main

BAD = ("x.xls", "x.XLSM", "x.csv", "x.pdf", "x.ods", "x.xlsb", "x.docx")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), env={"LANGUAGE": "", "LC_ALL": "fr_FR.UTF-8"})


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", [*BAD, "x.json"])
def test_new_writes_no_workbook_under_another_ending(name: str) -> None:
    found = run("new", name)
    assert found.exit_code == 2
    assert "finit par .xlsx, comme x.xlsx" in found.output
    assert list(Path().iterdir()) == []


NAMES = [("plan", "plan.xlsx"), ("plan v2.1", "plan v2.1.xlsx"), ("p.XLSX", "p.XLSX")]


@pytest.mark.parametrize(("name", "written"), NAMES)
def test_new_gives_a_name_the_ending_that_it_lacks(name: str, written: str) -> None:
    found = run("new", name)
    assert found.exit_code == 0
    assert [path.name for path in Path().glob("*")] == [written]
    assert written in found.output


@pytest.mark.parametrize("name", [*BAD, "x.json"])
@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_generate_neither(name: str, more: tuple[str, ...]) -> None:
    Path("plan.xlsx").write_bytes(b"")
    found = run("generate", "plan.xlsx", "-o", name, *more)
    assert (found.exit_code, [path.name for path in Path().iterdir()]) == (2, ["plan.xlsx"])
    assert "comme x.xlsx" in found.output


@pytest.mark.parametrize("name", ["x.xlsx", "x.csv", "x.pdf"])
def test_export_neither(name: str) -> None:
    Path("plan.xlsx").write_bytes(b"")
    found = run("export", "plan.xlsx", "--to", "json", "-o", name)
    assert (found.exit_code, [path.name for path in Path().iterdir()]) == (2, ["plan.xlsx"])
    assert "comme x.json" in found.output


DAY = date(2027, 1, 4)
CALLS: tuple[Callable[[], object], ...] = (
    lambda: api.new("zz"),
    lambda: api.check(b"", "x", language="zz"),
    lambda: api.balance(b"", "x", DAY, language="zz"),
    lambda: api.generate(b"", "x", DAY, language="zz"),
    lambda: api.diagnose(b"", "x", DAY, language="zz"),
    lambda: api.export(b"", "x", "json", language="zz"),
)


@pytest.mark.parametrize("call", CALLS)
def test_the_api_refuses_a_language_that_it_does_not_speak(call: Callable[[], object]) -> None:
    with pytest.raises(Refused) as refused:
        call()
    assert refused.value.problem.code == "language_unknown"
    assert refused.value.problem.values["names"] == ("en", "fr")


def test_the_api_refuses_a_format_that_it_does_not_write() -> None:
    with pytest.raises(Refused) as refused:
        api.export(api.new("fr", "salon"), "plan.xlsx", "trello")
    assert refused.value.problem.code == "format_unknown"
