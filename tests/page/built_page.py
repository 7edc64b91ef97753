"""The folder of the browser page, built once for all tests of a run, and again where a source has changed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from functools import cache
from pathlib import Path

from filelock import FileLock

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "page"
_SOURCES = ("calgen/**/*.py", "calgen/**/*.toml", "calgen/share/*.*", "samples/*.md", "page/*", "pyproject.toml")


def _digest() -> str:
    """The digest of every source of the page."""
    paths = sorted({path for pattern in _SOURCES for path in ROOT.glob(pattern) if path.suffix != ".zip"})
    contents = (path.read_bytes() for path in paths if path.is_file())
    return hashlib.sha256(b"".join(hashlib.sha256(content).digest() for content in contents)).hexdigest()


@cache
def built_page() -> Path:
    """The folder `page/dist`, up to date."""
    folder, stamp = PAGE / "dist", PAGE / "node_modules" / ".built"
    with FileLock(PAGE / "node_modules" / ".lock"):
        digest = _digest()
        if not folder.is_dir() or not stamp.is_file() or stamp.read_text() != digest:
            subprocess.run([sys.executable, str(PAGE / "build")], check=True, cwd=ROOT)
            stamp.write_text(digest)
    return folder
