"""What a user puts beside, below, across and on the calendars' tables: one edit each, in the XML that Excel writes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from edits_references import REFERENCES
from object_draft import ObjectDraft, dollars, quoted
from object_edit import ObjectEdit
from sheet_drawings import sparklines
from sheet_package import address
from sheet_pivots import pivot


def label(d: ObjectDraft, key: str, place: str, rows: int, columns: int = 2) -> None:
    """A label over some rows."""
    top, left, bottom, _ = d.frame(key)
    places: dict[str, Callable[[], tuple[int, int]]] = {
        "beside": lambda: (d.body(key, rows), d.beside(key, columns)),
        "across": lambda: (bottom - rows + 2, d.beside(key, columns)),
        "heading": lambda: (top, d.beside(key, columns)),
        "title": lambda: (1, d.beside(key, columns)),
        "below": lambda: (d.below(key, rows), left + 1),
        "far": lambda: (d.below(key, rows), d.beside(key, columns)),
        "last": lambda: (bottom - rows + 1, d.beside(key, columns)),
    }
    row, column = places[place]()
    d.label(key, row, column, rows, columns)


def table(d: ObjectDraft, key: str, place: str) -> None:
    """A table of her own."""
    top, left, bottom, _ = d.frame(key)
    if place in ("below", "twice"):
        row = d.below(key, 4)
        d.table(key, row, left + 1)
        if place == "twice":
            d.table(key, row, left + 6)
    else:
        row = {"beside": d.body(key, 4), "heading": top, "across": bottom - 1, "title": 1}[place]
        d.table(key, row, d.beside(key, 3))


def link(d: ObjectDraft, key: str, place: str, rows: int, *, inside: bool = False) -> None:
    """A link over some cells."""
    _, left, _, _ = d.frame(key)
    if place == "below":
        d.link(key, d.below(key, rows), left + 1, rows, inside=inside)
    else:
        column = d.beside(key) if place == "beside" else d.column(key, "notes" if key == "editorial" else "hashtags")
        d.link(key, d.body(key, rows), column, rows, inside=inside)


def array(d: ObjectDraft, key: str, place: str, rows: int) -> None:
    """A matrix formula."""
    _, left, bottom, _ = d.frame(key)
    if place == "below":
        row = d.below(key, rows)
        for r in range(rows):
            d.sheet(key).put(row + r, left + 1, r + 3)
        d.array(key, row, left + 2, rows, address(row, left + 1, row + rows - 1, left + 1))
    else:
        row = d.body(key, rows) if place == "beside" else bottom - rows + 2
        column = d.beside(key, 2)
        for r in range(rows):
            d.sheet(key).put(row + r, column, r + 3)
        d.array(key, row, column + 1, rows, address(row, column, row + rows - 1, column))


def data_table(d: ObjectDraft, key: str, place: str) -> None:
    """A what-if table."""
    _, left, _, _ = d.frame(key)
    row, column = (d.below(key, 5), left + 1) if place == "below" else (d.body(key, 5), d.beside(key, 3))
    sheet, mark = d.sheet(key), d.mark("hypothèses")
    sheet.put(row, column, mark)
    sheet.put(row, column + 1, f"={address(row, column + 2)}*2")
    for r in range(1, 4):
        sheet.put(row + r, column, r)
        sheet.put(row + r, column + 1, r * 2)
    ref = address(row + 1, column + 1, row + 3, column + 1)
    told = f'<f t="dataTable" ref="{ref}" dt2D="0" dtr="0" r1="{address(row, column + 2)}"/><v>2</v>'
    at = address(row + 1, column + 1)
    sheet.put(row + 1, column + 1, 1)
    sheet.xml = sheet.xml.replace(f'<c r="{at}"><v>1</v>', f'<c r="{at}">{told}')
    d.has("data table", key, mark, (row + 1, column + 1, row + 3, column + 1))


def note(d: ObjectDraft, key: str, place: str, *, thread: bool = False) -> None:
    """A note."""
    _, left, _, _ = d.frame(key)
    places: dict[str, Callable[[], tuple[int, int]]] = {
        "body": lambda: (d.body(key), d.column(key, "theme")),
        "beside": lambda: (d.body(key), d.beside(key)),
        "below": lambda: (d.below(key), left + 1),
        "heading": lambda: (d.frame(key)[0], left + 2),
    }
    row, column = places[place]()
    if place in ("beside", "below"):
        d.text(key, row, column)
    d.note(key, row, column, thread=thread)


def drawn(d: ObjectDraft, kind: str, key: str, place: str) -> None:
    """A chart or a picture."""
    _, left, bottom, _ = d.frame(key)
    column = d.column(key, "theme")
    values = f"{quoted(d.sheet(key).title)}!{dollars((d.frame(key)[0] + 1, column, bottom, column))}"
    row = d.below(key, 12) if place == "below" else d.body(key, 6)
    if place == "below":
        d.drawn(kind, key, (row, left + 1, row + 10, left + 5), values)
    elif place == "over":
        d.drawn(kind, key, (row, left + 3, row + 5, left + 6), values)
    elif place == "across":
        d.drawn(kind, key, (bottom - 1, left + 3, bottom + 4, left + 6), values)
    else:
        start = d.beside(key, 4)
        d.drawn(kind, key, (row, start, row + 5, start + 3), values)


def text(d: ObjectDraft, key: str, place: str) -> None:
    """A text in a cell."""
    top, left, bottom, _ = d.frame(key)
    places: dict[str, Callable[[], tuple[int, int]]] = {
        "beside": lambda: (d.body(key), d.beside(key)),
        "heading": lambda: (top, d.beside(key)),
        "above": lambda: (2, left + 7),
        "below": lambda: (d.below(key), left + 1),
        "touching": lambda: (bottom + 1, d.beside(key)),
        "last row of all": lambda: (1_048_576, left + 1),
    }
    row, column = places[place]()
    d.text(key, row, column)


def notes_column(d: ObjectDraft, key: str) -> None:
    """A remark beside many rows."""
    top, _, bottom, _ = d.frame(key)
    column = d.beside(key)
    for row in range(top + 1, bottom + 1, 2):
        d.text(key, row, column)


def list_below(d: ObjectDraft, key: str, columns: int, gap: int = 1) -> None:
    """A list of hers below, without a table, some rows after the last."""
    _, left, _, _ = d.frame(key)
    row = d.below(key, 5) + gap - 1
    for r in range(4):
        for n in range(columns):
            d.text(key, row + r, left + 1 + n)


def totals(d: ObjectDraft, key: str) -> None:
    """Sums of her own below: of her block, of a column of the table, and of both."""
    top, left, bottom, _ = d.frame(key)
    row = d.below(key, 6)
    for r in range(3):
        d.sheet(key).put(row + r, left + 1, r + 5)
    d.formula(key, row + 3, left + 1, f"SUM({address(row, left + 1, row + 2, left + 1)})", "block")
    column = d.column(key, "theme")
    d.formula(key, row + 4, left + 1, f"COUNTA({address(top + 1, column, bottom, column)})-COUNTA("
              f"calgen_{key}[{d.headings(key)[column - left]}])", "column")  # fmt: skip
    d.formula(key, row + 5, left + 1, f"{address(row + 3, left + 1)}*10", "block")


def formats(d: ObjectDraft, key: str, place: str) -> None:
    """A rule and a list over a range of hers."""
    _, left, _, _ = d.frame(key)
    row, column = (d.below(key, 4), left + 1) if place == "below" else (d.body(key, 4), d.beside(key))
    for r in range(4):
        d.sheet(key).put(row + r, column, r)
    at, mark = (row, column, row + 3, column), d.mark("règle")
    d.sheet(key).format(address(*at), f'AND({address(row, column)}>2,"{mark}"<>"")')
    d.has("format", key, mark, at)
    mark = d.mark("choix")
    d.sheet(key).validation(address(*at), '"oui,non"', mark)
    d.has("choice", key, mark, at)


def spark(d: ObjectDraft, key: str, place: str) -> None:
    """A small line in a cell over her figures."""
    _, left, _, _ = d.frame(key)
    row, column = (d.below(key), left + 1) if place == "below" else (d.body(key), d.beside(key, 4))
    for n in range(3):
        d.sheet(key).put(row, column + n, n + 1)
    mark = d.text(key, row, column + 4 if place == "below" else column + 3)
    title = quoted(d.sheet(key).title)
    sparklines(d.sheet(key), address(row, column + 5), f"{title}!{address(row, column, row, column + 2)}")
    d.has("sparkline", key, mark, (row, column + 5, row, column + 5))


def printed(d: ObjectDraft, key: str, what: str) -> None:
    """A print area, breaks, titles as she wants them."""
    top, left, bottom, right = d.frame(key)
    title, row = quoted(d.sheet(key).title), d.below(key, 3)
    d.text(key, row, left + 1)
    if what == "area":
        at = (1, left, row, left + 8)
        d.package.name("_xlnm.Print_Area", f"{title}!{dollars(at)}", d.sheet(key).title)
        d.has("print area", key, "_xlnm.Print_Area", at)
    elif what == "two areas":
        at = (row, left, row + 1, left + 5)
        d.package.name("_xlnm.Print_Area", f"{title}!{dollars((1, left, bottom, right))},{title}!{dollars(at)}",
                       d.sheet(key).title)  # fmt: skip
        d.has("print area", key, "_xlnm.Print_Area", at)
    elif what == "titles":
        d.package.name("_xlnm.Print_Titles", f"{title}!$A:$B,{title}!$1:${top}", d.sheet(key).title)
        d.has("print titles", key, "_xlnm.Print_Titles", (1, 1, top, 2))
    else:
        for at_row in sorted({d.body(key), bottom, row - 1}):
            d.sheet(key).listed("rowBreaks", f'<brk id="{at_row}" max="16383" man="1"/>')
        d.has("break", key, "break", (row - 1, left, row - 1, left))


def outline(d: ObjectDraft, key: str) -> None:
    """Rows of her own below, grouped and folded."""
    _, left, _, _ = d.frame(key)
    row = d.below(key, 5)
    for r in range(4):
        mark = d.text(key, row + r, left + 1)
        if r:
            d.sheet(key).row(row + r, 'outlineLevel="1" hidden="1"')
            d.has("grouped row", key, mark, (row + r, left + 1, row + r, left + 1))


def pivoted(d: ObjectDraft, key: str, place: str) -> None:
    """A pivot table of the calendar."""
    _, left, _, _ = d.frame(key)
    row, column = (d.below(key, 6), left + 1) if place == "below" else (d.body(key, 6), d.beside(key, 2))
    mark = d.mark("croisé")
    if 'cacheId="77"' in d.package.held["xl/workbook.xml"].decode():
        raise KeyError("one pivot is enough")
    pivot(d.sheet(key), row, column, mark, f'name="calgen_{key}"', d.headings(key))
    d.has("pivot", key, mark, (row, column, row + 4, column + 1))


_BOTH = ("social", "editorial")
_KINDS: tuple[tuple[str, Callable[..., None], tuple[tuple[object, ...], ...]], ...] = (
    ("label", label, (("beside", 1), ("beside", 2), ("beside", 3), ("beside", 6, 1), ("across", 2), ("across", 4),
                      ("heading", 2), ("title", 2), ("below", 1), ("below", 3), ("below", 2, 60), ("far", 2),
                      ("last", 1), ("last", 3))),
    ("table", table, (("beside",), ("heading",), ("across",), ("title",), ("below",), ("twice",))),
    ("link", link, (("beside", 1), ("beside", 3), ("below", 1), ("below", 3), ("body", 1), ("body", 3))),
    ("array", array, (("beside", 1), ("beside", 3), ("across", 3), ("below", 1), ("below", 3))),
    ("data table", data_table, (("beside",), ("below",))),
    ("note", note, (("body",), ("beside",), ("below",), ("heading",))),
    ("text", text, (("beside",), ("heading",), ("above",), ("below",), ("touching",), ("last row of all",))),
    ("remarks", notes_column, ((),)),
    ("list below", list_below, ((1,), (1, 4))),
    ("totals", totals, ((),)),
    ("formats", formats, (("beside",), ("below",))),
    ("sparkline", spark, (("beside",), ("below",))),
    ("print", printed, (("area",), ("two areas",), ("titles",), ("breaks",))),
    ("outline", outline, ((),)),
    ("pivot", pivoted, (("beside",), ("below",))),
)  # fmt: skip


def _all() -> list[ObjectEdit]:
    found = []
    for key in _BOTH:
        for name, play, ways in _KINDS:
            for way in ways:
                told = " ".join(str(one) for one in way)
                found.append(ObjectEdit(f"{name} {told} {key}".replace("  ", " "), partial(_played, play, key, way)))
        found += [ObjectEdit(f"link inside {place} {key}", partial(link, key=key, place=place, rows=2, inside=True))
                  for place in ("beside", "below", "body")]  # fmt: skip
        found += [ObjectEdit(f"{kind} {place} {key}", partial(drawn, kind=kind, key=key, place=place))
                  for kind in ("chart", "picture") for place in ("beside", "over", "across", "below")]  # fmt: skip
        found += [ObjectEdit(f"conversation {place} {key}", partial(note, key=key, place=place, thread=True))
                  for place in ("body", "beside", "below")]  # fmt: skip
    return found


def _played(play: Callable[..., None], key: str, way: tuple[object, ...], d: ObjectDraft) -> None:
    play(d, key, *way)


OBJECTS: tuple[ObjectEdit, ...] = (*_all(), *REFERENCES)
