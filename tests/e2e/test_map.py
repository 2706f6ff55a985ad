"""Point 1: the map."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.e2e.page import Reader
from tests.e2e.test_evidence import ask

STATIC = Path(__file__).parents[2] / "src" / "fogline" / "web" / "static"
BAKHMUT = "713174"
ZOLOTE = "686868"

NO_WEBGL = """
const context = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
  return kind.startsWith("webgl") ? null : context.call(this, kind, ...more);
};
"""


def shown(reader: Reader) -> dict[str, dict[str, Any]]:
    """The places drawn one by one, by name."""
    found = reader.map("m => m.queryRenderedFeatures({layers: ['places']}).map(f => f.properties)")
    return {one["name"]: one for one in found}


def test_the_places_of_the_ledger_stand_on_a_map_that_asks_nobody_else(sample: str, reader: Reader) -> None:
    reader.open_map(f"{sample}/map")
    places = reader.map("m => m.querySourceFeatures('places').length")
    assert places > 10
    for source in ("land", "borders", "rivers", "regions", "countryNames"):
        assert reader.map(f"m => m.querySourceFeatures('{source}').length") > 0, source
    assert reader.map("m => m.queryRenderedFeatures({layers: ['clusters', 'places']}).length") > 0
    assert all(one.startswith((sample, "data:", "blob:")) for one in reader.asked)


def test_a_larger_place_is_told_of_more_and_a_town_can_be_reached(sample: str, reader: Reader) -> None:
    reader.open_map(f"{sample}/map?view=11.50/48.5900/38.0000")
    bakhmut = shown(reader)["Bakhmut"]
    answered = ask(f"{sample}/places")["places"]
    assert bakhmut["claims"] == next(one["claims"] for one in answered if one["key"] == BAKHMUT)
    assert reader.map("m => m.getLayoutProperty('places', 'icon-size')")[0] == "interpolate"


def test_the_day_decides_who_is_said_to_hold_a_town(sample: str, reader: Reader) -> None:
    first = ask(f"{sample}/places/{ZOLOTE}")["spells"][0]
    reader.open_map(f"{sample}/map?view=11.50/48.6950/38.5150&from=2022-01-01&to=2023-12-31&day={first['since']}")
    assert shown(reader)["Zolote"]["holder"] == first["holder"]
    reader.page.locator(".timeline-bar input[type=date]").first.fill("2022-05-01")
    reader.page.wait_for_function(
        "holder => document.querySelector('.canvas').map.querySourceFeatures('places')"
        ".some(f => f.properties.name === 'Zolote' && f.properties.holder !== holder)",
        arg=first["holder"],
    )
    assert reader.query["day"] == ["2022-05-01"]


def test_a_cluster_opens(sample: str, reader: Reader) -> None:
    reader.open_map(f"{sample}/map?view=6.00/48.7000/38.2000")
    at = reader.map(
        "m => { const f = m.queryRenderedFeatures({layers: ['clusters']})[0];"
        " const p = m.project(f.geometry.coordinates); return [p.x, p.y] }"
    )
    box = reader.page.locator(".canvas").bounding_box()
    assert box is not None
    reader.page.mouse.click(box["x"] + at[0], box["y"] + at[1])
    reader.page.wait_for_function("() => document.querySelector('.canvas').map.getZoom() > 6.2")
    assert float(reader.query["view"][0].split("/")[0]) > 6.2


def test_a_place_chosen_shows_how_far_it_may_reach_and_lists_its_claims(sample: str, reader: Reader) -> None:
    reader.open_map(f"{sample}/map?view=9.50/48.5900/38.0000")
    at = reader.map(
        "m => { const f = m.queryRenderedFeatures({layers: ['places']}).find(f => f.properties.name === 'Bakhmut');"
        " const p = m.project(f.geometry.coordinates); return [p.x, p.y] }"
    )
    box = reader.page.locator(".canvas").bounding_box()
    assert box is not None
    reader.page.mouse.click(box["x"] + at[0], box["y"] + at[1])
    reader.page.locator(".chosen-place h2", has_text="Bakhmut").wait_for()
    assert reader.query["place"] == [BAKHMUT]
    reader.page.wait_for_function("() => document.querySelector('.canvas').map.querySourceFeatures('extents').length")
    assert reader.wait_for_count(below=100) == reader.claims().count()


def test_the_base_map_has_crimea_in_ukraine_and_disputed_borders_apart() -> None:
    regions = json.loads((STATIC / "basemap" / "regions.json").read_text())["objects"]["regions"]["geometries"]
    whose = {one["properties"]["n"]: one["properties"]["c"] for one in regions}
    assert whose["Crimea"] == whose["Sevastopol"] == "UA"
    base = json.loads((STATIC / "basemap" / "base.json").read_text())["topology"]["objects"]
    assert set(base) == {"land", "borders", "disputed", "rivers", "lakes"}
    assert base["disputed"]["arcs"]


def test_without_webgl_the_lists_still_answer(sample: str, browser: Browser) -> None:
    with Reader.of(browser) as reader:
        reader.page.add_init_script(NO_WEBGL)
        reader.page.goto(f"{sample}/map")
        reader.page.locator(".map .notice").wait_for()
        reader.claims().first.wait_for()
        reader.faults.clear()
