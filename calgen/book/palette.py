"""The colours of a drawn sheet that charts, notes and cells share; those that mean something stand in `view/styles`."""

from __future__ import annotations

DARK_TEXT = "#1F2933"
GREY_TEXT = "#52606D"
LINE_COLOR = "#E4E7EB"
AXIS_COLOR = "#CBD2D9"
WHITE = "#FFFFFF"
NOTE_FILL = "#FFFBEA"
