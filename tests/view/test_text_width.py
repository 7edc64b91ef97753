"""Texts in cells, measured: against the letters of the font itself where it is installed, and by what fits."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from calgen.view.text_width import cell_text_width, fit_text, line_height, text_width, wrap_text

FONTS = Path("/usr/share/fonts/truetype/crosextra")
WORDS = Path(__file__).parents[2] / "calgen" / "words"
TITLE = "Trois gestes qui protègent la couleur tout l’été, et celui qui l’abîme"


@cache
def advances(name: str) -> tuple[int, Mapping[int, int]]:
    """The units of an em, and the advance width of each character, as a font file states them."""
    data = (FONTS / f"Carlito-{name}.ttf").read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    em, metrics = (struct.unpack_from(">H", data, tables[key] + at)[0] for key, at in ((b"head", 18), (b"hhea", 34)))
    cmap = tables[b"cmap"]
    entries = [struct.unpack_from(">HHI", data, cmap + 4 + 8 * n) for n in range(data[cmap + 3])]
    top = cmap + next(offset for platform, encoding, offset in entries if (platform, encoding) == (3, 1))
    half = struct.unpack_from(">H", data, top + 6)[0]
    found = {}
    for at in range(top + 14, top + 14 + half, 2):
        last, first, shift, jump = (struct.unpack_from(">H", data, at + n * half + 2 * bool(n))[0] for n in range(4))
        for character in range(first, min(last, 0xFFFE) + 1):
            place = at + 3 * half + 2 + jump + 2 * (character - first)
            glyph = (struct.unpack_from(">H", data, place)[0] if jump else character) + shift & 0xFFFF
            start = tables[b"hmtx"] + 4 * min(glyph, metrics - 1)
            found[character] = struct.unpack_from(">H", data, start)[0]
    return em, found


def width_in_font(text: str, name: str) -> float:
    em, widths = advances(name)
    return sum(widths[ord(character)] for character in text) / em


def all_words() -> set[str]:
    """The words of our texts that hold letters."""
    texts = "\n".join(path.read_text(encoding="utf-8") for path in sorted(WORDS.glob("*.toml")))
    return set(re.findall(r"[\w’'-]*\w[\w’'-]{2,}", texts))


@pytest.mark.skipif(not FONTS.is_dir(), reason="Carlito is not installed")
@pytest.mark.parametrize(
    ("name", "bold", "italic"), [("Regular", False, False), ("Bold", True, False), ("Italic", False, True)]
)
def test_no_word_is_wider_than_it_is_measured(name: str, bold: bool, italic: bool) -> None:
    known = advances(name)[1]
    words = [word for word in sorted(all_words()) if all(ord(character) in known for character in word)]
    assert len(words) > 3000
    for word in words:
        shown = width_in_font(word, name)
        measured = text_width(word, 1, bold=bold, italic=italic)
        assert shown * 0.98 <= measured <= shown * 1.12, word


def test_a_wrapped_text_keeps_all_its_letters_and_its_words_whole() -> None:
    lines = wrap_text(TITLE, 90, 9)
    assert " ".join(lines) == TITLE
    assert len(lines) > 2
    assert all(text_width(line, 9) <= 90 for line in lines)


def test_lines_of_a_text_stay_lines() -> None:
    assert wrap_text("un\n\ndeux", 90, 9) == ["un", "", "deux"]


def test_a_word_wider_than_the_cell_goes_on_in_the_next_line() -> None:
    address = "https://exemple.fr/un-chemin-tres-long/vers-une-page-au-nom-plus-long-encore"
    lines = wrap_text(f"Voir {address}", 60, 9)
    assert "".join(lines[1:]) == address
    assert all(text_width(line, 9) <= 60 for line in lines)


@pytest.mark.parametrize("most", [1, 2, 3, 4])
@pytest.mark.parametrize("width", [30.0, 62.0, 95.0, 140.0])
def test_a_text_is_cut_at_a_word(width: float, most: int) -> None:
    shown = fit_text(TITLE, width, most, 9)
    assert len(wrap_text(shown, width, 9)) <= most
    if shown != TITLE:
        kept = shown.removesuffix("…")
        assert TITLE.startswith(kept)
        assert " " not in kept or TITLE[len(kept)] in " ,;:"
        assert text_width(shown, 9) <= width * most


@pytest.mark.parametrize("width", range(60, 400, 10))
def test_a_text_that_fits_is_not_cut_and_one_is_cut_no_sooner_than_it_must(width: float) -> None:
    shown = fit_text(TITLE, width, 2, 9)
    if shown == TITLE:
        return
    kept = len(shown.removesuffix("…").split(" "))
    longer = " ".join(TITLE.split(" ")[: kept + 1]).rstrip(" ,") + "…"
    assert len(wrap_text(longer, width, 9)) > 2 or any(text_width(word, 9) > width for word in longer.split(" "))


def test_a_first_word_too_wide_is_cut_within() -> None:
    shown = fit_text("Anticonstitutionnellement vôtre", 50, 3, 9)
    assert shown.endswith("…")
    assert "Anticonstitutionnellement".startswith(shown.removesuffix("…"))
    assert text_width(shown, 9) <= 50


def test_letters_of_other_fonts_take_room_and_joiners_none() -> None:
    assert text_width("美容室", 10) >= 30
    assert text_width("👩‍🍳", 10) == text_width("👩🍳", 10)
    assert text_width("e\u0301", 10) == text_width("e", 10)


def test_a_column_is_measured_without_the_sides_of_its_cells() -> None:
    assert cell_text_width(10) == pytest.approx(52.5)
    assert cell_text_width(10, indent=1) < cell_text_width(10)
    assert [line_height(size) for size in (8, 9, 10)] == [11.25, 12.0, 13.5]
