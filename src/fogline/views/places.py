"""The places that claims are at: what they are, who is said to hold them, under which names they go."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from fogline.model.control import History, Spell
from fogline.model.disagreement import Disagreement
from fogline.model.values import Place
from fogline.store.base import Store
from fogline.store.derived import DisagreementFilter
from fogline.toolbox import place_ids
from fogline.views.columns import UNKNOWN, Ints, Mask, place_key
from fogline.views.index import Index


@dataclass(frozen=True, slots=True)
class Counted:
    """A place of the ledger, how many claims are at it, and its state on the day asked about (``None``: none told)."""

    key: str
    place: Place
    claims: int
    state: Spell | None


class Gazette:
    """What each place of a ledger is, read once from a claim that is at it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._places: dict[str, Place] = {}

    def places(self, index: Index, keys: Iterable[str]) -> Mapping[str, Place]:
        """The places with these keys, as far as *index* knows them."""
        numbers = {key: index.known.places.find(key) for key in keys}
        samples = {
            index.known.samples[number]: key
            for key, number in numbers.items()
            if key not in self._places and number is not None and number in index.known.samples
        }
        for claim in self._store.claims_with(samples):
            if claim.place is not None:
                self._places[samples[claim.claim_id]] = claim.place.place
        return {key: self._places[key] for key in numbers if key in self._places}


def counted(
    index: Index, mask: Mask, gazette: Gazette, histories: Mapping[str, History], on: date | None
) -> list[Counted]:
    """The places of the claims of *mask*, those with most claims first."""
    numbers = index.columns.place[mask]
    counts = np.bincount(numbers[numbers != UNKNOWN], minlength=len(index.known.places))
    found = {index.known.places.values[number]: int(counts[number]) for number in np.flatnonzero(counts).tolist()}
    places = gazette.places(index, found)
    made = [Counted(key, places[key], found[key], state(histories.get(key), on)) for key in found if key in places]
    return sorted(made, key=lambda one: (-one.claims, one.place.name, one.key))


def state(history: History | None, on: date | None) -> Spell | None:
    """Who is said to have held a place on a day (the latest word where *on* is ``None``)."""
    if history is None or not history.spells:
        return None
    return history.spells[-1] if on is None else history.on(on)


def by_key(histories: Iterable[History]) -> dict[str, History]:
    """Histories by the key of their place."""
    found = {}
    for history in histories:
        key = place_key(history.place.geonameid, history.place.name.casefold())
        if key is not None:
            found[key] = history
    return found


def names_of(index: Index, key: str) -> list[str]:
    """The words (folded) under which claims name the place with *key*, the commonest first."""
    number = index.known.places.find(key)
    if number is None:
        return []
    columns = index.columns
    words = columns.words[(columns.place == number) & (columns.words != UNKNOWN)]
    numbers, counts = np.unique(words, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    return [index.known.names.values[one] for one in numbers[order].tolist()]


def by_kind(column: Ints, values: Sequence[str], word: str) -> list[dict[str, object]]:
    """How many claims have each value (under *word*; ``None``: none of them), the commonest first."""
    numbers, counts = np.unique(column, return_counts=True)
    pairs = sorted(zip(numbers.tolist(), counts.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))
    return [{word: None if number == UNKNOWN else values[number], "claims": count} for number, count in pairs]


def disputed(
    store: Store,
    *,
    kinds: Collection[str] = (),
    parties: Collection[str] = (),
    place: str | None = None,
    words: str | None = None,
) -> list[Disagreement]:
    """The disagreements of any of *kinds* that any of *parties* is a side of, at *place*, about *words*; by kind."""
    where = DisagreementFilter()
    if place and (place.startswith("~") or place.lstrip("-").isdigit()):
        where = DisagreementFilter(geonameids=frozenset([int(place)]) if place[0] != "~" else None, place=place[1:])
    elif place:
        where = DisagreementFilter(place=place, geonameids=place_ids(place))
    wanted = (words or "").casefold().split()
    return [
        one
        for one in store.derived.disagreements(where)
        if (not kinds or one.kind in kinds)
        and (not parties or any(side.party in parties for side in one.sides))
        and all(word in one.about.casefold() for word in wanted)
    ]
