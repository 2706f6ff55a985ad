"""Who acts, to whom it is done, and whose side they are on."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from fogline.claims.interest import against_interest
from fogline.model.claim import Claim, Role
from fogline.model.extraction import Extraction
from fogline.model.profile import Party, Profile
from fogline.pipeline import extract_batch
from tests.factories import a_document

_CASES = Path(__file__).parent.parent / "cases" / "claims_roles.toml"


def _rows() -> list[Any]:
    rows = tomllib.loads(_CASES.read_text(encoding="utf-8"))["case"]
    return [pytest.param(row, id=row["text"][:60]) for row in rows]


def _read(text: str, event_type: str, profile: str) -> Claim:
    document = a_document(text, published=None, title_end=0, language="en")
    found = extract_batch([document], profile=profile)[0]
    assert isinstance(found, Extraction)
    return next(claim for claim in found.claims if claim.event_type == event_type)


def _text(role: Role | None) -> str:
    return role.text if role else ""


def _party(role: Role | None) -> str:
    return (role.actor.party if role else None) or ""


@pytest.mark.parametrize("row", _rows())
def test_a_claim_has_these_parts(row: dict[str, Any]) -> None:
    claim = _read(row["text"], row["type"], row.get("profile", "generic"))
    found = {
        "agent": _text(claim.agent),
        "patient": _text(claim.patient),
        "agent_party": _party(claim.agent),
        "patient_party": _party(claim.patient),
    }
    assert {key: found[key] for key in row.keys() & found.keys()} == {
        key: row[key] for key in row.keys() & found.keys()
    }, row["why"]


def test_the_words_of_a_part_stand_at_their_span() -> None:
    text = "Norway has sent nine old tanks to the army of Kenya."
    claim = _read(text, "arms_transfer", "generic")
    assert claim.patient is not None and claim.patient.span is not None
    assert claim.patient.span.of(text) == claim.patient.text


_TWO = Profile("test", "Test", parties=(Party("crown", "Crown", ("XC",)), Party("league", "League", ("XL",))))


@pytest.mark.parametrize(
    ("kind", "agent", "patient", "as_fact", "conceded"),
    [
        ("capture", "league", None, True, True),
        ("capture", "league", None, False, False),
        ("casualties", None, "crown", False, False),
        ("equipment_loss", "crown", "league", True, False),
        ("casualties", None, "league", True, False),
        ("abuse", "crown", None, True, True),
        ("abuse", "league", "crown", True, False),
        ("retreat", "crown", None, False, True),
        ("retreat", "league", None, True, False),
        ("hold", "league", "crown", True, True),
        ("shelling", "league", None, True, False),
    ],
)
def test_what_is_only_feared_of_the_enemy_is_no_concession(
    kind: str, agent: str | None, patient: str | None, as_fact: bool, conceded: bool
) -> None:
    found = against_interest(
        "crown",
        kind,
        agent_party=agent,
        patient_party=patient,
        affirmed=True,
        profile=_TWO,
        told_as_fact=as_fact,
    )
    assert found is conceded
