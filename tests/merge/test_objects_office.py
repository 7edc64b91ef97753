"""Objects on the social calendar in files that LibreOffice has saved, and what Microsoft's validator says of runs."""

from __future__ import annotations

from functools import cache
from html import unescape

import pytest
from objects_beside import CalendarXml, array, link, merge, sheet_of, table
from objects_of_parts import names
from office import XLSX, convert, needs_office
from test_objects_beside import CHANGES, changed, rerun, shift
from test_objects_that_follow import followed
from validator import needs_validator, new_errors, validate_together

_DRAWN = ("longer", "shorter")


def _with_objects(change: str) -> bytes:
    xml = CalendarXml(changed(change))
    right, top, low = xml.right, xml.top, xml.bottom + 3
    xml.text(xml.at(right + 3, top + 2), "Mon budget")
    table(xml, right + 3, top + 3)
    merge(xml, right + 6, top + 2, right + 7, top + 5, "Ma semaine")
    array(xml, right + 9, top + 3, top + 6)
    link(xml, right + 11, top + 2, right + 11, top + 4)
    table(xml, 7, low, "Dessous")
    merge(xml, 3, low, 4, low + 2, "Ma note")
    array(xml, 10, low, low + 2)
    names(xml, {"Seuil": f"'{xml.title}'!$G${low + 1}"})
    return xml.bytes()


@cache
def saved() -> dict[str, bytes]:
    """The calendars with objects after each change, as one LibreOffice saves them."""
    return convert(XLSX, {change: _with_objects(change) for change in CHANGES})


@needs_office
@pytest.mark.parametrize("change", CHANGES)
def test_objects_in_a_file_of_libreoffice(change: str) -> None:
    data = saved()[change]
    before = CalendarXml(data)
    after = rerun(data)
    right, top, low, by = before.right, before.top, before.bottom + 3, shift(before, after)
    sheet = sheet_of(after.bytes())
    assert after.ref_of("Budget") == before.ref_of("Budget")
    assert sheet.cell(top + 2, right + 3).value == "Mon budget"
    assert sheet.cell(top + 3, right + 3).value == "Budget a"
    assert after.ref_of("Dessous") == f"G{low + by}:H{low + 3 + by}"
    assert sheet.cell(low + by, 7).value == "Dessous a"
    merges = {str(found) for found in sheet.merged_cells.ranges}
    beside = f"{before.at(right + 6, top + 2)}:{before.at(right + 7, top + 5)}"
    assert merges == {beside, f"C{low + by}:D{low + 2 + by}"}
    column = before.at(right + 9, 0)[:-1]
    assert sheet.cell(top + 3, right + 9).value.ref == f"{column}{top + 3}:{column}{top + 6}"
    assert sheet.cell(low + by, 10).value.ref == f"J{low + by}:J{low + 2 + by}"
    assert f">'{before.title}'!$G${low + 1 + by}<" in unescape(after.held["xl/workbook.xml"].decode())


@needs_office
def test_libreoffice_opens_what_a_run_wrote_beside_objects() -> None:
    files = {change: rerun(saved()[change]).bytes() for change in ("longer", "shorter")}
    for change, data in convert(XLSX, files).items():
        own, again = CalendarXml(files[change]), CalendarXml(data)
        assert {name: ref for name, (_, ref) in own.tables().items()} == {
            name: ref for name, (_, ref) in again.tables().items()
        }
        assert sorted(own.refs("mergeCell")) == sorted(again.refs("mergeCell"))


@needs_validator
def test_microsofts_validator_finds_no_fault_more() -> None:
    pairs = [(seen.before.bytes(), seen.after.bytes()) for seen in map(followed, _DRAWN)]
    pairs += [(data, rerun(data).bytes()) for data in map(_with_objects, _DRAWN)]
    validate_together(data for pair in pairs for data in pair)
    assert [new_errors(*pair) for pair in pairs] == [[] for _ in pairs]
