"""What ties documents, as claims ask it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from fogline.connected import connected
from fogline.matching.told import Told
from fogline.model.origin import Link
from fogline.origins.passages import PassageIndex, passages_of


class Ties:
    """What ties documents: their origins, and the links among them."""

    def __init__(self, origins: Mapping[str, str], links: Iterable[Link]) -> None:
        self._origins = origins
        self._links: defaultdict[str, list[Link]] = defaultdict(list)
        for link in links:
            self._links[link.first].append(link)

    def among(self, documents: Collection[str]) -> Callable[[Told], frozenset[str]]:
        """The origins of claims of *documents*: the documents', and the passages that these share among themselves."""
        if len(documents) == 1:  # nothing is another's: there are no passages
            alone = frozenset(self._origins[key] for key in documents)
            return lambda one: alone
        links = [link for key in documents for link in self._links.get(key, ()) if link.second in documents]
        index = PassageIndex(passages_of(links))

        def origin_of(one: Told) -> frozenset[str]:
            passage = index.at(one.claim.document_id, one.claim.evidence)
            return frozenset({self._origins[one.claim.document_id], *([passage] if passage else [])})

        return origin_of


def shaken_by(moved: Collection[str], documents: Collection[str], links: Sequence[Link]) -> set[str]:
    """Those of *documents* that moved, with all that shared passages tie to them: what is whose copy may be new."""
    tied = connected(documents, [(link.first, link.second) for link in links])
    apart = {
        *moved,
        *(link.first for link in links if link.second in moved),
        *(link.second for link in links if link.first in moved),
    }
    return {key for group in tied if not apart.isdisjoint(group) for key in group}
