"""Results from a file into the calendar of a workbook: what is filled in, raised, kept and told."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

import openpyxl
import pytest
import short_salon
from exported_results import META, csv_bytes, imported, later, meta_file, meta_row, posts, zipped
from office import unlocked
from workbook_rows import calendar_of

from calgen import api
from calgen.book.problems import Refused
from calgen.book.words import load_words
from calgen.result_steps import Imported
from calgen.results.report import report_lines

FIGURES = ("impressions", "engagements", "clicks")

WORDS = load_words("fr")


@cache
def once() -> Imported:
    """The short salon with the results of its posts on Facebook."""
    return imported(("meta.csv", meta_file()))


def cells_of(data: bytes, id_: str, *keys: str) -> tuple[str, ...]:
    row = next(row for row in calendar_of(data).rows if row.id == id_)
    return tuple(row.code(key) if key == "status" else row.text(key) for key in keys)


def with_typed(data: bytes, id_: str, **values: object) -> bytes:
    """The workbook with cells of a post typed by hand."""
    return with_rows_typed(data, {id_: values})


def with_rows_typed(data: bytes, typed: Mapping[str, Mapping[str, object]]) -> bytes:
    """The workbook with cells of some posts typed by hand, by id and column."""
    tab, book = calendar_of(data), unlocked(data, values=False)
    for row in tab.rows:
        for key, value in typed.get(row.id, {}).items():
            book[tab.title].cell(row.number, tab.columns[key]).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def kinds(made: Imported) -> Counter[tuple[str, str]]:
    return Counter((fill.column, str(fill.kind)) for post in made.report.fills for fill in post.fills)


def test_every_post_gets_its_figures_address_and_status() -> None:
    made = once()
    assert {match.post.id for match in made.report.matching.matches} == {row.id for row in posts()}
    for n, row in enumerate(posts()):
        expected = (str(500 + n), str(20 + n), str(n), f"https://www.facebook.com/salon/posts/pfbid{n}", "published")
        assert cells_of(made.after, row.id, *FIGURES, "url", "status") == expected


def test_nothing_else_of_the_workbook_changes() -> None:
    before, after = (unlocked(data, values=False) for data in (short_salon.calendar(), once().after))
    cells = [(sheet.title, cell) for sheet in before if sheet.sheet_state == "visible"
             for line in sheet.iter_rows() for cell in line]  # fmt: skip
    changed = {(title, cell.column) for title, cell in cells if cell.value != after[title][cell.coordinate].value}
    tab = calendar_of(short_salon.calendar())
    assert changed == {(tab.title, tab.columns[key]) for key in (*FIGURES, "url", "status")}


def test_the_same_file_again_changes_nothing() -> None:
    again = imported(("meta.csv", meta_file()), data=once().after)
    assert not again.changed
    assert {str(match.kind) for match in again.report.matching.matches} == {"link"}


def test_the_next_run_keeps_all_of_it_and_moves_nothing() -> None:
    made = api.generate(once().after, "salon.xlsx", short_salon.TODAY, language="fr")
    assert not [change for change in made.changes if change.kind in ("moved", "removed", "added")]
    for n, row in enumerate(posts()):
        assert cells_of(made.after, row.id, *FIGURES) == (str(500 + n), str(20 + n), str(n))
    assert not imported(("meta.csv", meta_file()), data=made.after).changed


def test_a_figure_rises_and_never_falls() -> None:
    newer = meta_file(lambda n: {"Views": str(900 + n), "Link Clicks": "0"})
    made = imported(("meta.csv", newer), data=once().after)
    assert kinds(made)["impressions", "raised"] == len(posts())
    assert kinds(made)["clicks", "lower"] == len(posts()) - 1  # the first has none
    assert cells_of(made.after, posts()[1].id, *FIGURES) == ("901", "21", "1")
    older = imported(("meta.csv", meta_file()), data=made.after)
    assert not older.changed


def test_what_the_user_typed_stays() -> None:
    id_ = posts()[2].id
    typed = with_typed(short_salon.calendar(), id_, impressions=77)
    made = imported(("meta.csv", meta_file()), data=typed)
    assert kinds(made)["impressions", "typed"] == 1
    assert cells_of(made.after, id_, *FIGURES) == ("77", "22", "2")
    replaced = imported(("meta.csv", meta_file()), data=typed, overwrite=True)
    assert cells_of(replaced.after, id_, "impressions") == ("502",)


def test_a_figure_typed_over_a_filled_one_stays() -> None:
    id_ = posts()[2].id
    typed = with_typed(once().after, id_, impressions=77)
    made = imported(("meta.csv", meta_file(lambda n: {"Views": "9000"})), data=typed)
    assert cells_of(made.after, id_, "impressions") == ("77",)


def test_files_in_any_order() -> None:
    half = [meta_row(row, n) for n, row in enumerate(posts())]
    parts = [("a.csv", csv_bytes([META, *half[::2]])), ("b.csv", csv_bytes([META, *half[1::2]]))]
    assert imported(*parts).after == imported(*parts[::-1]).after
    assert imported(("both.zip", zipped(*parts, ("__MACOSX/._a.csv", b"x")))).after == imported(*parts).after


@pytest.mark.parametrize(("separator", "encoding"), [(";", "utf-8"), ("\t", "utf-16"), (",", "cp1252")])
def test_separators_and_encodings(separator: str, encoding: str) -> None:
    rows = [META, *(meta_row(row, n) for n, row in enumerate(posts()))]
    data = csv_bytes([[cell.encode("cp1252", "replace").decode("cp1252") for cell in row] for row in rows],
                     separator, encoding)  # fmt: skip
    assert kinds(imported(("meta.csv", data)))["impressions", "filled"] == len(posts())


def test_a_workbook_of_results() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in [META, *(meta_row(row, n) for n, row in enumerate(posts()))]:
        sheet.append([int(cell) if cell.isdecimal() else cell for cell in line])
    out = io.BytesIO()
    book.save(out)
    assert kinds(imported(("meta.xlsx", out.getvalue()))) == kinds(once())


def test_a_post_a_day_late_and_a_post_of_another_day() -> None:
    first, second, *_ = posts()
    late = csv_bytes([META, meta_row(first, 0, **{"Publish time": later(first, 20)})])
    assert [match.post.id for match in imported(("meta.csv", late)).report.matching.matches] == [first.id]
    far = csv_bytes(
        [
            META,
            meta_row(
                second, 1, Description="Tout autre chose, jamais prévu ici", **{"Publish time": later(second, 24 * 60)}
            ),
        ]
    )
    made = imported(("meta.csv", far))
    assert not made.changed
    assert len(made.report.matching.outside) == 1


def test_changed_permalinks_are_known_by_their_id() -> None:
    moved = meta_file(lambda n: {"Permalink": f"https://www.facebook.com/salon/posts/pfbidNEW{n}", "Description": "?"})
    made = imported(("meta.csv", moved), data=once().after)
    assert {str(match.kind) for match in made.report.matching.matches} == {"link"}
    assert len(made.report.matching.matches) == len(posts())


def test_a_caption_like_a_formula_is_only_text() -> None:
    first = posts()[0]
    row = meta_row(first, 0, Description='=HYPERLINK("https://a.b")', Permalink="javascript:alert(1)")
    made = imported(("meta.csv", csv_bytes([META, row])))
    assert b"javascript" not in made.after
    assert not any("HYPERLINK(\"https://a.b" in str(cell.value) for sheet in unlocked(made.after, values=False)
                   for line in sheet.iter_rows() for cell in line)  # fmt: skip


def test_analytics_fill_conversions_and_the_clicks_that_are_missing() -> None:
    first, second = posts()[0], posts("Instagram")[0]
    rows = [["# Start date: 20270101"], ["Session manual ad content", "Sessions", "Key events"],
            [first.id, "35", "4"], [second.id, "9", "1"], ["(not set)", "100", "7"]]  # fmt: skip
    made = imported(("ga.csv", csv_bytes(rows)), data=once().after)
    assert cells_of(made.after, first.id, "clicks", "conversions") == ("0", "4")
    assert cells_of(made.after, second.id, "clicks", "conversions", "status") == ("9", "1", "idea")


def test_a_column_that_the_user_removed_is_told() -> None:
    tab, book = calendar_of(short_salon.calendar()), unlocked(short_salon.calendar(), values=False)
    book[tab.title].delete_cols(tab.columns["clicks"])
    out = io.BytesIO()
    book.save(out)
    made = imported(("meta.csv", meta_file()), data=out.getvalue())
    assert [problem.code for problem in made.problems] == ["results_column"]
    assert cells_of(made.after, posts()[1].id, "impressions") == ("501",)


def test_the_report_in_words() -> None:
    n = len(posts())
    lines = list(report_lines(once().report, once().words))
    assert lines[0] == f"meta.csv\u00a0: lu comme Facebook (Meta), {n} lignes de publications."
    assert f"Impressions\u00a0: {n} cellules remplies." in lines
    assert f"Statut\u00a0: {n} cellules remplies." in lines


@pytest.mark.parametrize(
    ("name", "data", "code", "request_"),
    [
        ("a.csv", b"Titel,Gesehen\na,b\n", "results_unknown", {}),
        ("a.csv", b"Date,Primary\n2027-01-04T00:00:00,5\n", "results_by_day", {}),
        ("a.csv", b"Date,Texte,Vues\n03/04/2027,Bonjour,5\n", "results_dates", {}),
        ("a.csv", b"Lien,Vues\nhttps://a.b/c,5\n", "results_platform_unknown", {"platform": "Orkut"}),
        ("a.csv", b"Lien,Vues\nhttps://a.b/c,5\n", "results_meaning", {"meanings": ["Vues"]}),
        ("a.csv", b"Lien,Vues\nhttps://a.b/c,5\n", "results_meaning", {"meanings": ["Vues=poneys"]}),
        ("a.csv", b"", "file_empty", {}),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0", "file_unknown", {}),
        ("a.zip", zipped(("b.zip", zipped(("c.csv", b"a")))), "results_archive", {}),
        ("a.xlsx", short_salon.strategy, "results_own", {}),
        ("a.zip", b"PK\x03\x04 broken", "file_damaged", {}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_cannot_be_taken(name: str, data: Any, code: str, request_: dict[str, Any]) -> None:
    found = data() if callable(data) else data
    with pytest.raises(Refused) as refused:
        imported((name, found), **request_)
    problem, cause = refused.value.problem, refused.value.__cause__
    assert problem.values.get("file", name) == name or code == "results_archive"
    if problem.code == "results_unread":  # it names the file, before what is said of any file
        assert isinstance(cause, Refused)
        problem = cause.problem
        assert WORDS.message(refused.value.problem)[0].startswith(f"{name}\u00a0: ")
    assert (problem.code, refused.value.problem.code.startswith("results_")) == (code, True)


def test_two_accounts_of_one_network() -> None:
    typed = with_typed(short_salon.calendar(), posts()[0].id, platform="Facebook Lyon")
    plain = b"Post ID,Publish time,Permalink,Views\n1,01/18/2027 9:00,https://www.facebook.com/a/posts/pfbid1,5\n"
    with pytest.raises(Refused) as refused:
        imported(("a.csv", plain), data=typed)
    assert refused.value.problem.code == "results_platform"
    assert not imported(("a.csv", plain), data=typed, platform="facebook lyon").changed
