"""What is shown to a client: which posts, and what of them an answer counts for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from share_posts import calendar, post

from calgen.export.post_fingerprint import fingerprint, untracked
from calgen.share.pictures import LARGEST, picture_kind, picture_of
from calgen.share.shared_posts import Picture, PostSelection, shared_posts, without_text
from calgen.share_steps import picture_bytes

TODAY = date(2027, 1, 4)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def no_picture(name: str, alt_text: str) -> Picture:
    return Picture(name, alt_text)


def test_posts_with_a_text_that_are_still_to_come_are_shown() -> None:
    posts = [
        post(1), post(2, ""), post(3, status="published"), post(4, status="cancelled"), post(5, day=date(2027, 1, 3)),
        post(6, status="scheduled"), post(7, day=date(2027, 2, 1)), post(8, platform="X"),
    ]  # fmt: skip
    asked = PostSelection(TODAY, date(2027, 1, 31))
    assert [found.id for found in shared_posts(calendar(*posts), asked, no_picture)] == ["P0001", "P0006", "P0008"]
    assert without_text(calendar(*posts), asked) == ("P0002",)
    of_one = replace(asked, platform="X")
    assert [found.id for found in shared_posts(calendar(*posts), of_one, no_picture)] == ["P0008"]


@pytest.mark.parametrize("changed", [
    {"text": "Autre"}, {"title": "Autre"}, {"platform": "X"}, {"hashtags": "#a"}, {"link": "https://x.org"},
    {"image": "a.png"}, {"alt_text": "Une photo"},
])  # fmt: skip
def test_a_fingerprint_is_of_all_that_is_shown(changed: dict[str, str]) -> None:
    assert fingerprint(post(1, **changed)) != fingerprint(post(1))  # type: ignore[arg-type]


def test_a_fingerprint_is_of_day_and_hour_too() -> None:
    found = {fingerprint(one) for one in (post(1), post(1, day=date(2027, 1, 5)), replace(post(1), time=time(9, 1)),
                                          replace(post(1), time=None))}  # fmt: skip
    assert len(found) == 4


@pytest.mark.parametrize("changed", [
    {"status": "approved"}, {"objective": "Vendre"}, {"owner": "Léa"}, {"theme": "Conseils"}, {"campaign": "Soldes"},
    {"link": "?utm_source=facebook&utm_content=P0001"},
])  # fmt: skip
def test_a_fingerprint_is_of_nothing_else(changed: dict[str, str]) -> None:
    known = {"link": "?", **dict.fromkeys(changed, "")} if "link" in changed else {}
    assert fingerprint(post(1, **changed)) == fingerprint(post(1, **{k: v for k, v in known.items() if v != "?"}))  # type: ignore[arg-type]


@pytest.mark.parametrize(("address", "expected"), [
    ("https://x.org/a?utm_source=f&utm_content=P1", "https://x.org/a"),
    ("https://x.org/a?p=1&utm_source=f#b", "https://x.org/a?p=1#b"), ("https://x.org/a?p=%20b", "https://x.org/a?p=%20b"),
    ("no address", "no address"), ("", ""),
])  # fmt: skip
def test_an_address_is_shown_without_what_measures_it(address: str, expected: str) -> None:
    assert untracked(address) == expected


@pytest.mark.parametrize(("data", "kind"), [
    (PNG, "image/png"), (b"\xff\xd8\xff\xe0x", "image/jpeg"), (b"GIF89a..", "image/gif"), (b"GIF87a..", "image/gif"),
    (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"), (b"<svg onload=alert(1)>", ""), (b"RIFF\0\0\0\0WAVE", ""), (b"", ""),
])  # fmt: skip
def test_a_picture_is_known_by_its_first_bytes(data: bytes, kind: str) -> None:
    assert picture_kind(data) == kind
    assert picture_of("a.png", "alt", data) == Picture("a.png", "alt", kind, data if kind else b"")


FRAME = b"\x21\xf9\x04\0\0\0\0\0,"


@pytest.mark.parametrize(("data", "is_animated"), [
    (PNG, False), (PNG[:8] + b"\0\0\0\x08acTL" + PNG[8:] + b"IDAT", True), (PNG + b"IDATacTL", False),
    (b"GIF89a" + FRAME, False), (b"GIF89a" + FRAME * 2, True), (b"\xff\xd8\xff\xe0" + FRAME * 2, False),
    (b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x02", True), (b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x10", False),
    (b"RIFF\0\0\0\0WEBPVP8 \x0a\0\0\0\x02", False),
])  # fmt: skip
def test_what_moves_is_known(data: bytes, is_animated: bool) -> None:
    assert picture_of("a", "", data).is_animated == is_animated


def test_a_large_picture_is_shown_by_its_name_alone() -> None:
    assert picture_of("a.png", "", PNG + b"\0" * LARGEST) == Picture("a.png", "")


def test_pictures_are_read_from_the_folder_and_below_alone(tmp_path: Path) -> None:
    folder, outside = tmp_path / "client", tmp_path / "secret.png"
    (folder / "images").mkdir(parents=True)
    outside.write_bytes(PNG)
    (folder / "images" / "a.png").write_bytes(PNG)
    (folder / "out.png").symlink_to(outside)
    assert picture_bytes(folder, "images/a.png") == PNG
    assert picture_bytes(folder, "./images/../images/a.png") == PNG
    named = ("../secret.png", str(outside), "out.png", "/dev/zero")
    refused = (*named, "images", "none.png", "a\0.png", "https://x.org/a.png")
    assert [picture_bytes(folder, name) for name in refused] == [None] * len(refused)
