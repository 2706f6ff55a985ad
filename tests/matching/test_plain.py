"""Which words say plainly who holds a place: [the doer], <the verb>, {the place}; the last two columns are expected."""

from __future__ import annotations

import re
from typing import Any

import pytest

from fogline.matching.plain import is_plain
from fogline.model.claim import Claim, Cue, Role, Where
from fogline.model.mention import Speaker
from fogline.model.span import Span
from fogline.model.values import Actor
from tests.matching.claims import PLACES, told_of

MARKS = {"[": "doer", "<": "verb", "{": "place"}

PLAIN = [
    "[Crown troops] have <taken> the small town of {Northford}, an official said",
    "[the Crown] <took> full control of {Northford} on Friday",
    "[Crown troops] stormed the hill and <took> {Northford}",
    "[the Crown], which <took> {Northford} in May",
    "[Crown]-<held> {Northford} was shelled",
    "[Crown troops] <took> Weir, Eastham and {Northford}",
    "{Northford} was <taken> by [the Crown]",
    "{Northford}, in the north, has been <taken> by [Crown troops]",
    "{Northford} is under [Crown] <control>",
    "{Northford} remains under the full <control> of [the Crown]",
    "{Northford} <fell> to [Crown troops] last week",
    "{Northford}, which [the Crown] <took> in May",
]
NOT_PLAIN = [
    ("[Crown troops] <took> a base from which they shelled {Northford}", "another thing is taken"),
    ("[Crown troops] <took> the {Northford} road", "a road called after the town"),
    ("[Crown troops] <took> {Northford}’s airport", "a site of the town"),
    ("[Crown troops] <took> eastern {Northford}", "a part of it"),
    ("[Crown troops] <took> a suburb of the city of {Northford}", "a part of it"),
    ("[Crown troops] <took> {Northford} region", "the region, where the town is meant"),
    ("[Crown troops] temporarily <took> {Northford}", "for a while"),
    ("[Crown planes] hit a depot in <held> {Northford}", "an adjective does not say by whom"),
    ("[the Crown] went home. Others <took> {Northford}", "a sentence between them"),
    ("[they] <took> {Northford}", "nobody is named"),
    ("[the enemy] has <taken> {Northford}", "anybody's enemy"),
    ("[Crown troops] <took> ground around {Northford}", "near the town"),
    ("smoke rose over {Northford} as [the Crown] <took> the mill", "the place is where smoke rose"),
]


def claim_of(marked: str, **about: Any) -> tuple[Claim, str]:
    """The claim that *marked* marks, and its text."""
    spans: dict[str, Span] = {}
    text = ""
    for part in re.split(r"(\[[^\]]*\]|<[^>]*>|\{[^}]*\})", marked):
        name = MARKS.get(part[:1])
        if name is not None:
            part = part[1:-1]
            spans[name] = Span(len(text), len(text) + len(part))
        text += part
    doer = spans.get("doer")
    fields: dict[str, Any] = {
        "event_type": "capture",
        "trigger": spans["verb"],
        "place": Where("Northford", PLACES["Northford"], spans["place"]),
        "agent": Role(doer.of(text), Actor("Crown", "military", party="crown"), doer) if doer else None,
    }
    return told_of(**{**fields, **about}).claim, text


@pytest.mark.parametrize("marked", PLAIN)
def test_plain(marked: str) -> None:
    assert is_plain(*claim_of(marked))


@pytest.mark.parametrize(("marked", "why"), NOT_PLAIN)
def test_not_plain(marked: str, why: str) -> None:
    assert not is_plain(*claim_of(marked)), why


def test_who_speaks_of_themselves_may_say_they() -> None:
    own = Speaker("the Crown", "Crown", None, "military", party="crown")
    assert is_plain(*claim_of("[they] <took> {Northford}", speaker=own))


def test_hedged_is_not_plain() -> None:
    assert not is_plain(*claim_of(PLAIN[0], certainty="hedged"))


@pytest.mark.parametrize(
    ("marked", "cue", "plain"),
    [
        ("[Crown troops] have not <taken> {Northford}", "not", True),
        ("[Crown troops] have not gained ground since they <took> {Northford}", "not", False),
        ("a spokesman denied that [Crown troops] had <taken> {Northford}", "denied", True),
    ],
)
def test_what_is_denied_is_the_verb(marked: str, cue: str, plain: bool) -> None:
    _, text = claim_of(marked)
    at = Span(text.index(cue), text.index(cue) + len(cue))
    told, _ = claim_of(marked, polarity="denied", cues=(Cue("polarity", cue, at),))
    assert is_plain(told, text) is plain
