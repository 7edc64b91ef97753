"""A tab of ours is replaced in its place, and nothing of the user's gives way to it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

import pytest
from made_books import (
    LINKS,
    TYPES,
    WORKBOOK,
    changed,
    drawn_sheets,
    inserted,
    opened,
    packed,
    parts,
    plain_book,
    rich_book,
    with_part,
)
from odd_books import REL_NS, loaded

from calgen.book.problems import Refused
from calgen.book.sheet import Sheet, SheetEdit, StyledCell
from calgen.files.read.markup import parse_tree

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


def test_fewer_charts_and_tables_leave_no_orphans() -> None:
    once = inserted(rich_book(), drawn_sheets(charts=3, tables=3))
    twice = inserted(once, drawn_sheets(charts=1, tables=1))
    assert set(parts(twice)) == set(parts(inserted(rich_book(), drawn_sheets(charts=1, tables=1))))
    assert b"chart5" not in parts(twice)[TYPES]
    assert parts(twice)["xl/charts/chart1.xml"] == parts(rich_book())["xl/charts/chart1.xml"]


def test_part_that_the_user_points_at_stays() -> None:
    once = inserted(rich_book(), drawn_sheets(charts=1))
    chart = next(name for name in parts(once) if "charts/chart" in name and name not in parts(rich_book()))
    link = f'<Relationship Id="rId77" Type="{REL_NS}/chart" Target="/{chart}"/></Relationships>'
    shared = changed(once, ("xl/drawings/_rels/drawing1.xml.rels", "</Relationships>", link))
    twice = inserted(shared, drawn_sheets(charts=1))
    assert parts(twice)[chart] == parts(once)[chart]
    assert inserted(twice, drawn_sheets(charts=1)) == twice


def test_renamed_and_moved_tab_keeps_its_name_and_place() -> None:
    once = inserted(rich_book(), drawn_sheets())
    moved = changed(once, (WORKBOOK, 'name="Réseaux"', 'name="Mon calendrier"'))
    assert ours(moved)["social"] == ("Mon calendrier", 3)
    titles = ("Mon calendrier", "Bilan", "Listes")
    twice = inserted(moved, drawn_sheets(titles=titles, word="Nouveau"))
    book = loaded(twice)
    assert book.sheetnames == ["Stratégie", "Autre", "Graphique", *titles]
    assert book["Mon calendrier"]["A1"].value == "Nouveau"
    assert [sheet.get("sheetId") for sheet in sheets(twice)] == [sheet.get("sheetId") for sheet in sheets(once)]


def sheets(data: bytes) -> list[dict[str, str]]:
    container = parse_tree(parts(data)[WORKBOOK]).child("sheets")
    assert container is not None
    return [node.attrs for node in container.children]


def ours(data: bytes) -> dict[str, tuple[str, int]]:
    """The titles and positions of calgen's tabs, by key."""
    return {key: (sheet.title, sheet.position) for key, sheet in opened(data).calgen_sheets().items()}


def test_hidden_state_is_the_users_once_the_tab_is_there() -> None:
    once = inserted(plain_book(), drawn_sheets(), hidden=["balance"])
    assert [sheet.get("state") for sheet in sheets(once)] == [None, None, "hidden", "hidden"]
    shown = changed(once, (WORKBOOK, ' state="hidden"', ""))
    again = inserted(shown, drawn_sheets(), hidden=["balance"])
    assert [sheet.get("state") for sheet in sheets(again)] == [None, None, None, "hidden"]


def test_copy_of_our_tab_is_the_users() -> None:
    once = inserted(plain_book(), drawn_sheets())
    copy = parts(once)["xl/worksheets/sheet4.xml"]
    with_copy = changed(
        with_part(once, "xl/worksheets/sheet9.xml", copy,
                  "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"),
        (LINKS, "</Relationships>", f'<Relationship Id="rId50" Type="{REL_NS}/worksheet" '
                                    'Target="worksheets/sheet9.xml"/></Relationships>'),
        (WORKBOOK, "<sheet ", '<sheet name="Réseaux (2)" sheetId="9" r:id="rId50"/><sheet '),
        (WORKBOOK, "</definedNames>", '<definedName name="_calgen_tab" localSheetId="0" hidden="1">"social"'
                                      "</definedName></definedNames>"),
    )
    shifted = re.sub(rb'localSheetId="(\d)"(?! hidden="1">"social"</definedName></)',
                     lambda found: b'localSheetId="%d"' % (int(found[1]) + 1), parts(with_copy)[WORKBOOK])
    content = parts(with_copy) | {WORKBOOK: shifted}
    data = packed(content)
    assert ours(data)["social"] == ("Réseaux", 2)
    after = inserted(data, drawn_sheets(word="Nouveau"))
    assert parts(after)["xl/worksheets/sheet9.xml"] == copy
    assert loaded(after)["Réseaux"]["A1"].value == "Nouveau"


def test_one_tab_is_selected() -> None:
    after = inserted(rich_book(), drawn_sheets(), open_on="balance")
    selected = [name for name, data in parts(after).items() if b'tabSelected="1"' in data]
    assert selected == ["xl/worksheets/sheet4.xml"]
    assert b'activeTab="4"' in parts(after)[WORKBOOK]


def test_table_keeps_its_id() -> None:
    """A slicer that the user put on our table asks for it by number."""
    once = inserted(plain_book(), drawn_sheets())
    other = changed(once, ("xl/tables/table1.xml", ' id="1"', ' id="41"'))
    assert b' id="41"' in parts(inserted(other, drawn_sheets()))["xl/tables/table1.xml"]


# -- clashes --------------------------------------------------------------------------------------------------------


def test_users_tab_of_our_title_is_untouched() -> None:
    mine = changed(plain_book(), (WORKBOOK, "Stratégie", "réseaux"))
    assert ours(mine) == {}
    with pytest.raises(Refused) as caught:
        inserted(mine, drawn_sheets())
    assert caught.value.problem.code == "tab_title_taken"


@pytest.mark.parametrize("name", ["calgen_T0", "CALGEN_t0"])
def test_users_table_or_name_of_our_name(name: str) -> None:
    mine = changed(rich_book(), ("xl/tables/table1.xml", 'displayName="themes"', f'displayName="{name}"'))
    with pytest.raises(Refused) as caught:
        inserted(mine, drawn_sheets())
    assert caught.value.problem.values == {"name": "calgen_t0"}


def test_an_edit_of_a_tab_that_is_not_there_is_a_mistake_of_ours() -> None:
    """Of an edited tab only what the edit takes is drawn: as a new tab it would be full of holes."""
    with pytest.raises(ValueError, match="edited"):
        inserted(plain_book(), [replace(sheet, edit=SheetEdit(1, ())) for sheet in drawn_sheets()])


def test_days_from_1904() -> None:
    """A day is another number there: drawn dates must be counted the same way."""
    old = changed(plain_book(), (WORKBOOK, "<workbookPr ", '<workbookPr date1904="1" '))
    assert opened(old).counts_from_1904
    assert not opened(plain_book()).counts_from_1904
    day = Sheet("social", "Jour", {(1, 1): StyledCell(date(2027, 1, 4))}, formats={"date": "dd/mm/yyyy"})
    for user, number in ((plain_book(), "46391"), (old, "44929")):
        assert f"<v>{number}</v>".encode() in parts(inserted(user, [day]))["xl/worksheets/sheet2.xml"]
        assert loaded(inserted(user, [day]))["Jour"]["A1"].value == datetime(2027, 1, 4)  # noqa: DTZ001 -- as openpyxl


def test_too_many_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calgen.files.edit.styles.LIMIT", 3)
    with pytest.raises(Refused) as caught:
        inserted(plain_book(), drawn_sheets())
    assert caught.value.problem.code == "too_many_formats"
