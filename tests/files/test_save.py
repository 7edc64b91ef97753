"""Whatever fails during a save, the old bytes or the new ones are in the file, and the next run finds it clean."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
import time
from pathlib import Path

import pytest

from calgen.book.problems import Refused
from calgen.files.save.backups import FOLDER as BACKUPS
from calgen.files.save.save import replace_workbook, undo

OLD, NEW, STAMP = b"old bytes", b"new bytes, a few more", "20260301-093000"
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights and links are needed")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(OLD)
    return path


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    return pauses


def refused(path: Path, before: bytes | None = OLD, after: bytes = NEW) -> str:
    with pytest.raises(Refused) as caught:
        replace_workbook(path, before, after, timestamp=STAMP)
    return caught.value.problem.code


def left_over(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"plan.xlsx", BACKUPS}


# -- the ordinary way -----------------------------------------------------------------------------------------------


def test_new_bytes_and_a_copy_of_the_old(plan: Path) -> None:
    replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    assert plan.read_bytes() == NEW
    assert (plan.parent / BACKUPS / f"plan.{STAMP}.xlsx").read_bytes() == OLD
    assert left_over(plan.parent) == set()


def test_no_copy_unless_asked(plan: Path) -> None:
    replace_workbook(plan, OLD, NEW, backup=False, timestamp=STAMP)
    assert not (plan.parent / BACKUPS).exists()


def test_copies_of_one_moment_do_not_replace_each_other(plan: Path) -> None:
    replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    replace_workbook(plan, NEW, b"third", timestamp=STAMP)
    plan.write_bytes(OLD)
    replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    assert sorted(copy.read_bytes() for copy in (plan.parent / BACKUPS).iterdir()) == [NEW, OLD, OLD]


def test_same_bytes_write_nothing(plan: Path) -> None:
    before = plan.stat()
    replace_workbook(plan, OLD, OLD, timestamp=STAMP)
    assert plan.stat().st_ino == before.st_ino
    assert not (plan.parent / BACKUPS).exists()


def test_new_file(tmp_path: Path) -> None:
    replace_workbook(tmp_path / "plan.xlsx", None, NEW, timestamp=STAMP)
    assert (tmp_path / "plan.xlsx").read_bytes() == NEW
    assert left_over(tmp_path) == set()


def test_new_file_that_exists(plan: Path) -> None:
    assert refused(plan, None) == "file_exists"
    assert plan.read_bytes() == OLD


@pytest.mark.parametrize("name", [
    "été 2027 (copie).xlsx", "plan [1].xlsx", "plan.2027.xlsm", "plan", ".plan.xlsx",
    *(pytest.param(name, marks=posix) for name in (r"C:\plan.xlsx", "plan?*.xlsx", "CON.xlsx", "plan. .xlsx")),
])  # fmt: skip
def test_any_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(OLD)
    (tmp_path / f".{name}.calgen-123.tmp").write_bytes(b"half")
    replace_workbook(path, OLD, NEW, timestamp=STAMP)
    assert path.read_bytes() == NEW
    assert undo(path, timestamp=STAMP).data == OLD == path.read_bytes()
    assert {found.name for found in tmp_path.iterdir()} == {name, BACKUPS}


def test_a_device_is_no_file() -> None:
    """On Windows `NUL` is one in every folder."""
    assert refused(Path(os.devnull), None) == "not_a_file"


@posix
def test_mode_and_attributes_are_kept(plan: Path) -> None:
    plan.chmod(0o640)
    if sys.platform == "linux":
        try:
            os.setxattr(plan, "user.tag", b"x")
        except OSError:
            pytest.skip("a disk with extended attributes is needed")
    replace_workbook(plan, OLD, NEW, timestamp=STAMP)
    assert stat.S_IMODE(plan.stat().st_mode) == 0o640
    assert stat.S_IMODE((plan.parent / BACKUPS / f"plan.{STAMP}.xlsx").stat().st_mode) == 0o640
    if sys.platform == "linux":
        assert os.getxattr(plan, "user.tag") == b"x"


@posix
def test_link_stays_a_link(plan: Path) -> None:
    (plan.parent / "elsewhere").mkdir()
    link = plan.parent / "elsewhere" / "lien.xlsx"
    link.symlink_to(plan)
    replace_workbook(link, OLD, NEW, timestamp=STAMP)
    assert link.is_symlink()
    assert plan.read_bytes() == NEW
    assert (plan.parent / BACKUPS).exists()


# -- refusals, before anything is written ---------------------------------------------------------------------------


@posix
def test_second_name_of_the_file(plan: Path) -> None:
    os.link(plan, plan.parent / "autre.xlsx")
    assert refused(plan) == "file_linked_twice"


def test_read_only(plan: Path) -> None:
    plan.chmod(0o444)
    assert refused(plan) == "file_read_only"
    assert left_over(plan.parent) == set()
    plan.chmod(0o644)


@posix
def test_folder_read_only(plan: Path) -> None:
    """Root may write anywhere: as root, the question is put as nobody, in a folder that nobody may reach."""
    root = os.geteuid() == 0
    folder = Path(tempfile.mkdtemp(dir="/tmp")) if root else plan.parent
    own = folder / plan.name
    own.write_bytes(OLD)
    for path, mode in ((own, 0o666), (folder, 0o555)):
        path.chmod(mode)
    if root:
        os.seteuid(65534)
    try:
        assert refused(own) == "folder_read_only"
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)
        if root:
            shutil.rmtree(folder)


@pytest.mark.parametrize("sign", ["~$plan.xlsx", ".~lock.plan.xlsx#"])
def test_open_in_another_program(plan: Path, sign: str) -> None:
    (plan.parent / sign).write_bytes(b"")
    assert refused(plan) == "file_open"
    assert plan.read_bytes() == OLD


def test_folder_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").mkdir()
    assert refused(tmp_path / "plan.xlsx") == "not_a_file"


def test_folder_missing(tmp_path: Path) -> None:
    assert refused(tmp_path / "no" / "plan.xlsx", None) == "folder_missing"


@pytest.mark.parametrize("now", [b"other", None])
def test_changed_or_gone_since_it_was_read(plan: Path, now: bytes | None) -> None:
    plan.unlink()
    if now is not None:
        plan.write_bytes(now)
    assert refused(plan) == "file_changed"
    assert not (plan.parent / BACKUPS).exists()
    assert left_over(plan.parent) == set()


def test_changed_while_we_wrote(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sync = os.fsync

    def meanwhile(handle: int) -> None:
        sync(handle)
        plan.write_bytes(b"typed meanwhile")

    monkeypatch.setattr(os, "fsync", meanwhile)
    assert refused(plan) == "file_changed"
    assert plan.read_bytes() == b"typed meanwhile"
    assert left_over(plan.parent) == set()
