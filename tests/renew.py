"""Makes again what is made and committed: the templates, the manual, the method. `python tests/renew.py`.

It also writes anew what the commands on the pages of the bakery's quarter print, and the invented results of samples.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import quarter_page
from method_page import method_page, page_languages

from calgen import api
from calgen.book.languages import languages
from calgen.book.words import load_words
from calgen.view.manual import manual

ROOT = Path(__file__).parents[1]


def made() -> dict[Path, bytes]:
    """Every file that is made, with what it is to hold."""
    found = {ROOT / "templates" / f"{language}.xlsx": api.new(language) for language in languages()}
    pages = {ROOT / "docs" / f"manual.{language}.md": manual(load_words(language)) for language in languages()}
    pages |= {ROOT / "docs" / f"method.{language}.md": method_page(language) for language in page_languages()}
    return found | {path: text.encode() for path, text in pages.items()}


def renew_results() -> None:
    """Writes the results of samples anew."""
    sys.path.append(str(ROOT))  # the benchmarks invent them
    import sample_results

    for path in sample_results.FOLDER.glob("*/*"):
        path.unlink()
    for sample in sample_results.WORLDS:
        for path, data in sample_results.made(sample).items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


if __name__ == "__main__":
    for path, data in made().items():
        path.write_bytes(data)
    for language in languages():
        with TemporaryDirectory() as folder:
            text = quarter_page.renewed(language, Path(folder))
        quarter_page.page_path(language).write_text(text, encoding="utf-8")
    renew_results()
