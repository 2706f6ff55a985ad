"""Whether a denial is of one thing that happened, or of such things altogether."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fogline.disagreements.particular import is_own, is_particular
from fogline.disagreements.scene import Scene, document_scene
from fogline.model.claim import Claim, Role, Where
from fogline.model.document import Document
from fogline.model.mention import Speaker
from fogline.model.values import Actor
from tests.factories import a_claim, a_document, span_of
from tests.reports import NORTHFORD

SAID = "Medics said shells hit the market on Friday."


def denial(text: str, trigger: str, place: str = "") -> tuple[Scene, Claim]:
    """A denial told by all of *text*, of which *trigger* is the thing denied; *place* are words of it that name one."""
    document = a_document(text, name="denial.txt")
    where = Where(place, NORTHFORD, span_of(text, place)) if place else None
    denied = replace(
        a_claim(),
        document_id=document.document_id,
        trigger=span_of(text, trigger),
        evidence=span_of(text, text.rstrip(".")),
        place=where,
        time=None,
        agent=None,
        speaker=Speaker("the army", "army", None, "military"),
        polarity="denied",
    )
    return scene_of(document, denied), denied


def scene_of(document: Document, *claims: Claim) -> Scene:
    return document_scene(claims, document.document_id, document)


def elsewhere(doer: str | None = None) -> Claim:
    """What another report says happened, done by *doer*."""
    agent = Role(doer, Actor(doer), None) if doer else None
    return replace(a_claim(), document_id="another", agent=agent)


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("The army denied the attack.", "attack", ""),
        ("The army denied hitting Northford.", "hitting", "Northford"),
        ("The army denied its troops had entered and went on.", "entered", ""),
        ("The army denied targeting the tanker.", "targeting", ""),
        ("The army denied carrying out raids there that day.", "raids", ""),
        ("Reports that villagers were shot are untrue, the army said.", "shot", ""),
    ],
)
def test_what_names_its_thing_is_denied_of_it(text: str, trigger: str, place: str) -> None:
    scene, denied = denial(text, trigger, place)
    assert is_particular(scene, denied, elsewhere())


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The army denies killing civilians.", "killing"),
        ("The army denies the use of gas and has in turn accused villagers of shelling homes.", "shelling"),
        ("The army has repeatedly denied the shelling of homes.", "shelling"),
        ("The army denied bombing clinics in its campaigns.", "campaigns"),
        ("The army has denied any part in it, saying its shells hit a depot.", "hit"),
        ("The army denied troops had entered and said corridors were open.", "corridors"),
    ],
)
def test_what_is_denied_altogether_answers_no_one_report(text: str, trigger: str) -> None:
    scene, denied = denial(text, trigger)
    assert not is_particular(scene, denied, elsewhere())


def test_right_behind_what_it_answers_any_denial_is_of_it() -> None:
    text = f"{SAID} The army denies killing civilians."
    document = a_document(text, name="both.txt")
    here = replace(a_claim(), document_id=document.document_id, place=None, time=None)
    said = replace(here, evidence=span_of(text, "shells hit the market"), trigger=span_of(text, "hit"))
    denied = replace(here, evidence=span_of(text, "denies killing civilians"), trigger=span_of(text, "killing"))
    assert is_particular(scene_of(document, said, denied), denied, said)
    assert not is_particular(scene_of(document, said, denied), denied, elsewhere())


def test_a_part_in_it_is_denied_by_who_is_said_to_have_done_it() -> None:
    scene, denied = denial("The army denied a role in the raid.", "raid")
    assert is_own(scene, denied, elsewhere("army troops"))
    assert not is_own(scene, denied, elsewhere("rebels"))
    assert not is_own(scene, denied, elsewhere())


def test_the_thing_itself_may_be_denied_by_anybody() -> None:
    scene, denied = denial("The army denied the raid.", "raid")
    assert is_own(scene, denied, elsewhere("rebels"))
