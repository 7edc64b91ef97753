"""Serves the folder of the browser page on this computer alone, from memory."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

HOST = "127.0.0.1"
INDEX = "index.html"
NEEDED = frozenset({INDEX, "calgen.zip", "service-worker.js"})
LARGEST = 100_000_000  # bytes of all files together
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".zip": "application/zip",
}
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; "
    "style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def read_page(place: Path) -> dict[str, bytes]:
    """The files of the page by name, of a folder or a zip. Raises OSError, and ValueError for what is not the page."""
    if place.is_dir():
        found = {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()}
    else:
        try:
            with zipfile.ZipFile(place) as archive:
                if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                    raise ValueError(place)
                found = {name: archive.read(name) for name in archive.namelist()}
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:  # the last two: encrypted, unknown
            raise ValueError(place) from error
    if not found.keys() >= NEEDED:
        raise ValueError(place)
    return found


class PageHandler(BaseHTTPRequestHandler):
    """Answers with the files of the page, and with nothing else."""

    files: ClassVar[Mapping[str, bytes]] = {}
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "calgen", ""

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        name = self.path.split("?")[0].removeprefix("/") or INDEX
        body = self.files.get(name)
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Type", TYPES.get(Path(name).suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(body or b"")))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        if with_body and body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name of the standard library
        """Says nothing: the person looks at the page."""


class PageServer(ThreadingHTTPServer):
    """A server that says nothing of a visitor who leaves before the answer is complete."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def page_server(files: Mapping[str, bytes], port: int) -> ThreadingHTTPServer:
    """A server of the files, on a port of this computer (0: any that is free). Raises OSError where it is taken."""
    handler = type("OwnPageHandler", (PageHandler,), {"files": files})
    return PageServer((HOST, port), handler)


def page_address(server: ThreadingHTTPServer) -> str:
    """Where a browser finds the page."""
    return f"http://{HOST}:{server.server_address[1]}/"
