"""Points 6, 8 and 9: state in the address, weight, and nothing of an article runs."""

from __future__ import annotations

import gzip
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from tests.e2e.page import Reader
from tests.e2e.test_evidence import ask

STATIC = Path(__file__).parents[2] / "src" / "fogline" / "web" / "static"

HEAVIEST = 2_000_000
"""Bytes of everything that the page can ask for, compressed."""


def test_a_view_is_sent_as_its_address_and_back_and_forward_work(sample: str, reader: Reader) -> None:
    reader.open(f"{sample}/claims?type=retreat&party=russia&sort=-confidence")
    assert reader.page.locator("input[name=type][value=retreat]").is_checked()
    assert reader.page.locator("select").first.input_value() == "-confidence"
    expected = ask(f"{sample}/claims", type="retreat", party="russia")["total"]
    assert reader.wait_for_count(exactly=expected) == expected
    reader.claims().first.locator(".words a").click()
    reader.page.locator(".document-text").wait_for()
    reader.page.go_back()
    reader.claims().first.wait_for()
    assert reader.query["type"] == ["retreat"]
    reader.page.go_forward()
    reader.page.locator(".document-text").wait_for()
    reader.page.reload()
    reader.page.locator(".document-text").wait_for()


def test_the_same_address_is_json(sample: str) -> None:
    for path in (
        "/claims",
        "/events",
        "/map",
        "/timeline",
        "/places",
        "/disagreements",
        "/sources",
        "/review",
        "/search?q=bridge",
    ):
        assert "json" in httpx.get(sample + path, headers={"accept": "application/json"}).headers["content-type"], path
        assert "html" in httpx.get(sample + path, headers={"accept": "text/html"}).headers["content-type"], path
    assert httpx.get(f"{sample}/openapi.json").json()["openapi"].startswith("3.")


def test_what_is_not_there_is_said(sample: str, reader: Reader) -> None:
    reader.open(f"{sample}/claims/nosuchclaim")
    assert "Not in this ledger" in reader.page.get_by_role("alert").inner_text()
    reader.page.goto(f"{sample}/nowhere")
    assert "no such page" in reader.page.get_by_role("alert").inner_text()


def test_the_page_weighs_less_than_two_megabytes() -> None:
    files = [path for path in STATIC.rglob("*") if path.is_file()]
    weight = sum(len(gzip.compress(path.read_bytes(), 5)) for path in files)
    assert 100_000 < weight < HEAVIEST


@pytest.mark.parametrize(
    "path", ["/claims", "/map", "/sources", "/events", "/search?q=Lysychansk", "/review", "/places"]
)
def test_nothing_of_an_article_runs(hostile: str, reader: Reader, path: str) -> None:
    reader.page.goto(hostile + path)
    reader.page.locator("main .answer, main .nothing").first.wait_for()
    reader.page.wait_for_timeout(300)
    assert reader.page.evaluate("() => window.harmed") is None
    assert reader.page.locator("main img[src='x'], main script").count() == 0


def test_hostile_titles_are_read_as_text_and_their_addresses_are_no_links(hostile: str, reader: Reader) -> None:
    documents = {
        one["document"]["document_id"]: one["document"] for one in ask(f"{hostile}/claims", limit=500)["claims"]
    }
    bad = next(key for key, one in documents.items() if one["name"].startswith("bad"))
    reader.open(f"{hostile}/documents/{bad}")
    assert "onerror" in reader.page.locator("h1").inner_text()
    assert reader.page.locator("main a[href^='javascript']").count() == 0
    assert reader.page.get_by_role("link", name="Original").count() == 0
    reader.page.locator(".document-text a").first.click()
    reader.page.locator(".document-text mark").first.wait_for()
    assert reader.page.evaluate("() => window.harmed") is None


WATCHED = """
    window.broken = [];
    document.addEventListener('securitypolicyviolation', one => window.broken.push(one.violatedDirective));
"""


@pytest.mark.parametrize("path", ["/map", "/claims", "/places", "/disagreements", "/review", "/search?q=Bakhmut"])
def test_the_page_keeps_to_its_own_policy(sample: str, reader: Reader, path: str) -> None:
    assert "default-src 'none'" in httpx.get(sample + path).headers["content-security-policy"]
    reader.page.add_init_script(WATCHED)
    reader.page.goto(sample + path)
    if path == "/map":
        reader.wait_for_map()
    reader.page.locator("main .answer, main .nothing").first.wait_for()
    assert reader.page.evaluate("() => window.broken") == []


def test_what_the_policy_forbids_does_not_run(sample: str, browser: Browser) -> None:
    page = browser.new_page()
    page.add_init_script(WATCHED)
    page.goto(f"{sample}/claims")
    page.evaluate(
        "() => { const s = document.createElement('script'); s.text = 'window.harmed = 1'; document.body.append(s) }"
    )
    page.wait_for_function("() => window.broken.length > 0")
    assert page.evaluate("() => window.harmed") is None
    page.close()
