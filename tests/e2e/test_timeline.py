"""Point 2: the time line."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.e2e.page import Reader
from tests.e2e.test_evidence import ask


def open_strip(reader: Reader, address: str) -> None:
    reader.page.goto(address)
    reader.page.locator(".strip svg .bar").first.wait_for()


def test_a_range_is_brushed_and_the_list_follows(sample: str, reader: Reader) -> None:
    open_strip(reader, f"{sample}/map?span=2022-06-15..2022-07-10")
    before = reader.wait_for_count(exactly=ask(f"{sample}/claims")["total"])
    box = reader.page.locator(".strip svg").bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    reader.page.mouse.move(box["x"] + box["width"] * 0.3, y)
    reader.page.mouse.down()
    reader.page.mouse.move(box["x"] + box["width"] * 0.6, y, steps=5)
    reader.page.mouse.up()
    reader.page.locator(".strip .brush").wait_for()
    assert reader.query["from"][0] < reader.query["to"][0] == reader.query["day"][0]
    assert 0 < reader.wait_for_count(below=before) < before


def test_play_runs_over_the_days_and_stops(sample: str, browser: Browser) -> None:
    with Reader.of(browser, still=False) as reader:
        open_strip(reader, f"{sample}/map?span=2022-06-20..2022-06-26")
        reader.page.get_by_role("button", name="Play").click()
        reader.page.wait_for_function("() => new URLSearchParams(location.search).get('day') >= '2022-06-24'")
        seen = reader.query["day"][0]
        reader.page.get_by_role("button", name="Play").wait_for()
        assert reader.query["day"][0] >= seen
        reader.page.go_back()
        assert "day" not in reader.query


def test_the_day_is_moved_by_keys(sample: str, reader: Reader) -> None:
    open_strip(reader, f"{sample}/map?span=2022-06-15..2022-07-10&day=2022-06-24")
    strip = reader.page.get_by_role("slider")
    strip.focus()
    reader.page.keyboard.press("ArrowLeft")
    reader.wait_for_query("day", "2022-06-23")
    reader.page.keyboard.press("Shift+ArrowRight")
    reader.wait_for_query("day", "2022-06-30")
    assert strip.get_attribute("aria-valuetext") == "30 Jun 2022"


def test_imprecise_times_are_stretches_and_what_has_no_day_is_reached(sample: str, reader: Reader) -> None:
    open_strip(reader, f"{sample}/map")
    wide = reader.page.locator(".strip .stretch").evaluate_all(
        "all => all.filter(e => e.x2.baseVal.value - e.x1.baseVal.value > 12).length"
    )
    assert wide > 0
    undated = reader.page.locator("a.undated")
    told = int(undated.inner_text().split()[0])
    undated.click()
    assert reader.wait_for_count(exactly=told) == told
    assert reader.claims().first.locator(".when").inner_text() == "day not told"


def test_events_and_rows_of_kinds_stand_on_the_strip(sample: str, reader: Reader) -> None:
    open_strip(reader, f"{sample}/map")
    assert reader.page.locator(".strip .happening").count() > 3
    names = reader.page.locator(".strip .row-name").all_text_contents()
    assert names[:3] == ["Ground", "Fire", "People"]
