"""Which mentions of a document name the same actor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from fogline.mentions.actor_drafts import Draft
from fogline.mentions.actor_words import nation, word_set
from fogline.model.values import Actor

_BACK = 4
"""How many sentences back a pronoun's antecedent may stand."""

_NEAR = 2
"""How many sentences back the state may be spoken of whose "the defence ministry" is."""

_GROUP_KINDS = frozenset({"armed_group", "international_organisation", "witness", "analyst", None})
_WATCHING = frozenset({"monitor", "watchdog", "agency", "body"})
_WORD = re.compile(r"[^\W\d_]+")
_ROLE_TAIL = re.compile(r" (?:of|for|to|in|at)\b.*")


@dataclass(slots=True)
class Entity:
    """One actor of the document, with the drafts that name it."""

    number: int
    drafts: list[Draft] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)

    def add(self, draft: Draft) -> None:
        """Count *draft* as a mention of this actor."""
        draft.entity = self.number
        self.drafts.append(draft)
        if draft.noun:
            self.nouns.add(draft.noun)
        if draft.form == "name" and draft.person:
            self.names.append(tuple(draft.name.split()))
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
        known = next((d.known for d in self.drafts if d.known), None)
        named = [d for d in self.drafts if d.form == "name"] or self.drafts
        fullest = known.name if known else max(named, key=lambda d: len(d.name.split())).name if named[0].person else ""
        ordered = [draft, *self.drafts]
        return Actor(
            name=fullest or (draft.name if draft.form == "demonym" else named[0].name),
            kind=(known.kind if known else None) or next((d.kind for d in [*named, *ordered] if d.kind), None),
            role=draft.role or next((d.role for d in self.drafts if d.role), None) if self.person else None,
            organisation=next((d.organisation for d in ordered if d.organisation), None),
            party=(known.party if known else None) or next((d.party for d in ordered if d.party), None),
            country=(known.country if known else None) or next((d.country for d in ordered if d.country), None),
        )


def resolve(drafts: Sequence[Draft]) -> tuple[list[Draft], dict[int, Entity]]:
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
            if draft.owner:
                book.owned(draft, standing)
            standing.append(draft)
    return standing, book.entities


class _Book:
    """The entities found so far."""

    def __init__(self) -> None:
        self.entities: dict[int, Entity] = {}
        self._by_key: dict[tuple[str, ...], Entity] = {}

    def name(self, draft: Draft) -> None:
        """Give a full name, a known one or a nation's its entity."""
        if draft.key:
            self._keyed(draft, draft.key)
        elif draft.partner is not None and draft.partner.form == "name" and draft.partner.entity >= 0:
            self.entities[draft.partner.entity].add(draft)
        elif draft.person:
            found = self._same_person(tuple(draft.name.split()))
            (found or self._new()).add(draft)
        else:
            self._keyed(draft, ("body", draft.name.casefold()))

    def single(self, draft: Draft) -> None:
        """Give a lone surname or acronym its entity: that of a longer name, else one of its own if it speaks."""
        partner = draft.partner
        if partner is not None and partner.entity >= 0:
            self.entities[partner.entity].add(draft)
            return
        found = (
            self._same_person(tuple(draft.name.split()))
            if draft.person
            else self._by_key.get(("body", draft.name.casefold()))
        )
        if found is not None:
            found.add(draft)
        elif draft.speaks or (draft.subject and draft.name.isupper()):
            if draft.person:
                self._new().add(draft)
            else:
                self._keyed(draft, ("body", draft.name.casefold()))

    def describe(self, draft: Draft, before: Sequence[Draft]) -> None:
        """Give a description, a nation or a pronoun its entity; a pronoun without antecedent gets none."""
        if draft.partner is not None and draft.partner.entity >= 0:
            self.entities[draft.partner.entity].add(draft)
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
                self._new().add(draft)

    def owned(self, draft: Draft, before: Sequence[Draft]) -> None:
        """Give "its troops" the side of whom "its" stands for."""
        if draft.party or draft.country or draft.partner or draft.owner in ("our", "my", "your"):
            return
        found = _antecedent(draft, before)
        if found is not None:
            actor = self.entities[found.entity].actor(found)
            draft.party, draft.country = actor.party, actor.country
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
        self._by_key[key].add(draft)

    def _same_person(self, name: tuple[str, ...]) -> Entity | None:
        """The person whose name ends in *name* or begins it; among several, the one named last; none where unsure."""
        found = [e for e in self.entities.values() if any(_one_name(name, other) for other in e.names)]
        return found[-1] if found else None

    def _same_described(self, draft: Draft, before: Sequence[Draft]) -> Entity | None:
        """Whom a definite description names again: the last actor so described, else the only one yet to come."""
        fits = [self.entities[d.entity] for d in reversed(before) if self._fits(draft, self.entities[d.entity], d)]
        if fits:
            return fits[0]
        if not draft.person or draft.plural:
            return None
        later = [e for e in self.entities.values() if e.names and e.person and self._fits(draft, e, e.drafts[0])]
        return later[0] if len(later) == 1 else None

    def _fits(self, draft: Draft, entity: Entity, other: Draft) -> bool:
        if other.plural != draft.plural or other.form == "pronoun":
            return False
        if draft.country and draft.country != entity.country and (entity.country or not draft.person):
            return False
        if draft.noun in word_set("actors", "groups") and draft.name.lower() == draft.noun:
            fits = other.form == "name" and not other.person and other.kind in _GROUP_KINDS
            return fits and not (draft.noun in _WATCHING and other.kind == "armed_group")
        if draft.kind == "anonymous_official" or draft.noun == "official":
            return other.kind == "anonymous_official"
        if draft.noun not in entity.nouns or draft.person != (other.person or entity.person):
            return False
        return _qualifiers(draft) <= entity.words


def _take_country(draft: Draft, before: Sequence[Draft]) -> None:
    """Give regional officials the country of the places told of, "the defence ministry" that which acts nearby.

    The latter only where one country alone is a subject in its sentence and the two before.
    """
    if draft.country or draft.party:
        return
    draft.country, draft.party = draft.nearby, draft.nearby_party
    if (
        draft.country
        or draft.person
        or draft.plural
        or not draft.definite
        or draft.kind not in ("government", "military")
    ):
        return
    near = [d for d in before if d.subject and d.key and d.key[0] == "country" and draft.sentence - d.sentence <= _NEAR]
    if len({d.country for d in near}) == 1 and draft.noun in word_set("actors", "state_bodies"):
        draft.country, draft.party = near[0].country, near[0].party


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


def _antecedent(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """Whom the pronoun stands for: a fitting subject of the clauses around it, else one of the sentences before."""
    word = draft.owner or draft.name.lower()
    fitting = [d for d in before if draft.sentence - d.sentence <= _BACK and d.end <= draft.start and _agrees(word, d)]
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
