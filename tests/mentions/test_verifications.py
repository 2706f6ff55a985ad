"""Notes on verification: the outlet's own word, and what it speaks of."""

from __future__ import annotations

import pytest

from fogline.language.parser import Parser
from fogline.language.sentences import split_sentences
from fogline.mentions.attributions.find import find_attributions
from fogline.mentions.attributions.verifications import find_verifications
from fogline.model.mention import VerificationNote


def notes(text: str) -> tuple[VerificationNote, ...]:
    (sentences,) = Parser.load().parse([text], [split_sentences(text)])
    attributions = find_attributions(text, sentences=sentences, actors=())
    return find_verifications(text, sentences=sentences, attributions=attributions)


def covered(text: str) -> str:
    """What the only note of *text* covers, as words."""
    (note,) = notes(text)
    return " | ".join(span.of(text) for span in note.covers)


@pytest.mark.parametrize(
    "text",
    [
        "The claim could not be independently verified.",
        "Reuters was unable to verify the report.",
        "The figures have not been confirmed.",
        "The toll has yet to be confirmed.",
        "It was not immediately possible to verify either account.",
        "The BBC has not been able to verify this.",
        "There was no independent confirmation of the attack.",
        "The reports remain unconfirmed.",
        "Neither side would confirm the exchange.",
        "His claims were not independently verifiable.",
        "Neither side’s claims can be checked independently.",
        "There is no way to check these claims.",
    ],
)
def test_unverified(text: str) -> None:
    (note,) = notes(text)
    assert note.status == "unverified"
    assert note.span.of(text) in text


@pytest.mark.parametrize(
    "text",
    [
        "Images posted on social media and verified by the paper showed a burning depot.",
        "The BBC has verified the footage of the strike.",
        "The advance was confirmed by satellite images.",
        "Geolocated footage showed tanks in the square.",
        "Pictures confirm that the bridge has gone.",
        "The strike was independently confirmed.",
        "The video’s authenticity has been confirmed by two experts.",
        "Analysts who geolocated the clip placed it near the ridge.",
        "The paper was able to verify that the strike hit a school.",
    ],
)
def test_verified(text: str) -> None:
    (note,) = notes(text)
    assert note.status == "verified"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The mayor did not confirm whether the withdrawal had begun.", "the mayor's silence, not the outlet's check"),
        ("The army confirmed the retreat.", "who confirms is a speaker"),
        ("She posted it from her verified account.", "an account, not a report"),
        ("If the images are confirmed, the case will be reopened.", "supposed"),
        ("“We could not verify it,” the general said.", "the general's own words"),
        ("The judge was confirmed as chairman.", "an office"),
        ("The road was open.", "no word of it"),
    ],
)
def test_no_note(text: str, why: str) -> None:
    assert notes(text) == (), why


def test_a_note_covers_the_sentence_it_stands_in() -> None:
    text = "Rain fell. Footage that could not be verified showed a burning tank. Snow followed."
    assert covered(text) == "Footage that could not be verified showed a burning tank."


def test_a_note_of_its_own_covers_the_statement_before() -> None:
    text = "Rain fell. The governor said three villages had been taken. His claims could not be independently verified."
    assert covered(text).startswith("The governor said three villages had been taken.")
    assert "Rain fell" not in covered(text)


def test_it_reaches_back_over_what_the_same_speaker_said_just_before() -> None:
    text = (
        "“The depot is burning,” Ada Marsh said. Ada Marsh said two trains had been hit."
        " The reports could not be independently verified."
    )
    assert "The depot is burning" in covered(text)


def test_it_does_not_reach_another_speaker() -> None:
    text = (
        "The mayor said the market was open. Rebels said two trains had been hit."
        " The claim could not be independently verified."
    )
    assert "market" not in covered(text)


def test_an_aside_of_the_outlet_inside_a_report_is_its_own() -> None:
    text = "Officials said 12 people had died, a figure which Reuters was unable to verify."
    assert covered(text) == text


def test_notes_need_no_parse() -> None:
    text = "The claim could not be independently verified."
    (note,) = find_verifications(text, sentences=split_sentences(text), attributions=())
    assert note.status == "unverified"
