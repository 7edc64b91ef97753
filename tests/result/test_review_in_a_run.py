"""The tab Review in a workbook: it appears with the first result, stays, and never disagrees with the terminal."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
import sample_results
import short_salon
from click.testing import CliRunner
from office import XLSX, convert, needs_office, plain, uncounted, unlocked
from sample_results import IMPORTED
from validator import errors, needs_validator
from written_workbook import Book

from calgen import api, cli
from calgen.book.problems import Refused
from calgen.book.words import load_words
from calgen.files.read.guard import open_workbook
from calgen.last_run import read_last_run
from calgen.result_steps import ResultRequest, import_into
from calgen.review.review_record import review_record

WORDS = load_words("fr")
TITLE = WORDS.title("review")
LOST = "tab_text_lost"
LATER = short_salon.TODAY + timedelta(weeks=8)
FIGURES = {"impressions": 800, "engagements": 40, "clicks": 9, "conversions": 1}


def columns(sheet: Any, tab: str = "social") -> dict[str, int]:
    """The columns of a calendar by their keys."""
    titles = {WORDS.title(tab, key): key for key in WORDS.columns(tab)}
    return {titles[cell.value]: cell.column for cell in sheet[4] if cell.value in titles}


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def edited(data: bytes, edit: Callable[[Any], None]) -> bytes:
    """A workbook after something that the user did in it."""
    book = unlocked(data, values=False)
    edit(book)
    return saved(book)


def type_figures(book: Any, figures: dict[str, int | None] = FIGURES, rows: int = 12) -> None:  # type: ignore[assignment]
    """Figures on the first posts of the social calendar."""
    sheet = book[WORDS.title("social")]
    at = columns(sheet)
    for row in range(5, 5 + rows):
        for key, figure in figures.items():
            sheet.cell(row, at[key]).value = figure


@cache
def typed() -> bytes:
    """The short salon with figures on its first posts."""
    return edited(short_salon.calendar(), type_figures)


def run(data: bytes, today: date = LATER) -> api.Generated:
    return api.generate(data, "salon.xlsx", today)


@cache
def reviewed() -> api.Generated:
    """The run after them."""
    return run(typed())


@cache
def quarter(sample: str = "salon") -> api.Generated:
    """A sample after its quarter of results."""
    request = ResultRequest([(path.name, data) for path, data in sample_results.made(sample).items()])
    done = import_into(sample_results.planned(sample), f"{sample}.xlsx", request, IMPORTED, "fr")
    return api.generate(done.after, f"{sample}.xlsx", IMPORTED)


def titles(data: bytes) -> list[str]:
    return [sheet.title for sheet in open_workbook(data, "salon.xlsx").sheets]


@pytest.mark.long
def test_it_appears_with_the_first_result_at_the_end_and_stays_when_the_last_is_gone() -> None:
    assert TITLE not in titles(short_salon.calendar())
    after = reviewed().after
    assert titles(after)[-1] == TITLE
    assert titles(after)[: len(titles(short_salon.calendar()))] == titles(short_salon.calendar())
    gone = run(edited(after, lambda book: type_figures(book, dict.fromkeys(FIGURES))), LATER + timedelta(days=1))
    said = [cell.value for (cell,) in unlocked(gone.after, values=True)[TITLE].iter_rows(max_col=1) if cell.value]
    assert " ".join(said[2:]).replace("\u00a0", " ") == WORDS.text("review", "nothing").replace("\u00a0", " ")
    assert gone.review is None


def test_a_second_run_changes_nothing_and_a_later_one_draws_it_again() -> None:
    after = reviewed().after
    assert run(after).after == after
    later = run(after, LATER + timedelta(days=1))
    assert later.changed
    assert "review" in open_workbook(later.after, "salon.xlsx").calgen_sheets()
    assert api.balance(after, "salon.xlsx", LATER).review == reviewed().review


def test_a_tab_that_the_user_deleted_comes_back() -> None:
    def delete(book: Any) -> None:
        del book[TITLE]

    again = run(edited(reviewed().after, delete))
    assert TITLE in titles(again.after)


@pytest.mark.long
def test_it_is_known_by_its_mark_under_another_title() -> None:
    def rename(book: Any) -> None:
        book[TITLE].title = "Nos chiffres"

    again = run(edited(reviewed().after, rename), LATER + timedelta(days=1))
    assert "Nos chiffres" in titles(again.after)
    assert TITLE not in titles(again.after)
    assert not [problem for problem in again.problems if problem.code == "tab_text_lost"]


@pytest.mark.long
def test_what_the_user_writes_beside_it_stays_and_what_she_writes_over_it_is_told() -> None:
    def write(book: Any) -> None:
        book[TITLE]["Z3"], book[TITLE]["A1"] = "à montrer à Sandrine", "Mon bilan"

    again = run(edited(reviewed().after, write), LATER + timedelta(days=1))
    sheet = unlocked(again.after, values=True)[TITLE]
    assert (sheet["Z3"].value, sheet["A1"].value) == ("à montrer à Sandrine", TITLE)
    lost = [str(problem.place) for problem in again.problems if problem.code == "tab_text_lost"]
    assert lost == [f"{TITLE}!A1"]


def test_a_note_beside_a_sentence_that_changes_stays_or_is_told_before() -> None:
    notes = {f"{column}{row}": f"note {column}{row}" for row in range(2, 60) for column in "FLP"}
    before = unlocked(reviewed().after, values=False)[TITLE]
    notes = {at: text for at, text in notes.items() if before[at].value is None}

    def write(book: Any) -> None:
        for at, text in notes.items():
            book[TITLE][at] = text

    data, day = edited(reviewed().after, write), LATER + timedelta(days=30)
    told = {str(found.place) for found in api.diagnose(data, "salon.xlsx", day).problems if found.code == LOST}
    again = run(data, day)
    after, plain_run = (unlocked(made, values=False)[TITLE] for made in (again.after, run(reviewed().after, day).after))
    changed = [row for row in range(2, 60) if before.cell(row, 1).value != after.cell(row, 1).value]
    assert any(f"L{row}" in notes for row in changed)
    taken = {at for at in notes if plain_run[at].value is not None}
    assert {at: after[at].value for at in notes.keys() - taken} == {at: notes[at] for at in notes.keys() - taken}
    lost = {f"{TITLE}!{at}" for at in taken}
    assert told == {str(found.place) for found in again.problems if found.code == LOST} == lost


@pytest.mark.long
def test_a_tab_of_the_users_with_its_title_is_left_alone_until_there_is_something_to_show() -> None:
    def add(book: Any) -> None:
        book.create_sheet("bilan")["A1"] = "Résultat comptable"

    own = edited(short_salon.calendar(), add)
    assert not [problem for problem in api.check(own, "salon.xlsx").problems if problem.code == "tab_title_taken"]
    assert unlocked(run(own).after, values=True)["bilan"]["A1"].value == "Résultat comptable"
    taken = edited(own, type_figures)
    found = {problem.code: str(problem.place) for problem in api.check(taken, "salon.xlsx").problems}
    assert found["tab_title_taken"] == "bilan"
    with pytest.raises(Refused) as refused:
        run(taken)
    assert [problem.code for problem in refused.value.problems] == ["tab_title_taken"]


def test_the_hidden_tab_remembers_it_only_where_it_stands() -> None:
    for data, stands in ((short_salon.calendar(), False), (reviewed().after, True)):
        known = read_last_run(api.check(data, "salon.xlsx").workbook)
        assert ("review" in json.loads(known.facts["tabs"])) == stands
        assert ("review" in known.drawn) == stands


# -- figures -----------------------------------------------------------------------------------------------------------


def counted(book: Book) -> dict[str, Counter[str]]:
    """A count of its own over the rows of the social calendar: by platform, what is out and its figures."""
    found: dict[str, Counter[str]] = {}
    words, last = book.words, IMPORTED - timedelta(days=1)
    for row in book.rows("social"):
        figures = {key: row[key] for key in FIGURES if isinstance(row[key], int | float)}
        is_out = row["status"] == words.choice("status", "published") or row["url"] or figures
        if row["date"].date() > date(2027, 7, 4) or row["status"] == words.choice("status", "cancelled") or not is_out:
            continue
        assert row["date"].date() <= last
        tally = found.setdefault(row["platform"], Counter())
        tally.update({"published": 1, "with_figures": int(bool(figures)), **figures})
    return found


@pytest.mark.long
@pytest.mark.parametrize("sample", sample_results.WORLDS)
def test_tab_terminal_and_json_say_what_a_count_of_its_own_says(sample: str) -> None:
    done = quarter(sample)
    book = Book(done.after, done.words)
    own, review = counted(book), done.review
    assert review
    keys = ("published", "with_figures", *FIGURES)
    assert {row.platform: [getattr(row, key) for key in keys] for row in review.platforms if row.published} == {
        name: [tally[key] for key in keys] for name, tally in own.items()
    }
    rows = list(book.tab("review").iter_rows(max_col=7, values_only=True))
    shown = {row[0]: [*row[1:7]] for row in rows if row[0] in own and isinstance(row[1], int)}
    assert shown == {name: [tally[key] for key in keys] for name, tally in own.items()}
    assert sum(tally["published"] for tally in own.values()) == review.published


@pytest.mark.long
def test_the_terminal_says_the_states_and_the_proposals_of_the_tab(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = quarter()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "salon.xlsx").write_bytes(done.after)
    assert done.review
    told = CliRunner().invoke(cli.main, ["balance", "salon.xlsx", "--today", IMPORTED.isoformat()]).output
    found = (
        CliRunner()
        .invoke(cli.main, ["balance", "salon.xlsx", "--today", IMPORTED.isoformat(), "--format", "json"])
        .output
    )
    assert json.loads(found)["review"] == json.loads(json.dumps(review_record(done.review)))
    sheet = Book(done.after, done.words).tab("review")
    tab = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
    for proposal in done.review.proposals:
        assert proposal.key in tab
    first = next(line for line in told.splitlines() if line.startswith("Situation au"))
    assert first in tab.replace("\u00a0", " ") or first.replace(" ", "\u00a0") in tab.replace(" ", "\u00a0")


@pytest.mark.long
@needs_office
@pytest.mark.parametrize("sample", sample_results.WORLDS)
def test_libreoffice_computes_the_figures_that_are_stored(sample: str) -> None:
    done = quarter(sample)
    book = Book(done.after, done.words)
    computed = Book(convert(XLSX, {"plan": uncounted(done.after)})["plan"], done.words)
    stored, now = book.tab("review"), computed.tab("review")
    formulas = [cell for row in book.written("review").iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert len([cell for cell in formulas if "IFS(" in cell.value]) >= 12
    for cell in formulas:
        assert plain(now[cell.coordinate].value) == pytest.approx(plain(stored[cell.coordinate].value)), cell.coordinate


@pytest.mark.long
@needs_validator
@pytest.mark.parametrize("sample", sample_results.WORLDS)
def test_microsofts_validator_finds_nothing(sample: str) -> None:
    assert errors(quarter(sample).after) == []
