"""LibreOffice, where it is: workbooks in another form, and the same without the stored values of their formulas."""

from __future__ import annotations

import atexit
import io
import shutil
import subprocess
from datetime import datetime, time
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
import workbook_copies

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.system("soffice", "libreoffice")
XLSX = "xlsx:Calc MS Excel 2007 XML"


@cache
def folder() -> Path:
    """One folder, and one profile of LibreOffice, for the whole run."""
    made_here = mkdtemp(prefix="calgen-office-")
    atexit.register(shutil.rmtree, made_here, ignore_errors=True)
    return Path(made_here)


def convert(kind: str, files: dict[str, bytes]) -> dict[str, bytes]:
    """Has one LibreOffice write these workbooks in another form."""
    assert OFFICE
    place = Path(mkdtemp(dir=folder()))
    (place / "out").mkdir()
    for name, data in files.items():
        (place / f"{name}.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder()}/profile"
    given = [str(place / f"{name}.xlsx") for name in files]
    command = [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(place / "out"), *given]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {name: (place / "out" / f"{name}.{kind.split(':')[0]}").read_bytes() for name in files}


def unlocked(data: bytes, *, values: bool, read_only: bool = False) -> Any:
    """The workbook in openpyxl, which says aloud what it does not keep: that is no matter for a reader."""
    return workbook_copies.opened(data, data_only=values, read_only=read_only)


def uncounted(data: bytes) -> bytes:
    """A workbook whose formulas have no stored values: LibreOffice must compute them."""
    out = io.BytesIO()
    unlocked(data, values=False).save(out)
    return out.getvalue()


def plain(value: Any) -> Any:
    """A figure, a day as the days since a day long ago, or a text; nothing is 0."""
    if isinstance(value, datetime):
        return (value - datetime(1899, 12, 30)).total_seconds() / 86400  # noqa: DTZ001 -- a cell has no zone
    return (value.hour * 60 + value.minute) / 1440 if isinstance(value, time) else value or 0
