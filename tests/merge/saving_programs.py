"""Other programs that open a workbook and save it: exceljs and SheetJS through Node, openpyxl, LibreOffice."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from node_packages import find_package, find_program
from office_sessions import OFFICE, played
from small_calendar import saved, unlocked
from workbook_contents import packed, parts

PROGRAMS = ("openpyxl", "exceljs", "xlsx", "office")
_CODE = {
    "exceljs": "const E=require({package!r});const b=new E.Workbook();b.xlsx.readFile({old!r})"
               ".then(()=>b.xlsx.writeFile({new!r}));",
    "xlsx": "const X=require({package!r});X.writeFile(X.readFile({old!r},{{cellStyles:true}}),{new!r});",
}  # fmt: skip


def is_there(program: str) -> bool:
    """Whether a program can be used here."""
    if program == "office":
        return OFFICE is not None
    return program == "openpyxl" or bool(find_package(program) and find_program("node"))


@cache
def resaved(data: bytes, program: str) -> bytes:
    """A workbook opened and saved by a program."""
    if program == "openpyxl":
        return saved(unlocked(data))
    if program == "office":
        return played({"book": (data, "")})["book"]
    with TemporaryDirectory(prefix="calgen-node-") as held:
        old, new = Path(held) / "old.xlsx", Path(held) / "new.xlsx"
        old.write_bytes(_relative(data))
        code = _CODE[program].format(package=str(find_package(program)), old=str(old), new=str(new))
        subprocess.run([str(find_program("node")), "-e", code], check=True, capture_output=True, timeout=120)
        return _known(new.read_bytes())


def _relative(data: bytes) -> bytes:
    """The same for exceljs, which takes neither drawings without a prefix nor relations from the root."""
    held = parts(data)
    for name, part in held.items():
        if name.startswith(("xl/worksheets/_rels/", "xl/drawings/_rels/")):
            held[name] = part.replace(b'Target="/xl/', b'Target="../')
        elif name.startswith("xl/drawings/drawing") and b"<wsDr " in part:
            named = re.sub(rb"<(/?)(?=[a-zA-Z]+[\s>/])", rb"<\1xdr:", part)
            held[name] = named.replace(b"xmlns=", b"xmlns:xdr=", 1)
    return packed(held)


def _known(data: bytes) -> bytes:
    """Without the attribute of columns that SheetJS makes up, at which openpyxl stumbles."""
    held = parts(data)
    for name, part in held.items():
        if name.startswith("xl/worksheets/sheet"):
            held[name] = re.sub(rb'(<col [^>]*?) level="\d+"', rb"\1", part)
    return packed(held)
