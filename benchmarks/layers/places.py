"""Places: toponyms found, and found within 161 km (100 miles), by EUPEG's rule (Wang and Hu 2019)."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.decisions import NONE, Decision
from benchmarks.layers.corpora import Judged, Row
from fogline.evaluate.fields import distance_km

MEASURES = ("toponym", "within 161 km", "accuracy@161")
"""``accuracy@161`` is over toponyms that were found; the one before is end to end."""
COUNTED = frozenset(MEASURES[:2])
NEAR_KM = 161.0
REACH = 20
"""Twice the characters that the middles of two spans may be apart (below 10)."""
FAR_KM = 1000.0


def decide(corpus: str, document: Judged) -> Iterator[Decision]:
    """Every annotated toponym, then every found one that is none. Names without coordinates count as not found."""
    rest = [place for place in document.found.get("places", ()) if place.get("latitude") is not None]
    for gold in document.gold["places"]:
        found = next((place for place in rest if _same(gold, place)), None)
        if found is not None:
            rest.remove(found)
        yield _judge(corpus, document, gold, found)
    for place in rest:
        yield Decision(
            corpus, document.name, document.index, place["start"], place["end"], place["text"], "", NONE, COUNTED, NONE,
            f"spurious: {place['use']}",
        )  # fmt: skip


def _same(gold: Row, found: Row) -> bool:
    middles = abs((gold["start"] + gold["end"]) - (found["start"] + found["end"]))
    return middles < REACH and bool(found["text"].lower() == gold["text"].lower())


def _judge(corpus: str, document: Judged, gold: Row, found: Row | None) -> Decision:
    at = corpus, document.name, document.index, gold["start"], gold["end"], gold["text"], ""
    if found is None:
        return Decision(*at, COUNTED, NONE, NONE, f"missed: {_in_its_stead(document, gold)}")
    km = distance_km(gold["latitude"], gold["longitude"], found["latitude"], found["longitude"])
    right = {"toponym"} if km > NEAR_KM else set(MEASURES)
    kind = "" if km <= NEAR_KM else f"elsewhere: {'161 to' if km <= FAR_KM else 'over'} {FAR_KM:.0f} km"
    return Decision(*at, frozenset(MEASURES), frozenset(MEASURES), frozenset(right), kind, km)


def _in_its_stead(document: Judged, gold: Row) -> str:
    over = [p for p in document.found.get("places", ()) if p["start"] < gold["end"] and gold["start"] < p["end"]]
    if not over:
        return "no name seen"
    if over[0]["text"].lower() != gold["text"].lower():
        return "other boundaries"
    return "unresolved demonym" if over[0]["use"] == "demonym" else "unresolved"
