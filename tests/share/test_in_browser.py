"""The client's page in a real browser: filled in by keyboard and by mouse, printed, on a phone, with hostile texts."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from browser import Visit, launched, needs_browser, visited
from decided_salon import TODAY, WORDS, changes, decided, edited, outcomes, written
from pypdf import PdfReader
from share_posts import HOSTILE, calendar, post

from calgen.book.words import load_words
from calgen.export.calendar_posts import ExportedPost
from calgen.share.page import SharedCalendar, page
from calgen.share.pictures import picture_of
from calgen.share.shared_posts import Picture, PostSelection, shared_posts
from calgen.share_steps import share_calendar

pytestmark = needs_browser
PICTURE = bytes.fromhex(  # a PNG of one point
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cf00000301010018dd8db00000000049454e44ae426082"
)
FRAME = bytes.fromhex("21f9040a0a0000002c0000000001000100000202440100")
MOVING = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + FRAME * 2 + b";"
RIGHT_TO_LEFT = "مرحبا بكم في المتجر " * 20
MORE_HOSTILE = ("\u202e\u2066txt.exe", RIGHT_TO_LEFT, "x" * 3000, "'><svg onload=alert(1)>", "</textarea></style>")
# a focused element is in sight: nothing else stands on its upper part
IN_SIGHT = """() => {
    const found = document.activeElement, box = found.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 20) / 2);
    return found.className === 'skip' || found.contains(top) || (!!top && top.contains(found) && top !== document.body);
}"""
ATTRIBUTES = "[...document.querySelectorAll('*')].flatMap((found) => [...found.attributes])"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with launched() as found:
        yield found


def saved(folder: Path, *posts: ExportedPost, language: str = "fr") -> Path:
    """The page of some posts, each with a picture that is there; a `.gif` moves."""
    found = calendar(*posts)

    def read_picture(name: str, alt: str) -> Picture:
        return picture_of(name, alt, MOVING if name.endswith(".gif") else PICTURE)

    shown = shared_posts(found, PostSelection(date(2027, 1, 4)), read_picture)
    path = folder / "page.html"
    path.write_bytes(page(SharedCalendar("Mèche", found.key, "Europe/Paris", shown), load_words(language)))
    return path


def salon(folder: Path) -> Path:
    path = folder / "salon.html"
    path.write_bytes(share_calendar(written(), "salon.xlsx", folder, PostSelection(TODAY), "fr").data)
    return path


def usual(number: int, **values: str) -> ExportedPost:
    day = date(2027, 1, 4) + timedelta(days=number // 3)
    shown = {"platform": "Instagram", "hashtags": "#a", "link": "https://x.org/", "image": "a.png", "alt_text": "Main"}
    return post(number, "Bonjour " * 30, day, **{**shown, "campaign": "Soldes", "objective": "Vendre", **values})


def press_until(visit: Visit, wanted: str, key: str = "Tab") -> None:
    """Press a key until an element has the focus; each that has it on the way is in sight, not under the bar."""
    for _ in range(60):
        visit.page.keyboard.press(key)
        assert visit.page.evaluate(IN_SIGHT), visit.page.evaluate("document.activeElement.outerHTML")
        if visit.focused() == wanted:
            return
    raise AssertionError(f"{key} never leads to {wanted}")


def downloaded(visit: Visit, act: str) -> tuple[str, bytes]:
    with visit.page.expect_download() as found:
        visit.page.keyboard.press("Enter") if act == "keyboard" else visit.page.click("#download")
    return found.value.suggested_filename, Path(found.value.path()).read_bytes()


def test_filled_in_by_keyboard_alone_and_decided(browser: Any, tmp_path: Path) -> None:
    with visited(browser, salon(tmp_path), reduced_motion="reduce") as visit:
        keys = visit.page.keyboard
        press_until(visit, "name")
        keys.type("Léa")
        press_until(visit, "approved")
        keys.press("Space")
        press_until(visit, "c-P0001")
        keys.type("Très bien")
        press_until(visit, "approved")
        keys.press("ArrowDown")
        press_until(visit, "c-P0002")
        keys.type("Plus court")
        keys.press("Enter")
        keys.type("s'il te plaît")
        press_until(visit, "approved")
        keys.press("ArrowUp")
        press_until(visit, "rest")
        keys.press("Enter")
        assert visit.focused() == "download"
        name, data = downloaded(visit, "keyboard")
        assert visit.page.inner_text("#count") == "6 sur 6 décidées"
        assert name in visit.page.inner_text("#told")
        assert visit.faults() == []
    answers = json.loads(data)
    assert (name, answers["by"]) == ("reponses.json", "Léa")
    assert [answer["decision"] for answer in answers["posts"]] == ["approved", "change", "refused", *["approved"] * 3]
    later = edited(written(), {("P0004", "text"): "Un autre texte"})
    made = decided(later, (name, data))
    assert outcomes(made) == {"P0001": "approved", "P0002": "change", "P0003": "not_cancelled",
                              "P0004": "other_version", "P0005": "over", "P0006": "approved"}  # fmt: skip
    found = changes(later, made.after)
    assert found["P0002", "comment"].endswith("Léa : à modifier. Plus court s'il te plaît")
    assert ("P0004", "status") not in found
    assert not decided(made.after, (name, data)).changed


def test_filled_in_by_mouse_and_kept_over_a_reload(browser: Any, tmp_path: Path) -> None:
    with visited(browser, salon(tmp_path)) as visit:
        visit.page.click("#download")
        assert visit.page.inner_text("#told") == "Rien n'est encore décidé."
        visit.page.fill("#name", "Paul")
        visit.page.click("#P0001 label:has-text('Refuser')")
        visit.page.click("#P0002 label:has-text('Valider')")
        visit.page.fill("#c-P0002", "</script>\u202e «\u00a0oui\u00a0» 👩‍👩‍👧")
        visit.page.reload()
        assert visit.page.inner_text("#count") == "2 sur 6 décidées"
        assert visit.page.get_attribute("#P0001", "data-decision") == "refused"
        assert visit.page.input_value("#name") == "Paul"
        data = downloaded(visit, "mouse")
        assert visit.faults() == []
    made = decided(written(), data, refusals=True)
    assert outcomes(made) == {"P0001": "refused", "P0002": "approved"}
    assert changes(written(), made.after)["P0002", "comment"].endswith("Paul : validé. </script> « oui » 👩‍👩‍👧")


def test_what_moves_stands_still_for_those_who_ask_for_it(browser: Any, tmp_path: Path) -> None:
    path = saved(tmp_path, usual(1, image="a.gif"), usual(2))
    with visited(browser, path, reduced_motion="reduce") as visit:
        assert [visit.page.is_visible(f"#{id_} img") for id_ in ("P0001", "P0002")] == [False, True]
        visit.page.click("summary")
        assert visit.page.evaluate("document.querySelector('#P0001 img').naturalWidth") == 1


def test_what_is_typed_is_never_longer_than_decide_reads(browser: Any, tmp_path: Path) -> None:
    with visited(browser, salon(tmp_path)) as visit:
        for field in ("#name", "#c-P0001"):
            visit.page.focus(field)
            visit.page.keyboard.insert_text("é" * 5000)
        data = downloaded(visit, "mouse")
    assert outcomes(decided(written(), data)) == {"P0001": "commented"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_accessible_on_a_screen_on_paper_and_on_a_phone(browser: Any, tmp_path: Path, language: str) -> None:
    path = saved(tmp_path, *map(usual, range(1, 8)), usual(8, image="b.gif"), language=language)
    with visited(browser, path) as visit:
        assert visit.axe() == []
        for decision, number in (("approved", 1), ("change", 2), ("refused", 3)):
            visit.page.check(f"#P000{number} input[value={decision}]")
        assert visit.axe() == []
        visit.page.emulate_media(media="print")
        assert visit.axe() == []
        visit.page.emulate_media(media="screen", forced_colors="active")
        assert visit.axe() == []
        assert visit.faults() == []
    with visited(browser, path, viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True) as visit:
        assert visit.axe() == []
        assert visit.page.is_visible("#P0008 img")
        for width in (360, 320):
            visit.page.set_viewport_size({"width": width, "height": 740})
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_printed_with_boxes_to_tick(browser: Any, tmp_path: Path, paper: str, size: tuple[int, int]) -> None:
    with visited(browser, saved(tmp_path, *map(usual, range(1, 8)))) as visit:
        visit.page.fill("#c-P0002", "Plus court")
        pages = PdfReader(io.BytesIO(visit.page.pdf(format=paper))).pages
        visit.page.emulate_media(media="print")
        box = "getComputedStyle(document.querySelector('input[type=radio]'))"
        assert visit.page.evaluate(f"[{box}.appearance, {box}.borderTopStyle]") == ["none", "solid"]
        assert [visit.page.is_visible(name) for name in ("#download", "textarea", ".skip", "#P0001 .print")] == [
            False, False, False, True]  # fmt: skip
    text = " ".join(" ".join(found.extract_text().split()) for found in pages)
    boxes = [(found.mediabox.width, found.mediabox.height) for found in pages]
    assert all(abs(side - asked) < 2 for box in boxes for side, asked in zip(box, size, strict=True))
    assert [text.count(word) for word in ("Valider", "Refuser", "Plus court", "Télécharger")] == [7, 7, 1, 0]
    assert len(pages) <= 4


def test_two_hundred_posts_at_once(browser: Any, tmp_path: Path) -> None:
    with visited(browser, saved(tmp_path, *map(usual, range(1, 201)))) as visit:
        visit.page.click("#P0200 label:has-text('Valider')")
        visit.page.click("#rest")
        assert visit.page.inner_text("#count") == "200 sur 200 décidées"
        _, data = downloaded(visit, "mouse")
        assert len(json.loads(data)["posts"]) == 200
        assert visit.axe() == []
        assert visit.faults() == []


def test_hostile_texts_are_only_texts(browser: Any, tmp_path: Path) -> None:
    texts = (*HOSTILE, *MORE_HOSTILE)
    keys = ("title", "platform", "format", "hashtags", "link", "campaign", "objective", "image", "alt_text")
    posts = [post(n, text, date(2027, 1, 4), **dict.fromkeys(keys, text)) for n, text in enumerate(texts, 1)]
    links = [post(90, "Bonjour", link="https://x.org/\"onclick='a()'"), post(91, "Bonjour", link="JaVaScript:a()")]
    with visited(browser, saved(tmp_path, *posts, *links), viewport={"width": 360, "height": 740}) as visit:
        assert visit.page.locator("article").count() == len(posts) + len(links)
        assert visit.page.evaluate("[...document.scripts].length") == 2
        addresses = visit.page.evaluate("[...document.links].map((link) => link.getAttribute('href'))")
        assert all(address.startswith(("https://", "http://", "#posts")) for address in addresses)
        assert visit.page.evaluate(f"{ATTRIBUTES}.filter((found) => found.name.startsWith('on')).length") == 0
        shown = visit.page.locator("article > p:nth-of-type(2)").all_text_contents()
        assert [text.strip() for text in shown[: len(texts)]] == [text.strip() for text in texts]
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= 360
        assert visit.axe() == []
        assert visit.faults() == []


def test_the_policy_of_the_page_refuses_what_is_not_its_own(browser: Any, tmp_path: Path) -> None:
    """A page that carried more than calgen wrote would run none of it: the test of the tests above."""
    path = saved(tmp_path, post(1))
    more = b"<script>document.title = 1</script><img src='https://x.org/a.png' onerror='document.title = 1'></body>"
    path.write_bytes(path.read_bytes().replace(b"</body>", more))
    with visited(browser, path) as visit:
        assert visit.page.title() == WORDS.text("share", "title", brand="Mèche")
        visit.page.wait_for_function("window.refused.length >= 2")
        assert visit.faults()
