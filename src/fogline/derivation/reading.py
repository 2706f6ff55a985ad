"""What deriving reads of a ledger, the last of it kept in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TypeVar

from fogline.matching.told import Told, told
from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.origins.links import Candidate, candidate_of
from fogline.store.base import Store

KEPT_DOCUMENTS = 4_000
KEPT_CLAIMS = 40_000
"""Documents and claims kept in memory at most, some 200 MB: those read last."""

FEW = 200
"""Documents up to which it does not matter in what order they are taken up."""

T = TypeVar("T")


def in_time(store: Store, document_ids: Collection[str]) -> list[str]:
    """*document_ids* by the day they appeared, those without one last: neighbours in time are then taken up together.

    What comes of it is the same in any order, but what is near in time is what is read and compared together.
    """
    if len(document_ids) <= FEW:
        return sorted(document_ids)
    days = {head.document_id: head.published or "9" for head in store.overview.heads()}
    return sorted(document_ids, key=lambda key: (days.get(key, "9"), key))


class Reading:
    """The documents of *store*, and their claims but for *rejected* ones."""

    def __init__(self, store: Store, rejected: Collection[str]) -> None:
        self._store, self._rejected = store, rejected
        self._documents: dict[str, Document] = {}
        self._candidates: dict[str, Candidate] = {}
        self._told: dict[str, Told] = {}

    def document(self, document_id: str) -> Document:
        """The document with this id, of which there is a claim or a mark.

        Raises:
            LookupError: there is none.
        """
        return self.documents([document_id])[document_id]

    def documents(self, ids: Iterable[str]) -> dict[str, Document]:
        """These documents, by id.

        Raises:
            LookupError: there is none with one of the ids.
        """
        wanted = set(ids)
        found = {key: self._documents[key] for key in wanted if key in self._documents}
        for document in self._store.documents_with(wanted - found.keys()) if len(found) < len(wanted) else ():
            found[document.document_id] = document
            _keep(self._documents, document.document_id, document, KEPT_DOCUMENTS)
        if len(found) < len(wanted):
            raise LookupError(f"a claim without its document: {min(wanted - found.keys())}")
        return found

    def candidate(self, document_id: str) -> Candidate:
        """What of a document is compared with others."""
        if document_id not in self._candidates:
            _keep(self._candidates, document_id, candidate_of(self.document(document_id)), KEPT_DOCUMENTS)
        return self._candidates[document_id]

    def told_in(self, document_ids: Collection[str]) -> Mapping[str, list[Told]]:
        """The claims of each of these documents."""
        documents = self.documents(document_ids)
        found: dict[str, list[Told]] = {key: [] for key in document_ids}
        for claim in self._store.claims_from(document_ids, reasons=False):
            if claim.claim_id not in self._rejected:
                found[claim.document_id].append(self._made(claim, documents[claim.document_id].published))
        return found

    def told_at(self, place: int, types: Collection[str], first: date, last: date) -> list[Told]:
        """The claims of some types at a place (its GeoNames id) that are held against others by a day from *first* to
        *last*."""
        claims = self._store.claims_at(place, types, first, last)
        kept = [claim for claim in claims if claim.claim_id not in self._rejected]
        documents = self.documents(claim.document_id for claim in kept)
        return [told(claim, documents[claim.document_id].published) for claim in kept]

    def told(self, claim_ids: Collection[str]) -> Mapping[str, Told]:
        """These claims by id, as far as they are here."""
        wanted = [key for key in claim_ids if key not in self._rejected]
        found = {key: self._told[key] for key in wanted if key in self._told}
        missing = [key for key in wanted if key not in found]
        more = list(self._store.claims_with(missing, reasons=False)) if missing else []
        documents = self.documents(claim.document_id for claim in more)
        for claim in more:
            found[claim.claim_id] = self._made(claim, documents[claim.document_id].published)
        return found

    def _made(self, claim: Claim, published: date | None) -> Told:
        made = told(claim, published)
        _keep(self._told, claim.claim_id, made, KEPT_CLAIMS)
        return made


def _keep(kept: dict[str, T], key: str, value: T, most: int) -> None:
    """Keep *value*, and forget what was kept first when there is too much."""
    while len(kept) >= most:
        del kept[next(iter(kept))]
    kept[key] = value
