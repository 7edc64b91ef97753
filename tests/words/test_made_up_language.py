"""A third language is one file: with it alone, every command speaks and reads the language, and no other comes out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import click
import openpyxl
import pytest
from made_up import CODE, MARK, WORD, as_toml, tables

from calgen.book.languages import languages
from calgen.book.locale import locale
from calgen.cli import main

TABLES = tables()
TODAY = ("--today", "2027-01-04")

# A strategy, in English here: it is typed in the made-up language. Words that end with an accent are names.
STRATEGY: dict[str, list[dict[str, str]]] = {
    "settings": [
        {
            "brand": "Bý",
            "start": "September 6, 2027",
            "weeks": "6",
            "utm": "yes",
            "closed_days": "Saturday, Sunday",
            "website": "https://bý.example",
            "budget": "1,500",
        }
    ],
    "objectives": [
        {"objective": "Oný", "domain": "selling", "kpi": "Kpý", "deadline": "15th of October 2027"},
        {"objective": "Otý", "domain": "community", "kpi": "sales", "approaches": "Sell"},
    ],
    "audiences": [{"audience": "Auný", "hours": "9:30 AM, 12:00-14:00", "days": "Monday to Friday"}],
    "platforms": [
        {"platform": "Instagram", "mission": "Miý", "objectives": "Oný", "cadence": "3 posts per week"},
        {
            "platform": "Facebook",
            "mission": "Moý",
            "objectives": "Otý",
            "cadence": "twice a week",
            "hours": "12 h to 14 h",
        },
        {
            "platform": "E-mail",
            "mission": "Muý",
            "objectives": "Otý",
            "cadence": "every 2 weeks",
            "days": "Mon and Thu",
        },
    ],
    "mix": [
        {"category": "promote", "share": "40%"},
        {"category": "curate", "share": "0.3"},
        {"category": "interact", "share": "30%"},
    ],
    "themes": [
        {"theme": "Tuný", "category": "promote", "ideas": "Idý\nIduý", "stage": "action", "message": "Meý"},
        {"theme": "Tiný", "category": "curate"},
        {"theme": "Taný", "category": "interact", "objectives": "Otý"},
    ],
    "content": [{"title": "Coný", "theme": "Tiný", "publish": "2027-09-15", "format": "carousel"}],
    "campaigns": [
        {"campaign": "Caný", "start": "2027-09-20", "end": "2027-10-01", "themes": "Tuný", "offsets": "D-7, D"}
    ],
    "key_dates": [
        {"name": "Halloween", "treatment": "publish", "theme": "Tuný"},
        {"name": "Black Friday"},
    ],
    "team": [{"person": "Peý", "weekly_hours": "5", "days_off": "2027-09-13 to 2027-09-17"}],
    "routines": [{"task": "Roý", "kind": "reply", "every": "every day", "minutes": "15", "owner": "Peý"}],
}
OWN = "ý"  # at the end of the user's own names
PRODUCTS = {"Instagram", "Facebook"}


def in_the_language(text: str) -> str:
    """A text of the strategy as its user types it."""

    def typed(word: re.Match[str]) -> str:
        return word[0] if word[0].endswith(OWN) or word[0] in PRODUCTS else word[0] + MARK

    return text if "://" in text else WORD.sub(typed, text)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the file of the language in it, and a strategy written in the language."""
    folder = tmp_path_factory.mktemp("made_up")
    (folder / "words").mkdir()
    (folder / "words" / f"{CODE}.toml").write_text(as_toml(TABLES), encoding="utf-8")
    return folder


SCRIPT = """
import sys
import calgen
calgen.__path__.append(sys.argv.pop(1))  # where `words/xx.toml` stands
from calgen.book.languages import languages
from calgen.book.locale import locale
from calgen.cli import main
main(prog_name="calgen")
"""


def run(folder: Path, *arguments: str, exit_code: int = 0) -> str:
    """What a command prints on a system that speaks the language."""
    environment = {**os.environ, "LANG": f"{CODE}_XX.UTF-8", "LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": "",
                   "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"}  # fmt: skip
    command = [sys.executable, "-c", SCRIPT, str(folder), *arguments]
    found = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8",
                           check=False)  # fmt: skip
    assert found.returncode == exit_code, found.stdout + found.stderr
    return found.stdout + found.stderr


# -- what may come out without the mark --------------------------------------------------------------------------------

# Names of products, and parts of the names of files and addresses.
NAMES = PRODUCTS | {"calgen", "xlsx", "plan", "https", "example", CODE}


def allowed() -> set[str]:
    """Every word that may come out without the mark: names, codes, commands, options and their choices."""
    found = NAMES | set(main.commands) | {locale(code).name for code in languages()}
    for param in (param for command in [main, *main.commands.values()] for param in command.params):
        found |= {word for name in param.opts for word in WORD.findall(name)}
        found |= set(param.type.choices) if isinstance(param.type, click.Choice) else set()
    return found | {"help", "h", "o", "v"}


ALLOWED = allowed()
# links, keys, cells and columns, ids, the letters of TOMSTER
CODE_LIKE = re.compile(r"https?://\S+|\b\w+_\w*|\$?\b[A-Z]{1,3}\$?\d+\b|\b[A-Z]\b")


CUT = re.compile(r"\w+…")


def strangers(text: str) -> set[str]:
    """The words of another language in a text; one that the terminal has cut short (`behin…`) has lost its mark."""
    found = WORD.findall(CODE_LIKE.sub(" ", CUT.sub(" ", text)))
    return {word for word in found if not word.endswith((MARK, OWN)) and word not in ALLOWED}


def test_a_word_of_another_language_is_seen() -> None:
    assert strangers("Theø post isø late, postsø behin…") == {"post", "late"}


# -- the commands ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", *sorted(main.commands)])
def test_help(folder: Path, command: str) -> None:
    assert strangers(run(folder, *filter(None, [command]), "--help")) == set()


@pytest.mark.parametrize(
    "call", ["generate", "genrate", "check --formt x", "new a --start soon", "new a b", "check a --lang zz", "--"]
)
def test_usage_errors(folder: Path, call: str) -> None:
    typed = {"genrate", "formt", "soon", "zz", "a", "b"}
    assert strangers(run(folder, *call.split(), exit_code=2)) - typed == set()


def test_an_explanation(folder: Path) -> None:
    assert strangers(run(folder, "check", "--explain", "mix_off")) == set()


@pytest.fixture(scope="module")
def printed(folder: Path) -> dict[str, str]:
    """What each command printed, from an empty workbook to its calendar, and back again."""
    found = {"new": run(folder, "new", "plan.xlsx"), "check_empty": run(folder, "check", "plan.xlsx", exit_code=1)}
    fill(folder / "plan.xlsx")
    found["check"] = run(folder, "check", "plan.xlsx", *TODAY)
    found["generate"] = run(folder, "generate", "plan.xlsx", *TODAY, "--verbose")
    (folder / "first.xlsx").write_bytes((folder / "plan.xlsx").read_bytes())
    found["again"] = run(folder, "generate", "plan.xlsx", *TODAY)
    edit(folder / "plan.xlsx")
    found["dry_run"] = run(folder, "generate", "plan.xlsx", *TODAY, "--dry-run")
    found["edited"] = run(folder, "generate", "plan.xlsx", *TODAY)
    found["balance"] = run(folder, "balance", "plan.xlsx")
    found["undo"] = run(folder, "undo", "plan.xlsx")
    return found


def fill(path: Path) -> None:
    """Types the strategy into the empty workbook."""
    book = openpyxl.load_workbook(path)
    for key, rows in STRATEGY.items():
        titles = {column: entry["title"] for column, entry in TABLES["tabs"][key]["columns"].items()}
        sheet = book[TABLES["tabs"][key]["title"]]
        if key == "settings":
            rows_of = {str(cell.value): cell.row for cell in sheet["A"]}
            for column, value in rows[0].items():
                sheet.cell(rows_of[titles[column]], 2, in_the_language(value))
            continue
        top, at = headings(sheet, titles[next(iter(rows[0]))])
        sheet.delete_rows(top + 1, sheet.max_row)
        for n, row in enumerate(rows, top + 1):
            for column, value in row.items():
                sheet.cell(n, at[titles[column]], in_the_language(value))
    book[TABLES["tabs"]["wheel"]["title"]]["C5"] = in_the_language("primary")
    book.save(path)


def headings(sheet: Any, title: str) -> tuple[int, dict[str, int]]:
    """The heading row of a tab, by one of its titles, and the column of each title."""
    for row in sheet.iter_rows():
        at = {str(cell.value).removesuffix(" *"): cell.column for cell in row}
        if title in at:
            return row[0].row, at
    raise AssertionError(title)


def edit(path: Path) -> None:
    """Types a text, a status, a day and an hour into the social calendar."""
    book = openpyxl.load_workbook(path)
    tab = TABLES["tabs"]["social"]
    top, at = headings(book[tab["title"]], tab["columns"]["platform"]["title"])
    typed = {"text": "Texý", "status": "approved"}, {"date": "September 9, 2027", "time": "3:15 PM"}
    for n, cells in enumerate(typed, top + 1):
        for key, value in cells.items():
            book[tab["title"]].cell(n, at[tab["columns"][key]["title"]], in_the_language(value))
    book.save(path)


RUNS = ("new", "check_empty", "check", "generate", "again", "dry_run", "edited", "balance", "undo")


@pytest.mark.long
@pytest.mark.parametrize("name", RUNS)
def test_a_command_prints_no_word_of_another_language(printed: dict[str, str], name: str) -> None:
    assert printed[name].strip()
    assert strangers(printed[name]) == set(), printed[name]


@pytest.mark.long
def test_all_that_was_typed_was_read(printed: dict[str, str]) -> None:
    assert in_the_language("error") not in printed["check"].lower()


# -- the workbooks -----------------------------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("name", ["first.xlsx", "plan.xlsx"])
def test_a_workbook_holds_no_word_of_another_language(folder: Path, printed: dict[str, str], name: str) -> None:
    with zipfile.ZipFile(folder / name) as package:
        names = (name for name in package.namelist() if name.endswith(".xml") and not name.startswith("docProps/"))
        parts = [package.read(name) for name in names]
    texts = [text for part in parts if b"fingerprint" not in part for text in shown(ElementTree.fromstring(part))]
    assert len(texts) > 1000
    assert {text: strangers(text) for text in texts if strangers(text)} == {}


SHOWN = {"t", "oddFooter", "oddHeader"}  # elements whose text a reader sees
ATTRIBUTES = {"sheet": "name", "tableColumn": "name", "dataValidation": "prompt promptTitle error errorTitle"}
LITERAL = re.compile(r'"((?:[^"]|"")*)"')


def shown(root: ElementTree.Element) -> Iterator[str]:
    """Every text of a part that a reader sees, in cells, formulas, comments, charts and drop-downs."""
    for element in root.iter():
        kind = element.tag.rpartition("}")[2]
        if kind in SHOWN or (kind == "v" and element.text and not element.text.isdigit()):
            yield re.sub(r"&[A-Z]|\{.*\}", " ", element.text or "") if kind != "t" else element.text or ""
        elif kind in ("f", "formula", "formula1", "calculatedColumnFormula"):
            yield " ".join(LITERAL.findall(element.text or ""))
        for name in ATTRIBUTES.get(kind, "").split():
            yield element.get(name, "")
