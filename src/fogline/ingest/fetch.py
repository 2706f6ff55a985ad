"""Pages from the network, politely: robots.txt, a pause between visits, a cache, an honest name, and limits."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from fogline.ingest.addresses import Forbidden, plain, resolved
from fogline.ingest.cache import Cache
from fogline.ingest.fetched import Fetched
from fogline.ingest.raw import now
from fogline.version import __version__

if TYPE_CHECKING:
    from httpx2 import Client, Response
    from protego import Protego

AGENT = f"Fogline/{__version__} (+https://pypi.org/project/fogline; reads news for research)"
MAX_ROBOTS_BYTES = 500 * 1024
"""What a crawler must read of a robots.txt (RFC 9309, 2.5)."""

LONGEST_PAUSE = 60.0
"""Seconds; a robots.txt or a server that asks for a longer one is not waited for."""

_KINDS = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom", "application/json")
_PAPERS = ("application/pdf", "application/epub", "application/vnd.openxmlformats", "application/feed+json")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_KEPT_HEADERS = ("content-type", "etag", "last-modified", "date", "server")


class NotFetched(Exception):
    """A page could not be had; the message is the reason, one clause."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How pages are asked for. ``pause`` is the least time between two visits to a host, ``timeout`` how long one step,
    ``deadline`` how long a whole page may take, all in seconds; ``limit_mb`` is the largest page in million bytes,
    unpacked; ``allow_private`` lets addresses through that are not public; ``cache`` is a folder, ``None`` for none."""

    agent: str = AGENT
    pause: float = 2.0
    timeout: float = 20.0
    deadline: float = 90.0
    limit_mb: int = 10
    redirects: int = 5
    allow_private: bool = False
    robots: bool = True
    cache: Path | None = None


class Fetcher:
    """Asks for pages, one after another. *clock* and *sleep* are those of the time module, or stand-ins."""

    def __init__(
        self,
        manners: Manners,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._manners = manners
        self._clock, self._sleep = clock, sleep
        self._cache = Cache(manners.cache)
        self._robots: dict[str, Protego | None] = {}
        self._visited: dict[str, float] = {}
        self._client: Client | None = None

    def close(self) -> None:
        """Let go of the connections."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def get(self, url: str) -> Fetched:
        """The page at *url*.

        Raises:
            NotFetched: robots.txt forbids it, the address is not public, or it does not come in time and size.
        """
        url = plain(url)
        known = self._cache.find(url)
        fetched = self._followed(url, known)
        if fetched.status == 304 and known is not None:
            return replace(known, unchanged=True)
        if fetched.status != 200:
            raise NotFetched(f"answers {fetched.status}{_phrase(fetched.status)}")
        _check_kind(fetched.media_type)
        self._cache.keep(fetched)
        return fetched

    def _followed(self, url: str, known: Fetched | None) -> Fetched:
        """What *url* or the page it redirects to answers; every step is checked like the first."""
        at = url
        for _ in range(self._manners.redirects + 1):
            self._ask_robots(at)
            status, headers, data = self._visit(at, _validators(known) if known and known.final == at else {})
            if status not in _REDIRECTS or "location" not in headers:
                kept = {name: headers[name] for name in _KEPT_HEADERS if name in headers}
                return Fetched(url, at, data, now(), status, kept)
            at = plain(urljoin(at, headers["location"]))
        raise NotFetched(f"redirects more than {self._manners.redirects} times")

    def _ask_robots(self, url: str) -> None:
        if not self._manners.robots:
            return
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._robots_of(site)
        rules = self._robots[site]
        if rules is None:
            raise NotFetched("its site's robots.txt cannot be had now, so nothing is asked of it (RFC 9309)")
        if not rules.can_fetch(url, self._manners.agent):
            raise NotFetched("its site's robots.txt asks programs not to read it")

    def _robots_of(self, site: str) -> Protego | None:
        """The rules of *site*: none where there are none (4xx), ``None`` where they cannot be had (RFC 9309, 2.3.1)."""
        from protego import Protego

        at = f"{site}/robots.txt"
        for _ in range(self._manners.redirects + 1):
            status, headers, data = self._visit(at, {})
            if status in _REDIRECTS and "location" in headers:
                at = plain(urljoin(at, headers["location"]))
                continue
            if status >= 500:
                return None
            text = data[:MAX_ROBOTS_BYTES].decode("utf-8", "replace") if status == 200 else ""
            return Protego.parse(text)
        return Protego.parse("")

    def _visit(self, url: str, validators: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        """One request to the very address that was checked: status, headers in lower case, and the unpacked body."""
        import httpx2

        host = urlsplit(url).hostname or ""
        try:
            ip = resolved(url, allow_private=self._manners.allow_private)
        except Forbidden as error:
            raise NotFetched(str(error)) from error
        self._wait_for(host)
        # Asking by number, with the name beside it, leaves no time in which the name could come to mean another host.
        target = httpx2.URL(url)
        headers = {"host": target.netloc.decode("ascii"), **validators}
        try:
            request = self._open().build_request(
                "GET", target.copy_with(host=ip), headers=headers, extensions={"sni_hostname": host}
            )
            response = self._open().send(request, stream=True)
            try:
                return response.status_code, dict(response.headers), self._body(response)
            finally:
                response.close()
        except httpx2.TimeoutException as error:
            raise NotFetched(f"does not answer within {self._manners.timeout:g} seconds") from error
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            said = (str(error).splitlines() or [type(error).__name__])[0]
            raise NotFetched(f"cannot be reached ({said[:120] or type(error).__name__})") from error

    def _body(self, response: Response) -> bytes:
        """The body, unpacked: never more of it is held than is allowed, packed or not."""
        limit = self._manners.limit_mb * 1_000_000
        until = self._clock() + self._manners.deadline
        parts: list[bytes] = []
        size = 0
        for part in response.iter_raw():
            parts.append(part)
            size += len(part)
            if size > limit:
                raise NotFetched(f"is larger than {self._manners.limit_mb} MB")
            if self._clock() > until:
                raise NotFetched(f"takes longer than {self._manners.deadline:g} seconds")
        return self._unpacked(b"".join(parts), response.headers.get("content-encoding", "identity").lower(), limit)

    def _unpacked(self, data: bytes, encoding: str, limit: int) -> bytes:
        if encoding in ("identity", ""):
            return data
        if encoding not in ("gzip", "x-gzip", "deflate"):
            raise NotFetched(f"is packed as {encoding[:20]}, which was not asked for")
        unpacker = zlib.decompressobj(47 if encoding != "deflate" or data[:1] == b"\x78" else -15)
        try:
            body = unpacker.decompress(data, limit + 1)
        except zlib.error as error:
            raise NotFetched("its compression is damaged") from error
        if len(body) > limit:
            raise NotFetched(f"unpacks to more than {self._manners.limit_mb} MB")
        return body

    def _wait_for(self, host: str) -> None:
        """Wait until *host* may be visited again, and note the visit."""
        rules = next((r for site, r in self._robots.items() if urlsplit(site).hostname == host and r), None)
        asked = rules.crawl_delay(self._manners.agent) if rules is not None else None
        pause = max(self._manners.pause, min(float(asked or 0), LONGEST_PAUSE))
        if host in self._visited:
            left = self._visited[host] + pause - self._clock()
            if left > 0:
                self._sleep(left)
        self._visited[host] = self._clock()

    def _open(self) -> Client:
        if self._client is None:
            import httpx2

            self._client = httpx2.Client(
                headers={"user-agent": self._manners.agent, "accept-encoding": "gzip, deflate", "accept": "*/*"},
                timeout=self._manners.timeout,
                follow_redirects=False,
                trust_env=False,
            )
        return self._client


def _validators(known: Fetched) -> dict[str, str]:
    """What asks the server only for something newer (RFC 9110, 13.1)."""
    asked = {"if-none-match": known.headers.get("etag"), "if-modified-since": known.headers.get("last-modified")}
    return {name: value for name, value in asked.items() if value}


def _check_kind(media_type: str | None) -> None:
    kind = (media_type or "").split(";")[0].strip().lower()
    if kind and not kind.startswith((*_KINDS, *_PAPERS)) and not kind.endswith(("+xml", "octet-stream")):
        raise NotFetched(f"is {kind[:60]}, nothing that is read")


def _phrase(status: int) -> str:
    from http import HTTPStatus

    try:
        return f" {HTTPStatus(status).phrase}"
    except ValueError:
        return ""
