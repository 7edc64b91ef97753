"""The user's parts keep their bytes, ours come in whole, and a second time changes nothing."""

from __future__ import annotations

import io
import zipfile

import pytest
from made_books import (
    INDEX,
    KEYS,
    LINKS,
    SHEET,
    STYLES,
    TYPES,
    WORKBOOK,
    drawn_sheets,
    inserted,
    packed,
    parts,
    plain_book,
    rich_book,
)
from odd_books import BOOKS, dangling, loaded, with_chain

from calgen.files.read.markup import parse_tree, to_utf8
from calgen.files.read.opened_workbook import WORKBOOK_ORDER

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


@pytest.fixture(params=BOOKS)
def user(request: pytest.FixtureRequest) -> bytes:
    return BOOKS[request.param]()


def index_of(data: bytes) -> set[str]:
    """The parts that may change: those that list and register, whatever they are called."""
    known = INDEX | {"book/main.xml", "book/_rels/main.xml.rels"}
    return {name for name in parts(data) if name.replace("\\", "/") in known}


# -- the promises ---------------------------------------------------------------------------------------------------


def test_foreign_parts_keep_their_bytes(user: bytes) -> None:
    after = parts(inserted(user, drawn_sheets()))
    for name, data in parts(user).items():
        if name not in index_of(user):
            assert after[name] == data, name


def test_only_the_selection_changes_when_a_tab_is_opened(user: bytes) -> None:
    after = parts(inserted(user, drawn_sheets(), open_on="social"))
    different = {name for name, data in parts(user).items() if name not in index_of(user) and after[name] != data}
    assert {name.replace("\\", "/") for name in different} <= {SHEET}
    for name in different:
        assert to_utf8(after[name]) == to_utf8(parts(user)[name]).replace(b' tabSelected="1"', b"")


@pytest.mark.parametrize("options", [{}, {"open_on": "social"}, {"hidden": ["balance"]}])
def test_second_time_changes_nothing(user: bytes, options: dict[str, object]) -> None:
    once = inserted(user, drawn_sheets(), **options)
    assert inserted(once, drawn_sheets(), **options) == once


def test_same_input_gives_same_bytes(user: bytes) -> None:
    assert inserted(user, drawn_sheets()) == inserted(user, drawn_sheets())


@pytest.mark.parametrize("kind", sorted(BOOKS.keys() - {"no_styles", "empty_styles", "dangling", "wrong_case"}))
def test_openpyxl_reads_both(kind: str) -> None:
    """Those left out openpyxl cannot read by itself, or it gives them styles of its own."""
    user = BOOKS[kind]()
    before, after = loaded(user), loaded(inserted(user, drawn_sheets()))
    assert after.sheetnames == before.sheetnames + list(KEYS)
    tab = after["Réseaux"]
    assert [tab.cell(1, column).value for column in (1, 2, 3)] == ["Titre", "Note", "Nombre"]
    assert tab["A2"].value == " post <1> & co "
    assert tab["A1"].font.b
    assert tab["A1"].fill.fgColor.rgb == "FF224466"
    assert tab["B2"].number_format == "ddd dd/mm/yyyy"
    assert tab["C3"].number_format == "General"
    assert tab["C3"].value == 2
    assert tab["F1"].value == "en gras"
    assert "calgen_t0" in tab.tables
    assert tab["A1"].comment.text == "aide"
    assert after["Listes"].sheet_state == "hidden"
    first = before.sheetnames[0]
    for old, new in zip(before[first]["A1:D4"], after[first]["A1:D4"], strict=True):
        for one, other in zip(old, new, strict=True):
            assert [repr(look) for look in (one.value, one.number_format, one.font, one.fill)] == [
                repr(look) for look in (other.value, other.number_format, other.font, other.fill)
            ]


def test_formats_point_at_the_right_items() -> None:
    after = loaded(inserted(rich_book(), drawn_sheets()))
    blocks = after["Réseaux"].conditional_formatting
    rules = [rule for block in blocks for rule in block.rules if rule.type == "expression"]
    assert rules[0].dxf.font.color.rgb == "FF9C0006"
    own = [rule for block in after["Stratégie"].conditional_formatting for rule in block.rules]
    assert own[0].dxf.font.color.rgb == "FFFF0000"
    ids = [table.id for sheet in ("Stratégie", "Réseaux") for table in after[sheet].tables.values()]
    assert len(set(ids)) == 2


def test_names_belong_to_the_right_tabs() -> None:
    after = loaded(inserted(rich_book(), drawn_sheets()))
    assert after["Réseaux"].print_title_rows == "$1:$1"
    assert after["Réseaux"].print_area == "'Réseaux'!$A$1:$K$40"
    assert after.defined_names["calgen_status_list"].attr_text == "'Listes'!$A$1:$A$2"
    assert after.defined_names["budget"].attr_text == "Stratégie!$B$2"
    assert after["Bilan"].defined_names["_calgen_tab"].hidden


def test_workbook_keeps_the_schema_order(user: bytes) -> None:
    after = parts(inserted(user, drawn_sheets(), open_on="social"))
    part = next(name for name in after if name.endswith(("workbook.xml", "main.xml")))
    names = [node.name for node in parse_tree(to_utf8(after[part])).children if node.name in WORKBOOK_ORDER]
    assert names == sorted(names, key=WORKBOOK_ORDER.index)
    assert len(set(names)) == len(names)


def test_every_relationship_and_content_type_is_answered(user: bytes) -> None:
    after = parts(inserted(user, drawn_sheets()))
    lower = {name.replace("\\", "/").casefold() for name in after}
    before = {name.replace("\\", "/").casefold() for name in parts(user)}
    overrides = parse_tree(after[TYPES]).children_named("Override")
    listed = {node.get("PartName").lstrip("/").casefold() for node in overrides}
    assert {part for part in listed - lower if part in before} == set()
    endings = {node.get("Extension") for node in parse_tree(after[TYPES]).children_named("Default")}
    for part in lower - before:
        assert part in listed or part.rpartition(".")[2] in endings, part


# -- index parts ----------------------------------------------------------------------------------------------------


def test_first_format_that_is_a_date_does_not_reach_our_numbers() -> None:
    after = loaded(inserted(BOOKS["first_is_date"](), drawn_sheets()))
    assert after["Réseaux"]["C3"].number_format == "General"


def test_calculation_chain_goes() -> None:
    after = parts(inserted(with_chain(rich_book()), drawn_sheets()))
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after[TYPES] + after[LINKS]
    assert b'fullCalcOnLoad="1"' in after[WORKBOOK]


def test_formats_of_the_user_keep_their_places() -> None:
    before, after = parts(rich_book()), parts(inserted(rich_book(), drawn_sheets()))
    old, new = parse_tree(before[STYLES]), parse_tree(after[STYLES])
    for group in old.children:
        other = new.child(group.name)
        assert other is not None
        for one, two in zip(group.children, other.children, strict=False):
            assert before[STYLES][one.start : one.end] == after[STYLES][two.start : two.end]
        if other.get("count"):
            assert int(other.get("count")) == len(other.children)


def test_missing_relationship_does_not_come_to_life() -> None:
    after = parts(inserted(dangling(), drawn_sheets()))
    assert "xl/drawings/drawing1.xml" not in after
    assert "xl/drawings/drawing2.xml" in after


def test_dates_and_attributes_of_entries_are_kept() -> None:
    data = packed(parts(plain_book()))
    with zipfile.ZipFile(io.BytesIO(inserted(data, drawn_sheets()))) as archive:
        assert [entry.filename for entry in archive.infolist()][: len(parts(data))] == list(parts(data))
        assert archive.getinfo(SHEET).date_time == (2024, 5, 6, 7, 8, 10)
        assert archive.getinfo("xl/worksheets/sheet2.xml").date_time == (1980, 1, 1, 0, 0, 0)
