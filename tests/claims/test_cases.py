"""The cases of the claims stage: what each sentence tells of, and how its claim reads."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fogline.model.claim import Claim
from tests.claims.reading import read_claims

_CASES = Path(__file__).parent.parent / "cases"


def _rows(name: str) -> list[Any]:
    rows = tomllib.loads((_CASES / f"claims_{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(row, id=row["text"][:60]) for row in rows]


@pytest.mark.parametrize("row", _rows("triggers") + _rows("kinetic") + _rows("political") + _rows("statements"))
def test_a_sentence_tells_of_these_events_and_no_others(row: dict[str, Any]) -> None:
    assert sorted({claim.event_type for claim in read_claims(row["text"])}) == row["types"], row["why"]


@pytest.mark.parametrize("row", _rows("factuality"))
def test_an_event_is_vouched_for_this_far(row: dict[str, Any]) -> None:
    claim = read_claims(row["text"])[0]
    found = (claim.polarity, claim.modality, claim.certainty)
    wanted = (row.get("polarity", "affirmed"), row.get("modality", "occurred"), row.get("certainty", "stated"))
    assert found == wanted, row["why"]


@pytest.mark.parametrize("row", _rows("reading"))
def test_a_claim_reads_so(row: dict[str, Any]) -> None:
    claims = [claim for claim in read_claims(row["text"]) if claim.event_type == row["type"]]
    assert claims, row["why"]
    for field in row.keys() & _READINGS.keys():
        assert _READINGS[field](claims) == row[field], row["why"]


def _time(claims: list[Claim]) -> list[str]:
    when = claims[0].time
    return [str(day) for day in (when.value.start, when.value.end) if day] if when else []


def _figures(claims: list[Claim]) -> list[list[Any]]:
    def bound(value: float | None) -> float | bool:
        return False if value is None else value

    return [[q.measure, bound(q.low), bound(q.best), bound(q.high)] for q in claims[0].quantities]


_READINGS: dict[str, Callable[[list[Claim]], Any]] = {
    "agent": lambda claims: claims[0].agent.text if claims[0].agent else "",
    "patient": lambda claims: claims[0].patient.text if claims[0].patient else "",
    "place": lambda claims: claims[0].place.place.name if claims[0].place else "",
    "features": lambda claims: [claim.place.place.feature_code if claim.place else "" for claim in claims],
    "places": lambda claims: sorted(claim.place.place.name for claim in claims if claim.place),
    "time": _time,
    "figures": _figures,
    "speaker": lambda claims: claims[0].speaker.name.split()[-1] if claims[0].speaker else "",
}
