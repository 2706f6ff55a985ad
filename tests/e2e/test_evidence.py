"""Point 3: a claim opened to its words."""

from __future__ import annotations

from typing import Any

import httpx

from tests.e2e.page import Reader


def ask(address: str, **params: Any) -> Any:
    """The JSON at the same address."""
    return httpx.get(address, params=params, headers={"accept": "application/json"}).raise_for_status().json()


def claim_with(sample: str, words: str, **params: Any) -> dict[str, Any]:
    found = ask(f"{sample}/claims", limit=500, **params)["claims"]
    return next(one for one in found if words in one["evidence"]["text"])


def test_the_words_are_marked_each_kind_apart_and_in_sight(sample: str, reader: Reader) -> None:
    claim = claim_with(sample, "taken completely", place="Bakhmut", type="capture")
    reader.open(f"{sample}/claims/{claim['claim_id']}")
    marked = {
        kind: reader.page.locator(f".document-text .m-{kind}").first for kind in ("trigger", "speaker", "place", "time")
    }
    assert marked["trigger"].inner_text() == claim["trigger"]["text"]
    assert marked["speaker"].inner_text() == claim["speaker"]["text"]
    assert marked["place"].inner_text() == claim["place"]["text"]
    colours = [one.evaluate("e => getComputedStyle(e).backgroundColor") for one in marked.values()]
    assert len(set(colours)) == 4
    assert reader.page.locator(".mark-legend li").count() >= 4


def test_a_mark_far_down_is_scrolled_into_sight_and_figures_are_marked(sample: str, reader: Reader) -> None:
    claims = ask(f"{sample}/claims", limit=500)["claims"]
    far = max((one for one in claims if one["quantities"]), key=lambda one: one["trigger"]["start"])
    reader.open(f"{sample}/claims/{far['claim_id']}")
    text, mark = (
        reader.page.locator(".document-text").bounding_box(),
        reader.page.locator(".document-text .m-trigger").first.bounding_box(),
    )
    assert text is not None and mark is not None
    assert text["y"] <= mark["y"] <= text["y"] + text["height"]
    assert reader.page.locator(".document-text .m-quantity").count() >= 1


def test_others_stand_beside_it_by_side_with_the_disputes_and_the_way_on(sample: str, reader: Reader) -> None:
    claim = claim_with(sample, "taken completely", place="Bakhmut", type="capture")
    reader.open(f"{sample}/claims/{claim['claim_id']}")
    beside = reader.page.locator(".side-by-side > section")
    assert [name.split()[-1] for name in beside.locator("h3").all_inner_texts()] == ["Ukraine", "Russia", "side"]
    assert "denied that the city had been lost" in beside.filter(has_text="Ukraine").first.inner_text()
    dispute = reader.page.locator(".facing").first
    assert dispute.locator(".two-sides > section").count() == 2
    dispute.locator("h3 a").click()
    assert reader.path.startswith("/disagreements/")


def test_reprints_are_named_as_one_origin(sample: str, reader: Reader) -> None:
    claim = claim_with(sample, "told to leave", type="retreat")
    reader.open(f"{sample}/claims/{claim['claim_id']}")
    group = reader.page.locator(".origin li")
    assert group.count() == 1 and "Luhansk falls" in group.inner_text()
    assert "the same words" in reader.page.locator(".origin").inner_text()


def test_the_original_is_linked_where_it_is_on_the_web(sample: str, reader: Reader) -> None:
    post = next(one for one in ask(f"{sample}/claims", limit=500)["claims"] if one["document"]["url"])
    reader.open(f"{sample}/claims/{post['claim_id']}")
    link = reader.page.get_by_role("link", name="Original")
    assert link.get_attribute("href") == post["document"]["url"]
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_another_claim_is_opened_from_the_text(sample: str, reader: Reader) -> None:
    claim = claim_with(sample, "taken completely", place="Bakhmut", type="capture")
    reader.open(f"{sample}/claims/{claim['claim_id']}")
    other = reader.page.locator(".document-text a.m-other").first
    other.wait_for()
    other.click()
    reader.page.wait_for_function(f"() => !location.pathname.endsWith('{claim['claim_id']}')")
    reader.page.locator(".document-text .m-trigger").first.wait_for()
