"""A path as it is typed in a terminal: quoted where it has to be, so that a printed command can be pasted."""

from __future__ import annotations

import os
import re
import shlex


def quoted_path(path: str, windows: bool = os.name == "nt") -> str:
    """A path for a shell of POSIX, or for the command prompt and PowerShell of Windows.

    One that begins with a dash is told from an option. Windows knows no name with double quotes, and there they quote
    spaces, apostrophes and ampersands in both shells.
    """
    here = ".\\" if windows else "./"
    path = here + path if path.startswith("-") else path
    if not windows:
        return shlex.quote(path)
    return path if re.fullmatch(r"[\w\-.:\\/]+", path) else f'"{path}"'
