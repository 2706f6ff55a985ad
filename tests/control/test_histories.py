"""What is told of a place, and the spells it adds up to."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fogline.control.histories import Source, histories_of
from fogline.model.claim import Claim, Cue, Role, When, Where
from fogline.model.control import Spell
from fogline.model.mention import PlaceMention, Speaker
from fogline.model.profile import Party, Profile
from fogline.model.sentence import Sentence
from fogline.model.span import Span
from fogline.model.values import Actor, Place, TimeValue

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "control.toml").read_text("utf-8"))["case"]
NORTHFORD = Place("Northford", 7, 10.0, 20.0, "XX", "North", "PPL", 4.0, 1, 1, 0.9)
NORTH = Place("North", 9, 10.0, 20.0, "XX", "North", "ADM1", 90.0, 3, 4, 0.9)
PROFILE = Profile("war", "A war", parties=(Party("crown", "Crown"), Party("league", "League")), countries=("XX",))


def day_of(number: str) -> date:
    return date(2031, 5, int(number))


def told(number: int, line: str) -> tuple[Claim, Source]:
    """The claim of one line of a case, and its document."""
    when, speaker, what, words = (part.strip() for part in line.split("|"))
    *flags, event_type, party = what.split()
    published = day_of(when.lstrip("~+"))
    document = number - when.startswith("+")
    place = NORTH if "region" in flags else NORTHFORD
    verb = re.search(r"\b(?:gain|retook|took|taken|held|left|hold|controls?)\b", words)
    own, whole = Span(*verb.span()) if verb else Span(len(words) - 1, len(words)), Span(0, len(words))
    value = TimeValue(start=published, end=published)
    losing = {"retreat": party}.get(event_type, "crown" if party == "league" else "league")
    claim = Claim(
        claim_id=f"c{number}",
        document_id=f"d{document}",
        evidence=whole,
        trigger=own,
        event_type=event_type,
        speaker=Speaker(speaker, speaker, None, "military", party=speaker) if speaker != "-" else None,
        agent=doer(words, party, own),
        place=Where(place.name, place, named(words, place)),
        time=None if "~" in when else When("then", value, None),
        polarity="denied" if "not" in flags else "affirmed",
        cues=denials(words) if "not" in flags else (),
        modality="expected" if "ahead" in flags else "occurred",
        verification="verified" if "verified" in flags else None,
        against_interest=speaker == losing and "not" not in flags and event_type != "hold",
    )
    return claim, Source(words, published, (Sentence(0, 0, len(words), "body", 0),), tuple(mentions(words)))


def doer(words: str, party: str, trigger: Span) -> Role | None:
    """Who does it as *words* name them: what stands nearest to the verb."""
    found = re.finditer(rf"\b(?:the )?{party}(?: troops| army)?\b|\b(?:our troops|we|they)\b", words, re.IGNORECASE)
    spans = [Span(one.start(), one.end()) for one in found]
    nearest = min(spans, key=lambda span: abs(span.end - trigger.start), default=None)
    return Role(nearest.of(words), Actor(party, "military", party=party), nearest) if nearest else None


def denials(words: str) -> tuple[Cue, ...]:
    return tuple(
        Cue("polarity", one[0], Span(one.start(), one.end())) for one in re.finditer(r"\b(?:not|denied)\b", words)
    )


def named(words: str, place: Place) -> Span | None:
    """Where the place is named in *words*, if it is."""
    start = next((found.start() for found in re.finditer(rf"\b{place.name}\b", words)), None)
    return None if start is None else Span(start, start + len(place.name))


def mentions(words: str) -> list[PlaceMention]:
    start = words.find("Northford")
    return [PlaceMention(Span(start, start + 9), "Northford", NORTHFORD)] if start >= 0 else []


def shown(spell: Spell) -> str:
    return " ".join(str(part) for part in (spell.since.day, spell.holder, spell.basis) if part is not None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["why"]))
def test_cases(case: dict[str, Any]) -> None:
    read = [told(number, line) for number, line in enumerate(case["told"])]
    sources = {claim.document_id: source for claim, source in read}
    made = histories_of([claim for claim, _ in read], sources.__getitem__, lambda claim: PROFILE)
    (history,) = (one for one in made if one.place.name == "Northford")
    assert [shown(spell) for spell in history.spells] == case["spells"], case["why"]
    for earlier, later in zip(history.spells, history.spells[1:], strict=False):
        assert earlier.until is not None
        assert (later.since - earlier.until).days == 1
    assert not history.spells or history.spells[-1].until is None


def test_a_word_told_later_moves_the_last_told() -> None:
    lines = ["3 | league | capture league | we took Northford", "12 | league | control league | Northford is ours"]
    read = [told(number, line) for number, line in enumerate(lines)]
    sources = {claim.document_id: source for claim, source in read}
    (history,) = histories_of([claim for claim, _ in read], sources.__getitem__, lambda claim: PROFILE)
    assert history.spells[0].last_told == date(2031, 5, 12)
    assert history.on(date(2031, 5, 2)) is None
    assert history.on(date(2031, 6, 2)) == history.spells[0]


def test_taken_and_taken_back_in_one_breath_is_nobodys() -> None:
    words = "the League took Northford, and then Crown troops took Northford back"
    taken, source = told(0, f"~3 | - | capture league | {words}")
    crown, place = words.index("Crown"), words.rindex("Northford")
    back = replace(
        taken,
        claim_id="c1",
        trigger=Span(crown + 13, crown + 17),
        agent=Role("Crown troops", Actor("crown", "military", party="crown"), Span(crown, crown + 12)),
        place=Where("Northford", NORTHFORD, Span(place, place + 9)),
    )
    assert histories_of([back], lambda key: source, lambda claim: PROFILE), "alone it says that the Crown has it"
    assert histories_of([taken, back], lambda key: source, lambda claim: PROFILE) == []


def test_a_headline_alone_makes_no_spell() -> None:
    claim, source = told(0, "3 | - | capture league | League troops took Northford")
    bold = replace(claim, claim_id="c1", headline=True)
    assert histories_of([bold], lambda key: source, lambda claim: PROFILE) == []
    (history,) = histories_of([bold, claim], lambda key: source, lambda claim: PROFILE)
    assert history.spells[0].claims == ("c0", "c1")
