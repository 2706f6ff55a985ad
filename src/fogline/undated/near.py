"""Which documents bear on the day of another: those that tell of the same happenings, or share its text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from fogline.store.base import Store

TOLD_BY = 100
"""Documents that tell of a happening from which on it is no longer looked at: it can hardly be of one week."""

SHARED_BY = 60
"""Documents with one print from which on it is a footer or a background paragraph."""

SHARED_PRINTS = 2
"""Prints that two documents must share to have text in common: one is found in any common turn of phrase."""


@dataclass(frozen=True, slots=True)
class Near:
    """The documents near another, by id: under each of its keys that are not too common, and those that share text."""

    under: Mapping[int, frozenset[str]]
    sharing: frozenset[str]

    @property
    def every(self) -> frozenset[str]:
        """All of them."""
        return self.sharing.union(*self.under.values())


def near_each(store: Store, keys: Mapping[str, Collection[int]]) -> Mapping[str, Near]:
    """What is near each of some documents, which have these *keys*. Who is near another has it near."""
    wanted = {key for own in keys.values() for key in own}
    under = {key: frozenset(found) for key, found in store.dossiers.under(wanted, most=TOLD_BY).items()}
    sharing = _sharing(store, keys)
    own = frozenset[str]
    return {
        document: Near({key: under[key] - own({document}) for key in has if key in under}, sharing[document])
        for document, has in keys.items()
    }


def _sharing(store: Store, document_ids: Collection[str]) -> Mapping[str, frozenset[str]]:
    prints = store.derived.prints(document_ids)
    shared = store.derived.sharing({one for mine in prints.values() for one in mine}, most=SHARED_BY)
    found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for document, mine in prints.items():
        others = Counter(other for one in mine for other in shared.get(one, ()))
        found[document] = frozenset(key for key, many in others.items() if many >= SHARED_PRINTS and key != document)
    return found


def reached(store: Store, keys: Collection[int], document_ids: Collection[str]) -> set[str]:
    """All that are near, or were, to documents that changed, which have or had *keys*.

    What is too common now may not have been before they came, and what is under a key because of them, too: so that
    more count as near here than are.
    """
    changed = len(document_ids)
    prints = {one for mine in store.derived.prints(document_ids).values() for one in mine}
    told = store.dossiers.under(keys, most=TOLD_BY + changed).values()
    shared = store.derived.sharing(prints, most=SHARED_BY + changed).values()
    return {document for group in (*told, *shared) for document in group}
