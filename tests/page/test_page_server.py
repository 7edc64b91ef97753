"""`calgen page`: the files of the page and nothing else, with the types and the policy that a browser needs."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from calgen.cli import main
from calgen.page_server import HOST, NEEDED, POLICY, TYPES, page_server, read_page

FILES = {name: name.encode() for name in (*NEEDED, "page.mjs", "python.wasm")}
ROOT = Path(__file__).parents[2]


@pytest.fixture
def port() -> Iterator[int]:
    with page_server(FILES, 0) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def answered(port: int, path: str, method: str = "GET") -> tuple[int, str | None, bytes]:
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    connection.request(method, path)
    found = connection.getresponse()
    answer = found.status, found.getheader("Content-Type"), found.read()
    assert found.getheader("Content-Security-Policy") == POLICY
    connection.close()
    return answer


@pytest.mark.parametrize(
    ("path", "name", "type_"),
    [
        ("/", "index.html", "text/html; charset=utf-8"),
        ("/index.html?today=2027-01-04", "index.html", "text/html; charset=utf-8"),
        ("/page.mjs", "page.mjs", "text/javascript; charset=utf-8"),
        ("/python.wasm", "python.wasm", "application/wasm"),
    ],
)
def test_a_file_has_its_type(port: int, path: str, name: str, type_: str) -> None:
    assert answered(port, path) == (200, type_, name.encode())
    assert answered(port, path, "HEAD") == (200, type_, b"")


@pytest.mark.parametrize("path", ["/../pyproject.toml", "//etc/passwd", "/%2e%2e/pyproject.toml", "/x", "/./page.mjs"])
def test_nothing_else_is_served(port: int, path: str) -> None:
    assert answered(port, path)[0] == 404


def test_a_zip_and_a_folder_are_read_alike(tmp_path: Path) -> None:
    folder = tmp_path / "dist"
    folder.mkdir()
    with zipfile.ZipFile(tmp_path / "page.zip", "w") as archive:
        for name, data in FILES.items():
            (folder / name).write_bytes(data)
            archive.writestr(name, data)
    assert read_page(folder) == read_page(tmp_path / "page.zip") == FILES


def test_a_wrong_call_is_told(tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("no zip")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("index.html", "")
    for name, said in (("none.zip", "page/build"), ("text.zip", "page.zip"), ("other.zip", "page.zip")):
        found = CliRunner().invoke(main, ["page", "--from", str(tmp_path / name), "--no-open"])
        assert found.exit_code == 2
        assert said in found.output


def test_a_taken_port_is_told(tmp_path: Path, port: int) -> None:
    with zipfile.ZipFile(tmp_path / "page.zip", "w") as archive:
        for name, data in FILES.items():
            archive.writestr(name, data)
    found = CliRunner().invoke(main, ["page", "--from", str(tmp_path / "page.zip"), "--port", str(port), "--no-open"])
    assert found.exit_code == 2
    assert str(port) in found.output


def test_a_visitor_who_leaves_is_no_error(capfd: pytest.CaptureFixture[str]) -> None:
    with page_server({**FILES, "large.zip": bytes(20_000_000)}, 0) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        with socket.create_connection((HOST, server.server_address[1])) as visitor:
            visitor.sendall(b"GET /large.zip HTTP/1.1\r\n\r\n")
            visitor.recv(100)
            visitor.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # as a closed window does
        assert answered(server.server_address[1], "/page.mjs")[0] == 200
        server.shutdown()
        thread.join()
    assert capfd.readouterr().err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is no signal there that a program can send to another one")
def test_an_interruption_ends_it_quietly(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "page.zip", "w") as archive:
        for name, data in FILES.items():
            archive.writestr(name, data)
    command = [sys.executable, "-m", "calgen", "page", "--from", str(tmp_path / "page.zip"), "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        port = re.search(r":(\d+)/", process.stdout.readline())
        assert port
        assert answered(int(port[1]), "/page.mjs")[0] == 200
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=20)
    assert (rest, errors, process.returncode) == ("", "", 0)


def test_the_policy_of_the_page_is_that_of_its_server() -> None:
    """On another host the page has its policy from its own heading; `frame-ancestors` counts in a header alone."""
    found = re.search(r'Content-Security-Policy" content="([^"]+)"', (ROOT / "page" / "index.html").read_text())
    assert found
    own, server = ({part.strip() for part in policy.split(";")} for policy in (found[1], POLICY))
    assert server - own == {"frame-ancestors 'none'"}
    assert own <= server


def test_each_file_of_the_page_has_a_type() -> None:
    endings = {path.suffix for path in (ROOT / "page").iterdir() if path.is_file()} - {"", ".zip"}
    assert endings <= set(TYPES)
