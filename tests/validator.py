"""Microsoft's validator of the Open XML SDK, where it is: the nearest thing to Excel's own opinion of a file."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

import pytest
from node_packages import find_program

from calgen.files.read.package import CONTENT_TYPES, Package

VALIDATOR = "ooxml-validator"
needs_validator = pytest.mark.system(VALIDATOR)
_Errors = list[dict[str, str]]  # keys: path (of the part), xPath (within it), id (of the kind), description
_known: dict[str, _Errors] = {}  # by the digest of the workbook


def errors(data: bytes) -> list[str]:
    """What the validator says of a workbook: "part place: text"; empty for a valid one."""
    return [f"{error['path']} {error['xPath']}: {error['description']}" for error in _validated(data)]


def validate_together(workbooks: Iterable[bytes]) -> None:
    """Validates workbooks side by side; `errors` and `new_errors` then answer at once."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(_validated, {*workbooks}))


def new_errors(before: bytes, after: bytes) -> list[str]:
    """What the validator says of a workbook and did not say of an earlier state of it."""
    known = Counter(map(_key, _validated(before)))
    found = []
    for error, said in zip(_validated(after), errors(after), strict=True):
        known[_key(error)] -= 1
        if known[_key(error)] < 0:
            found.append(said)
    return found


def _key(error: dict[str, str]) -> tuple[str, str, str]:
    """Part, kind and text of an error, without its place in the part, which moves with the rows."""
    return error["path"] or "", error["id"] or "", error["description"]


def _validated(data: bytes) -> _Errors:
    """The errors of a workbook; each is validated once."""
    digest = sha256(data).hexdigest()
    if digest not in _known:
        _known[digest] = _run(data, f"{digest}{_ending(data)}")
    return _known[digest]


def _run(data: bytes, name: str) -> _Errors:
    program = find_program(VALIDATOR)
    assert program, "the marker `needs_validator` skips a test where the validator is absent"
    file = _folder() / name
    file.write_bytes(data)
    done = subprocess.run([program, str(file)], capture_output=True, timeout=300, check=False)
    file.unlink()
    assert done.returncode in (0, 1), done.stderr.decode()
    found: _Errors = json.loads(done.stdout)["errors"]
    return found


@cache
def _folder() -> Path:
    folder = mkdtemp(prefix="calgen-validator-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def _ending(data: bytes) -> str:
    """The ending of a workbook's file name: the validator holds it against the content type."""
    types = Package.load(data).read(CONTENT_TYPES)
    for kind, ending in ((b"sheet.macroEnabled.main", ".xlsm"), (b"template.main", ".xltx"),
                         (b"template.macroEnabled.main", ".xltm")):  # fmt: skip
        if kind in types:
            return ending
    return ".xlsx"
