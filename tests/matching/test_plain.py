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
    "{Northford}, which [the Crown] <took> early in the war",
    "[Crown troops] had established “full <control>” over {Northford} and two villages",
    "[the Crown] regained <control> of {Northford}",
    "[the Crown] has had the better of it since <taking> the hilltop town of {Northford}",
    "[the Crown] dealt the League a blow by <taking> {Northford}",
    "[Crown troops] backed by hill militias had <taken> {Northford}",
    "[Crown troops] and allied fighters <took> {Northford}",
    "[Crown troops] managed to <take> {Northford}",
    "[Crown troops] <took> the territory of {Northford}",
    "{Northford}, a small town <taken> by [Crown troops]",
    "{Northford} city is under <control> by [the Crown]",
    "[the Crown], which in 2030 <took> {Northford}",
    "Further south {Northford} is in [Crown] <hands>",
    "[Crown troops] <took> {Northford}\nRegion in brief: the day in pictures",
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
    ("[Crown troops] will go on until <taking> {Northford}", "an aim"),
    ("[the Crown] hopes to end the war by <taking> {Northford}", "a hope"),
    ("[the Crown]’s focus on <taking> {Northford}", "an aim"),
    ("[Crown troops] who lost the League leaders <took> {Northford}", "who took it is not plain"),
    ("In <occupied> {Northford}, [Crown officials] met", "whose occupation it is, nobody says"),
    ("[Crown troops] <took> {Northford}\nregion in May", "a line broken in two"),
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


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("Crown troops struck back in the north. [They] <took> {Northford}", True),
        ("Crown gains have been quick since [it] <took> {Northford}", True),
        ("Kenya says Crown troops went home. [They] <took> {Northford}", False),
        ("Kenyan and Crown troops met as [they] <took> {Northford}", False),
        ("On the hill [they] <took> {Northford}", False),
    ],
)
def test_they_are_whom_the_sentence_began_with(marked: str, plain: bool) -> None:
    assert is_plain(*claim_of(marked)) is plain


@pytest.mark.parametrize(
    ("marked", "home", "plain"),
    [
        ("In <occupied> {Northford}, [Crown officials] closed the school", "YY", True),
        ("In <occupied> {Northford}, [Crown officials] closed the school", "XX", False),
        ("[the Crown] visited <liberated> {Northford}", "XX", True),
        ("[the Crown] visited <liberated> {Northford}", "YY", False),
        ("[the Crown] says that nobody <captured> {Northford}", "YY", False),
    ],
)
def test_occupied_is_by_who_comes_from_abroad(marked: str, home: str, plain: bool) -> None:
    claim, text = claim_of(marked)
    assert claim.agent is not None
    actor = Actor("Crown", "government", party="crown", country=home)
    assert is_plain(*claim_of(marked, agent=Role(claim.agent.text, actor, claim.agent.span))) is plain, text


@pytest.mark.parametrize(
    ("marked", "party", "plain"),
    [
        ("the general declared that {Northford} had been <taken>", "crown", True),
        ("the general said {Northford} had been <liberated>", "crown", True),
        ("the general admitted that {Northford} had been <taken>", "crown", False),
        ("the general declared that {Northford} had been <taken>", None, False),
    ],
)
def test_who_boasts_took_it(marked: str, party: str | None, plain: bool) -> None:
    general = Speaker("the general", "the general", None, "military", party=party)
    assert is_plain(*claim_of(marked, speaker=general)) is plain


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
