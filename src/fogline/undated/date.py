"""Dates the documents of a ledger that do not give their day, from the dated ones about the same happenings."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from fogline.dating.dossiers import Dossier, Wording, from_record, with_wording, with_wording_beside, wording_of
from fogline.dating.infer import Dated, infer_day, telling
from fogline.dating.rounds import Found, Standing, renewed
from fogline.model.document import Document
from fogline.store.base import Store
from fogline.store.dossiers import Bearing, Entered
from fogline.undated.entering import GivesItsDay, enter_texts, entries_of, key_of
from fogline.undated.near import Near, near_each, reached

AT_ONCE = 200
"""Documents entered, or weighed, together."""

KEPT = 1_000
"""Dossiers kept in memory, with their wording some 50 kB each: those near one another are near the same ones."""

MANY = 1_000
"""Changed documents from which on all that ask for a day are weighed: to look for those near would cost more."""


def date_undated(store: Store, *, gives_its_day: GivesItsDay) -> list[Document]:
    """The documents of *store* whose day, found by others, is another one now, as they are now kept.

    They are ``inferred``, the evidence naming the others; or without a day again, where it no longer follows. Only
    documents near a changed one are weighed, and those that a day newly found reaches in turn; what comes out is what
    weighing all would give, whatever came first. Whose day is known otherwise is left alone.
    """
    marks = store.dossiers.unweighed()
    if not marks:
        return []
    changed, keys = _changed(store, sorted(marks), gives_its_day)
    # They are marked before anything is entered: whatever stops this half-way, the next one weighs them.
    marks = {**marks, **store.dossiers.mark(_asking_near(store, changed, keys))}
    for batch in _batches(sorted(changed)):
        store.dossiers.enter({key: changed[key] for key in batch})
    weighing = _Weighing(store)
    now = renewed(weighing.asking(marks), weighing.before, weighing.near, weighing.weigh)
    moved = _redated(store, now)
    store.dossiers.put_found({key: _found_to(found) for key, found in now.items()})
    store.dossiers.settle(marks)
    return moved


def _changed(
    store: Store, document_ids: Sequence[str], gives_its_day: GivesItsDay
) -> tuple[dict[str, Entered], set[int]]:
    """What is to be entered otherwise of these documents, and the keys that those have or had."""
    changed: dict[str, Entered] = {}
    keys: set[int] = set()
    for batch in _batches(document_ids):
        enter_texts(store, batch)
        before = store.dossiers.entered(batch)
        for key, entry in entries_of(store, batch, gives_its_day).items():
            had = before.get(key)
            found = had.bearing.found if had is not None and entry.bearing.asks else None
            entry = replace(entry, bearing=replace(entry.bearing, found=found))
            if entry != had:
                changed[key] = entry
                keys |= entry.keys if had is None else entry.keys | had.keys
    return changed, keys


def _asking_near(store: Store, changed: Collection[str], keys: Collection[int]) -> list[str]:
    """Those that ask for a day near documents that changed, which have or had *keys*."""
    if len(changed) > MANY:
        return sorted(store.dossiers.asking())
    near = reached(store, keys, changed) if changed else ()
    return sorted(key for key, bearing in store.dossiers.bearings(near).items() if bearing.asks)


def _redated(store: Store, found: Mapping[str, Found | None]) -> list[Document]:
    """Give documents the days found for them; gives those that have another one now."""
    moved: list[Document] = []
    for batch in _batches(sorted(found)):
        before = {one.document_id: one for one in store.documents_with(batch)}
        given = [_given(document, found[key]) for key, document in before.items()]
        kept = store.redate(one for one in given if one != before[one.document_id])
        moved += [one for one in kept if one.published != before[one.document_id].published]
    return sorted(moved, key=lambda one: one.document_id)


def _given(document: Document, found: Found | None) -> Document:
    if found is None:
        return replace(document, published=None, published_basis=None, published_evidence=None)
    day = found.dated
    return replace(document, published=day.day, published_basis="inferred", published_evidence=day.evidence)


class _Weighing:
    """The documents of *store* that ask for a day, what was found for them, what is near, and what it makes of them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._bearings: dict[str, Bearing] = {}
        self._near: dict[str, Near] = {}
        self._plain: dict[str, Dossier] = {}
        self._wordings: dict[str, Wording] = {}

    def asking(self, document_ids: Collection[str]) -> set[str]:
        """Those of these documents that ask for a day."""
        return {key for key, bearing in self._known(document_ids).items() if bearing.asks}

    def before(self, document_ids: Collection[str]) -> Standing:
        """What was found for those of these documents that ask for a day."""
        known = self._known(document_ids)
        return {key: _found_from(one.found) for key, one in known.items() if one.asks and one.found is not None}

    def near(self, document_ids: Collection[str]) -> Mapping[str, Collection[str]]:
        """Those that ask for a day near each of some that do."""
        entries = {key: entry for batch in _batches(sorted(document_ids)) for key, entry in self._keys(batch).items()}
        for batch in _batches(sorted(entries)):
            self._near |= near_each(self._store, {key: entries[key] for key in batch})
        return {key: self.asking(self._near[key].every) for key in document_ids}

    def weigh(self, due: Mapping[str, Standing]) -> Mapping[str, Dated]:
        """The days of those of some documents that get one, by what stands of those near them."""
        self._known({other for key in due for other in self._near[key].every})
        found = {key: self._weighed(key, standing) for key, standing in due.items()}
        return {key: dated for key, dated in found.items() if dated is not None}

    def _weighed(self, key: str, standing: Standing) -> Dated | None:
        near = self._near[key]
        days = {other: day for other in near.every if (day := self._day(other, standing)) is not None}
        tells = [own for own in near.under.values() if telling(days[one] for one in own if one in days)]
        tying = days.keys() & near.sharing.union(*tells)
        if not tying:
            return None
        return self._held_against(key, days, tying, standing.keys())

    def _held_against(
        self, key: str, days: Mapping[str, date], tying: Collection[str], inferred: Collection[str]
    ) -> Dated | None:
        """The day of a document by others with their *days*, the wording of those *tying* among it."""
        self._read({key, *days}, {key, *tying})
        mine = with_wording(self._plain[key], self._wordings[key])
        words = frozenset(self._wordings[key].words)
        near = [replace(self._plain[one], published=day) for one, day in days.items()]
        near = [
            with_wording_beside(one, self._wordings[one.document_id], mine.runs, words)
            if one.document_id in tying
            else one
            for one in near
        ]
        mine = _without_common(mine, self._near[key].under)
        return infer_day(mine, near, inferred=inferred)

    def _read(self, document_ids: Collection[str], worded: Collection[str]) -> None:
        """Have the dossiers of these documents, without their days, and the wording of those *worded*."""
        if len(self._plain) > KEPT:
            self._plain.clear()
        if len(self._wordings) > KEPT:
            self._wordings.clear()
        entries = self._store.dossiers.entered(set(document_ids) - self._plain.keys())
        self._plain |= {one: from_record(one, entry.record, None) for one, entry in entries.items()}
        documents = self._store.documents_with(sorted(set(worded) - self._wordings.keys()))
        self._wordings |= {one.document_id: wording_of(one) for one in documents}

    def _day(self, document: str, standing: Standing) -> date | None:
        if document in standing:
            return standing[document].dated.day
        bearing = self._bearings.get(document)
        return None if bearing is None else bearing.day

    def _known(self, document_ids: Collection[str]) -> Mapping[str, Bearing]:
        self._bearings |= self._store.dossiers.bearings(set(document_ids) - self._bearings.keys())
        return {key: self._bearings[key] for key in document_ids if key in self._bearings}

    def _keys(self, document_ids: Collection[str]) -> Mapping[str, Collection[int]]:
        return {key: entry.keys for key, entry in self._store.dossiers.entered(document_ids).items()}


def _without_common(dossier: Dossier, under: Collection[int]) -> Dossier:
    """*dossier* without the happenings that too many tell of."""
    few = frozenset(happening for happening in dossier.told if key_of(happening) in under)
    return replace(dossier, news=dossier.news & few, told=few)


def _found_to(found: Found | None) -> str | None:
    if found is None:
        return None
    plain = {"day": found.dated.day.isoformat(), "evidence": found.dated.evidence, "round": found.round}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _found_from(text: str) -> Found:
    plain = json.loads(text)
    return Found(Dated(date.fromisoformat(plain["day"]), plain["evidence"]), plain["round"])


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
