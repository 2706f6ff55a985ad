"""Who is answered, and that nothing an article says can do anything in a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from fogline.ledger import Ledger
from fogline.web.guard import LOOPBACK, Doors
from fogline.web.records import safe_url
from tests.web.serving import JSON, Served, serving

TOKEN = "a-token-for-tests"

HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)> "quoted" \u202e\u2066'

ARTICLE = (
    '{"name": "x.txt", "title": %s, "outlet": %s, "url": "javascript:alert(3)", "published": "2022-06-25", "text": '
    '"Ukrainian troops withdrew from Sievierodonetsk on Friday, the mayor of <b>Lysychansk</b> said."}\n'
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A ledger of an article whose every field is an attack."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "articles.jsonl").write_text(ARTICLE % (json.dumps(HOSTILE), json.dumps(HOSTILE)), encoding="utf-8")
    with Ledger.open(folder / "h.fog") as ledger:
        ledger.add([folder / "articles.jsonl"])
    with serving(folder / "h.fog") as served:
        yield served


def post(served: Served, **headers: str) -> httpx.Response:
    """A decision on nothing, sent with *headers*."""
    sent = {key.replace("_", "-"): value for key, value in headers.items()}
    body = b'{"target": "none", "decision": "accept", "author": "x", "seen": null}'
    return served.client.post("/reviews", content=body, headers={"content-type": "application/json"} | sent)


def test_what_articles_say_is_sent_as_data_and_never_as_a_page(hostile: Served) -> None:
    claims = hostile.get("/claims")["claims"]
    assert claims, "the article has a claim"
    document = claims[0]["document"]
    assert document["title"] == HOSTILE
    assert document["url"] is None
    for address in ("/claims", "/sources", f"/documents/{document['document_id']}", "/search?q=Lysychansk", "/meta"):
        answer = hostile.client.get(address)
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_an_outlet_with_a_hostile_name_has_a_page_of_its_own(hostile: Served) -> None:
    key = hostile.get("/sources")["outlets"][0]["key"]
    assert hostile.get(f"/sources/{quote(key, safe='')}")["source"]["name"] == HOSTILE


@pytest.mark.parametrize("told", ["/claims/<script>alert(1)</script>", "/claims?from=<script>", "/nowhere/<b>"])
def test_what_was_asked_comes_back_as_data(sample: Served, told: str) -> None:
    answer = sample.client.get(told)
    assert answer.status_code in (404, 422)
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("url", "given"),
    [
        ("https://news.example/a?b=c", "https://news.example/a?b=c"),
        (" http://news.example ", "http://news.example"),
        ("HTTPS://news.example/", "HTTPS://news.example/"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        (" \tjavascript:alert(1)", None),
        ("data:text/html,<script>", None),
        ("//news.example/a", None),
        ("https:///nowhere", None),
        ("http://[broken", None),
        ("ftp://news.example", None),
        ("file:///etc/passwd", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_are_links(url: str | None, given: str | None) -> None:
    assert safe_url(url) == given


def test_every_answer_says_what_a_browser_may_do_with_it(sample: Served) -> None:
    for address, headers in (("/claims", JSON), ("/claims", {"accept": "text/html"}), ("/nothing", JSON)):
        answer = sample.client.get(address, headers=headers)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-inline" not in policy.partition("style-src")[0]
        assert "http:" not in policy
        assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "0.0.0.0", "", "[::2]"])
def test_a_name_that_somebody_made_to_lead_here_is_not_answered(sample: Served, host: str) -> None:
    answer = sample.client.get("/claims", headers={"host": host})
    assert answer.status_code == 403
    assert "claims" not in answer.json()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:1234", "[::1]:80", "LOCALHOST:8765"])
def test_this_machines_own_names_are_answered(sample: Served, host: str) -> None:
    assert sample.client.get("/claims", headers={"host": host}).status_code == 200


def test_other_sites_cannot_write(sample: Served) -> None:
    own = sample.base
    assert post(sample, origin=own, sec_fetch_site="same-origin").status_code == 422, "as far as the ledger"
    assert post(sample, origin="https://evil.example").status_code == 403
    assert post(sample, origin="null").status_code == 403
    assert post(sample, origin=own.replace("http://", "http://evil.")).status_code == 403
    assert post(sample, sec_fetch_site="cross-site").status_code == 403
    assert post(sample, sec_fetch_site="same-site").status_code == 403
    assert post(sample, content_type="text/plain").status_code == 415
    assert post(sample, content_type="application/x-www-form-urlencoded").status_code == 415


def test_a_decision_too_long_to_be_one_is_not_read(sample: Served) -> None:
    answer = sample.client.post("/reviews", content=b"x" * 1_000_001, headers={"content-type": "application/json"})
    assert answer.status_code == 413


def test_files_beside_the_page_are_not_served(sample_ledger: Path, tmp_path: Path) -> None:
    page = tmp_path / "static"
    (page / "assets").mkdir(parents=True)
    (page / "assets" / "page-1a2b.js").write_text("shown", encoding="utf-8")
    (page / "index.html").write_text("<!doctype html><title>Fogline</title>", encoding="utf-8")
    (tmp_path / "app.py").write_text("secret", encoding="utf-8")
    with serving(sample_ledger, page=page) as served:
        asset = served.client.get("/static/assets/page-1a2b.js")
        assert (asset.text, "immutable" in asset.headers["cache-control"]) == ("shown", True)
        assert "<title>" in served.client.get("/places/1", headers={"accept": "text/html,*/*;q=0.8"}).text
        assert served.client.get("/static/index.html").headers["cache-control"] == "no-cache"
        for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/"):
            answer = served.client.get(path)
            assert answer.status_code in (404, 405), path
            assert "secret" not in answer.text


def test_where_the_page_is_not_built_a_sentence_says_how(sample_ledger: Path, tmp_path: Path) -> None:
    with serving(sample_ledger, page=tmp_path / "none") as served:
        answer = served.client.get("/map", headers={"accept": "text/html"})
        assert (answer.status_code, "make page" in answer.text) == (200, True)
        assert served.client.get("/static/index.html").status_code == 404


@pytest.fixture
def guarded(sample_ledger: Path) -> Iterator[Served]:
    """The sample, open to whoever knows the token."""
    with serving(sample_ledger, Doors(LOOPBACK, any_address=True, token=TOKEN)) as served:
        yield served


def test_without_the_token_nothing_is_told(guarded: Served) -> None:
    for address in ("/claims", "/", "/static/index.html", "/openapi.json", "/claims?token=wrong", "/claims?token="):
        answer = guarded.client.get(address)
        assert answer.status_code == 401, address
        assert list(answer.json()) == ["error"]
    assert post(guarded).status_code == 401
    assert guarded.client.get("/claims", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert guarded.client.get("/claims", headers={"cookie": "fogline=wrong"}).status_code == 401


def test_a_program_brings_the_token_in_a_header(guarded: Served) -> None:
    assert guarded.client.get("/claims", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_a_browser_brings_it_once_in_the_address_and_then_as_a_cookie(guarded: Served) -> None:
    first = guarded.client.get("/claims", params={"type": "retreat", "token": TOKEN}, headers={"accept": "text/html"})
    assert first.status_code == 200
    cookie = first.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in first.text, "the address it goes on to is without the token"
    assert "/claims?type=retreat" in first.text
    assert "retreat" in guarded.client.get("/claims", params={"type": "retreat"}).text


def test_the_page_a_token_leads_to_is_one_of_ours(guarded: Served) -> None:
    for path in ("//evil.example/", "/\\evil.example", '/claims/"><script>'):
        answer = httpx.get(f"{guarded.base}{path}?token={TOKEN}")
        assert "url=/" in answer.text
        assert "url=//" not in answer.text
        assert "<script>" not in answer.text
