"""Words call for ACLED's sub-events."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from fogline.export.record import record_of
from tests.claims.reading import DAY, read_claims
from tests.factories import a_document

CASES = Path(__file__).parent.parent / "cases" / "sub_events.toml"


def rows() -> list[Any]:
    cases = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    return [pytest.param(row, id=row["text"][:60]) for row in cases]


@pytest.mark.parametrize("row", rows())
def test_words_call_for_a_sub_event(row: dict[str, Any]) -> None:
    claims = [claim for claim in read_claims(row["text"]) if claim.event_type == row["type"]]
    assert claims, row["why"]
    record = record_of(a_document(row["text"], published=DAY, title_end=0, language="en"), claims[0])
    if "acled" in row:
        assert record["acled"]["sub_event_type"] == row["acled"], row["why"]
    if "not_acled" in row:
        assert record["acled"]["sub_event_type"] != row["not_acled"], row["why"]
    if "plover" in row:
        assert record["plover"] == row["plover"], row["why"]
