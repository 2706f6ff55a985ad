"""What outlets and voices have told, in counts with their denominators."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from fogline.derivation.derive import derive
from fogline.model.claim import Claim, Where
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.store.base import ClaimFilter
from fogline.store.memory import MemoryStore
from fogline.views.sources import Tally, sources
from tests.reports import NORTHFORD, WEIR, claim, in_full, killed, read, story


def told(*extractions: Extraction) -> tuple[dict[str, Tally], dict[str, Tally]]:
    """The tallies of outlets and of voices, by name."""
    store = MemoryStore()
    store.add(extractions)
    derive(store)
    found = sources(store)
    return {one.name: one for one in found.outlets}, {one.name: one for one in found.voices}


def test_who_told_it_first_and_whom_the_other_side_confirms() -> None:
    first, second = story(1, day=3), story(2, day=4)
    outlets, voices = told(read(first, claim(first, says="crown")), read(second, claim(second, says="league")))
    assert outlets["Paper 1"] == Tally("Paper 1", documents=1, claims=1, happenings=1, events=1, first=1, confirmed=1)
    assert outlets["Paper 2"] == Tally("Paper 2", documents=1, claims=1, happenings=1, events=1, first=0, confirmed=1)
    assert (voices["Crown army"].party, voices["Crown army"].first, voices["Crown army"].confirmed) == ("crown", 1, 1)


def test_what_nobody_else_tells_is_in_no_denominator() -> None:
    alone = story(1)
    elsewhere = claim(alone, 2, place=Where("Weir", WEIR, None))
    outlets, voices = told(read(alone, claim(alone, says="crown"), elsewhere))
    assert outlets["Paper 1"] == Tally("Paper 1", documents=1, claims=2, happenings=2)
    assert voices["Crown army"] == Tally("Crown army", "crown", documents=1, claims=1, happenings=1)


def test_on_one_day_nobody_is_first() -> None:
    one, other = story(1), story(2)
    outlets, _ = told(read(one, claim(one, says="crown")), read(other, claim(other, says="league")))
    assert [tally.first for tally in outlets.values()] == [0, 0]


def test_a_denial_disputes_both() -> None:
    one, other = story(1), story(2)
    outlets, voices = told(
        read(one, claim(one, says="crown", **in_full())),
        read(other, claim(other, says="league", polarity="denied", **in_full())),
    )
    assert [outlets[name].disputed for name in ("Paper 1", "Paper 2")] == [1, 1]
    assert [voices[name].disputed for name in ("Crown army", "League army")] == [1, 1]
    assert all(tally.confirmed == 0 for tally in outlets.values()), "nor does who affirms it confirm a denial"


def test_a_voice_that_changes_its_figure_has_revised_it() -> None:
    one, other = story(1, day=3), story(2, day=6)
    before = claim(one, says="crown", event_type="casualties", quantities=killed(20), **in_full())
    after = claim(other, says="crown", event_type="casualties", quantities=killed(9), **in_full())
    _, voices = told(read(one, before), read(other, after))
    assert voices["Crown army"].revised == 1, "one change, though both of its words are in it"


def test_an_outlet_that_is_not_given_is_said_to_be() -> None:
    nameless = replace(story(1), outlet=None)
    outlets, voices = told(read(nameless, claim(nameless)))
    assert list(outlets) == ["(no outlet given)"]
    assert not voices


def test_counts_are_those_of_a_count_by_hand() -> None:
    """Ledgers made by chance, counted claim by claim and event by event."""
    for seed in range(6):
        chance = random.Random(seed)
        store = MemoryStore()
        documents = [story(number, day=chance.randint(2, 6)) for number in range(8)]
        store.add([read(one, *made(chance, one)) for one in documents])
        derive(store)
        found = sources(store)
        for outlet in found.outlets:
            printed = partial(printed_in, {one.document_id for one in documents if one.outlet == outlet.name})
            assert counted(store, printed, {"headline"}) == shown(outlet)
        for voice in found.voices:
            assert counted(store, partial(spoken_by, voice.name), set()) == shown(voice)
            assert voice.disputed <= voice.happenings
            assert max(voice.first, voice.confirmed) <= voice.events <= voice.happenings


def made(chance: random.Random, document: Document) -> list[Claim]:
    return [
        claim(
            document,
            number,
            says=chance.choice(["crown", "league", None]),
            polarity=chance.choice(["affirmed", "affirmed", "denied"]),
            place=chance.choice([Where("Northford", NORTHFORD, None), Where("Weir", WEIR, None)]),
            **chance.choice([{}, {"event_type": "casualties", "quantities": killed(chance.choice([9, 30]))}]),
        )
        for number in range(chance.randint(1, 3))
    ]


def printed_in(documents: set[str], one: Claim) -> bool:
    return one.document_id in documents


def spoken_by(name: str, one: Claim) -> bool:
    return one.speaker is not None and one.speaker.name == name


def counted(store: MemoryStore, own: Callable[[Claim], bool], more: set[str]) -> tuple[int, ...]:
    """Documents, claims, happenings, of these disputed, those told of by others, figures changed: one by one."""
    claims = {one.claim_id: one for one in store.claims(ClaimFilter())}
    mine = {key for key, one in claims.items() if own(one)}
    events = [one for one in store.derived.events() if mine & set(one.claims)]
    kinds = {"denial", "figure", "control"} | more
    disputes = [set(one.claims) & mine for one in store.derived.disagreements() if one.kind in kinds]
    in_dispute = [one for one in events if any(set(one.claims) & claims for claims in disputes)]
    shared = [one for one in events if len(one.voices) > 1 and set(one.claims) - mine]
    named = [one for one in store.derived.disagreements() if one.kind == "revision" and mine & set(one.claims)]
    revised = 0 if more else len(named)
    documents = {claims[key].document_id for key in mine}
    return len(documents), len(mine), len(events), len(in_dispute), len(shared), revised


def shown(tally: Tally) -> tuple[int, ...]:
    return tally.documents, tally.claims, tally.happenings, tally.disputed, tally.events, tally.revised
