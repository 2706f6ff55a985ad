"""Point 7: whoever reads it, however they see, on whatever screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser

from tests.e2e.page import Reader
from tests.e2e.test_evidence import ask

AXE = Path(__file__).parents[2] / "src" / "fogline" / "web" / "page" / "node_modules" / "axe-core" / "axe.min.js"
VIEWS = (
    "map",
    "claims",
    "claim",
    "document",
    "events",
    "event",
    "places",
    "place",
    "disagreements",
    "disagreement",
    "sources",
    "source",
    "search",
    "review",
)


def address(sample: str, view: str) -> str:
    """Where *view* is, in the sample."""
    claim = next(one for one in ask(f"{sample}/claims", place="Bakhmut", type="capture")["claims"] if one["speaker"])
    disagreement = ask(f"{sample}/disagreements")["disagreements"][0]["disagreement_id"]
    return sample + {
        "claim": f"/claims/{claim['claim_id']}",
        "document": f"/documents/{claim['document']['document_id']}",
        "event": f"/events/{claim['event_id']}",
        "place": "/places/713174",
        "disagreement": f"/disagreements/{disagreement}",
        "source": "/sources/voice:Serhiy Haidai",
        "search": "/search?q=Bakhmut",
    }.get(view, f"/{view}")


def open_view(reader: Reader, sample: str, view: str) -> None:
    reader.open(address(sample, view))
    if view == "map":
        reader.page.locator(".strip svg .bar").first.wait_for()
    reader.page.wait_for_function("() => !document.querySelector('.loading')", timeout=60_000)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_serious(sample: str, browser: Browser, view: str, theme: Literal["light", "dark"]) -> None:
    with Reader.of(browser, theme=theme) as reader:
        open_view(reader, sample, view)
        # Past the policy of the page: a test's own script, not one of the page.
        session = reader.context.new_cdp_session(reader.page)
        session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
        found: list[dict[str, Any]] = reader.page.evaluate("() => axe.run(document).then(found => found.violations)")
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    assert not grave, [(one["id"], [node["html"][:160] for node in one["nodes"][:4]]) for one in grave]


@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_runs_out_of_the_window(sample: str, browser: Browser, view: str, width: int) -> None:
    with Reader.of(browser, width=width) as reader:
        open_view(reader, sample, view)
        assert reader.page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_by_keyboard_alone_from_the_first_tab_to_a_claim(sample: str, reader: Reader) -> None:
    reader.open(f"{sample}/claims")
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("() => document.activeElement.innerText") == "Skip to content"
    reader.page.keyboard.press("Enter")
    for _ in range(12):
        reader.page.keyboard.press("Tab")
        if reader.page.evaluate("() => !!document.activeElement.closest('article.claim')"):
            break
    outline = reader.page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    reader.page.keyboard.press("Enter")
    reader.page.locator(".document-text").wait_for()


def test_a_screen_reader_finds_its_way(sample: str, reader: Reader) -> None:
    reader.open(f"{sample}/map")
    for role, name in (
        ("banner", None),
        ("navigation", "Views"),
        ("main", None),
        ("contentinfo", None),
        ("region", "Time line"),
        ("region", "Claims"),
    ):
        assert reader.page.get_by_role(role, name=name).count() >= 1, (role, name)  # type: ignore[arg-type]


def test_a_side_is_told_by_letter_and_shape_not_by_colour_alone(sample: str, reader: Reader) -> None:
    reader.open_map(f"{sample}/map")
    marks = {one: reader.page.locator(".legend-sides li", has_text=one) for one in ("Ukraine", "Russia")}
    assert marks["Ukraine"].locator("circle").count() == 1 and marks["Russia"].locator("rect").count() == 1
    assert [one.locator("svg text").text_content() for one in marks.values()] == ["U", "R"]


def test_light_and_dark_are_chosen_and_kept(sample: str, reader: Reader) -> None:
    reader.open(f"{sample}/claims")
    paper = "() => getComputedStyle(document.body).backgroundColor"
    light = reader.page.evaluate(paper)
    reader.page.get_by_role("button", name="Dark").click()
    assert reader.page.evaluate(paper) != light
    reader.page.reload()
    reader.claims().first.wait_for()
    assert reader.page.evaluate(paper) != light


def test_names_in_other_scripts_stand_in_their_own_direction(hostile: str, reader: Reader) -> None:
    documents = {
        one["document"]["document_id"]: one["document"] for one in ask(f"{hostile}/claims", limit=500)["claims"]
    }
    found = next(key for key, one in documents.items() if one["name"].startswith("scripts"))
    reader.open(f"{hostile}/documents/{found}")
    title = reader.page.locator("h1 bdi")
    assert "Лисичанськ" in title.inner_text() and title.get_attribute("dir") == "auto"
    marked = ask(f"{hostile}/documents/{found}")["claims"][0]["claim"]
    reader.open(f"{hostile}/claims/{marked['claim_id']}")
    assert reader.page.locator(".document-text .m-trigger").first.inner_text() == marked["trigger"]["text"]
