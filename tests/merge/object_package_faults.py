"""What is wrong with a package's lists: types, overrides, relations, formats, counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from workbook_contents import relations

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FORMATS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")


def package_faults(held: Mapping[str, bytes]) -> Iterator[str]:
    """The faults of a package's lists."""
    yield from _typed(held)
    yield from _related(held)
    yield from _formats(held)
    for name, part in held.items():
        if name.endswith((".xml", ".rels", ".vml")) and name != "[Content_Types].xml":
            try:
                ElementTree.fromstring(part)
            except ElementTree.ParseError as error:
                yield f"{name}: no XML: {error}"


def _typed(held: Mapping[str, bytes]) -> Iterator[str]:
    """Every part has a type; no type is for a part that is not there, none stands twice."""
    root = ElementTree.fromstring(held["[Content_Types].xml"])
    endings = [str(one.get("Extension")).lower() for one in root.iter(f"{_TYPES}Default")]
    named = [str(one.get("PartName")).lstrip("/").lower() for one in root.iter(f"{_TYPES}Override")]
    have = {name.lower() for name in held}
    for listed in (endings, named):
        yield from (f"two types for {one}" for one in set(listed) if listed.count(one) > 1)
    yield from (f"a type for {one}, which is not there" for one in named if one not in have)
    for name in have - {"[content_types].xml"}:
        if name not in named and name.rpartition(".")[2] not in endings and not name.endswith("/"):
            yield f"no type for {name}"


def _related(held: Mapping[str, bytes]) -> Iterator[str]:
    """Relations lead to parts, ids are used once, and what a part names is related."""
    for name, part in held.items():
        if name.endswith(".rels"):
            ids = re.findall(rb'\bId="([^"]*)"', part)
            yield from (f"{name}: id {one.decode()} twice" for one in set(ids) if ids.count(one) > 1)
            folder, _, own = name.rpartition("/_rels/") if "/_rels/" in name else ("", "", name.removeprefix("_rels/"))
            source = f"{folder}/{own}".lstrip("/").removesuffix(".rels")
            if source and source not in held:
                yield f"{name} belongs to no part"
            elif source:
                yield from (f"{source} leads to {one}, which is not there" for one in relations(held, source).values()
                            if one not in held)  # fmt: skip
        elif name.endswith((".xml", ".vml")):
            folder, _, own = name.rpartition("/")
            listed = held.get(f"{folder}/_rels/{own}.rels", b"")
            asked = set(re.findall(rb'\br:(?:id|embed|link|pict)="([^"]+)"', part))
            ids = re.findall(rb'\bId="([^"]*)"', listed)
            yield from (f"{name} names {one.decode()}, which is no relation" for one in asked - set(ids))


def _formats(held: Mapping[str, bytes]) -> Iterator[str]:
    """Counts of formats are right, and no cell, row, column or rule asks for one that is not there."""
    part = held.get("xl/styles.xml")
    if part is None:
        return
    root = ElementTree.fromstring(part)
    counts = {}
    for name in _FORMATS:
        listed = root.find(f"{_MAIN}{name}")
        counts[name] = 0 if listed is None else len(listed)
        if listed is not None and int(listed.get("count", len(listed))) != len(listed):
            yield f"styles: <{name}> counts {listed.get('count')}, has {len(listed)}"
    for xf in root.findall(f"{_MAIN}cellXfs/{_MAIN}xf"):
        for what, name in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"), ("xfId", "cellStyleXfs")):
            if int(xf.get(what, 0)) >= max(counts[name], 1):
                yield f"styles: {what} {xf.get(what)} of {counts[name]}"
    for name, part in held.items():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            used = {int(one) for one in re.findall(rb'<(?:c|row) [^>]*?\bs="(\d+)"', part)}
            used |= {int(one) for one in re.findall(rb'<col [^>]*?\bstyle="(\d+)"', part)}
            yield from (f"{name}: format {one} of {counts['cellXfs']}" for one in used if one >= counts["cellXfs"])
        if name.startswith(("xl/worksheets/", "xl/tables/")):
            rules = {int(one) for one in re.findall(rb'[dD]xfId="(\d+)"', part)}
            yield from (f"{name}: rule format {one} of {counts['dxfs']}" for one in rules if one >= counts["dxfs"])
