"""Passages: which stretches of which documents are the same text."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from fogline.connected import connected
from fogline.model.ids import stable_id
from fogline.model.origin import Link, Passage
from fogline.model.span import Span

Place = tuple[str, Span]


def passages_of(links: Iterable[Link]) -> list[Passage]:
    """The passages that *links* add up to, by their first place.

    Stretches of one document that overlap by half of the shorter one are one place; what links tie place to place is
    one passage. A passage's id is that of its first place.
    """
    stretches = [((link.first, s.first), (link.second, s.second)) for link in links for s in link.stretches]
    places = _places(place for pair in stretches for place in pair)
    tied = ((places[first], places[second]) for first, second in stretches)
    return [_passage(members) for members in connected(places.values(), tied)]


def _passage(places: list[Place]) -> Passage:
    document, span = places[0]
    return Passage(stable_id("passage", document, span.start, span.end), tuple(places))


def _places(stretches: Iterable[Place]) -> dict[Place, Place]:
    """Each stretch with the widest one of its document that it largely overlaps."""
    by_document: defaultdict[str, set[Span]] = defaultdict(set)
    for document, span in stretches:
        by_document[document].add(span)
    merged: dict[Place, Place] = {}
    for document, spans in by_document.items():
        kept: list[Span] = []
        for span in sorted(spans, key=lambda one: (-len(one), one)):
            home = next((one for one in kept if 2 * _overlap(one, span) >= len(span)), span)
            if home is span:
                kept.append(span)
            merged[document, span] = (document, home)
    return merged


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


class PassageIndex:
    """Finds the passage that a stretch of a document lies in."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        found: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
        for passage in passages:
            for document, span in passage.places:
                found[document].append((span, passage.passage_id))
        self._places = {document: sorted(places) for document, places in found.items()}

    def at(self, document_id: str, span: Span) -> str | None:
        """The id of the widest passage that most of *span* lies in, or ``None``."""
        places = self._places.get(document_id, [])
        near = places[: bisect_right(places, span.end, key=lambda place: place[0].start)]
        holding = [(len(place), passage) for place, passage in near if 2 * _overlap(place, span) > len(span)]
        return max(holding)[1] if holding else None
