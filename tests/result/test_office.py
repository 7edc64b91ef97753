"""LibreOffice computes the figures that calgen stored, and prints every page without an error."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise

import pytest
from made_samples import STARTS, made
from office import XLSX, convert, needs_office, plain, unlocked
from written_workbook import TOP, Book, Row, as_day

from calgen import api
from calgen.book.languages import languages

pytestmark = needs_office
needs_poppler = pytest.mark.system("pdftotext")
SAMPLES = pytest.mark.parametrize("sample", STARTS)
_FORMULA = re.compile(r"(<c [^>]*?)(?: t=\"\w+\")?(>)(<f>(?:[^<]*)</f>)<v>([^<]*)</v>(</c>)")


def rewritten(book: Book, tabs: tuple[str, ...], *edits: tuple[str, str], only: str = "") -> bytes:
    """The workbook without the stored values of the formulas of these tabs (of one column only), some text replaced."""
    numbers = {book.formulas.sheetnames.index(book.words.title(tab)) + 1 for tab in tabs}
    parts, out = {f"xl/worksheets/sheet{number}.xml" for number in numbers}, io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book.data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            held = old.read(part)
            if part in parts:
                text = held.decode()
                for before, after in edits:
                    assert before in text, before
                    text = text.replace(before, after)
                held = _FORMULA.sub(lambda one: _blank(one, only), text).encode()
                assert only or b"</f><v>" not in held
            new.writestr(part, held)
    return out.getvalue()


def _blank(cell: re.Match[str], only: str) -> str:
    return cell[1] + cell[2] + cell[3] + cell[5] if f'r="{only}' in cell[1] else cell[0]


LIVE = ("social", "editorial", "balance", "tasks")


@cache
def computed() -> dict[str, Book]:
    """The samples without stored values as LibreOffice saves them again, and one that went wrong on purpose."""
    asked_for = {sample: rewritten(made(sample).book, LIVE) for sample in STARTS}
    asked_for["wrong"] = rewritten(made("salon").book, ("balance",), ("<f>COUNTIFS(", "<f>1+COUNTIFS("), only="D")
    done = convert(XLSX, asked_for)
    return {name: Book(data, made(name if name in STARTS else "salon").book.words) for name, data in done.items()}


def figures(book: Book, like: Book) -> dict[str, object]:
    """Every cell of the balance that holds a formula in `like`."""
    sheet = book.tab("balance")
    formulas = (cell for row in like.written("balance").iter_rows() for cell in row)
    cells = [cell.coordinate for cell in formulas if str(cell.value).startswith("=")]
    return {at: plain(sheet[at].value) for at in cells}


@SAMPLES
def test_the_balance_s_figures_are_what_its_formulas_give(sample: str) -> None:
    stored = figures(made(sample).book, made(sample).book)
    found = figures(computed()[sample], made(sample).book)
    assert len(stored) > 100
    texts = {at for at, value in stored.items() if isinstance(value, str)}
    assert {at: _with_points(found[at]) for at in texts} == {at: _with_points(stored[at]) for at in texts}
    numbers = stored.keys() - texts
    assert {at: found[at] for at in numbers} == pytest.approx({at: stored[at] for at in numbers}, abs=1e-6)


def _with_points(value: object) -> str:
    """A text with points in its decimals: a formula writes them as the system does on which it is computed."""
    return re.sub(r"(?<=\d),(?=\d)", ".", str(value))


def test_a_wrong_formula_is_seen_only_where_its_stored_value_is_gone() -> None:
    salon = made("salon").book
    stored, found = figures(salon, salon), figures(computed()["wrong"], salon)
    counts = {at for at in stored if salon.written("balance")[at].value.startswith("=COUNTIFS(")}
    differ = {at for at in counts if found[at] != pytest.approx(stored[at], abs=1e-6)}
    assert differ == {at for at in counts if at.startswith("D")}
    assert counts > differ > set()


@SAMPLES
def test_the_calendars_live_cells_are_what_their_formulas_give(sample: str) -> None:
    before, after = made(sample).book, computed()[sample]
    live = {
        "social": ("title", "day", "editorial", "characters"),
        "editorial": ("posts", "week", "first_post", "last_post"),
    }
    for tab, keys in live.items():
        columns = before.columns(tab)
        assert len(after.rows(tab)) == len(before.rows(tab))
        for key in keys:
            cells = range(TOP + 1, TOP + 1 + len(before.rows(tab)))
            due = [before.tab(tab).cell(row, columns[key]).value for row in cells]
            got = [after.tab(tab).cell(row, columns[key]).value for row in cells]
            assert [one or None for one in got] == [one or None for one in due], (tab, key)


def edited(book: Book, edits: dict[tuple[str, int, str], object]) -> bytes:
    """The workbook as a program without stored values saves it, with cells changed: (tab, row, column key) → value."""
    sheets = unlocked(book.data, values=False)
    for (tab, row, column), value in edits.items():
        sheets[book.words.title(tab)].cell(row, book.columns(tab)[column]).value = value
    out = io.BytesIO()
    sheets.save(out)
    return out.getvalue()


@SAMPLES
def test_the_tasks_are_what_their_formulas_give(sample: str) -> None:
    before, after, today = made(sample).book, computed()[sample], date.today()  # noqa: DTZ011 -- as LibreOffice does
    columns = before.columns("tasks")
    states = {word: code for code, word in before.words.choices("task_state").items()}
    for old, new in zip(before.rows("tasks"), after.rows("tasks"), strict=True):
        for key in set(columns) - {"state", "row"}:
            if isinstance(old[key], float | int):
                assert new[key] == pytest.approx(old[key])
            else:
                assert (new[key] or None) == (old[key] or None)
        day, until = as_day(old["date"]), as_day(old["until"])
        assert day
        assert until
        due = "over" if until < today else "late" if day < today else "today" if day == today else "later"
        monday = today - timedelta(days=today.weekday())
        due = "week" if due == "later" and day < monday + timedelta(days=7) else due
        assert states[new["state"]] == due


@cache
def after_edits() -> tuple[Book, dict[str, Row]]:
    """The salon with one post published, one cancelled, one moved, one given to another; and these posts."""
    book = made("salon").book
    chosen = dict(zip(("published", "cancelled", "moved", "given"), book.social[10:50:10], strict=True))
    edits: dict[tuple[str, int, str], object] = {}
    for code in ("published", "cancelled"):
        edits["social", chosen[code]["row"], "status"] = book.words.choice("status", code)
    edits["social", chosen["moved"]["row"], "date"] = datetime(2027, 6, 30)  # noqa: DTZ001 -- a cell has no zone
    edits["social", chosen["given"]["row"], "owner"] = "Sandrine"
    done = convert(XLSX, {"edited": edited(book, edits)})
    return Book(done["edited"], book.words), chosen


def test_the_tasks_follow_what_the_user_edits_in_the_social_calendar() -> None:
    book, chosen = after_edits()
    word = {code: book.words.choice("task_state", code) for code in ("done", "cancelled")}
    rows = {code: [row for row in book.rows("tasks") if row["post"] == one["id"]] for code, one in chosen.items()}
    assert all(rows.values())
    assert {row["state"] for row in rows["published"]} == {word["done"]}
    assert {row["state"] for row in rows["cancelled"]} == {word["cancelled"]}
    assert {row["person"] for row in rows["given"]} == {"Sandrine"}
    publish = book.words.choice("task", "publish")
    assert [row["date"] for row in rows["moved"] if row["task"] == publish] == [datetime(2027, 6, 30)]  # noqa: DTZ001


# -- pages ---------------------------------------------------------------------------------------------------------


@cache
def pages() -> dict[str, list[str]]:
    """The text of every page of the templates and results, as LibreOffice prints them."""
    files = {sample: made(sample).done.after for sample in STARTS} | {one: api.new(one) for one in languages()}
    return {name: texts(data) for name, data in convert("pdf", files).items()}


def texts(printed: bytes) -> list[str]:
    """The text of each page."""
    command = ["pdftotext", "-layout", "-", "-"]
    return subprocess.run(command, input=printed, check=True, capture_output=True).stdout.decode().split("\f")[:-1]


@needs_poppler
@pytest.mark.parametrize("name", [*STARTS, *languages()])
def test_no_page_shows_an_error(name: str) -> None:
    text = "\n".join(pages()[name])
    assert len(pages()[name]) > 15
    assert re.findall(r"#NAME\?|#REF!|#VALUE!|#N/A|#DIV/0!|Err:\d+", text) == []


@needs_poppler
@SAMPLES
def test_a_month_begins_a_page_or_stands_whole_below_another(sample: str) -> None:
    book = made(sample).book
    months = [str(row[0]) for row in book.tab("month").iter_rows(min_row=TOP, max_col=1, values_only=True) if row[0]]
    names = [book.words.month(n) for n in range(1, 13)]
    months = [name for name in months if name.rpartition(" ")[0] in names]
    footer = re.compile(rf"^ *{re.escape(book.words.title('month'))} +\d+ / \d+ *$", re.MULTILINE)
    own = [page for page in pages()[sample] if footer.search(page)]
    assert len(months) >= 3
    assert book.written("month").page_setup.scale >= 72  # nine platforms can still be read
    shown = [[name for name in months if name in page] for page in own]  # none on the further pages of a month
    assert [name for names in shown for name in names] == months
    assert all(following for names, following in pairwise(shown) if len(names) > 1)


@needs_poppler
@pytest.mark.parametrize("language", languages())
def test_every_tab_of_an_empty_workbook_is_one_page(language: str) -> None:
    shown = [tab for tab in unlocked(api.new(language), values=False).worksheets if tab.sheet_state == "visible"]
    assert len(pages()[language]) == len(shown)
