"""The live length of a text, as LibreOffice computes it: that of `strategy/text_length.py`, on each network."""

from __future__ import annotations

import io

import openpyxl
import xlsxwriter
from office import XLSX, convert, needs_office

from calgen.book.languages import languages
from calgen.book.words import load_words
from calgen.strategy.limits import LIMITS
from calgen.strategy.text_length import length
from calgen.view.length_formulas import length_formula

LONGEST_FORMULA = 8192  # characters, in Excel
TEXTS = (
    "Bonjour", " deux  espaces ", "Bonjour à toutes et à tous : c'est l'été !",
    "日本 👍", "👩‍👩‍👧‍👦 ok", "e\u0301te\u0301",
    "🇫🇷🇧🇪 👍🏽 1️⃣ ❤️ ©️ ❤️‍🔥 ☀️", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "नि สวัสดี שָׁלוֹם سَلام",
    "a https://a.example/une-adresse-qui-est-longue b https://b.fr", "Voyez https://a.example.", "x" * 900,
    "(https://www.meche-rebelle.example/une/tres/longue/adresse?avec=des&choses)", "«\u00a0https://a.fr/\u00a0» fin",
    "exemple.com/x et www.salon.fr, salon.fr/rdv. contact@exemple.com", "Rendez-vous sur exemple.com.", "https://a.example/",
    "@ana@mastodon.social bonjour @bob et @zoe@framapiaf.org.", "Un\nhttps://exemple.fr/page-bien-longue\n\n#coiffure",
    "https://a.example/quinze-signes-x https://a.example/quinze-signes-xy", "fin.Demain 3.50 https://a.b/c/d/e/f!",
)  # fmt: skip


def test_a_formula_is_no_longer_than_excel_takes() -> None:
    for language in languages():
        words = load_words(language)
        text, platform = (f"calgen_social[[#This Row],[{words.title('social', key)}]]" for key in ("text", "platform"))
        for limits in LIMITS.values():
            assert len(length_formula(text, platform, "A platform with a rather long name", limits)) < LONGEST_FORMULA


def test_another_platform_in_the_row_counts_characters() -> None:
    assert length_formula("T1", "P1", "X", LIMITS["x"]).startswith('=IF(LEN(T1)=0,"",IF(P1="X",')
    assert length_formula("T1", "P1", "Blog", None) == '=IF(LEN(T1)=0,"",LEN(T1))'


@needs_office
def test_the_cell_counts_as_the_network_does() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for row, text in enumerate(TEXTS):
        sheet.write_string(row, 0, text)
        for column, limits in enumerate(LIMITS.values(), 1):
            sheet.write_formula(row, column, length_formula(f"$A{row + 1}", '"net"', "net", limits), None, "")
    book.close()
    found = openpyxl.load_workbook(io.BytesIO(convert(XLSX, {"lengths": out.getvalue()})["lengths"]), data_only=True)
    rows = [list(row[1:]) for row in found.worksheets[0].iter_rows(values_only=True)]
    expected = [[length(text, limits) for limits in LIMITS.values()] for text in TEXTS]
    assert dict(zip(TEXTS, rows, strict=True)) == dict(zip(TEXTS, expected, strict=True))
