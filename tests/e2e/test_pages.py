"""Point 4: places, events, sources, disagreements, search, filters."""

from __future__ import annotations

import pytest

from tests.e2e.page import Reader
from tests.e2e.test_evidence import ask
from tests.e2e.test_map import ZOLOTE


def test_a_place_shows_who_is_said_to_hold_it_with_the_words_behind_each_step(sample: str, reader: Reader) -> None:
    reader.open(f"{sample}/places/{ZOLOTE}")
    spells = ask(f"{sample}/places/{ZOLOTE}")["spells"]
    assert reader.page.locator(".spell").count() == len(spells) >= 1
    for at, spell in enumerate(spells):
        reader.page.locator(".spell").nth(at).click()
        assert reader.page.locator(".spell").nth(at).get_attribute("aria-pressed") == "true"
        shown = reader.page.locator(".spell-words li").all_inner_texts()
        assert len(shown) == len(spell["words"])
        assert spell["words"][0]["text"] in shown[0]


def test_an_event_tells_each_side_the_voices_and_why(sample: str, reader: Reader) -> None:
    event = ask(f"{sample}/events", sort="claims", limit=1)["events"][0]
    reader.open(f"{sample}/events/{event['event_id']}")
    assert reader.page.locator(".member").count() == len(event["claims"])
    assert (
        "Most like" in reader.page.locator(".member .why").nth(1).inner_text()
        or "began" in reader.page.locator(".member .why").nth(1).inner_text()
    )
    assert reader.page.locator(".voices li").count() == len(event["voices"])


def test_disagreements_face_each_other_and_are_sorted_by_kind(sample: str, reader: Reader) -> None:
    reader.open(f"{sample}/disagreements")
    for pair in reader.page.locator(".facing .two-sides").all():
        left, right = (pair.locator("> section").nth(at).bounding_box() for at in (0, 1))
        assert left is not None and right is not None
        assert left["x"] + left["width"] <= right["x"] + 1 and left["y"] == right["y"]
    reader.page.locator(".kinds a", has_text="framing").click()
    assert reader.query["kind"] == ["framing"]
    reader.page.wait_for_function("() => document.querySelectorAll('.facing').length === 1")


def test_a_source_is_counted_and_its_claims_follow(sample: str, reader: Reader) -> None:
    reader.open(f"{sample}/sources")
    reader.page.get_by_role("link", name="Serhiy Haidai").click()
    reader.page.locator(".tally").wait_for()
    assert reader.path == "/sources/voice:Serhiy Haidai"
    reader.claims().first.wait_for()
    assert reader.claims().count() >= 5


@pytest.mark.parametrize("spelling", ["Bakhmut", "Artyomovsk", "Артёмовск", "Бахмут"])
def test_a_place_is_found_in_any_spelling(sample: str, reader: Reader, spelling: str) -> None:
    reader.open(f"{sample}/search?q={spelling}")
    assert reader.page.locator(".hits a").first.inner_text() == "Bakhmut"


def test_words_of_any_text_are_found_and_marked(sample: str, reader: Reader) -> None:
    reader.page.goto(f"{sample}/claims")
    reader.page.locator(".masthead input[type=search]").fill("bridges")
    reader.page.keyboard.press("Enter")
    reader.page.locator(".snippet mark").first.wait_for()
    assert reader.path == "/search" and "bridge" in reader.page.locator(".snippet mark").first.inner_text().lower()


FILTERS = [
    ("party", "ukraine"), ("type", "retreat"), ("modality", "planned"), ("certainty", "hedged"), ("polarity", "denied"),
    ("status", "contested"), ("outlet", "The Plains Gazette"), ("reviewed", "none"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), FILTERS, ids=[name for name, _ in FILTERS])
def test_each_condition_is_set_and_dropped(sample: str, reader: Reader, name: str, value: str) -> None:
    reader.open(f"{sample}/claims")
    expected = ask(f"{sample}/claims", **{name: value})["total"]
    reader.page.locator(f"input[name={name}][value='{value}']").check()
    assert reader.query[name] == [value]
    assert reader.wait_for_count(exactly=expected) == expected > 0
    reader.page.locator(".holding button").click()
    assert name not in reader.query
    reader.wait_for_count(exactly=ask(f"{sample}/claims")["total"])


@pytest.mark.parametrize(
    ("name", "value"), [("speaker", "Haidai"), ("place", "Северодонецк"), ("q", "bridges"), ("min_confidence", "0.9")]
)
def test_conditions_that_are_written(sample: str, reader: Reader, name: str, value: str) -> None:
    reader.open(f"{sample}/claims")
    expected = ask(f"{sample}/claims", **{name: value})["total"]
    field = reader.page.locator(f".filters input[name={name}]")
    field.fill(value)
    field.dispatch_event("change")
    assert reader.wait_for_count(exactly=expected) == expected > 0
