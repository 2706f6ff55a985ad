"""What is kept of a document to date others by it, or itself."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from fogline.dating.dossiers import Happening, dossier_of, to_record
from fogline.mentions.times.anchors import evidence_of
from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.origins.prints import prints_of
from fogline.store.base import Store
from fogline.store.dossiers import Bearing, Entered

GivesItsDay = Callable[[Document], bool]
"""Whether a document's own text gives its day, or it is not to be read at all."""


def entries_of(store: Store, document_ids: Collection[str], gives_its_day: GivesItsDay) -> Mapping[str, Entered]:
    """What there is to enter of these documents of *store*, nothing being found for any."""
    claims: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in store.claims_from(document_ids, reasons=False):
        claims[claim.document_id].append(claim)
    documents = store.documents_with(document_ids)
    return {one.document_id: _entry(one, claims[one.document_id], gives_its_day) for one in documents}


def _entry(document: Document, claims: Iterable[Claim], gives_its_day: GivesItsDay) -> Entered:
    sure = document.published is not None and document.published_basis != "inferred"
    if sure or gives_its_day(document):
        dossier, asks = dossier_of(document, claims), False
    else:
        evidence = evidence_of(document.text, title_end=document.title_end)
        news = evidence.news
        asks = bool(evidence.weekday or news)
        dossier = dossier_of(
            replace(document, published=None),
            claims,
            weekday=evidence.weekday,
            news_weekday=news.weekday if news else None,
            settled=news.settled if news else False,
            words=evidence.words or (news.words[0] if news else ""),
            not_before=evidence.not_before,
        )
    bears = asks or dossier.published is not None
    keys = frozenset(key_of(happening) for happening in dossier.told) if bears else frozenset()
    return Entered(Bearing(dossier.published, asks), keys, to_record(dossier))


def key_of(happening: Happening) -> int:
    """What documents that tell of *happening* are looked for by."""
    digest = hashlib.blake2b(f"{happening[0]} {happening[1]}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def enter_texts(store: Store, document_ids: Collection[str]) -> None:
    """Keep the prints of those of these texts that have none kept; a text never changes."""
    missing = set(document_ids) - store.derived.prints(document_ids).keys()
    texts = {one.document_id: one.text for one in store.documents_with(sorted(missing))}
    store.derived.enter_texts({key: prints_of(key, text).prints.tolist() for key, text in texts.items()})
