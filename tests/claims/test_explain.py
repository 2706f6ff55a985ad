"""Explanations say which rule gave a field, on which words, and why no other candidate was taken."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from fogline.claims.features import FEATURES
from fogline.explaining import Explained, explain_claim
from fogline.model.claim import Claim
from fogline.model.explanation import Ground
from fogline.toolbox import tools_for
from tests.claims.reading import DAY, read_claims
from tests.factories import a_document

CASES = Path(__file__).parent.parent / "cases" / "explanations.toml"


def explained(text: str, event_type: str) -> Explained:
    """The explanation of the first claim of *event_type* in *text*."""
    claim = next(claim for claim in read_claims(text) if claim.event_type == event_type)
    document = a_document(text, published=DAY, title_end=0, language="en")
    return explain_claim(document, claim, tools_for("generic"), same_reader=True)


def grounds(text: str, event_type: str) -> tuple[Ground, ...]:
    explanation = explained(text, event_type).explanation
    assert explanation is not None
    return explanation.grounds


def rows() -> list[Any]:
    cases = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    return [pytest.param(row, id=f"{row['field']}: {row['why']}") for row in cases]


@pytest.mark.parametrize("row", rows())
def test_a_field_is_explained_so(row: dict[str, Any]) -> None:
    ground = next(g for g in grounds(row["text"], row["type"]) if g.about == row["field"])
    if "value" in row:
        assert (ground.value or "").startswith(row["value"]) and bool(ground.value) == bool(row["value"]), row["why"]
    assert row.get("rule", "") in "\n".join((ground.rule, *ground.because)), row["why"]
    assert row.get("path", ground.path) == ground.path, row["why"]
    if "other" in row:
        named = [o for o in ground.others if o.text == row["other"]]
        fitting = [o for o in named if row["other_why"] in o.why and row.get("other_value", "") in (o.value or "")]
        assert fitting, f"{row['why']}: {ground.others}"


def test_every_field_of_the_record_has_its_ground() -> None:
    about = {
        g.about for g in grounds("The governor said on Telegram that 12 rebels were killed in Homs.", "casualties")
    }
    wanted = "trigger event_type speaker channel agent patient place time quantities polarity modality certainty"
    assert {*wanted.split(), "verification", "against_interest"} <= about


def test_words_are_verbatim_and_candidates_stand_where_they_say() -> None:
    text = "The mayor of Aleppo said on Tuesday that rebels had shelled Homs on Monday, killing 12 people."
    for ground in grounds(text, "shelling"):
        assert all(span.end <= len(text) for span in ground.words)
        for option in ground.others:
            assert option.why
            assert option.span is None or " … " in option.text or option.span.of(text) == option.text


def test_the_confidence_is_the_sum_of_what_is_listed() -> None:
    one = explained("Rebels shelled Homs on Monday.", "shelling")
    assert one.explanation is not None
    weights = [c.weight for c in one.explanation.contributions]
    assert weights == sorted(weights, key=abs, reverse=True)
    assert {c.feature for c in one.explanation.contributions} == set(FEATURES.values()), "every feature, in words"
    assert all((c.points > 0) == (c.weight > 0) for c in one.explanation.contributions if abs(c.points) >= 0.1)


def test_what_reads_otherwise_now_is_named() -> None:
    text = "Rebels shelled Homs on Monday."
    claim = read_claims(text)[0]
    document = a_document(text, published=DAY, title_end=0, language="en")
    stored = Claim(claim.claim_id, claim.document_id, claim.evidence, claim.trigger, "shelling", modality="planned")
    found = explain_claim(document, stored, tools_for("generic"), same_reader=False)
    assert {"modality", "place", "time"} <= set(found.changed)


def test_a_claim_that_is_not_found_any_more_has_no_explanation() -> None:
    text = "Rebels shelled Homs on Monday."
    claim = read_claims(text)[0]
    gone = Claim("0" * 16, claim.document_id, claim.evidence, claim.trigger, "protest")
    document = a_document(text, published=DAY, title_end=0, language="en")
    assert explain_claim(document, gone, tools_for("generic"), same_reader=True).explanation is None
