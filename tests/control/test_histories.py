"""What is told of a place, and the spells it adds up to."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fogline.control.histories import Source, histories_of
from fogline.model.claim import Claim, Role, When, Where
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
    trigger = next((words.index(verb) for verb in ("gain ", "took", "held", "left", "hold") if verb in words), 0)
    own, whole = Span(trigger, trigger + 4), Span(0, len(words))
    value = TimeValue(start=published, end=published)
    losing = {"retreat": party}.get(event_type, "crown" if party == "league" else "league")
    claim = Claim(
        claim_id=f"c{number}",
        document_id=f"d{document}",
        evidence=whole,
        trigger=own,
        event_type=event_type,
        speaker=Speaker(speaker, speaker, None, "military", party=speaker) if speaker != "-" else None,
        agent=Role(party, Actor(party, "military", party=party), None),
        place=Where(place.name, place, named(words, place)),
        time=None if when.startswith("~") else When("then", value, None),
        polarity="denied" if "not" in flags else "affirmed",
        modality="expected" if "ahead" in flags else "occurred",
        verification="verified" if "verified" in flags else None,
        against_interest=speaker == losing and "not" not in flags and event_type != "hold",
    )
    return claim, Source(words, published, (Sentence(0, 0, len(words), "body", 0),), tuple(mentions(words)))


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
