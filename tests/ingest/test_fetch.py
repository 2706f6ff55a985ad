"""Pages are asked for politely, from public addresses only, within limits; what fails is said in one line."""

from __future__ import annotations

import gzip
import socket
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fogline.errors import UnreadableInput
from fogline.ingest.addresses import is_public, plain
from fogline.ingest.base import Elsewhere
from fogline.ingest.fetch import Fetcher, Manners, NotFetched
from fogline.ingest.fetched import Fetched
from fogline.ingest.intake import Intake, Visits
from fogline.ingest.raw import Raw
from tests.ingest.site import Answer, Site, a_site
from tests.ingest.test_html import page

MANNERS = Manners(pause=0, allow_private=True)


@pytest.fixture
def site() -> Iterator[Site]:
    with a_site() as running:
        running.answers["/a"] = Answer(page().encode())
        yield running


def get(site: Site, path: str = "/a", **changes: object) -> Fetched:
    fetcher = Fetcher(replace(MANNERS, **changes))  # type: ignore[arg-type]
    try:
        return fetcher.get(site.url(path))
    finally:
        fetcher.close()


def why(site: Site, path: str = "/a", **changes: object) -> str:
    with pytest.raises(NotFetched) as raised:
        get(site, path, **changes)
    return str(raised.value)


def test_a_page_comes_with_what_custody_needs(site: Site) -> None:
    fetched = get(site)
    assert fetched.data == page().encode()
    assert (fetched.status, fetched.media_type, fetched.final) == (200, "text/html; charset=utf-8", site.url("/a"))
    assert "server" in fetched.headers


def test_it_says_who_asks(site: Site) -> None:
    get(site)
    assert all(headers["user-agent"].startswith("Fogline/") for _, headers in site.asked)


def test_robots_txt_is_asked_first_once_and_obeyed(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private*\nAllow: /", media_type="text/plain")
    site.answers["/private/a"] = site.answers["/a"]
    fetcher = Fetcher(MANNERS)
    fetcher.get(site.url("/a"))
    with pytest.raises(NotFetched, match=r"robots\.txt"):
        fetcher.get(site.url("/private/a"))
    fetcher.close()
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]


def test_rules_for_us_come_before_those_for_all(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nAllow: /\n\nUser-agent: fogline\nDisallow: /")
    assert "robots.txt" in why(site)


def test_a_site_whose_rules_cannot_be_had_is_left_alone(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(b"", 503)
    assert "robots.txt cannot be had" in why(site)


def test_visits_to_a_host_are_apart_as_we_or_it_will(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 7\n")
    slept: list[float] = []
    fetcher = Fetcher(replace(MANNERS, pause=2), clock=lambda: 100.0 + sum(slept), sleep=slept.append)
    fetcher.get(site.url("/a"))
    site.answers["/b"] = site.answers["/a"]
    fetcher.get(site.url("/b"))
    fetcher.close()
    assert slept == [7.0, 7.0]


def test_redirects_are_followed_a_few_times(site: Site) -> None:
    site.answers["/old"] = Answer(status=301, headers={"location": "/a"})
    site.answers["/round"] = Answer(status=302, headers={"location": "/round"})
    assert get(site, "/old").final == site.url("/a")
    assert "redirects more than 5 times" in why(site, "/round")


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("file:///etc/passwd", "no http"),
        ("http://169.254.169.254/latest/meta-data", "not public"),
        ("http://[::ffff:10.0.0.1]/", "not public"),
        ("http://nowhere.invalid/", "not found"),
    ],
)
def test_a_redirect_is_checked_like_the_first_address(
    site: Site, location: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site itself is let through under a name of its own; where it leads is not."""
    site.answers["/old"] = Answer(status=302, headers={"location": location})
    ask = socket.getaddrinfo

    def lookup(host: str, port: int, *args: object, **kwargs: object) -> object:
        return ask(host, port, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr("fogline.ingest.addresses.is_public", lambda ip: ip == "127.0.0.1")
    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    assert reason in why(site, "/old", allow_private=False)


def test_this_machine_is_not_asked_unless_allowed(site: Site) -> None:
    assert why(site, allow_private=False) == "leads to 127.0.0.1, which is not public; --allow-private lets it through"
    assert site.asked == []


def test_a_name_that_means_an_inner_address_is_not_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.7")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
    with pytest.raises(NotFetched, match=r"10\.0\.0\.7"):
        Fetcher(Manners()).get("http://two-faced.example/")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.0.1", False),
        ("172.16.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_an_address_is_written_plainly() -> None:
    assert plain(" HTTP://User:secret@Plain.Example:80/A?b#c ") == "http://plain.example/A?b"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(b"gone", 404), "answers 404 Not Found"),
        (Answer(b"no", 500), "answers 500"),
        (Answer(b"\x89PNG", media_type="image/png"), "is image/png, nothing that is read"),
        (Answer(b"x" * 2_000_000), "larger than 1 MB"),
        (Answer(gzip.compress(b"x" * 50_000_000), headers={"content-encoding": "gzip"}), "unpacks to more than 1 MB"),
        (Answer(b"not gzip", headers={"content-encoding": "gzip"}), "compression is damaged"),
        (Answer(b"brotli", headers={"content-encoding": "br"}), "packed as br"),
        (Answer(page().encode(), truncate=True), "cannot be reached"),
    ],
)
def test_what_is_not_taken(site: Site, answer: Answer, reason: str) -> None:
    site.answers["/bad"] = answer
    said = why(site, "/bad", limit_mb=1, timeout=2)
    assert reason in said
    assert "\n" not in said


def test_packed_pages_are_unpacked(site: Site) -> None:
    site.answers["/z"] = Answer(gzip.compress(page().encode()), headers={"content-encoding": "gzip"})
    site.answers["/d"] = Answer(zlib.compress(page().encode()), headers={"content-encoding": "deflate"})
    assert get(site, "/z").data == get(site, "/d").data == page().encode()


def test_nobody_there(site: Site) -> None:
    with pytest.raises(NotFetched, match="cannot be reached"):
        Fetcher(replace(MANNERS, timeout=2)).get("http://127.0.0.1:9/")


def test_the_cache_asks_only_for_what_is_newer(site: Site, tmp_path: Path) -> None:
    site.answers["/a"] = Answer(page().encode(), etag='"1"')
    first = get(site, cache=tmp_path)
    second = get(site, cache=tmp_path)
    assert (first.unchanged, second.unchanged) == (False, True)
    assert second.data == first.data
    assert second.retrieved == first.retrieved, "it was received then, not now"
    site.answers["/a"] = Answer(b"<html>other</html>", etag='"2"')
    assert get(site, cache=tmp_path).data == b"<html>other</html>"


def test_a_damaged_cache_is_none(site: Site, tmp_path: Path) -> None:
    site.answers["/a"] = Answer(page().encode(), etag='"1"')
    get(site, cache=tmp_path)
    (body,) = tmp_path.glob("*.body")
    body.write_bytes(b"other")
    assert get(site, cache=tmp_path).data == page().encode()


def test_an_address_is_asked_once_a_run(site: Site) -> None:
    visits = Visits(Intake(manners=MANNERS))
    link = Elsewhere("list", site.url("/a"))
    (raw,) = visits.visit(link)
    assert isinstance(raw, Raw)
    assert list(visits.visit(link)) == []
    visits.close()


def test_nothing_is_fetched_where_the_user_says_so(site: Site) -> None:
    (item,) = Visits(Intake(manners=MANNERS, fetch=False)).visit(Elsewhere("list.csv:2", site.url("/a")))
    assert isinstance(item, UnreadableInput)
    assert item.where == "list.csv:2"
    assert site.asked == []
