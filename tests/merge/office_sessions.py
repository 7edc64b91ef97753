"""LibreOffice as the user's program: edits written in its Basic, made by one soffice in one go, saved as .xlsx."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
XLSX = "Calc MS Excel 2007 XML"
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Edits" script:language="StarBasic">
{code}
</script:module>"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Edits"/></library:library>"""
_PLAYED = """
Function Opened(path As String) As Object
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden" : how(0).Value = True
  Opened = StarDesktop.loadComponentFromURL(ConvertToURL(path), "_blank", 0, how())
End Function

Sub Saved(doc As Object, path As String, filter As String)
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName" : how(0).Value = filter
  doc.storeToURL(ConvertToURL(path), how())
  doc.close(True)
End Sub
"""


def played(files: Mapping[str, tuple[bytes, str]]) -> dict[str, bytes]:
    """Each workbook after its edit: name → (workbook, lines of Basic over `doc`), which may save and open it anew."""
    with TemporaryDirectory(prefix="calgen-office-") as held:
        folder = Path(held)
        subs, calls = [], []
        for n, (name, (data, code)) in enumerate(files.items()):
            (folder / f"{name}.xlsx").write_bytes(data)
            lines = [f"Sub Edit{n}", f'doc = Opened("{folder / name}.xlsx")', code]
            subs += [*lines, f'Saved(doc, "{folder / name}.out.xlsx", "{XLSX}")', "End Sub"]
            calls.append(f"Edit{n}")
        basic = "\n".join(["Sub Main", *calls, "StarDesktop.terminate()", "End Sub", *subs, _PLAYED])
        _laid(folder, basic)
        _run(folder, "macro:///Standard.Edits.Main")
        return {name: (folder / f"{name}.out.xlsx").read_bytes() for name in files}


def _run(folder: Path, *what: str) -> None:
    command = [str(OFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", *what]
    subprocess.run(command, check=False, capture_output=True, timeout=240)


def _laid(folder: Path, code: str) -> None:
    """A module of Basic in a profile that has been opened once, else LibreOffice lays its own over it."""
    _run(folder, "--terminate_after_init")
    place = folder / "profile" / "user" / "basic" / "Standard"
    place.mkdir(parents=True, exist_ok=True)
    (place / "script.xlb").write_text(_LIBRARY)
    (place / "Edits.xba").write_text(_MODULE.format(code=escape(code)))
