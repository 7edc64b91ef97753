"""A package goes through unchanged, finds its parts however they are spelled, and gives no name away twice."""

from __future__ import annotations

import io
import zipfile

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
    plain_book,
    rich_book,
    with_part,
)

from calgen.book.problems import Refused
from calgen.files.read.package import ROOT, Package
from calgen.files.read.part_names import part_key, relative_target
from calgen.files.save.verify import verify


def test_unchanged_package_keeps_all() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.comment = b"a comment"
        for number, (name, data) in enumerate({"folder/": b"", **parts(rich_book())}.items()):
            info = zipfile.ZipInfo(name, (2001, 2, 3, 4, 5, 6))
            info.compress_type = zipfile.ZIP_DEFLATED if number % 2 else zipfile.ZIP_STORED
            info.external_attr = 0o640 << 16 if number % 3 else 0
            info.create_system = 3 if number % 3 else 0
            info.comment = b"c"
            info.extra = b"UT\x05\x00\x01\0\0\0\0"
            archive.writestr(info, data)
    after = zipfile.ZipFile(io.BytesIO(Package.load(out.getvalue()).to_bytes()))
    before = zipfile.ZipFile(io.BytesIO(out.getvalue()))
    assert after.comment == b"a comment"
    for old, new in zip(before.infolist(), after.infolist(), strict=True):
        assert before.read(old) == after.read(new)
        for attribute in ("filename", "date_time", "compress_type", "comment", "create_system", "extra"):
            assert getattr(old, attribute) == getattr(new, attribute), attribute
        assert new.external_attr == (old.external_attr if old.filename != "folder/" else new.external_attr)
    again = Package.load(out.getvalue()).to_bytes()
    assert Package.load(again).to_bytes() == again


@pytest.mark.parametrize(
    ("owner", "target", "part"),
    [
        ("xl/worksheets/sheet1.xml", "../drawings/d.xml", "xl/drawings/d.xml"),
        ("xl/worksheets/sheet1.xml", "/xl/drawings/d.xml", "xl/drawings/d.xml"),
        ("xl/worksheets/sheet1.xml", "..\\drawings\\d.xml", "xl/drawings/d.xml"),
        ("xl\\workbook.xml", "worksheets/Sheet1.XML", "xl/worksheets/sheet1.xml"),
        ("xl/workbook.xml", "worksheets/sheet1.xml#there", "xl/worksheets/sheet1.xml"),
        ("", "xl/workbook.xml", "xl/workbook.xml"),
        ("xl/workbook.xml", "../../../up.xml", "up.xml"),
    ],
)
def test_targets(owner: str, target: str, part: str) -> None:
    assert Package.load(plain_book()).resolve(owner, target) == part


def test_percent_signs() -> None:
    package = Package.load(with_part(plain_book(), "xl/a b.xml", b"<a/>"))
    assert package.resolve(WORKBOOK, "a%20b.xml") == "xl/a b.xml"


def test_relative_is_the_way_back() -> None:
    package = Package.load(rich_book())
    for owner in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "top.xml"):
        for part in package.parts():
            assert package.resolve(owner, relative_target(owner, part)) == part


def test_free_names_are_free() -> None:
    data = with_part(rich_book(), "xl/charts/_rels/chart3.xml.rels", b"<Relationships/>")
    link = '<Relationship Id="x" Type="t/chart" Target="charts/CHART4.xml"/></Relationships>'
    package = Package.load(changed(data, (LINKS, "</Relationships>", link)))
    assert package.unused_name("xl/charts/chart1.xml", package.referenced_names()) == "xl/charts/chart5.xml"
    assert package.unused_name("xl/styles.xml", package.referenced_names()) == "xl/styles1.xml"


def test_what_is_reached() -> None:
    package = Package.load(rich_book())
    found = package.reachable([SHEET])
    assert "xl/charts/chart1.xml" in found
    assert WORKBOOK not in found
    assert part_key(SHEET) not in package.reachable([ROOT], [SHEET])


def test_content_types_follow() -> None:
    package = Package.load(rich_book())
    package.remove("xl/charts/chart1.xml")
    package.add("xl/new1.xml", b"<a/>", content_type="application/x-new")
    package.add("xl/media/new.png", b"", content_type="image/png")
    after = Package.load(package.to_bytes())
    assert after.content_type("xl/new1.xml") == "application/x-new"
    assert after.content_type("xl/media/new.png") == "image/png"
    assert b"new.png" not in after.read(TYPES)
    assert b"chart1.xml" not in after.read(TYPES)


@pytest.mark.parametrize("data", [b"", b"PK", packed(parts(plain_book()))[:-30]])
def test_damaged(data: bytes) -> None:
    with pytest.raises(Refused) as caught:
        Package.load(data)
    assert caught.value.problem.code == "file_damaged"


def test_part_twice() -> None:
    with pytest.raises(Refused) as caught:
        Package.load(packed({**parts(plain_book()), "XL/Workbook.xml": b""}))
    assert caught.value.problem.code == "file_part_twice"


def test_many_small_parts_are_not_all_kept() -> None:
    """They may be 400 MB in all, and a save has two packages of them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for n in range(100):
            archive.writestr(zipfile.ZipInfo(f"xl/media/image{n}.png"), b" " * 900_000, zipfile.ZIP_DEFLATED)
    package = Package.load(out.getvalue())
    kept = sum(len(piece) for entry in package._entries.values() for piece in entry.pieces)
    assert 0 < kept < 80 << 20
    assert all(package.read(part) == b" " * 900_000 for part in package.parts())


def test_new_relationships_have_a_type_where_the_file_lists_each_by_name() -> None:
    """LibreOffice lists each part of relationships by its name: it has no type for the ending."""
    data = rich_book()
    ending = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    names = [part for part in parts(data) if part.endswith(".rels")]
    listed = [ending.replace('Default Extension="rels"', f'Override PartName="/{part}"') for part in names]
    before = changed(data, (TYPES, ending, "".join(listed)))
    once = inserted(before, drawn_sheets())
    verify(opened(before), once)
    assert parts(once)[TYPES].count(b'Extension="rels"') == 1
    assert parts(inserted(once, drawn_sheets()))[TYPES] == parts(once)[TYPES]
