"""Which mentions of a document name the same actor."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

from fogline.mentions.actors.drafts import Draft
from fogline.mentions.actors.words import adjective, is_common_force, nation, word_set
from fogline.model.profile import KnownActor
from fogline.model.values import Actor, ActorKind

_BACK = 4
"""How many sentences back a pronoun's antecedent may stand."""

_LOOK_BACK = 500
"""How many mentions back a description's antecedent may stand: some forty kilobytes of text."""
_NEAR = 2
"""How many sentences back the state may be spoken of whose "the defence ministry" is."""

_GROUP_KINDS = frozenset({"armed_group", "international_organisation", "witness", "analyst", None})
_WATCHING = frozenset({"monitor", "watchdog", "agency", "body"})
_WORD = re.compile(r"[^\W\d_]+")
_ROLE_TAIL = re.compile(r" (?:of|for|to|in|at)\b.*")


class _Said(NamedTuple):
    """What the mentions of an actor say together; each value is the first that any of them gives."""

    known: KnownActor | None
    fullest: str
    """The known or fullest name of a person, the known name of another actor, else empty."""
    first: str
    kind: ActorKind | None
    any_kind: ActorKind | None
    person: bool
    role: str | None
    organisation: str | None
    party: str | None
    country: str | None


@dataclass(slots=True)
class Entity:
    """One actor of the document, with the drafts that name it."""

    number: int
    drafts: list[Draft] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    _settled: _Said | None = None

    def add(self, draft: Draft) -> None:
        """Count *draft* as a mention of this actor."""
        draft.entity = self.number
        self.drafts.append(draft)
        if draft.noun:
            self.nouns.add(draft.noun)
        name = tuple(draft.name.split())
        if draft.form == "name" and draft.person and name not in self.names:
            self.names.append(name)
        if draft.known and draft.known.role:
            self.nouns.add(_ROLE_TAIL.sub("", draft.known.role).split()[-1])

    @property
    def person(self) -> bool:
        """Whether it is one person."""
        return any(draft.person and not draft.plural for draft in self.drafts)

    @property
    def country(self) -> str | None:
        """Its country, as far as any mention says."""
        return next((draft.country for draft in self.drafts if draft.country), None)

    @property
    def words(self) -> set[str]:
        """Every word, in lower case, by which it is named or described."""
        known = (d.known.role for d in self.drafts if d.known)
        texts = [text for d in self.drafts for text in (d.name, d.role, d.organisation)]
        return {word.lower() for text in (*texts, *known) for word in _WORD.findall(text or "")}

    def actor(self, draft: Draft) -> Actor:
        """The actor as *draft* mentions it: its own role, else the document's first; everything else from all."""
        said = self._settled or self._said_of_all()
        known = said.known
        return Actor(
            name=said.fullest or (draft.name if draft.form == "demonym" else said.first),
            kind=said.kind or draft.kind or said.any_kind,
            role=draft.role or said.role if said.person else None,
            organisation=draft.organisation or said.organisation,
            party=(known.party if known else None) or draft.party or said.party,
            country=(known.country if known else None) or draft.country or said.country,
        )

    def settle(self) -> None:
        """Note what the mentions say together, once none will be added or changed."""
        self._settled = self._said_of_all()

    def _said_of_all(self) -> _Said:
        drafts = self.drafts
        known = None
        for draft in drafts:
            known = known or draft.known
        named = [d for d in drafts if d.form == "name"] or drafts
        fullest = known.name if known else ""
        if known is None and named[0].person:
            fullest = named[0].name if len(named) == 1 else max(named, key=lambda d: len(d.name.split())).name
        kind, any_kind = known.kind if known else None, None
        role = organisation = party = country = None
        for draft in drafts:  # once over all of them: each takes the first that says it
            any_kind = any_kind or draft.kind
            role = role or draft.role
            organisation = organisation or draft.organisation
            party, country = party or draft.party, country or draft.country
        for draft in named:
            kind = kind or draft.kind
        return _Said(known, fullest, named[0].name, kind, any_kind, self.person, role, organisation, party, country)


def resolve(drafts: list[Draft]) -> tuple[list[Draft], dict[int, Entity]]:
    """The drafts that stand, in order of the text and each with its ``entity``, and the entities by number."""
    book = _Book()
    ordered = sorted(drafts, key=lambda d: (d.start, -d.end))
    for draft in ordered:
        if draft.form == "name" and not draft.tentative:
            book.name(draft)
    for _ in range(2):  # the second time round, what has come to stand bears out the others
        for draft in ordered:
            if draft.form == "name" and draft.tentative and draft.entity < 0:
                book.single(draft)
    standing: list[Draft] = []
    for draft in ordered:
        if draft.entity < 0:
            book.describe(draft, standing)
        if draft.entity >= 0:
            if draft.nearby or draft.nearby_party:
                book.place(draft)
            if draft.owner:
                book.owned(draft, standing)
            standing.append(draft)
    for entity in book.entities.values():
        if entity.drafts:
            entity.settle()
    return standing, book.entities


class _Book:
    """The entities found so far."""

    def __init__(self) -> None:
        self.entities: dict[int, Entity] = {}
        self._by_key: dict[tuple[str, ...], Entity] = {}
        self._by_surname: dict[str, dict[int, Entity]] = {}
        self._by_noun: dict[str, list[Entity]] | None = None

    def name(self, draft: Draft) -> None:
        """Give a full name, a known one or a nation's its entity."""
        if draft.key:
            self._keyed(draft, draft.key)
        elif draft.partner is not None and draft.partner.form == "name" and draft.partner.entity >= 0:
            self._admit(self.entities[draft.partner.entity], draft)
            if not draft.person:
                self._by_key.setdefault(("body", draft.name.casefold()), self.entities[draft.partner.entity])
        elif draft.person:
            found = self._same_person(tuple(draft.name.split()))
            self._admit(found or self._new(), draft)
        else:
            self._keyed(draft, ("body", draft.name.casefold()))

    def single(self, draft: Draft) -> None:
        """Give a lone surname or acronym its entity: that of a longer name, else one of its own if it speaks."""
        partner = draft.partner
        if partner is not None and partner.entity >= 0:
            self._admit(self.entities[partner.entity], draft)
            if not draft.person:
                self._by_key.setdefault(("body", draft.name.casefold()), self.entities[partner.entity])
            return
        found = (
            self._same_person(tuple(draft.name.split()))
            if draft.person
            else self._by_key.get(("body", draft.name.casefold()))
        )
        if found is not None:
            self._admit(found, draft)
        elif draft.speaks or (draft.subject and draft.name.isupper()):
            if draft.person:
                self._admit(self._new(), draft)
            else:
                self._keyed(draft, ("body", draft.name.casefold()))

    def describe(self, draft: Draft, before: list[Draft]) -> None:
        """Give a description, a nation or a pronoun its entity; a pronoun without antecedent gets none."""
        if draft.partner is not None and draft.partner.entity >= 0:
            self._admit(self.entities[draft.partner.entity], draft)
        elif draft.form == "pronoun":
            found = _antecedent(draft, before)
            if found is not None:
                self.entities[found.entity].add(draft)
        elif draft.key:
            self._keyed(draft, draft.key)
        elif draft.noun in word_set("actors", "countries"):
            last = next((d for d in reversed(before) if d.key and d.key[0] == "country" and d.subject), None)
            if last is not None and draft.subject and draft.definite and draft.name.lower() == draft.noun:
                self.entities[last.entity].add(draft)
        elif draft.form == "description":
            same = self._same_described(draft, before) if draft.definite and not draft.owner else None
            if same is None:
                _take_country(draft, before)
            if same is not None:
                same.add(draft)
            elif draft.plural or draft.definite:
                self._keyed(draft, ("described", draft.name.casefold()))
            else:
                self._admit(self._new(), draft)

    def place(self, draft: Draft) -> None:
        """Give an official the country of the places told of, where nothing else says whose he is."""
        of_all = self.entities[draft.entity].drafts
        if not any(other.country or other.party for other in of_all):
            draft.country, draft.party = draft.nearby, draft.nearby_party

    def owned(self, draft: Draft, before: list[Draft]) -> None:
        """Give "its troops" the side of whom "its" stands for."""
        if draft.party or draft.country or draft.owner in ("our", "my", "your"):
            return
        found = _antecedent(draft, before)
        if found is not None and draft.partner is not None:
            entity = self.entities[draft.entity]
            if found.entity != draft.entity and not any(d.party or d.country for d in entity.drafts):
                actor = self.entities[found.entity].actor(found)
                draft.party, draft.country = actor.party, actor.country
        elif found is not None:
            actor = self.entities[found.entity].actor(found)
            draft.party, draft.country = actor.party, actor.country
            _name_after(draft, actor)
            own = self._new()
            self.entities[draft.entity].drafts.remove(draft)
            own.add(draft)

    def _new(self) -> Entity:
        entity = Entity(len(self.entities))
        self.entities[entity.number] = entity
        return entity

    def _keyed(self, draft: Draft, key: tuple[str, ...]) -> None:
        if key not in self._by_key:
            self._by_key[key] = self._new()
        self._admit(self._by_key[key], draft)

    def _same_person(self, name: tuple[str, ...]) -> Entity | None:
        """The person whose name ends in *name* or begins it; among several, the one that came up last."""
        near = {e.number: e for key in _surnames(name) for e in self._by_surname.get(key, {}).values()}
        found = [e for e in near.values() if any(_one_name(name, other) for other in e.names)]
        return max(found, key=lambda e: e.number, default=None)

    def _same_described(self, draft: Draft, before: list[Draft]) -> Entity | None:
        """Whom a definite description names again: the last actor so described, else the only one yet to come."""
        for other in reversed(before[-_LOOK_BACK:]):
            if self._fits(draft, self.entities[other.entity], other):
                return self.entities[other.entity]
        if not draft.person or draft.plural:
            return None
        holders = self._holders().get(draft.noun or "", ())
        later = [e for e in holders if e.person and self._fits(draft, e, e.drafts[0])]
        return later[0] if len(later) == 1 else None

    def _holders(self) -> dict[str, list[Entity]]:
        """The named people by the nouns of their offices; asked for once all names are in."""
        if self._by_noun is None:
            self._by_noun = {}
            for entity in self.entities.values():
                for noun in entity.nouns if entity.names else ():
                    self._by_noun.setdefault(noun, []).append(entity)
        return self._by_noun

    def _admit(self, entity: Entity, draft: Draft) -> None:
        entity.add(draft)
        if draft.form == "name" and draft.person:
            for key in _surnames(tuple(draft.name.split())):
                self._by_surname.setdefault(key, {})[entity.number] = entity

    def _fits(self, draft: Draft, entity: Entity, other: Draft) -> bool:
        if other.plural != draft.plural or other.form == "pronoun":
            return False
        unlike = draft.noun not in entity.nouns
        if unlike and draft.noun not in word_set("actors", "groups") and not _is_anonymous(draft):
            return False  # as most are: told before anything is gone through
        if draft.country and draft.country != entity.country and (entity.country or not draft.person):
            return False
        if draft.noun in word_set("actors", "groups") and draft.name.lower() == draft.noun:
            fits = other.form == "name" and not other.person and other.kind in _GROUP_KINDS
            return fits and not (draft.noun in _WATCHING and other.kind == "armed_group")
        if _is_anonymous(draft):
            return other.kind == "anonymous_official" or (draft.plural and other.noun == "official" == draft.noun)
        if unlike or draft.person != (other.person or entity.person):
            return False
        return _qualifiers(draft) <= entity.words


def _is_anonymous(draft: Draft) -> bool:
    return draft.kind == "anonymous_official" or draft.noun == "official"


def _name_after(draft: Draft, owner: Actor) -> None:
    """Call "its fighters" as those of a named owner are called: by a group's name, or "Xian forces"."""
    if draft.noun not in word_set("forces", "rank_and_file") or not draft.plural:
        return
    people = adjective(owner.country) if owner.country else None
    if owner.kind == "armed_group" and owner.name[:1].isupper():
        draft.name, draft.kind, draft.organisation = owner.name, "armed_group", owner.name
    elif owner.kind == "government" and people and is_common_force(draft.noun or ""):
        draft.name = f"{people} forces"


def _take_country(draft: Draft, before: list[Draft]) -> None:
    """Give regional officials the country of the places told of, "the defence ministry" that which acts nearby.

    The latter only where one country alone is a subject in its sentence and the two before.
    """
    if draft.country or draft.party:
        return
    draft.country, draft.party = draft.nearby, draft.nearby_party
    if (
        draft.country
        or draft.party
        or draft.person
        or draft.plural
        or not draft.definite
        or draft.kind not in ("government", "military")
    ):
        return
    near_by = takewhile(lambda d: draft.sentence - d.sentence <= _NEAR, reversed(before))
    near = [
        d for d in near_by if d.subject and d.key and d.key[0] == "country" and draft.sentence - d.sentence <= _NEAR
    ]
    if len({d.country for d in near}) == 1 and draft.noun in word_set("actors", "state_bodies"):
        draft.country, draft.party = near[0].country, near[0].party


def _surnames(name: tuple[str, ...]) -> set[str]:
    """Under which words a name is looked up: its last one, and that without an article ("Assad" of "al-Assad")."""
    return {name[-1], name[-1].split("-")[-1]}


def _one_name(short: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether two names can be one person's: one ends in the other, or given name and surname agree."""
    if len(short) > len(name):
        short, name = name, short
    if len(short) == 1:
        return short[0] in (name[-1], name[-1].split("-")[-1]) or (len(name) > 1 and name[-2:] == ("al", short[0]))
    return name[-len(short) :] == short or (name[0], name[-1]) == (short[0], short[-1])


def _qualifiers(draft: Draft) -> set[str]:
    """The words that tell whom a description means, besides its noun: "Aleppo" of "the governor of Aleppo"."""
    words = [w for w in _WORD.findall(draft.name) if nation(w) is None]
    return {w.lower() for w in words} - {draft.noun} - word_set("actors", "untelling")


def _antecedent(draft: Draft, before: list[Draft]) -> Draft | None:
    """Whom the pronoun stands for: a fitting subject of the clauses around it, else one of the sentences before."""
    word = draft.owner or draft.name.lower()
    near_by = list(takewhile(lambda d: draft.sentence - d.sentence <= _BACK, reversed(before)))[::-1]
    fitting = [d for d in near_by if d.end <= draft.start and _agrees(word, d)]
    for start in draft.subjects_above:
        own = [d for d in fitting if d.start <= start < d.end]
        if own:
            return min(own, key=lambda d: d.end - d.start)
    for distance in range(_BACK + 1):
        near = [d for d in fitting if draft.sentence - d.sentence == distance]
        best = [d for d in near if d.speaks] if distance else [d for d in near if d.subject]
        best = best or [d for d in near if d.subject] or (near if distance else [])
        if best:
            return best[0] if distance else best[-1]
    return fitting[-1] if fitting else None


def _agrees(word: str, other: Draft) -> bool:
    """Whether a pronoun can stand for what *other* names, by number and by whether it is a person."""
    one_person = other.person and not other.plural
    if word in ("he", "she", "him", "his", "her"):
        return one_person
    if word in ("it", "its"):
        return not other.person and not other.plural and other.form != "demonym"
    return other.plural or (other.kind in ("armed_group", "military") and not one_person)
