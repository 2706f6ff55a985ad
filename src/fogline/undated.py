"""Dates the documents of a ledger that do not give their day, from the dated ones about the same happenings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from fogline.dating.dossiers import RUN, Dossier, dossier_of
from fogline.dating.infer import infer_days
from fogline.mentions.times.anchors import Evidence, evidence_of
from fogline.model.document import Document
from fogline.store.base import ClaimFilter, Store

TOO_COMMON = 400
"""Claims at one place from which on it is told of too often to tell of a time."""

PHRASES = 12
"""Runs of words of one document that are looked for in the others; a copy of half of it is found with any of six."""

_QUOTED = re.compile(r"[“\"]([^“”\"\n]{40,400})[”\"]")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def date_undated(store: Store, *, gives_its_day: Callable[[Document], bool]) -> list[Document]:
    """The documents of *store* that get a day from others, with it: ``inferred``, the evidence naming the others.

    *gives_its_day* says whether a document's own text gives its day, or it is not to be read at all.

    Documents dated in this way before are weighed anew, so that it does not matter which came first. The cost is
    that of the undated documents that tell a weekday (no other can get a day) and of those that share a town or words
    with them; nothing is written.
    """
    asking = [document for document in store.undated() if not gives_its_day(document)]
    dossiers = {
        document.document_id: _undated_dossier(store, document, evidence)
        for document in asking
        if (evidence := evidence_of(document.text, title_end=document.title_end)).weekday or evidence.news
    }
    undated = {document.document_id: document for document in asking if document.document_id in dossiers}
    towns = _Towns(store)
    related = {key for one, document in undated.items() for key in _related(store, towns, document, dossiers[one])}
    for key in sorted(related - undated.keys()):
        other = store.document(key)
        if other is not None and other.published is not None:
            dossiers[key] = dossier_of(other, store.claims(ClaimFilter(document=key)))
    found = infer_days(list(dossiers.values()))
    dated = [
        replace(undated[key], published=day.day, published_basis="inferred", published_evidence=day.evidence)
        for key, day in sorted(found.items())
    ]
    return [document for document in dated if document.published != undated[document.document_id].published]


def _undated_dossier(store: Store, document: Document, evidence: Evidence) -> Dossier:
    news = evidence.news
    return dossier_of(
        replace(document, published=None),
        store.claims(ClaimFilter(document=document.document_id)),
        weekday=evidence.weekday,
        news_weekday=news.weekday if news else None,
        settled=news.settled if news else False,
        words=evidence.words or (news.words[0] if news else ""),
        not_before=evidence.not_before,
    )


class _Towns:
    """The documents that tell of a town, each town asked for once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[int, frozenset[str]] = {}

    def told_of_in(self, town: int) -> frozenset[str]:
        """The ids of the documents with claims about *town*; none where there are too many to tell of a time."""
        if town not in self._known:
            there = list(self._store.claim_documents(ClaimFilter(geonameids=frozenset({town}))))
            self._known[town] = frozenset(there if len(there) <= TOO_COMMON else ())
        return self._known[town]


def _related(store: Store, towns: _Towns, document: Document, dossier: Dossier) -> Iterator[str]:
    """The ids of documents that tell of the towns of *document*'s news, or share words with it."""
    for town in {happening[1] for happening in dossier.told}:
        yield from towns.told_of_in(town)
    for phrase in _phrases(document.text[document.title_end :]):
        yield from store.search(f'"{phrase}"')


def _phrases(text: str) -> list[str]:
    """Runs of words to look for: the beginnings of quotations, then some spread over the text."""
    quoted = [_run(_WORD.findall(found[1])) for found in _QUOTED.finditer(text)]
    all_words = _WORD.findall(text)
    step = max(len(all_words) // (PHRASES // 2), 1)
    spread = [_run(all_words[start:]) for start in range(0, len(all_words), step)]
    return list(dict.fromkeys(_full([*quoted[: PHRASES // 2], *spread])))[:PHRASES]


def _run(found: list[str]) -> list[str]:
    return found[:RUN]


def _full(runs: Iterable[list[str]]) -> Iterator[str]:
    return (" ".join(run) for run in runs if len(run) == RUN)
