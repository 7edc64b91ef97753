"""How a command ends, whatever happens to it: the code, the sentence, the workbook, and nothing left beside it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import short_salon
from click.testing import CliRunner, Result

from calgen import api, run_steps
from calgen.book.words import load_words
from calgen.cli import main
from calgen.files import soundness
from calgen.files.read import load
from calgen.files.save.lock import lock_path
from calgen.strategy import Strategy

ROOT = Path(__file__).parents[1]
TODAY = ("--today", "2027-01-04")
ENGLISH = {"LANG": "en_US.UTF-8", "LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": "", "COLUMNS": "200"}
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals are needed")
Run = Callable[..., Result]


@pytest.fixture
def plan(tmp_path: Path, made: dict[str, bytes]) -> Path:
    """The salon, before its first run."""
    path = tmp_path / "salon.xlsx"
    path.write_bytes(made["before"])
    return path


@pytest.fixture(scope="session")
def made() -> dict[str, bytes]:
    """A few weeks of the salon before and after the first run."""
    return {"before": short_salon.strategy(), "after": short_salon.calendar()}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, env=ENGLISH)


def beside(path: Path) -> set[str]:
    """What else there is in a workbook's folder."""
    return {one.name for one in path.parent.iterdir()} - {path.name, ".calgen-backups"}


def child(script: str, *arguments: str, **named: Any) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, after some lines of Python."""
    code = f"import os, signal, sys\n{script}\nfrom calgen.cli import main\nmain(sys.argv[1:])"
    return subprocess.run([sys.executable, "-c", code, *arguments], cwd=ROOT, env={**os.environ, **ENGLISH},
                          text=True, check=False, timeout=120, **{"capture_output": True, **named})  # fmt: skip


# -- pending, and back again -----------------------------------------------------------------------------------------


def test_a_dry_run_says_whether_something_would_change(plan: Path, made: dict[str, bytes]) -> None:
    command = ("generate", str(plan), *TODAY, "--dry-run", "--exit-code")
    assert run(*command).exit_code == 5
    assert plan.read_bytes() == made["before"]
    plan.write_bytes(made["after"])
    assert run(*command).exit_code == 0
    assert beside(plan) == set()


def test_only_a_dry_run_tells_what_is_pending(plan: Path) -> None:
    found = run("generate", str(plan), "--exit-code")
    assert found.exit_code == 2
    assert "--dry-run" in found.output


def test_undo_and_undo_again(plan: Path, made: dict[str, bytes]) -> None:
    assert run("generate", str(plan), *TODAY).exit_code == 0
    back = run("undo", str(plan))
    assert back.exit_code == 0
    assert plan.read_bytes() == made["before"]
    assert re.search(r"est tel qu'avant le changement du .*20\d\d, \d", back.output)
    forth = run("undo", str(plan))
    assert forth.exit_code == 0
    assert re.search(r"est de nouveau tel qu'après ce changement, qui avait été annulé le .*20\d\d, \d", forth.output)
    assert plan.read_bytes() == made["after"]
    assert beside(plan) == set()


def test_undo_without_a_version_before(plan: Path) -> None:
    found = run("undo", str(plan))
    assert found.exit_code == 1
    assert load_words("fr").text("problems", "no_backup", "message", file="salon.xlsx") in found.output


# -- held from reading to saving -------------------------------------------------------------------------------------


def test_the_workbook_is_held_before_it_is_read(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read, held = load.read_bytes, []

    def watched(path: Path) -> bytes:
        held.append(lock_path(plan.resolve()).exists())
        return read(path)

    monkeypatch.setattr(load, "read_bytes", watched)
    assert run("generate", str(plan), *TODAY).exit_code == 0
    assert held == [True]
    assert run("generate", str(plan), *TODAY, "--dry-run").exit_code == 0
    assert held == [True, False]


@pytest.mark.parametrize("count", [2, pytest.param(5, marks=pytest.mark.long)])  # the scorecard runs ten
def test_runs_at_once(plan: Path, made: dict[str, bytes], count: int) -> None:
    """Each is the only one, or is told that another is at work."""
    command = [sys.executable, "-m", "calgen.cli", "generate", str(plan), *TODAY]
    env = {**os.environ, **ENGLISH}
    runs = [subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for _ in range(count)]  # fmt: skip
    codes = []
    for one in runs:
        output, errors = one.communicate(timeout=300)
        assert b"Traceback" not in output + errors
        codes.append(one.returncode)
    assert set(codes) <= {0, 4}
    assert 0 in codes
    assert plan.read_bytes() == made["after"]
    assert beside(plan) == set()


def test_what_cannot_be_saved_is_refused_before_any_work(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("work was done")

    plan.chmod(0o444)
    monkeypatch.setattr(api, "generate", never)
    found = run("generate", str(plan), *TODAY)
    assert found.exit_code == 1
    assert load_words("fr").text("problems", "file_read_only", "message", file="salon.xlsx") in found.output


# -- interrupted -----------------------------------------------------------------------------------------------------

AT_CALL = """
real = getattr(os, "{call}")
seen = []
signal.signal(signal.SIGINT, signal.default_int_handler)  # it may be ignored where the tests run, as the next
signal.signal(signal.SIGHUP, signal.SIG_DFL)
def call(*args, **named):
    seen.append(1)
    if len(seen) == {turn}:
        os.kill(os.getpid(), signal.{name})
    return real(*args, **named)
setattr(os, "{call}", call)
"""


@posix
@pytest.mark.parametrize(
    ("call", "name", "code"),
    [
        ("replace", "SIGTERM", 143),
        pytest.param("write", "SIGINT", 130, marks=pytest.mark.long),
        pytest.param("fsync", "SIGHUP", 129, marks=pytest.mark.long),
        pytest.param("write", "SIGTERM", 143, marks=pytest.mark.long),
        pytest.param("replace", "SIGINT", 130, marks=pytest.mark.long),
    ],
)  # fmt: skip
def test_interrupted_in_the_middle_of_a_save(
    plan: Path, made: dict[str, bytes], call: str, name: str, code: int
) -> None:
    done = child(AT_CALL.format(call=call, turn=2, name=name), "generate", str(plan), *TODAY)
    assert done.returncode == code, done.stderr
    assert load_words("en").text("cli", "interrupted") in done.stderr
    assert "Traceback" not in done.stderr
    assert plan.read_bytes() in {made["before"], made["after"]}
    assert beside(plan) == set()


# -- nobody listens --------------------------------------------------------------------------------------------------


@posix
def test_saved_is_saved_though_nobody_reads_it(plan: Path, made: dict[str, bytes]) -> None:
    inside, outside = os.pipe()
    os.close(inside)
    done = child("", "generate", str(plan), *TODAY, capture_output=False, stdout=outside, stderr=subprocess.PIPE)
    os.close(outside)
    assert (done.returncode, plan.read_bytes()) == (0, made["after"])
    assert load_words("fr").text("cli", "written", file=str(plan)) in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is needed: /dev/full")
def test_saved_is_saved_though_the_disk_of_the_output_is_full(plan: Path, made: dict[str, bytes]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = child("", "generate", str(plan), *TODAY, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert (done.returncode, plan.read_bytes()) == (0, made["after"])
    assert load_words("fr").text("cli", "written", file=str(plan)) in done.stderr


@pytest.mark.long
def test_a_console_that_knows_few_signs(plan: Path, made: dict[str, bytes]) -> None:
    """Windows' old code page has no arrow: the text is told without it, and data stay data."""
    env = {**os.environ, **ENGLISH, "PYTHONIOENCODING": "cp1252"}
    for more in ([], ["--format", "json"]):
        plan.write_bytes(made["before"])
        command = [sys.executable, "-m", "calgen.cli", "generate", str(plan), *TODAY, *more]
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr
        assert b"Traceback" not in done.stderr
        assert done.stdout.decode("ascii" if more else "cp1252")


# -- a bug of ours ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["check", "generate", "balance"])
def test_a_bug_is_one_sentence_and_a_report(
    plan: Path, made: dict[str, bytes], command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr(run_steps, "read", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    found = run(command, str(plan))
    assert found.exit_code == 70
    assert "Traceback" not in found.output
    report = next(tmp_path.glob("calgen-*.txt"))
    assert str(report) in found.output
    assert "ZeroDivisionError: a fault" in report.read_text(encoding="utf-8")
    assert plan.read_bytes() == made["before"]
    assert beside(plan) == {report.name}


@pytest.mark.parametrize("command", ["check", "generate"])
def test_a_bug_speaks_the_language_of_the_workbook_and_names_the_row_at_hand(
    plan: Path, command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(strategy: Strategy, *_: object) -> None:
        for platform in strategy.platforms:
            raise ZeroDivisionError(platform.platform)

    monkeypatch.setattr(run_steps, "check_strategy", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("LANGUAGE", "en")
    found = run(command, str(plan), *TODAY)
    assert found.exit_code == 70
    title = load_words("fr").title("platforms")
    assert found.output.startswith(load_words("fr").text("cli", "bug_at", place=f"{title}!A").partition("!A")[0])
    assert "s'en excuse" in found.output


def test_an_unsound_workbook_is_refused_with_its_cell(
    plan: Path, made: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The message says the tab and the cell in the workbook's language; the report, what was about to be written."""
    title = load_words("fr").title("social")

    def written(*_: object) -> tuple[soundness.Unsound, ...]:
        xml = b'<c r="B4" t="n"><v>secret</v></c>'
        part = "xl/worksheets/sheet9.xml"
        return (soundness.Unsound("each_value_has_its_type", part, title, "B4", "no number", xml),)

    monkeypatch.setattr(soundness, "find_unsound", written)
    monkeypatch.setattr(soundness, "subtract", lambda found, _: found)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for more in ([], ["--dry-run"]):
        found = run("generate", str(plan), *TODAY, *more)
        assert found.exit_code == 70
        assert load_words("fr").text("cli", "unsound", place=f"{title}!B4") in found.output
        assert plan.read_bytes() == made["before"]
        report = next(tmp_path.glob("calgen-*.txt")).read_text(encoding="utf-8")
        assert f"each_value_has_its_type: xl/worksheets/sheet9.xml ({title}) B4: no number" in report
        assert "secret" not in report
