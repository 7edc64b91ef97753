"""The page of a workbook: its posts with a text, its pictures, and what stands in the way."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import short_salon
import workbook_copies

from calgen import api, share_steps
from calgen.book.problems import Refused
from calgen.book.words import load_words
from calgen.share.shared_posts import PostSelection
from calgen.share_steps import Shared, share_calendar

WORDS, FILE, TODAY = load_words("fr"), "salon.xlsx", short_salon.TODAY
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@cache
def planned() -> bytes:
    return api.generate(short_salon.strategy(), FILE, TODAY).after


@cache
def written() -> bytes:
    """The calendar with texts for its first three posts, one with a picture that is there, one with one that is not."""
    book: Any = workbook_copies.opened(planned())
    tab = book[WORDS.title("social")]
    columns = {cell.value: cell.column for cell in tab[4]}
    for row, image in ((5, "photos/a.png"), (6, "../b.png"), (7, None)):
        tab.cell(row, columns[WORDS.title("social", "text")]).value = f"Texte {row}"
        tab.cell(row, columns[WORDS.title("social", "image")]).value = image
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def shared(data: bytes, folder: Path, **asked: Any) -> Shared:
    return share_calendar(data, FILE, folder, PostSelection(**{"first": TODAY, **asked}), "fr")


def test_the_page_has_the_posts_with_a_text_and_their_pictures(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.png").write_bytes(PNG)
    made = shared(written(), tmp_path)
    assert made.posts == ("P0001", "P0002", "P0003")
    assert made.unread_pictures == ("../b.png",)
    assert len(made.without_text) > 10
    assert made.data.count(b"data:image/png;base64,") == 1
    assert b"Texte 7" in made.data


def test_more_pictures_than_a_mail_holds_are_shown_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.png").write_bytes(PNG)
    monkeypatch.setattr(share_steps, "MOST_BYTES", len(PNG) - 1)
    made = shared(written(), tmp_path)
    assert made.unread_pictures == ("photos/a.png", "../b.png")
    assert made.data.count(b"data:image/png;base64,") == 0


def test_nothing_to_approve_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        shared(planned(), tmp_path)
    assert refused.value.problem.code == "share_nothing"
    with pytest.raises(Refused) as refused:
        shared(written(), tmp_path, first=date(2030, 1, 1))
    assert refused.value.problem.values["n"] == 0


def test_a_platform_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        shared(written(), tmp_path, platform="TikTok")
    assert refused.value.problem.code == "share_platform_unknown"
    assert set(refused.value.problem.values["names"]) == {"Facebook", "Instagram"}  # type: ignore[call-overload]
    assert shared(written(), tmp_path, platform="instagram").posts


def test_a_workbook_without_a_calendar_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        shared(short_salon.strategy(), tmp_path)
    assert refused.value.problem.code == "no_calendar"
