"""A real S3 server on this computer, for tests: moto's, with a switch for what real ones do wrong."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


@dataclass
class Server:
    """The server's address, and its whims: how it treats the requests that come in from now on."""

    address: str = ""
    ignores_conditions: bool = False
    answers: dict[str, tuple[str, str]] = field(default_factory=dict)  # method → status and code of its only answer
    delay: float = 0.0  # seconds before each answer
    dies_at: str = ""  # the method at which it breaks the connection, in the middle of a request, and then all others
    is_dead: bool = False
    loses_answer_of: str = ""  # the method whose next request is done, and its answer lost
    requests: list[str] = field(default_factory=list)

    def behave(self) -> None:
        """Without whims again."""
        self.__init__(self.address)  # type: ignore[misc]


def _error(start_response: Any, status: str, code: str) -> list[bytes]:
    start_response(status, [("Content-Type", "application/xml")])
    return [f"<Error><Code>{code}</Code><Message>Not as AKIAEXAMPLEOFKEYS00 wishes</Message></Error>".encode()]


def _with_whims(application: Application, server: Server) -> Application:
    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        server.requests.append(f"{method} {environ['PATH_INFO']}")
        if server.is_dead or method == server.dies_at:
            environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0) // 2)  # half of the body
            server.is_dead = True
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            raise ConnectionError
        time.sleep(server.delay)
        if method in server.answers:
            return _error(start_response, *server.answers[method])
        if server.ignores_conditions:
            environ.pop("HTTP_IF_MATCH", None)
            environ.pop("HTTP_IF_NONE_MATCH", None)
        found = application(environ, start_response)
        if method == server.loses_answer_of and ".calgen-probe" not in environ["PATH_INFO"]:
            list(found)
            server.loses_answer_of = ""
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            raise ConnectionError
        return found

    return answer


@contextmanager
def s3_server() -> Iterator[Server]:
    """A server on a free port, in a thread of its own."""
    serving, moto = import_module("werkzeug.serving"), import_module("moto.moto_server.werkzeug_app")
    quiet = type("Quiet", (serving.WSGIRequestHandler,), {"log": lambda *_: None})

    server = Server()
    application = _with_whims(moto.DomainDispatcherApplication(moto.create_backend_app), server)
    running = serving.make_server("127.0.0.1", 0, application, threaded=True, request_handler=quiet)
    running.log = lambda *_: None
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    server.address = f"http://127.0.0.1:{running.server_port}"
    try:
        yield server
    finally:
        running.shutdown()
        thread.join(5)
