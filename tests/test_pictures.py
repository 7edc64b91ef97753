"""The pictures of the documents: each is there, said in words and small, and shows the samples as they are now."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path

import pytest
import render_pictures
from render_pictures import FOLDER, OUTLINES, PICTURES, TABS, Picture
from seeds import each_language

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")


def shown() -> list[tuple[Path, str, Path]]:
    """Page, text and file of each picture."""
    texts = [(page, page.read_text(encoding="utf-8")) for page in PAGES]
    return [(page, alt, page.parent / path) for page, text in texts for alt, path in IMAGE.findall(text)]


@each_language
@pytest.mark.parametrize("tab", [*TABS[:-1], pytest.param(TABS[-1], marks=pytest.mark.long)])
def test_a_picture_shows_the_sample_as_it_is_drawn_now(language: str, tab: str) -> None:
    picture, known = Picture(tab, language), json.loads(OUTLINES.read_text(encoding="utf-8"))
    assert known[picture.name] == render_pictures.outline(picture), "python tests/render_pictures.py"


def test_the_readme_shows_each_picture_in_its_language() -> None:
    english, french = (ROOT / "README.md").read_text(encoding="utf-8").split("## En français")
    for picture in PICTURES:
        half = french if picture.language == "fr" else english
        assert f"](docs/pictures/{picture.path.name})" in half


def test_every_picture_that_a_page_names_is_there_and_has_a_text() -> None:
    assert len(shown()) >= len(PICTURES)
    for page, alt, path in shown():
        assert path.is_file(), (page.name, path)
        assert len(alt) > 20, (page.name, path)


def test_the_folder_holds_nothing_else_and_is_small() -> None:
    files = sorted(FOLDER.iterdir())
    assert {path.name for path in files} == {OUTLINES.name, *(picture.path.name for picture in PICTURES)}
    assert sum(path.stat().st_size for path in files) < 1_500_000


def test_a_picture_is_wide_enough_to_be_read() -> None:
    for picture in PICTURES:
        width, height = struct.unpack(">II", picture.path.read_bytes()[16:24])
        assert width >= 900
        assert 250 <= height <= 0.75 * width
