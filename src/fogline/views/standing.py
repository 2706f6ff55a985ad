"""Control histories that follow the ledger: after a change only the documents that it touched are read again."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from fogline.control.histories import Found, add_up, countries_of_parties, found_in, key_of
from fogline.model.claim import Claim
from fogline.model.control import History
from fogline.store import codec
from fogline.store.base import ClaimFilter, Store
from fogline.views.control import TOLD, profile_of, sources_of, told_of_control
from fogline.views.index import Index, touched

SHARE_READ_ALONE = 0.2
"""Of the documents: where more have changed, all are read in one go, which is then as quick."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one document says of who holds places, and the ``countries`` in which it has a party do something."""

    countries: tuple[str | None, ...] = ()
    found: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """The histories of a ledger (by name), and what they were made from.

    ``read`` holds each document's reading and day, ``decided`` the decisions made by then, ``said`` what the documents
    say that say anything, in the order of their ids.
    """

    read: Mapping[str, str]
    decided: frozenset[str]
    said: Mapping[str, Said]
    histories: tuple[History, ...] = field(default=())


def standing_of(store: Store, index: Index, before: Standing | None = None) -> Standing:
    """The histories of *index*; what no change has touched since *before* is taken from there.

    The same as all worked out anew: a document's claims say what they say by themselves, given the countries in which
    a party does something; where these change, all are read again.
    """
    read = {head.document_id: f"{head.read} {head.published}" for head in index.heads}
    decided = frozenset(review.review_id for review in index.reviews)
    said = None if before is None else _said_since(store, index, before, read)
    if said is None:
        said = _said(store, told_of_control(store, ClaimFilter()))
    old = {key_of(history.place): history for history in before.histories} if before else {}
    made = add_up((found for document in sorted(said) for found in said[document].found), old)
    return Standing(read, decided, said, tuple(made))


def _said_since(store: Store, index: Index, before: Standing, read: Mapping[str, str]) -> dict[str, Said] | None:
    """What *before* holds, brought up to *index*; ``None`` where all had better be read again."""
    changed = touched(store, index.reviews, read, before.read, before.decided)
    if len(changed) > SHARE_READ_ALONE * len(read):
        return None
    told = [claim for key in sorted(changed & read.keys()) for claim in _told_in(store, key)]
    kept = {key: one for key, one in before.said.items() if key not in changed}
    known = _countries(kept.values()) | countries_of_parties(told)
    if known != _countries(before.said.values()):
        return None
    return kept | _said(store, told, known)


def _told_in(store: Store, document_id: str) -> list[Claim]:
    """A document's claims on who holds a place, in the order in which those of the whole ledger are read."""
    claims = store.claims(ClaimFilter(document=document_id), reasons=False)
    return sorted((one for one in claims if one.event_type in TOLD), key=lambda one: one.event_type)


def _said(store: Store, told: list[Claim], known: frozenset[str | None] | None = None) -> dict[str, Said]:
    """What each document says by its claims (a document's stand together)."""
    source_of = sources_of(store)
    everywhere = countries_of_parties(told) if known is None else known
    made = {}
    for document, group in groupby(told, key=lambda one: one.document_id):
        claims = list(group)
        countries = tuple(sorted(countries_of_parties(claims), key=str))
        found = tuple(found_in(claims, source_of, profile_of, known=everywhere))
        if countries or found:
            made[document] = Said(countries, found)
    return made


def _countries(said: Iterable[Said]) -> frozenset[str | None]:
    return frozenset(country for one in said for country in one.countries)


def packed_standing(standing: Standing) -> bytes:
    """*standing* as bytes, without its histories."""
    whole = {
        "read": standing.read,
        "decided": sorted(standing.decided),
        "documents": list(standing.said),
        "said": codec.dumps(tuple(standing.said.values())),
    }
    return zlib.compress(json.dumps(whole, ensure_ascii=True).encode(), 1)


def unpacked_standing(content: bytes, histories: Iterable[History]) -> Standing | None:
    """What :func:`packed_standing` made *content* of, with its *histories*; ``None`` where it is damaged."""
    try:
        whole = json.loads(zlib.decompress(content))
        said = zip(whole["documents"], codec.loads_tuple(Said, whole["said"]), strict=True)
        return Standing(whole["read"], frozenset(whole["decided"]), dict(said), tuple(histories))
    except (zlib.error, ValueError, KeyError, TypeError, AttributeError):
        return None
