"""The layers are judged by the rules of their corpora's scorers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.decisions import Decision, figures
from benchmarks.layers import attributions, places, times
from benchmarks.layers.corpora import Judged
from fogline.evaluate.scores import PRF

TEXT = "Rebels left Palma on Monday, a priest in Pemba said. Nobody stayed. Hours later the army came."


def at(words: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, **more}


def spans(*words: str) -> list[list[int]]:
    return [[TEXT.index(one), TEXT.index(one) + len(one)] for one in words]


def document(gold: dict[str, Any], found: dict[str, Any]) -> Judged:
    return Judged(0, {"name": "d", "text": TEXT, **gold}, found)


def counted(decisions: Iterator[Decision]) -> dict[str, PRF]:
    return {measure: prf for (_, measure), prf in figures(decisions).items()}


def test_a_toponym_counts_within_161_km_and_only_with_coordinates() -> None:
    palma, pemba = at("Palma", latitude=-10.8, longitude=40.5), at("Pemba", latitude=-13.0, longitude=40.5)
    far = at("Palma", latitude=39.6, longitude=2.6, use="location")
    open_one = at("Pemba", latitude=None, longitude=None, use="location")
    stray = at("Nobody", latitude=0.0, longitude=0.0, use="location")
    got = list(places.decide("c", document({"places": [palma, pemba]}, {"places": [far, open_one, stray]})))
    assert counted(iter(got)) == {
        "toponym": PRF(1, 2, 2),
        "within 161 km": PRF(0, 2, 2),
        "accuracy@161": PRF(0, 1, 1),
    }
    assert [one.kind for one in got] == ["elsewhere: over 1000 km", "missed: unresolved", "spurious: location"]


def test_a_toponym_may_be_shifted_but_not_worded_otherwise() -> None:
    wanted = at("Palma", latitude=-10.8, longitude=40.5)
    shifted = wanted | {"start": wanted["start"] + 9, "end": wanted["end"] + 9, "use": "location"}
    longer = at("left Palma", latitude=-10.8, longitude=40.5, use="location")
    for found, right in ((shifted, 1), (shifted | {"start": wanted["start"] + 10, "end": wanted["end"] + 10}, 0)):
        got = counted(places.decide("c", document({"places": [wanted]}, {"places": [found]})))
        assert got["toponym"].right == right
    assert counted(places.decide("c", document({"places": [wanted]}, {"places": [longer]})))["toponym"].right == 0


def test_times_by_extent_and_value() -> None:
    gold = {"times": [at("Monday", type="DATE", value="2021-03-22"), at("Hours later", type="TIME", value="X")]}
    found = {"times": [at("on Monday", type="DATE", value="2021-03-22"), at("later", type="DATE", value="FUTURE_REF")]}
    assert counted(times.decide("c", document(gold, found))) == {
        "relaxed extent": PRF(2, 2, 2),
        "strict extent": PRF(0, 2, 2),
        "value": PRF(1, 2, 2),
    }


def test_attributions_by_half_of_the_characters() -> None:
    said = {"source": spans("a priest in Pemba"), "cue": spans("said"), "content": spans("Rebels left Palma on Monday")}
    silent = {"source": [], "cue": [], "content": spans("Nobody stayed")}
    found = {"source": spans("a priest"), "cue": spans("said"), "content": spans("Rebels left Palma"), "kind": "x"}
    stray = {"source": spans("army"), "cue": spans("came"), "content": spans("Hours"), "kind": "indirect"}
    got = list(attributions.decide("c", document({"attributions": [said, silent]}, {"attributions": [found, stray]})))
    assert counted(iter(got)) == {
        "cue": PRF(1, 2, 1),
        "source": PRF(0, 2, 1),
        "content": PRF(1, 2, 1),
        "all three": PRF(0, 2, 1),
    }
    assert [one.kind for one in got] == ["wrong: source", "spurious: indirect"]
