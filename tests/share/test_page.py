"""The page for a client: texts stay texts, nothing is asked of the network, each post has its card and its choices."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from share_posts import HOSTILE, calendar, post

from calgen.book.words import load_words
from calgen.export.calendar_posts import ExportedPost
from calgen.export.post_fingerprint import fingerprint
from calgen.share.answers import DECISIONS
from calgen.share.page import SharedCalendar, page
from calgen.share.shared_posts import Picture, PostSelection, shared_posts

PNG = b"\x89PNG\r\n\x1a\n12"
EMPTY = {"meta", "input", "img", "br", "link"}


class Read(HTMLParser):
    """The elements of a page with their attributes, and the texts by element."""

    def __init__(self, data: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(data.decode())
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for found, attributes in self.elements if found == tag]

    def of(self, tag: str) -> str:
        return "".join(text for found, text in self.texts if found == tag)


def made(*posts: ExportedPost, language: str = "fr") -> bytes:
    pictured = shared_posts(calendar(*posts), PostSelection(date(2027, 1, 1)), picture)
    return page(SharedCalendar("Mèche", "0123456789ab", "Europe/Paris", pictured), load_words(language))


def picture(name: str, alt_text: str) -> Picture:
    return Picture(name, alt_text, "image/png", PNG) if name.endswith("here.png") else Picture(name, alt_text)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("key", ["text", "title", "hashtags", "link", "platform", "campaign", "objective", "format",
                                 "image", "alt_text"])  # fmt: skip
def test_a_text_of_the_workbook_is_only_text(key: str, hostile: str) -> None:
    usual: dict[str, Any] = {"text": "Bonjour", "image": "a.png", key: "x"}
    found, plain = Read(made(post(1, **{**usual, key: hostile}))), Read(made(post(1, **usual)))
    assert [tag for tag, _ in found.elements] == [tag for tag, _ in plain.elements]
    assert {name for _, attributes in found.elements for name in attributes} == {
        name for _, attributes in plain.elements for name in attributes}  # fmt: skip
    assert hostile in "".join(text for _, text in found.texts)


def test_only_the_style_and_the_script_of_the_page_are_allowed() -> None:
    data = made(post(1))
    found = Read(data)
    (policy,) = (one["content"] for one in found.all("meta") if one.get("http-equiv") == "Content-Security-Policy")
    hashes = re.findall(r"'sha256-([^']+)'", policy)
    texts = [found.of("style"), re.findall(r"<script>(.*?)</script>", data.decode(), re.DOTALL)[0]]
    assert hashes == [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts]
    assert policy.startswith("default-src 'none'; img-src data:; ")
    assert "unsafe" not in policy
    names = {name for _, attributes in found.elements for name in attributes}
    assert not [name for name in names if name.startswith("on") or name == "style"]


def test_nothing_is_asked_of_the_network() -> None:
    data = made(post(1, image="https://x.org/a.png", link="https://x.org/?utm_source=f"))
    found = Read(data)
    assert all(attributes.get("src", "data:").startswith("data:") for _, attributes in found.elements)
    assert found.all("link") == []
    assert {one["href"] for one in found.all("a")} == {"#posts", "https://x.org/"}
    assert "url(" not in found.of("style")
    assert not re.search(r"fetch|XMLHttp|sendBeacon|import\(", data.decode())


def test_each_post_has_its_choices_and_its_fingerprint() -> None:
    posts = (post(1), post(2))
    found = Read(made(*posts))
    cards = [one for one in found.all("article") if one["class"] == "card"]
    assert [(one["id"], one["data-seen"]) for one in cards] == [(one.id, fingerprint(one)) for one in posts]
    radios = [(one["name"], one["value"]) for one in found.all("input") if one["type"] == "radio"]
    assert radios == [(f"d-{one.id}", decision) for one in posts for decision in DECISIONS]
    labelled = {one["for"] for one in found.all("label") if "for" in one}
    assert labelled == {"name", "c-P0001", "c-P0002"}


def test_a_link_that_is_no_address_of_the_web_is_text() -> None:
    found = Read(made(post(1, link="javascript:alert(1)")))
    assert [one["href"] for one in found.all("a")] == ["#posts"]


def test_a_picture_stands_in_the_page_or_is_named() -> None:
    found = Read(made(post(1, image="here.png", alt_text="Un chat"), post(2, image="gone.png", alt_text="Un chien")))
    (image,) = found.all("img")
    assert image == {"src": f"data:image/png;base64,{base64.b64encode(PNG).decode()}", "alt": "Un chat"}
    assert "gone.png" in found.of("p")
    assert "Un chien" in found.of("p")


@pytest.mark.parametrize(("length", "cut"), [(125, False), (126, True)])
def test_a_text_shows_where_its_network_cuts_it(length: int, cut: bool) -> None:
    found = Read(made(post(1, "x" * length, platform="Instagram")))
    assert ("125" in found.of("span")) == cut
    assert found.of("p").count("x" * 20) >= 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_speaks_the_language_of_the_workbook(language: str) -> None:
    found = Read(made(post(1), language=language))
    assert found.all("html") == [{"lang": language}]
    data = json.loads(re.findall(r'id="data">(.*?)</script>', made(post(1), language=language).decode())[0])
    assert data["file"] == {"fr": "reponses.json", "en": "answers.json"}[language]
    assert ("Approve" in found.of("label")) == (language == "en")


def test_posts_stand_by_week() -> None:
    days = (date(2027, 1, 4), date(2027, 1, 10), date(2027, 1, 11))
    found = Read(made(*(post(n, day=day) for n, day in enumerate(days))))
    assert [one["id"] for one in found.all("h2")] == ["w-2027-01-04", "w-2027-01-11"]


def test_the_same_posts_give_the_same_bytes() -> None:
    assert made(post(1), post(2)) == made(post(1), post(2))


def test_a_picture_that_moves_can_be_hidden() -> None:
    shown = shared_posts(calendar(post(1, image="a.gif")), PostSelection(date(2027, 1, 4)),
                         lambda name, alt: Picture(name, alt, "image/gif", b"GIF89a", True))  # fmt: skip
    data = page(SharedCalendar("Mèche", "k", "Europe/Paris", shown), load_words("fr"))
    assert Read(data).all("details") == [{"open": ""}]
