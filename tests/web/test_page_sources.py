"""What the page is made of, without a browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "src" / "fogline" / "web" / "page"
SOURCES = sorted((PAGE / "src").rglob("*.ts*"))

MARKUP = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "createContextualFragment", "eval(")
"""Ways by which words could become markup or code."""


def test_words_never_become_markup() -> None:
    assert len(SOURCES) > 20
    found = [(path.name, way) for path in SOURCES for way in MARKUP if way in path.read_text(encoding="utf-8")]
    assert found == []


def test_every_package_is_pinned_with_its_hash() -> None:
    lock = json.loads((PAGE / "package-lock.json").read_text(encoding="utf-8"))
    named = json.loads((PAGE / "package.json").read_text(encoding="utf-8"))
    assert lock["packages"][""]["dependencies"] == named["dependencies"]
    fetched = [one for path, one in lock["packages"].items() if path]
    assert fetched and all("integrity" in one for one in fetched if not one.get("inBundle"))


@pytest.mark.parametrize("package", ["preact", "maplibre-gl", "d3-scale", "topojson-client"])
def test_what_is_bundled_is_free(package: str) -> None:
    lock = json.loads((PAGE / "package-lock.json").read_text(encoding="utf-8"))
    assert lock["packages"][f"node_modules/{package}"]["license"] in ("MIT", "ISC", "BSD-3-Clause")


def test_what_is_bundled_is_named_as_needed_at_run_time() -> None:
    lock = json.loads((PAGE / "package-lock.json").read_text(encoding="utf-8"))
    needed = {path for path, one in lock["packages"].items() if path and not one.get("dev")}
    imported = {"preact", "maplibre-gl", "d3-scale", "d3-time", "topojson-client"}
    assert {f"node_modules/{one}" for one in imported} <= needed
