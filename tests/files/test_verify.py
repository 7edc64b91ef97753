"""What is made is opened again before it is written, and each kind of mistake of ours is found there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from made_books import (
    LINKS,
    SHEET,
    TYPES,
    WORKBOOK,
    changed,
    drawn_sheets,
    inserted,
    opened,
    packed,
    parts,
    rich_book,
)
from odd_books import BOOKS
from seeds import few_of

from calgen.book.problems import Refused
from calgen.files.read import guard
from calgen.files.save.verify import VerificationError, verify

if TYPE_CHECKING:
    from collections.abc import Callable


def made() -> bytes:
    return inserted(rich_book(), drawn_sheets(), open_on="social")


@pytest.mark.parametrize("name", few_of(sorted(BOOKS.keys() - {"backslashes", "wrong_case"}), 7, every=3))
def test_what_is_sound_passes(name: str) -> None:
    user = BOOKS[name]()
    once = inserted(user, drawn_sheets(), open_on="social")
    verify(opened(user), once)
    verify(opened(once), inserted(once, drawn_sheets(charts=1, word="Neuf")))


def without(part: str) -> Callable[[], bytes]:
    return lambda: packed({name: data for name, data in parts(made()).items() if name != part})


def with_(part: str, old: str, new: str) -> Callable[[], bytes]:
    return lambda: changed(made(), (part, old, new))


MISTAKES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "picture lost": ("lost", without("xl/media/image1.png")),
    "notes lost": ("lost", without("xl/comments1.xml")),
    "relations lost": ("lost", without("xl/worksheets/_rels/sheet1.xml.rels")),
    "a cell changed": ("changed", with_(SHEET, "<v>1.5</v>", "<v>1.6</v>")),
    "a chart changed": ("changed", with_("xl/charts/chart1.xml", "pieChart", "areaChart")),
    "shared texts changed": ("changed", with_("xl/sharedStrings.xml", "Thème 1", "Thème un")),
    "a tab renamed": ("tabs", with_(WORKBOOK, 'name="Autre"', 'name="Autres"')),
    "a tab hidden": ("tabs", with_(WORKBOOK, 'name="Autre"', 'name="Autre" state="hidden"')),
    "two tabs exchanged": ("tabs", with_(WORKBOOK, 'sheetId="2" r:id="rId2"', 'sheetId="2" r:id="rId1"')),
    "our tab cut short": ("no XML", with_("xl/worksheets/sheet3.xml", "</sheetData>", "")),
    "a last row that never ends": ("no XML", with_("xl/worksheets/sheet3.xml", "</row></sheetData>", "</sheetData>")),
    "styles cut short": ("no XML", with_("xl/styles.xml", "</styleSheet>", "")),
    "our chart lost": ("each_relation_leads_to_a_part: xl/drawings", without("xl/charts/chart3.xml")),
    "our table without a kind": ("each_part_has_a_type: xl/tables/table2", with_(
        TYPES, 'PartName="/xl/tables/table2.xml"', 'PartName="/xl/tables/table9.xml"')),
}  # fmt: skip


@pytest.mark.parametrize(("said", "mistake"), MISTAKES.values(), ids=MISTAKES)
def test_each_mistake_is_found(said: str, mistake: Callable[[], bytes]) -> None:
    verify(opened(rich_book()), made())
    with pytest.raises(VerificationError, match=said):
        verify(opened(rich_book()), mistake())


def test_a_tab_lost_is_refused() -> None:
    gone = packed({name: data for name, data in parts(made()).items() if name != "xl/worksheets/sheet2.xml"})
    with pytest.raises(Refused):
        verify(opened(rich_book()), gone)
    unlisted = changed(made(), (LINKS, 'Target="worksheets/sheet2.xml"', 'Target="worksheets/none.xml"'))
    with pytest.raises(Refused):
        verify(opened(rich_book()), unlisted)


def test_what_has_become_too_big_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_CELLS", 40)
    guard.open_workbook(rich_book(), "plan.xlsx")
    with pytest.raises(Refused) as caught:
        verify(opened(rich_book()), made())
    assert caught.value.problem.code == "too_big_cells"
