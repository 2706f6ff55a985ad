"""What holds of every claim: verbatim spans, stable identifiers, reasons, and the conclusions drawn from parties."""

from __future__ import annotations

import pytest

from fogline.claims.extract import RuleExtractor
from fogline.claims.interest import against_interest
from fogline.claims.triggers import load_triggers, wants_parse
from fogline.codebook.loader import codebook
from fogline.model.mention import Mentions
from fogline.model.profile import Party, Profile
from tests.claims.reading import read_claims
from tests.factories import a_document

TEXT = (
    "Rebels withdrew from Homs and Aleppo on Friday, a spokesman said. At least 13 people were killed there, and "
    "the army has not yet entered the city."
)


def test_spans_are_verbatim_and_the_evidence_holds_the_trigger() -> None:
    claims = read_claims(TEXT)
    assert claims
    for claim in claims:
        assert claim.evidence.covers(claim.trigger)
        assert claim.evidence.of(TEXT).strip() == claim.evidence.of(TEXT)
        for cue in claim.cues:
            assert cue.span.of(TEXT) == cue.text


def test_identifiers_differ_within_a_document_and_repeat_on_a_second_run() -> None:
    first, second = read_claims(TEXT), read_claims(TEXT)
    assert [claim.claim_id for claim in first] == [claim.claim_id for claim in second]
    assert len({claim.claim_id for claim in first}) == len(first)


def test_claims_stand_in_the_order_of_their_triggers_with_reasons_and_a_confidence() -> None:
    claims = read_claims(TEXT)
    assert [claim.trigger.start for claim in claims] == sorted(claim.trigger.start for claim in claims)
    for claim in claims:
        assert 0.0 <= claim.confidence <= 1.0
        assert {"event_type", "place", "time"} <= {reason.about for reason in claim.reasons}


def test_a_document_without_parsed_sentences_has_no_claims() -> None:
    assert RuleExtractor().extract(a_document(), Mentions(), profile=Profile("none", "None")) == ()


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Rebels fled.", True),
        ("A counter-attack began.", True),
        ("Ships were sunk.", True),
        ("The weather was fine.", False),
        ("", False),
    ],
)
def test_only_sentences_with_a_trigger_word_are_parsed(sentence: str, wanted: bool) -> None:
    assert wants_parse(sentence) is wanted


def test_every_type_of_the_lexicon_is_one_of_the_codebook() -> None:
    lexicon = load_triggers()
    known = set(codebook().event_types) | {"strike"}
    senses = [s for group in (lexicon.verbs, lexicon.nouns) for some in group.values() for s in some]
    told = {t for s in senses for t in (s.type, s.also) if t} | {
        p.type for some in lexicon.phrases.values() for p in some
    }
    assert told <= known
    assert set(codebook().event_types) <= told


CROWN = Profile("test", "Test", parties=(Party("crown", "Crown", ("XC",)), Party("league", "League", ("XL",))))


@pytest.mark.parametrize(
    ("speaker", "kind", "agent", "patient", "conceded"),
    [
        ("crown", "retreat", "crown", None, True),
        ("league", "retreat", "crown", None, False),
        ("crown", "advance", "league", None, True),
        ("crown", "advance", "crown", None, False),
        ("crown", "casualties", None, "crown", True),
        ("crown", "casualties", "league", "crown", False),
        (None, "retreat", "crown", None, False),
    ],
)
def test_a_concession_is_told_by_who_says_what_about_whom(
    speaker: str | None, kind: str, agent: str | None, patient: str | None, conceded: bool
) -> None:
    found = against_interest(speaker, kind, agent_party=agent, patient_party=patient, affirmed=True, profile=CROWN)
    assert found is conceded


def test_a_denial_concedes_nothing() -> None:
    assert not against_interest(
        "crown", "retreat", agent_party="crown", patient_party=None, affirmed=False, profile=CROWN
    )


def test_both_sides_of_one_clause_make_a_claim_each() -> None:
    claims = read_claims("Both Chad and Sudan have used cluster bombs. Chad and Sudan held talks.")
    attacks = [claim for claim in claims if claim.event_type == "shelling"]
    assert [claim.agent.text for claim in attacks if claim.agent] == ["Chad", "Sudan"]
    assert sum(claim.event_type == "diplomacy" for claim in claims) == 1, "talks are held together"
