"""The flow from claims and reviews to what is derived.

A document that is new, or about which something changed, is *stale*. From it a change spreads as far as it can reach:
to the documents it shares text with and the claims its claims match, to all that matches these in turn, and to the
events and disagreements that any of them is in. The rest is left as it is, and comes out the same from a derivation
of everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TypeVar

from fogline.connected import connected
from fogline.derivation.decisions import Decisions, decisions_of
from fogline.disagreements.control import HOLDS
from fogline.disagreements.find import across, within
from fogline.events.build import events_of
from fogline.events.cluster import pair
from fogline.matching.blocks import homes, reach
from fogline.matching.compare import compare
from fogline.matching.told import Told, told
from fogline.model.claim import Claim
from fogline.model.disagreement import Disagreement
from fogline.model.document import Document
from fogline.model.event import Event
from fogline.model.origin import Link
from fogline.origins.group import TOO_COMMON, origins_of, worth_comparing
from fogline.origins.links import Candidate, candidate_of, link_of
from fogline.origins.passages import PassageIndex, passages_of
from fogline.store.base import ClaimFilter, Store
from fogline.store.derived import Pair

BATCH = 200
"""Documents whose claims are in memory together."""

KEPT_DOCUMENTS = 2_000
KEPT_CLAIMS = 20_000
"""Documents and claims kept in memory at most, some 200 MB: those read last."""

T = TypeVar("T")

Step = Callable[[str, int, int], None]
"""Told of progress: what is being derived, how much of it is done, of how much."""


@dataclass
class DeriveReport:
    """What one derivation did: documents looked at, links found, events and disagreements made."""

    documents: int = 0
    links: int = 0
    events: int = 0
    disagreements: int = 0


def derive(store: Store, *, step: Step = lambda what, done, total: None) -> DeriveReport:
    """Bring what is derived in *store* up to date; gives what was done. Interrupted, it begins again where it was.

    Raises:
        LedgerError: the ledger cannot be written any longer.
    """
    stale = store.derived.stale()
    report = DeriveReport(documents=len(stale))
    if stale:
        _Derivation(store, stale, decisions_of(store.reviews()), step, report).run()
    return report


class _Ties:
    """What ties documents: their origins, and the links among them."""

    def __init__(self, origins: Mapping[str, str], links: Iterable[Link]) -> None:
        self._origins = origins
        self._links: defaultdict[str, list[Link]] = defaultdict(list)
        for link in links:
            self._links[link.first].append(link)

    def among(self, claims: Sequence[Told]) -> Callable[[Told], frozenset[str]]:
        """The origins of *claims*: their documents', and the passages that these share among themselves."""
        documents = {one.claim.document_id for one in claims}
        links = [link for key in documents for link in self._links.get(key, ()) if link.second in documents]
        index = PassageIndex(passages_of(links))

        def origin_of(one: Told) -> frozenset[str]:
            passage = index.at(one.claim.document_id, one.claim.evidence)
            return frozenset({self._origins[one.claim.document_id], *([passage] if passage else [])})

        return origin_of


@dataclass
class _Derivation:
    store: Store
    stale: list[str]
    decisions: Decisions
    step: Step
    report: DeriveReport
    _documents: dict[str, Document] = field(default_factory=dict)
    _candidates: dict[str, Candidate] = field(default_factory=dict)
    _claims: dict[str, list[str]] = field(default_factory=dict)
    _told: dict[str, Told] = field(default_factory=dict)
    _compared: set[str] = field(default_factory=set)

    def run(self) -> None:
        derived = self.store.derived
        before = derived.claims_from(self.stale)
        linked = {key for link in derived.links(self.stale) for key in (link.first, link.second)}
        for batch in self._batches("reading", self.stale):
            self._enter(batch)
        for batch in self._batches("comparing", self.stale):
            self._compare_texts(batch)
            self._compare_claims(batch)
        moved = self._regroup(linked | set(self.stale))
        touched = self._touched(before | self._claims_in(self.stale), moved)
        self._make_events(touched)
        self._across(self.stale, before)
        derived.settle(self.stale)

    # Entering ------------------------------------------------------------------------------------------------

    def _enter(self, batch: Sequence[str]) -> None:
        prints = {key: self._candidate(key).prints.prints.tolist() for key in batch}
        living = {key: {one.claim.claim_id: homes(one) for one in self._told_in(key)} for key in batch}
        self.store.derived.enter(prints, living)

    # Comparing -----------------------------------------------------------------------------------------------

    def _compare_texts(self, batch: Sequence[str]) -> None:
        links: dict[tuple[str, str], Link] = {}
        for key in batch:
            mine = self._candidate(key)
            for other in self._like(mine):
                both = pair(key, other)
                if both not in links and (link := link_of(mine, self._candidate(other))) is not None:
                    links[both] = link
        self.store.derived.put_links(batch, links.values())
        self.report.links += len(links)

    def _like(self, mine: Candidate) -> list[str]:
        """The documents worth comparing with *mine*."""
        sharing = self.store.derived.sharing(mine.prints.prints.tolist(), most=TOO_COMMON)
        return worth_comparing(mine, sharing.values())

    def _compare_claims(self, batch: Sequence[str]) -> None:
        derived = self.store.derived
        mine = {one.claim.claim_id: reach(one) for key in batch for one in self._told_in(key)}
        # A pair of two stale claims is met from both sides: what an earlier batch compared is done.
        pairs = {both for both in derived.living(mine) if self._compared.isdisjoint(both)}
        others = self._told_by_id({key for both in pairs for key in both})
        scores: dict[Pair, float] = {}
        for one, other in pairs:
            if one in others and other in others:
                match = compare(others[one], others[other])
                if match.same:
                    scores[one, other] = match.score
        derived.put_matches(scores)
        self._compared.update(mine)

    # Origins -------------------------------------------------------------------------------------------------

    def _regroup(self, documents: Collection[str]) -> set[str]:
        """Derive the origins that *documents* are in; gives the documents that are tied otherwise than before."""
        derived = self.store.derived
        group, links = self._tied(documents)
        before = derived.origins(group)
        now = {key: origin.origin_id for origin in origins_of(group, links) for key in origin.documents}
        changed = {key: origin for key, origin in now.items() if before.get(key) != origin}
        derived.put_origins(changed)
        return set(changed) | set(documents)

    def _tied(self, documents: Collection[str]) -> tuple[set[str], list[Link]]:
        """*documents* with all that joining links tie to them, and these links."""
        derived = self.store.derived
        seen: set[str] = set()
        found: dict[tuple[str, str], Link] = {}
        ahead = set(documents)
        while ahead:
            seen |= ahead
            links = [link for link in derived.links(ahead) if link.joins]
            found.update({(link.first, link.second): link for link in links})
            # An origin that a link was taken from falls apart: what shared it is grouped anew, too.
            ahead = {key for link in links for key in (link.first, link.second)} - seen
        return seen, [found[key] for key in sorted(found)]

    # Events --------------------------------------------------------------------------------------------------

    def _claims_in(self, documents: Sequence[str]) -> set[str]:
        return {one.claim.claim_id for key in documents for one in self._told_in(key)}

    def _touched(self, claims: set[str], documents: set[str]) -> set[str]:
        """All claims whose event may change: *claims*, those of *documents*, their events', and all these match."""
        derived = self.store.derived
        seen: set[str] = set()
        ahead = claims | derived.claims_from(documents)
        decided = [*self.decisions.constraints.together, *self.decisions.constraints.apart]
        while ahead:
            seen |= ahead
            matched = {key for both in derived.matches(ahead) for key in both}
            together = {key for both in decided if not ahead.isdisjoint(both) for key in both}
            shared = derived.claims_of(set(derived.events_of(ahead).values()))
            ahead = (matched | together | shared) - seen
        return seen

    def _make_events(self, touched: set[str]) -> None:
        derived = self.store.derived
        gone = set(derived.events_of(touched).values())
        derived.put_disagreements({f"event:{key}": () for key in gone})
        derived.put_events(gone, ())
        documents = self._documents_told(touched)
        ties = _Ties(derived.origins(documents), derived.links(documents))
        components = self._components(touched)
        done = 0
        for group in _grouped(components, BATCH * 10):
            self.step("events", done, len(touched))
            claims = self._told_by_id({key for component in group for key in component})
            self._make(group, claims, ties)
            done += len(claims)

    def _make(self, components: Sequence[Sequence[str]], claims: Mapping[str, Told], ties: _Ties) -> None:
        """Make and keep the events of some *components*, and what they disagree about."""
        made: list[tuple[Event, Mapping[str, str]]] = []
        found: dict[str, tuple[Disagreement, ...]] = {}
        matches: defaultdict[str, list[Pair]] = defaultdict(list)
        for both in self.store.derived.matches(claims):
            matches[both[0]].append(both)
        for component in components:
            here = [claims[key] for key in component if key in claims]
            matched = [both for key in component for both in matches.get(key, ())]
            for event in events_of(here, ties.among(here), self.decisions.constraints, matched):
                of = {key: claims[key].claim.document_id for key in event.claims}
                made.append((event, of))
                if len(event.members) > 1:
                    found[f"event:{event.event_id}"] = within(event, claims, self._documents_of(of.values()))
        self.store.derived.put_events((), made)
        self.store.derived.put_disagreements(found)
        self.report.events += len(made)
        self.report.disagreements += sum(map(len, found.values()))

    def _documents_told(self, claims: set[str]) -> set[str]:
        known = {self._told[key].claim.document_id for key in claims if key in self._told}
        rest = (key for key in claims if key not in self._told)
        return known | {claim.document_id for claim in self.store.claims_with(rest)}

    def _components(self, claims: Collection[str]) -> list[list[str]]:
        """The claims in sets that matches and decisions connect."""
        matches = [*self.store.derived.matches(claims), *self.decisions.constraints.together]
        return connected(claims, matches)

    # Disagreements across events -----------------------------------------------------------------------------

    def _across(self, documents: Sequence[str], before: set[str]) -> None:
        """Disagreements of the *documents*, and at the places of their claims, those they had *before* among them."""
        mine = [one for key in documents for one in self._told_in(key)]
        held = [one.place for one in mine if one.claim.event_type in HOLDS and one.place is not None]
        places = {place.geonameid for place in held if place.geonameid is not None}
        scopes_before = self.store.derived.scopes_of(before)
        places |= {int(scope.removeprefix("place:")) for scope in scopes_before if scope.startswith("place:")}
        scopes = across(mine, self._at, places, self._documents_of(documents))
        self.store.derived.put_disagreements(scopes)
        self.report.disagreements += sum(map(len, scopes.values()))

    def _at(self, place: int) -> list[Told]:
        there = frozenset({place})
        found = [c for kind in sorted(HOLDS) for c in self.store.claims(ClaimFilter(geonameids=there, event_type=kind))]
        claims = [claim for claim in found if claim.claim_id not in self.decisions.rejected]
        return [told(claim, self._document(claim.document_id).published) for claim in claims]

    # Reading -------------------------------------------------------------------------------------------------

    def _batches(self, what: str, documents: Sequence[str]) -> Iterator[list[str]]:
        ahead = iter(documents)
        done = 0
        while batch := list(islice(ahead, BATCH)):
            self.step(what, done, len(documents))
            yield batch
            done += len(batch)

    def _document(self, document_id: str) -> Document:
        if document_id not in self._documents:
            found = self.store.document(document_id)
            if found is None:
                raise LookupError(f"a claim without its document: {document_id}")
            _make_room(self._documents, KEPT_DOCUMENTS)
            self._documents[document_id] = found
        return self._documents[document_id]

    def _documents_of(self, ids: Collection[str]) -> dict[str, Document]:
        return {key: self._document(key) for key in set(ids)}

    def _candidate(self, document_id: str) -> Candidate:
        if document_id not in self._candidates:
            _make_room(self._candidates, KEPT_DOCUMENTS // 4)
            self._candidates[document_id] = candidate_of(self._document(document_id))
        return self._candidates[document_id]

    def _told_in(self, document_id: str) -> list[Told]:
        if document_id in self._claims and all(key in self._told for key in self._claims[document_id]):
            return [self._told[key] for key in self._claims[document_id]]
        published = self._document(document_id).published
        claims = self.store.claims(ClaimFilter(document=document_id))
        found = [self._keep(claim, published) for claim in claims if claim.claim_id not in self.decisions.rejected]
        self._claims[document_id] = [one.claim.claim_id for one in found]
        return found

    def _told_by_id(self, claim_ids: Collection[str]) -> dict[str, Told]:
        wanted = [key for key in claim_ids if key not in self.decisions.rejected]
        found = {key: self._told[key] for key in wanted if key in self._told}
        for claim in self.store.claims_with(key for key in wanted if key not in found):
            found[claim.claim_id] = self._keep(claim, self._document(claim.document_id).published)
        return found

    def _keep(self, claim: Claim, published: date | None) -> Told:
        _make_room(self._told, KEPT_CLAIMS)
        self._told[claim.claim_id] = told(claim, published)
        return self._told[claim.claim_id]


def _make_room(kept: dict[str, T], most: int) -> None:
    """Forget what was kept first when there is too much of it."""
    while len(kept) >= most:
        del kept[next(iter(kept))]


def _grouped(components: Sequence[Sequence[str]], size: int) -> Iterator[list[Sequence[str]]]:
    """*components* in groups of at least *size* claims together."""
    group: list[Sequence[str]] = []
    count = 0
    for component in components:
        group.append(component)
        count += len(component)
        if count >= size:
            yield group
            group, count = [], 0
    if group:
        yield group
