"""Point 5: review, by keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.e2e.conftest import SAMPLE, build
from tests.e2e.page import Reader
from tests.e2e.test_evidence import ask

pytestmark = pytest.mark.usefixtures("fresh")


def at_the_desk(reader: Reader, address: str, *, name: str = "Olha", query: str = "") -> None:
    reader.page.goto(f"{address}/review{query}")
    reader.page.locator(".document-text .m-trigger, .document-text .m-evidence").first.wait_for()
    reader.page.get_by_label("Your name").fill(name)
    reader.page.locator(".desk").focus()


def chosen(reader: Reader) -> str:
    return reader.page.locator(".queue [aria-current] .words").inner_text()


def said(reader: Reader, word: str) -> None:
    reader.page.locator(".said", has_text=word).wait_for()


def first(address: str) -> dict[str, Any]:
    found: dict[str, Any] = ask(f"{address}/review", limit=1)["queue"][0]
    return found


def test_the_queue_is_walked_accepted_and_undone_by_keys(fresh: tuple[str, Path], reader: Reader) -> None:
    address, _ = fresh
    claim = first(address)["claim"]
    at_the_desk(reader, address)
    top = chosen(reader)
    reader.page.keyboard.press("j")
    assert chosen(reader) != top
    reader.page.keyboard.press("k")
    assert chosen(reader) == top
    reader.page.keyboard.press("a")
    said(reader, "Accepted")
    assert chosen(reader) != top
    made = ask(f"{address}/claims/{claim['claim_id']}")["reviews"]
    assert [(one["decision"], one["author"]) for one in made] == [("accept", "Olha")] and made[0]["at"]
    reader.page.keyboard.press("u")
    said(reader, "Taken back")
    assert ask(f"{address}/claims/{claim['claim_id']}")["claim"]["review"] is None
    reader.page.keyboard.press("?")
    assert reader.page.locator(".keys li").count() >= 10


WRITE_AT_ONCE = """
    () => new MutationObserver((_, watching) => {
        const label = [...document.querySelectorAll("label")].find((one) => one.innerText.startsWith("Your name"));
        const box = label.control;
        watching.disconnect();
        box.value = "Olha";
        box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
"""


def test_a_name_written_as_the_ledger_tells_its_own_stays(fresh: tuple[str, Path], reader: Reader) -> None:
    # A decision must not be signed with another's name because the page was slow.
    address, _ = fresh
    held: list[Route] = []
    reader.page.route("**/meta", lambda route: held.append(route))
    reader.page.goto(f"{address}/review")
    reader.page.locator(".document-text .m-trigger, .document-text .m-evidence").first.wait_for()
    reader.page.evaluate(WRITE_AT_ONCE)
    for route in held:
        route.continue_()
    box = reader.page.get_by_label("Your name")
    expect(box).to_have_value("Olha")
    reader.page.wait_for_timeout(500)
    expect(box).to_have_value("Olha")


def test_a_correction_is_kept_apart_rederives_and_survives_a_rebuild(fresh: tuple[str, Path], reader: Reader) -> None:
    address, ledger = fresh
    claim = first(address)["claim"]
    at_the_desk(reader, address)
    reader.page.keyboard.press("c")
    form = reader.page.get_by_role("form", name="Correct this claim")
    form.locator("select[name=event_type]").select_option("shelling")
    form.locator("input[name='speaker.role']").fill("a witness")
    form.locator("input[name=place]").fill("Kramatorsk")
    form.locator("input[name=time]").fill("2023-05-18")
    form.get_by_role("button", name="add a figure").click()
    form.get_by_label("Best").last.fill("7")
    form.get_by_role("button", name="Keep").click()
    said(reader, "Corrected")
    now = ask(f"{address}/claims/{claim['claim_id']}")
    assert (now["claim"]["event_type"], now["claim"]["place"]["name"]) == ("shelling", "Kramatorsk")
    assert now["claim"]["time"]["start"] == "2023-05-18" and now["claim"]["quantities"][-1]["best"] == 7
    assert now["extracted"]["event_type"] == claim["event_type"]
    assert now["event"]["event_id"] != claim["event_id"] or now["event"]["event_type"] == "shelling"
    build(ledger, SAMPLE)
    assert ask(f"{address}/claims/{claim['claim_id']}")["claim"]["event_type"] == "shelling"
    reader.open(f"{address}/claims/{claim['claim_id']}")
    assert reader.page.locator(".facts del").count() >= 1


def test_a_rejection_needs_a_reason_and_takes_the_claim_out(fresh: tuple[str, Path], reader: Reader) -> None:
    address, _ = fresh
    claim, before = first(address)["claim"], ask(f"{address}/claims")["total"]
    at_the_desk(reader, address)
    reader.page.keyboard.press("r")
    reader.page.locator("form input:focus").wait_for()
    reader.page.keyboard.press("Enter")
    assert ask(f"{address}/claims/{claim['claim_id']}")["reviews"] == []
    reader.page.locator("form input:focus").wait_for()
    reader.page.keyboard.type("not in the text")
    reader.page.keyboard.press("Enter")
    said(reader, "Rejected")
    after = ask(f"{address}/claims/{claim['claim_id']}")
    assert after["claim"]["event_id"] is None and after["reviews"][0]["reason"] == "not in the text"
    assert ask(f"{address}/claims")["total"] == before - 1


def test_a_note_and_a_split_and_a_merge(fresh: tuple[str, Path], reader: Reader) -> None:
    address, _ = fresh
    event = ask(f"{address}/events", sort="claims", limit=1)["events"][0]
    claim = event["claims"][0]
    at_the_desk(reader, address, query=f"?claim={claim}")
    reader.page.keyboard.press("n")
    reader.page.locator("form input:focus").wait_for()
    reader.page.keyboard.type("ask the desk")
    reader.page.keyboard.press("Enter")
    said(reader, "Noted")
    reader.page.keyboard.press("s")
    reader.page.locator(".picks input:checked").wait_for()
    reader.page.get_by_role("button", name="Split off 1 claim").click()
    said(reader, "Split")
    alone = ask(f"{address}/claims/{claim}")["claim"]["event_id"]
    assert len(ask(f"{address}/events/{alone}")["event"]["claims"]) < len(event["claims"])
    reader.page.keyboard.press("m")
    others = reader.page.locator(".picks label", has_text="claims")
    others.first.wait_for()
    others.first.locator("input").check()
    reader.page.get_by_role("button", name="Merge 1 event").click()
    said(reader, "Merged")
    together = ask(f"{address}/claims/{claim}")["claim"]["event_id"]
    assert len(ask(f"{address}/events/{together}")["event"]["claims"]) > 1


def test_two_at_once_do_not_overwrite_each_other(fresh: tuple[str, Path], browser: Browser) -> None:
    address, _ = fresh
    with Reader.of(browser) as one, Reader.of(browser) as two:
        at_the_desk(one, address, name="Olha")
        at_the_desk(two, address, name="Ivan")
        claim = first(address)["claim"]["claim_id"]
        one.page.keyboard.press("a")
        said(one, "Accepted")
        two.page.keyboard.press("r")
        two.page.locator("form input:focus").wait_for()
        two.page.keyboard.type("said twice")
        two.page.keyboard.press("Enter")
        told = two.page.get_by_role("alert")
        told.wait_for()
        assert "Somebody else decided meanwhile" in told.inner_text() and "Olha" in told.inner_text()
        assert [review["author"] for review in ask(f"{address}/claims/{claim}")["reviews"]] == ["Olha"]
        two.page.get_by_role("button", name="Show the claim as it stands").click()
        two.page.locator(".decisions", has_text="Olha").wait_for()


def test_nothing_is_decided_without_a_name(fresh: tuple[str, Path], reader: Reader) -> None:
    address, _ = fresh
    at_the_desk(reader, address, name="")
    reader.page.keyboard.press("a")
    assert "name" in reader.page.get_by_role("alert").inner_text()
    assert ask(f"{address}/reviews")["reviews"] == []
