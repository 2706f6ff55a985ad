"""Which words a redaction hides in which document: names of private people, and of places smaller than the grid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from fogline.export.redaction import NOTHING_REDACTED, Redaction, Words, is_small, unnamed
from fogline.lexicon import loader
from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.model.mention import ActorMention, Mentions, Speaker
from fogline.model.values import Actor
from fogline.store.base import ClaimFilter, Store

PRIVATE = frozenset({"witness", "public", "social_media"})
"""Kinds of people whose names ``--hide-names`` hides; of no kind, all that could be a person's: better one too many."""

MOST_WORDS = 4
"""Words of the longest name of a person."""

SHORTEST = 3
"""Characters of the shortest part of a name that is hidden by itself: "Li" by itself is too often another word."""

_BODY = re.compile(r"\b(?:of|for|the|and)\b")
_LOWER = re.compile(r"\b(?![A-Z])[^\W\d_]\w+")
_NAME = re.compile(r"[^\W\d_][\w'’-]*")


def redaction_of(store: Store, *, coarsen_km: float | None = None, hide_names: bool = False) -> Redaction:
    """What to hide in all that *store* gives, the same for every part of it.

    *coarsen_km* is the width of the grid that coordinates are put on, *hide_names* hides private people.
    """
    if coarsen_km is None and not hide_names:
        return NOTHING_REDACTED
    people = _People()
    if hide_names:
        for document in store.documents():
            people.meet(document, store.mentions(document.document_id), _claims(store, document.document_id))
    private = people.private()
    words: dict[str, Words] = {}
    for document in store.documents():
        found = people.words(document.document_id, private)
        if coarsen_km is not None:
            found |= _places(store.mentions(document.document_id), _claims(store, document.document_id), coarsen_km)
        if found:
            words[document.document_id] = Words(found)
    everywhere = Words({name: put for name, put in private.items() if " " in name})
    return Redaction(coarsen_km, hide_names, words, everywhere, tuple(_notes(coarsen_km, hide_names, len(private))))


def _claims(store: Store, document_id: str) -> list[Claim]:
    return list(store.claims(ClaimFilter(document=document_id)))


def _notes(coarsen_km: float | None, hide_names: bool, count: int) -> Iterator[str]:
    if coarsen_km is not None:
        yield f"coordinates are rounded to a grid of {coarsen_km:g} km, and places smaller than that are not named"
    if hide_names:
        yield f"names of private people are hidden ({count} {'person' if count == 1 else 'people'})"
    yield "links and names of files, and offsets where words are hidden, are left out"


@dataclass(slots=True)
class _People:
    """The people of a ledger by name, in the order they are met: who is private, and how each document names them."""

    _kinds: dict[str, set[str | None]] = field(default_factory=dict)
    _forms: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    _common: set[str] = field(default_factory=set)
    _outlets: set[str] = field(default_factory=set)

    def meet(self, document: Document, mentions: Mentions, claims: Iterable[Claim]) -> None:
        """Note everybody whom a document names."""
        document_id = document.document_id
        self._common.update(_LOWER.findall(document.text))
        self._outlets.update(name for name in (document.outlet, document.wire_credit) if name)
        places = {mention.text for mention in mentions.places} | {mention.place.name for mention in mentions.places}
        entities: dict[int, list[ActorMention]] = {}
        for mention in mentions.actors:
            entities.setdefault(mention.entity, []).append(mention)
        for same in entities.values():
            named = [mention.text for mention in same if mention.form == "name"]
            for mention in same:
                if named and mention.actor.name not in places:
                    self._note(document_id, mention.actor.name, mention.actor.kind, named)
        for one in _actors(claims):
            if one.name not in places:
                self._note(document_id, one.name, one.kind, (one.name,))

    def _note(self, document_id: str, name: str, kind: str | None, forms: Iterable[str]) -> None:
        if not is_name(name):
            return
        self._kinds.setdefault(name, set()).add(kind)
        self._forms.setdefault(document_id, {}).setdefault(name, set()).update((name, *forms))

    def private(self) -> dict[str, str]:
        """Who is private, each with what stands for the name everywhere."""
        names = [name for name, kinds in self._kinds.items() if self._is_private(name, kinds)]
        return {name: f"person {number}" for number, name in enumerate(names, start=1)}

    def _is_private(self, name: str, kinds: set[str | None]) -> bool:
        """Whether nothing makes *name* a public figure, and it could be a person's.

        A word that the texts have in lower case, too ("residents", "rocket"), is none of a name's.
        """
        if kinds - PRIVATE - {None} or name in self._outlets:
            return False
        common = [word.casefold() in self._common for word in name.split()]
        if kinds & PRIVATE:
            return not all(common)
        return _begins_with_given_name(name) or (not any(common) and len(common) <= MOST_WORDS and not name.isupper())

    def words(self, document_id: str, private: Mapping[str, str]) -> dict[str, str]:
        """What is hidden in a document: the names there of those who are *private*, whole and in parts."""
        found: dict[str, str] = {}
        for name, forms in self._forms.get(document_id, {}).items():
            if name in private:
                found.update(dict.fromkeys(sorted({*forms, *_parts(forms)}), private[name]))
        return found


def _actors(claims: Iterable[Claim]) -> Iterator[Speaker | Actor]:
    for claim in claims:
        if claim.speaker is not None:
            yield claim.speaker
        yield from (role.actor for role in (claim.agent, claim.patient) if role is not None)


def is_name(name: str) -> bool:
    """Whether *name* could be a person's: capitalised words (or one handle), and no words that bodies' names have.

    A hashtag names what is spoken of, not who speaks.
    """
    if name.startswith("#"):
        return False
    words = name.split()
    capitals = all(word[:1].isupper() or word[:1] == "@" or not word[:1].isalpha() for word in words)
    return bool(words) and not _BODY.search(name) and (capitals or (len(words) == 1 and not name.islower()))


def _begins_with_given_name(name: str) -> bool:
    return name.split()[0] in loader.words("given_names", "given_names")


def _parts(forms: Iterable[str]) -> set[str]:
    """The words that names are made of, each long enough to be hidden by itself."""
    words = {word for form in forms for word in _NAME.findall(form)}
    return {word for word in words if len(word) >= SHORTEST and word[:1].isupper()}


def _places(mentions: Mentions, claims: Iterable[Claim], km: float) -> dict[str, str]:
    """Names of places smaller than the grid, each with what stands for it."""
    found: dict[str, str] = {}
    for mention in mentions.places:
        if mention.use != "demonym" and is_small(mention.place.radius_km, km):
            put = unnamed(mention.place.admin1, mention.place.country)
            found |= {mention.text: put, mention.place.name: put}
    for claim in claims:
        if claim.place is not None and is_small(claim.place.place.radius_km, km):
            put = unnamed(claim.place.place.admin1, claim.place.place.country)
            found |= {word: put for word in (claim.place.text, claim.place.place.name) if word[:1].isupper()}
    return found
