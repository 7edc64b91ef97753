"""The page in Chromium, from an empty browser to a calendar, in both languages, with bad files and without the web."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import openpyxl
import pytest
from browser import Visit, launched, needs_browser, visited
from built_page import built_page
from node_packages import is_installed
from written_strategies import calendar, days_of, typed

import calgen
from calgen.book.words import load_words
from calgen.decide_steps import decide
from calgen.page_server import page_address, page_server, read_page

pytestmark = needs_browser

DAY = date(2027, 1, 11)
WAIT = 45_000  # milliseconds
DONE = "body[data-state=ready]"
# a file of the browser's own stands for one that the person chooses, and may be written
PICKER = """() => {
  window.showOpenFilePicker = async () => {
    const folder = await navigator.storage.getDirectory();
    return [await folder.getFileHandle('classeur.xlsx')];
  };
}"""
STORE = """async (text) => {
  const folder = await navigator.storage.getDirectory();
  const stream = await (await folder.getFileHandle('classeur.xlsx', { create: true })).createWritable();
  await stream.write(Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)));
  await stream.close();
}"""
STORED = """async () => {
  const folder = await navigator.storage.getDirectory();
  const data = new Uint8Array(await (await (await folder.getFileHandle('classeur.xlsx')).getFile()).arrayBuffer());
  return btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(''));
}"""

DROP = """(files) => {
  const dataTransfer = new DataTransfer();
  for (const [name, data] of Object.entries(files)) {
    dataTransfer.items.add(new File([Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0))], name));
  }
  const place = document.getElementById('main');
  for (const type of ['dragover', 'drop']) {
    place.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  }
}"""


@dataclass(slots=True)
class Served:
    """The page on this computer, until it is stopped."""

    server: Any
    thread: Thread

    @property
    def address(self) -> str:
        return f"{page_address(self.server)}?today={DAY.isoformat()}"

    def update(self) -> None:
        """Serve another version of the page, which says so in its heading."""
        files = dict(self.server.RequestHandlerClass.files)
        old, worker = files["index.html"], files["service-worker.js"].decode()
        new = old.replace(b"<head>", b'<head><meta name="next">')
        digests = [base64.b64encode(hashlib.sha256(data).digest()).decode() for data in (old, new)]
        assert digests[0] in worker
        worker = re.sub('"calgen-[0-9a-f]+"', '"calgen-next"', worker.replace(*digests))
        self.server.RequestHandlerClass.files = {**files, "index.html": new, "service-worker.js": worker.encode()}

    def stop(self) -> None:
        self.server.RequestHandlerClass.files = {}  # a connection that is open already is answered still
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def served() -> Iterator[Served]:
    if not is_installed("pyodide"):
        pytest.skip("pyodide is needed: install it to run this test")
    server = page_server(read_page(built_page()), 0)
    found = Served(server, Thread(target=server.serve_forever, args=(0.01,)))
    found.thread.start()
    yield found
    if found.thread.is_alive():
        found.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with launched() as found:
        yield found


def give(visit: Visit, name: str, data: bytes) -> None:
    """Chooses a file, and waits until the page has read it."""
    visit.page.set_input_files("#file", {"name": name, "mimeType": "", "buffer": data})
    visit.page.wait_for_selector(f'{DONE} #work[data-file="{name}"]')


def click(visit: Visit, selector: str, after: str) -> None:
    visit.page.click(selector)
    visit.page.wait_for_selector(after)
    visit.page.wait_for_selector(DONE)


def downloads(visit: Visit, selector: str, count: int = 1) -> dict[str, bytes]:
    """The files that a click offers, by name."""
    found: list[Any] = []

    def keep(download: Any) -> None:
        found.append(download)

    visit.page.on("download", keep)
    visit.page.click(selector)
    for _ in range(600):
        if len(found) == count:
            break
        visit.page.wait_for_timeout(100)
    visit.page.remove_listener("download", keep)
    return {each.suggested_filename: Path(each.path()).read_bytes() for each in found}


def text(visit: Visit, selector: str) -> str:
    return str(visit.page.inner_text(selector))


def test_a_french_shop_with_its_own_workbook(browser: Any, served: Served) -> None:
    first, *_, last = sorted(days_of(calendar("french")), key=days_of(calendar("french")).__getitem__)
    own = typed(calendar("french"), {(first, "impressions"): 1234, (last, "text"): "Venez nous voir"})
    options = {"locale": "fr-FR", "permissions": ["clipboard-read", "clipboard-write"]}
    with visited(browser, served.address, WAIT, **options) as visit:
        page = visit.page
        page.wait_for_selector(DONE)
        assert page.get_attribute("html", "lang") == "fr"
        assert visit.axe() == []
        bad_files(visit)
        click(visit, "#another", "#start")
        page.evaluate(PICKER)
        page.evaluate(STORE, base64.b64encode(own).decode())
        page.set_viewport_size({"width": 1280, "height": 900})
        click(visit, "#choose", "#months")
        page.focus("#generate")
        page.keyboard.press("Enter")
        page.wait_for_selector("#work[data-step=generated]")
        assert "1234" in text(visit, "#review")
        due = calgen.generate(own, "classeur.xlsx", DAY).after
        write_back(visit, own, due)
        for_others(visit, due)
        assert visit.axe() == []
        assert visit.faults() == []


def bad_files(visit: Visit) -> None:
    """A file that is no workbook, a broken one, and one with errors, each told with what to do."""
    page = visit.page
    bad = {"logo.pdf": b"%PDF", "cassé.xlsx": b"PK, puis rien", "vide.xlsx": b"", "planning.csv": b"jour;titre\n"}
    for name, data in bad.items():
        give(visit, name, data)
        assert page.locator(".problems .error").count() == 1
        assert page.is_hidden("#generate")
        assert "calgen adopt" not in text(visit, ".problems")
    drop(visit, {"a.xlsx": b"", "b.xlsx": b""})
    page.wait_for_selector("#status[data-state=refused]")
    drop(visit, {"faux.xlsx": with_bad_cell()})
    page.wait_for_selector(f'{DONE} #work[data-file="faux.xlsx"]')
    assert "Plateformes!G5" in text(visit, ".problems")
    cell = page.locator(".problems .error >> xpath=ancestor::tr >> css=[data-copy]").first
    cell.click()
    page.wait_for_selector("#status[data-state=copied]")
    assert page.evaluate("navigator.clipboard.readText()") == cell.get_attribute("data-copy")
    assert page.is_hidden("#generate")
    assert visit.axe() == []


def drop(visit: Visit, files: dict[str, bytes]) -> None:
    """Files dropped on the page at once."""
    visit.page.evaluate(DROP, {name: base64.b64encode(data).decode() for name, data in files.items()})


def with_bad_cell() -> bytes:
    """A strategy with a frequency that nobody can read."""
    book = openpyxl.load_workbook(io.BytesIO(calgen.new("fr", "salon", DAY)))
    book["Plateformes"]["G5"] = "quand on peut"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_back(visit: Visit, before: bytes, after: bytes) -> None:
    """Into the chosen file, after asking, with the version before at hand; never over what was changed meanwhile."""
    page = visit.page
    page.wait_for_selector(DONE)
    assert downloads(visit, "#download") == {"classeur.xlsx": after}
    page.click("#write")
    assert visit.axe() == []
    assert downloads(visit, "#ask-before") == {"classeur.xlsx": before}
    page.click("#ask-no")
    assert base64.b64decode(page.evaluate(STORED)) == before
    page.evaluate(STORE, base64.b64encode(b"changed meanwhile").decode())
    page.click("#write")
    page.click("#ask-yes")
    page.wait_for_selector("#status[data-state=refused]")
    assert base64.b64decode(page.evaluate(STORED)) == b"changed meanwhile"
    page.evaluate(STORE, base64.b64encode(before).decode())
    page.click("#write")
    page.click("#ask-yes")
    page.wait_for_selector("#status[data-state=written]")
    assert base64.b64decode(page.evaluate(STORED)) == after
    assert downloads(visit, "#before") == {"classeur.xlsx": before}


def for_others(visit: Visit, data: bytes) -> None:
    """A feed for phones, the page and the form for a client, and her answers."""
    page = visit.page
    (name, feed), *_ = downloads(visit, "#export").items()
    assert name.endswith(".ics")
    assert feed.startswith(b"BEGIN:VCALENDAR")
    page.select_option("#format", "json")
    exported = calgen.export(data, "classeur.xlsx", "json", today=DAY).data
    assert downloads(visit, "#export") == {"classeur.json": exported}
    shared = downloads(visit, "#share", 2)
    assert set(shared) == {"classeur-share.html", "classeur-share.xlsx"}
    page.wait_for_selector(DONE)
    form = approved(shared["classeur-share.xlsx"])
    page.set_input_files("#answers", {"name": "reponses.xlsx", "mimeType": "", "buffer": form})
    page.wait_for_selector("#told[data-action=decide] li")
    page.wait_for_selector(DONE)
    decided = decide(data, "classeur.xlsx", ("reponses.xlsx", form), DAY, "fr")
    assert decided.changed
    assert downloads(visit, "#download") == {"classeur.xlsx": decided.after}


def approved(form: bytes) -> bytes:
    """The form with a yes to its first post."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    book.worksheets[0]["F10"] = load_words("fr").text("share", "approved")  # the decision on the first post
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_english_phone_without_a_network(browser: Any, served: Served) -> None:
    options = {"locale": "en-GB", "viewport": {"width": 375, "height": 700}, "has_touch": True}
    with visited(browser, served.address, WAIT, **options) as visit:
        page = visit.page
        page.wait_for_selector(f"{DONE}[data-kept=yes]")
        served.update()
        page.reload()
        page.wait_for_selector("meta[name=next]", state="attached")
        page.wait_for_selector(f"{DONE}[data-kept=yes]")
        served.stop()
        page.reload()
        page.wait_for_selector(DONE)
        assert page.get_attribute("html", "lang") == "en"
        assert visit.axe() == []
        page.select_option("#sample", "saas")
        click(visit, "#open-sample", "#work[data-step=checked]")
        click(visit, "#generate", "#work[data-step=generated]")
        nothing_is_lost(visit, "saas.xlsx")
        new = calgen.new("en", "saas", calgen.api.sample_start("saas", DAY))
        assert downloads(visit, "#download") == {"saas.xlsx": calgen.generate(new, "saas.xlsx", DAY).after}
        leaf(visit)
        page.click("#findings summary")
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        assert visit.axe() == []
        click(visit, "#another", "#start")
        page.go_forward()
        page.wait_for_selector("#months")
        page.go_back()
        give(visit, "a.xlsx", calendar("french"))
        page.wait_for_selector("#months")
        assert page.get_attribute("html", "lang") == "fr"
        assert visit.faults() == []


def nothing_is_lost(visit: Visit, name: str) -> None:
    """Another file is taken only after a yes while the calendar stands on the page alone."""
    visit.page.set_input_files("#file", {"name": "b.xlsx", "mimeType": "", "buffer": b"PK"})
    for _ in range(100):
        if visit.wrong:
            break
        visit.page.wait_for_timeout(100)
    assert name in visit.wrong.pop()  # the question, which is answered with no
    assert text(visit, "#name") == name


def leaf(visit: Visit) -> None:
    """From the first month to the last one, by the keyboard."""
    page, seen = visit.page, list[str]()
    assert page.locator(".post").count()
    page.focus("#next-month")
    while True:
        seen.append(page.get_attribute(".month", "data-month") or "")
        if page.get_attribute("#next-month", "aria-disabled") == "true":
            break
        page.keyboard.press("Enter")
    assert len(seen) > 3
    assert seen == sorted(set(seen))
    assert visit.focused() == "next-month"
