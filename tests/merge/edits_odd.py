"""What is odd to type into a cell of the calendar: days as text, formulas as text, errors, ids of another post."""

from __future__ import annotations

from datetime import time
from functools import partial

from edited_workbook import Edit, EditedWorkbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from small_calendar import day
from workbook_contents import packed, parts

LONG = "Ça coiffe ! " * 2730 + "1234567"  # 32,767 characters, what a cell holds at most


def date_as_text(d: EditedWorkbook) -> None:
    """A day typed as text becomes that day."""
    row = d.post()
    d.put("social", row, "date", "14/01/2027", expect=day("2027-01-14"))
    d.plans(row, ripples=6)


def hour_as_text(d: EditedWorkbook) -> None:
    """An hour typed as text becomes that hour."""
    row = d.post()
    d.put("social", row, "time", "9h30", expect=time(9, 30))
    d.plans(row, ripples=0)


def cleared_date(d: EditedWorkbook) -> None:
    """A post without its day waits for one: it stays, without a day, and is told."""
    row = d.post()
    d.put("social", row, "date", None)
    d.plans(row, ripples=6)
    d.told.add(("social", row))


def date_in_words(d: EditedWorkbook) -> None:
    """A day that cannot be understood stays as typed, and is told."""
    row = d.post()
    d.put("social", row, "date", "bientôt")
    d.plans(row, ripples=6)
    d.told.add(("social", row))


def equals_as_text(d: EditedWorkbook) -> None:
    """A text that begins with `=` stays a text."""
    row = d.post()
    d.put("social", row, "text", "=2+2 ✓ fois plus de coiffure")
    d.social.cell(row, "text").quotePrefix = True
    d.marks.append((("social", row, "text"), "a text", lambda cell: cell.data_type == "s"))


def long_text(d: EditedWorkbook) -> None:
    """As much text as a cell holds."""
    d.put("social", d.post(), "text", LONG)


def error_value(d: EditedWorkbook) -> None:
    """An error pasted into a cell stays; it stops nothing."""
    row = d.post()
    cell = d.social.cell(row, "image")
    cell.value, cell.data_type = "#N/A", "e"
    d.says["social", row, "image"] = "#N/A"


def rich_text(d: EditedWorkbook) -> None:
    """Words in bold inside a cell stay bold."""
    row, value = d.post(), d.token()
    d.social.cell(row, "text").value = CellRichText(value, TextBlock(InlineFont(b=True), " gras"))
    d.says["social", row, "text"] = f"{value} gras"
    d.marks.append((("social", row, "text"), "bold words", lambda cell: "TextBlock" in repr(cell.value)))


def escaped_text(d: EditedWorkbook) -> None:
    """`_x0041_` as Excel stores it when somebody types it."""
    value = d.note(d.post())
    del d.says[next(spot for spot, one in d.says.items() if one == value)]
    d.after_saving.append(partial(_replaced, value.encode(), b"_x005F_x0041_"))
    d.looks.append(
        (
            "social",
            "the escaped text",
            lambda sheet: any(
                "_x0041_" in str(cell.value) or "_x005F_x0041_" in str(cell.value) for row in sheet for cell in row
            ),
        )
    )


def _replaced(old: bytes, new: bytes, data: bytes) -> bytes:
    held = parts(data)
    assert any(old in part for part in held.values())
    return packed({name: part.replace(old, new) for name, part in held.items()})


def id_in_small_letters(d: EditedWorkbook) -> None:
    """An id typed again in small letters is the same id."""
    row = d.post()
    d.note(row)
    d.social.cell(row, "id").value = row.lower()
    d.loose.add(("social", row))


def id_with_spaces(d: EditedWorkbook) -> None:
    """An id with spaces around it is the same id."""
    row = d.post()
    d.note(row)
    d.social.cell(row, "id").value = f" {row} "
    d.loose.add(("social", row))


def id_cleared(d: EditedWorkbook) -> None:
    """A row without its id is known by what it holds; the post is not planned a second time."""
    row = d.post()
    d.note(row)
    d.social.cell(row, "id").value = None
    d.loose.add(("social", row))


def id_pasted_over(d: EditedWorkbook) -> None:
    """Another post's id pasted over a row's: each row is known by what it holds, and it is told."""
    row, other = d.post(), d.post()
    d.note(row)
    d.note(other)
    d.social.cell(row, "id").value = other
    d.loose |= {("social", row), ("social", other)}
    d.told.add(("social", row))


def id_retyped(d: EditedWorkbook) -> None:
    """An id that never was: the row is known by what it holds, or becomes the user's own; nothing is planned twice."""
    row = d.post()
    d.note(row)
    d.social.cell(row, "id").value = "POST-1"
    d.loose.add(("social", row))
    d.twins.add(("social", row))


ODD: tuple[Edit, ...] = (
    date_as_text, hour_as_text, cleared_date, date_in_words, equals_as_text, long_text, error_value, rich_text,
    escaped_text, id_in_small_letters, id_with_spaces, id_cleared, id_pasted_over, id_retyped,
)  # fmt: skip
