"""Packages of `tests/package.json`, which npm installs: where they are, and the programs in them."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

_TESTS = Path(__file__).parent
# where `npm install --prefix tests` puts them, or an install at the root of the checkout
_PLACES = (_TESTS / "node_modules", _TESTS.parent / "node_modules",
           _TESTS.parent / "page" / "node_modules")


def find_package(name: str) -> Path | None:
    """The folder of an installed package, such as "exceljs"; None where it is absent."""
    return next((place / name for place in _PLACES if (place / name / "package.json").is_file()), None)


def find_program(name: str) -> str | None:
    """The path of a program: of an installed package of npm or pip, or on the PATH."""
    folders = (*(str(place / ".bin") for place in _PLACES), str(Path(sys.executable).parent))
    path = os.pathsep.join([*folders, os.environ.get("PATH", "")])
    return shutil.which(name, path=path)


def is_installed(name: str) -> bool:
    """Whether a program or a package of that name can be used."""
    return bool(find_program(name) or (find_package(name) and find_program("node")))
