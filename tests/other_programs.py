"""A workbook saved by another program, with what that program does not keep gone."""

from __future__ import annotations

import io
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas
from node_packages import find_program
from office import XLSX, convert, unlocked

SCRIPT = Path(__file__).parent / "resave.cjs"


def saved_by_openpyxl(data: bytes) -> bytes:
    """It loses shapes, stored values and what it does not know, and writes every part anew."""
    out = io.BytesIO()
    unlocked(data, values=False).save(out)
    return out.getvalue()


def saved_by_pandas(data: bytes) -> bytes:
    """Each tab as a frame, and back: only values are left."""
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frames = pandas.read_excel(io.BytesIO(data), sheet_name=None, header=None)
    with pandas.ExcelWriter(out) as book:
        for title, frame in frames.items():
            frame.to_excel(book, sheet_name=title, index=False, header=False)
    return out.getvalue()


def saved_by_libreoffice(data: bytes) -> bytes:
    """It numbers tabs and formats anew, and without a window it keeps no views."""
    return convert(XLSX, {"plan": data})["plan"]


def saved_by_exceljs(data: bytes) -> bytes:
    """It drops hidden names and charts, and writes a format of its own for each conditional format."""
    return _saved_by_node("exceljs", data)


def saved_by_sheetjs(data: bytes) -> bytes:
    """It drops tables, formats, conditional formats, drop-downs and views."""
    return _saved_by_node("xlsx", data)


def _saved_by_node(library: str, data: bytes) -> bytes:
    node = find_program("node")
    assert node
    with TemporaryDirectory() as folder:
        before, after = Path(folder) / "before.xlsx", Path(folder) / "after.xlsx"
        before.write_bytes(data)
        subprocess.run([node, str(SCRIPT), library, str(before), str(after)], check=True, capture_output=True)
        return after.read_bytes()


Save = Callable[[bytes], bytes]
PROGRAMS: dict[str, Save] = {
    "openpyxl": saved_by_openpyxl, "pandas": saved_by_pandas, "libreoffice": saved_by_libreoffice,
    "exceljs": saved_by_exceljs, "sheetjs": saved_by_sheetjs,
}  # fmt: skip
NEEDED = {"libreoffice": ("soffice", "libreoffice"), "exceljs": ("exceljs",), "sheetjs": ("xlsx",)}  # `system` markers
