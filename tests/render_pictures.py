"""Renders the pictures of the documents from the samples: `python tests/render_pictures.py`.

It needs LibreOffice, poppler and Pillow (the extra `dev`). Beside the pictures it writes what they show in outline, by
which a test knows whether they are out of date: headings, widths and colours of the part that is seen, and where
something stands, but no sentence of a cell.
"""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import workbook_copies
from office import convert

from calgen import api
from calgen.book.words import load_words
from calgen.result_steps import ResultRequest, import_into

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
OUTLINES = FOLDER / "outlines.json"
SAMPLES = {"en": "saas", "fr": "salon"}
TABS = ("social", "month", "year", "balance", "checks", "review")
START, TODAY = date(2027, 1, 4), date(2026, 12, 28)
RESOLUTION = 125  # dots per inch
COLOURS = 64
MARGIN = 14  # pixels of paper that stay around what is printed
FOOTER = 0.06  # of the height of the paper
HEIGHT = 0.7  # of the width, at most: what comes below is more of the same
ROWS, COLUMNS = 40, 30  # the part of a tab that its first page can show


@dataclass(frozen=True)
class Picture:
    """The first page of a tab of a sample; of the review, the page that compares themes."""

    tab: str
    language: str

    @property
    def name(self) -> str:
        return f"{self.tab}.{self.language}"

    @property
    def path(self) -> Path:
        return FOLDER / f"{self.name}.png"

    @property
    def title(self) -> str:
        return load_words(self.language).title(self.tab)

    @property
    def is_of_results(self) -> bool:
        """Whether it is of the workbook after its quarter of results."""
        return self.tab == "review"

    @property
    def first_line(self) -> str:
        """A line of the page that it shows, in the workbook that has it on one page alone."""
        return load_words(self.language).text("review", "effects") if self.is_of_results else self.title


PICTURES = tuple(Picture(tab, language) for language in SAMPLES for tab in TABS)


@cache
def workbook(language: str, *, of_results: bool = False) -> bytes:
    """The sample of a language with its calendar, and with its quarter of results."""
    sample = SAMPLES[language]
    if of_results:
        import sample_results

        files = [(path.name, data) for path, data in sample_results.made(sample).items()]
        planned = sample_results.planned(sample)
        done = import_into(planned, f"{sample}.xlsx", ResultRequest(files), sample_results.IMPORTED, language)
        return api.generate(done.after, f"{sample}.xlsx", sample_results.IMPORTED).after
    return api.generate(api.new(language, sample, START), f"{sample}.xlsx", TODAY).after


def outline(picture: Picture) -> str:
    """A hash of what the picture shows, apart from the sentences."""
    sheet = workbook_copies.opened(workbook(picture.language, of_results=picture.is_of_results))[picture.title]
    rows = sheet.iter_rows(max_row=ROWS, max_col=COLUMNS)
    widths = {letter: round(size.width) for letter, size in sorted(sheet.column_dimensions.items()) if not size.hidden}
    hidden = [letter for letter, size in sorted(sheet.column_dimensions.items()) if size.hidden]
    shown = [[_cell(cell) for cell in cells] for cells in rows]
    seen = json.dumps([widths, hidden, shown, len(sheet._charts), str(sheet.freeze_panes)])
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def _cell(cell: Any) -> list[Any]:
    font, fill = cell.font, cell.fill
    is_heading = bool(font.b) and isinstance(cell.value, str) and not cell.value.startswith("=")
    return [cell.value if is_heading else cell.value is not None, fill.fgColor.rgb if fill.fill_type else "", font.b,
            font.i, font.color.rgb if font.color and font.color.type == "rgb" else ""]  # fmt: skip


def outlines() -> dict[str, str]:
    """The outline of every picture, by its name."""
    return {picture.name: outline(picture) for picture in PICTURES}


def render() -> None:
    """Writes the pictures and their outlines."""
    FOLDER.mkdir(exist_ok=True)
    kinds = [(language, of_results) for language in SAMPLES for of_results in (False, True)]
    books = {f"{language}{of_results:d}": workbook(language, of_results=of_results) for language, of_results in kinds}
    printed = convert("pdf", books)
    for picture in PICTURES:
        pdf = printed[f"{picture.language}{picture.is_of_results:d}"]
        _save(_page(pdf, picture.first_line), picture.path)
    OUTLINES.write_text(json.dumps(outlines(), indent=2) + "\n", encoding="utf-8")


def _page(pdf: bytes, line: str) -> bytes:
    """The first page that begins with a line, else the first that has it, as a PNG."""
    printed = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, check=True, capture_output=True).stdout
    pages = list(enumerate(printed.decode().split("\f"), 1))
    begun = [n for n, text in pages if text.strip().startswith(line)]
    number = (begun or [n for n, text in pages if f"\n{line}" in text])[0]
    command = ["pdftoppm", "-f", str(number), "-l", str(number), "-r", str(RESOLUTION), "-png", "-"]
    return subprocess.run(command, input=pdf, check=True, capture_output=True).stdout


def _save(png: bytes, path: Path) -> None:
    """Writes the upper part of a page without its margins, in few colours."""
    from PIL import Image, ImageChops, ImageOps

    page = Image.open(io.BytesIO(png)).convert("RGB")
    page = page.crop((0, 0, page.width, round(page.height * (1 - FOOTER))))
    printed = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox()
    assert printed, "a blank page"
    left, top, right, bottom = printed
    box = (left, top, right, min(bottom, top + round((right - left) * HEIGHT)))
    cut = ImageOps.expand(page.crop(box), MARGIN, "white")
    cut.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    sys.path.append(str(Path(__file__).parents[1]))  # the benchmarks invent the results
    render()
