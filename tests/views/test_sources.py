"""What outlets and voices have told, in counts with their denominators."""

from __future__ import annotations

from dataclasses import replace

from fogline.derivation.derive import derive
from fogline.model.claim import Where
from fogline.model.extraction import Extraction
from fogline.store.memory import MemoryStore
from fogline.views.sources import Tally, sources
from tests.reports import WEIR, claim, killed, read, story


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
    assert outlets["Paper 1"] == Tally("Paper 1", documents=1, claims=1, events=1, first=1, confirmed=1)
    assert outlets["Paper 2"] == Tally("Paper 2", documents=1, claims=1, events=1, first=0, confirmed=1)
    assert (voices["Crown army"].party, voices["Crown army"].first, voices["Crown army"].confirmed) == ("crown", 1, 1)


def test_what_nobody_else_tells_is_in_no_denominator() -> None:
    alone = story(1)
    elsewhere = claim(alone, 2, place=Where("Weir", WEIR, None))
    outlets, voices = told(read(alone, claim(alone, says="crown"), elsewhere))
    assert outlets["Paper 1"] == Tally("Paper 1", documents=1, claims=2)
    assert voices["Crown army"] == Tally("Crown army", "crown", documents=1, claims=1)


def test_on_one_day_nobody_is_first() -> None:
    one, other = story(1), story(2)
    outlets, _ = told(read(one, claim(one, says="crown")), read(other, claim(other, says="league")))
    assert [tally.first for tally in outlets.values()] == [0, 0]


def test_a_denial_disputes_both() -> None:
    one, other = story(1), story(2)
    outlets, voices = told(
        read(one, claim(one, says="crown")), read(other, claim(other, says="league", polarity="denied"))
    )
    assert [outlets[name].disputed for name in ("Paper 1", "Paper 2")] == [1, 1]
    assert [voices[name].disputed for name in ("Crown army", "League army")] == [1, 1]
    assert all(tally.confirmed == 0 for tally in outlets.values()), "nor does who affirms it confirm a denial"


def test_a_voice_that_changes_its_figure_has_revised_it() -> None:
    one, other = story(1, day=3), story(2, day=6)
    before = claim(one, says="crown", event_type="casualties", quantities=killed(20))
    after = claim(other, says="crown", event_type="casualties", quantities=killed(9))
    _, voices = told(read(one, before), read(other, after))
    assert voices["Crown army"].revised == 1, "one change, though both of its words are in it"


def test_an_outlet_that_is_not_given_is_said_to_be() -> None:
    nameless = replace(story(1), outlet=None)
    outlets, voices = told(read(nameless, claim(nameless)))
    assert list(outlets) == ["(no outlet given)"]
    assert not voices
