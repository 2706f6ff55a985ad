"""Who is answered, and what a browser may do with the answer."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

COOKIE = "fogline"

READING = frozenset({"GET", "HEAD"})

LARGEST_BODY = 1_000_000
"""Bytes that a decision may have."""

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
"""What the page may load (https://www.w3.org/TR/CSP3/): its own files, and pictures that it draws itself."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True)
class Doors:
    """Whom the server answers: requests for one of ``hosts`` (or for any IP address, where ``any_address``), and, where
    there is a ``token``, only those that know it."""

    hosts: frozenset[str] = LOOPBACK
    any_address: bool = False
    token: str | None = None
    read_only: bool = False

    def answers(self, host: str | None) -> bool:
        """Whether a request for *host* (with or without a port) is meant for us, and not for a name that somebody
        made to lead here (DNS rebinding)."""
        name = _hostname(host or "")
        return name in self.hosts or (self.any_address and is_address(name))

    def knows(self, token: str | None) -> bool:
        """Whether *token* is ours."""
        if self.token is None:
            return True
        return token is not None and secrets.compare_digest(token.encode(), self.token.encode())


class Guard:
    """Turns away what is not for us, and says to browsers what they may do with an answer."""

    def __init__(self, app: ASGIApp, doors: Doors) -> None:
        self._app, self._doors = app, doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See https://asgi.readthedocs.io/en/latest/specs/www.html."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        answer = self._refusal(scope) or self._entry(scope)
        await (answer or self._app)(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if not self._doors.answers(headers.get("host")):
            return _refused(403, "this server does not go by that name; use the address that `fogline serve` printed")
        if scope["method"] not in READING:
            return self._write_refused(headers)
        return None

    def _write_refused(self, headers: Headers) -> Response | None:
        """A write comes from the page itself, or from a program: never from another site's page."""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if site not in (None, "same-origin") or (origin is not None and not _same(origin, headers.get("host"))):
            return _refused(403, "decisions are only taken from the page itself")
        if self._doors.read_only:
            return _refused(403, "this ledger is shown for reading only")
        if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return _refused(415, "send application/json")
        if not headers.get("content-length", "").isdigit():
            return _refused(411, "say how long the decision is")
        if int(headers["content-length"]) > LARGEST_BODY:
            return _refused(413, "that is too much for one decision")
        return None

    def _entry(self, scope: Scope) -> Response | None:
        """What somebody without the token gets; who brings it in the address gets the cookie instead."""
        doors, headers = self._doors, Headers(scope=scope)
        if doors.token is None:
            return None
        kind, _, bearer = headers.get("authorization", "").partition(" ")
        if (kind.lower() == "bearer" and doors.knows(bearer.strip())) or doors.knows(_cookie(headers)):
            return None
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if scope["method"] not in READING or not doors.knows(dict(query).get("token")):
            return _refused(401, "the address needs its token: use the one that `fogline serve` printed, in full")
        return _welcome(scope["path"], [pair for pair in query if pair[0] != "token"], doors.token)


def _welcome(path: str, query: Iterable[tuple[str, str]], token: str) -> Response:
    """Sets the cookie and goes on to the address without the token.

    A page that forwards itself, not a redirect: a browser that came from another site would not send a strict cookie
    along with a redirect.
    """
    rest = urlencode(list(query))
    address = "/" + quote(path.lstrip("/"), safe="/~:-._") + (f"?{quote(rest, safe='=&%+')}" if rest else "")
    page = f'<!doctype html><meta http-equiv="refresh" content="0;url={address}"><title>Fogline</title>'
    answer = HTMLResponse(page, headers={"cache-control": "no-store"})
    answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", path="/")
    return answer


def _refused(status: int, why: str) -> Response:
    return JSONResponse({"error": why}, status_code=status, headers={"cache-control": "no-store"})


def _cookie(headers: Headers) -> str | None:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return found.value if found else None


def _same(origin: str, host: str | None) -> bool:
    return host is not None and origin.partition("://")[2].lower() == host.lower()


def _hostname(host: str) -> str:
    """*host* without its port; an IPv6 address without its brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower().rstrip(".")


def is_address(name: str) -> bool:
    """Whether *name* is an IP address."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
