"""Chromium, where it is, driven by Playwright: pages as somebody sees them, with all that goes wrong on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from node_packages import find_package, find_program

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
needs_browser = pytest.mark.system(*PROGRAMS)
LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
_WAIT = 15_000  # milliseconds
# a violation of the policy of the page is told to the page itself
_WATCH = """window.refused = [];
addEventListener('securitypolicyviolation', (event) => window.refused.push(event.blockedURI))"""


@contextmanager
def launched() -> Iterator[Any]:
    """A browser; the test is skipped where Playwright is not installed."""
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is needed: pip install -e '.[system]'")
    program = next(filter(None, map(find_program, PROGRAMS)))
    with driver.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass(slots=True)
class Visit:
    """A page in a browser of its own; `asked` is what it asked of the network, `wrong` what the console told."""

    page: Any
    asked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def faults(self) -> list[str]:
        """Errors and warnings, requests, and violations of the policy of the page."""
        refused = [f"refused: {uri}" for uri in self.page.evaluate("window.refused")]
        return [*self.wrong, *self.asked, *refused]

    def dismiss(self, dialog: Any) -> None:
        """Close a dialog that the page opens: none is to do so."""
        self.wrong.append(dialog.message)
        dialog.dismiss()

    def axe(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA: the rule and the first elements."""
        package = find_package("axe-core")
        if package is None:
            pytest.skip("axe-core is needed: install it to run this test")
        self.page.evaluate((package / "axe.min.js").read_text(encoding="utf-8"))
        options = {"runOnly": {"type": "tag", "values": LEVELS}, "resultTypes": ["violations"]}
        found = self.page.evaluate("(options) => axe.run(document, options)", options)
        return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found["violations"]]

    def focused(self) -> str:
        """The id of the element that has the focus, or its value."""
        return str(self.page.evaluate("document.activeElement.id || document.activeElement.value || ''"))


@contextmanager
def visited(browser: Any, place: Path | str, wait: int = _WAIT, **options: Any) -> Iterator[Visit]:
    """A file or an address opened in a new profile of the browser, whose viewport, language and so on are options.

    `wait` is how long what is waited for may take, in milliseconds.
    """
    context = browser.new_context(**options)
    context.set_default_timeout(wait)
    context.add_init_script(_WATCH)
    page = context.new_page()
    visit, address = Visit(page), place if isinstance(place, str) else place.as_uri()
    page.on("dialog", lambda dialog: visit.dismiss(dialog))
    page.on("pageerror", lambda error: visit.wrong.append(str(error)))
    page.on("console", lambda told: visit.wrong.append(told.text) if told.type in {"error", "warning"} else None)
    own = (address.split("?")[0], "data:image/", "blob:")
    context.on("request", lambda request: None if request.url.startswith(own) else visit.asked.append(request.url))
    page.goto(address)
    yield visit
    context.close()
