"""A calendar whose panes were lost gets them back, and opens on its row."""

from __future__ import annotations

import pytest

from calgen.book.sheet import SheetEdit
from calgen.files.edit.lost_views import restore_view
from calgen.files.read.markup import XmlDocument

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize(("opens_at", "corner"), [(0, b"A5"), (50, b"A50")])
def test_restored_panes_are_scrolled_to_the_row_that_the_tab_opens_on(opens_at: int, corner: bytes) -> None:
    lost = b'<worksheet xmlns="%s"><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetData/></worksheet>'
    document = XmlDocument(lost % MAIN.encode())
    restore_view(document, document.data, SheetEdit(top=4, rows=()), opens_at)
    assert b'topLeftCell="%s"' % corner in document.to_bytes()
