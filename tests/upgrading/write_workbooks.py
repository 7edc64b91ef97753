"""Writes the workbooks of an earlier version that `test_upgrading.py` runs again, and a record of what was typed there.

    python tests/upgrading/write_workbooks.py CALGEN [SAMPLE ...]

CALGEN is the command of that version, in an environment of its own: it makes the samples (all four where none is named)
from 2027-01-04 on, each in both languages, and generates their calendars on 2026-12-21. They are then edited as a user
would: in the sample's own language cell by cell in the XML, as Excel saves them; in the other language with openpyxl,
which writes every part anew. These last are generated once more on the next day, and edited once more.

The file of each workbook keeps every byte of its parts, without compression; all files together are one `.tar.xz`.
"""

from __future__ import annotations

import io
import json
import lzma
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "merge"), str(HERE.parent)]

from edited_workbook import EditedWorkbook  # noqa: E402
from openpyxl.comments import Comment  # noqa: E402
from openpyxl.styles import PatternFill  # noqa: E402
from raw_edits import Package  # noqa: E402
from workbook_contents import packed, parts, sheet_parts  # noqa: E402

from calgen.book.words import load_words  # noqa: E402

SAMPLES = {"salon": "fr", "saas": "en", "musee": "fr", "mairie": "fr"}
LANGUAGES = ("fr", "en")
START, TODAY, NEXT_DAY = "2027-01-04", "2026-12-21", "2026-12-22"
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (a day of Excel's calendar)
Record = dict[str, Any]


def main(command: str, *samples: str) -> None:
    """All workbooks of the version of this command, and their record."""
    version = subprocess.run([command, "--version"], check=True, capture_output=True, text=True).stdout.split()[-1]
    folder = HERE / version
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        written = [_written(command, sample, Path(place)) for sample in samples or SAMPLES]
        typed = {name: record for records in written for name, record in records.items()}
        _archive(Path(place), folder / "workbooks.tar.xz")
    (folder / "typed.json").write_text(json.dumps(typed, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _written(command: str, sample: str, folder: Path) -> dict[str, Record]:
    """The workbooks of one sample in a folder; by the names of the edited ones, what was typed."""
    found = {}
    for language in LANGUAGES:
        name = f"{sample}.{language}"
        path = folder / f"{name}.generated.xlsx"
        _run(command, "new", path, "--sample", sample, "--start", START)
        if language != SAMPLES[sample]:
            path.write_bytes(_spoken(path.read_bytes(), SAMPLES[sample], language))
        _run(command, "generate", path, "--today", TODAY)
        edited = folder / f"{name}.edited.xlsx"
        if language == SAMPLES[sample]:
            data, found[edited.stem] = typed_in_the_xml(path.read_bytes(), name)
        else:
            data, found[edited.stem] = typed_with_openpyxl(path.read_bytes(), name)
        edited.write_bytes(data)
        if language != SAMPLES[sample]:
            again = folder / f"{name}.again.xlsx"
            again.write_bytes(data)
            _run(command, "generate", again, "--today", NEXT_DAY)
            data, more = typed_in_the_xml(again.read_bytes(), again.stem)
            again.write_bytes(data)
            found[again.stem] = _both(found[edited.stem], more)
    return found


def _both(first: Record, second: Record) -> Record:
    """What is to be found after two rounds of edits: a cell typed twice holds what was typed last."""
    says = {tuple(at): value for *at, value in (*first["says"], *second["says"])}
    gone = [*first["gone"], *second["gone"]]
    kept = [[*at, value] for at, value in says.items() if list(at[:2]) not in gone]
    return {key: first[key] + second[key] for key in first} | {"says": kept}


def _run(command: str, verb: str, path: Path, *options: str) -> None:
    subprocess.run([command, verb, str(path), *options], check=True, capture_output=True)


def _spoken(data: bytes, old: str, new: str) -> bytes:
    """A strategy whose setting of the language names another one; no other cell is changed."""
    held = parts(data)
    part = sheet_parts(held)[load_words(old).title("settings")]
    label = f"<is><t>{load_words(old).title('settings', 'language')}</t></is>".encode()
    found = re.search(
        rb'%s</c>(<c r="[A-Z]+\d+")([^>]*?) t="inlineStr"><is><t>[^<]*</t></is>' % re.escape(label), held[part]
    )
    assert found
    value = f"<is><t>{load_words(old).choice('language', new)}</t></is>".encode()
    start, end = found.start(1), found.end()
    held[part] = held[part][:start] + found[1] + found[2] + b' t="inlineStr">' + value + held[part][end:]
    return packed(held)


# -- edits -------------------------------------------------------------------------------------------------------------


def _begun(data: bytes, name: str, way: str) -> EditedWorkbook:
    """The workbook open; every day of a post whose row may be chosen lies after the days of all runs."""
    draft = EditedWorkbook(data, Random(name + way))
    draft.words = load_words(name.split(".")[1])  # the tabs keep the titles that they have in the sample
    draft.used = {row for row in draft.social.rows if draft.social.get(row, "date") <= datetime(2027, 1, 5)}  # noqa: DTZ001
    return draft


def _record(draft: EditedWorkbook, **more: Any) -> Record:
    says = [[*at, _text(value)] for at, value in sorted(draft.says.items())]
    own = [[row.tab, {key: _text(value) for key, value in row.cells.items()}] for row in draft.own]
    empty: Record = {"columns": [], "comments": [], "colours": []}
    return {"says": says, "gone": sorted(map(list, draft.gone)), "own": own} | empty | more


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value or "")


def typed_with_openpyxl(data: bytes, name: str) -> tuple[bytes, Record]:
    """Values, rows, a column, a colour and a comment; rows come and go as in a spreadsheet program."""
    d = _begun(data, name, "openpyxl")
    for _ in range(3):
        d.note(d.post())
    d.note(d.post(lambda row: len(d.posts_of(d.subject_of(row))) > 1), "title")
    d.note(d.subject(), "title", "editorial")
    moved, later = d.post(), d.post()
    d.put("social", moved, "date", d.social.get(moved, "date") + timedelta(days=1))
    d.put("social", later, "time", time(21, 5))
    for code in ("in_progress", "approved", "cancelled"):
        d.put("social", d.post(), "status", d.words.choice("status", code))
    d.put("social", d.post(), "keep", d.words.choice("yes_no", "yes"))
    d.put("social", d.post(lambda row: d.social.get(row, "hashtags")), "hashtags", None)
    column = d.column("Budget")
    priced = [[row, str(n)] for n, row in enumerate((d.post(), d.post()), 120)]
    for row, value in priced:
        d.social.cell(row, column).value = int(value)
    noted, filled = d.post(), d.post()
    d.social.cell(noted, "theme").comment = Comment("À voir avec Léa", "Léa")
    d.social.cell(filled, "theme").fill = PatternFill("solid", fgColor="FFFFEE00")
    d.delete("social", [d.post(), d.post()])
    d.delete("editorial", [d.subject()])
    d.write({"date": datetime(2027, 2, 3), "platform": d.social.get(moved, "platform"), "title": d.token()})  # noqa: DTZ001
    more = {"columns": [["social", column, priced]], "comments": [[noted, "À voir avec Léa"]], "colours": [filled]}
    return packed(parts(d.bytes())), _record(d, **more)


def typed_in_the_xml(data: bytes, name: str) -> tuple[bytes, Record]:
    """Values in the cells of the social calendar, an emptied row, and a row below the last, as Excel saves them."""
    d = _begun(data, name, "xml")
    package = Package(d)
    _type(d, package, d.post(), "text", d.token())
    _type(d, package, d.post(lambda row: len(d.posts_of(d.subject_of(row))) > 1), "title", d.token())
    _type(d, package, d.post(), "status", d.words.choice("status", "approved"))
    _type(d, package, d.post(), "owner", d.token())
    moved, later, emptied = d.post(), d.post(), d.post()
    _type(d, package, moved, "date", d.social.get(moved, "date") + timedelta(days=1))
    _type(d, package, later, "time", time(21, 5))
    row = d.social.rows[emptied]
    package.xml = re.sub(rf'<row r="{row}"[^>]*>.*?</row>', f'<row r="{row}"/>', package.xml, flags=re.DOTALL)
    d.gone.add(("social", emptied))
    own = {"date": datetime(2027, 2, 4), "platform": d.social.get(moved, "platform"), "title": d.token()}  # noqa: DTZ001
    below = d.social.sheet.max_row + 1
    cells = {d.social.columns[key]: _markup(value) for key, value in own.items()}
    xml = "".join(_with_address(markup, column, below) for column, markup in sorted(cells.items()))
    package.insert(r"()(</sheetData>)", f'<row r="{below}">{xml}</row>')
    record = _record(d)
    record["own"].append(["social", {key: _text(value) for key, value in own.items()}])
    return package.bytes(), record


def _type(d: EditedWorkbook, package: Package, row: str, key: str, value: Any) -> None:
    d.says["social", row, key] = value
    package.cell(d.social.cell(row, key).coordinate, _markup(value))


def _markup(value: Any) -> str:
    """A cell of this value, its address and format left out."""
    if isinstance(value, datetime):
        return f"<c ><v>{(value - _EPOCH).days}</v></c>"
    if isinstance(value, time):
        return f"<c ><v>{(value.hour * 60 + value.minute) / 1440!r}</v></c>"
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'


def _with_address(markup: str, column: int, row: int) -> str:
    from openpyxl.utils import get_column_letter

    return markup.replace("<c ", f'<c r="{get_column_letter(column)}{row}" ', 1)


# -- the archive -------------------------------------------------------------------------------------------------------


def _archive(folder: Path, target: Path) -> None:
    """All files in one archive, those that are alike beside one another."""
    with lzma.open(target, "wb", preset=9 | lzma.PRESET_EXTREME) as out, tarfile.open(fileobj=out, mode="w") as tar:
        for path in sorted(folder.glob("*.xlsx")):
            data = _stored(path.read_bytes())
            entry = tarfile.TarInfo(path.name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))


def _stored(data: bytes) -> bytes:
    """The same parts without compression."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name))
    return out.getvalue()


if __name__ == "__main__":
    main(*sys.argv[1:])
