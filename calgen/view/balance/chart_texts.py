"""What a chart shows, in words, for those who do not see it: its title, and the figures of each series."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from calgen.book.grid import row_and_column
from calgen.book.sheet import Chart, Series, SheetValue, StyledCell
from calgen.book.values import Labelled, Percent
from calgen.book.words import Words

MOST_POINTS = 6  # that are told one by one; of more points, the least and the most
LONGEST = 500  # characters of a description
_REF = re.compile(r"\$([A-Z]+\$\d+)(?::\$([A-Z]+\$\d+))?$")

Cells = Mapping[tuple[int, int], StyledCell]


def with_description(chart: Chart, cells: Cells, words: Words) -> Chart:
    """A chart with its description, where it has none yet; `cells` are those of its tab."""
    if chart.description:
        return chart
    told = tuple(_series_text(chart, series, cells, words) for series in chart.series)
    return replace(chart, description=chart_text(words, chart.title, words.format_value(told)))


def chart_text(words: Words, title: str, told: str) -> str:
    """The description of a chart from its title and what it tells, which is cut where it is too long."""
    text = words.text("labels", "chart_text", title=title, told=told)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _series_text(chart: Chart, series: Series, cells: Cells, words: Words) -> Labelled:
    name = series.name if not series.name.startswith("=") else str(_values(series.name, cells)[0])
    labels = [_label_text(chart, label, words) for label in _values(series.labels, cells)]
    points = zip(labels, _values(series.values, cells), strict=True)
    known = [(label, value) for label, value in points if isinstance(value, int | float)]
    labels, figures = [label for label, _ in known], [value for _, value in known]
    return Labelled(" ".join(name.split()), _figures_text(labels, figures, words, percent=chart.percent))


def _figures_text(labels: Sequence[str], figures: Sequence[float], words: Words, *, percent: bool) -> str:
    """The figures with their labels, or from which to which they go where they are many."""
    shown = [words.format_value(Percent(figure)) if percent else words.number(figure, 1) for figure in figures]
    if len(figures) <= MOST_POINTS:
        return words.format_value(tuple(f"{label} {figure}" for label, figure in zip(labels, shown, strict=True)))
    least, most = (figures.index(choose(figures)) for choose in (min, max))
    return words.text("labels", "chart_range", least=shown[least], most=shown[most], at=labels[most])


def _label_text(chart: Chart, label: SheetValue, words: Words) -> str:
    if isinstance(label, date):
        is_month = chart.labels == words.formats()["month"]
        return f"{words.month(label.month).lower()} {label.year}" if is_month else words.format_value(label)
    return "" if label is None else str(label)


def _values(ref: str, cells: Cells) -> list[SheetValue]:
    """The values of the cells of a column, as `'Tab'!$A$5:$A$9` names them."""
    found = _REF.search(ref)
    if found is None:
        raise ValueError(f"no range of cells: {ref}")
    first, last = found.groups()
    (top, column), (bottom, _) = (row_and_column(cell.replace("$", "")) for cell in (first, last or first))
    places = ((row, column) for row in range(top, bottom + 1))
    return [cells[place].value if place in cells else None for place in places]
