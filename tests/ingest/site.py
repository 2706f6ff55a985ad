"""A web site on this machine, for tests: real HTTP, scripted answers, and a record of what was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """What the site says to one request; ``etag`` makes it answer 304 to whoever has it already."""

    body: bytes = b""
    status: int = 200
    media_type: str | None = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    truncate: bool = False


@dataclass
class Site:
    """``answers`` by path; ``asked`` are the paths asked for, in order, with the headers of each request."""

    address: str = ""
    answers: dict[str, Answer | Callable[[], Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"{self.address}{path}"

    @property
    def paths(self) -> list[str]:
        """The paths asked for, robots.txt apart."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def a_site() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            found = site.answers.get(self.path, Answer(b"nothing here", 404))
            answer = found() if callable(found) else found
            fresh = answer.etag is None or self.headers.get("if-none-match") != answer.etag
            length = len(answer.body) + (1000 if answer.truncate else 0)
            self.send_response(answer.status if fresh else 304)
            if answer.media_type is not None:
                self.send_header("content-type", answer.media_type)
            if answer.etag is not None:
                self.send_header("etag", answer.etag)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(length if fresh else 0))
            self.end_headers()
            if fresh:
                self.wfile.write(answer.body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
