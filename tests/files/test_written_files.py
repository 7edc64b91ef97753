"""Which files are as calgen wrote them: a changed one, a foreign one and a lost list count as somebody else's."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from node_packages import find_program

from calgen.files.save.backups import FOLDER
from calgen.files.save.written_files import NAME, is_own, own_files, remember


def put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    remember(path, data)
    return path


def test_a_file_is_ones_own_until_it_is_changed(tmp_path: Path) -> None:
    file = put(tmp_path / "été 1.csv", b"a")
    assert is_own(file)
    assert own_files(tmp_path) == ("été 1.csv",)
    file.write_bytes(b"b")
    assert not is_own(file)
    assert own_files(tmp_path) == ()
    put(file, b"b")
    assert is_own(file)


def test_a_file_of_somebody_else_or_one_that_is_gone_is_not(tmp_path: Path) -> None:
    (tmp_path / "theirs.csv").write_bytes(b"a")
    gone = put(tmp_path / "mine.csv", b"a")
    gone.unlink()
    assert not is_own(tmp_path / "theirs.csv")
    assert not is_own(gone)
    put(tmp_path / "other.csv", b"c")
    assert "mine" not in (tmp_path / FOLDER / NAME).read_text(encoding="utf-8")


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"nothing\n", b"a  ../b  ../c\n"])
def test_a_damaged_list_lets_nothing_be_replaced(tmp_path: Path, data: bytes) -> None:
    file = put(tmp_path / "a.csv", b"a")
    (tmp_path / FOLDER / NAME).write_bytes(data)
    assert not is_own(file)
    assert is_own(put(file, b"a"))


def test_a_folder_that_takes_no_list_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file in its place", encoding="utf-8")
    assert not is_own(put(tmp_path / "a.csv", b"a"))


def test_the_list_is_one_that_can_be_checked(tmp_path: Path) -> None:
    put(tmp_path / "a b.csv", b"a")
    put(tmp_path / "c.csv", b"c")
    program = find_program("sha256sum")
    if program is None:
        pytest.skip("sha256sum is needed")
    subprocess.run([program, "--check", "--strict", NAME], cwd=tmp_path / FOLDER, check=True, capture_output=True)
