"""The form in a workbook: what can be typed is typed, comes back whoever saved it, and nothing else does."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
import workbook_copies
from office import needs_office
from other_programs import saved_by_exceljs, saved_by_libreoffice, saved_by_openpyxl, saved_by_sheetjs
from share_posts import HOSTILE, calendar, post
from validator import errors, needs_validator

from calgen.book.problems import Refused
from calgen.book.words import Words, load_words
from calgen.export.calendar_posts import ExportedPost
from calgen.files.edit.insert_sheets import new_workbook
from calgen.files.read import load
from calgen.share.answers import Answers, PostAnswer
from calgen.share.form import form
from calgen.share.form_answers import form_answers, has_form
from calgen.share.page import SharedCalendar
from calgen.share.shared_posts import Picture, PostSelection, fingerprint, shared_posts

FIRST, DECISION, COMMENT, ID, SEEN = 10, 6, 7, 8, 9  # the row of the first post, and columns
LONG = " ".join(["Un balayage caramel, des reflets noisette, une brillance qui tient."] * 60)


def made(*posts: ExportedPost, language: str = "fr", country: str = "FR") -> bytes:
    words, found = load_words(language), calendar(*posts)
    shown = shared_posts(found, PostSelection(date(2027, 1, 4)), Picture)
    return new_workbook((form(SharedCalendar("Mèche", found.key, "Europe/Paris", shown), country, words),))


def filled(data: bytes, cells: Mapping[str, object]) -> bytes:
    """The form with values typed into cells, as openpyxl saves it."""
    book: Any = workbook_copies.opened(data)
    for place, value in cells.items():
        book.active[place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes, words: Words | None = None) -> Answers:
    return form_answers(load.load(data, "form.xlsx", every=True), "form.xlsx", words or load_words("fr"))


def code(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read(data)
    return refused.value.problem.code


def sheet(data: bytes) -> Any:
    return workbook_copies.opened(data).active


def test_an_untouched_form_has_no_answers() -> None:
    assert read(made(post(1), post(2))) == Answers("0123456789ab", None, "", ())
    assert has_form(load.load(made(post(1)), "form.xlsx", every=True))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_decisions_comments_name_and_day_come_back(language: str) -> None:
    words = load_words(language)
    typed = {"B5": " Léa \n B ", "B6": datetime(2027, 1, 3), "F10": words.text("share", "approved"),  # noqa: DTZ001
             "F11": words.text("share", "change").upper(), "G11": "Plus court,\ns'il te plaît", "G12": -5}  # fmt: skip
    answers = read(filled(made(post(1), post(2), post(3), post(4), language=language), typed))
    seen = [fingerprint(post(number)) for number in (1, 2, 3)]
    assert answers == Answers("0123456789ab", date(2027, 1, 3), "Léa B", (
        PostAnswer("P0001", seen[0], "approved", ""),
        PostAnswer("P0002", seen[1], "change", "Plus court,\ns'il te plaît"),
        PostAnswer("P0003", seen[2], "", "-5"),
    ))  # fmt: skip


@pytest.mark.parametrize(("typed", "day"), [
    ("3/2/2027", date(2027, 2, 3)), ("2027-02-03", date(2027, 2, 3)), ("3 févr. 2027", date(2027, 2, 3)),
    ("demain", None), (5, None),
])  # fmt: skip
def test_the_day_is_read_as_people_type_it(typed: object, day: date | None) -> None:
    assert read(filled(made(post(1)), {"B6": typed, "G10": "Bien"})).made == day


def test_only_decision_comment_name_and_day_can_be_typed_in() -> None:
    page = sheet(made(post(1), post(2, LONG)))
    assert page.protection.sheet
    assert not page.protection.password
    free = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}
    assert free == {"B5", "C5", "B6", "C6", "F10", "G10", "F11", "G11"}
    assert page["G10"].number_format == "@"  # what begins with = or - is a comment, not a formula


def test_the_decision_is_chosen_from_a_list_and_what_brings_it_back_is_hidden() -> None:
    page = sheet(made(post(1), language="en"))
    (choice,) = page.data_validations.dataValidation
    assert (choice.formula1, str(choice.sqref)) == ('"Approve,Change,Refuse"', "F9:F10")
    assert (choice.errorStyle or "stop", choice.showErrorMessage) == ("stop", True)
    hidden = page.column_dimensions["H"]
    assert (hidden.hidden, hidden.min, hidden.max) == (True, 8, 10)
    assert [page.cell(FIRST, column).value for column in (ID, SEEN)] == ["P0001", fingerprint(post(1))]


def test_the_form_shows_what_the_page_shows_and_nothing_internal() -> None:
    inside = {"owner": "Ana", "theme": "Conseils", "reason": "Parce que"}
    outside = {"hashtags": "#a", "image": "a.png", "alt_text": "Une frange", "link": "https://x.org/?utm_source=f"}
    about = {"platform": "Instagram", "format": "photo", "campaign": "Soldes", "objective": "Vendre"}
    shown = post(1, "x" * 130, date(2027, 1, 4), **inside, **outside, **about)
    texts = [cell.value for cell in sheet(made(shown))[FIRST]][:5]
    cut = "✂ Instagram montre le texte jusqu'ici (125 caractères), la suite après un clic"
    assert [str(text).replace("\u00a0", " ") for text in texts] == [
        "Lundi\n04/01/2027\n9h00", "Instagram\nphoto", "Titre 1", f"{'x' * 125}\n{cut}\nxxxxx\n\n#a",
        "https://x.org/\nImage : a.png (en mots : Une frange)\nCampagne : Soldes\nObjectif : Vendre"]  # fmt: skip
    assert not any(text in str(cell.value) for row in sheet(made(shown)) for cell in row for text in inside.values())


def test_a_long_text_goes_on_in_the_rows_below() -> None:
    data = made(post(1, LONG), post(2))
    page = sheet(data)
    pieces = [page.cell(row, 4).value for row in range(FIRST, page.max_row)]
    assert len(pieces) > 1
    assert " ".join(pieces) == LONG
    assert all(height < 409 for row in page.row_dimensions.values() if (height := row.height))
    (answer,) = read(filled(data, {"F10": "Valider"})).posts
    assert not answer.is_edited


MORE = ("=1+1", "+33 6 12", "@lea", "a\x01b\u202ec", "_x0041_", "مرحبا", "👩‍👩‍👧 " * 40)


def test_a_post_is_not_parted_by_the_end_of_a_page_nor_from_the_heading_of_its_week() -> None:
    days = [date(2027, 1, 4 + n) for n in range(20)]
    page = sheet(made(*(post(n, "Bonjour\n" * 6, day) for n, day in enumerate(days, 1))))
    ends = [found.id for found in page.row_breaks.brk]
    firsts = {cell.row for cell in page["A"] if str(cell.value).startswith("Semaine")}
    assert 3 <= len(ends) <= 5
    assert not firsts & set(ends)


@pytest.mark.parametrize("text", [*HOSTILE, *MORE])
def test_hostile_texts_are_only_texts(text: str) -> None:
    data = made(post(1, text, title=text, platform="Instagram", image=text, campaign=text))
    page = sheet(data)
    assert {cell.data_type for row in page.iter_rows(min_row=FIRST) for cell in row if cell.value} == {"s"}
    (answer,) = read(filled(data, {"F10": "Valider", "G10": text.replace("\x01", "")})).posts
    assert answer.decision == "approved"
    assert not answer.is_edited


def test_a_text_that_somebody_changed_in_the_form_is_seen() -> None:
    data = made(post(1), post(2))
    changed = read(filled(data, {"D10": "Bonjour à tous", "F10": "Valider", "F11": "Valider"}))
    assert [answer.is_edited for answer in changed.posts] == [True, False]


def test_columns_and_rows_that_somebody_added_or_sorted_are_no_hindrance() -> None:
    book: Any = workbook_copies.opened(filled(made(post(1), post(2)), {"F10": "Valider", "B5": "Léa"}))
    book.active.insert_cols(2)
    book.active.insert_rows(1, 3)
    out = io.BytesIO()
    book.save(out)
    answers = read(out.getvalue())
    assert (answers.by, [post.id for post in answers.posts]) == ("Léa", ["P0001"])


def test_another_word_than_those_of_the_list_is_told_with_its_cell() -> None:
    with pytest.raises(Refused) as refused:
        read(filled(made(post(1)), {"F10": "ok"}))
    assert (refused.value.problem.code, str(refused.value.problem.place)) == (
        "answers_decision", "Publications à valider!F10")  # fmt: skip


@pytest.mark.parametrize(("cells", "expected"), [
    ({"H1": "decisions/2", "F10": "Valider"}, "answers_newer"), ({"H1": "x", "F10": "Valider"}, "answers_form"),
    ({"H8": None, "F10": "Valider"}, "answers_form"), ({"D8": "Contenu", "F10": "Valider"}, "answers_form"),
    ({"H11": "P0001", "F10": "Valider", "F11": "Refuser"}, "answers_twice"),
    ({"H10": "S0001", "F10": "Valider"}, "answers_form"), ({"I10": "x", "F10": "Valider"}, "answers_form"),
    ({"G10": "x" * 4001}, "answers_form"), ({"B5": "x" * 81}, "answers_form"), ({"I1": "x" * 41}, "answers_form"),
])  # fmt: skip
def test_what_does_not_hold_to_the_form_is_refused_as_a_whole(cells: Mapping[str, object], expected: str) -> None:
    assert code(filled(made(post(1), post(2)), cells)) == expected


def test_another_workbook_is_no_form() -> None:
    book: Any = workbook_copies.opened(made(post(1)))
    book.active.delete_rows(1, 40)
    out = io.BytesIO()
    book.save(out)
    assert code(out.getvalue()) == "answers_form"
    assert not has_form(load.load(out.getvalue(), "form.xlsx", every=True))


def test_a_damaged_form_never_ends_in_a_fault() -> None:
    data = filled(made(post(1), post(2)), {"F10": "Valider"})
    broken = [data[:-40], data[:400], data.replace(b"PK\x05\x06", b"PK\x05\x07")]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    (name,) = (name for name in parts if name.startswith("xl/worksheets/sheet"))
    for wrong in (b"", b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]>' + parts[name], parts[name][:-300]):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for part, content in parts.items():
                package.writestr(part, wrong if part == name else content)
        broken.append(out.getvalue())
    for each in broken:
        with pytest.raises(Refused):
            read(each)


def test_the_paper_is_that_of_the_country_and_the_same_posts_give_the_same_bytes() -> None:
    assert [sheet(made(post(1), country=country)).page_setup.paperSize for country in ("FR", "US")] == [9, 1]
    assert made(post(1)) == made(post(1))


def test_the_count_of_decisions_follows() -> None:
    assert sheet(made(post(1), post(2)))["F6"].value == '=COUNTA(F9:F11)&" sur 2 décidées"'


# -- other programs ------------------------------------------------------------------------------------------------

TYPED = {("F", 0): "Valider", ("F", 1): "Refuser", ("G", 1): "=non", ("G", 2): "Un mot\nde plus"}  # by column and post
SOME = (post(1, LONG), post(2), post(3, "👩‍👩‍👧 مرحبا\u202e x\n\ny  z"))


def returned(save: Callable[[bytes], bytes]) -> None:
    rows = [cell.row for cell in sheet(made(*SOME))["H"] if str(cell.value).startswith("P0")]
    typed = {f"{letter}{rows[n]}": value for (letter, n), value in TYPED.items()}
    data = filled(made(*SOME), {"B5": "Léa", **typed})
    answers = read(save(data))
    assert answers == replace(read(data), made=None)
    assert answers.by == "Léa"
    assert [(one.decision, one.comment, one.is_edited) for one in answers.posts] == [
        ("approved", "", False), ("refused", "=non", False), ("", "Un mot\nde plus", False)]  # fmt: skip


def test_a_form_comes_back_from_openpyxl() -> None:
    returned(saved_by_openpyxl)


@pytest.mark.system("exceljs")
def test_a_form_comes_back_from_exceljs() -> None:
    returned(saved_by_exceljs)


@pytest.mark.system("xlsx")
def test_a_form_comes_back_from_sheetjs() -> None:
    returned(saved_by_sheetjs)


@needs_office
def test_a_form_comes_back_from_libreoffice_with_its_locks() -> None:
    returned(saved_by_libreoffice)
    page = sheet(saved_by_libreoffice(made(*SOME)))
    assert page.protection.sheet
    assert page.column_dimensions["H"].hidden
    assert not page["F10"].protection.locked
    assert page["D10"].protection.locked


@needs_validator
def test_excel_has_nothing_to_repair() -> None:
    assert errors(made(*SOME, post(4, "x" * 130, platform="Instagram", image="a.png"))) == []
