"""Who is said to hold each place, since when."""

from __future__ import annotations

from functools import cache, lru_cache

from fogline.control.histories import Source, histories_of
from fogline.control.statements import HELD, LEFT, TAKEN
from fogline.model.claim import Claim
from fogline.model.control import History
from fogline.model.profile import Profile
from fogline.profiles.loader import load_profile, shipped_profiles
from fogline.store.base import ClaimFilter, Store


def histories(store: Store, *, geonameids: frozenset[int] | None = None, name: str | None = None) -> list[History]:
    """The control history of every place that somebody is said to hold or leave, by name.

    With *geonameids* or *name* only those of these places (statements about the regions they lie in reach them).
    """
    claims = [
        claim
        for kind in sorted(TAKEN | HELD | LEFT)
        for claim in store.claims(ClaimFilter(event_type=kind), reasons=False)
    ]

    @lru_cache(maxsize=1000)
    def source_of(document_id: str) -> Source:
        document, mentions = store.document(document_id), store.mentions(document_id)
        if document is None:
            raise LookupError(f"a claim without its document: {document_id}")
        return Source(document.text, document.published, mentions.sentences, mentions.places)

    made = histories_of(claims, source_of, _profile_of)
    if geonameids is None and name is None:
        return made
    return [one for one in made if one.place.geonameid in (geonameids or ()) or _named(one, name)]


def _named(history: History, name: str | None) -> bool:
    return name is not None and history.place.name.casefold() == name.casefold()


def _profile_of(claim: Claim) -> Profile:
    party = claim.agent.actor.party if claim.agent else None
    return _profile_with(party)


@cache
def _profile_with(party: str | None) -> Profile:
    """The shipped profile that knows *party*, so that its enemies are known; else the generic one, which has none."""
    for profile in map(load_profile, shipped_profiles()):
        if any(one.party_id == party for one in profile.parties):
            return profile
    return load_profile("generic")
