"""Every text of every tab can be read: its contrast with what is below it, under conditional formats too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from color_vision import contrast
from drawn_tabs import drawn_tabs, placeholders

from calgen.book.languages import languages
from calgen.book.sheet import PLAIN, Sheet, Style
from calgen.files.read.formulas import parse_address
from calgen.view import styles
from calgen.view.balance import questions
from calgen.view.text_width import cell_text_width, line_height, text_width, wrap_text

LEAST = 4.5  # WCAG 2.1, 1.4.3
WHITE = "#FFFFFF"
SAMPLES = [
    *(pytest.param(language, "salon", id=f"salon {language}") for language in languages()),
    *(pytest.param("fr", sample, marks=pytest.mark.long, id=sample) for sample in ("saas", "musee", "mairie")),
]


def pairs(sheet: Sheet) -> Iterator[tuple[str, str, str]]:
    """The texts of a tab with what is below them: where, colour, fill."""
    shown = (cell for cell in sheet.cells.values() if cell.value is not None or cell.formula or cell.style.border)
    for style in {cell.style for cell in shown}:
        yield "cell", style.color, style.fill or WHITE
    for rule in sheet.rules:
        if rule.bar:
            yield "bar", PLAIN.color, rule.bar
        if rule.style.fill:
            below = {style for place, style in _ruled(sheet, rule.ref)}
            inks = {rule.style.color} if rule.style.color != PLAIN.color else {style.color for style in below}
            for ink in inks:
                yield f"rule {rule.formula}", ink, rule.style.fill
        elif rule.style.color != PLAIN.color:
            yield f"rule {rule.formula}", rule.style.color, WHITE
    for chart in sheet.charts:
        for series in chart.series:
            for (name, ink), fill in zip(series.point_names, series.point_colors, strict=False):
                yield f"{chart.title}: {name}", ink, fill


def _ruled(sheet: Sheet, ref: str) -> Iterator[tuple[tuple[int, int], Style]]:
    """The cells of a conditional format with their styles."""

    for part in ref.split():
        first, _, last = part.partition(":")
        (top, left), (bottom, right) = parse_address(first), parse_address(last or first)
        for row in range(top, min(bottom, top + 40) + 1):
            for place in ((row, column) for column in range(left, right + 1)):
                if cell := sheet.cells.get(place):
                    yield place, cell.style


@pytest.mark.parametrize(("language", "sample"), SAMPLES)
def test_each_text_can_be_read(language: str, sample: str) -> None:
    weak = {
        (key, where, ink, fill): round(contrast(ink, fill), 2)
        for key, sheet in drawn_tabs(language, sample).items()
        for where, ink, fill in pairs(sheet)
        if contrast(ink, fill) < LEAST
    }
    assert not weak


@pytest.mark.parametrize("language", languages())
def test_each_text_of_a_template_can_be_read(language: str) -> None:
    weak = [
        (sheet.key, *pair) for sheet in placeholders(language) for pair in pairs(sheet) if contrast(*pair[1:]) < LEAST
    ]
    assert not weak


@pytest.mark.parametrize(("language", "sample"), SAMPLES)
def test_no_cell_of_a_table_is_merged(language: str, sample: str) -> None:
    """The lead and the cards of the balance alone are merged; a list or table is not."""
    merged = {key: sheet.merges for key, sheet in drawn_tabs(language, sample).items() if sheet.merges}
    rows = {row for top, _, bottom, _ in merged.pop("balance", ()) for row in range(top, bottom + 1)}
    assert max(rows) < questions.TOP + questions.ROWS
    assert not merged


@pytest.mark.parametrize(("language", "sample"), SAMPLES)
def test_each_chart_says_what_it_shows(language: str, sample: str) -> None:
    for sheet in drawn_tabs(language, sample).values():
        for chart in sheet.charts:
            assert chart.title in chart.description
            assert any(character.isdigit() for character in chart.description), chart.title
            assert len(chart.description) <= 500


@pytest.mark.parametrize(("language", "sample"), SAMPLES)
def test_each_colour_has_its_meaning_in_its_tab(language: str, sample: str) -> None:
    """A colour of a conditional format is that of the word in its cell, or a legend says in a cell what it means."""
    for key, sheet in drawn_tabs(language, sample).items():
        told = {cell.style.fill for cell in sheet.cells.values() if cell.value is not None and not cell.formula}
        silent = {
            (rule.style.fill, rule.formula)
            for rule in sheet.rules
            if rule.style.fill and rule.style.fill not in told and '="' not in rule.formula
        }
        assert not silent, key


@pytest.mark.parametrize(("language", "sample"), SAMPLES)
def test_each_category_stands_in_the_legends_with_its_sign(language: str, sample: str) -> None:
    found = drawn_tabs(language, sample)
    shown = [cell for cell in found["balance"].cells.values() if cell.style.number.endswith('"@')]
    signed = {f"{cell.style.number[1]} {cell.value}" for cell in shown}
    assert len(signed) >= 3
    for key in ("social", "editorial", "balance"):
        assert signed <= {cell.value for cell in found[key].cells.values()}, key


@pytest.mark.parametrize(("language", "sample"), SAMPLES)
def test_each_heading_fits_its_column_and_row(language: str, sample: str) -> None:
    """No word of a heading is broken, none touches the next heading, and no line is hidden."""
    narrow = {
        (key, column, cell.value)
        for key, sheet in drawn_tabs(language, sample).items()
        for (row, column), cell in sheet.cells.items()
        if isinstance(cell.value, str) and cell.style.color == styles.WHITE and cell.style.wrap
        if not _fits(cell.value, cell.style, sheet.widths.get(column, 8.43), sheet.heights.get(row, 15.0))
    }
    assert not narrow


def _fits(text: str, style: Style, width: float, height: float) -> bool:
    room = cell_text_width(width)
    words = max(text_width(word, style.size, bold=style.bold) for word in text.split())
    lines = wrap_text(text, room, style.size, bold=style.bold)
    return words <= room and line_height(style.size) * len(lines) <= height
