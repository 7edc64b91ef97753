"""LibreOffice shows each tab of a workbook with inserted sheets as it shows it in the file that it came from."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from made_books import KEYS, drawn_sheets, inserted, opened, openpyxl_book, rich_book

from calgen.files.edit.insert_sheets import new_workbook

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.system("soffice", "libreoffice")
WORKBOOK = "xlsx:Calc MS Excel 2007 XML"
EVERY_TAB = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def convert(folder: Path, kind: str, out: Path, *names: str) -> None:
    """Has LibreOffice write some workbooks of a folder in another form."""
    assert OFFICE
    subprocess.run(
        [OFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind,
         "--outdir", str(out), *(str(folder / f"{name}.xlsx") for name in names)],
        check=True, capture_output=True, timeout=300,
    )


def saved_by_office(folder: Path, name: str) -> bytes:
    """A workbook as LibreOffice saves it again."""
    (folder / "saved").mkdir()
    convert(folder, WORKBOOK, folder / "saved", name)
    return (folder / "saved" / f"{name}.xlsx").read_bytes()


@needs_office
def test_libreoffice_shows_both(tmp_path: Path) -> None:
    drawn = drawn_sheets(charts=1, word="Nouveau")
    once = inserted(rich_book(), drawn_sheets(), open_on="social")
    files = {"user": rich_book(), "other": openpyxl_book(), "drawn": new_workbook(drawn), "once": once,
             "again": inserted(once, drawn, open_on="social"), "beside": inserted(openpyxl_book(), drawn)}
    for name, data in files.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    convert(tmp_path, EVERY_TAB, tmp_path, *files)

    def tab(name: str, title: str) -> str:
        return (tmp_path / f"{name}-{title}.csv").read_text(encoding="utf-8")

    for title in KEYS:
        assert tab("again", title) == tab("beside", title) == tab("drawn", title)
    for title in ("Stratégie", "Autre"):
        assert tab("once", title) == tab("again", title) == tab("user", title)
    assert tab("beside", "Plan") == tab("other", "Plan")
    assert tab("once", "Réseaux").startswith("Titre,Note,Nombre,,,en gras")
    data = saved_by_office(tmp_path, "once")
    assert list(opened(data).calgen_sheets()) == list(KEYS.values())
    after = inserted(data, drawn, open_on="social")
    assert inserted(after, drawn, open_on="social") == after
    assert " post <2> & co " in tab("again", "Réseaux")
