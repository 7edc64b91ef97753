"""Frozen panes come back where the program that saved the workbook keeps no views, and only there."""

from __future__ import annotations

import re
from collections.abc import Collection

from small_calendar import FILE, TODAY, generated
from workbook_contents import packed, parts

from calgen import api
from calgen.files.read.guard import open_workbook

VIEWS = re.compile(rb"<sheetViews>.*?</sheetViews>", re.DOTALL)
PANE = re.compile(rb"<pane .*?/>")
COLUMNS = re.compile(rb"<cols>.*?</cols>", re.DOTALL)
TABLE = re.compile(rb'ref="A(\d+):([A-Z]+)')
CALENDARS = ("social", "editorial")


def part(data: bytes, key: str) -> str:
    return open_workbook(data, FILE).calgen_sheets()[key].part


def xml(data: bytes, key: str) -> bytes:
    return parts(data)[part(data, key)]


def pane(data: bytes, key: str) -> bytes:
    """The frozen panes of a tab; empty where it has none."""
    found = PANE.search(xml(data, key))
    return found[0] if found else b""


def replaced(data: bytes, keys: Collection[str], *changes: tuple[re.Pattern[bytes], bytes]) -> bytes:
    """A workbook with some of calgen's tabs changed."""
    held = parts(data)
    for key in keys:
        for pattern, new in changes:
            held[part(data, key)] = pattern.sub(new, held[part(data, key)])
    return packed(held)


def run(data: bytes) -> api.Generated:
    """A run on the next day: lost views alone ask for none."""
    return api.generate(data, FILE, TODAY.replace(day=29))


def all_tabs(data: bytes) -> set[str]:
    return set(open_workbook(data, FILE).calgen_sheets())


def test_they_come_back_where_no_tab_kept_its_view() -> None:
    """As SheetJS, pandas and LibreOffice without a window write them."""
    data = generated("fr")
    view = b'<sheetView zoomScale="100" workbookViewId="0"><selection activeCell="A1"/></sheetView>'
    bare = replaced(data, all_tabs(data), (VIEWS, b"<sheetViews>%s</sheetViews>" % view))
    made = run(bare)
    for key in CALENDARS:
        assert pane(made.after, key) == pane(data, key) != b""
        assert b'showGridLines="0"' in xml(made.after, key)
        assert b'zoomScale="100"' in xml(made.after, key)
        assert b'activeCell="A1"' not in xml(made.after, key)
    assert made.changes == ()
    assert run(made.after).after == made.after


def test_they_come_back_with_the_widths_where_nothing_is_left_of_them() -> None:
    data = generated("fr")
    made = run(replaced(data, all_tabs(data), (VIEWS, b""), (COLUMNS, b"")))
    for key in CALENDARS:
        assert pane(made.after, key) == pane(data, key)
        assert len(re.findall(rb"<col ", xml(made.after, key))) >= 20
    assert run(made.after).after == made.after


def test_a_save_that_drops_views_alone_is_no_edit() -> None:
    data = generated("fr")
    bare = replaced(data, all_tabs(data), (VIEWS, b""))
    assert not api.generate(bare, FILE, TODAY).changed


def test_panes_that_the_user_took_away_stay_away() -> None:
    data = replaced(generated("fr"), CALENDARS, (PANE, b""))
    made = api.generate(data, FILE, TODAY.replace(day=29))
    assert made.changed
    assert [pane(made.after, key) for key in CALENDARS] == [b"", b""]


def test_grid_lines_that_the_user_shows_on_the_calendars_say_nothing_of_the_program() -> None:
    shown = rb'<sheetViews><sheetView workbookViewId="0"/></sheetViews>'
    made = api.generate(replaced(generated("fr"), CALENDARS, (VIEWS, shown)), FILE, TODAY.replace(day=29))
    assert [pane(made.after, key) for key in CALENDARS] == [b"", b""]
    assert b'showGridLines="0"' not in xml(made.after, "social")


def test_no_column_is_frozen_where_the_first_ones_have_moved() -> None:
    """The user has put a column of her own first."""
    data = generated("fr")
    held = parts(data)
    social = part(data, "social")
    shifted = re.sub(rb'<c r="([A-Z]+)(\d+)"', lambda found: b'<c r="%s%s"' % (_next(found[1]), found[2]), held[social])
    held[social] = VIEWS.sub(b"", shifted)
    for name, content in held.items():
        if name.startswith("xl/tables/") and b'"calgen_social"' in content:
            held[name] = TABLE.sub(lambda found: b'ref="B%s:%s' % (found[1], _next(found[2])), content)
    made = run(replaced(packed(held), all_tabs(data) - {"social"}, (VIEWS, b"")))
    assert pane(made.after, "social") == b'<pane ySplit="4" topLeftCell="A5" activePane="bottomLeft" state="frozen"/>'


def _next(column: bytes) -> bytes:
    """The letters of the column to the right."""
    if column.endswith(b"Z"):
        return (_next(column[:-1]) if column[:-1] else b"A") + b"A"
    return column[:-1] + bytes([column[-1] + 1])
