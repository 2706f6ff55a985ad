"""The flow from claims and reviews to what is derived.

A document that is new, or about which something changed, is *stale*. From it a change spreads as far as it can reach:
to the documents it shares text with and the claims its claims match, to all that matches these in turn, and to the
events and disagreements that any of them is in. The rest is left as it is, and comes out the same from a derivation
of everything. What a change reaches is marked as stale before it is touched: whatever stops a derivation half-way, the
next one knows what to do again.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from fogline.connected import connected, grouped, pairs_of
from fogline.derivation.decisions import Decisions, decisions_of
from fogline.derivation.happenings import LARGE, Happenings, happenings_of
from fogline.derivation.held import Periods, begun_in, parts, scope_of
from fogline.derivation.near import Reach, pairs_near
from fogline.derivation.reading import Reading, in_time
from fogline.derivation.rules import rules
from fogline.derivation.spread import Connected, reached, reached_by_few
from fogline.derivation.ties import Ties, shaken_by
from fogline.disagreements.control import HOLDS
from fogline.disagreements.find import across, with_disputes
from fogline.events.build import event_from
from fogline.events.cluster import neighbours, pair
from fogline.matching.blocks import homes, reach
from fogline.matching.compare import compare
from fogline.matching.marks import mark_of
from fogline.matching.told import Told
from fogline.model.disagreement import Disagreement
from fogline.model.event import Event
from fogline.model.origin import Link
from fogline.origins.group import TOO_COMMON, origins_of, worth_comparing
from fogline.origins.links import link_of
from fogline.store.base import Store
from fogline.store.derived import Entry, Marks, Pair

READ_AT_ONCE = 200
"""Documents whose claims are read together."""

ENTERED_AT_ONCE = 10_000
"""Texts whose prints, a hundred each, are entered together."""

COMPARED_AT_ONCE = 1_000
"""Documents whose texts are held against the ledger together."""

SCREENED_AT_ONCE = 20_000
"""Claims that are held against the ledger together, or some more."""

CLAIMS_AT_ONCE = 2_000
"""Claims from which on what hangs together is compared, or made into events, and kept."""

T = TypeVar("T")

Step = Callable[[str, int, int], None]
"""Told of progress: what is being derived, how much of it is done, of how much."""


@dataclass
class DeriveReport:
    """What one derivation did: documents looked at, links found, events and disagreements made.

    ``anew`` says that all was derived again, because what was there was derived by other rules.
    """

    documents: int = 0
    links: int = 0
    events: int = 0
    disagreements: int = 0
    anew: bool = False


def derive(
    store: Store,
    *,
    documents: Collection[str] | None = None,
    wait: float | None = None,
    step: Step = lambda what, done, total: None,
) -> DeriveReport:
    """Bring what is derived in *store* up to date; gives what was done. Interrupted, it begins again where it was.

    What was derived by another version of the rules is dropped, and all is derived by these. Only one process derives
    at a time: another one waits for it, *wait* seconds at most (``None``: as long as it takes), and else leaves it to
    the one that does, who goes on until nothing is behind. With *documents* only what follows from these.

    Raises:
        LedgerError: the ledger cannot be written any longer.
    """
    report = DeriveReport()
    while _behind(store, documents):
        with store.derived.alone(wait) as alone:
            if not alone:
                break
            _derive_once(store, documents, step, report)
    return report


def begin(store: Store) -> bool:
    """Drop what was derived by another version of the rules; whether there was any. What is weighed to date documents
    by others goes with it."""
    if store.derived.rules() == rules():
        return False
    with store.derived.alone():
        before = store.derived.rules()
        if before != rules():
            store.derived.forget(rules())
        return before not in (None, rules())


def _behind(store: Store, documents: Collection[str] | None) -> bool:
    return store.derived.rules() != rules() or bool(_chosen(store.derived.stale(), documents))


def _chosen(marks: Marks, documents: Collection[str] | None) -> Marks:
    return marks if documents is None else {key: mark for key, mark in marks.items() if key in documents}


def _derive_once(store: Store, documents: Collection[str] | None, step: Step, report: DeriveReport) -> None:
    before = store.derived.rules()
    if before != rules():
        store.derived.forget(rules())
        report.anew = before is not None
        documents = None
    stale = _chosen(store.derived.stale(), documents)
    report.documents += len(stale)
    if stale:
        with _rarely_collecting():
            _Derivation(store, stale, decisions_of(store.reviews()), step, report).run()


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """Look for garbage in rings far less often: claims are many and in no ring, and going through them all again and
    again took an eighth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@dataclass
class _Derivation:
    store: Store
    marks: Marks
    decisions: Decisions
    step: Step
    report: DeriveReport
    held: Periods = field(default_factory=Periods)
    texts: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.stale = in_time(self.store, self.marks)
        self.reading = Reading(self.store, self.decisions.rejected)

    def run(self) -> None:
        derived = self.store.derived
        before = self._links()
        linked = {key for both in before for key in both}
        self._reaches(linked)
        near = Reach()
        for batch in self._batches("reading", self.stale, READ_AT_ONCE):
            self._read(batch, near)
            if len(near.claims) >= SCREENED_AT_ONCE:
                self._compare_claims(near)
                near = Reach()
        self._enter_texts({})
        self._compare_claims(near)
        self._compare_places()
        self._compare_texts()
        now = self._links()
        loosened = {key for both, link in before.items() if now.get(both) != link for key in both}
        self._renew_events(self._regroup(linked | set(self.stale)) | loosened | set(self.stale))
        derived.settle(self.marks)

    def _reaches(self, documents: Collection[str]) -> None:
        """Say that the change reaches these documents, too: until all is done they are stale."""
        if documents:
            self.marks = {**self.marks, **self.store.derived.mark(documents)}

    # Reading -------------------------------------------------------------------------------------------------

    def _read(self, batch: Sequence[str], near: Reach) -> None:
        """Enter what the texts and claims of some documents are looked for by, and what they dispute alone."""
        derived = self.store.derived
        documents = self.reading.documents(batch)
        told = self.reading.told_in(batch)
        scopes = derived.scopes_of(derived.claims_from(batch))
        self._enter_texts({key: self.reading.candidate(key).prints.prints.tolist() for key in batch})
        entries = {key: {one.claim.claim_id: Entry(homes(one), mark_of(one)) for one in told[key]} for key in batch}
        derived.enter_claims(entries)
        everything = [one for key in batch for one in told[key]]
        near.add({one.claim.claim_id: reach(one) for one in everything})
        self.held.add(everything, scopes)
        self._put_across(across(everything, lambda place: (), (), documents, self.reading.document))

    def _enter_texts(self, prints: Mapping[str, list[int]]) -> None:
        """Enter the prints of texts, with those that wait for it where there are many, or no more to come."""
        self.texts.update(prints)
        if len(self.texts) >= ENTERED_AT_ONCE or not prints:
            self.store.derived.enter_texts(self.texts)
            self.texts = {}

    def _compare_places(self) -> None:
        """Disagreements at the places of the claims, those that they had before among them."""
        for place, first, last, periods in self.held.by_place():
            everything = self.reading.told_at(place, HOLDS, first, last)
            found: dict[str, Collection[Disagreement]] = {}
            for period, there in parts(everything, periods):
                made = across((), {place: there}.__getitem__, (place,), {}, self.reading.document)
                found[scope_of(place, period)] = begun_in(period, made[f"place:{place}"], there)
            self._put_across(found)

    def _put_across(self, found: Mapping[str, Collection[Disagreement]]) -> None:
        self.store.derived.put_disagreements(found)
        self.report.disagreements += sum(map(len, found.values()))

    # Comparing -----------------------------------------------------------------------------------------------

    def _compare_texts(self) -> None:
        derived = self.store.derived
        alike = {
            both
            for batch in self._batches("comparing texts", self.stale, COMPARED_AT_ONCE)
            for both in self._alike(batch)
        }
        derived.put_links(self.stale, ())
        rank = {key: number for number, key in enumerate(self.stale)}
        ordered = sorted(alike, key=lambda both: sorted((rank.get(key, -1) for key in both), reverse=True))
        for start in range(0, len(ordered), READ_AT_ONCE):
            self.step("comparing texts", start, len(ordered))
            pairs = ordered[start : start + READ_AT_ONCE]
            self.reading.documents({key for both in pairs for key in both})
            found = (link_of(*map(self.reading.candidate, both)) for both in pairs)
            links = [link for link in found if link is not None]
            derived.put_links((), links)
            self.report.links += len(links)

    def _alike(self, batch: Sequence[str]) -> Iterator[Pair]:
        """The pairs of one of these documents and another that are worth comparing."""
        prints = self.store.derived.prints(batch)
        sharing = self.store.derived.sharing({one for found in prints.values() for one in found}, most=TOO_COMMON)
        for key, mine in prints.items():
            for other in worth_comparing(key, mine, [sharing[one] for one in mine if one in sharing]):
                yield pair(key, other)

    def _compare_claims(self, near: Reach) -> None:
        """Hold some claims against all that are entered; what is entered later is held against these."""
        self._compare(pairs_near(self.store.derived, near))

    def _compare(self, pairs: Sequence[Pair]) -> None:
        near = connected({key for both in pairs for key in both}, pairs)
        of = pairs_of(near, pairs)
        for group in grouped(near, CLAIMS_AT_ONCE):
            told = self.reading.told({key for claims in group for key in claims})
            scores: dict[Pair, float] = {}
            for both in (both for claims in group for both in of[claims[0]]):
                if both[0] in told and both[1] in told and (match := compare(told[both[0]], told[both[1]])).same:
                    scores[both] = match.score
            self.store.derived.put_matches(scores)

    # Origins -------------------------------------------------------------------------------------------------

    def _links(self) -> Mapping[Pair, Link]:
        """The links of the documents at hand, by the two that they tie."""
        return {(link.first, link.second): link for link in self.store.derived.links(self.stale)}

    def _regroup(self, documents: Collection[str]) -> set[str]:
        """Derive the origins that *documents* are in; gives the documents that are in another than before."""
        derived = self.store.derived
        group, links = self._tied(documents)
        before = derived.origins(group)
        now = {key: origin.origin_id for origin in origins_of(group, links) for key in origin.documents}
        changed = {key: origin for key, origin in now.items() if before.get(key) != origin}
        self._reaches(changed)
        derived.put_origins(changed)
        return set(changed)

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

    def _renew_events(self, moved: Collection[str]) -> None:
        """Derive the events of the claims of *moved* documents anew, and all that these reach."""
        derived = self.store.derived
        done: set[str] = set()
        for batch in self._batches("events", in_time(self.store, moved), COMPARED_AT_ONCE):
            claims = derived.claims_from(batch) | derived.entered(batch)
            shared = derived.claims_of(set(derived.events_of(claims).values())).values()
            constraints = self.decisions.constraints
            if len(moved) <= COMPARED_AT_ONCE:
                changed = claims.union(*shared)
                sets = reached_by_few(derived, constraints, changed, LARGE)
            else:  # what others of *moved* tell may be touched in any turn: all counts as changed
                sets = reached(derived, constraints, claims - done)
                changed = {key for members, _ in sets for key in members}
                done = (done | changed) - claims
            self._make_events(sets, moved, changed)

    def _make_events(self, sets: Sequence[Connected], moved: Collection[str], changed: Collection[str]) -> None:
        derived = self.store.derived
        documents = derived.documents_of({key for members, _ in sets for key in members})
        self._reaches(documents)
        links = list(derived.links(documents))
        ties = Ties(derived.origins(documents), links)
        shaken = shaken_by(moved, documents, links)
        decided = {key for both in self.decisions.constraints.together for key in both}
        wanted = derived.claims_from(shaken) | derived.entered(shaken) | decided
        made_again = partial(happenings_of, self.reading, derived, self.decisions.constraints, changed, wanted)
        matches = {members[0]: scores for members, scores in sets}
        for group in grouped([members for members, _ in sets], CLAIMS_AT_ONCE):
            self._make(made_again([(members, matches[members[0]]) for members in group]), ties, shaken)

    def _make(self, happenings: Happenings, ties: Ties, shaken: Collection[str]) -> None:
        """Make and keep the events that *happenings* are, and what they disagree about.

        An event that has the claims it had, none of them from a *shaken* document, is as it was.
        """
        derived = self.store.derived
        claims, old = happenings.claims, happenings.before
        steady = self._steady(old, claims, shaken)
        kept: set[str] = set()
        made: list[tuple[Event, Mapping[str, str]]] = []
        found: dict[str, tuple[Disagreement, ...]] = {}
        for one in happenings.sets:
            origin_of, near = ties.among(one.documents), neighbours(one.scores)
            for group in one.groups:
                if (as_it_was := steady.get(frozenset(group))) is not None:
                    kept.add(as_it_was)
                    continue
                event = event_from(group, claims, near, origin_of, self.decisions.constraints)
                of = {key: claims[key].claim.document_id for key in group}
                if len(group) > 1:
                    event, disputes = with_disputes(event, claims, self.reading.documents(of.values()))
                    found[f"event:{event.event_id}"] = disputes
                made.append((event, of))
        gone = old.keys() - kept
        derived.put_disagreements({**{f"event:{key}": () for key in gone}, **found})
        derived.put_events(gone, made)
        self.report.events += len(made)
        self.report.disagreements += sum(map(len, found.values()))

    def _steady(
        self, old: Mapping[str, Collection[str]], claims: Mapping[str, Told], shaken: Collection[str]
    ) -> Mapping[frozenset[str], str]:
        """Those of the *old* events (with their claims) that stay if their claims stay together, by these."""
        decided = {key for both in self.decisions.constraints.together for key in both}
        movable = {key for key, one in claims.items() if one.claim.document_id in shaken} | decided
        return {frozenset(members): key for key, members in old.items() if movable.isdisjoint(members)}

    def _batches(self, what: str, documents: Sequence[str], size: int) -> Iterator[Sequence[str]]:
        for start in range(0, len(documents), size):
            self.step(what, start, len(documents))
            yield documents[start : start + size]
