"""Documents to origins: which pairs are worth comparing, and what their links add up to.

A pair is compared when it shares two prints that are not everybody's. What links two documents depends on these two
alone, and an origin is what links connect, so that it does not matter in which order documents came.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from fogline.model.ids import stable_id
from fogline.model.origin import Link, Origin
from fogline.origins.links import Candidate, link_of

SHARED_PRINTS = 2
"""Prints that two documents must share to be compared: one is found in any common turn of phrase."""

TOO_COMMON = 60
"""Documents with one print from which on it is a footer or a background paragraph, and no reason to compare."""


class Index:
    """Which documents have a print."""

    def __init__(self) -> None:
        self._with: defaultdict[int, list[str]] = defaultdict(list)

    def add(self, candidate: Candidate) -> None:
        """Enter a document."""
        for one in candidate.prints.prints.tolist():
            self._with[one].append(candidate.document_id)

    def like(self, candidate: Candidate) -> list[str]:
        """The documents (ids in order) worth comparing with *candidate*, itself left out."""
        shared: Counter[str] = Counter()
        for one in candidate.prints.prints.tolist():
            others = self._with.get(one, ())
            if len(others) <= TOO_COMMON:
                shared.update(others)
        few = min(SHARED_PRINTS, len(candidate.prints.prints))
        return sorted(key for key, count in shared.items() if count >= few and key != candidate.document_id)


def links_among(candidates: Sequence[Candidate]) -> Iterator[Link]:
    """The links among *candidates*, by the ids of their two documents."""
    index = Index()
    by_id = {candidate.document_id: candidate for candidate in candidates}
    for candidate in by_id.values():
        index.add(candidate)
    for key in sorted(by_id):
        for other in index.like(by_id[key]):
            if key < other:
                link = link_of(by_id[key], by_id[other])
                if link is not None:
                    yield link


def origins_of(document_ids: Iterable[str], links: Iterable[Link]) -> list[Origin]:
    """The origins that *links* make of *document_ids*, by their first document; every document is in one.

    An origin's id is that of its document with the smallest id.
    """
    leader = {key: key for key in document_ids}
    joining = [link for link in links if link.joins]
    for link in joining:
        first, second = _leader(leader, link.first), _leader(leader, link.second)
        leader[max(first, second)] = min(first, second)
    members: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(leader):
        members[_leader(leader, key)].append(key)
    tied: defaultdict[str, list[Link]] = defaultdict(list)
    for link in joining:
        tied[_leader(leader, link.first)].append(link)
    return [
        Origin(stable_id("origin", first), tuple(documents), tuple(tied[first]))
        for first, documents in sorted(members.items())
    ]


def _leader(leader: dict[str, str], key: str) -> str:
    while leader[key] != key:
        leader[key] = leader[leader[key]]
        key = leader[key]
    return key


def origin_of_document(origins: Iterable[Origin]) -> Mapping[str, str]:
    """The origin's id of each document."""
    return {document: origin.origin_id for origin in origins for document in origin.documents}
