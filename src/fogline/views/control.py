"""Who is said to hold each place, since when."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import lru_cache, partial

from fogline.control.histories import Source, histories_of
from fogline.control.regions import within
from fogline.control.statements import HELD, LEFT, TAKEN
from fogline.model.claim import Claim
from fogline.model.control import History
from fogline.model.profile import Profile
from fogline.model.values import Place
from fogline.profiles.loader import profile_with
from fogline.store.base import ClaimFilter, Store

TOLD = TAKEN | HELD | LEFT
"""The kinds of claims that can say who holds a place."""


def histories(store: Store, *, geonameids: frozenset[int] | None = None, name: str | None = None) -> list[History]:
    """The control history of every place that somebody is said to hold or leave, by name.

    With *geonameids* or *name* only those of these places (statements about the regions they lie in reach them).
    """
    source_of = sources_of(store)
    if geonameids is None and name is None:
        return histories_of(told_of_control(store, ClaimFilter()), source_of, profile_of)
    asked = partial(_is_asked_for, geonameids=geonameids or frozenset(), name=name)
    told = store.claims(ClaimFilter(geonameids=geonameids, place=name), reasons=False)
    places = {claim.place.place for claim in told if claim.place is not None and asked(claim.place.place)}
    ids = (geonameids or frozenset()) | {place.geonameid for place in places if place.geonameid is not None}
    asked = partial(_is_asked_for, geonameids=ids, name=name)  # one place goes by several names
    # Who holds a region says so of its places, and who is a side there may be told of any of its country.
    wheres = [ClaimFilter(country=country) for country in sorted({place.country or "" for place in places} - {""})]
    if not places or any(place.country is None for place in places):
        wheres = [ClaimFilter()]
    claims = [claim for where in wheres for claim in told_of_control(store, where)]

    def is_about(place: Place) -> bool:
        return not places or asked(place) or any(within(one, place) for one in places)

    return [one for one in histories_of(claims, source_of, profile_of, about=is_about) if asked(one.place)]


def histories_told_by(store: Store, claim_ids: Collection[str]) -> list[History]:
    """The histories of the places that one of these claims is about, and of those in a region that one is about.

    Any spell that rests on one of the claims is in them; where the claims are few, little is read for them.
    """
    claims = told_of_control(store, ClaimFilter())
    asked = {one.place.place for one in claims if one.place is not None and one.claim_id in claim_ids}
    places = {one.place.place for one in claims if one.place is not None}
    regions = {(place.country, place.admin1) for place in asked if _is_region(place)}
    wanted = {place for place in places if place in asked or (place.country, place.admin1) in regions}
    beside = {(place.country, place.admin1) for place in wanted}
    around = wanted | {place for place in places if _is_region(place) and (place.country, place.admin1) in beside}
    ids = {place.geonameid for place in wanted} - {None}
    names = {place.name for place in wanted if place.geonameid is None}
    found = histories_of(claims, sources_of(store), profile_of, about=around.__contains__)
    return [one for one in found if one.place.geonameid in ids or one.place.name in names]


def _is_region(place: Place) -> bool:
    """Whether what is told of *place* can reach places in it (see :func:`~fogline.control.regions.within`)."""
    return place.admin1 is not None and (place.feature_code == "ADM1" or place.name == place.admin1)


def told_of_control(store: Store, where: ClaimFilter) -> list[Claim]:
    """The claims on who holds, takes or leaves a place, of those that *where* asks for; a document's together."""
    wheres = (replace(where, event_type=kind) for kind in sorted(TOLD))
    told = [claim for each in wheres for claim in store.claims(each, reasons=False)]
    return sorted(told, key=lambda claim: claim.document_id)


def sources_of(store: Store) -> Callable[[str], Source]:
    """What gives a document's words by its id; the last ones asked for are kept at hand."""
    return lru_cache(maxsize=1000)(partial(_source, store))


def _source(store: Store, document_id: str) -> Source:
    document, mentions = store.document(document_id), store.mentions(document_id, kinds=("sentences", "places"))
    if document is None:
        raise LookupError(f"a claim without its document: {document_id}")
    return Source(document.text, document.published, mentions.sentences, mentions.places)


def _is_asked_for(place: Place, *, geonameids: frozenset[int], name: str | None) -> bool:
    return place.geonameid in geonameids or (name is not None and place.name.casefold() == name.casefold())


def profile_of(claim: Claim) -> Profile:
    """The profile of the conflict that *claim* is of, by the party that is its doer, else by the one that speaks."""
    party = claim.agent.actor.party if claim.agent else claim.speaker.party if claim.speaker else None
    return profile_with(party)
