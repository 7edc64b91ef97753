"""What a user does with the calendars' tabs as a whole, and with how things look there."""

from __future__ import annotations

import io
import struct
import zlib
from copy import copy
from typing import Any

from edited_workbook import Edit, EditedWorkbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from workbook_contents import below, covered, sheet_parts

from calgen.book.languages import languages
from calgen.book.words import load_words

_YELLOW = PatternFill("solid", fgColor="FFFFEE00")


def tab_renamed(d: EditedWorkbook) -> None:
    """The tab under another title keeps it; all that leads there still does."""
    d.note(d.post())
    d.social.sheet.title = "Mon planning"
    d.looks.append(("social", "its title", lambda sheet: sheet.title == "Mon planning"))


def tab_moved(d: EditedWorkbook) -> None:
    """The tab moved to the front stays there."""
    d.note(d.post())
    d.book.move_sheet(d.social.sheet, -d.book.index(d.social.sheet))
    d.looks.append(("social", "its place", lambda sheet: sheet.parent.index(sheet) == 0))


def tab_coloured(d: EditedWorkbook) -> None:
    """Another colour for the tab."""
    d.social.sheet.sheet_properties.tabColor = "FFFF0000"
    d.looks.append(("social", "its colour", lambda s: s.sheet_properties.tabColor.rgb == "FFFF0000"))


def tab_copied(d: EditedWorkbook) -> None:
    """A copy of the tab, as Excel names it, is the user's: it is not touched, and the calendar is edited."""
    d.note(d.post())
    copied = d.book.copy_worksheet(d.social.sheet)
    copied.title = d.social.sheet.title + " (2)"
    title = copied.title
    d.looks.append(("social", "the copy", lambda sheet: title in sheet.parent.sheetnames))


def tab_copied_with_its_mark(d: EditedWorkbook) -> None:
    """Excel copies the hidden name of the tab too: of the tab and its copy, the first made is calgen's."""
    tab_copied(d)
    copied = d.book[d.social.sheet.title + " (2)"]
    for name, one in d.social.sheet.defined_names.items():
        copied.defined_names[name] = copy(one)


def hidden_sheet_deleted(d: EditedWorkbook) -> None:
    """Without its memory calgen overwrites nothing: what stands there wins everywhere, and it is said."""
    d.note(d.post())
    row = d.post()
    d.put("social", row, "hashtags", "#le_mien")
    del d.book["_calgen"]


def month_deleted(d: EditedWorkbook) -> None:
    """The month view deleted is drawn again; the calendars are as they were."""
    d.note(d.post())
    del d.book[d.words.title("month")]
    titles = {load_words(one).title("month") for one in languages()}
    d.looks.append(("social", "the month view again", lambda sheet: bool(titles & set(sheet.parent.sheetnames))))


def zoomed(d: EditedWorkbook) -> None:
    """Zoom, frozen panes and grid lines as the user set them."""
    view = d.social.sheet.sheet_view
    view.zoomScale, view.showGridLines = 70, True
    d.social.sheet.freeze_panes = "C5"
    d.looks.append(("social", "zoom and panes", lambda s: (s.sheet_view.zoomScale, s.freeze_panes) == (70, "C5")))


def filled_cell(d: EditedWorkbook) -> None:
    """A cell in yellow."""
    _mark(d, d.post(), "platform", "fill", _YELLOW, lambda cell: cell.fill.fgColor.rgb == "FFFFEE00")


def filled_row(d: EditedWorkbook) -> None:
    """A whole row in yellow."""
    row = d.post()
    for key in [key for key in d.social.columns if key != "without heading"]:
        _mark(d, row, key, "fill", _YELLOW, lambda cell: cell.fill.fgColor.rgb == "FFFFEE00")


def font_and_border(d: EditedWorkbook) -> None:
    """Red letters and a frame."""
    row, frame = d.post(), Border(left=Side("thick"), right=Side("thick"))
    _mark(d, row, "text", "font", Font(color="FFFF0000", b=True, name="Georgia"), lambda c: c.font.name == "Georgia")
    _mark(d, row, "text", "border", frame, lambda cell: cell.border.left.style == "thick")
    d.note(row)


def number_format(d: EditedWorkbook) -> None:
    """Another way to show days."""
    _mark(d, d.post(), "date", "number_format", "dddd d mmmm", lambda cell: cell.number_format == "dddd d mmmm")


def _mark(d: EditedWorkbook, row: str, key: str, name: str, value: Any, holds: Any) -> None:
    setattr(d.social.cell(row, key), name, value)
    d.marks.append((("social", row, key), name, holds))


def comment(d: EditedWorkbook) -> None:
    """A note on a cell."""
    row, value = d.post(), d.token("note")
    d.social.cell(row, "theme").comment = Comment(value, "Léa")
    d.marks.append((("social", row, "theme"), "the note", lambda cell: cell.comment and cell.comment.text == value))


def comments_in_editorial(d: EditedWorkbook) -> None:
    """Notes on two subjects."""
    for row in (d.subject(), d.subject()):
        value = d.token("note")
        d.editorial.cell(row, "title").comment = Comment(value, "Léa")
        holds = lambda cell, value=value: cell.comment and cell.comment.text == value  # noqa: E731
        d.marks.append((("editorial", row, "title"), "the note", holds))


def hyperlink(d: EditedWorkbook) -> None:
    """A link on a text."""
    row = d.post()
    d.note(row)
    d.social.cell(row, "text").hyperlink = "https://exemple.example/a?b=1&c=é"
    d.social.cell(row, "text").value = d.says["social", row, "text"]
    d.marks.append((("social", row, "text"), "the link", lambda c: c.hyperlink and "exemple" in c.hyperlink.target))


def conditional_format(d: EditedWorkbook) -> None:
    """A rule over the whole column of texts reaches every row."""
    tab = d.social
    letter = tab.cell(d.post(), "text").column_letter
    rule = FormulaRule(formula=[f"LEN({letter}{tab.head + 1})>99"], fill=_YELLOW)  # type: ignore[no-untyped-call]
    tab.sheet.conditional_formatting.add(f"{letter}{tab.head + 1}:{letter}{tab.last}", rule)
    d.looks.append(("social", "the rule over all texts", _rule_reaches))


def _rule_reaches(sheet: Any) -> bool:
    for one in sheet.conditional_formatting:
        for rule in one.rules:
            if rule.formula and ">99" in rule.formula[0]:
                top = min(part.min_row for part in one.sqref.ranges)
                column = min(part.min_col for part in one.sqref.ranges)
                rows = [c.row for (c,) in sheet.iter_rows(max_col=1) if str(c.value).startswith("P0")]
                letter = sheet.cell(1, column).column_letter
                return rule.formula[0] == f"LEN({letter}{top})>99" and all(
                    covered(str(one.sqref), row, column) for row in rows
                )
    return False


def conditional_format_on_a_cell(d: EditedWorkbook) -> None:
    """A rule on one post's results stays on that post."""
    tab, row = d.social, d.post()
    d.put("social", row, "clicks", 7)
    rule = CellIsRule(operator="lessThan", formula=["4242"], fill=_YELLOW)  # type: ignore[no-untyped-call]
    tab.sheet.conditional_formatting.add(tab.cell(row, "clicks").coordinate, rule)
    d.marks.append(
        (
            ("social", row, "clicks"),
            "the rule",
            lambda cell: any(
                "4242" in rule.formula and str(one.sqref) == cell.coordinate
                for one in cell.parent.conditional_formatting
                for rule in one.rules
            ),
        )
    )


def validation(d: EditedWorkbook) -> None:
    """A drop-down of the user's own on a column that had none."""
    tab = d.social
    letter = tab.cell(d.post(), "variant").column_letter
    choice = DataValidation("list", formula1='"A,B,témoin"')
    choice.add(f"{letter}{tab.head + 1}:{letter}{tab.last}")
    tab.sheet.add_data_validation(choice)
    d.looks.append(
        (
            "social",
            "the drop-down on every row",
            lambda sheet: any(
                "témoin" in str(one.formula1)
                and all(
                    covered(str(one.sqref), cell.row, tab.columns["variant"])
                    for (cell,) in sheet.iter_rows(max_col=1)
                    if str(cell.value).startswith("P0")
                )
                for one in sheet.data_validations.dataValidation
            ),
        )
    )


def merged_note(d: EditedWorkbook) -> None:
    """A merged cell beside the title of the tab."""
    sheet = d.social.sheet
    sheet["R1"] = "Réunion le mardi ✓"
    sheet.merge_cells("R1:U2")
    d.looks.append(
        (
            "social",
            "the merged note",
            lambda s: "Réunion le mardi ✓" in [s.cell(one.min_row, one.min_col).value for one in s.merged_cells.ranges],
        )
    )


def _png() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    pixels = zlib.compress(b"\0\xff\0\0")
    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


class _Picture(Image):
    """A picture of openpyxl's that needs no library to be read."""

    def __init__(self, data: bytes) -> None:
        self.own = data
        self.ref, self.width, self.height, self.format = io.BytesIO(data), 40, 40, "png"

    def _data(self) -> bytes:
        return self.own


def picture(d: EditedWorkbook) -> None:
    """A picture on the calendar."""
    d.social.sheet.add_image(_Picture(_png()), f"F{d.social.last + 3}")
    d.packed.append(("the picture", lambda held: _png() in _beside(d, held)))


def _beside(d: EditedWorkbook, held: dict[str, bytes]) -> list[bytes]:
    """The parts that belong to the social calendar, whatever its tab is called by now."""
    return [held[one] for one in below(held, sheet_parts(held)[d.social.sheet.title])]


def chart(d: EditedWorkbook) -> None:
    """A chart on the calendar, over the user's results."""
    tab = d.social
    for _ in range(3):
        d.put("social", d.post(), "clicks", d.rng.randrange(99))
    column = tab.columns["clicks"]
    made = BarChart()
    made.add_data(Reference(tab.sheet, min_col=column, min_row=tab.head, max_row=tab.last), titles_from_data=True)
    tab.sheet.add_chart(made, f"B{tab.last + 4}")
    d.looks.append(("social", "the chart", lambda sheet: len(sheet._charts) == 1))


def filter_removed(d: EditedWorkbook) -> None:
    """The filter's arrows taken away stay away."""
    d.social.table.autoFilter = None
    d.looks.append(("social", "no filter", lambda sheet: sheet.tables["calgen_social"].autoFilter is None))


def table_style(d: EditedWorkbook) -> None:
    """Another style for the table."""
    d.social.table.tableStyleInfo.name = "TableStyleMedium9"
    holds = lambda sheet: sheet.tables["calgen_social"].tableStyleInfo.name == "TableStyleMedium9"  # noqa: E731
    d.looks.append(("social", "the style", holds))


def printed_otherwise(d: EditedWorkbook) -> None:
    """Paper and margins as the user set them."""
    sheet = d.social.sheet
    sheet.page_setup.orientation, sheet.page_margins.left = "portrait", 1.25
    holds = lambda s: (s.page_setup.orientation, s.page_margins.left) == ("portrait", 1.25)  # noqa: E731
    d.looks.append(("social", "the paper", holds))


def protected(d: EditedWorkbook) -> None:
    """A tab protected without a password stays so; calgen is the user's hand."""
    d.note(d.post())
    d.social.sheet.protection.sheet = True
    d.looks.append(("social", "the protection", lambda sheet: sheet.protection.sheet))


def tab_hidden(d: EditedWorkbook) -> None:
    """A calendar hidden stays hidden, and is kept up."""
    d.note(d.subject(), "notes", "editorial")
    d.editorial.sheet.sheet_state = "hidden"
    d.looks.append(("editorial", "hidden", lambda sheet: sheet.sheet_state == "hidden"))


TABS: tuple[Edit, ...] = (
    tab_renamed, tab_moved, tab_coloured, tab_copied, tab_copied_with_its_mark, hidden_sheet_deleted, month_deleted,
    zoomed, filled_cell, filled_row, font_and_border, number_format, comment, comments_in_editorial, hyperlink,
    conditional_format, conditional_format_on_a_cell, validation, merged_note, picture, chart, filter_removed,
    table_style, printed_otherwise, protected, tab_hidden,
)  # fmt: skip
