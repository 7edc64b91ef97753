"""Cells that lie: values that are none, texts that would be something else elsewhere, and our own tabs spoilt."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import made_books
from hostile_books import MAIN, SHEETS, STYLES, Case, base, cell, inline, packed, said, sound

if TYPE_CHECKING:
    from collections.abc import Callable

IDEA, NAME, CADENCE, START = "Thèmes!C2", "Thèmes!A2", "Plateformes!D2", "Réglages!B3"
DATED = (
    f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
).encode()


def number(at: str, value: str, more: str = "") -> Callable[[], bytes]:
    return cell(at, f'<c r="{at.partition("!")[2]}"{more}><v>{value}</v></c>')


def day(value: str) -> Callable[[], bytes]:
    """A number in the cell of the first day, shown as a day."""
    return lambda: packed(base({START: f'<c r="B3" s="1"><v>{value}</v></c>'}) | {STYLES: DATED})


def formula(at: str, inside: str, kind: str = "") -> Callable[[], bytes]:
    return cell(at, f'<c r="{at.partition("!")[2]}"{kind}>{inside}</c>')


VALUES: list[tuple[str, str, Callable[[], bytes]]] = [
    ("letters for a number", "cell_broken", number(CADENCE, "abc")),
    ("not a number", "cell_broken", number(CADENCE, "NaN")),
    ("a number of five thousand digits", "cell_broken", number(CADENCE, "9" * 5_000)),
    ("a number beyond all", "cell_broken", number(CADENCE, "1e999")),
    ("a number of four hundred digits", "cadence_range", number(CADENCE, "9" * 400)),
    ("a very small number", "cadence_range", number(CADENCE, "1e-300")),
    ("less than nothing", "cadence_range", number(CADENCE, "-3")),
    ("a million posts a week", "cadence_range", number(CADENCE, "1000000")),
    ("a million posts a day", "cadence_range", said(CADENCE, "1000000 par jour")),
    ("a fraction over nothing", "cadence_unread", said(CADENCE, "1/0")),
    ("digits of another script", "", said(CADENCE, "٢")),
    ("a text that is not there", "cell_broken", cell(NAME, '<c r="A2" t="s"><v>99</v></c>')),
    ("a text before the first", "cell_broken", cell(NAME, '<c r="A2" t="s"><v>-1</v></c>')),
    ("a yes that is a seven", "cell_broken", cell(NAME, '<c r="A2" t="b"><v>7</v></c>')),
    ("a type that is none", "cell_broken", cell(NAME, '<c r="A2" t="zz"><v>7</v></c>')),
    ("an error of its own", "cell_error", cell(NAME, '<c r="A2" t="e"><v>#REF!</v></c>')),
    ("an error of tomorrow", "cell_error", cell(NAME, '<c r="A2" t="e"><v>#SPILL!</v></c>')),
    ("a formula that nobody worked out", "formula_empty", formula(NAME, "<f>B9</f>")),
    ("a formula worked out to nothing", "cell_required", formula(NAME, '<f>""</f><v></v>', ' t="str"')),
    ("a formula that calls for a program", "", formula(NAME, "<f>cmd|' /C calc'!A0</f><v>Coulisses</v>", ' t="str"')),
    ("a formula of another file", "", formula(NAME, "<f>[9]Sheet1!A1</f><v>Coulisses</v>", ' t="str"')),
    ("half of a shared formula", "", formula(NAME, '<f t="shared" si="7"/><v>Coulisses</v>', ' t="str"')),
    ("a day before the first", "cell_broken", day("-4")),
    ("a day after the last", "cell_broken", day("2958466")),
    ("a day without end", "cell_broken", day("9" * 300)),
    ("the day that never was", "date_far", day("60")),
    ("the first day of all", "date_unread", day("0")),
    ("a day with an hour", "", day("46391.396")),
    ("a day as a bare number", "", number(START, "46391")),
    ("a bare number that is no day", "date_unread", number(START, "7")),
    ("a day by its name", "", cell(START, '<c r="B3" t="d"><v>2027-01-04</v></c>')),
    ("a day by a false name", "cell_broken", cell(START, '<c r="B3" t="d"><v>2027-02-31</v></c>')),
    ("a day in words that is none", "date_none", said(START, "31/02/2027")),
    ("a day in the year 99999", "date_unread", said(START, "01/01/99999")),
    ("weeks without end", "number_unread", said("Réglages!B4", "99999999999999999999")),
    ("weeks of a half", "number_whole", said("Réglages!B4", "2,5")),
    ("an address that is none", "file_damaged", cell(NAME, '<c r="A0"><v>1</v></c>')),
    ("an address beyond the last", "file_damaged", cell(NAME, '<c r="XFE2"><v>1</v></c>')),
    ("a cell without an address", "", cell(NAME, '<c t="inlineStr"><is><t>Coulisses</t></is></c>')),
    ("a cell twice", "", cell(NAME, inline("A2", "Vieux") + inline("A2", "Coulisses"))),
]

TEXTS = {
    "a sum": "=1+1",
    "a link": '=HYPERLINK("http://127.0.0.1/","ici")',
    "a program": "=cmd|' /C calc'!A0",
    "a telephone": "+33 6 12 34 56 78",
    "a rebate": "-20 % jusqu'à dimanche",
    "a brand": "@salon",
    "a list": "- un\n- deux",
    "a tab first": "\t=1+1",
    "a script": "<script>alert(1)</script>",
    "a comment": "]]><!--",
    "quotes": "\"'«»\\",
    "an arrow back": "abc\u202exslx",
    "an emoji of four": "👩‍👩‍👧‍👦 famille",
    "a flag": "🇫🇷",
    "a high sign": "𝔘𝔫𝔦",
    "an escape": "_x0041_",
    "an escape of an escape": "_x005F_x0041_",
    "no space": "a\u200bb\ufeffc",
    "many marks": "Z" + "\u0301" * 300,
    "other digits": "٠١٢٣",
    "right to left": "שלום עולם",
    "a percent": "%s %d {0} {brand}",
    "a key": "None",
    "a path": "../../etc/passwd",
    "longest": "é" * 32_767,
}
LIES = [(f"a text: {name}", "", said(IDEA, text)) for name, text in TEXTS.items()]
LIES += [(f"a name: {name}", "", said(NAME, text)) for name, text in TEXTS.items() if len(text) < 100]
LIES += [
    ("control signs", "", said(IDEA, "_x0000__x0001__x001F_Un")),
    ("half a pair", "", said(IDEA, "_xD83D_ Un")),
    ("a text with a sign that is none", "", said(IDEA, "_xFFFE_ Un")),
    ("a line of windows", "", said(IDEA, "Un_x000D_\nDeux")),
    ("a text too long", "too_big_text", said(IDEA, "é" * 32_768)),
]


# -- tabs of ours, spoilt --------------------------------------------------------------------------------------------


@cache
def generated() -> dict[str, bytes]:
    """The parts of the strategy after its first run."""
    from datetime import date

    from calgen import api

    return made_books.parts(api.generate(sound(), "plan.xlsx", date(2027, 1, 4)).after)


@cache
def part_of(key: str) -> str:
    """The part of one of our tabs."""
    from calgen.files.read.opened_workbook import OpenedWorkbook
    from calgen.files.read.package import Package

    return OpenedWorkbook(Package.load(packed(generated()))).calgen_sheets()[key].part


def changed() -> dict[str, bytes]:
    """The generated workbook whose strategy was changed since: what our tabs say is needed again."""
    found = generated()
    part = SHEETS["Plateformes"]
    assert b">2</t>" in found[part]
    return found | {part: found[part].replace(b">2</t>", b">3</t>")}


def spoilt(key: str, old: str, new: str, count: int = 1) -> Callable[[], bytes]:
    """The generated workbook with a text of one of our tabs replaced, and the strategy changed."""

    def made() -> bytes:
        data = generated()[part_of(key)]
        assert old.encode() in data, (key, old)
        return packed(changed() | {part_of(key): data.replace(old.encode(), new.encode(), count)})

    return made


def bare(key: str) -> Callable[[], bytes]:
    """The generated workbook with one of our tabs emptied."""
    return lambda: packed(changed() | {part_of(key): f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode()})


OURS: list[tuple[str, str, Callable[[], bytes]]] = [
    ("our memory in another's words", "", spoilt("state", "<t>start</t>", "<t>stop</t>")),
    ("our memory of a day that is none", "", spoilt("state", "<t>2027-01-04</t>", "<t>soon</t>")),
    ("our memory of a number that is none", "", spoilt("state", "<t>next_post</t>", "<t>next_nothing</t>")),
    ("our memory cut", "", spoilt("state", "{", "{{", 99)),
    ("our memory with a list in it", "", spoilt("state", '":"', "[", 9)),
    ("our memory of another version", "", spoilt("state", "<t>fr</t>", "<t>xx</t>")),
    *(
        (f"our tab emptied: {key}", "", bare(key))
        for key in ("state", "social", "editorial", "month", "balance", "checks")
    ),
    ("our posts without ids", "", spoilt("social", "<t>P0", "<t>Q0", 999)),
    ("our posts all one", "", spoilt("social", "<t>P0002", "<t>P0001", 999)),
    ("our posts on a day that is none", "", spoilt("social", "<v>46392</v>", "<v>-9</v>", 9)),
    ("our posts on letters", "", spoilt("social", "<v>46392</v>", "<v>abc</v>", 9)),
    ("our posts a long time ago", "", spoilt("social", "<v>46392</v>", "<v>1</v>", 9)),
    ("our subjects without titles", "", spoilt("editorial", "<t>S0", "<t/><t>T0", 999)),
]

CASES = [Case(*one) for one in (*VALUES, *LIES, *OURS)]
