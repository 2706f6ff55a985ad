"""Documents to origins: which pairs are worth comparing, and what their links add up to.

A pair is compared when it shares two prints that are not everybody's. What links two documents depends on these two
alone, and an origin is what links connect, so that it does not matter in which order documents came.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from itertools import chain

from fogline.connected import connected
from fogline.model.ids import stable_id
from fogline.model.origin import Link, Origin

SHARED_PRINTS = 2
"""Prints that two documents must share to be compared: one is found in any common turn of phrase."""

TOO_COMMON = 60
"""Documents with one print, beyond which it is a footer or a background paragraph, and no reason to compare."""


def worth_comparing(mine: str, prints: Collection[int], sharing: Iterable[Iterable[str]]) -> list[str]:
    """The documents (ids in order) worth comparing with that of id *mine*, which has *prints*; itself left out.

    *sharing* has the ids of the documents that have a print, for each print of *mine* that is not too common.
    """
    shared = Counter(chain.from_iterable(sharing))
    few = min(SHARED_PRINTS, len(prints))
    return sorted(key for key, count in shared.items() if count >= few and key != mine)


def origins_of(document_ids: Iterable[str], links: Iterable[Link]) -> list[Origin]:
    """The origins that *links* make of *document_ids*, by their first document; every document is in one.

    An origin's id is that of its document with the smallest id.
    """
    joining = [link for link in links if link.joins]
    groups = connected(document_ids, ((link.first, link.second) for link in joining))
    first_of = {key: group[0] for group in groups for key in group}
    tied: defaultdict[str, list[Link]] = defaultdict(list)
    for link in joining:
        tied[first_of[link.first]].append(link)
    return [Origin(stable_id("origin", group[0]), tuple(group), tuple(tied[group[0]])) for group in groups]
